// SPDX-License-Identifier: BSL-1.0
// Problems of More, Garbow and Hillstrom (ACM TOMS 7, 1981, 17-41) for any number of variables, at one size each.
// In: a point. Out: the residuals f_i, whose sum of squares the paper minimizes.
// Each problem states its number there, its dimensions n and m, the starting point and the least sum as printed.
#pragma once

#include <tapeless/tapeless.hpp>

#include <array>
#include <cstddef>

namespace mgh {

using std::size_t;
using tapeless::exp;
using tapeless::sqrt;

/// An array of what f gives for 1, 2, ...
template <size_t N, class F>
constexpr std::array<double, N> filled(F f) {
    std::array<double, N> x{};
    for (size_t i = 0; i < N; ++i) x[i] = f(static_cast<double>(i) + 1);
    return x;
}

constexpr double real(size_t i) { return static_cast<double>(i); }

struct watson {
    static constexpr int number = 20;
    static constexpr std::array<double, 6> start{};
    static constexpr double least = 2.28767e-3;
    template <class T>
    constexpr std::array<T, 31> operator()(std::array<T, 6> const& x) const {
        std::array<T, 31> f{};
        for (size_t i = 1; i <= 29; ++i) {
            double const t = real(i) / 29;
            T polynomial = x[5];  // by Horner's rule, with its slope
            T slope = 0;
            for (size_t j = 5; j-- > 0;) {
                slope = slope * t + polynomial;
                polynomial = polynomial * t + x[j];
            }
            f[i - 1] = slope - polynomial * polynomial - 1;
        }
        f[29] = x[0];
        f[30] = x[1] - x[0] * x[0] - 1;
        return f;
    }
};

struct extended_rosenbrock {
    static constexpr int number = 21;
    static constexpr auto start = filled<10>([](double j) { return static_cast<int>(j) % 2 == 1 ? -1.2 : 1.0; });
    static constexpr double least = 0;
    template <class T>
    constexpr std::array<T, 10> operator()(std::array<T, 10> const& x) const {
        std::array<T, 10> f{};
        for (size_t i = 0; i < 10; i += 2) {
            f[i] = 10 * (x[i + 1] - x[i] * x[i]);
            f[i + 1] = 1 - x[i];
        }
        return f;
    }
};

struct extended_powell_singular {
    static constexpr int number = 22;
    static constexpr std::array start{3.0, -1.0, 0.0, 1.0, 3.0, -1.0, 0.0, 1.0};
    static constexpr double least = 0;
    template <class T>
    constexpr std::array<T, 8> operator()(std::array<T, 8> const& x) const {
        std::array<T, 8> f{};
        for (size_t i = 0; i < 8; i += 4) {
            f[i] = x[i] + 10 * x[i + 1];
            f[i + 1] = sqrt(5.0) * (x[i + 2] - x[i + 3]);
            f[i + 2] = (x[i + 1] - 2 * x[i + 2]) * (x[i + 1] - 2 * x[i + 2]);
            f[i + 3] = sqrt(10.0) * (x[i] - x[i + 3]) * (x[i] - x[i + 3]);
        }
        return f;
    }
};

struct penalty_1 {
    static constexpr int number = 23;
    static constexpr auto start = filled<10>([](double j) { return j; });
    static constexpr double least = 7.08765e-5;
    template <class T>
    constexpr std::array<T, 11> operator()(std::array<T, 10> const& x) const {
        std::array<T, 11> f{};
        T sum = -0.25;
        for (size_t i = 0; i < 10; ++i) {
            f[i] = sqrt(1e-5) * (x[i] - 1);
            sum += x[i] * x[i];
        }
        f[10] = sum;
        return f;
    }
};

struct penalty_2 {
    static constexpr int number = 24;
    static constexpr auto start = filled<10>([](double) { return 0.5; });
    static constexpr double least = 2.93660e-4;
    template <class T>
    constexpr std::array<T, 20> operator()(std::array<T, 10> const& x) const {
        constexpr double root = sqrt(1e-5);
        std::array<T, 20> f{};
        T sum = 10 * (x[0] * x[0]) - 1;
        f[0] = x[0] - 0.2;
        for (size_t i = 1; i < 10; ++i) {
            f[i] = root * (exp(x[i] / 10) + exp(x[i - 1] / 10) - (exp(real(i + 1) / 10) + exp(real(i) / 10)));
            f[i + 9] = root * (exp(x[i] / 10) - exp(-0.1));
            sum += (10 - real(i)) * (x[i] * x[i]);
        }
        f[19] = sum;
        return f;
    }
};

struct variably_dimensioned {
    static constexpr int number = 25;
    static constexpr auto start = filled<10>([](double j) { return 1 - j / 10; });
    static constexpr double least = 0;
    template <class T>
    constexpr std::array<T, 12> operator()(std::array<T, 10> const& x) const {
        std::array<T, 12> f{};
        T sum = 0;
        for (size_t i = 0; i < 10; ++i) {
            f[i] = x[i] - 1;
            sum += real(i + 1) * f[i];
        }
        f[10] = sum;
        f[11] = sum * sum;
        return f;
    }
};

/// The sum of squares vanishes elsewhere; searches from the starting point end at this minimum.
struct trigonometric {
    static constexpr int number = 26;
    static constexpr auto start = filled<10>([](double) { return 0.1; });
    static constexpr double least = 2.79506e-5;
    template <class T>
    constexpr std::array<T, 10> operator()(std::array<T, 10> const& x) const {
        std::array<T, 10> f{};
        T sum = 10;
        for (size_t j = 0; j < 10; ++j) sum -= cos(x[j]);
        for (size_t i = 0; i < 10; ++i) f[i] = sum + real(i + 1) * (1 - cos(x[i])) - sin(x[i]);
        return f;
    }
};

struct brown_almost_linear {
    static constexpr int number = 27;
    static constexpr auto start = filled<10>([](double) { return 0.5; });
    static constexpr double least = 0;
    template <class T>
    constexpr std::array<T, 10> operator()(std::array<T, 10> const& x) const {
        std::array<T, 10> f{};
        T sum = -11;
        T product = 1;
        for (size_t j = 0; j < 10; ++j) {
            sum += x[j];
            product *= x[j];
        }
        for (size_t i = 0; i < 9; ++i) f[i] = x[i] + sum;
        f[9] = product - 1;
        return f;
    }
};

template <class T>
constexpr T cube(T x) {
    return x * x * x;
}

struct discrete_boundary_value {
    static constexpr int number = 28;
    static constexpr auto start = filled<10>([](double j) { return j / 11 * (j / 11 - 1); });
    static constexpr double least = 0;
    template <class T>
    constexpr std::array<T, 10> operator()(std::array<T, 10> const& x) const {
        std::array<T, 10> f{};
        for (size_t i = 0; i < 10; ++i) {
            f[i] = 2 * x[i] + cube(x[i] + real(i + 1) / 11 + 1) / (2 * 121);
            if (i > 0) f[i] -= x[i - 1];
            if (i < 9) f[i] -= x[i + 1];
        }
        return f;
    }
};

struct discrete_integral_equation {
    static constexpr int number = 29;
    static constexpr auto start = discrete_boundary_value::start;
    static constexpr double least = 0;
    template <class T>
    constexpr std::array<T, 10> operator()(std::array<T, 10> const& x) const {
        std::array<T, 10> f{};
        for (size_t i = 0; i < 10; ++i) {
            double const s = real(i + 1) / 11;
            T below = 0;
            T above = 0;
            for (size_t j = 0; j < 10; ++j) {
                double const t = real(j + 1) / 11;
                T const term = cube(x[j] + t + 1);
                if (j <= i) below += t * term;
                else above += (1 - t) * term;
            }
            f[i] = x[i] + ((1 - s) * below + s * above) / 22;
        }
        return f;
    }
};

struct broyden_tridiagonal {
    static constexpr int number = 30;
    static constexpr auto start = filled<10>([](double) { return -1.0; });
    static constexpr double least = 0;
    template <class T>
    constexpr std::array<T, 10> operator()(std::array<T, 10> const& x) const {
        std::array<T, 10> f{};
        for (size_t i = 0; i < 10; ++i) {
            f[i] = (3 - 2 * x[i]) * x[i] + 1;
            if (i > 0) f[i] -= x[i - 1];
            if (i < 9) f[i] -= 2 * x[i + 1];
        }
        return f;
    }
};

struct broyden_banded {
    static constexpr int number = 31;
    static constexpr auto start = filled<10>([](double) { return -1.0; });
    static constexpr double least = 0;
    template <class T>
    constexpr std::array<T, 10> operator()(std::array<T, 10> const& x) const {
        std::array<T, 10> f{};
        for (size_t i = 0; i < 10; ++i) {
            f[i] = x[i] * (2 + 5 * x[i] * x[i]) + 1;
            for (size_t j = 0; j < 10; ++j)
                if (j != i && j + 5 >= i && j <= i + 1) f[i] -= x[j] * (1 + x[j]);
        }
        return f;
    }
};

struct linear_full_rank {
    static constexpr int number = 32;
    static constexpr auto start = filled<8>([](double) { return 1.0; });
    static constexpr double least = 4;
    template <class T>
    constexpr std::array<T, 12> operator()(std::array<T, 8> const& x) const {
        std::array<T, 12> f{};
        T sum = 0;
        for (T const& v : x) sum += v;
        for (size_t i = 0; i < 12; ++i) f[i] = (i < 8 ? x[i] : T(0)) - sum / 6 - 1;
        return f;
    }
};

struct linear_rank_1 {
    static constexpr int number = 33;
    static constexpr auto start = filled<8>([](double) { return 1.0; });
    static constexpr double least = 12 * 11 / (2 * 25.0);
    template <class T>
    constexpr std::array<T, 12> operator()(std::array<T, 8> const& x) const {
        std::array<T, 12> f{};
        T sum = 0;
        for (size_t j = 0; j < 8; ++j) sum += real(j + 1) * x[j];
        for (size_t i = 0; i < 12; ++i) f[i] = real(i + 1) * sum - 1;
        return f;
    }
};

/// The first and last column and row of the Jacobian are zero.
struct linear_rank_1_zero_edges {
    static constexpr int number = 34;
    static constexpr auto start = filled<8>([](double) { return 1.0; });
    static constexpr double least = (144 + 36 - 6) / (2 * 21.0);
    template <class T>
    constexpr std::array<T, 12> operator()(std::array<T, 8> const& x) const {
        std::array<T, 12> f{};
        T sum = 0;
        for (size_t j = 1; j < 7; ++j) sum += real(j + 1) * x[j];
        for (size_t i = 0; i < 12; ++i) f[i] = i < 11 ? real(i) * sum - 1 : T(-1);
        return f;
    }
};

struct chebyquad {
    static constexpr int number = 35;
    static constexpr auto start = filled<8>([](double j) { return j / 9; });
    static constexpr double least = 3.51687e-3;
    template <class T>
    constexpr std::array<T, 8> operator()(std::array<T, 8> const& x) const {
        std::array<T, 8> f{};
        for (T const& v : x) {
            T before = 1;
            T now = 2 * v - 1;
            for (size_t i = 0; i < 8; ++i) {
                f[i] += now / 8;
                T const next = 2 * (2 * v - 1) * now - before;
                before = now;
                now = next;
            }
        }
        for (size_t i = 2; i <= 8; i += 2) f[i - 1] += 1 / (real(i) * real(i) - 1);
        return f;
    }
};

}  // namespace mgh
