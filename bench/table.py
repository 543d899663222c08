#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Runs benchmark programs and prints one markdown table of ratios to the hand-written code.

    table.py [--repetitions 9] [--min-time 0.05] [--filter REGEX] [label=]PATH...

PATH is a benchmark program or a build directory that holds some (bench_*); all programs of one label form one column.
Repetitions of all contenders are interleaved at random; a ratio is the quotient of the median CPU times.
"""
import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time

ORDER = ["hand", "tapeless"]
TASKS = ["value", "gradient", "value_and_gradient", "jacobian", "value_gradient_and_hessian", "hvp",
         "third_derivative"]


def programs_in(path):
    if os.path.isfile(path):
        return [os.path.abspath(path)]
    found = []
    for folder, _, files in os.walk(path):
        for name in files:
            full = os.path.join(folder, name)
            if name.startswith("bench_") and "." not in name and os.access(full, os.X_OK):
                found.append(full)
    return sorted(found)


def measure(program, options):
    """Times in ns of every repetition: {(workload, scalar, task, tool): [ns, ...]}."""
    with tempfile.NamedTemporaryFile(suffix=".json") as report:
        command = [program, "--benchmark_enable_random_interleaving=true",
                   f"--benchmark_repetitions={options.repetitions}", f"--benchmark_min_time={options.min_time}",
                   f"--benchmark_out={report.name}", "--benchmark_out_format=json"]
        if options.filter:
            command.append(f"--benchmark_filter={options.filter}")
        run = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        if run.returncode != 0:
            sys.exit(f"{os.path.basename(program)} failed:\n{run.stderr}")
        with open(report.name, encoding="utf-8") as file:
            text = file.read()
    times = {}
    for entry in json.loads(text)["benchmarks"] if text.strip() else []:
        if entry.get("run_type") != "iteration":
            continue
        unit = {"ns": 1.0, "us": 1e3, "ms": 1e6, "s": 1e9}[entry["time_unit"]]
        key = tuple(entry["run_name"].split("/", 3)) if "run_name" in entry else tuple(entry["name"].split("/", 3))
        times.setdefault(key, []).append(entry["cpu_time"] * unit)
    return times


def position(name, order):
    return (order.index(name), "") if name in order else (len(order), name)


def processor():
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as file:
            for line in file:
                if line.startswith("model name"):
                    return line.split(":", 1)[1].strip()
    except OSError:
        pass
    return platform.processor() or platform.machine()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="+", metavar="[label=]PATH")
    parser.add_argument("--repetitions", type=int, default=9)
    parser.add_argument("--min-time", type=float, default=0.05)
    parser.add_argument("--filter", default="")
    options = parser.parse_args()

    columns = {}
    for argument in options.paths:
        label, _, path = argument.rpartition("=")
        programs = programs_in(path)
        if not programs:
            sys.exit(f"no benchmark programs in {path}")
        times = columns.setdefault(label or os.path.basename(os.path.normpath(path)), {})
        for program in programs:
            print(f"running {os.path.basename(program)} {label}", file=sys.stderr)
            times.update(measure(program, options))

    keys = sorted({key for times in columns.values() for key in times},
                  key=lambda k: (k[0], k[1], position(k[2], TASKS), position(k[3], ORDER)))
    print(f"{processor()}, {time.strftime('%Y-%m-%d')}; median of {options.repetitions} interleaved repetitions; "
          "hand-written = 1.00\n")
    print("| workload | numbers | what | tool | " + " | ".join(columns) + " |")
    print("|---|---|---|---|" + "---:|" * len(columns))
    for key in keys:
        cells = []
        for times in columns.values():
            yardstick = times.get(key[:3] + ("hand",))
            if key not in times or not yardstick:
                cells.append("-")
                continue
            own = statistics.median(times[key])
            ratio = own / statistics.median(yardstick)
            cells.append(f"1.00 ({own:.1f} ns)" if key[3] == "hand" else f"{ratio:.2f}")
        name = f"**{key[3]}**" if key[3] == "tapeless" else key[3]
        print(f"| {key[0].upper()} | {key[1]} | {key[2].replace('_', ' ')} | {name} | " + " | ".join(cells) + " |")


if __name__ == "__main__":
    main()
