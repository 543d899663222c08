#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Derives every table and polynomial of include/tapeless/core's elementary functions.

In: nothing but mpmath. Out: the C++ text of each table, on standard output, with the
relative error of each fitted polynomial. Polynomials interpolate the function in the
Chebyshev nodes of the stated interval, which is within a small factor of minimax.

usage: coefficients.py [name]
"""
import struct
import sys

from mpmath import atan, cos, erf, erfc, exp, floor, log, mp, mpf, nint, pi, sin, sqrt, tanh

mp.prec = 300


def parts(value, count):
    """The value as `count` doubles, largest first, whose exact sum approximates it."""
    out = []
    for _ in range(count):
        out.append(float(value))
        value -= mpf(out[-1])
    return out


def short(value, bit):
    """The value rounded to a multiple of 2^-bit, as a double."""
    return float(nint(mpf(value) * mpf(2) ** bit) / mpf(2) ** bit)


def row(values):
    return "{" + ", ".join(number(v) for v in values) + "}"


def number(v):
    if v == 0:
        return "0.0"
    mantissa, exponent = v.hex().split("p")
    return mantissa.rstrip("0").rstrip(".") + "p" + str(int(exponent))


def to_float32(v):
    return struct.unpack("f", struct.pack("f", float(v)))[0]


def fit(function, low, high, degree, centre=0, weight=None):
    """Coefficients in (u - centre) of the interpolant in the Chebyshev nodes, and its largest error."""
    low, high = mpf(low), mpf(high)
    nodes = [(low + high) / 2 + (high - low) / 2 * cos(pi * (2 * i + 1) / (2 * degree + 2)) for i in range(degree + 1)]
    c = [function(u) for u in nodes]
    for k in range(1, degree + 1):
        for i in range(degree, k - 1, -1):
            c[i] = (c[i] - c[i - 1]) / (nodes[i] - nodes[i - k])
    poly = [c[degree]]
    for i in range(degree - 1, -1, -1):  # poly * (w + centre - node) + c
        shift = mpf(centre) - nodes[i]
        poly = [a + b for a, b in zip([mpf(0)] + poly, [p * shift for p in poly] + [mpf(0)])]
        poly[0] += c[i]
    worst = mpf(0)
    for i in range(201):
        u = low + (high - low) * (mpf(i) + mpf("0.001")) / mpf("200.01")
        value = mpf(0)
        for p in reversed(poly):
            value = value * (u - centre) + p
        scale = weight(u) if weight else function(u)
        worst = max(worst, abs((value - function(u)) / scale))
    return poly, worst


def show_poly(name, poly, worst, single=False):
    values = [to_float32(p) if single else float(p) for p in poly]
    print(f"// {name}: relative error 2^{float(log(worst, 2)):.1f}")
    suffix = "f" if single else ""
    print("  " + ", ".join(number(v) + suffix for v in values))


def exp2_table():
    for j in range(32):
        print("    " + row(parts(mpf(2) ** (mpf(j) / 32), 2)) + ",")


def ln2():
    unit = log(2) / 32
    head = short(unit, 42)
    print("ln2/32 head", number(head), "tail", number(float(unit - mpf(head))), "32/ln2", number(float(32 / log(2))))
    head = short(log(2), 42)
    print("ln2 head", number(head), "tail", row(parts(log(2) - mpf(head), 2)))
    print("ln2", row(parts(log(2), 2)), "1/ln2", row(parts(1 / log(2), 2)), "1/ln10", row(parts(1 / log(10), 2)))
    head = short(log(2) / log(10), 42)
    print("log10(2) head", number(head), "tail", row(parts(log(2) / log(10) - mpf(head), 2)))


def log_table():
    for j in range(45, 92):
        c = short(mpf(64) / j, 9)
        print("    " + row([c] + parts(-log(mpf(c)), 2)) + ",")


def atan_table():
    for j in range(17):
        print("    " + row(parts(atan(mpf(j) / 16), 2)) + ",")


def pi_parts():
    half = pi / 2
    a = float(floor(half * mpf(2) ** 32) / mpf(2) ** 32)
    rest = half - mpf(a)
    b = float(floor(rest * mpf(2) ** 65) / mpf(2) ** 65)
    rest -= mpf(b)
    c = float(floor(rest * mpf(2) ** 98) / mpf(2) ** 98)
    rest -= mpf(c)
    print("pi/2 in pieces of 33 bits", row([a, b, c, float(rest)]))
    print("pi/2 after the first piece", number(float(half - mpf(a))))
    print("pi", row(parts(pi, 2)), "pi/2", row(parts(pi / 2, 2)), "2/pi", number(float(2 / pi)))


def two_over_pi():
    mp.prec = 1600
    bits = int(floor((2 / pi) * mpf(2) ** 1280))
    words = [0] + [(bits >> (1280 - 64 * (i + 1))) & (2**64 - 1) for i in range(20)]
    print("    " + ", ".join(f"0x{w:016x}" for w in words))
    mp.prec = 300


def sine():
    top = (pi / 4 * mpf("1.0001")) ** 2
    f = lambda z: (sin(sqrt(z)) / sqrt(z) - 1) / z
    show_poly("sine (sin(r)/r - 1)/z", *fit(f, mpf(2) ** -60, top, 6, weight=lambda z: 1 / z))
    g = lambda z: (cos(sqrt(z)) - 1 + z / 2) / z**2
    show_poly("cosine (cos(r) - 1 + z/2)/z^2", *fit(g, mpf(2) ** -20, top, 5, weight=lambda z: 1 / z**2))


def erf_small():
    f = lambda z: (erf(sqrt(z)) / sqrt(z) - 2 / sqrt(pi)) / z
    show_poly("(erf(x)/x - 2/sqrt(pi))/z on |x| <= 1", *fit(f, mpf(2) ** -60, 1, 11, weight=lambda z: 1 / z))
    print("2/sqrt(pi)", row(parts(2 / sqrt(pi), 2)))


def exp_near_zero():
    f = lambda z: (exp(-z) - 1 + z) / z**2 if z > mpf(10) ** -12 else mpf(1) / 2 - z / 6
    show_poly("(exp(-z) - 1 + z)/z^2 on 0 <= z <= 9/16", *fit(f, mpf(0), mpf(9) / 16, 9, weight=lambda z: 1 + 0 * z))


def erfcx_table():
    """exp(x^2) erfc(x) on [2^o (1 + i/8) - 1, 2^o (1 + (i+1)/8) - 1), in x - middle."""
    scaled = lambda x: exp(x * x) * erfc(x)
    worst = mpf(0)
    for o in range(5):
        for i in range(8):
            low = mpf(2) ** o * (1 + mpf(i) / 8) - 1
            high = mpf(2) ** o * (1 + mpf(i + 1) / 8) - 1
            if low > 27.3:
                break
            middle = (low + high) / 2
            poly, error = fit(scaled, low, high, 11, centre=middle)
            worst = max(worst, error)
            head = row(parts(poly[0], 2))[:-1]
            print("    " + head + ", " + row([float(p) for p in poly[1:]]) + "},")
    print(f"// error 2^{float(log(worst, 2)):.1f}")


def single():
    """Polynomials for the inline single-precision functions."""
    f = lambda r: (exp(r) - 1 - r) / r**2 if abs(r) > mpf(2) ** -60 else mpf(1) / 2
    top = log(2) / 2 * mpf("1.01")
    for degree in (3, 4, 5):
        show_poly(f"(exp(r) - 1 - r)/r^2 degree {degree}", *fit(f, -top, top, degree, weight=lambda r: (exp(r) - 1) / r**2), single=True)
    f = lambda z: (tanh(sqrt(z)) / sqrt(z) - 1) / z
    for degree in (4, 5, 6):
        poly, worst = fit(f, mpf(2) ** -60, mpf("0.63") ** 2, degree, weight=lambda z: 1 / z)
        show_poly(f"(tanh(x)/x - 1)/x^2 on |x| <= 0.63, degree {degree}", poly, worst, single=True)


TABLES = [exp2_table, ln2, log_table, atan_table, pi_parts, two_over_pi, sine, erf_small, exp_near_zero, erfcx_table, single]

if __name__ == "__main__":
    for table in TABLES:
        if len(sys.argv) < 2 or sys.argv[1] == table.__name__:
            print(f"-- {table.__name__}")
            table()
