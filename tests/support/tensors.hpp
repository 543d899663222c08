// SPDX-License-Identifier: BSL-1.0
// Comparing tensors, and derivatives of functions of one tensor by finite differences.
// In: tensors, functions of them. Out: whether they agree.
#pragma once

#include "support/loaded.hpp"

#include <tapeless/calculus/products.hpp>
#include <tapeless/calculus/tensor_calls.hpp>

#include <cmath>

namespace support {

template <class T, int... Dims>
[[nodiscard]] tapeless::tensor<T, Dims...> loaded(tapeless::tensor<T, Dims...> const& x) {
    tapeless::tensor<T, Dims...> result{};
    for (int i = 0; i < x.size; ++i) result.values[i] = loaded<T>(static_cast<double>(x.values[i]));
    return result;
}

/// Every number within `tolerance` times its magnitude, of at least 1.
template <class T, class U, int... Dims>
[[nodiscard]] constexpr bool near(tapeless::tensor<T, Dims...> const& x, tapeless::tensor<U, Dims...> const& y,
                                  double tolerance) {
    for (int i = 0; i < x.size; ++i) {
        double const p = static_cast<double>(x.values[i]);
        double const q = static_cast<double>(y.values[i]);
        double const error = p < q ? q - p : p - q;
        double const magnitude = q < 0 ? -q : q;
        if (p != q && !(error <= tolerance * (magnitude < 1 ? 1 : magnitude))) return false;
    }
    return true;
}

/// (f(x + step * e_i) - f(x - step * e_i)) / (2 * step) for every i.
template <class F, int... Dims>
[[nodiscard]] tapeless::tensor<double, Dims...> differences(F const& f, tapeless::tensor<double, Dims...> const& at) {
    tapeless::tensor<double, Dims...> x = at;
    tapeless::tensor<double, Dims...> slopes{};
    double const step = 1e-5;
    for (int i = 0; i < x.size; ++i) {
        double const middle = x.values[i];
        x.values[i] = middle + step;
        double const above = f(x);
        x.values[i] = middle - step;
        slopes.values[i] = (above - f(x)) / (2 * step);
        x.values[i] = middle;
    }
    return slopes;
}

/// Whether gradient and product of Hessian and direction are those of finite differences.
template <class F, int... Dims>
[[nodiscard]] bool has_right_derivatives(F const& f, tapeless::tensor<double, Dims...> const& x) {
    auto const gradient = tapeless::gradient(f);
    if (!near(gradient(x), differences(tapeless::value(f), x), 1e-7)) return false;
    tapeless::tensor<double, Dims...> direction{};
    tapeless::tensor<double, Dims...> above = x;
    tapeless::tensor<double, Dims...> below = x;
    double const step = 1e-5;
    for (int i = 0; i < x.size; ++i) {
        direction.values[i] = 0.3 + 0.2 * (i % 3) - 0.1 * i;
        above.values[i] += step * direction.values[i];
        below.values[i] -= step * direction.values[i];
    }
    auto slope = gradient(above);
    auto const slope_below = gradient(below);
    for (int i = 0; i < x.size; ++i) slope.values[i] = (slope.values[i] - slope_below.values[i]) / (2 * step);
    return near(tapeless::jvp(gradient)(x, direction).tangent, slope, 1e-7);
}

}  // namespace support
