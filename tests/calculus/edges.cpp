// SPDX-License-Identifier: BSL-1.0
// The conventions for functions of arrays and for losses, and the edges at which other tools are known to be wrong.
// Those of single operations stand in differentiate/kinks.cpp.
#include "catch.hpp"
#include "support/close.hpp"
#include "support/loaded.hpp"

#include <tapeless/calculus/hessian.hpp>
#include <tapeless/calculus/taylor.hpp>
#include <tapeless/expression/reductions.hpp>

using support::infinity;
using support::loaded;
using support::not_a_number;
using tapeless::derivative;
using tapeless::gradient;
using tapeless::hessian;
using tapeless::hvp;
using tapeless::jacobian;
using tapeless::jvp;
using tapeless::value;

namespace {

template <std::size_t N>
using numbers = std::array<double, N>;

template <class T, std::size_t N>
constexpr bool same(std::array<T, N> const& x, numbers<N> const& y) {
    bool all = true;
    for (std::size_t i = 0; i < N; ++i)
        all = all && support::close(x[i], static_cast<T>(y[i]), sizeof(T) == 4 ? 1e-6 : 1e-14);
    return all;
}

/// Value, reverse mode, forward mode along each axis, and a Jacobian, whose first row is this function.
template <class T, std::size_t N, class F>
constexpr bool is(F f, std::array<T, N> const& x, double expected_value, numbers<N> const& slopes) {
    constexpr auto tall = [](auto const& a) {
        std::array<std::remove_cvref_t<decltype(a[0])>, N + 1> rows{F{}(a)};
        for (std::size_t i = 0; i < N; ++i) rows[i + 1] = a[i];
        return rows;
    };
    std::array<T, N> forward{};
    for (std::size_t i = 0; i < N; ++i) {
        std::array<T, N> axis{};
        axis[i] = 1;
        bool alone = true;  // 0 times an infinite slope by another axis is NaN
        for (std::size_t k = 0; k < N; ++k) alone = alone && (k == i || support::is_finite(slopes[k]));
        forward[i] = alone ? jvp(f)(x, axis).tangent : static_cast<T>(slopes[i]);
    }
    return same(std::array{value(f)(x)}, {expected_value}) && same(gradient(f)(x), slopes) && same(forward, slopes) &&
           same(jacobian(tall)(x)[0], slopes);
}

template <class T, std::size_t N>
constexpr std::array<T, N> as(numbers<N> const& x) {
    std::array<T, N> result{};
    for (std::size_t i = 0; i < N; ++i) result[i] = static_cast<T>(x[i]);
    return result;
}

// In constant expressions and at run time, for double and float: CHECK_IS(f, x, value, slopes).
#define CHECK_IS(f, x, ...)                                                                                            \
    do {                                                                                                               \
        static_assert(is(f, as<double>(x), __VA_ARGS__));                                                              \
        static_assert(is(f, as<float>(x), __VA_ARGS__));                                                               \
        CHECK(is(f, loaded(as<double>(x)), __VA_ARGS__));                                                              \
        CHECK(is(f, loaded(as<float>(x)), __VA_ARGS__));                                                               \
    } while (false)

constexpr double log_2 = 0.693147180559945309417;

}  // namespace

TEST_CASE("reductions split a tie evenly") {
    constexpr auto most = [](auto const& x) { return max(x); };
    constexpr auto least = [](auto const& x) { return min(x); };
    CHECK_IS(most, (numbers<3>{2, 2, 2}), 2, {1.0 / 3, 1.0 / 3, 1.0 / 3});
    CHECK_IS(most, (numbers<3>{2, 1, 2}), 2, {0.5, 0, 0.5});
    CHECK_IS(least, (numbers<3>{2, 1, 1}), 1, {0, 0.5, 0.5});
    CHECK_IS(least, (numbers<3>{0, 3, 4}), 0, {1, 0, 0});
}

