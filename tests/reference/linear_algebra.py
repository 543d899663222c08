#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Writes matrices with their factors, solutions, inverses and determinants, from mpmath, for tests/core.

In: nothing. Out: linear_algebra.hpp, systems of the sizes 1 to 8 and 16. What is given is exact in float and in double,
what is expected is rounded to double; the condition numbers (in the norm of largest row sums) say what may be lost.

usage: linear_algebra.py
"""
import pathlib
import random

import mpmath
from mpmath import mp, mpf

mp.dps = 60
SIZES = [*range(1, 9), 16]
COLUMNS = 3


def random_matrix(source, rows, columns, scale, limit):
    return mpmath.matrix(
        [[mpf(source.randint(-limit, limit)) / scale for _ in range(columns)] for _ in range(rows)])


def triangle(a, upper):
    n = a.rows
    return mpmath.matrix([[a[i, j] if (j >= i if upper else j <= i) else mpf(0) for j in range(n)] for i in range(n)])


def condition(a):
    return mpmath.mnorm(a, mpmath.inf) * mpmath.mnorm(a ** -1, mpmath.inf)


def written(value):
    if isinstance(value, mpmath.matrix):
        return "{" + ", ".join(repr(float(v)) for v in value) + "}"
    return repr(float(value))


def system(n):
    source = random.Random(1000 + n)
    general = random_matrix(source, n, n, 8, 32)
    general[0, 0] = 0 if n > 1 else mpf(-3)  # asks for pivoting
    root = random_matrix(source, n, n, 8, 16)
    definite = root * root.T + mpmath.eye(n) / 2
    triangular = random_matrix(source, n, n, 8, 8)
    for i in range(n):
        triangular[i, i] = mpf(source.choice([-1, 1]) * source.randint(12, 24)) / 8
    right = random_matrix(source, n, COLUMNS, 8, 32)
    lower, upper = triangle(triangular, False), triangle(triangular, True)
    return {
        "general": general,
        "definite": definite,
        "triangular": triangular,
        "right": right,
        "inverse": general ** -1,
        "factor": mpmath.cholesky(definite),
        "lower": lower ** -1 * right,
        "lower_transposed": lower.T ** -1 * right,
        "upper": upper ** -1 * right,
        "upper_transposed": upper.T ** -1 * right,
        "log_determinant": mpmath.log(abs(mpmath.det(general))),
        "condition_general": condition(general),
        "condition_definite": condition(definite),
        "condition_triangular": max(condition(lower), condition(lower.T), condition(upper), condition(upper.T)),
    }


def main():
    lines = ["// SPDX-License-Identifier: BSL-1.0",
             "// Written by linear_algebra.py: matrices, row by row, and what belongs to them.", "#pragma once", "",
             "namespace reference {", "", "template <int N>", "struct linear_system {",
             "    static constexpr int size = N;", f"    static constexpr int columns = {COLUMNS};"]
    for name, value in system(2).items():
        extent = ""
        if isinstance(value, mpmath.matrix):
            extent = "[N * N]" if value.cols == 2 else "[N * columns]"
        lines.append(f"    double {name}{extent};")
    lines += ["};", "", "// clang-format off"]
    for n in SIZES:
        lines.append(f"inline constexpr linear_system<{n}> linear_system_{n} = {{")
        lines += [f"    {written(value)},  // {name}" for name, value in system(n).items()]
        lines.append("};")
    lines += ["// clang-format on", "", "}  // namespace reference", ""]
    pathlib.Path(__file__).with_suffix(".hpp").write_text("\n".join(lines))


if __name__ == "__main__":
    main()
