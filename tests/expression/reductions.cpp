// SPDX-License-Identifier: BSL-1.0
// Functions of whole arrays: values against plain formulas, derivatives against closed forms and finite differences.
#include "catch.hpp"
#include "support/close.hpp"
#include "support/loaded.hpp"

#include <tapeless/calculus/hessian.hpp>
#include <tapeless/expression/reductions.hpp>

#include <cmath>

using support::close;
using support::infinity;
using support::loaded;
using support::not_a_number;
using tapeless::gradient;
using tapeless::hessian;
using tapeless::jacobian;
using tapeless::value;

namespace {

using three = std::array<double, 3>;
using two = std::array<double, 2>;

// A std::array of plain numbers does not lead to the library by itself.
using tapeless::log_softmax, tapeless::logsumexp, tapeless::softmax;
using tapeless::max, tapeless::min, tapeless::norm, tapeless::xlogy;

constexpr auto most = [](auto const& x) { return max(x); };
constexpr auto least = [](auto const& x) { return min(x); };
constexpr auto length = [](auto const& x) { return norm(x); };
constexpr auto soft_most = [](auto const& x) { return logsumexp(x); };
constexpr auto shares = [](auto const& x) { return softmax(x); };
constexpr auto log_shares = [](auto const& x) { return log_softmax(x); };
constexpr auto product = [](auto const& x) { return xlogy(x[0], x[1]); };

/// Points without ties.
constexpr three points[] = {{0.5, -1.25, 2}, {-3, -0.5, -7}, {1, 2, 3}, {40, 41, -20}};

/// The gradient by central differences of the function on plain numbers.
template <class F, std::size_t N>
std::array<double, N> differences(F f, std::array<double, N> x) {
    std::array<double, N> slopes{};
    double const step = 1e-5;
    for (std::size_t i = 0; i < N; ++i) {
        double const middle = x[i];
        x[i] = middle + step;
        double const above = f(x);
        x[i] = middle - step;
        double const below = f(x);
        x[i] = middle;
        slopes[i] = (above - below) / (2 * step);
    }
    return slopes;
}

template <std::size_t N>
bool near(std::array<double, N> const& x, std::array<double, N> const& y) {
    for (std::size_t i = 0; i < N; ++i)
        if (std::fabs(x[i] - y[i]) > 1e-8) return false;
    return true;
}

/// By the definition, which overflows for large entries.
three plain_softmax(three const& x) {
    double const sum = std::exp(x[0]) + std::exp(x[1]) + std::exp(x[2]);
    return {std::exp(x[0]) / sum, std::exp(x[1]) / sum, std::exp(x[2]) / sum};
}

}  // namespace

TEST_CASE("values are those of the plain formulas, traced and on plain numbers") {
    for (three const& point : points) {
        three const x = loaded(point);
        CAPTURE(x[0], x[1], x[2]);
        double const largest = std::fmax(std::fmax(x[0], x[1]), x[2]);
        double const smallest = std::fmin(std::fmin(x[0], x[1]), x[2]);
        double const root = std::sqrt(x[0] * x[0] + x[1] * x[1] + x[2] * x[2]);
        double const log_sum = std::log(std::exp(x[0]) + std::exp(x[1]) + std::exp(x[2]));
        three const p = plain_softmax(x);
        three const log_p{x[0] - log_sum, x[1] - log_sum, x[2] - log_sum};
        CHECK(most(x) == largest);
        CHECK(value(most)(x) == largest);
        CHECK(least(x) == smallest);
        CHECK(value(least)(x) == smallest);
        CHECK(close(length(x), root, 1e-15));
        CHECK(close(value(length)(x), root, 1e-15));
        CHECK(close(soft_most(x), log_sum, 1e-14));
        CHECK(close(value(soft_most)(x), log_sum, 1e-14));
        CHECK(close(shares(x), p, 1e-13));
        CHECK(close(value(shares)(x), p, 1e-13));
        CHECK(close(log_shares(x), log_p, 1e-13));
        CHECK(close(value(log_shares)(x), log_p, 1e-13));
    }
}

