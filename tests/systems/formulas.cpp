// SPDX-License-Identifier: BSL-1.0
// W1 and W6 as formulas: the bits and the operations of the traced functions.
#include "catch.hpp"

#include "../../bench/workloads.hpp"

#include <tapeless/calculus/counts.hpp>
#include <tapeless/formula.hpp>

#include <bit>
#include <cstdint>

using namespace tapeless;
using namespace tapeless::literals;

namespace {

constexpr auto x = variable<"x">;
constexpr auto y = variable<"y">;
constexpr auto z = variable<"z">;
constexpr auto w1 = sin(x * y) + exp(z) * x / y + log(x * x + y * y + z * z);

constexpr auto spot = variable<"spot">;
constexpr auto strike = variable<"strike">;
constexpr auto rate = variable<"rate">;
constexpr auto volatility = variable<"volatility">;
constexpr auto time_left = variable<"time_left">;
constexpr auto normal_cdf = [](auto d) { return erfc(d * constant<-0.70710678118654752440>) * 0.5_c; };
constexpr auto spread = volatility * sqrt(time_left);
constexpr auto d1 = (log(spot / strike) + (rate + volatility * volatility * 0.5_c) * time_left) / spread;
constexpr auto w6 = spot * normal_cdf(d1) - strike * exp(-rate * time_left) * normal_cdf(d1 - spread);

/// W6 in the order in which the formula has it: by which derivatives add their parts. The arguments are alphabetical,
/// and what is divided by comes after what is divided.
constexpr auto traced_cdf = [](auto d) { return erfc(d * -0.70710678118654752440) * 0.5; };
constexpr auto traced_w6 = [](auto r, auto s, auto k, auto t, auto v) {
    auto const above = log(s / k) + (r + v * v * 0.5) * t;
    auto const below = v * sqrt(t);
    auto const first = above / below;
    return s * traced_cdf(first) - k * exp(-r * t) * traced_cdf(first - below);
};

template <class T>
bool same_bits(T a, T b) {
    using bits = std::conditional_t<sizeof(T) == 4, std::uint32_t, std::uint64_t>;
    return std::bit_cast<bits>(a) == std::bit_cast<bits>(b);
}

/// A number between 0.5 and 1.5 that the compiler does not know.
double next_number() {
    static std::uint64_t state = 1;
    state = state * 6364136223846793005u + 1442695040888963407u;
    return 0.5 + static_cast<double>(state >> 11) * 0x1p-53;
}

}  // namespace

TEST_CASE("W1 as a formula has the operations of the traced function") {
    STATIC_REQUIRE(flop_count<double, double, double>(w1) == flop_count<double, double, double>(bench::w1{}));
    STATIC_REQUIRE(flop_count<double, double, double>(gradient(w1)) ==
                   flop_count<double, double, double>(gradient(bench::w1{})));
}

TEMPLATE_TEST_CASE("W1 as a formula gives the bits of the traced function", "", float, double) {
    for (int i = 0; i < 200; ++i) {
        auto const a = static_cast<TestType>(next_number());
        auto const b = static_cast<TestType>(next_number());
        auto const c = static_cast<TestType>(next_number());
        REQUIRE(same_bits(w1(x = a, y = b, z = c), value(bench::w1{})(a, b, c)));
        auto const by_name = gradient(w1)(z = c, y = b, x = a);
        auto const traced = gradient(bench::w1{})(a, b, c);
        REQUIRE(
            (same_bits(by_name[x], traced[0]) && same_bits(by_name[y], traced[1]) && same_bits(by_name[z], traced[2])));
        auto const both = value_and_gradient(w1)(x = a, y = b, z = c);
        auto const traced_both = value_and_gradient(bench::w1{})(a, b, c);
        REQUIRE(same_bits(both.value, traced_both.value));
        REQUIRE((same_bits(both.gradient[x], traced_both.gradient[0]) &&
                 same_bits(both.gradient[y], traced_both.gradient[1]) &&
                 same_bits(both.gradient[z], traced_both.gradient[2])));
    }
}

TEMPLATE_TEST_CASE("W6 as a formula gives the bits of the traced function", "", float, double) {
    for (int i = 0; i < 200; ++i) {
        auto const s = static_cast<TestType>(100 * next_number());
        auto const k = static_cast<TestType>(105 * next_number());
        auto const r = static_cast<TestType>(0.03 * next_number());
        auto const v = static_cast<TestType>(0.25 * next_number());
        auto const t = static_cast<TestType>(0.75 * next_number());
        auto const formula_value = w6(spot = s, strike = k, rate = r, volatility = v, time_left = t);
        REQUIRE(same_bits(formula_value, value(bench::w6{})(s, k, r, v, t)));
        auto const by_name = gradient(w6)(spot = s, strike = k, rate = r, volatility = v, time_left = t);
        auto const traced = gradient(traced_w6)(r, s, k, t, v);
        REQUIRE(same_bits(by_name[spot], traced[1]));
        REQUIRE(same_bits(by_name[strike], traced[2]));
        REQUIRE(same_bits(by_name[rate], traced[0]));
        REQUIRE(same_bits(by_name[time_left], traced[3]));
        REQUIRE(same_bits(by_name[volatility], traced[4]));
        auto const both = value_and_gradient(w6)(spot = s, strike = k, rate = r, volatility = v, time_left = t);
        auto const traced_both = value_and_gradient(traced_w6)(r, s, k, t, v);
        REQUIRE(
            (same_bits(both.value, traced_both.value) && same_bits(both.gradient[time_left], traced_both.gradient[3])));
    }
}

TEST_CASE("W6 as a formula has the operations of the traced function") {
    STATIC_REQUIRE(flop_count<double, double, double, double, double>(w6) ==
                   flop_count<double, double, double, double, double>(bench::w6{}));
    STATIC_REQUIRE(flop_count<double, double, double, double, double>(gradient(w6)) ==
                   flop_count<double, double, double, double, double>(gradient(bench::w6{})));
}
