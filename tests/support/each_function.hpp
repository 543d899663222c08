// SPDX-License-Identifier: BSL-1.0
// All functions of numbers that go through tensors number by number.
// In: nothing. Out: a function of a tensor or number with all of their results.
#pragma once

#include <tapeless/expression/tensor_functions.hpp>

#include <tuple>

namespace support {

/// Every function, at arguments between -1 and 1.
inline constexpr int function_count = 34;
inline constexpr auto all_functions = [](auto const& x) {
    using namespace tapeless;
    auto const y = square(x) + 0.25;  // positive
    return std::tuple{abs(x),       fabs(x),  sqrt(y),  cbrt(x),   exp(x),     exp2(x),         expm1(x),
                      log(y),       log2(y),  log10(y), log1p(x),  sin(x),     cos(x),          tan(x),
                      asin(x),      acos(x),  atan(x),  sinh(x),   cosh(x),    tanh(x),         asinh(x),
                      acosh(y + 1), atanh(x), erf(x),   erfc(x),   sigmoid(x), softplus(x),     sign(x),
                      floor(x),     ceil(x),  round(x), square(x), relu(x),    stop_gradient(x)};
};

}  // namespace support
