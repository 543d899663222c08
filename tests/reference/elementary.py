#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Writes reference values of the elementary functions, from mpmath, for tests/core.

In: nothing. Out: blocks that begin with "# function precision arguments" (precision d for double, f for float), then lines
of the argument bits, the bits of the correctly rounded result, both in hexadecimal, and what the rounding left: the exact
result minus the rounded one, in thousandths of a unit in the last place.

usage: elementary.py                      writes elementary.txt and elementary.hpp (a few values for constant evaluation)
       elementary.py --dense FACTOR FILE  FACTOR times as many points; FILE is what TAPELESS_DENSE_REFERENCE names
"""
import os
import random
import struct
import sys

import mpmath
from mpmath import mp, mpf

mp.prec = 400
FORMAT = {"d": (53, -1074, 1024, "<d", "<Q", 16), "f": (24, -149, 128, "<f", "<I", 8)}


def bits(x, precision):
    _, _, _, floating, integer, digits = FORMAT[precision]
    return format(struct.unpack(integer, struct.pack(floating, x))[0], f"0{digits}x")


def representable(x, precision):
    """x rounded to the precision, saturated at its largest finite value."""
    if precision == "d":
        return float(x)
    largest = float.fromhex("0x1.fffffep127")
    return struct.unpack("<f", struct.pack("<f", max(-largest, min(largest, float(x)))))[0]


def neighbour(x, steps, precision):
    _, _, _, floating, integer, _ = FORMAT[precision]
    n = struct.unpack(integer, struct.pack(floating, abs(x)))[0] + steps
    return struct.unpack(floating, struct.pack(integer, max(n, 0)))[0] * (-1 if x < 0 else 1)


def rounded(value, precision):
    """The nearest number of the precision, as bits, and the rest in thousandths of a unit in the last place."""
    digits, lowest, top, _, _, _ = FORMAT[precision]
    if value == 0:
        return bits(0.0, precision), 0
    exponent = mpmath.frexp(value)[1]
    unit = mpf(2) ** max(exponent - digits, lowest)
    n = int(mpmath.nint(value / unit))
    if abs(n) * unit >= mpf(2) ** top:
        return bits(float("inf") if value > 0 else -float("inf"), precision), 0
    rest = int(mpmath.nint((value / unit - n) * 1000))
    nearest = float(n * unit) if n else (0.0 if value > 0 else -0.0)
    return bits(nearest, precision), rest


def sigmoid(x):
    return 1 / (1 + mpmath.exp(-x)) if x > -100 else mpmath.exp(x) / (1 + mpmath.exp(x))


def softplus(x):
    return (x if x > 0 else mpf(0)) + mpmath.log1p(mpmath.exp(-abs(x)))


def erf(x):
    if abs(x) > 30:
        return mpmath.sign(x) * (1 - mpf(2) ** -300)
    return mpmath.erf(x) if abs(x) > mpf(2) ** -150 else 2 / mpmath.sqrt(mp.pi) * x


def erfc(x):
    return mpmath.erfc(x) if x < 200 else mpf(2) ** -20000


def bounded_exp(x):
    return mpmath.exp(max(min(x, mpf(2000)), mpf(-2000)))


def bounded(function, limit=2000):
    return lambda x: function(max(min(x, mpf(limit)), mpf(-limit)))


def power(x, y):
    exponent = y * mpmath.log(abs(x))
    magnitude = mpmath.exp(max(min(exponent, mpf(2000)), mpf(-2000)))
    return -magnitude if x < 0 and int(y) % 2 else magnitude


# name: function, intervals swept, points whose neighbourhood is visited, largest and smallest magnitude of the log sweep
ONE = {
    "sqrt": (mpmath.sqrt, [(0, 100)], [1, 4], "positive"),
    "cbrt": (lambda x: mpmath.sign(x) * mpmath.cbrt(abs(x)), [(-100, 100)], [1, 8, -27], "both"),
    "exp": (bounded_exp, [(-2, 2), (-104, 89), (-746, 710)], [709.782712893384, -745.13, -708.4, 88.72284, -103.97, -87.3, 0.0108], "both"),
    "exp2": (bounded(lambda x: mpf(2) ** x), [(-2, 2), (-150, 128), (-1075, 1024)], [1024, -1022, -1074, -1075, 128, -126, -149, -150, 0.5], "both"),
    "expm1": (bounded(mpmath.expm1), [(-0.1, 0.1), (-2, 2), (-45, 90), (0, 710)], [709.782712893384, 88.72284, -37.4, 0.0108, 0.0325], "both"),
    "log": (mpmath.log, [(0.5, 2), (0, 10)], [1, 2, 0.7071067811865476, 1.0078125, 0.9921875], "positive"),
    "log2": (lambda x: mpmath.log(x) / mpmath.log(2), [(0.5, 2), (0, 10)], [1, 2, 1024, 0.5], "positive"),
    "log10": (lambda x: mpmath.log(x) / mpmath.log(10), [(0.5, 2), (0, 10)], [1, 10, 1000, 1e22], "positive"),
    "log1p": (mpmath.log1p, [(-0.1, 0.1), (-1, 3)], [-0.5, 1, 1e-5, 2.0**-54, -(2.0**-54), 2.0**-13], "above -1"),
    "sin": (mpmath.sin, [(-4, 4), (-100, 100), (-2e6, 2e6)], [3.141592653589793, 6.283185307179586, 0.785, 1e22, 2.0**20, 5e-8, 6381956970095103 * 2.0**797], "both"),
    "cos": (mpmath.cos, [(-4, 4), (-100, 100), (-2e6, 2e6)], [1.5707963267948966, 4.71238898038469, 0.785, 1e22, 2.0**20, 6381956970095103 * 2.0**797], "both"),
    "tan": (mpmath.tan, [(-4, 4), (-100, 100), (-2e6, 2e6)], [1.5707963267948966, 3.141592653589793, 0.785, 1e22, 2.0**20], "both"),
    "asin": (mpmath.asin, [(-1, 1), (0.9, 1)], [1, -1, 0.5], "inside 1"),
    "acos": (mpmath.acos, [(-1, 1), (0.9, 1)], [1, -1, 0.5], "inside 1"),
    "atan": (mpmath.atan, [(-1, 1), (-10, 10)], [1, 0.03125, 2.0**60], "both"),
    "sinh": (bounded(mpmath.sinh), [(-1, 1), (-90, 90), (-711, 711)], [710.4758600739439, 89.415985, 40, 0.0108], "both"),
    "cosh": (bounded(mpmath.cosh), [(-1, 1), (-90, 90), (-711, 711)], [710.4758600739439, 89.415985, 40], "both"),
    "tanh": (bounded(mpmath.tanh, 300), [(-0.1, 0.1), (-1, 1), (-10, 10), (-20, 20)], [20, 9.01, 0.625, 0.0054], "both"),
    "asinh": (mpmath.asinh, [(-1, 1), (-10, 10)], [1, 2.0**-20, 2.0**30], "both"),
    "acosh": (mpmath.acosh, [(1, 2), (1, 20)], [1, 2.0**30], "above 1"),
    "atanh": (mpmath.atanh, [(-1, 1), (-0.1, 0.1)], [1, -1, 2.0**-20], "inside 1"),
    "erf": (erf, [(-1, 1), (-6, 6)], [0.5, 1, 5.9215871957945083, 3.9192059], "both"),
    "erfc": (erfc, [(-1, 1), (-6, 6), (0, 10.1), (0, 27.3)], [0.25, 0.5, 27.226017111108366, 26.543, 10.05, 9.194, 5.6], "both"),
    "sigmoid": (sigmoid, [(-2, 2), (-20, 20), (-745, 40)], [-745.13, -708.4, -103.97, -87.3, 36.7, 16.6], "both"),
    "softplus": (softplus, [(-2, 2), (-20, 20), (-745, 40)], [-745.13, -708.4, -103.97, -87.3, -20, -40, 36.7], "both"),
}


def inside(x, domain):
    return {"positive": x > 0, "above -1": x > -1, "above 1": x >= 1, "inside 1": -1 <= x <= 1, "both": True}[domain]


def one_argument(name, precision, factor, rng):
    function, intervals, points, domain = ONE[name]
    _, lowest, top, _, _, _ = FORMAT[precision]
    xs = []
    for low, high in intervals:
        xs += [rng.uniform(low, high) for _ in range(32 * factor)]
    for point in points:
        xs += [neighbour(representable(point, precision), k, precision) for k in range(-1, 2)]
    near = 24 * factor
    for i in range(near):  # every magnitude near one
        xs.append(2.0 ** (-30 + 42 * (i + rng.random()) / near) * rng.choice((-1, 1)))
    for i in range(near):  # and every magnitude there is, with the subnormals
        xs.append(2.0 ** (lowest + (top - lowest) * (i + rng.random()) / near) * rng.choice((-1, 1)))
    smallest = 2.0**lowest
    xs += [smallest, -smallest, 3 * smallest, neighbour(2.0 ** (lowest + FORMAT[precision][0] - 1), -1, precision)]
    xs += [representable(float.fromhex("0x1.fffffffffffffp1023"), precision)]
    xs += [-xs[-1]]
    seen = sorted({representable(x, precision) for x in xs if inside(representable(x, precision), domain)} - {0.0})
    values = [((x,), mpf(function(mpf(x)))) for x in seen]
    return [(x, value) for x, value in values if mpmath.isfinite(value)]


def two_arguments(name, precision, factor, rng):
    _, lowest, top, _, _, _ = FORMAT[precision]
    pairs = []
    wide = lambda: 2.0 ** rng.uniform(lowest + 1, top - 1)
    for _ in range(80 * factor):
        if name == "pow":
            x = wide()
            pairs.append((x, rng.uniform(lowest - 3, top + 3) / mpmath.log(x, 2)))
            x = 1 + rng.choice((-1, 1)) * 2.0 ** rng.uniform(-20, -1)
            pairs.append((x, rng.uniform(lowest - 3, top + 3) / mpmath.log(x, 2)))
            pairs.append((rng.uniform(0, 10), rng.uniform(-10, 10)))
            pairs.append((rng.uniform(-10, 10), rng.randint(-12, 12)))
        else:
            sign = (lambda: rng.choice((-1, 1)))
            pairs.append((rng.uniform(-3, 3), rng.uniform(-3, 3)))
            x = wide()
            pairs.append((sign() * x, sign() * x * 2.0 ** rng.uniform(-30, 30) if 1e-20 < x < 1e20 else sign() * x * rng.uniform(0.5, 1)))
            pairs.append((sign() * wide(), sign() * wide()))
    functions = {"pow": power, "hypot": mpmath.hypot, "atan2": mpmath.atan2}
    out = []
    for x, y in pairs:
        x, y = representable(x, precision), representable(y, precision)
        if x != 0 and y != 0:
            out.append(((x, y), functions[name](mpf(x), mpf(y))))
    return out


def write(path, factor):
    rng = random.Random(20)
    with open(path, "w") as out:
        for name in list(ONE) + ["pow", "hypot", "atan2"]:
            for precision in "df":
                made = (one_argument if name in ONE else two_arguments)(name, precision, factor, rng)
                out.write(f"# {name} {precision} {len(made[0][0])}\n")
                for arguments, value in made:
                    nearest, rest = rounded(value, precision)
                    out.write(" ".join([bits(a, precision) for a in arguments] + [nearest, str(rest)]) + "\n")


def write_header(path):
    """A few arguments of each function whose result is far from a tie, so that every implementation below 0.8 ULP agrees."""
    rng = random.Random(21)
    with open(path, "w") as out:
        out.write("// SPDX-License-Identifier: BSL-1.0\n// Written by elementary.py: arguments and correctly rounded results.\n")
        out.write("#pragma once\n\nnamespace reference {\n\n")
        out.write("template <typename Real>\nstruct sample {\n    Real x;\n    Real y;\n    Real expected;\n};\n\n")
        for name in list(ONE) + ["pow", "hypot", "atan2"]:
            for precision, real in (("d", "double"), ("f", "float")):
                made = (one_argument if name in ONE else two_arguments)(name, precision, 1, rng)
                rng.shuffle(made)
                clear = [m for m in made if abs(rounded(m[1], precision)[1]) < 150 and 1e-300 < abs(m[1]) < 1e300]
                clear = [m for m in clear if precision == "d" or 1e-37 < abs(m[1]) < 1e38]
                out.write(f"inline constexpr sample<{real}> {name}_{precision}[] = {{\n")
                for arguments, value in clear[:4]:
                    x, y, expected = arguments[0], arguments[1] if len(arguments) > 1 else 0.0, representable(value, precision)
                    out.write("    {" + ", ".join(v.hex().replace("0000000p", "p").replace("0x0.0p+0", "0") + (".0f" if v == 0 and precision == "f" else ".0" if v == 0 else "f" if precision == "f" else "") for v in (x, y, expected)) + "},\n")
                out.write("};\n")
        out.write("\n} // namespace reference\n")


if __name__ == "__main__":
    if len(sys.argv) == 4 and sys.argv[1] == "--dense":
        write(sys.argv[3], int(sys.argv[2]))
    else:
        here = os.path.dirname(os.path.abspath(__file__))
        write(os.path.join(here, "elementary.txt"), 1)
        write_header(os.path.join(here, "elementary.hpp"))
