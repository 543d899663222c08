// SPDX-License-Identifier: BSL-1.0
// The cheap gradient principle, proved by the compiler: a gradient costs less than five times its function.
#include "catch.hpp"

#include "../../bench/workloads.hpp"

#include <tapeless/calculus/counts.hpp>
#include <tapeless/calculus/gradient.hpp>
#include <tapeless/expression/functions.hpp>

using tapeless::flop_count;

namespace {

/// Both gradients of f at arguments of the types A, with and without the value.
template <class... A, class F>
constexpr bool is_cheap(F f) {
    return flop_count<A...>(tapeless::gradient(f)) < 5 * flop_count<A...>(f) &&
           flop_count<A...>(tapeless::value_and_gradient(f)) < 5 * flop_count<A...>(f);
}

/// One of the two residuals of bundle adjustment.
template <std::size_t Row>
struct residual {
    template <class T, class U>
    constexpr T operator()(std::array<T, 11> const& camera, std::array<T, 3> const& point, T const& weight,
                           std::array<U, 2> const& feature) const {
        return bench::w5{}(camera, point, weight, feature)[Row];
    }
};

constexpr std::size_t inputs = 4, hidden = 8, outputs = 3;
constexpr std::size_t parameters = (inputs + 1) * hidden + (hidden + 1) * outputs;

struct network_loss {
    template <class T>
    constexpr T operator()(std::array<T, parameters> const& w, std::array<T, inputs> const& x,
                           std::array<T, outputs> const& wanted) const {
        std::size_t next = 0;
        std::array<T, hidden> units{};
        for (T& unit : units) {
            unit = w[next++];
            for (T const& input : x) unit += w[next++] * input;
            unit = tanh(unit);
        }
        T loss = 0;
        for (T const& target : wanted) {
            T output = w[next++];
            for (T const& unit : units) output += w[next++] * unit;
            loss += square(output - target);
        }
        return loss;
    }
};

}  // namespace

TEST_CASE("gradients of the measured functions cost less than five times the functions") {
    static_assert(is_cheap<double, double, double>(bench::w1{}));
    static_assert(is_cheap<std::array<double, 10>>(bench::w2{}));
    static_assert(is_cheap<std::array<double, 100>>(bench::w2{}));
    static_assert(
        is_cheap<std::array<double, 11>, std::array<double, 3>, double, std::array<double, 2>>(residual<0>{}));
    static_assert(
        is_cheap<std::array<double, 11>, std::array<double, 3>, double, std::array<double, 2>>(residual<1>{}));
    static_assert(is_cheap<double, double, double, double, double>(bench::w6{}));
    SUCCEED();
}

TEST_CASE("the gradient of a network by its parameters costs less than five times the loss") {
    static_assert(is_cheap<std::array<double, parameters>, std::array<double, inputs>, std::array<double, outputs>>(
        network_loss{}));
    SUCCEED();
}

TEST_CASE("counts that follow from the formula") {
    // 100 (y - x^2)^2 + (1 - x)^2, 9 times: four sums and differences and four products, but the first term is not
    // added to anything
    static_assert(flop_count<std::array<double, 10>>(bench::w2{}).total == 9 * 8 - 1);
    static_assert(flop_count<std::array<double, 100>>(bench::w2{}).total == 99 * 8 - 1);
    // A product and a sum for each weight that is not a bias, 8 calls of tanh; a difference, a square, a sum an output
    using arguments = std::array<double, parameters>;
    constexpr auto counted =
        flop_count<arguments, std::array<double, inputs>, std::array<double, outputs>>(network_loss{});
    static_assert(counted.transcendental == hidden);
    static_assert(counted.multiplications == inputs * hidden + hidden * outputs + outputs);
    static_assert(counted.additions == inputs * hidden + hidden * outputs + outputs + outputs - 1);
    SUCCEED();
}
