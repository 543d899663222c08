#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Draws the time of a training step against the width of a network, and operations a second beside the machine's peak.

    figure.py [--repetitions 9] [--min-time 0.02] [--output bench/widths.svg] PROGRAM

PROGRAM is bench/widths of a build: 4-w-w-1 with tanh, one sample, value, gradient and update in place. Needs python3-matplotlib.
"""
import argparse
import os
import statistics
import time

import matplotlib

matplotlib.use("svg")
from matplotlib import pyplot  # noqa: E402  (after the choice of what draws)

from table import measure, processor  # noqa: E402

TOOLS = [("hand", "hand-written intrinsics", "#1b1b1b", "o"), ("tapeless", "tapeless", "#c8102e", "s"),
         ("Eigen", "Eigen, fixed sizes", "#2a6fbb", "^"), ("plain loops", "plain loops", "#8a8a8a", "v"),
         ("libtorch", "libtorch", "#e08a1e", "D")]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("--repetitions", type=int, default=9)
    parser.add_argument("--min-time", type=float, default=0.02)
    parser.add_argument("--output", default=os.path.join(os.path.dirname(os.path.abspath(__file__)), "widths.svg"))
    parser.add_argument("--compiler", default="", help="how the program was compiled, for the title")
    options = parser.parse_args()
    options.filter = "/(step|peak)/"

    times, counters = measure(options.program, options)
    steps = {}
    for (workload, _, task, tool), ns in times.items():
        if task == "step":
            steps.setdefault(tool, {})[int(workload.split()[1])] = statistics.median(ns)
    flop = {int(key[0].split()[1]): counters[key]["flop"] for key in times if key[2] == "step"}
    peak = max(counters[key]["flop"] / statistics.median(ns) for key, ns in times.items() if key[2] == "peak")

    pyplot.rcParams.update({"svg.fonttype": "none", "svg.hashsalt": "tapeless", "font.size": 9})
    figure, (left, right) = pyplot.subplots(1, 2, figsize=(9.6, 4.2))
    for tool, label, colour, marker in TOOLS:
        if tool not in steps:
            continue
        widths = sorted(steps[tool])
        left.plot(widths, [steps[tool][w] for w in widths], color=colour, marker=marker, markersize=4, label=label)
        right.plot(widths, [flop[w] / steps[tool][w] for w in widths], color=colour, marker=marker, markersize=4)
    right.axhline(peak, color="#1b1b1b", linestyle="--", linewidth=1)
    right.annotate(f"peak of fused multiply-adds: {peak:.0f}", (4, peak), textcoords="offset points", xytext=(0, 3))
    for axes, title in ((left, "ns per training step"), (right, "GFLOP/s")):
        axes.set_xscale("log", base=2)
        axes.set_yscale("log")
        axes.set_xticks(sorted(flop), [str(w) for w in sorted(flop)])
        axes.set_xlabel("width w of 4-w-w-1")
        axes.set_title(title)
        axes.grid(True, which="major", color="#e4e4e4", linewidth=0.6)
    right.set_ylim(top=peak * 2)
    left.legend(frameon=False)
    figure.suptitle(f"One sample: loss, gradient and update in place, float, tanh ({processor()}, {options.compiler}"
                    f"{', ' if options.compiler else ''}{time.strftime('%Y-%m-%d')})", fontsize=9)
    figure.tight_layout()
    figure.savefig(options.output, metadata={"Date": None})

    print("| width | " + " | ".join(label for tool, label, _, _ in TOOLS if tool in steps) + " |")
    print("|---:|" + "---:|" * sum(tool in steps for tool, *_ in TOOLS))
    for width in sorted(flop):
        cells = [f"{steps[tool][width]:.0f} ns, {100 * flop[width] / steps[tool][width] / peak:.0f} %"
                 for tool, *_ in TOOLS if tool in steps]
        print(f"| {width} | " + " | ".join(cells) + " |")


if __name__ == "__main__":
    main()