TEST_CASE("norm at the origin and where squares leave the range") {
    constexpr auto f = [](auto const& x) { return norm(x); };
    CHECK_IS(f, (numbers<2>{0, 0}), 0, {0, 0});
    CHECK_IS(f, (numbers<2>{3, -4}), 5, {0.6, -0.8});
    CHECK_IS(f, (numbers<2>{3e30, 4e30}), 5e30, {0.6, 0.8});
    CHECK_IS(f, (numbers<2>{3e-30, 4e-30}), 5e-30, {0.6, 0.8});
}

TEST_CASE("hypot where squares overflow") {
    constexpr auto f = [](auto const& x) { return hypot(x[0], x[1]); };
    CHECK_IS(f, (numbers<2>{0, 0}), 0, {0, 0});
    CHECK_IS(f, (numbers<2>{3e30, -4e30}), 5e30, {0.6, -0.8});
    static_assert(
        is(f, numbers<2>{1e200, 1e200}, 1.41421356237309504880e200, {0.707106781186547524, 0.707106781186547524}));
}

TEST_CASE("xlogy is 0 at 0") {
    constexpr auto f = [](auto const& x) { return xlogy(x[0], x[1]); };
    CHECK_IS(f, (numbers<2>{0, 2}), 0, {log_2, 0});
    CHECK_IS(f, (numbers<2>{0, 0}), 0, {-infinity, 0});
    CHECK_IS(f, (numbers<2>{3, 2}), 3 * log_2, {log_2, 1.5});
    constexpr auto entropy = [](auto const& x) { return xlogy(x[0], x[0]); };
    CHECK_IS(entropy, (numbers<1>{0}), 0, {-infinity});
    CHECK_IS(entropy, (numbers<1>{1}), 0, {1});
}

TEST_CASE("logsumexp neither overflows nor leaves 0 / 0") {
    constexpr auto f = [](auto const& x) { return logsumexp(x); };
    CHECK_IS(f, (numbers<2>{1000, 1000}), 1000 + log_2, {0.5, 0.5});
    CHECK_IS(f, (numbers<2>{-1000, -1000}), -1000 + log_2, {0.5, 0.5});
    CHECK_IS(f, (numbers<2>{1000, -1000}), 1000, {1, 0});
    CHECK_IS(f, (numbers<2>{-infinity, 3}), 3, {0, 1});
    CHECK_IS(f, (numbers<2>{-infinity, -infinity}), -infinity, {0, 0});
    static_assert(gradient(f)(numbers<2>{0, log_2})[1] > 0.66666666666666);
}

TEST_CASE("cross entropy from logits has the gradient p - y") {
    constexpr auto loss = [](auto const& z) {  // the class is the second of three
        return -log_softmax(z)[1];
    };
    CHECK_IS(loss, (numbers<3>{0, 0, 0}), 1.09861228866810969140, {1.0 / 3, -2.0 / 3, 1.0 / 3});
    CHECK_IS(loss, (numbers<3>{1000, 0, -1000}), 1000, {1, -1, 0});
    CHECK_IS(loss, (numbers<3>{-1000, 1000, -1000}), 0, {0, 0, 0});

    constexpr auto soft = [](auto const& z) {  // labels that are probabilities
        auto const l = log_softmax(z);
        return -(0.25 * l[0] + 0.75 * l[1]);
    };
    CHECK_IS(soft, (numbers<2>{5, 5}), log_2, {0.25, -0.25});
    CHECK_IS(soft, (numbers<2>{1000, -1000}), 1500, {0.75, -0.75});
}

TEST_CASE("binary cross entropy from a logit has the gradient sigmoid(z) - y") {
    constexpr auto loss = [](auto const& z) { return softplus(z[0]) - 0.25 * z[0]; };
    CHECK_IS(loss, (numbers<1>{0}), log_2, {0.25});
    CHECK_IS(loss, (numbers<1>{1000}), 750, {0.75});
    CHECK_IS(loss, (numbers<1>{-1000}), 250, {-0.25});
    constexpr auto sure = [](auto const& z) { return softplus(z[0]) - z[0]; };
    CHECK_IS(sure, (numbers<1>{1000}), 0, {0});
}

