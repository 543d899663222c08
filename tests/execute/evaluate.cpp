// SPDX-License-Identifier: BSL-1.0
#include "catch.hpp"
#include "support/close.hpp"
#include "support/graphs.hpp"

#include <tapeless/calculus/jacobian.hpp>

using support::close;
using tapeless::gradient;
using tapeless::value;

namespace {

/// Uses arithmetic, pairs, selections, fused products and constants.
constexpr auto mixed = [](auto x, auto y) {
    auto const s = sin(x) * y - cos(x) * x;
    auto const e = erf(y) + exp(-y * y) * x;
    return select(x < y && !(y < 0), s * e + 2.5, s - x * e) + max(s, e) / (1 + hypot(x, y));
};

/// The graph that a verb compiles, interpreted node by node.
template <class Verb, class F>
std::vector<double> interpreted(F, std::vector<double> const& inputs) {
    using tapeless::structure::scalar;
    constexpr auto const& g = tapeless::detail::transformed<Verb, F, scalar, scalar>::value;
    return support::interpret({{g.nodes, g.nodes + g.size}, {g.outputs, g.outputs + g.view().output_count}, 2}, inputs);
}

}  // namespace

TEST_CASE("compiled programs agree with their graphs") {
    using value_verb = tapeless::detail::value_verb;
    using gradient_verb = tapeless::detail::gradient_verb<true>;
    for (double const x : {-1.5, -0.25, 0.5, 2.0})
        for (double const y : {-2.0, 0.125, 0.75, 3.0}) {
            INFO(x << " " << y);
            CHECK(close(value(mixed)(x, y), interpreted<value_verb>(mixed, {x, y})[0], 1e-14));
            auto const both = tapeless::value_and_gradient(mixed)(x, y);
            auto const expected = interpreted<gradient_verb>(mixed, {x, y});
            CHECK(close(both.value, expected[0], 1e-14));
            CHECK(close(both.gradient[0], expected[1], 1e-13));
            CHECK(close(both.gradient[1], expected[2], 1e-13));
        }
}

TEST_CASE("constant evaluation and run time agree") {
    constexpr auto folded = tapeless::value_and_gradient(mixed)(0.5, 0.75);
    double x = 0.5;
    double const* volatile hidden = &x;
    auto const run = tapeless::value_and_gradient(mixed)(*hidden, 0.75);
    CHECK(close(folded.value, run.value, 1e-15));
    CHECK(close(folded.gradient, run.gradient, 1e-14));
}

TEST_CASE("single precision computes in single precision") {
    constexpr auto third = [](auto x) { return x / 3; };
    static_assert(value(third)(1.0f) == 1.0f / 3.0f);
    float const one = 1;
    CHECK(value(third)(one) == 1.0f / 3.0f);
    CHECK(close(gradient(mixed)(0.5f, 0.75f)[1], gradient(mixed)(0.5, 0.75)[1], 1e-5));
}

TEST_CASE("more steps and constants than one block") {
    constexpr auto f = [](auto const& x) {
        auto sum = x[0];
        for (int i = 1; i < 150; ++i) sum = sum * x[static_cast<std::size_t>(i % 3)] + (i * 0.25 + 0.125);
        return sum;
    };
    constexpr std::array x{0.5, -0.75, 0.25};
    static_assert(value(f)(x) == f(x));
    auto const run_time = x;
    CHECK(close(value(f)(run_time), f(run_time), 1e-14));
    auto nearby = x;
    nearby[1] += 0x1p-20;
    auto before = x;
    before[1] -= 0x1p-20;
    CHECK(close(gradient(f)(x)[1], (f(nearby) - f(before)) / 0x1p-19, 1e-8));
}

TEST_CASE("arguments may lie in one place with results") {
    constexpr auto f = [](auto const& x) { return x[0] * x[1]; };
    std::array<double, 2> x{3, 4};
    x = gradient(f)(x);
    CHECK(x == std::array{4.0, 3.0});
}
