// SPDX-License-Identifier: BSL-1.0
// In: a function of packs and an exact one in higher precision. Out: its largest error in units in the last place, over
// evenly spaced bits of floats (all of them in the tests with the tag [.long]) or over random doubles, and edges.
#pragma once

#include <tapeless/core/pack.hpp>

#include "core/ulp.hpp"

#include <random>

namespace pack_sweep {

using tapeless::lane_type;
using tapeless::lanes;

/// Only one of so many numbers is tried: more than one where an emulator runs the tests.
#if defined(TAPELESS_TEST_THINNING)
inline constexpr int thinning = TAPELESS_TEST_THINNING;
#else
inline constexpr int thinning = 1;
#endif

/// |got - wanted| in units in the last place of wanted; infinity where one is special or zero and the other is not.
template <class T>
double error(T got, long double wanted) {
    using limits = std::numeric_limits<T>;
    T const nearest = static_cast<T>(wanted);
    if (reference::same(got, nearest)) return 0.0;  // an error below 1/2 does not matter here
    constexpr double wrong = std::numeric_limits<double>::infinity();
    if (std::isnan(nearest) || std::isnan(got)) return wrong;
    // the next number after the largest would be 2^(its exponent + 1)
    long double const end = std::ldexp(1.0L, limits::max_exponent);
    long double const value = std::isinf(got) ? std::copysign(end, static_cast<long double>(got)) : got;
    long double const target = std::isinf(wanted) ? std::copysign(end, wanted) : wanted;
    if (std::isinf(got) && std::abs(target) < end * (1 - 4 * limits::epsilon())) return wrong;
    if (std::signbit(got) != std::signbit(nearest)) return wrong;
    int exponent = 0;
    static_cast<void>(std::frexp(target, &exponent));
    exponent = std::max(exponent, limits::min_exponent) - limits::digits;
    return static_cast<double>(std::abs(std::ldexp(value - target, -exponent)));
}

/// One lane of a pack, or the number itself.
template <class V>
lane_type<V> lane_of(V x, int lane = 0) {
    lane_type<V> numbers[lanes<V>];
    tapeless::packs::store<V>(numbers, x);
    return numbers[lane];
}

struct worst_case {
    double ulp = 0.0;
    double at = 0.0;
};

template <class V, class Function, class Exact, class Next>
worst_case worst(Function function, Exact exact, Next next, std::uint64_t count, double smallest_result) {
    using T = lane_type<V>;
    worst_case result;
    T x[lanes<V>];
    T y[lanes<V>];
    for (std::uint64_t i = 0; i < count; i += lanes<V>) {
        for (T& number : x) number = next();
        tapeless::packs::store<V>(y, function(tapeless::packs::load<V>(x)));
        for (int lane = 0; lane < lanes<V>; ++lane) {
            // a double holds results of floats with 29 bits to spare
            using wide = std::conditional_t<sizeof(T) == 4, double, long double>;
            wide const wanted = exact(static_cast<wide>(x[lane]));
            if (std::abs(wanted) < static_cast<wide>(smallest_result)) continue;
            double const ulp = error<T>(y[lane], wanted);
            if (ulp > result.ulp) result = {ulp, static_cast<double>(x[lane])};
        }
    }
    return result;
}

template <class V, class Function, class Exact>
worst_case worst_float(Function function, Exact exact, std::uint64_t stride, double smallest_result = 0.0) {
    stride *= thinning;
    std::uint32_t bits = 0u - static_cast<std::uint32_t>(stride);
    auto const next = [&] { return std::bit_cast<float>(bits += static_cast<std::uint32_t>(stride)); };
    return pack_sweep::worst<V>(function, exact, next, 0x1'0000'0000u / stride, smallest_result);
}

/// Doubles in an interval, in [-1, 1], of any magnitude and with any bits, after those at the edges.
template <class V, class Function, class Exact>
worst_case worst_double(Function function, Exact exact, double low, double high, std::uint64_t count,
                        double smallest_result = 0.0) {
    static constexpr double inf = std::numeric_limits<double>::infinity();
    static constexpr double edges[] = {0.0,
                                       -0.0,
                                       inf,
                                       -inf,
                                       std::numeric_limits<double>::quiet_NaN(),
                                       0x1p-1074,
                                       -0x1p-1074,
                                       1.0,
                                       -1.0,
                                       0x1p-1022,
                                       0x1p-1023,
                                       0x1.fffffffffffffp1023,
                                       -0x1.fffffffffffffp1023,
                                       709.782712893384,
                                       710.4758,
                                       709.7827128933841,
                                       -745.13321910194122,
                                       -745.2,
                                       -708.5,
                                       36.8,
                                       -36.8,
                                       0x1p60,
                                       0x1p54,
                                       -0x1.fffffffffffffp-1,
                                       0x1p-54,
                                       0x1p-30,
                                       0.5,
                                       1e300,
                                       -0x1p-1030,
                                       1024.0,
                                       1023.9999999999999,
                                       -1074.0,
                                       -1076.0};
    std::mt19937_64 random(1);
    std::uniform_real_distribution<double> unit(0.0, 1.0);
    std::size_t index = 0;
    auto const next = [&] {
        std::size_t const i = index++;
        if (i < std::size(edges)) return edges[i];
        if (i % 4 == 0) return low + (high - low) * unit(random);
        if (i % 4 == 1) return 2.0 * unit(random) - 1.0;
        if (i % 4 == 2) return std::ldexp(2.0 * unit(random) - 1.0, static_cast<int>(random() % 140) - 70);
        return std::bit_cast<double>(random());
    };
    return pack_sweep::worst<V>(function, exact, next, count / thinning, smallest_result);
}

/// The same for two arguments. Edges in all pairs must give the bits of `by_lane` where these are special, zero or one.
template <class V, class Function, class Exact, class ByLane>
worst_case worst_of_two(Function function, Exact exact, ByLane by_lane, int count) {
    using T = lane_type<V>;
    using limits = std::numeric_limits<T>;
    static constexpr T edges[] = {T(0),
                                  T(-0.0f),
                                  T(1),
                                  T(-1),
                                  T(0.5f),
                                  T(-0.5f),
                                  T(2),
                                  T(3),
                                  T(-3),
                                  T(4),
                                  T(1e9f),
                                  limits::infinity(),
                                  -limits::infinity(),
                                  limits::quiet_NaN(),
                                  limits::max(),
                                  -limits::max(),
                                  limits::min(),
                                  limits::denorm_min(),
                                  -limits::denorm_min()};
    constexpr int edge_count = static_cast<int>(std::size(edges));
    std::mt19937_64 random(2);
    std::uniform_real_distribution<double> unit(-1.0, 1.0);
    worst_case result;
    int const end = count / thinning > edge_count * edge_count ? count / thinning : edge_count * edge_count;
    for (int i = 0; i < end; i += lanes<V>) {
        T x[lanes<V>];
        T y[lanes<V>];
        T got[lanes<V>];
        for (int lane = 0; lane < lanes<V>; ++lane) {
            int const pair = i + lane;
            if (pair < edge_count * edge_count) {
                x[lane] = edges[pair / edge_count];
                y[lane] = edges[pair % edge_count];
            } else {
                int const range = pair % 3 == 0 ? 1 : pair % 3 == 1 ? 20 : limits::max_exponent;
                x[lane] = static_cast<T>(std::ldexp(unit(random), static_cast<int>(range * unit(random))));
                y[lane] = static_cast<T>(std::ldexp(unit(random), static_cast<int>(range * unit(random))));
            }
        }
        tapeless::packs::store<V>(got, function(tapeless::packs::load<V>(x), tapeless::packs::load<V>(y)));
        for (int lane = 0; lane < lanes<V>; ++lane) {
            T const wanted = by_lane(x[lane], y[lane]);
            bool const is_exact = !std::isfinite(wanted) || wanted == 0 || wanted == 1;
            if (is_exact && reference::same(got[lane], wanted)) continue;
            if (std::abs(wanted) < limits::min() && std::abs(got[lane] - wanted) <= limits::denorm_min()) continue;
            double const ulp = error<T>(got[lane], exact(x[lane], y[lane]));
            if (ulp > result.ulp) result = {ulp, static_cast<double>(x[lane])};
        }
    }
    return result;
}

template <class T>
inline constexpr int native = tapeless::native_lanes<T>;

}  // namespace pack_sweep

