// SPDX-License-Identifier: BSL-1.0
// In: the exponential and logarithm cores. Out: sigmoid and softplus, stable at both ends.
#pragma once

#include <tapeless/core/exponential.hpp>

namespace tapeless::elementary {

/// 1 / (1 + e^-x).
///
/// Numerics    at most 0.51 ULP, 0.75 where the result is subnormal; sigmoid(-1000) = 0
[[nodiscard]] constexpr double sigmoid(double x) noexcept {
    if (x != x) return x;
    if (x < -40.0) return exp(x);
    if (x > 40.0) return 1.0;
    const detail::scaled e = detail::exponential(detail::double_double{-x, 0.0});
    const detail::double_double power = detail::scaled_by(e.significand, detail::two_to(e.exponent));
    return (detail::double_double{1.0, 0.0} / (power + 1.0)).hi;
}
[[nodiscard]] constexpr float sigmoid(float x) noexcept {
    if (x != x) return x;
    return x > 20.0f ? 1.0f : x < -40.0f ? exp(x) : detail::narrow(1.0 / (1.0 + plain::exp(-static_cast<double>(x))));
}

/// log(1 + e^x) = max(x, 0) + log1p(e^-|x|).
///
/// Numerics    at most 0.51 ULP, 0.75 where the result is subnormal; softplus(-1000) = 0, softplus(1000) = 1000
[[nodiscard]] constexpr double softplus(double x) noexcept {
    if (x > 40.0 || x != x) return x;
    if (x < -40.0) return exp(x);
    const detail::scaled e = detail::exponential(detail::double_double{-abs(x), 0.0});
    const detail::double_double power = detail::scaled_by(e.significand, detail::two_to(e.exponent));
    if (x < -20.0) return (power * detail::two_sum(1.0, -0.5 * power.hi)).hi;  // the next term is below 2^-59
    const detail::double_double sum = detail::natural_logarithm(power + 1.0);
    return x > 0.0 ? (sum + x).hi : sum.hi;
}
[[nodiscard]] constexpr float softplus(float x) noexcept {
    if (x > 20.0f || x != x) return x;
    if (x < -30.0f) return exp(x);
    const double power = plain::exp(-static_cast<double>(abs(x)));
    const detail::double_double one_more = detail::two_sum(1.0, power);
    return detail::narrow((x > 0.0f ? static_cast<double>(x) : 0.0) + plain::log(one_more.hi, one_more.lo));
}

}  // namespace tapeless::elementary
