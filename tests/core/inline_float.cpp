// SPDX-License-Identifier: BSL-1.0
#include <tapeless/core/activation.hpp>
#include <tapeless/core/hyperbolic.hpp>
#include <tapeless/core/inline_float.hpp>

#include "catch.hpp"
#include "core/ulp.hpp"

namespace elementary = tapeless::elementary;
namespace inline_float = tapeless::elementary::inline_float;
using reference::same;

namespace {

constexpr float inf = __builtin_inff();
constexpr float quiet_nan = __builtin_nanf("");

/// The largest error over every 2^10-th float against the double function.
template <typename Function, typename Exact>
double sweep(Function function, Exact exact) {
    double worst = 0.0;
    for (std::uint64_t b = 0; b < 0x1'0000'0000u; b += 1u << 10) {
        auto const x = std::bit_cast<float>(static_cast<std::uint32_t>(b));
        if (!std::isfinite(x)) continue;
        double const wanted = exact(static_cast<double>(x));
        float const nearest = static_cast<float>(wanted);
        float const got = function(x);
        if (same(got, nearest)) continue;
        if (!std::isfinite(nearest) || !std::isfinite(got)) return std::numeric_limits<double>::infinity();
        double const unit =
            static_cast<double>(std::nextafter(std::abs(nearest), 2.0f * std::abs(nearest))) - std::abs(nearest);
        worst = std::max(worst, std::abs(static_cast<double>(got) - wanted) / unit);
    }
    return worst;
}

}  // namespace

TEST_CASE("inline float: special values", "[core]") {
    CHECK(same(inline_float::exp(inf), inf));
    CHECK(same(inline_float::exp(-inf), 0.0f));
    CHECK(same(inline_float::exp(0.0f), 1.0f));
    CHECK(std::isnan(inline_float::exp(quiet_nan)));
    CHECK(same(inline_float::expm1(inf), inf));
    CHECK(same(inline_float::expm1(-inf), -1.0f));
    CHECK(same(inline_float::expm1(-0.0f), -0.0f));
    CHECK(std::isnan(inline_float::expm1(quiet_nan)));
    CHECK(same(inline_float::tanh(inf), 1.0f));
    CHECK(same(inline_float::tanh(-inf), -1.0f));
    CHECK(same(inline_float::tanh(-0.0f), -0.0f));
    CHECK(std::isnan(inline_float::tanh(quiet_nan)));
    CHECK(same(inline_float::sigmoid(inf), 1.0f));
    CHECK(same(inline_float::sigmoid(-inf), 0.0f));
    CHECK(std::isnan(inline_float::sigmoid(quiet_nan)));
}

TEST_CASE("inline float: stated maximum errors", "[core]") {
    CHECK_ULP(inline_float, exp, float, 0.78);
    CHECK_ULP(inline_float, expm1, float, 1.45);
    CHECK_ULP(inline_float, tanh, float, 1.3);
    CHECK_ULP(inline_float, sigmoid, float, 1.75);
}

TEST_CASE("inline float: every 1024th float", "[core]") {
    CHECK(sweep([](float x) { return inline_float::exp(x); }, [](double x) { return std::exp(x); }) <= 0.8);
    CHECK(sweep([](float x) { return inline_float::expm1(x); }, [](double x) { return std::expm1(x); }) <= 1.45);
    CHECK(sweep([](float x) { return inline_float::tanh(x); }, [](double x) { return std::tanh(x); }) <= 1.3);
    CHECK(sweep([](float x) { return inline_float::sigmoid(x); }, [](double x) { return elementary::sigmoid(x); }) <=
          1.8);
}
