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

from mpmath import asin, atan, atanh, cbrt, cos, erf, erfc, exp, floor, frexp, log, mp, mpf, nint, pi, sin, sqrt, tanh

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


def over_square(f, limit):
    """f without its first terms, which cancel near 0, over the power that they leave."""
    return lambda r: f(r) if abs(r) > mpf(2) ** -60 else mpf(limit)


def vectors():
    """Polynomials of the functions of packs, for floats and for doubles."""

    def both(name, function, low, high, degrees, weight=None):
        for degree, is_single in zip(degrees, (True, False)):
            kind = "float" if is_single else "double"
            poly, worst = fit(function, low, high, degree, weight=weight)
            show_poly(f"{name}, {kind}, degree {degree}", poly, worst, single=is_single)

    tiny = mpf(2) ** -60
    top = log(2) / 2
    f = over_square(lambda r: (exp(r) - 1 - r) / r**2, "0.5")
    w = lambda r: (exp(r) - 1) / r**2
    show_poly("(exp(r) - 1 - r)/r^2, float", *fit(f, -top * mpf("1.01"), top * mpf("1.01"), 5, weight=w), single=True)
    show_poly("(exp(r) - 1 - r)/r^2, double", *fit(f, -top * mpf("1.001"), top * mpf("1.001"), 10, weight=w))
    h = mpf("0.5005")
    both("(2^r - 1)/r", over_square(lambda r: (mpf(2) ** r - 1) / r, log(2)), -h, h, (6, 11))
    f = lambda z: (tanh(sqrt(z)) / sqrt(z) - 1) / z
    poly, worst = fit(f, tiny, mpf("0.63") ** 2, 5, weight=lambda z: 1 / z)
    show_poly("(tanh(x)/x - 1)/x^2 on |x| <= 0.63", poly, worst, single=True)
    f = over_square(lambda f: (log(1 + f) - f + f * f / 2) / f**3, mpf(1) / 3)
    low, high = (sqrt(mpf("0.5")) - 1) * mpf("1.001"), (sqrt(mpf(2)) - 1) * mpf("1.001")
    show_poly("(log(1 + f) - f + f^2/2)/f^3", *fit(f, low, high, 8, weight=lambda f: log(1 + f) / f**3), single=True)
    top = (sqrt(mpf(2)) - 1) / (sqrt(mpf(2)) + 1) * mpf("1.001")
    f = lambda z: (2 * atanh(sqrt(z)) - 2 * sqrt(z)) / (sqrt(z) * z)
    show_poly("(2 atanh(s) - 2 s)/s^3", *fit(f, tiny, top**2, 6, weight=lambda z: 2 / z))
    f = over_square(lambda r: (log(1 + r) - r) / r**2, "-0.5")
    w = lambda r: log(1 + r) / r**2
    show_poly("(log(1 + r) - r)/r^2, float", *fit(f, -mpf(1) / 63, 1 / mpf("31.9"), 3, weight=w), single=True)
    show_poly("(log(1 + r) - r)/r^2, double", *fit(f, -mpf(1) / 31, 1 / mpf("15.9"), 9, weight=w))
    top = (pi / 4 * mpf("1.001")) ** 2
    f = lambda z: (sin(sqrt(z)) / sqrt(z) - 1) / z
    both("(sin(r)/r - 1)/z", f, tiny, top, (3, 6), lambda z: sin(sqrt(z)) / sqrt(z) / z)
    f = lambda z: (cos(sqrt(z)) - 1 + z / 2) / z**2
    both("(cos(r) - 1 + z/2)/z^2", f, mpf(2) ** -20, top, (3, 5), lambda z: cos(sqrt(z)) / z**2)
    f = lambda z: (erf(sqrt(z)) / sqrt(z) - 2 / sqrt(pi)) / z
    both("(erf(x)/x - 2/sqrt(pi))/z on |x| <= 1", f, tiny, 1, (6, 11), lambda z: erf(sqrt(z)) / sqrt(z) / z)
    for k, end, degree, is_single in ((2, "10.3", 9, True), (3, "27.4", 20, False)):
        x = lambda t: k * (1 + t) / (1 - t)
        f = lambda t: exp(x(t) ** 2) * erfc(x(t)) * (x(t) + k)
        low, high = (mpf("0.75") - k) / (mpf("0.75") + k) * mpf("1.001"), (mpf(end) - k) / (mpf(end) + k)
        show_poly(f"exp(x^2) erfc(x) (x + {k}) in (x - {k})/(x + {k})", *fit(f, low, high, degree), single=is_single)
    top = (sqrt(mpf(2)) - 1) ** 2 * mpf("1.002")
    f = lambda z: (atan(sqrt(z)) / sqrt(z) - 1) / z
    both("(atan(t)/t - 1)/z", f, tiny, top, (4, 11), lambda z: atan(sqrt(z)) / sqrt(z) / z)
    f = lambda z: (asin(sqrt(z)) / sqrt(z) - 1) / z
    both("(asin(s)/s - 1)/z", f, tiny, mpf("0.2501"), (5, 12), lambda z: asin(sqrt(z)) / sqrt(z) / z)
    show_poly("cbrt(m)", *fit(cbrt, mpf("0.35"), mpf("2.84"), 4))
    print("pi in three parts", parts(pi, 3))
    print("pi in short pieces", row(pieces(pi, (14, 14, 14, 24))), row(pieces(pi, (32, 32, 32, 53))))


