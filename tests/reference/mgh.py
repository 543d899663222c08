#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Writes reference derivatives of the problems of More, Garbow and Hillstrom, from sympy and mpmath, for tests/systems.

In: nothing. Out: a block for each problem that begins with "# number name n m", then lines of a word and numbers, each
the double nearest to a value that was computed with 60 digits: points start, near (mostly start, moved a little) and
minimizer; residual, jacobian, gradient and hessian (by rows) at the first two, of F = sum f_i^2; minimum is F at the
minimizer.

Each minimum is compared with the one that the paper prints, a difference ends the script: J. J. More, B. S. Garbow,
K. E. Hillstrom, Testing Unconstrained Optimization Software, ACM TOMS 7 (1981) 17-41. Problem 11's residual is printed
there with "y_i m i x_2" for "y_i - x_2"; only the latter vanishes at the printed solution.

usage: mgh.py    writes mgh.txt and mgh.hpp (small problems for constant evaluation); takes a minute
"""
import os

import sympy
from mpmath import matrix, mp, mpf, lu_solve
from sympy import Piecewise, Rational, Symbol, atan, chebyshevt, cos, exp, integrate, log, pi, prod, sin, sqrt

mp.dps = 60
PROBLEMS = []


def decimals(text):
    return [Rational(word) for word in text.split()]


def problem(number, name, n, m, start, minimum, minimizer=None, guess=None, near=None):
    """minimum: as the paper prints it. minimizer: where it is known exactly, else searched from the guess or the start.

    near: the second point, where moving the start a little leaves a branch untried.
    """
    def add(residuals):
        PROBLEMS.append((number, name, n, m, [Rational(str(v)) for v in start], minimum, minimizer, guess, near, residuals))
    return add


@problem(1, "rosenbrock", 2, 2, ["-1.2", 1], 0, [1, 1])
def _(x):
    return [10 * (x[1] - x[0] ** 2), 1 - x[0]]


@problem(2, "freudenstein_roth", 2, 2, ["0.5", -2], 0, [5, 4])
def _(x):
    return [-13 + x[0] + ((5 - x[1]) * x[1] - 2) * x[1], -29 + x[0] + ((x[1] + 1) * x[1] - 14) * x[1]]


@problem(3, "powell_badly_scaled", 2, 2, [0, 1], 0, guess=["1.098e-5", "9.106"])
def _(x):
    return [10**4 * x[0] * x[1] - 1, exp(-x[0]) + exp(-x[1]) - Rational("1.0001")]


@problem(4, "brown_badly_scaled", 2, 3, [1, 1], 0, [10**6, Rational("2e-6")])
def _(x):
    return [x[0] - 10**6, x[1] - Rational("2e-6"), x[0] * x[1] - 2]


@problem(5, "beale", 2, 3, [1, 1], 0, [3, Rational("0.5")])
def _(x):
    return [y - x[0] * (1 - x[1] ** (i + 1)) for i, y in enumerate(decimals("1.5 2.25 2.625"))]


@problem(6, "jennrich_sampson", 2, 10, ["0.3", "0.4"], "124.362", guess=["0.2578", "0.2578"])
def _(x):
    return [2 + 2 * i - (exp(i * x[0]) + exp(i * x[1])) for i in range(1, 11)]


@problem(7, "helical_valley", 3, 3, [-1, 0, 0], 0, [1, 0, 0], near=[0.8, 0.6, -0.3])
def _(x):
    turn = atan(x[1] / x[0]) / (2 * pi)
    theta = Piecewise((turn, x[0] > 0), (turn + Rational(1, 2), True))
    return [10 * (x[2] - 10 * theta), 10 * (sqrt(x[0] ** 2 + x[1] ** 2) - 1), x[2]]


@problem(8, "bard", 3, 15, [1, 1, 1], "8.21487e-3", guess=["0.0824", "1.133", "2.3437"])
def _(x):
    y = decimals("0.14 0.18 0.22 0.25 0.29 0.32 0.35 0.39 0.37 0.58 0.73 0.96 1.34 2.10 4.39")
    return [y[u - 1] - (x[0] + u / ((16 - u) * x[1] + min(u, 16 - u) * x[2])) for u in range(1, 16)]


@problem(9, "gaussian", 3, 15, ["0.4", 1, 0], "1.12793e-8")
def _(x):
    half = decimals("0.0009 0.0044 0.0175 0.0540 0.1295 0.2420 0.3521")
    y = half + [Rational("0.3989")] + half[::-1]
    return [x[0] * exp(-x[1] * (Rational(8 - i, 2) - x[2]) ** 2 / 2) - y[i - 1] for i in range(1, 16)]


@problem(10, "meyer", 3, 16, ["0.02", 4000, 250], "87.9458", guess=["0.0056096", "6181.35", "345.224"])
def _(x):
    y = [34780, 28610, 23650, 19630, 16370, 13720, 11540, 9744, 8261, 7030, 6005, 5147, 4427, 3820, 3307, 2872]
    return [x[0] * exp(x[1] / (45 + 5 * i + x[2])) - y[i - 1] for i in range(1, 17)]


@problem(11, "gulf", 3, 10, [5, "2.5", "0.15"], 0, [50, 25, Rational("1.5")], near=[5.3, 55, 1.2])
def _(x):
    out = []
    for i in range(1, 11):
        t = Rational(i, 100)
        y = 25 + (-50 * log(t)) ** Rational(2, 3)
        out.append(exp(-(((y - x[1]) ** 2) ** (x[2] / 2)) / x[0]) - t)
    return out


@problem(12, "box", 3, 10, [0, 10, 20], 0, [1, 10, 1])
def _(x):
    ts = [Rational(i, 10) for i in range(1, 11)]
    return [exp(-t * x[0]) - exp(-t * x[1]) - x[2] * (exp(-t) - exp(-10 * t)) for t in ts]


@problem(13, "powell_singular", 4, 4, [3, -1, 0, 1], 0, [0, 0, 0, 0])
def _(x):
    return [x[0] + 10 * x[1], sqrt(5) * (x[2] - x[3]), (x[1] - 2 * x[2]) ** 2, sqrt(10) * (x[0] - x[3]) ** 2]


@problem(14, "wood", 4, 6, [-3, -1, -3, -1], 0, [1, 1, 1, 1])
def _(x):
    return [10 * (x[1] - x[0] ** 2), 1 - x[0], sqrt(90) * (x[3] - x[2] ** 2), 1 - x[2],
            sqrt(10) * (x[1] + x[3] - 2), (x[1] - x[3]) / sqrt(10)]


@problem(15, "kowalik_osborne", 4, 11, ["0.25", "0.39", "0.415", "0.39"], "3.07505e-4",
         guess=["0.192807", "0.191282", "0.123056", "0.136062"])
def _(x):
    ys = decimals("0.1957 0.1947 0.1735 0.1600 0.0844 0.0627 0.0456 0.0342 0.0323 0.0235 0.0246")
    us = decimals("4 2 1 0.5 0.25 0.167 0.125 0.1 0.0833 0.0714 0.0625")
    return [y - x[0] * (u**2 + u * x[1]) / (u**2 + u * x[2] + x[3]) for y, u in zip(ys, us)]


@problem(16, "brown_dennis", 4, 20, [25, 5, -5, -1], "85822.2", guess=["-11.594", "13.203", "-0.40344", "0.23678"])
def _(x):
    ts = [Rational(i, 5) for i in range(1, 21)]
    return [(x[0] + t * x[1] - exp(t)) ** 2 + (x[2] + x[3] * sin(t) - cos(t)) ** 2 for t in ts]


@problem(17, "osborne_1", 5, 33, ["0.5", "1.5", -1, "0.01", "0.02"], "5.46489e-5",
         guess=["0.3754", "1.9358", "-1.4647", "0.01287", "0.02212"])
def _(x):
    ys = decimals("""0.844 0.908 0.932 0.936 0.925 0.908 0.881 0.850 0.818 0.784 0.751 0.718 0.685 0.658 0.628 0.603
        0.580 0.558 0.538 0.522 0.506 0.490 0.478 0.467 0.457 0.448 0.438 0.431 0.424 0.420 0.414 0.411 0.406""")
    return [y - (x[0] + x[1] * exp(-10 * i * x[3]) + x[2] * exp(-10 * i * x[4])) for i, y in enumerate(ys)]


@problem(18, "biggs_exp6", 6, 13, [1, 2, 1, 1, 1, 1], 0, [1, 10, 1, 5, 4, 3])
def _(x):
    out = []
    for i in range(1, 14):
        t = Rational(i, 10)
        y = exp(-t) - 5 * exp(-10 * t) + 3 * exp(-4 * t)
        out.append(x[2] * exp(-t * x[0]) - x[3] * exp(-t * x[1]) + x[5] * exp(-t * x[4]) - y)
    return out


@problem(19, "osborne_2", 11, 65, ["1.3", "0.65", "0.65", "0.7", "0.6", 3, 5, 7, 2, "4.5", "5.5"], "4.01377e-2",
         guess=["1.31", "0.4315", "0.6336", "0.5993", "0.7539", "0.9056", "1.3651", "4.8248", "2.3988", "4.5689", "5.6754"])
def _(x):
    ys = decimals("""1.366 1.191 1.112 1.013 0.991 0.885 0.831 0.847 0.786 0.725 0.746 0.679 0.608 0.655 0.616 0.606
        0.602 0.626 0.651 0.724 0.649 0.649 0.694 0.644 0.624 0.661 0.612 0.558 0.533 0.495 0.500 0.423 0.395 0.375
        0.372 0.391 0.396 0.405 0.428 0.429 0.523 0.562 0.607 0.653 0.672 0.708 0.633 0.668 0.645 0.632 0.591 0.559
        0.597 0.625 0.739 0.710 0.729 0.720 0.636 0.581 0.428 0.292 0.162 0.098 0.054""")
    out = []
    for i, y in enumerate(ys):
        t = Rational(i, 10)
        peaks = sum(x[k] * exp(-((t - x[k + 7]) ** 2) * x[k + 4]) for k in (1, 2, 3))
        out.append(y - (x[0] * exp(-t * x[4]) + peaks))
    return out


@problem(20, "watson", 6, 31, [0] * 6, "2.28767e-3")
def _(x):
    out = []
    for i in range(1, 30):
        t = Rational(i, 29)
        slope = sum((j - 1) * x[j - 1] * t ** (j - 2) for j in range(2, 7))
        out.append(slope - sum(x[j - 1] * t ** (j - 1) for j in range(1, 7)) ** 2 - 1)
    return out + [x[0], x[1] - x[0] ** 2 - 1]


@problem(21, "extended_rosenbrock", 10, 10, ["-1.2", 1] * 5, 0, [1] * 10)
def _(x):
    return [f for i in range(0, 10, 2) for f in (10 * (x[i + 1] - x[i] ** 2), 1 - x[i])]


@problem(22, "extended_powell_singular", 8, 8, [3, -1, 0, 1] * 2, 0, [0] * 8)
def _(x):
    return [f for i in (0, 4) for f in (x[i] + 10 * x[i + 1], sqrt(5) * (x[i + 2] - x[i + 3]),
                                        (x[i + 1] - 2 * x[i + 2]) ** 2, sqrt(10) * (x[i] - x[i + 3]) ** 2)]


@problem(23, "penalty_1", 10, 11, range(1, 11), "7.08765e-5", guess=["0.158"] * 10)
def _(x):
    return [sqrt(Rational(1, 10**5)) * (v - 1) for v in x] + [sum(v**2 for v in x) - Rational(1, 4)]


@problem(24, "penalty_2", 10, 20, [Rational(1, 2)] * 10, "2.93660e-4")
def _(x):
    n = len(x)
    a = sqrt(Rational(1, 10**5))
    tenth = Rational(1, 10)
    out = [x[0] - Rational(1, 5)]
    for i in range(2, n + 1):
        y = exp(i * tenth) + exp((i - 1) * tenth)
        out.append(a * (exp(x[i - 1] * tenth) + exp(x[i - 2] * tenth) - y))
    for i in range(n + 1, 2 * n):
        out.append(a * (exp(x[i - n] * tenth) - exp(-tenth)))
    return out + [sum((n - j + 1) * x[j - 1] ** 2 for j in range(1, n + 1)) - 1]


@problem(25, "variably_dimensioned", 10, 12, [1 - Rational(j, 10) for j in range(1, 11)], 0, [1] * 10)
def _(x):
    s = sum((j + 1) * (v - 1) for j, v in enumerate(x))
    return [v - 1 for v in x] + [s, s**2]


@problem(26, "trigonometric", 10, 10, [Rational(1, 10)] * 10, "2.79506e-5")
def _(x):
    return [10 - sum(cos(v) for v in x) + (i + 1) * (1 - cos(x[i])) - sin(x[i]) for i in range(10)]


@problem(27, "brown_almost_linear", 10, 10, [Rational(1, 2)] * 10, 0, [1] * 10)
def _(x):
    return [x[i] + sum(x) - 11 for i in range(9)] + [prod(x) - 1]


def grid(n):
    return [Rational(i, n + 1) for i in range(1, n + 1)]


@problem(28, "discrete_boundary_value", 10, 10, [t * (t - 1) for t in grid(10)], 0)
def _(x):
    padded = [0] + list(x) + [0]
    h = Rational(1, 11)
    return [2 * padded[i] - padded[i - 1] - padded[i + 1] + h**2 * (padded[i] + i * h + 1) ** 3 / 2 for i in range(1, 11)]


@problem(29, "discrete_integral_equation", 10, 10, [t * (t - 1) for t in grid(10)], 0)
def _(x):
    t, h = grid(10), Rational(1, 11)
    cube = [(v + s + 1) ** 3 for v, s in zip(x, t)]
    return [x[i] + h * ((1 - t[i]) * sum(t[j] * cube[j] for j in range(i + 1))
                        + t[i] * sum((1 - t[j]) * cube[j] for j in range(i + 1, 10))) / 2 for i in range(10)]


@problem(30, "broyden_tridiagonal", 10, 10, [-1] * 10, 0)
def _(x):
    padded = [0] + list(x) + [0]
    return [(3 - 2 * padded[i]) * padded[i] - padded[i - 1] - 2 * padded[i + 1] + 1 for i in range(1, 11)]


@problem(31, "broyden_banded", 10, 10, [-1] * 10, 0)
def _(x):
    near = lambda i: [j for j in range(max(0, i - 5), min(9, i + 1) + 1) if j != i]
    return [x[i] * (2 + 5 * x[i] ** 2) + 1 - sum(x[j] * (1 + x[j]) for j in near(i)) for i in range(10)]


@problem(32, "linear_full_rank", 8, 12, [1] * 8, 4, [-1] * 8)
def _(x):
    return [(x[i] if i < 8 else 0) - Rational(2, 12) * sum(x) - 1 for i in range(12)]


@problem(33, "linear_rank_1", 8, 12, [1] * 8, Rational(12 * 11, 2 * 25), [Rational(3, 25)] + [0] * 7)
def _(x):
    return [i * sum((j + 1) * v for j, v in enumerate(x)) - 1 for i in range(1, 13)]


@problem(34, "linear_rank_1_zero_edges", 8, 12, [1] * 8, Rational(144 + 36 - 6, 2 * 21), [0, Rational(3, 42)] + [0] * 6)
def _(x):
    s = sum(j * x[j - 1] for j in range(2, 8))
    return [(i - 1) * s - 1 if i < 12 else -1 + 0 * s for i in range(1, 13)]


@problem(35, "chebyquad", 8, 8, [Rational(j, 9) for j in range(1, 9)], "3.51687e-3")
def _(x):
    u = Symbol("u")
    shifted = lambda i, v: sympy.expand(chebyshevt(i, 2 * u - 1)).subs(u, v)
    return [sum(shifted(i, v) for v in x) / 8 - integrate(shifted(i, u), (u, 0, 1)) for i in range(1, 9)]


class derivatives:
    """Residuals, first and second derivatives of a problem as functions of a point."""

    def __init__(self, residuals, n):
        x = sympy.symbols(f"x0:{n}")
        f = [sympy.sympify(r) for r in residuals(x)]
        first = [[sympy.diff(r, v) for v in x] for r in f]
        second = [[[sympy.diff(row[j], x[k]) for k in range(j + 1)] for j in range(n)] for row in first]
        self.n, self.m = n, len(f)
        self.call = sympy.lambdify(x, [f, first, second], modules="mpmath", cse=True)

    def at(self, point):
        f, first, second = self.call(*point)
        f = [mpf(v) for v in f]
        J = [[mpf(v) for v in row] for row in first]
        cols = range(self.n)
        g = [2 * sum(f[i] * J[i][j] for i in range(self.m)) for j in cols]
        curvature = lambda i, j, k: J[i][j] * J[i][k] + f[i] * second[i][max(j, k)][min(j, k)]
        H = [[2 * sum(curvature(i, j, k) for i in range(self.m)) for k in cols] for j in cols]
        return f, J, g, H


def squares(f):
    return sum(v * v for v in f)


def minimize(functions, x):
    """Newton's method, damped while that lowers F, until the slope is gone."""
    damping = mpf(1) / 100
    for _ in range(2000):
        f, _, g, H = functions.at(x)
        if max(map(abs, g)) < mpf(10) ** -30:
            break
        A = matrix(H)
        for j in range(len(x)):
            A[j, j] += damping
        step = lu_solve(A, matrix([-v for v in g]))
        trial = [a + b for a, b in zip(x, step)]
        if squares(functions.at(trial)[0]) < squares(f) and sum(a * b for a, b in zip(g, step)) < 0:
            x, damping = trial, damping / 5
        else:
            damping *= 5
    return x


