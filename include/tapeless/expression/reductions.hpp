// SPDX-License-Identifier: BSL-1.0
// Functions of whole arrays: extremes, norms and sums of exponentials that neither overflow nor lose their derivatives.
// In: a std::array of traced or plain numbers. Out: one number, or an array of the same length.
#pragma once

#include <tapeless/expression/functions.hpp>

#include <array>

namespace tapeless {

namespace detail {

template <class T>
concept scalar_argument = std::same_as<T, traced> || std::floating_point<T>;

/// The extreme entry, whose derivative is shared evenly by all entries that equal it.
template <class T, std::size_t N>
constexpr T evenly_shared(T extreme, std::array<T, N> const& x) {
    if constexpr (std::same_as<T, traced>) {
        traced ties = 0;
        for (traced entry : x) ties += select(entry == extreme, 1, 0);
        traced const value = stop_gradient(extreme);
        extreme = value;
        for (traced entry : x) extreme = with_slope(extreme, entry, select(entry == value, 1 / ties, 0));
    }
    return extreme;
}

/// The largest entry as a constant, or 0 if it is infinite: what may be subtracted before exp.
template <class T, std::size_t N>
constexpr T exponential_shift(std::array<T, N> const& x) {
    T most = x[0];
    for (std::size_t i = 1; i < N; ++i) most = select(most < x[i], x[i], most);
    return stop_gradient(select(abs(most) == elementary::detail::infinity, T(0), most));
}

}  // namespace detail

/// x * log(y), and 0 where x is 0.
///
/// Derivative  log(y) and x / y: at (0, 0) minus infinity and 0
template <detail::scalar_argument T>
[[nodiscard]] constexpr T xlogy(T x, std::type_identity_t<T> y) {
    if constexpr (std::same_as<T, traced>) {
        traced const product = select(x == 0, 0, x * log(y));
        traced const by_x = with_slope(stop_gradient(product), x, log(y));
        return with_slope(by_x, y, select(x == 0 && y == 0, 0, x / y));
    } else return x == 0 ? T(0) : x * log(y);  // 0 * log(0) is no constant expression
}

/// The largest entry of an array. Derivative: shared evenly by the entries that are largest.
template <detail::scalar_argument T, std::size_t N>
[[nodiscard]] constexpr T max(std::array<T, N> const& x) {
    static_assert(N > 0, "max(x) requires an array x with at least one entry");
    T most = x[0];
    for (std::size_t i = 1; i < N; ++i) most = max(most, x[i]);
    return detail::evenly_shared(most, x);
}

/// The smallest entry of an array. Derivative: shared evenly by the entries that are smallest.
template <detail::scalar_argument T, std::size_t N>
[[nodiscard]] constexpr T min(std::array<T, N> const& x) {
    static_assert(N > 0, "min(x) requires an array x with at least one entry");
    T least = x[0];
    for (std::size_t i = 1; i < N; ++i) least = min(least, x[i]);
    return detail::evenly_shared(least, x);
}

/// The Euclidean norm sqrt(sum_i x_i^2).
///
/// Derivative  x_i / norm, 0 where all are 0
/// Numerics    scaled by the largest entry: overflows only where the norm itself does
template <detail::scalar_argument T, std::size_t N>
[[nodiscard]] constexpr T norm(std::array<T, N> const& x) {
    static_assert(N > 0, "norm(x) requires an array x with at least one entry");
    if constexpr (N == 1) return abs(x[0]);
    T most = abs(x[0]);
    for (std::size_t i = 1; i < N; ++i) most = select(most < abs(x[i]), abs(x[i]), most);
    T const scale = stop_gradient(select(most == 0 || most == elementary::detail::infinity, T(1), most));
    T sum = square(x[0] / scale);
    for (std::size_t i = 1; i < N; ++i) sum += square(x[i] / scale);
    return select(most == 0, T(0), scale * sqrt(sum));
}

/// log(sum_i exp(x_i)).
///
/// Derivative  softmax(x); 0 where all entries are minus infinity
/// Numerics    the largest entry is subtracted first: no overflow, no loss for large negative entries
template <detail::scalar_argument T, std::size_t N>
[[nodiscard]] constexpr T logsumexp(std::array<T, N> const& x) {
    static_assert(N > 0, "logsumexp(x) requires an array x with at least one entry");
    T const shift = detail::exponential_shift(x);
    T sum = exp(x[0] - shift);
    for (std::size_t i = 1; i < N; ++i) sum += exp(x[i] - shift);
    return select(sum == 0, T(-elementary::detail::infinity), shift + log(sum));
}

/// exp(x_i) / sum_k exp(x_k), without overflow.
template <detail::scalar_argument T, std::size_t N>
[[nodiscard]] constexpr std::array<T, N> softmax(std::array<T, N> const& x) {
    static_assert(N > 0, "softmax(x) requires an array x with at least one entry");
    T const shift = detail::exponential_shift(x);
    std::array<T, N> result{};
    T sum = 0;
    for (std::size_t i = 0; i < N; ++i) sum += result[i] = exp(x[i] - shift);
    for (T& entry : result) entry /= sum;
    return result;
}

/// x_i - logsumexp(x): the logarithms of softmax(x), exact where that underflows.
template <detail::scalar_argument T, std::size_t N>
[[nodiscard]] constexpr std::array<T, N> log_softmax(std::array<T, N> const& x) {
    static_assert(N > 0, "log_softmax(x) requires an array x with at least one entry");
    T const shift = detail::exponential_shift(x);
    T sum = exp(x[0] - shift);
    for (std::size_t i = 1; i < N; ++i) sum += exp(x[i] - shift);
    T const log_sum = log(sum);
    std::array<T, N> result{};
    for (std::size_t i = 0; i < N; ++i) result[i] = x[i] - shift - log_sum;
    return result;
}

}  // namespace tapeless
