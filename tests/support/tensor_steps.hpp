// SPDX-License-Identifier: BSL-1.0
// Functions of tensors beside small steps of their arguments.
// In: a function with one result, and tensors. Out: whether gradient and second derivatives are what differences say.
#pragma once

#include <tapeless/calculus/hessian.hpp>
#include <tapeless/core/tensor.hpp>

#include <cmath>
#include <cstddef>
#include <tuple>
#include <utility>

namespace support {

/// The same tensor, of numbers that the compiler does not know.
template <class T, int... Dims>
[[nodiscard]] tapeless::tensor<T, Dims...> loaded(tapeless::tensor<T, Dims...> x) {
    for (T& entry : x) {
        T volatile const memory = entry;
        entry = memory;
    }
    return x;
}

/// Numbers between -1 and 1 without a pattern.
template <int... Dims>
[[nodiscard]] constexpr tapeless::tensor<double, Dims...> scattered(unsigned seed = 1) {
    tapeless::tensor<double, Dims...> result{};
    for (double& x : result) {
        seed = (seed * 181u + 67u) % 1021u;
        x = static_cast<double>(seed) / 510.5 - 1;
    }
    return result;
}

namespace detail {

template <class X>
constexpr auto as_tuple(X const& gradient) {
    if constexpr (requires { gradient.data(); }) return std::tuple(gradient);
    else return gradient;
}
template <class X>
constexpr double inner(X const& a, X const& b) {
    double sum = 0;
    for (int i = 0; i < X::size; ++i) sum += a.values[i] * b.values[i];
    return sum;
}
template <class... X>
constexpr double inner(std::tuple<X...> const& a, std::tuple<X...> const& b) {
    return [&]<std::size_t... I>(std::index_sequence<I...>) { return (inner(std::get<I>(a), std::get<I>(b)) + ...); }
    (std::index_sequence_for<X...>{});
}
template <class X>
constexpr X moved(X x, X const& along, double step) {
    for (int i = 0; i < X::size; ++i) x.values[i] += step * along.values[i];
    return x;
}
template <class G>
double central_difference(G const& g) {
    double const h = 1e-3;
    return (8 * (g(h / 2) - g(-h / 2)) - (g(h) - g(-h))) / (6 * h);
}

}  // namespace detail

/// Whether gradient(f) and hvp(f) are what central differences say, along one direction and another.
template <class F, class... X>
[[nodiscard]] bool follows_steps(F const& f, X const&... x) {
    std::tuple<X...> along{x...};
    std::tuple<X...> across{x...};
    unsigned seed = 5;
    auto const draw = [&seed](auto& t) {
        for (double& each : t) {
            seed = (seed * 181u + 67u) % 1021u;
            each = static_cast<double>(seed) / 510.5 - 1;
        }
    };
    std::apply([&](auto&... t) { (draw(t), ...); }, along);
    std::apply([&](auto&... t) { (draw(t), ...); }, across);
    auto const at = [&](auto const& g, double step) {
        return std::apply([&](auto const&... v) { return g(detail::moved(x, v, step)...); }, along);
    };
    auto const slope = detail::as_tuple(tapeless::gradient(f)(x...));
    auto const product =
        detail::as_tuple(std::apply([&](auto const&... v) { return tapeless::hvp(f)(x..., v...); }, along));
    double const by_steps = detail::central_difference([&](double step) { return at(tapeless::value(f), step); });
    double const second_by_steps = detail::central_difference(
        [&](double step) { return detail::inner(detail::as_tuple(at(tapeless::gradient(f), step)), across); });
    double const first = detail::inner(slope, along);
    double const second = detail::inner(product, across);
    return std::fabs(first - by_steps) <= 1e-9 * (1 + std::fabs(first)) &&
           std::fabs(second - second_by_steps) <= 1e-9 * (1 + std::fabs(second));
}

}  // namespace support