TEST_CASE("gradients are finite differences") {
    for (three const& point : points) {
        three const x = loaded(point);
        CAPTURE(x[0], x[1], x[2]);
        CHECK(near(gradient(most)(x), differences(most, x)));
        CHECK(near(gradient(least)(x), differences(least, x)));
        CHECK(near(gradient(length)(x), differences(length, x)));
        CHECK(near(gradient(soft_most)(x), differences(soft_most, x)));
        three const p = plain_softmax(x);
        CHECK(close(gradient(soft_most)(x), p, 1e-13));
        auto const by_x = jacobian(shares)(x);
        auto const by_x_of_log = jacobian(log_shares)(x);
        for (std::size_t i = 0; i < 3; ++i) {
            CHECK(near(by_x[i], differences([i](three const& y) { return softmax(y)[i]; }, x)));
            CHECK(near(by_x_of_log[i], differences([i](three const& y) { return log_softmax(y)[i]; }, x)));
        }
    }
    two const x = loaded(two{1.5, 0.75});
    CHECK(near(gradient(product)(x), differences(product, x)));
    CHECK(close(gradient(product)(x), two{std::log(0.75), 2}, 1e-15));
}

TEST_CASE("the Hessian of logsumexp is diag(p) - p p^T") {
    for (three const& point : points) {
        three const x = loaded(point);
        three const p = plain_softmax(x);
        auto const h = hessian(soft_most)(x);
        for (std::size_t i = 0; i < 3; ++i)
            for (std::size_t k = 0; k < 3; ++k)
                CHECK(h[i][k] == Catch::Approx((i == k ? p[i] : 0) - p[i] * p[k]).margin(1e-15));
    }
}

TEST_CASE("the Hessian of norm is (1 - u u^T) / norm") {
    for (three const& point : points) {
        three const x = loaded(point);
        double const n = length(x);
        auto const h = hessian(length)(x);
        for (std::size_t i = 0; i < 3; ++i)
            for (std::size_t k = 0; k < 3; ++k)
                CHECK(h[i][k] == Catch::Approx((i == k ? 1 / n : 0) - x[i] * x[k] / (n * n * n)).margin(1e-15));
    }
    CHECK(hessian(length)(loaded(two{0, 0})) == std::array<two, 2>{});
}

TEST_CASE("ties are shared evenly") {
    CHECK(close(gradient(most)(loaded(three{4, 4, 4})), three{1.0 / 3, 1.0 / 3, 1.0 / 3}, 1e-15));
    CHECK(gradient(most)(loaded(three{4, -4, 4})) == three{0.5, 0, 0.5});
    CHECK(gradient(least)(loaded(three{4, -4, -4})) == three{0, 0.5, 0.5});
    CHECK(gradient(least)(loaded(three{0.0, -0.0, 1})) == three{0.5, 0.5, 0});
    constexpr auto scaled = [](auto const& x) { return 3 * max(x) + x[0]; };
    static_assert(gradient(scaled)(two{1, 1}) == two{2.5, 1.5});
    CHECK(hessian(most)(loaded(two{1, 1})) == std::array<two, 2>{});
}

TEST_CASE("numbers of extreme size") {
    CHECK(close(value(length)(loaded(two{3e300, 4e300})), 5e300, 1e-15));
    CHECK(close(value(length)(loaded(two{3e-300, 4e-300})), 5e-300, 1e-15));
    CHECK(close(gradient(length)(loaded(two{3e300, -4e300})), two{0.6, -0.8}, 1e-15));
    CHECK(close(gradient(length)(loaded(two{3e-300, 4e-300})), two{0.6, 0.8}, 1e-15));
    CHECK(close(gradient(length)(loaded(two{1e300, 1e-300})), two{1, 0}, 1e-15));
    CHECK(value(soft_most)(loaded(two{1e300, 1e-300})) == 1e300);
    CHECK(gradient(soft_most)(loaded(two{1e300, -1e300})) == two{1, 0});
    CHECK(value(shares)(loaded(two{-1e300, 1e300})) == two{0, 1});
    CHECK(value(log_shares)(loaded(two{-1e300, 1e300})) == two{-2e300, 0});
    CHECK(value(log_shares)(loaded(two{-800, 0})) == two{-800, 0});
    CHECK(close(value(product)(loaded(two{1e-300, 1e300})), 1e-300 * std::log(1e300), 1e-15));
    CHECK(value(product)(loaded(two{1e300, 1})) == 0);
}

