// SPDX-License-Identifier: BSL-1.0
// Loops against the same steps written out: values and first derivatives.
#include "catch.hpp"
#include "support/flat_numbers.hpp"

#include <tapeless/expression/loops.hpp>
#include <tapeless/expression/tensor_sums.hpp>
#include <tapeless/tapeless.hpp>

#include <tapeless/calculus/tensor_calls.hpp>

#include <utility>

using support::distance;
using support::same_numbers;
using tapeless::gradient;
using tapeless::tensor;
using tapeless::value;

namespace {

// A recurrent cell with a state of two numbers, a matrix row by row and an output of one number.
constexpr auto cell = [](auto const& s, auto const& x, auto const& w) {
    auto const next = (w * s) + x * s;
    return std::pair(next, sum(next * next) * x);
};
constexpr auto looped = [](auto const& s, auto const& x, auto const& w) {
    auto const [last, outputs] = tapeless::scan(cell, s, x, w);
    return sum(outputs * outputs) + sum(last);
};
constexpr auto unrolled = [](auto const& s, auto const& x, auto const& w) {
    auto state = s;
    auto total = 0 * x[0];
    for (int t = 0; t < 4; ++t) {
        auto const [next, output] = cell(state, x[t], w);
        state = next;
        total = total + output * output;
    }
    return total + sum(state);
};

constexpr tensor<double, 2> start{0.75, -0.5};
constexpr tensor<double, 4> inputs{0.5, -1.25, 0.375, 2};
constexpr tensor<double, 2> weights{1.125, -0.625};

constexpr auto final_state = [](auto const& s, auto const& x, auto const& w) {
    return tapeless::fold([](auto const& a, auto const& b, auto const& c) { return cell(a, b, c).first; }, s, x, w);
};
constexpr auto final_state_unrolled = [](auto const& s, auto const& x, auto const& w) {
    auto state = s;
    for (int t = 0; t < 4; ++t) state = cell(state, x[t], w).first;
    return state;
};

constexpr auto logistic_map = [](auto const& x, auto const& r) { return r * x * (1 - x); };
constexpr auto five_times = [](auto const& x, auto const& r) { return tapeless::iterate<5>(logistic_map, x, r); };
constexpr auto five_written_out = [](auto const& x, auto const& r) {
    auto y = x;
    for (int i = 0; i < 5; ++i) y = logistic_map(y, r);
    return y;
};

}  // namespace

TEST_CASE("a scan has the value of its steps") {
    CHECK(same_numbers(value(looped)(start, inputs, weights), value(unrolled)(start, inputs, weights)));
    static_assert(value(looped)(start, inputs, weights) == value(unrolled)(start, inputs, weights));
}

TEST_CASE("a scan has the gradient of its steps") {
    auto const g = gradient(looped)(start, inputs, weights);
    CHECK(same_numbers(g, gradient(unrolled)(start, inputs, weights)));
    static_assert(std::get<2>(gradient(looped)(start, inputs, weights))[1] ==
                  std::get<2>(gradient(unrolled)(start, inputs, weights))[1]);
    auto const some = gradient<2, 0>(looped)(start, inputs, weights);
    CHECK(same_numbers(std::get<0>(some), std::get<2>(g)));
    CHECK(same_numbers(std::get<1>(some), std::get<0>(g)));
}

TEST_CASE("value and gradient of a scan come from one loop forwards") {
    auto const [v, g] = tapeless::value_and_gradient(looped)(start, inputs, weights);
    CHECK(v == value(looped)(start, inputs, weights));
    CHECK(same_numbers(g, gradient(looped)(start, inputs, weights)));
}

TEST_CASE("a fold has the last state and its derivatives") {
    CHECK(
        same_numbers(value(final_state)(start, inputs, weights), value(final_state_unrolled)(start, inputs, weights)));
    auto const [v, t] = tapeless::jvp(final_state)(start, inputs, weights, weights, inputs, start);
    auto const [v2, t2] = tapeless::jvp(final_state_unrolled)(start, inputs, weights, weights, inputs, start);
    CHECK(same_numbers(v, v2));
    CHECK(same_numbers(t, t2));
    auto const [v3, g] = tapeless::vjp(final_state)(start, inputs, weights, weights);
    auto const [v4, g2] = tapeless::vjp(final_state_unrolled)(start, inputs, weights, weights);
    CHECK(same_numbers(v3, v4));
    CHECK(same_numbers(g, g2));
}

TEST_CASE("iterate applies a function again and again") {
    tensor<double, 3> const x{0.2, 0.5, 0.9};
    tensor<double, 1> const r{3.5};
    CHECK(same_numbers(value(five_times)(x, r), value(five_written_out)(x, r)));
    CHECK(same_numbers(value(five_times)(0.2, 3.5), value(five_written_out)(0.2, 3.5)));
    // not bit for bit: without a loop, functions of numbers are rearranged across steps
    CHECK(distance(gradient(five_times)(0.2, 3.5), gradient(five_written_out)(0.2, 3.5)) < 1e-14);
    static_assert(value(five_times)(0.2, 3.5) == value(five_written_out)(0.2, 3.5));
}

TEST_CASE("loops compute in float where all arguments are float") {
    tensor<float, 2> const s{0.75f, -0.5f};
    tensor<float, 4> const x{0.5f, -1.25f, 0.375f, 2};
    tensor<float, 2> const w{1.125f, -0.625f};
    auto const v = value(looped)(s, x, w);
    static_assert(std::is_same_v<decltype(v), float const>);
    CHECK(v == value(unrolled)(s, x, w));
    CHECK(same_numbers(gradient(looped)(s, x, w), gradient(unrolled)(s, x, w)));
}
