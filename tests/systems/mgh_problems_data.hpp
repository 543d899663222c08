// SPDX-License-Identifier: BSL-1.0
// Problems of More, Garbow and Hillstrom (ACM TOMS 7, 1981, 17-41) that fit a formula to a table of data.
// In: a point. Out: the residuals f_i, whose sum of squares the paper minimizes.
// Each problem states its number there, its dimensions n and m, the starting point and the least sum as printed.
#pragma once

#include <tapeless/tapeless.hpp>

#include <array>
#include <cstddef>

namespace mgh {

using std::size_t;

struct bard {
    static constexpr int number = 8;
    static constexpr std::array start{1.0, 1.0, 1.0};
    static constexpr double least = 8.21487e-3;
    static constexpr std::array y{0.14, 0.18, 0.22, 0.25, 0.29, 0.32, 0.35, 0.39,
                                  0.37, 0.58, 0.73, 0.96, 1.34, 2.10, 4.39};
    template <class T>
    constexpr std::array<T, 15> operator()(std::array<T, 3> const& x) const {
        std::array<T, 15> f{};
        for (size_t i = 0; i < 15; ++i) {
            int const u = static_cast<int>(i) + 1;
            int const v = 16 - u;
            int const w = u < v ? u : v;
            f[i] = y[i] - (x[0] + u / (v * x[1] + w * x[2]));
        }
        return f;
    }
};

struct gaussian {
    static constexpr int number = 9;
    static constexpr std::array start{0.4, 1.0, 0.0};
    static constexpr double least = 1.12793e-8;
    static constexpr std::array y{0.0009, 0.0044, 0.0175, 0.0540, 0.1295, 0.2420, 0.3521, 0.3989,
                                  0.3521, 0.2420, 0.1295, 0.0540, 0.0175, 0.0044, 0.0009};
    template <class T>
    constexpr std::array<T, 15> operator()(std::array<T, 3> const& x) const {
        std::array<T, 15> f{};
        for (size_t i = 0; i < 15; ++i) {
            T const distance = (7 - static_cast<double>(i)) / 2 - x[2];
            f[i] = x[0] * exp(-x[1] * (distance * distance) / 2) - y[i];
        }
        return f;
    }
};

struct meyer {
    static constexpr int number = 10;
    static constexpr std::array start{0.02, 4000.0, 250.0};
    static constexpr double least = 87.9458;
    static constexpr std::array<double, 16> y{34780, 28610, 23650, 19630, 16370, 13720, 11540, 9744,
                                              8261,  7030,  6005,  5147,  4427,  3820,  3307,  2872};
    template <class T>
    constexpr std::array<T, 16> operator()(std::array<T, 3> const& x) const {
        std::array<T, 16> f{};
        for (size_t i = 0; i < 16; ++i) f[i] = x[0] * exp(x[1] / (50 + 5 * static_cast<double>(i) + x[2])) - y[i];
        return f;
    }
};

struct kowalik_osborne {
    static constexpr int number = 15;
    static constexpr std::array start{0.25, 0.39, 0.415, 0.39};
    static constexpr double least = 3.07505e-4;
    static constexpr std::array y{0.1957, 0.1947, 0.1735, 0.1600, 0.0844, 0.0627,
                                  0.0456, 0.0342, 0.0323, 0.0235, 0.0246};
    static constexpr std::array u{4.0, 2.0, 1.0, 0.5, 0.25, 0.167, 0.125, 0.1, 0.0833, 0.0714, 0.0625};
    template <class T>
    constexpr std::array<T, 11> operator()(std::array<T, 4> const& x) const {
        std::array<T, 11> f{};
        for (size_t i = 0; i < 11; ++i)
            f[i] = y[i] - x[0] * (u[i] * u[i] + u[i] * x[1]) / (u[i] * u[i] + u[i] * x[2] + x[3]);
        return f;
    }
};

struct osborne_1 {
    static constexpr int number = 17;
    static constexpr std::array start{0.5, 1.5, -1.0, 0.01, 0.02};
    static constexpr double least = 5.46489e-5;
    static constexpr std::array y{0.844, 0.908, 0.932, 0.936, 0.925, 0.908, 0.881, 0.850, 0.818, 0.784, 0.751,
                                  0.718, 0.685, 0.658, 0.628, 0.603, 0.580, 0.558, 0.538, 0.522, 0.506, 0.490,
                                  0.478, 0.467, 0.457, 0.448, 0.438, 0.431, 0.424, 0.420, 0.414, 0.411, 0.406};
    template <class T>
    constexpr std::array<T, 33> operator()(std::array<T, 5> const& x) const {
        std::array<T, 33> f{};
        for (size_t i = 0; i < 33; ++i) {
            double const t = 10 * static_cast<double>(i);
            f[i] = y[i] - (x[0] + x[1] * exp(-t * x[3]) + x[2] * exp(-t * x[4]));
        }
        return f;
    }
};

struct osborne_2 {
    static constexpr int number = 19;
    static constexpr std::array start{1.3, 0.65, 0.65, 0.7, 0.6, 3.0, 5.0, 7.0, 2.0, 4.5, 5.5};
    static constexpr double least = 4.01377e-2;
    static constexpr std::array y{1.366, 1.191, 1.112, 1.013, 0.991, 0.885, 0.831, 0.847, 0.786, 0.725, 0.746,
                                  0.679, 0.608, 0.655, 0.616, 0.606, 0.602, 0.626, 0.651, 0.724, 0.649, 0.649,
                                  0.694, 0.644, 0.624, 0.661, 0.612, 0.558, 0.533, 0.495, 0.500, 0.423, 0.395,
                                  0.375, 0.372, 0.391, 0.396, 0.405, 0.428, 0.429, 0.523, 0.562, 0.607, 0.653,
                                  0.672, 0.708, 0.633, 0.668, 0.645, 0.632, 0.591, 0.559, 0.597, 0.625, 0.739,
                                  0.710, 0.729, 0.720, 0.636, 0.581, 0.428, 0.292, 0.162, 0.098, 0.054};
    template <class T>
    constexpr std::array<T, 65> operator()(std::array<T, 11> const& x) const {
        return rows<0, 65>(x);
    }
    template <size_t First, size_t Count, class T>
    static constexpr std::array<T, Count> rows(std::array<T, 11> const& x) {
        std::array<T, Count> f{};
        for (size_t i = 0; i < Count; ++i) {
            double const t = static_cast<double>(First + i) / 10;
            T model = x[0] * exp(-t * x[4]);
            for (size_t k = 1; k < 4; ++k) {
                T const distance = t - x[k + 7];
                model += x[k] * exp(-(distance * distance) * x[k + 4]);
            }
            f[i] = y[First + i] - model;
        }
        return f;
    }
};

/// Some of the residuals: the Jacobian of all 65 takes more than clang's 2^20 steps for one constant.
template <size_t First, size_t Count>
struct osborne_2_rows {
    template <class T>
    constexpr std::array<T, Count> operator()(std::array<T, 11> const& x) const {
        return osborne_2::rows<First, Count>(x);
    }
};

}  // namespace mgh