TEST_CASE("infinities") {
    CHECK(value(most)(loaded(two{infinity, 1})) == infinity);
    CHECK(gradient(most)(loaded(two{infinity, 1})) == two{1, 0});
    CHECK(gradient(most)(loaded(two{-infinity, -infinity})) == two{0.5, 0.5});
    CHECK(gradient(least)(loaded(two{-infinity, 1})) == two{1, 0});
    CHECK(value(length)(loaded(two{-infinity, 1})) == infinity);
    CHECK(value(soft_most)(loaded(two{infinity, 1})) == infinity);
    CHECK(value(soft_most)(loaded(two{-infinity, 1})) == 1);
    CHECK(gradient(soft_most)(loaded(two{-infinity, 1})) == two{0, 1});
    CHECK(value(soft_most)(loaded(two{-infinity, -infinity})) == -infinity);
    CHECK(gradient(soft_most)(loaded(two{-infinity, -infinity})) == two{0, 0});
    CHECK(value(shares)(loaded(two{-infinity, 1})) == two{0, 1});
    CHECK(value(log_shares)(loaded(two{-infinity, 1})) == two{-infinity, 0});
    CHECK(value(product)(loaded(two{0, infinity})) == 0);
    CHECK(value(product)(loaded(two{0, -1})) == 0);
    CHECK(value(product)(loaded(two{1, 0})) == -infinity);
    CHECK(gradient(product)(loaded(two{0, 0})) == two{-infinity, 0});
}

TEST_CASE("one entry") {
    using one = std::array<double, 1>;
    CHECK(gradient(most)(loaded(one{-2})) == one{1});
    CHECK(value(length)(loaded(one{-2})) == 2);
    CHECK(gradient(length)(loaded(one{-2})) == one{-1});
    CHECK(gradient(length)(loaded(one{0})) == one{0});
    CHECK(value(soft_most)(loaded(one{-2})) == -2);
    CHECK(gradient(soft_most)(loaded(one{-2})) == one{1});
    CHECK(value(shares)(loaded(one{1000})) == one{1});
    CHECK(gradient([](auto const& x) { return softmax(x)[0]; })(loaded(one{5})) == one{0});
}

TEST_CASE("plain numbers, double and float, and constant expressions", "") {
    using floats = std::array<float, 2>;
    static_assert(std::is_same_v<decltype(tapeless::max(floats{})), float>);
    static_assert(std::is_same_v<decltype(tapeless::norm(floats{})), float>);
    static_assert(std::is_same_v<decltype(tapeless::logsumexp(floats{})), float>);
    static_assert(std::is_same_v<decltype(tapeless::softmax(floats{})), floats>);
    static_assert(std::is_same_v<decltype(tapeless::log_softmax(floats{})), floats>);
    static_assert(std::is_same_v<decltype(tapeless::xlogy(1.0f, 2)), float>);
    static_assert(std::is_same_v<decltype(value(length)(floats{})), float>);
    static_assert(most(floats{1, 2}) == 2 && least(floats{1, 2}) == 1 && length(floats{3, 4}) == 5);
    static_assert(most(two{1, 2}) == 2 && least(two{1, 2}) == 1 && length(two{3, 4}) == 5);
    static_assert(length(two{0, 0}) == 0 && length(two{infinity, 1}) == infinity);
    static_assert(close(length(floats{3e30f, 4e30f}), 5e30f, 1e-6));
    static_assert(close(soft_most(floats{90, 90}), 90.693147f, 1e-6));
    static_assert(close(soft_most(two{1000, 1000}), 1000.693147180559945, 1e-14));
    static_assert(soft_most(two{-infinity, -infinity}) == -infinity);
    static_assert(close(shares(floats{100, 100}), floats{0.5f, 0.5f}, 1e-6));
    static_assert(log_shares(two{1000, -1000}) == two{0, -2000});
    static_assert(tapeless::xlogy(0.0, 0.0) == 0 && tapeless::xlogy(0.0f, 0.0f) == 0 && tapeless::xlogy(2.0, 1.0) == 0);
    static_assert(gradient(most)(three{2, 2, 1}) == three{0.5, 0.5, 0});
    static_assert(close(gradient(length)(two{3, 4}), two{0.6, 0.8}, 1e-15));
    static_assert(close(gradient(soft_most)(floats{100, 100}), floats{0.5f, 0.5f}, 1e-6));
    CHECK(close(gradient(soft_most)(loaded(floats{1e30f, -1e30f})), floats{1, 0}, 1e-6));
    CHECK(close(value(length)(loaded(floats{3e-30f, 4e-30f})), 5e-30f, 1e-6));
}

TEST_CASE("NaN stays NaN in norms and sums of exponentials", "") {
    CHECK(std::isnan(value(length)(loaded(two{not_a_number, 1}))));
    CHECK(std::isnan(value(length)(loaded(two{1, not_a_number}))));
    CHECK(std::isnan(value(soft_most)(loaded(two{1, not_a_number}))));
    CHECK(std::isnan(value(soft_most)(loaded(two{not_a_number, 1}))));
    CHECK(std::isnan(value(product)(loaded(two{1, not_a_number}))));
}
