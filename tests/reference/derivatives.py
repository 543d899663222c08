#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Writes first and second derivatives of the elementary functions, from sympy and mpmath, for tests/calculus.

In: nothing. Out: blocks that begin with "# function count", then a line for each point: x, f', f'' of a function of one
argument; x, y, f_x, f_y, f_xx, f_xy, f_yy of a function of two. Each is the bits of a double in hexadecimal; the
derivatives are the doubles nearest to values of which 30 digits agreed at two precisions, infinite where they overflow,
NaN where the function has none (pow of a negative base by its exponent).

usage: derivatives.py    writes derivatives.txt
"""
import os
import random
import struct

import mpmath
import sympy
from mpmath import mp, mpf

x, y = sympy.symbols("x y")
TWO, TEN = sympy.Integer(2), sympy.Integer(10)

# name: formula, intervals swept, points whose neighbourhood is visited, smallest and largest exponent of the log sweep,
# the side of zero
ONE = {
    "neg": (-x, [(-3, 3)], [], (-1000, 1000), "both"),
    "abs": (sympy.Piecewise((x, x > 0), (-x, True)), [(-3, 3)], [], (-1000, 1000), "both"),
    "sqrt": (sympy.sqrt(x), [(0, 4), (0, 100)], [1, 2], (-1000, 1000), "positive"),
    "cbrt": (sympy.Piecewise((sympy.cbrt(x), x > 0), (-sympy.cbrt(-x), True)), [(-4, 4)], [1, -8], (-1000, 1000), "both"),
    "exp": (sympy.exp(x), [(-2, 2), (-745, 709)], [709.782712893384, -708.4, -745], (-60, 9), "both"),
    "exp2": (TWO**x, [(-2, 2), (-1074, 1023)], [1023, -1022, -1074], (-60, 9), "both"),
    "expm1": (sympy.exp(x) - 1, [(-2, 2), (-40, 40), (-745, 709)], [709.782712893384, -37], (-60, 9), "both"),
    "log": (sympy.log(x), [(0, 4), (0, 100)], [1], (-1000, 1000), "positive"),
    "log2": (sympy.log(x) / sympy.log(2), [(0, 4), (0, 100)], [1, 2], (-1000, 1000), "positive"),
    "log10": (sympy.log(x) / sympy.log(10), [(0, 4), (0, 100)], [1, 10], (-1000, 1000), "positive"),
    "log1p": (sympy.log(1 + x), [(-1, 1), (-1, 4)], [-1], (-60, 1000), "above -1"),
    "sin": (sympy.sin(x), [(-4, 4), (-100, 100)], [1.5707963267948966, 3.141592653589793], (-60, 60), "both"),
    "cos": (sympy.cos(x), [(-4, 4), (-100, 100)], [1.5707963267948966, 3.141592653589793], (-60, 60), "both"),
    "tan": (sympy.tan(x), [(-4, 4), (-100, 100)], [1.5707963267948966, 3.141592653589793], (-60, 60), "both"),
    "asin": (sympy.asin(x), [(-1, 1)], [1, -1, 0.5], (-1000, 0), "inside 1"),
    "acos": (sympy.acos(x), [(-1, 1)], [1, -1, 0.5], (-1000, 0), "inside 1"),
    "atan": (sympy.atan(x), [(-1, 1), (-10, 10)], [1], (-1000, 1000), "both"),
    "sinh": (sympy.sinh(x), [(-2, 2), (-710, 710)], [710.4758600739439], (-60, 9), "both"),
    "cosh": (sympy.cosh(x), [(-2, 2), (-710, 710)], [710.4758600739439], (-60, 9), "both"),
    "tanh": (sympy.tanh(x), [(-2, 2), (-20, 20)], [19, 20, 350], (-60, 10), "both"),
    "asinh": (sympy.asinh(x), [(-2, 2), (-10, 10)], [1], (-1000, 1000), "both"),
    "acosh": (sympy.acosh(x), [(1, 2), (1, 20)], [1], (1, 1000), "above 1"),
    "atanh": (sympy.atanh(x), [(-1, 1)], [1, -1], (-1000, 0), "inside 1"),
    "erf": (sympy.erf(x), [(-2, 2), (-6, 6), (-27, 27)], [26.5], (-60, 5), "both"),
    "erfc": (sympy.erfc(x), [(-2, 2), (-6, 6), (-27, 27)], [26.5], (-60, 5), "both"),
    "sigmoid": (1 / (1 + sympy.exp(-x)), [(-2, 2), (-40, 40), (-745, 745)], [36.7, -745], (-60, 10), "both"),
    "softplus": (sympy.log(1 + sympy.exp(x)), [(-2, 2), (-40, 40), (-745, 745)], [36.7, -745], (-60, 10), "both"),
}
TWO_ARGUMENTS = {"pow": x**y, "atan2": sympy.atan2(x, y), "hypot": sympy.sqrt(x**2 + y**2), "div": x / y}


def inside(v, side):
    return {"positive": v > 0, "above -1": v > -1, "above 1": v > 1, "inside 1": -1 < v < 1, "both": v != 0}[side]


def neighbour(v, steps):
    n = struct.unpack("<Q", struct.pack("<d", abs(v)))[0] + steps
    return struct.unpack("<d", struct.pack("<Q", n))[0] * (-1 if v < 0 else 1)


def bits(v):
    return format(struct.unpack("<Q", struct.pack("<d", v + 0.0))[0], "x")  # no negative zeros


def double(v):
    if mpmath.isnan(v) or mpmath.im(v) != 0:
        return float("nan")
    try:
        return float(mpmath.re(v))
    except OverflowError:
        return float("inf") if v > 0 else -float("inf")


def settled(functions, *arguments):
    """Values at a precision that leaves cancellations such as 1 - tanh(700)^2 enough digits, compared with more."""
    def at(precision):
        mp.prec = precision
        return [mpmath.mpmathify(f(*(mpf(a) for a in arguments))) for f in functions]

    values, more = at(6000), at(7000)
    for a, b in zip(values, more):
        assert mpmath.isnan(a) or a == b or abs(a - b) <= abs(b) * mpf(10) ** -30 or abs(b) < mpf(2) ** -1100, arguments
    return [double(v) for v in more]


def one_argument_points(rng, intervals, points, exponents, side):
    xs = [v for low, high in intervals for v in (rng.uniform(low, high) for _ in range(160 // len(intervals)))]
    low, high = exponents
    for i in range(60):  # every magnitude
        xs.append(2.0 ** (low + (high - low) * (i + rng.random()) / 60) * rng.choice((-1, 1)))
    for i in range(40):  # and more of those near one
        xs.append(2.0 ** (-20 + 30 * (i + rng.random()) / 40) * rng.choice((-1, 1)))
    for p in points:
        xs += [neighbour(float(p), k) for k in (-1, 0, 1)]
    if side in ("above -1", "above 1", "inside 1"):  # towards the ends
        for i in range(40):
            gap = 2.0 ** (-52 * (i + rng.random()) / 40)
            xs += {"above -1": [-1 + gap], "above 1": [1 + gap], "inside 1": [1 - gap, gap - 1]}[side]
    return sorted({v for v in xs if inside(v, side) and abs(v) < 2.0**high * 1.0001})


def two_argument_points(rng, name):
    sign = lambda: rng.choice((-1, 1))
    wide = lambda low, high: 2.0 ** rng.uniform(low, high)
    out = []
    for _ in range(80):
        if name == "pow":
            out.append((rng.uniform(0, 10), rng.uniform(-10, 10)))
            out.append((1 + sign() * wide(-40, -1), rng.uniform(-50, 50)))
            base = wide(-1000, 1000)
            out.append((base, rng.uniform(-900, 900) / abs(mpmath.log(base, 2))))
            out.append((sign() * rng.uniform(0, 10), float(rng.randint(-12, 12))))
        else:
            out.append((rng.uniform(-3, 3), rng.uniform(-3, 3)))
            out.append((sign() * wide(-30, 30), sign() * wide(-30, 30)))
            base = wide(-500, 500)
            out.append((sign() * base, sign() * base * rng.uniform(0.5, 2)))
            out.append((sign() * wide(-1000, 1000), sign() * wide(-1000, 1000)))
    if name == "pow":
        out += [(b, e) for b in (0.25, 1.0, 3.0, 100.0) for e in (-2.0, -1.0, -0.5, 0.0, 0.5, 1.0, 2.0, 3.0)]
    return sorted({(float(a), float(b)) for a, b in out if a != 0})


def write(out, name, formula, symbols, points, orders):
    functions = []
    for order in orders:
        expression = formula
        for s in order:
            expression = sympy.diff(expression, s)
        functions.append(sympy.lambdify(symbols, expression, modules="mpmath"))
    out.write(f"# {name} {len(points)}\n")
    for point in points:
        out.write(" ".join(bits(v) for v in (*point, *settled(functions, *point))) + "\n")


def main():
    rng = random.Random(7)
    here = os.path.dirname(os.path.abspath(__file__))
    with open(os.path.join(here, "derivatives.txt"), "w") as out:
        for name, (formula, *where) in ONE.items():
            write(out, name, formula, [x], [(v,) for v in one_argument_points(rng, *where)], [(x,), (x, x)])
        for name, formula in TWO_ARGUMENTS.items():
            orders = [(x,), (y,), (x, x), (x, y), (y, y)]
            write(out, name, formula, [x, y], two_argument_points(rng, name), orders)


if __name__ == "__main__":
    main()
