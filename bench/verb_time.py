#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Compile time of each transformation of W1, alone and nested, as a markdown table of CPU seconds.

    verb_time.py [--compilers g++ clang++-19] [--flags="-O2"] [--repeat 3] [--timeout 120] [--include DIR]
"""
import argparse
import os
import tempfile

from compile_time import best_of

HERE = os.path.dirname(os.path.abspath(__file__))
W1 = """#include <tapeless/tapeless.hpp>
using namespace tapeless;
constexpr auto w1 = [](auto x, auto y, auto z) {
    return sin(x * y) + exp(z) * x / y + log(x * x + y * y + z * z);
};
constexpr auto line = [](auto t) { return w1(t, t * t, t + 1); };
"""
POINT = "double x, double y, double z"
VERBS = [  # what is shown, the parameters, the call
    ("header alone", "double x", "x"),
    ("value(f)", POINT, "value(w1)(x, y, z)"),
    ("gradient(f)", POINT, "gradient(w1)(x, y, z)"),
    ("value_and_gradient(f)", POINT, "value_and_gradient(w1)(x, y, z)"),
    ("jacobian(f)", POINT, "jacobian(w1)(x, y, z)"),
    ("jvp(f)", POINT, "jvp(w1)(x, y, z, z, y, x)"),
    ("vjp(f)", POINT, "vjp(w1)(x, y, z, x)"),
    ("hvp(f)", POINT, "hvp(w1)(x, y, z, z, y, x)"),
    ("hessian(f)", POINT, "hessian(w1)(x, y, z)"),
    ("value_gradient_and_hessian(f)", POINT, "value_gradient_and_hessian(w1)(x, y, z)"),
    ("derivative<4>(f of one variable)", "double x", "derivative<4>(line)(x)"),
    ("taylor<8>(f of one variable)", "double x", "taylor<8>(line)(x)"),
    ("jacobian(gradient(f))", POINT, "jacobian(gradient(w1))(x, y, z)"),
    ("jacobian(jacobian(gradient(f)))", POINT, "jacobian(jacobian(gradient(w1)))(x, y, z)"),
    ("jacobian(jacobian(jacobian(gradient(f))))", POINT, "jacobian(jacobian(jacobian(gradient(w1))))(x, y, z)"),
]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--compilers", nargs="+", default=["g++", "clang++-19"])
    parser.add_argument("--flags", default="-O2")
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--timeout", type=float, default=120)
    parser.add_argument("--memory", type=int, default=16000, help="megabytes")
    parser.add_argument("--include", default=os.path.join(HERE, "..", "include"))
    parser.add_argument("--verbose", action="store_true")
    options = parser.parse_args()

    print("| " + " | ".join(["seconds"] + options.compilers) + " |")
    print("|---|" + "---|" * len(options.compilers))
    with tempfile.TemporaryDirectory() as scratch:
        source = os.path.join(scratch, "verb.cpp")
        for shown, parameters, call in VERBS:
            with open(source, "w", encoding="utf-8") as file:
                file.write(f"{W1}auto verb({parameters}) {{ return {call}; }}\n")
            row = []
            for compiler in options.compilers:
                command = [compiler, "-std=c++20", *options.flags.split(), f"-I{options.include}"]
                result = best_of(command, source, os.path.join(scratch, "verb.o"), options)
                row.append(result.error or f"{result.seconds:.2f}")
            print(f"| {shown} | " + " | ".join(row) + " |", flush=True)


if __name__ == "__main__":
    main()
