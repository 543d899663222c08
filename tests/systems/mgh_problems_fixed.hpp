// SPDX-License-Identifier: BSL-1.0
// Problems of More, Garbow and Hillstrom (ACM TOMS 7, 1981, 17-41) with two to six variables and no tables of data.
// In: a point. Out: the residuals f_i, whose sum of squares the paper minimizes.
// Each problem states its number there, its dimensions n and m, the starting point and the least sum as printed.
#pragma once

#include <tapeless/tapeless.hpp>

#include <array>
#include <cstddef>

namespace mgh {

using std::size_t;
using tapeless::cos;
using tapeless::exp;
using tapeless::log;
using tapeless::pow;
using tapeless::sin;
using tapeless::sqrt;

struct rosenbrock {
    static constexpr int number = 1;
    static constexpr std::array start{-1.2, 1.0};
    static constexpr double least = 0;
    template <class T>
    constexpr std::array<T, 2> operator()(std::array<T, 2> const& x) const {
        return {10 * (x[1] - x[0] * x[0]), 1 - x[0]};
    }
};

struct freudenstein_roth {
    static constexpr int number = 2;
    static constexpr std::array start{0.5, -2.0};
    static constexpr double least = 0;
    template <class T>
    constexpr std::array<T, 2> operator()(std::array<T, 2> const& x) const {
        T const y = x[1];
        return {-13 + x[0] + ((5 - y) * y - 2) * y, -29 + x[0] + ((y + 1) * y - 14) * y};
    }
};

struct powell_badly_scaled {
    static constexpr int number = 3;
    static constexpr std::array start{0.0, 1.0};
    static constexpr double least = 0;
    template <class T>
    constexpr std::array<T, 2> operator()(std::array<T, 2> const& x) const {
        return {1e4 * x[0] * x[1] - 1, exp(-x[0]) + exp(-x[1]) - 1.0001};
    }
};

struct brown_badly_scaled {
    static constexpr int number = 4;
    static constexpr std::array start{1.0, 1.0};
    static constexpr double least = 0;
    template <class T>
    constexpr std::array<T, 3> operator()(std::array<T, 2> const& x) const {
        return {x[0] - 1e6, x[1] - 2e-6, x[0] * x[1] - 2};
    }
};

struct beale {
    static constexpr int number = 5;
    static constexpr std::array start{1.0, 1.0};
    static constexpr double least = 0;
    template <class T>
    constexpr std::array<T, 3> operator()(std::array<T, 2> const& x) const {
        constexpr std::array y{1.5, 2.25, 2.625};
        std::array<T, 3> f{};
        for (size_t i = 0; i < 3; ++i) f[i] = y[i] - x[0] * (1 - pow(x[1], static_cast<double>(i + 1)));
        return f;
    }
};

struct jennrich_sampson {
    static constexpr int number = 6;
    static constexpr std::array start{0.3, 0.4};
    static constexpr double least = 124.362;
    template <class T>
    constexpr std::array<T, 10> operator()(std::array<T, 2> const& x) const {
        std::array<T, 10> f{};
        for (int i = 1; i <= 10; ++i) f[static_cast<size_t>(i - 1)] = 2 + 2 * i - (exp(i * x[0]) + exp(i * x[1]));
        return f;
    }
};

struct helical_valley {
    static constexpr int number = 7;
    static constexpr std::array start{-1.0, 0.0, 0.0};
    static constexpr double least = 0;
    template <class T>
    constexpr std::array<T, 3> operator()(std::array<T, 3> const& x) const {
        T const turn = atan(x[1] / x[0]) / 6.283185307179586477;
        T const theta = select(x[0] > 0, turn, turn + 0.5);
        return {10 * (x[2] - 10 * theta), 10 * (sqrt(x[0] * x[0] + x[1] * x[1]) - 1), x[2]};
    }
};

/// The paper prints y_i m i x_2 for y_i - x_2.
struct gulf {
    static constexpr int number = 11;
    static constexpr std::array start{5.0, 2.5, 0.15};
    static constexpr double least = 0;
    template <class T>
    constexpr std::array<T, 10> operator()(std::array<T, 3> const& x) const {
        std::array<T, 10> f{};
        for (int i = 1; i <= 10; ++i) {
            double const t = i / 100.0;
            double const y = 25 + pow(-50 * log(t), 2 / 3.0);
            f[static_cast<size_t>(i - 1)] = exp(-pow(abs(y - x[1]), x[2]) / x[0]) - t;
        }
        return f;
    }
};

struct box {
    static constexpr int number = 12;
    static constexpr std::array start{0.0, 10.0, 20.0};
    static constexpr double least = 0;
    template <class T>
    constexpr std::array<T, 10> operator()(std::array<T, 3> const& x) const {
        std::array<T, 10> f{};
        for (int i = 1; i <= 10; ++i) {
            double const t = i / 10.0;
            f[static_cast<size_t>(i - 1)] = exp(-t * x[0]) - exp(-t * x[1]) - x[2] * (exp(-t) - exp(-10 * t));
        }
        return f;
    }
};

struct powell_singular {
    static constexpr int number = 13;
    static constexpr std::array start{3.0, -1.0, 0.0, 1.0};
    static constexpr double least = 0;
    template <class T>
    constexpr std::array<T, 4> operator()(std::array<T, 4> const& x) const {
        T const a = x[1] - 2 * x[2];
        T const b = x[0] - x[3];
        return {x[0] + 10 * x[1], sqrt(5.0) * (x[2] - x[3]), a * a, sqrt(10.0) * (b * b)};
    }
};

struct wood {
    static constexpr int number = 14;
    static constexpr std::array start{-3.0, -1.0, -3.0, -1.0};
    static constexpr double least = 0;
    template <class T>
    constexpr std::array<T, 6> operator()(std::array<T, 4> const& x) const {
        return {10 * (x[1] - x[0] * x[0]),         1 - x[0],
                sqrt(90.0) * (x[3] - x[2] * x[2]), 1 - x[2],
                sqrt(10.0) * (x[1] + x[3] - 2),    (x[1] - x[3]) / sqrt(10.0)};
    }
};

struct brown_dennis {
    static constexpr int number = 16;
    static constexpr std::array start{25.0, 5.0, -5.0, -1.0};
    static constexpr double least = 85822.2;
    template <class T>
    constexpr std::array<T, 20> operator()(std::array<T, 4> const& x) const {
        std::array<T, 20> f{};
        for (int i = 1; i <= 20; ++i) {
            double const t = i / 5.0;
            T const a = x[0] + t * x[1] - exp(t);
            T const b = x[2] + x[3] * sin(t) - cos(t);
            f[static_cast<size_t>(i - 1)] = a * a + b * b;
        }
        return f;
    }
};

/// The paper starts a search that ends at 5.65565e-3, another minimum.
struct biggs_exp6 {
    static constexpr int number = 18;
    static constexpr std::array start{1.0, 2.0, 1.0, 1.0, 1.0, 1.0};
    static constexpr double least = 0;
    template <class T>
    constexpr std::array<T, 13> operator()(std::array<T, 6> const& x) const {
        std::array<T, 13> f{};
        for (int i = 1; i <= 13; ++i) {
            double const t = i / 10.0;
            double const y = exp(-t) - 5 * exp(-10 * t) + 3 * exp(-4 * t);
            f[static_cast<size_t>(i - 1)] = x[2] * exp(-t * x[0]) - x[3] * exp(-t * x[1]) + x[5] * exp(-t * x[4]) - y;
        }
        return f;
    }
};

}  // namespace mgh
