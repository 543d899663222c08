// SPDX-License-Identifier: BSL-1.0
// Laws that every function of tensors must keep.
// In: a function and tensors. Out: checks of both modes against each other and against differences, of both orders.
#pragma once

#include "catch.hpp"

#include <tapeless/calculus/tensor_calls.hpp>
#include <tapeless/expression/tensor_sums.hpp>
#include <tapeless/tapeless.hpp>

#include <cmath>
#include <tuple>
#include <vector>

namespace support {

/// Numbers between -1 and 1 without a pattern.
template <int... Dims>
[[nodiscard]] constexpr tapeless::tensor<double, Dims...> drawn_tensor(unsigned seed = 1) {
    tapeless::tensor<double, Dims...> result{};
    unsigned state = 2654435761u * (seed + 1);
    for (double& x : result) {
        state = 1664525u * state + 1013904223u;
        x = static_cast<double>(state >> 8) / 8388608.0 - 1;
    }
    return result;
}

namespace detail {

inline void collect(std::vector<double>& to, double x) { to.push_back(x); }
template <int... Dims>
void collect(std::vector<double>& to, tapeless::tensor<double, Dims...> const& x) {
    to.insert(to.end(), x.begin(), x.end());
}
template <class... X>
void collect(std::vector<double>& to, std::tuple<X...> const& all) {
    std::apply([&to](auto const&... x) { (collect(to, x), ...); }, all);
}
template <class... X>
std::vector<double> numbers(X const&... x) {
    std::vector<double> all;
    (collect(all, x), ...);
    return all;
}

template <class X>
struct drawn_like;
template <>
struct drawn_like<double> {
    static double of(unsigned seed) { return drawn_tensor<1>(seed).values[0]; }
};
template <int... Dims>
struct drawn_like<tapeless::tensor<double, Dims...>> {
    static auto of(unsigned seed) { return drawn_tensor<Dims...>(seed); }
};

template <class X>
X moved(X const& from, X const& by, double step) {
    X x = from;
    for (int i = 0; i < X::size; ++i) x.data()[i] += step * by.data()[i];
    return x;
}

/// The sum of the squares of what F returns: a function whose second derivatives are not zero.
template <class F>
struct sum_of_squares {
    template <class... X>
    constexpr auto operator()(X const&... x) const {
        auto const y = F{}(x...);
        if constexpr (requires { sum(y * y); }) return sum(y * y);
        else return y * y;
    }
};

/// How g changes along dx: central differences of two steps, extrapolated.
template <class G, class... X>
std::vector<double> difference(G const& g, std::tuple<X...> const& x, std::tuple<X...> const& dx) {
    auto const at = [&]<std::size_t... I>(double step, std::index_sequence<I...>) {
        return numbers(g(moved(std::get<I>(x), std::get<I>(dx), step)...));
    };
    constexpr auto all = std::index_sequence_for<X...>{};
    double const step = 1e-3;
    auto result = at(step, all);
    auto const back = at(-step, all);
    auto const near = at(step / 2, all);
    auto const near_back = at(-step / 2, all);
    for (std::size_t i = 0; i < result.size(); ++i)
        result[i] = (4 * (near[i] - near_back[i]) - (result[i] - back[i]) / 2) / (3 * step);
    return result;
}
inline bool agree(std::vector<double> const& a, std::vector<double> const& b, double tolerance) {
    if (a.size() != b.size()) return false;
    double largest = 1;
    for (double const x : a) largest = std::fmax(largest, std::fabs(x));
    for (std::size_t i = 0; i < a.size(); ++i)
        if (!(std::fabs(a[i] - b[i]) <= tolerance * largest)) return false;
    return true;
}
inline double inner_product(std::vector<double> const& a, std::vector<double> const& b) {
    double sum = 0;
    for (std::size_t i = 0; i < a.size(); ++i) sum += a[i] * b[i];
    return sum;
}

}  // namespace detail

/// <w, J v> = <J^T w, v>, and J v and the products of the Hessian of the sum of squares are what differences say.
template <class F, class... X>
void check_tensor_laws(F const& f, X const&... x) {
    auto next = [seed = 0u]() mutable { return ++seed; };
    std::tuple<X...> const dx{detail::drawn_like<X>::of(next())...};
    std::apply(
        [&](X const&... v) {
            auto const pushed = tapeless::jvp(f)(x..., v...);
            auto const weights = detail::drawn_like<decltype(tapeless::value(f)(x...))>::of(1000);
            auto const pulled = tapeless::vjp(f)(x..., weights);
            auto const tangent = detail::numbers(pushed.tangent);
            double const by_push = detail::inner_product(detail::numbers(weights), tangent);
            double const by_pull = detail::inner_product(detail::numbers(pulled.gradient), detail::numbers(v...));
            CHECK(std::fabs(by_push - by_pull) <= 1e-12 * (1 + std::fabs(by_push)));
            CHECK(detail::agree(tangent, detail::difference(tapeless::value(f), {x...}, dx), 1e-9));

            constexpr auto slope = tapeless::gradient(detail::sum_of_squares<F>{});
            CHECK(detail::agree(detail::numbers(tapeless::jvp(slope)(x..., v...).tangent),
                                detail::difference(slope, {x...}, dx), 1e-8));
        },
        dx);
}

/// Whether gradient(f) and hvp(f) of a function with one result are what differences along one direction say.
template <class F, class... X>
[[nodiscard]] bool follows_steps(F const& f, X const&... x) {
    auto next = [seed = 0u]() mutable { return ++seed; };
    std::tuple<X...> const dx{detail::drawn_like<X>::of(next())...};
    return std::apply(
        [&](X const&... v) {
            std::vector<double> const slope{
                detail::inner_product(detail::numbers(tapeless::gradient(f)(x...)), detail::numbers(v...))};
            return detail::agree(slope, detail::difference(tapeless::value(f), {x...}, dx), 1e-9) &&
                   detail::agree(detail::numbers(tapeless::hvp(f)(x..., v...)),
                                 detail::difference(tapeless::gradient(f), {x...}, dx), 1e-8);
        },
        dx);
}

}  // namespace support
