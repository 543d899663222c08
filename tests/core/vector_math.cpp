// SPDX-License-Identifier: BSL-1.0
#include <tapeless/core/vector_math.hpp>

#include "catch.hpp"
#include "core/ulp.hpp"

#include <random>

namespace math = tapeless::math;
namespace packs = tapeless::packs;
using reference::same;

namespace {

/// Whether a function of packs gives the bits that the function of one number gives, for any bits and all halves.
template <class V, class Function>
bool agrees_by_lanes(Function function) {
    using T = tapeless::lane_type<V>;
    using U = std::conditional_t<sizeof(T) == 4, std::uint32_t, std::uint64_t>;
    std::mt19937_64 random(7);
    for (int i = 0; i < 20000; ++i) {
        T x[tapeless::lanes<V>];
        T y[tapeless::lanes<V>];
        for (int lane = 0; lane < tapeless::lanes<V>; ++lane) {
            auto const bits = random();
            x[lane] = bits % 3 == 0 ? static_cast<T>(static_cast<int>(bits >> 40) % 100) / 2 - 25
                                    : std::bit_cast<T>(static_cast<U>(bits >> (64 - 8 * sizeof(T))));
            if (bits % 3 == 1) x[lane] = std::fmod(x[lane], T(1e7));
        }
        packs::store<V>(y, function(packs::load<V>(x)));
        for (int lane = 0; lane < tapeless::lanes<V>; ++lane)
            if (!same(y[lane], static_cast<T>(function(x[lane])))) {
                INFO(x[lane]);
                CHECK(false);
                return false;
            }
    }
    return true;
}

template <class V>
tapeless::lane_type<V> last(V x) {
    if constexpr (tapeless::lanes<V> == 1) return x;
    else return x[tapeless::lanes<V> - 1];
}

}  // namespace

TEMPLATE_TEST_CASE("vector math: exact functions by lanes", "[core]", (tapeless::pack<float, 4>),
                   (tapeless::pack<double, 2>), (tapeless::pack<float, tapeless::native_lanes<float>>),
                   (tapeless::pack<double, tapeless::native_lanes<double>>)) {
    using V = TestType;
    CHECK(agrees_by_lanes<V>([](auto x) { return math::abs(x); }));
    CHECK(agrees_by_lanes<V>([](auto x) { return math::sqrt(x); }));
    CHECK(agrees_by_lanes<V>([](auto x) { return math::trunc(x); }));
    CHECK(agrees_by_lanes<V>([](auto x) { return math::floor(x); }));
    CHECK(agrees_by_lanes<V>([](auto x) { return math::ceil(x); }));
    CHECK(agrees_by_lanes<V>([](auto x) { return math::round(x); }));
    CHECK(agrees_by_lanes<V>([](auto x) { return math::copysign(x * x, x); }));
    CHECK(agrees_by_lanes<V>([](auto x) { return packs::flip_sign(x * x, x); }));
    CHECK(agrees_by_lanes<V>([](auto x) { return packs::at_least(packs::at_most(x, 3), -2); }));
    if constexpr (packs::has_fused<V>) CHECK(agrees_by_lanes<V>([](auto x) { return packs::fused(x, x, -(x * x)); }));
}

TEMPLATE_TEST_CASE("vector math: conditions", "[core]", (tapeless::pack<float, 4>), (tapeless::pack<double, 2>),
                   (tapeless::pack<float, tapeless::native_lanes<float>>),
                   (tapeless::pack<double, tapeless::native_lanes<double>>)) {
    using V = TestType;
    V const zero{};
    for (int lane = 0; lane < tapeless::lanes<V>; ++lane) {
        V x{};
        if constexpr (tapeless::lanes<V> == 1) x = 1;
        else x[lane] = 1;
        CHECK(packs::any<V>(x > zero));
        CHECK_FALSE(packs::any<V>(packs::both(x > zero, x < zero)));
        CHECK(packs::any<V>(packs::either(x > zero, x < zero)));
        CHECK(packs::any<V>(packs::contrary(x > zero)) == (tapeless::lanes<V> > 1));
    }
    CHECK_FALSE(packs::any<V>(zero > zero));
    CHECK(same(last(packs::choose_computed<V>(zero == zero, zero - 1, zero)), tapeless::lane_type<V>(-1)));
}

TEMPLATE_TEST_CASE("vector math: every name takes packs", "[core]",
                   (tapeless::pack<float, tapeless::native_lanes<float>>),
                   (tapeless::pack<double, tapeless::native_lanes<double>>)) {
    using V = TestType;
    using T = tapeless::lane_type<V>;
    T const half = T(0.5);
    V const x = packs::splat<V>(half);
    auto const near_to = [](T a, T b) {
        return std::abs(a - b) <= 4 * std::numeric_limits<T>::epsilon() * std::abs(b);
    };
    CHECK(near_to(last(math::asin(x)), math::asin(half)));
    CHECK(near_to(last(math::acos(x)), math::acos(half)));
    CHECK(near_to(last(math::atan(x)), math::atan(half)));
    CHECK(near_to(last(math::asinh(x)), math::asinh(half)));
    CHECK(near_to(last(math::acosh(x + 1)), math::acosh(half + 1)));
    CHECK(near_to(last(math::atanh(x)), math::atanh(half)));
    CHECK(near_to(last(math::cbrt(x)), math::cbrt(half)));
    CHECK(near_to(last(math::pow(x, x)), math::pow(half, half)));
    CHECK(near_to(last(math::atan2(x, x + 1)), math::atan2(half, half + 1)));
    CHECK(near_to(last(math::hypot(x, x + 1)), math::hypot(half, half + 1)));
    CHECK(near_to(last(math::sincos(x).sin), math::sin(half)));
    CHECK(near_to(last(math::sincos(x).cos), math::cos(half)));
    CHECK(near_to(last(math::tan(x)), math::tan(half)));
}
