// SPDX-License-Identifier: BSL-1.0
#include <tapeless/core/pack.hpp>

#include "catch.hpp"

#include <cmath>
#include <utility>

using tapeless::lanes;
using tapeless::pack;
namespace packs = tapeless::packs;

namespace {

/// Loads, stores, fills and sums the first Count lanes, between numbers that must stay as they are.
template <class V, int Count>
bool tail_is_right() {
    using T = tapeless::lane_type<V>;
    constexpr int n = lanes<V>;
    T from[static_cast<unsigned>(n) + 4];
    T to[static_cast<unsigned>(n) + 4];
    for (int i = 0; i < n + 4; ++i) {
        from[i] = static_cast<T>(i + 1);
        to[i] = -1;
    }
    V const x = packs::load<V, Count>(from + 1);
    packs::store<V, Count>(to + 2, x);
    T sum = 0;
    for (int i = 0; i < n + 4; ++i) {
        bool const written = i >= 2 && i < 2 + Count;
        if (to[i] != (written ? from[i - 1] : T(-1))) return false;
        sum += written ? from[i - 1] : T(0);
    }
    T all[static_cast<unsigned>(n)];
    packs::store<V>(all, x);
    for (int i = Count; i < n; ++i)
        if (all[i] != 0) return false;
    V const filled = packs::first<Count>(packs::splat<V>(3), T(2));
    constexpr int two = n > 1 ? 2 : 1;
    V const apart = packs::gather<V, two>(from + 1, 2);
    return packs::sum(x) == sum && packs::sum(filled) == static_cast<T>(3 * Count + 2 * (n - Count)) &&
           packs::sum(apart) == (n > 1 ? from[1] + from[3] : from[1]);
}
template <class V, int... I>
bool tails_are_right(std::integer_sequence<int, I...>) {
    return (tail_is_right<V, I + 1>() && ...);
}

}  // namespace

TEMPLATE_TEST_CASE("packs: every tail of every width", "[core]", float, double) {
    using T = TestType;
    CHECK(tails_are_right<T>(std::make_integer_sequence<int, 1>{}));
    if constexpr (tapeless::native_lanes<T> >= 2)
        CHECK(tails_are_right<pack<T, 2>>(std::make_integer_sequence<int, 2>{}));
    if constexpr (tapeless::native_lanes<T> >= 4)
        CHECK(tails_are_right<pack<T, 4>>(std::make_integer_sequence<int, 4>{}));
    if constexpr (tapeless::native_lanes<T> >= 8)
        CHECK(tails_are_right<pack<T, 8>>(std::make_integer_sequence<int, 8>{}));
    if constexpr (tapeless::native_lanes<T> >= 16)
        CHECK(tails_are_right<pack<T, 16>>(std::make_integer_sequence<int, 16>{}));
}

TEMPLATE_TEST_CASE("packs: operators, choices, bits and conversions", "[core]", float, double) {
    using T = TestType;
    using V = pack<T, tapeless::native_lanes<T>>;
    T numbers[static_cast<unsigned>(lanes<V>)];
    for (int i = 0; i < lanes<V>; ++i) numbers[i] = static_cast<T>(i - 1);
    V const x = packs::load<V>(numbers);
    V const larger = packs::choose<V>(x < V{}, packs::splat<V>(T(0.5)), packs::mul_add<V>(x, x, x));
    using integers = tapeless::pack_of_integers<V>;
    V const back = packs::convert<V>(packs::convert<integers>(x));
    V const same = packs::reinterpret<V>(packs::reinterpret<tapeless::pack_of_bits<V>>(x));
    T result[4][static_cast<unsigned>(lanes<V>)];
    packs::store<V>(result[0], larger);
    packs::store<V>(result[1], back);
    packs::store<V>(result[2], same);
    packs::store<V>(result[3], packs::splat<V>(T(-0.0)));
    for (int i = 0; i < lanes<V>; ++i) {
        T const one = numbers[i];
        CHECK(result[0][i] == (one < 0 ? T(0.5) : one * one + one));
        CHECK(result[1][i] == one);
        CHECK(result[2][i] == one);
        CHECK(std::signbit(result[3][i]));
    }
}
