// SPDX-License-Identifier: BSL-1.0
#include "catch.hpp"
#include "support/close.hpp"

#include <tapeless/calculus/custom.hpp>
#include <tapeless/calculus/external.hpp>
#include <tapeless/calculus/gradient.hpp>
#include <tapeless/calculus/inspect.hpp>
#include <tapeless/calculus/node_values.hpp>
#include <tapeless/expression/cond.hpp>
#include <tapeless/expression/functions.hpp>

#include <cmath>

using support::close;
using tapeless::op;

namespace {

template <class F, class... X>
constexpr auto values_of(F, X... x) {
    double const inputs[] = {x..., 0};
    return tapeless::find_node_values<typename tapeless::inspected<F, X...>::marked_graph_type>(inputs);
}

/// The adjoints of the inputs are the gradient, and the result has the value.
template <class F, class... X>
constexpr bool agrees(F f, X... x) {
    auto const& g = tapeless::inspected<F, X...>::marked_graph_type::value;
    auto const at = values_of(f, x...);
    auto const [value, gradient] = tapeless::value_and_gradient(f)(x...);
    std::array<double, sizeof...(X)> wanted{};
    if constexpr (sizeof...(X) == 1) wanted[0] = gradient;
    else wanted = gradient;
    bool same = close(at.value[g.outputs[0]], value) && at.adjoint[g.outputs[0]] == 1;
    for (int i = 0; i < g.size; ++i)
        if (g.nodes[i].operation == op::input)
            same = same && close(at.adjoint[i], wanted[static_cast<std::size_t>(g.nodes[i].a)]);
    return same;
}

/// The first node with an operation.
template <class Graph>
constexpr int find(Graph const& g, op operation) {
    int i = 0;
    while (i < g.size && g.nodes[i].operation != operation) ++i;
    return i;
}

}  // namespace

TEST_CASE("every node has the value and the adjoint that follow from its operands and users") {
    constexpr auto f = [](auto x, auto y) { return sin(x * y) * 3 + x; };
    constexpr auto const& g = tapeless::inspected<decltype(f), double, double>::marked_graph_type::value;
    constexpr auto at = values_of(f, 0.5, 2.0);
    constexpr int product = find(g, op::mul);  // x * y comes first
    constexpr int sine = find(g, op::sin);
    static_assert(at.value[product] == 1 && close(at.value[sine], 0.8414709848078965066525));
    static_assert(at.adjoint[sine] == 3 && close(at.adjoint[product], 3 * 0.5403023058681397174009));
    static_assert(close(at.adjoint[find(g, op::input)], 1 + 2 * 3 * 0.5403023058681397174009));
    static_assert(at.reached[sine] && !at.reached[find(g, op::constant)]);
    auto const now = values_of(f, 0.5, 2.0);
    CHECK(close(now.adjoint[product], at.adjoint[product]));
}

TEST_CASE("adjoints of the inputs are the gradient") {
    static_assert(agrees([](auto x) { return x * x * x; }, 2.0));
    static_assert(agrees([](auto x, auto y) { return exp(x) / y - log(x * x + y * y); }, 0.7, -1.3));
    static_assert(agrees([](auto x, auto y, auto z) { return pow(x, y) + atan2(y, z) * hypot(x, z); }, 1.5, 0.3, 2.0));
    static_assert(agrees([](auto x) { return tanh(sigmoid(x) - softplus(-x)) + sqrt(abs(x)); }, -0.4));
    static_assert(agrees([](auto x, auto y) { return max(x, y) * min(x, 3) + x - y; }, 2.0, 2.0));  // a tie
    static_assert(agrees([](auto x, auto y) { return x + y; }, 1.0, 2.0));
    CHECK(agrees([](auto x, auto y) { return erf(x) * cbrt(y) + expm1(x * y); }, 0.3, 5.0));
}

TEST_CASE("a side that is not taken passes nothing on") {
    constexpr auto f = [](auto x) { return select(x > 0, log(x), x * 2); };
    static_assert(agrees(f, -1.0) && agrees(f, 3.0));
    constexpr auto root = [](auto x) { return max(sqrt(x), x + 1); };
    static_assert(agrees(root, 0.0));  // the slope of the root is infinite there
    constexpr auto branch = [](auto x, auto y) {
        return tapeless::cond(
            x < y, [](auto a, auto b) { return sqrt(b - a); }, [](auto a, auto b) { return a * b; }, x, y);
    };
    static_assert(agrees(branch, 1.0, 3.0) && agrees(branch, 3.0, 1.0) && agrees(branch, 1.0, 1.0));
    SUCCEED();
}

namespace {

std::array<double, 2> polar(double radius, double angle) {
    return {radius * std::cos(angle), radius * std::sin(angle)};
}
std::array<double, 2> by_radius(double, double angle) { return {std::cos(angle), std::sin(angle)}; }
std::array<double, 2> by_angle(double radius, double angle) {
    return {-radius * std::sin(angle), radius * std::cos(angle)};
}

}  // namespace

TEST_CASE("markers and stated slopes count") {
    static_assert(agrees([](auto x) { return stop_gradient(x) * x; }, 3.0));
    constexpr auto stated = tapeless::custom_jvp([](auto y) { return y * y; }, [](auto, auto dy) { return dy * 7; });
    static_assert(agrees([](auto x) { return decltype(stated){}(x)*x; }, 3.0));
    CHECK(agrees(
        [](auto r, auto a) {
            auto const p = tapeless::external<polar, by_radius, by_angle>(r, a * 2);
            return p[1] * p[0] + r;
        },
        1.5, 0.4));
}

TEST_CASE("a call without derivative gives its value, and NaN for what goes into it") {
    constexpr auto f = [](auto x, auto y) { return tapeless::external<polar>(x, x)[1] * 2 + y; };
    auto const& g = tapeless::inspected<decltype(f), double, double>::marked_graph_type::value;
    auto const at = values_of(f, 1.5, 1.0);
    CHECK(at.value[g.outputs[0]] == Approx(3 * std::sin(1.5) + 1));
    for (int i = 0; i < g.size; ++i)
        if (g.nodes[i].operation == op::input) CHECK((at.adjoint[i] == 1) == (g.nodes[i].a == 1));
}

TEST_CASE("adjoints are those of the wanted result") {
    constexpr auto f = [](auto x, auto y) { return std::array{x * 2, exp(y)}; };
    using graph_type = tapeless::inspected<decltype(f), double, double>::marked_graph_type;
    constexpr auto const& g = graph_type::value;
    constexpr double inputs[] = {1, 0};
    constexpr auto first = tapeless::find_node_values<graph_type>(inputs);
    constexpr auto second = tapeless::find_node_values<graph_type>(inputs, 1);
    static_assert(first.adjoint[g.outputs[0]] == 1 && !first.reached[g.outputs[1]]);
    static_assert(second.adjoint[g.outputs[1]] == 1 && !second.reached[g.outputs[0]]);
    SUCCEED();
}
