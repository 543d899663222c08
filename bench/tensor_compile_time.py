#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Compile time of gradients of tensor functions, as a markdown table.

A row is one translation unit with value and gradient by all weights: CPU seconds of the compiler, those of the header
alone, the compiler's peak memory, the machine code (text of the object file) and the workspace of one call.

    tensor_compile_time.py [--widths 4 16 64 256 512] [--depths 1 4 16 32] [--cases net tuple conv lstm]
                           [--compilers g++ clang++-19] [--flags="-O2"] [--repeat 1] [--timeout 300] [--include DIR]

    net     dense layers of equal width, tanh, a batch of 32, mean squared error; weights in a std::array of tensors
    tuple   the same, weights in a std::tuple
    conv    one convolution of 8 channels on 28 x 28 with 3 x 3 kernels, tanh, mean of squares, a batch of 32
    lstm    a cell of 16 units over 100 steps, mean squared error of the last state
"""
import argparse
import os
import re
import shutil
import subprocess
import tempfile

from compile_time import best_of

HERE = os.path.dirname(os.path.abspath(__file__))
HEADERS = """#include <tapeless/tapeless.hpp>
#include <tapeless/calculus/tensor_calls.hpp>
#include <tapeless/expression/loops.hpp>
#include <tapeless/expression/tensor_functions.hpp>
#include <tapeless/expression/tensor_products.hpp>
#include <tapeless/expression/tensor_sums.hpp>
#include <tapeless/expression/tensor_windows.hpp>
using namespace tapeless;
"""
CALL = """constexpr auto df = value_and_gradient<{wanted}>(loss);
inline constexpr int bytes = workspace_bytes<{types}>(df);
char workspace_of_one_call[bytes + 1];
using results = decltype(df.in(std::declval<workspace<float, bytes / 4>&>())({values}));
void step(workspace<float, bytes / 4>& place, {parameters}, results& result) {{ result = df.in(place)({arguments}); }}
"""


def call(types, wanted):
    names = [f"x{i}" for i in range(len(types))]
    return CALL.format(wanted=", ".join(map(str, wanted)), types=", ".join(types), arguments=", ".join(names),
                       values=", ".join(f"std::declval<{t}>()" for t in types),
                       parameters=", ".join(f"{t} const& {n}" for t, n in zip(types, names)))


def net(width, depth, in_tuple):
    matrix, vector = f"matrix<float, {width}, {width}>", f"vector<float, {width}>"
    if in_tuple:
        layers = [f"    auto const x{i + 1} = tanh(matmul(x{i}, get<{i}>(w)) + get<{i}>(b));\n" for i in range(depth)]
        body = "".join(layers) + f"    return mean((x{depth} - target) * (x{depth} - target));\n"
        weights = f"using weights = std::tuple<{', '.join([matrix] * depth)}>;\n" \
                  f"using biases = std::tuple<{', '.join([vector] * depth)}>;\n"
        start = "x0"
    else:
        body = f"    for (int i = 0; i < {depth}; ++i) x = tanh(matmul(x, w[i]) + b[i]);\n" \
               "    return mean((x - target) * (x - target));\n"
        weights = f"using weights = std::array<{matrix}, {depth}>;\nusing biases = std::array<{vector}, {depth}>;\n"
        start = "x"
    return weights + f"using batch = matrix<float, 32, {width}>;\n" \
        f"constexpr auto loss = [](auto const& w, auto const& b, auto {start}, auto const& target) {{\n{body}}};\n" \
        + call(["weights", "biases", "batch", "batch"], [0, 1])


CONV = """constexpr auto loss = [](auto const& w, auto const& x) {
    auto const y = tanh(conv2d<border<1>>(x, w));
    return mean(y * y);
};
""" + call(["tensor<float, 8, 1, 3, 3>", "tensor<float, 32, 1, 28, 28>"], [0])

LSTM = """constexpr auto sigmoid_of = [](auto const& x) { return 1 / (1 + exp(-x)); };
constexpr auto cell = [](auto const& state, auto const& x, auto const& w, auto const& u, auto const& b) {
    auto const h = get<0>(state);
    auto const c = get<1>(state);
    auto const z = [&](int i) { return matmul(x, w[i]) + matmul(h, u[i]) + b[i]; };
    auto const after = sigmoid_of(z(0)) * c + sigmoid_of(z(1)) * tanh(z(2));
    return std::tuple(sigmoid_of(z(3)) * tanh(after), after);
};
constexpr auto loss = [](auto const& w, auto const& u, auto const& b, auto const& state, auto const& inputs,
                         auto const& target) {
    auto const last = fold(cell, state, inputs, w, u, b);
    return mean((get<0>(last) - target) * (get<0>(last) - target));
};
using gates = std::array<matrix<float, 16, 16>, 4>;
using biases = std::array<vector<float, 16>, 4>;
using states = matrix<float, 32, 16>;
using state_pair = std::tuple<states, states>;
using sequence = tensor<float, 100, 32, 16>;
""" + call(["gates", "gates", "biases", "state_pair", "sequence", "states"], [0, 1, 2])


def cases(options):
    for case in options.cases:
        if case in ("net", "tuple"):
            for width in options.widths:
                for depth in options.depths:
                    yield f"{case}, width {width}, depth {depth}", net(width, depth, case == "tuple")
        else:
            yield case, CONV if case == "conv" else LSTM


def text_bytes(path):
    return int(subprocess.run(["size", path], stdout=subprocess.PIPE, check=True, text=True).stdout.split("\n")[1].split()[0])


def workspace_of(path):
    """The size of the array of as many bytes that the unit holds."""
    symbols = subprocess.run(["nm", "-S", path], stdout=subprocess.PIPE, check=True, text=True).stdout
    found = re.search(r"^\S+ (\S+) \S workspace_of_one_call$", symbols, re.M)
    return int(found.group(1), 16) - 1


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", nargs="+", default=["net", "conv", "lstm"], choices=["net", "tuple", "conv", "lstm"])
    parser.add_argument("--widths", nargs="+", type=int, default=[4, 16, 64, 256, 512])
    parser.add_argument("--depths", nargs="+", type=int, default=[1, 4, 16, 32])
    parser.add_argument("--compilers", nargs="+", default=["g++", "clang++-19"])
    parser.add_argument("--flags", default="-O2")
    parser.add_argument("--repeat", type=int, default=1)
    parser.add_argument("--timeout", type=float, default=300)
    parser.add_argument("--memory", type=int, default=16000, help="megabytes")
    parser.add_argument("--include", default=os.path.join(HERE, "..", "include"))
    parser.add_argument("--keep", metavar="DIR", help="write the translation units there and keep them")
    parser.add_argument("--verbose", action="store_true")
    options = parser.parse_args()

    print(f"`{options.flags}`\n")
    print("| function | compiler | s | header s | peak MB | code KB | workspace KB |")
    print("|---|---|---:|---:|---:|---:|---:|")
    scratch = options.keep or tempfile.mkdtemp()
    os.makedirs(scratch, exist_ok=True)
    headers = {}
    try:
        for shown, unit in cases(options):
            source, output = os.path.join(scratch, re.sub(r"\W+", "-", shown) + ".cpp"), os.path.join(scratch, "unit.o")
            for compiler in options.compilers:
                command = [compiler, "-std=c++20", *options.flags.split(), f"-I{options.include}"]
                if compiler not in headers:
                    alone = os.path.join(scratch, "header.cpp")
                    with open(alone, "w", encoding="utf-8") as file:
                        file.write(HEADERS)
                    headers[compiler] = best_of(command, alone, output, options, max(3, options.repeat))
                with open(source, "w", encoding="utf-8") as file:
                    file.write(HEADERS + unit)
                result = best_of(command, source, output, options)
                if result.error:
                    row = [result.error] + ["-"] * 4
                else:
                    row = [f"{result.seconds:.2f}", f"{headers[compiler].seconds:.2f}", f"{result.megabytes:.0f}",
                           f"{text_bytes(output) / 1000:.1f}",
                           f"{workspace_of(output) / 1000:.1f}"]
                print(f"| {shown} | {compiler} | " + " | ".join(row) + " |", flush=True)
    finally:
        if not options.keep:
            shutil.rmtree(scratch)


if __name__ == "__main__":
    main()
