#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Compile time of formulas of named variables: CPU seconds and size of the object file, as a markdown table.

    formula_time.py [--compilers g++ clang++-19] [--flags="-O2"] [--families chain wide shared] [--sizes 10 25 50 100]
                    [--repeat 1] [--timeout 120] [--include DIR]

header   a formula of one variable, evaluated: what every unit below pays as well
chain    f = sin(f) * y + 0.5_c, repeated: three operations a step
wide     the sum of sin(1_c * x), cos(2_c * y), sin(3_c * x), ...: three operations a term, in one expression
shared   e = sin(e * a) + e * b, repeated: four operations a step, each of which uses the step before twice

Sizes are numbers of operations. Each formula is evaluated by name; with and without -g.
"""
import argparse
import os
import tempfile

from compile_time import best_of

HERE = os.path.dirname(os.path.abspath(__file__))
HEAD = """#include <tapeless/formula.hpp>
using namespace tapeless;
using namespace tapeless::literals;
constexpr auto a = variable<"a">;
constexpr auto b = variable<"b">;
constexpr auto x = variable<"x">;
constexpr auto y = variable<"y">;
"""


def header(_):
    return ["constexpr auto f = sin(x);"], "x = p"


def chain(operations):
    lines = ["constexpr auto f0 = x;"]
    steps = operations // 3
    lines += [f"constexpr auto f{i + 1} = sin(f{i}) * y + 0.5_c;" for i in range(steps)]
    return lines + [f"constexpr auto f = f{steps};"], "x = p, y = q"


def wide(operations):
    terms = [f"{('sin', 'cos')[i % 2]}({i + 1}_c * {'xy'[i % 2]})" for i in range(operations // 3)]
    return [f"constexpr auto f = {' + '.join(terms)};"], "x = p, y = q"


def shared(operations):
    lines = ["constexpr auto f0 = x;"]
    steps = operations // 4
    lines += [f"constexpr auto f{i + 1} = sin(f{i} * a) + f{i} * b;" for i in range(steps)]
    return lines + [f"constexpr auto f = f{steps};"], "a = p, b = q, x = r"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--compilers", nargs="+", default=["g++", "clang++-19"])
    parser.add_argument("--flags", default="-O2")
    parser.add_argument("--families", nargs="+", default=["chain", "wide", "shared"])
    parser.add_argument("--sizes", nargs="+", type=int, default=[10, 25, 50, 100, 160])
    parser.add_argument("--repeat", type=int, default=1)
    parser.add_argument("--timeout", type=float, default=120)
    parser.add_argument("--memory", type=int, default=16000, help="megabytes")
    parser.add_argument("--include", default=os.path.join(HERE, "..", "include"))
    parser.add_argument("--verbose", action="store_true")
    options = parser.parse_args()

    columns = [(compiler, flag) for compiler in options.compilers for flag in ("", " -g")]
    print("| s (KB of object) | " + " | ".join(compiler + flag for compiler, flag in columns) + " |")
    print("|---|" + "---|" * len(columns))
    with tempfile.TemporaryDirectory() as scratch:
        source = os.path.join(scratch, "formula.cpp")
        built = os.path.join(scratch, "formula.o")
        units = [(header, 1)] + [(globals()[family], size) for family in options.families for size in options.sizes]
        for family, size in units:
            lines, arguments = family(size)
            with open(source, "w", encoding="utf-8") as file:
                file.write(HEAD + "\n".join(lines))
                file.write(f"\ndouble evaluate(double p, double q, double r) {{ return p + q + r + f({arguments}); }}\n")
            row = []
            for compiler, flag in columns:
                command = [compiler, "-std=c++20", *(options.flags + flag).split(), f"-I{options.include}"]
                result = best_of(command, source, built, options)
                row.append(result.error or f"{result.seconds:.2f} ({os.path.getsize(built) / 1024:.0f})")
            print(f"| {family.__name__} {size} | " + " | ".join(row) + " |", flush=True)


if __name__ == "__main__":
    main()