def double(value):
    return float(mpf(value.p) / value.q if isinstance(value, Rational) else mpf(value))


def text(values):
    return " ".join(repr(v)[:-2] if repr(v).endswith(".0") else repr(v) for v in (double(v) for v in values))


def moved(start):
    """Another point: each coordinate by up to a tenth of its size, and of 1."""
    return [float(format(double(v) + 0.05 * (1 + abs(double(v))) * (1, -0.7, 0.4, -1.1)[j % 4], ".6g"))
            for j, v in enumerate(start)]


def agree(minimum, printed):
    if printed == 0:
        return minimum < mpf(10) ** -20
    exact = not isinstance(printed, str)
    printed = mpf(sympy.Rational(printed).p) / sympy.Rational(printed).q
    return abs(minimum - printed) <= (mpf(10) ** -30 if exact else mpf("0.6e-5")) * printed


SMALL = ("rosenbrock", "beale", "helical_valley", "powell_singular", "box")


def braces(values, n):
    words = [repr(double(v)) for v in values]
    if n == 0:
        return "{" + ", ".join(words) + "}"
    return "{{" + ", ".join("{" + ", ".join(words[i : i + n]) + "}" for i in range(0, len(words), n)) + "}}"


def write_small(out, name, n, m, f, J, g, H):
    out.write(f"inline constexpr sample<{n}, {m}> {name}{{\n")
    parts = [(f, 0), ([v for row in J for v in row], n), (g, 0), ([v for row in H for v in row], n)]
    out.write(",\n".join("    {" + braces(v, k) + "}" if k == 0 else "    " + braces(v, k) for v, k in parts))
    out.write("};\n")