def pieces(value, sizes):
    """The value as numbers of so many bits, cut off but for the last."""
    out = []
    for size in sizes:
        exponent = frexp(value)[1]
        scaled = value * mpf(2) ** (size - exponent)
        out.append(float((nint(scaled) if size in (24, 53) else floor(scaled)) * mpf(2) ** (exponent - size)))
        value -= mpf(out[-1])
    return out


def float32_of(bits):
    return struct.unpack("f", struct.pack("I", bits))[0]


def bits_of_float32(x):
    return struct.unpack("I", struct.pack("f", x))[0]


def tanh_intervals():
    """tanh on 32 intervals; each base is a float whose tanh is nearly one."""
    mp.prec = 120
    rows = [None] * 32
    for index in range(489, 521):  # the highest 11 bits of a float
        low, high = mpf(float32_of(index << 21)), mpf(float32_of((index + 1) << 21))
        if index == 489:
            rows[index % 32] = [0.0, 0.0, 1.0, 0.0, to_float32(-mpf(1) / 3), 0.0, to_float32(mpf(2) / 15), 0.0]
            continue
        middle = (low + high) / 2
        if index == 519:
            middle = atanh(1 - mpf(10) * mpf(2) ** -24)
        if index == 520:
            middle, high = mpf("8.66434"), mpf(10)
        best = None
        for step in range(-3000, 3000):
            x = float32_of(bits_of_float32(float(middle)) + step)
            start = to_float32(tanh(mpf(x)))
            error = abs(mpf(start) - tanh(mpf(x)))
            if best is None or error < best[0]:
                best = (error, x, start)
        _, base, start = best
        slope = lambda t: (tanh(base + t) - mpf(start)) / t if abs(t) > mpf(2) ** -60 else 1 - tanh(mpf(base)) ** 2
        poly, _ = fit(slope, low - base, high - base, 5)
        rows[index % 32] = [base, start] + [to_float32(p) for p in poly]
    for column in range(8):
        print("    {" + ", ".join(number(row[column]) + "f" for row in rows) + "},")
    mp.prec = 300


def log_intervals():
    """Near-reciprocals of the significands in [3/4, 3/2) whose logarithms are nearly floats or doubles."""
    for count, is_single in ((32, True), (16, False)):
        reciprocals, starts = [], []
        for i in range(count):
            low, high = 1 + mpf(i) / count, 1 + mpf(i + 1) / count
            if low >= mpf("1.5"):
                low, high = low / 2, high / 2
            if low == 1 or high == 1:
                reciprocals.append(1.0)
                starts.append(0.0)
                continue
            middle = float(2 / (low + high))
            best = None
            for step in range(-2500, 2500):
                if is_single:
                    c = float32_of(bits_of_float32(middle) + step)
                else:  # uneven steps: the errors of even ones repeat
                    bits = struct.unpack("Q", struct.pack("d", middle))[0] + step**3 * 1237
                    c = struct.unpack("d", struct.pack("Q", bits))[0]
                exact = -log(mpf(c))
                start = to_float32(exact) if is_single else float(exact)
                error = abs((exact - mpf(start)) / exact)
                if best is None or error < best[0]:
                    best = (error, c, start)
            reciprocals.append(best[1])
            starts.append(best[2])
        suffix = "f" if is_single else ""
        for values in (reciprocals, starts):
            print("    {" + ", ".join(number(v) + suffix for v in values) + "}")


def sine_intervals():
    """Sines of the multiples of pi/16 (floats) and pi/8 (doubles) in two parts, and the polynomials between them."""
    for count, is_single in ((32, True), (16, False)):
        heads, tails = [], []
        for j in range(count):
            exact = mpf(0) if j % (count // 2) == 0 else sin(2 * pi * j / count)
            head = to_float32(exact) if is_single else float(exact)
            heads.append(head)
            tails.append(to_float32(exact - mpf(head)) if is_single else float(exact - mpf(head)))
        suffix = "f" if is_single else ""
        for values in (heads, tails):
            print("    {" + ", ".join(number(v) + suffix for v in values) + "}")
        top = (pi / count * mpf("1.01")) ** 2
        f = lambda z: (sin(sqrt(z)) / sqrt(z) - 1) / z
        g = lambda z: (cos(sqrt(z)) - 1) / z
        for degree in (1, 2) if is_single else (4, 5):
            show_poly("(sin(r)/r - 1)/z", *fit(f, mpf(2) ** -60, top, degree, weight=lambda z: 1 / z), single=is_single)
            show_poly("(cos(r) - 1)/z", *fit(g, mpf(2) ** -60, top, degree, weight=lambda z: 1 / z), single=is_single)


TABLES = [exp2_table, ln2, log_table, atan_table, pi_parts, two_over_pi, sine, erf_small, exp_near_zero, erfcx_table,
          vectors, tanh_intervals, log_intervals, sine_intervals]

if __name__ == "__main__":
    for table in TABLES:
        if len(sys.argv) < 2 or sys.argv[1] == table.__name__:
            print(f"-- {table.__name__}")
            table()