/// Checks vectors::name for one number, four bytes more and whole registers against `exact`, a generic function object.
#define CHECK_PACKS(name, exact, float_limit, double_limit, low, high, smallest_float, smallest_double)                \
    do {                                                                                                               \
        auto const function = [](auto x) { return tapeless::vectors::name(x); };                                       \
        auto const check = [](char const* real, int width, pack_sweep::worst_case w, double limit) {                   \
            INFO(#name " of " << width << " " << real << ": " << w.ulp << " ULP at " << w.at);                         \
            CHECK(w.ulp <= (limit));                                                                                   \
        };                                                                                                             \
        using tapeless::pack;                                                                                          \
        using pack_sweep::native;                                                                                      \
        check("float", 1, pack_sweep::worst_float<float>(function, exact, 40009, smallest_float), float_limit);        \
        check("float", 4, pack_sweep::worst_float<pack<float, 4>>(function, exact, 40013, smallest_float),             \
              float_limit);                                                                                            \
        check("float", native<float>,                                                                                  \
              pack_sweep::worst_float<pack<float, native<float>>>(function, exact, 8009, smallest_float),              \
              float_limit);                                                                                            \
        check("double", 1, pack_sweep::worst_double<double>(function, exact, low, high, 50000, smallest_double),       \
              double_limit);                                                                                           \
        check("double", 2,                                                                                             \
              pack_sweep::worst_double<pack<double, 2>>(function, exact, low, high, 50000, smallest_double),           \
              double_limit);                                                                                           \
        check("double", native<double>,                                                                                \
              pack_sweep::worst_double<pack<double, native<double>>>(function, exact, low, high, 200000,               \
                                                                     smallest_double),                                 \
              double_limit);                                                                                           \
    } while (false)

/// Every float and many doubles by the widest packs; prints what was seen.
#define REPORT_PACKS(name, exact, low, high, smallest_float, smallest_double)                                          \
    do {                                                                                                               \
        using tapeless::pack;                                                                                          \
        using pack_sweep::native;                                                                                      \
        auto const function = [](auto x) { return tapeless::vectors::name(x); };                                       \
        auto const f = pack_sweep::worst_float<pack<float, native<float>>>(function, exact, 1, smallest_float);        \
        auto const d = pack_sweep::worst_double<pack<double, native<double>>>(function, exact, low, high, 20'000'000,  \
                                                                              smallest_double);                        \
        std::printf("%-9s float %.3f at %a, double %.3f at %a\n", #name, f.ulp, f.at, d.ulp, d.at);                    \
    } while (false)
