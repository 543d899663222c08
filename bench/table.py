#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Runs benchmark programs and prints one markdown table of ratios to the hand-written code.

    table.py [--repetitions 9] [--min-time 0.05] [--filter REGEX] [label=]PATH...

PATH is a benchmark program or a build directory that holds some (bench_*); all programs of one label form one column.
Repetitions of all contenders are interleaved at random; a ratio is the quotient of the median CPU times.
A counter "heap" (allocations of one run) makes a column; a counter "flop" (operations of one run) is shown as the share of
what the workload's task "peak", a loop of fused multiply-adds, reaches in the same run.
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
TASKS = ["forward", "step", "value", "gradient", "value_and_gradient", "jacobian", "value_gradient_and_hessian", "hvp",
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
    """Times in ns of every repetition, and counters: {(workload, scalar, task, tool): [ns, ...]}, {(the same): {name: number}}."""
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
    times, counters = {}, {}
    for entry in json.loads(text)["benchmarks"] if text.strip() else []:
        if entry.get("run_type") != "iteration":
            continue
        unit = {"ns": 1.0, "us": 1e3, "ms": 1e6, "s": 1e9}[entry["time_unit"]]
        key = tuple(entry["run_name"].split("/", 3)) if "run_name" in entry else tuple(entry["name"].split("/", 3))
        times.setdefault(key, []).append(entry["cpu_time"] * unit)
        counters[key] = {name: entry[name] for name in ("heap", "flop") if name in entry}
    return times, counters


def position(name, order):
    return (order.index(name), "") if name in order else (len(order), name)


def share_of_peak(key, times, counters):
    """Operations a second, as a part of those of the peak loop of the workload; None where nobody counts them."""
    speed = {k: counters[k]["flop"] / statistics.median(times[k]) for k in times
             if k[:2] == key[:2] and "flop" in counters.get(k, {})}
    peak = max((s for k, s in speed.items() if k[2] == "peak"), default=None)
    return speed[key] / peak if peak and key in speed else None


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

    columns, counters = {}, {}
    for argument in options.paths:
        label, _, path = argument.rpartition("=")
        programs = programs_in(path)
        if not programs:
            sys.exit(f"no benchmark programs in {path}")
        times = columns.setdefault(label or os.path.basename(os.path.normpath(path)), {})
        for program in programs:
            print(f"running {os.path.basename(program)} {label}", file=sys.stderr)
            of_program, counted = measure(program, options)
            times.update(of_program)
            for key, numbers in counted.items():
                counters.setdefault(key, {}).update(numbers)

    keys = sorted({key for times in columns.values() for key in times},
                  key=lambda k: (k[0], k[1], position(k[2], TASKS), position(k[3], ORDER)))
    print(f"{processor()}, {time.strftime('%Y-%m-%d')}; median of {options.repetitions} interleaved repetitions; "
          "hand-written = 1.00\n")
    heap = any("heap" in c for c in counters.values())
    print("| workload | numbers | what | tool | " + "heap | " * heap + " | ".join(columns) + " |")
    print("|---|---|---|---|" + "---:|" * (heap + len(columns)))
    for key in keys:
        cells = []
        for times in columns.values():
            yardstick = times.get(key[:3] + ("hand",))
            if key not in times or not (yardstick or key[2] == "peak"):
                cells.append("-")
                continue
            own = statistics.median(times[key])
            if key[2] == "peak":
                cells.append(f"{counters[key]['flop'] / own:.0f} GFLOP/s")
                continue
            share = share_of_peak(key, times, counters)
            cells.append((f"1.00 ({own:.1f} ns)" if key[3] == "hand" else f"{own / statistics.median(yardstick):.2f}")
                         + (f", {100 * share:.0f} %" if share else ""))
        if heap:
            cells.insert(0, f"{counters[key]['heap']:.0f}" if "heap" in counters.get(key, {}) else "")
        name = f"**{key[3]}**" if key[3] == "tapeless" else key[3]
        print(f"| {key[0].upper()} | {key[1]} | {key[2].replace('_', ' ')} | {name} | " + " | ".join(cells) + " |")


if __name__ == "__main__":
    main()
