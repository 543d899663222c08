// SPDX-License-Identifier: BSL-1.0
#include <tapeless/core/vector_exponential.hpp>

#include "catch.hpp"
#include "core/pack_sweep.hpp"

namespace vectors = tapeless::vectors;
using reference::same;

namespace {

constexpr float inf = __builtin_inff();
constexpr float quiet_nan = __builtin_nanf("");

constexpr auto exact_exp = [](auto x) { return std::exp(x); };
constexpr auto exact_exp2 = [](auto x) { return std::exp2(x); };
constexpr auto exact_expm1 = [](auto x) { return std::expm1(x); };
constexpr auto exact_tanh = [](auto x) { return std::tanh(x); };
constexpr auto exact_sigmoid = [](auto x) { return x < 0 ? std::exp(x) / (1 + std::exp(x)) : 1 / (1 + std::exp(-x)); };

/// The same in every lane.
template <class V, class Function>
bool gives(Function function, tapeless::lane_type<V> x, tapeless::lane_type<V> wanted) {
    V const y = function(tapeless::packs::splat<V>(x));
    if constexpr (tapeless::lanes<V> == 1) return same(y, wanted);
    else {
        for (int i = 0; i < tapeless::lanes<V>; ++i)
            if (!same(static_cast<tapeless::lane_type<V>>(y[i]), wanted)) return false;
        return true;
    }
}

}  // namespace

TEMPLATE_TEST_CASE("vector exponential: special values", "[core]", float, double, (tapeless::pack<float, 4>),
                   (tapeless::pack<double, 2>), (tapeless::pack<float, tapeless::native_lanes<float>>),
                   (tapeless::pack<double, tapeless::native_lanes<double>>)) {
    using V = TestType;
    auto const exp = [](V x) { return vectors::exp(x); };
    auto const exp2 = [](V x) { return vectors::exp2(x); };
    auto const expm1 = [](V x) { return vectors::expm1(x); };
    auto const tanh = [](V x) { return vectors::tanh(x); };
    auto const sigmoid = [](V x) { return vectors::sigmoid(x); };
    CHECK(gives<V>(exp, inf, inf));
    CHECK(gives<V>(exp, -inf, 0.0f));
    CHECK(gives<V>(exp, 0.0f, 1.0f));
    CHECK(gives<V>(exp, quiet_nan, quiet_nan));
    CHECK(gives<V>(exp2, inf, inf));
    CHECK(gives<V>(exp2, -inf, 0.0f));
    CHECK(gives<V>(exp2, 10.0f, 1024.0f));
    CHECK(gives<V>(exp2, quiet_nan, quiet_nan));
    CHECK(gives<V>(expm1, inf, inf));
    CHECK(gives<V>(expm1, -inf, -1.0f));
    CHECK(gives<V>(expm1, -0.0f, -0.0f));
    CHECK(gives<V>(expm1, quiet_nan, quiet_nan));
    CHECK(gives<V>(tanh, inf, 1.0f));
    CHECK(gives<V>(tanh, -inf, -1.0f));
    CHECK(gives<V>(tanh, -0.0f, -0.0f));
    CHECK(gives<V>(tanh, quiet_nan, quiet_nan));
    CHECK(gives<V>(sigmoid, inf, 1.0f));
    CHECK(gives<V>(sigmoid, -inf, 0.0f));
    CHECK(gives<V>(sigmoid, quiet_nan, quiet_nan));
}

TEST_CASE("vector exponential: stated maximum errors", "[core]") {
    CHECK_PACKS(exp, exact_exp, 1.05, 1.1, -750, 720, 0, 0);
    CHECK_PACKS(exp2, exact_exp2, 1.5, 1.75, -1080, 1030, 0, 0);
    CHECK_PACKS(expm1, exact_expm1, 1.25, 1.4, -45, 720, 0, 0);
    CHECK_PACKS(tanh, exact_tanh, 1.35, 1.55, -25, 25, 0, 0);
    CHECK_PACKS(sigmoid, exact_sigmoid, 1.6, 1.6, -750, 60, 0, 0);
}

TEST_CASE("vector exponential: every float", "[.long]") {
    REPORT_PACKS(exp, exact_exp, -750, 720, 0, 0);
    REPORT_PACKS(exp2, exact_exp2, -1080, 1030, 0, 0);
    REPORT_PACKS(expm1, exact_expm1, -45, 720, 0, 0);
    REPORT_PACKS(tanh, exact_tanh, -25, 25, 0, 0);
    REPORT_PACKS(sigmoid, exact_sigmoid, -750, 60, 0, 0);
}