def main():
    here = os.path.dirname(os.path.abspath(__file__))
    with open(os.path.join(here, "mgh.txt"), "w") as out, open(os.path.join(here, "mgh.hpp"), "w") as header:
        header.write("// SPDX-License-Identifier: BSL-1.0\n// Written by mgh.py: derivatives of small problems at their "
                     "starting points.\n// clang-format off\n#pragma once\n\n#include <array>\n#include <cstddef>\n\n"
                     "namespace reference::mgh {\n\ntemplate <std::size_t N, std::size_t M>\nstruct sample {\n"
                     "    std::array<double, M> residual;\n    std::array<std::array<double, N>, M> jacobian;\n"
                     "    std::array<double, N> gradient;\n    std::array<std::array<double, N>, N> hessian;\n};\n\n")
        for number, name, n, m, start, printed, minimizer, guess, near, residuals in PROBLEMS:
            functions = derivatives(residuals, n)
            assert functions.m == m and len(start) == n, name
            exact = lambda point: [mpf(double(v)) for v in point]
            out.write(f"# {number} {name} {n} {m}\n")
            for word, point in (("start", exact(start)), ("near", exact(near or moved(start)))):
                f, J, g, H = functions.at(point)
                out.write(f"{word} {text(point)}\nresidual {text(f)}\n")
                out.write(f"jacobian {text(v for row in J for v in row)}\n")
                out.write(f"gradient {text(g)}\nhessian {text(v for row in H for v in row)}\n")
                if word == "start" and name in SMALL:
                    write_small(header, name, n, m, f, J, g, H)
            if minimizer is None:
                first = [Rational(v) for v in guess] if guess else start
                minimizer = minimize(functions, [mpf(v.p) / v.q for v in first])
            else:
                minimizer = [mpf(sympy.Rational(v).p) / sympy.Rational(v).q for v in minimizer]
            f, _, g, _ = functions.at(minimizer)
            minimum = squares(f)
            print(number, name, mp.nstr(minimum, 8), "printed:", printed, "slope:", mp.nstr(max(map(abs, g)), 3), flush=True)
            assert agree(minimum, printed) and max(map(abs, g)) < mpf(10) ** -20, name
            out.write(f"minimizer {text(minimizer)}\nminimum {text([minimum if printed else mpf(0)])}\n")
        header.write("\n}  // namespace reference::mgh\n")


if __name__ == "__main__":
    main()