TEST_CASE("second derivatives at kinks and where functions saturate", "") {
    constexpr auto squared = [](auto x) { return pow(x, 2); };
    constexpr auto logistic = [](auto x) { return sigmoid(x); };
    constexpr auto soft = [](auto x) { return softplus(x); };
    constexpr auto tangent = [](auto x) { return tanh(x); };
    constexpr auto absolute = [](auto x) { return abs(x); };
    constexpr auto second = [](auto f, double x) {
        return std::array{derivative<2>(f)(x), hessian(f)(x), hvp(f)(x, 1.0)};
    };
    static_assert(second(squared, 0) == numbers<3>{2, 2, 2});
    CHECK(second(squared, loaded<double>(0)) == numbers<3>{2, 2, 2});
    static_assert(second(absolute, 0) == numbers<3>{0, 0, 0});
    for (double const x : {1000.0, -1000.0}) {
        CHECK(second(logistic, loaded<double>(x)) == numbers<3>{0, 0, 0});
        CHECK(second(soft, loaded<double>(x)) == numbers<3>{0, 0, 0});
        CHECK(second(tangent, loaded<double>(x)) == numbers<3>{0, 0, 0});
    }
}

// Each of these is wrong in a published tool.
TEST_CASE("known elsewhere: pow(x, 0) at 0 has a derivative, which is 0") {
    constexpr auto fixed = [](auto const& x) { return pow(x[0], 0); };
    CHECK_IS(fixed, (numbers<1>{0}), 1, {0});
    constexpr auto varying = [](auto const& x) { return pow(x[0], x[1]); };
    CHECK_IS(varying, (numbers<2>{0, 0}), 1, {0, 0});
}

TEST_CASE("known elsewhere: both modes split a tie of max alike") {
    constexpr auto f = [](auto const& x) { return max(x[0], x[1]); };
    CHECK_IS(f, (numbers<2>{2, 2}), 2, {0.5, 0.5});
}

TEST_CASE("known elsewhere: tanh(1000) is a number") {
    constexpr auto f = [](auto const& x) { return tanh(x[0]); };
    CHECK_IS(f, (numbers<1>{1000}), 1, {0});
    CHECK_IS(f, (numbers<1>{-1000}), -1, {0});
}

TEST_CASE("known elsewhere: sqrt at 0 and acos at 1 give infinity, not NaN") {
    constexpr auto root = [](auto const& x) { return sqrt(x[0]); };
    constexpr auto angle = [](auto const& x) { return acos(x[0]); };
    CHECK_IS(root, (numbers<1>{0}), 0, {infinity});
    CHECK_IS(angle, (numbers<1>{1}), 0, {-infinity});
    constexpr auto length = [](auto const& x) { return sqrt(x[0] * x[0]); };
    CHECK_IS(length, (numbers<1>{0}), 0, {0});
}

TEST_CASE("known elsewhere: a choice leaks no NaN from the side that is not taken") {
    constexpr auto root = [](auto const& x) { return select(x[0] > 0, sqrt(x[0]), 0); };
    CHECK_IS(root, (numbers<1>{0}), 0, {0});
    CHECK_IS(root, (numbers<1>{-1}), 0, {0});
    constexpr auto safe = [](auto const& x) { return select(x[1] == 0, 0, x[0] / x[1]); };
    CHECK_IS(safe, (numbers<2>{3, 0}), 0, {0, 0});
    CHECK_IS(safe, (numbers<2>{0, 0}), 0, {0, 0});
    constexpr auto logarithm = [](auto const& x) { return select(x[0] > 0, x[0] * log(x[0]), 0); };
    CHECK_IS(logarithm, (numbers<1>{0}), 0, {0});
}
