#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""How much longer a gradient takes to compile as a template than as the C file that tapeless writes for it.

    c_yardstick.py [--compilers g++ clang++-19] [--families chain network] [--sizes 100 1000 3000] [--flags="-O2"]
                   [--repeat 3] [--timeout 300] [--include DIR]

The functions are those of compile_time.py; both sides run the same program. Times are CPU seconds of compiler and
assembler, the template's with and without those of a unit that only includes the header.
"""
import argparse
import os
import subprocess
import sys
import tempfile

from compile_time import HEADERS, HERE, best_of, compiler_command, function_object, sized, unit

WRITER = """#include <tapeless/io/c_source.hpp>
#include <iostream>
int main() {{
  using call = tapeless::inspected<decltype(tapeless::gradient(function{{}})), std::array<double, {n}>>;
  tapeless::write_c<std::array<double, {n}>>(std::cout, tapeless::gradient(function{{}}), "gradient");
  std::cerr << call::graph.size - {n};
}}
"""


def write(path, text):
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)
    return path


def written_in_c(function, scratch, options):
    """The path of the C file and the number of nodes in its graph."""
    source = write(os.path.join(scratch, "writer.cpp"), function_object(function) + WRITER.format(n=function.inputs))
    program = os.path.join(scratch, "writer")
    subprocess.run(["g++", "-std=c++20", f"-I{options.include}", source, "-o", program], check=True)
    with open(os.path.join(scratch, "gradient.c"), "w", encoding="utf-8") as file:
        run = subprocess.run([program], stdout=file, stderr=subprocess.PIPE, check=True)
    return file.name, int(run.stderr)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--compilers", nargs="+", default=["g++", "clang++-19"])
    parser.add_argument("--families", nargs="+", default=["chain", "network"], choices=["chain", "network"])
    parser.add_argument("--sizes", nargs="+", type=int, default=[100, 1000, 3000])
    parser.add_argument("--flags", default="-O2")
    parser.add_argument("--repeat", type=int, default=3, help="best of so many runs, where one takes under 10 s")
    parser.add_argument("--timeout", type=float, default=300)
    parser.add_argument("--memory", type=int, default=12000, help="address space of one compiler process, MB")
    parser.add_argument("--include", default=os.path.join(os.path.dirname(HERE), "include"))
    parser.add_argument("--verbose", action="store_true", help="show the first lines of compiler errors")
    options = parser.parse_args()

    print(f"`{options.flags}`\n")
    print("| function | nodes | compiler | header s | template s | C s | template / C | without the header |")
    print("|---|---:|---|---:|---:|---:|---:|---:|")
    with tempfile.TemporaryDirectory() as scratch:
        output = os.path.join(scratch, "unit.o")
        empty = write(os.path.join(scratch, "empty.cpp"), HEADERS["tapeless"] + "#include <array>\n#include <cmath>\n")
        headers = {compiler: best_of(compiler_command(compiler, "tapeless", options), empty, output, options)
                   for compiler in options.compilers}
        for family in options.families:
            for size in options.sizes:
                function = sized(family, size)
                c_file, nodes = written_in_c(function, scratch, options)
                template = write(os.path.join(scratch, "gradient.cpp"), unit("tapeless", function))
                for compiler, header in headers.items():
                    ours = best_of(compiler_command(compiler, "tapeless", options), template, output, options)
                    theirs = best_of(compiler_command(compiler, "c", options) + ["-std=c99"], c_file, output, options)
                    row = [family + function.label, nodes, compiler, f"{header.seconds:.2f}"]
                    if header.error or ours.error or theirs.error:
                        row += [header.error or ours.error or theirs.error, "-", "-", "-"]
                    else:
                        own = ours.seconds - header.seconds
                        row += [f"{ours.seconds:.2f}", f"{theirs.seconds:.3f}", f"{ours.seconds / theirs.seconds:.1f}",
                                f"{own / theirs.seconds:.1f}"]
                    print("| " + " | ".join(map(str, row)) + " |", flush=True)


if __name__ == "__main__":
    sys.exit(main())
