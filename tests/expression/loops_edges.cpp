// SPDX-License-Identifier: BSL-1.0
// Loops with parts that nothing reads, backwards, on plain tensors, and checkpoints.
#include "catch.hpp"
#include "support/flat_numbers.hpp"

#include <tapeless/expression/loops.hpp>
#include <tapeless/expression/tensor_sums.hpp>
#include <tapeless/tapeless.hpp>

#include <tapeless/calculus/tensor_calls.hpp>

#include <array>
#include <utility>

using support::distance;
using support::same_numbers;
using tapeless::gradient;
using tapeless::tensor;
using tapeless::value;
using tapeless::value_and_gradient;

namespace {

constexpr tensor<double, 3> xs{0.5, -1.25, 0.375};
constexpr tensor<double, 2> start{0.75, -0.5};

constexpr auto cell = [](auto const& s, auto const& x) { return std::pair(x * s + s * s, x * x * s); };
constexpr auto only_state = [](auto const& s, auto const& x) { return sum(tapeless::scan(cell, s, x).state); };
constexpr auto folded = [](auto const& s, auto const& x) {
    return sum(tapeless::fold([](auto const& a, auto const& b) { return cell(a, b).first; }, s, x));
};
constexpr auto only_outputs = [](auto const& s, auto const& x) { return sum(tapeless::scan(cell, s, x).outputs); };
constexpr auto outputs_unrolled = [](auto const& s, auto const& x) {
    auto state = s;
    auto total = 0 * s;
    for (int t = 0; t < 3; ++t) {
        auto const [next, output] = cell(state, x[t]);
        state = next;
        total = total + output;
    }
    return sum(total);
};
constexpr auto unused = [](auto const& s, auto const& x) {
    static_cast<void>(tapeless::scan(cell, s, x));
    return sum(s) * x[1];
};

// The state does not depend on the inputs; a state that stays as it is.
constexpr auto doubling = [](auto const& s, auto const&) { return 2 * s; };
constexpr auto doubled = [](auto const& s, auto const& x) { return sum(tapeless::fold(doubling, s, x)) + sum(x); };
constexpr auto staying = [](auto const& s, auto const& x) { return std::pair(s, sum(s) * x); };
constexpr auto stayed = [](auto const& s, auto const& x) {
    auto const [state, outputs] = tapeless::scan(staying, s, x);
    return sum(state * state) + sum(outputs * outputs);
};
// The state is the input: what was before is forgotten.
constexpr auto forgetting = [](auto const&, auto const& x) { return x; };
constexpr auto forgot = [](auto const& s, auto const& x) { return tapeless::fold(forgetting, s, x); };
// The state becomes a number of the program.
constexpr auto constant_state = [](auto const& s, auto const& x) {
    return tapeless::fold([](auto const&, auto const& y) { return decltype(y + y)(3); }, s, x) * s;
};

constexpr auto reversed = [](auto const& x) {
    using X = std::remove_cvref_t<decltype(x)>;
    tapeless::graph_builder& g = *x.graph();
    return X(tapeless::traced(&g, tapeless::arrange::flip(g, x.index_in(g), 0)));
};
constexpr auto backwards = [](auto const& s, auto const& x) {
    auto const [state, outputs] = tapeless::scan(cell, s, reversed(x));
    return sum(state) + sum(reversed(outputs)[0]);
};
constexpr auto backwards_unrolled = [](auto const& s, auto const& x) {
    auto state = s;
    auto output = 0 * s;
    for (int t = 2; t >= 0; --t) {
        auto const [next, written] = cell(state, x[t]);
        state = next;
        output = written;
    }
    return sum(state) + sum(output);
};

template <int Steps>
constexpr auto powers = [](auto const& x) {
    return sum(tapeless::iterate<Steps>([](auto const& y, auto const& z) { return y * z; }, x, x));
};

constexpr auto plain_cell = [](auto const& s, auto const& x) { return std::pair(s + x, s * x); };

constexpr auto inside = [](auto const& a, auto const& b) { return std::tuple(sin(a * b) * a, b * b); };
constexpr auto kept = [](auto const& a, auto const& b) {
    auto const [p, q] = inside(a, b);
    return p * q + p;
};
constexpr auto recomputed = [](auto const& a, auto const& b) {
    auto const [p, q] = tapeless::checkpoint(inside)(a, b);
    return p * q + p;
};
constexpr auto summed = [](auto const& x) { return sum(x * x * x); };
constexpr auto recomputed_sum = [](auto const& x) { return tapeless::checkpoint(summed)(x); };

}  // namespace

TEST_CASE("scans of which not everything is read") {
    CHECK(same_numbers(value_and_gradient(only_state)(start, xs), value_and_gradient(folded)(start, xs)));
    CHECK(same_numbers(value_and_gradient(only_outputs)(start, xs), value_and_gradient(outputs_unrolled)(start, xs)));
    CHECK(std::get<1>(gradient(unused)(start, xs))[1] == 0.25);
    using T2 = tensor<double, 2>;
    using T3 = tensor<double, 3>;
    static_assert(tapeless::flop_count<T2, T3>(unused) == 3);
}

TEST_CASE("states that do not depend on what a loop reads") {
    auto const g = gradient(doubled)(start, xs);
    CHECK(same_numbers(std::get<0>(g), std::array{8.0, 8.0}));
    CHECK(same_numbers(std::get<1>(g), std::array{1.0, 1.0, 1.0}));
    CHECK(value(forgot)(7.0, xs) == 0.375);
    auto const g2 = gradient(forgot)(7.0, xs);
    CHECK(std::get<0>(g2) == 0);
    CHECK(same_numbers(std::get<1>(g2), std::array{0.0, 0.0, 1.0}));
    CHECK(value(constant_state)(7.0, xs) == 21);
    CHECK(std::get<0>(gradient(constant_state)(7.0, xs)) == 3);
    // sum(s^2) + sum(s)^2 * sum(x^2)
    auto const g3 = gradient(stayed)(start, xs);
    double const squares = 0.25 + 1.5625 + 0.140625;
    CHECK(distance(g3, std::tuple(std::array{1.5 + 0.5 * squares, -1 + 0.5 * squares},
                                  std::array{2 * 0.0625 * 0.5, -2 * 0.0625 * 1.25, 2 * 0.0625 * 0.375})) < 1e-15);
}

TEST_CASE("a loop runs backwards over reversed inputs") {
    CHECK(same_numbers(value_and_gradient(backwards)(start, xs), value_and_gradient(backwards_unrolled)(start, xs)));
}

TEST_CASE("loops of plain tensors and numbers") {
    auto const [state, outputs] = tapeless::scan(plain_cell, 1.0, xs);
    CHECK(state == 0.625);
    CHECK(same_numbers(outputs, std::array{0.5, -1.875, 0.09375}));
    auto const [pair_state, rows] = tapeless::scan(plain_cell, start, xs);
    CHECK(same_numbers(pair_state, std::array{0.375, -0.875}));
    static_assert(std::is_same_v<decltype(rows), tensor<double, 3, 2> const>);
    CHECK(rows(2, 1) == -1.25 * 0.375);
    constexpr auto halve = [](auto const& x, auto const& y) { return x * y; };
    CHECK(tapeless::iterate<3>(halve, 8.0, 0.5) == 1);
    CHECK(tapeless::fold(halve, 1.0, xs) == 0.5 * -1.25 * 0.375);
    static_assert(tapeless::fold(halve, 1.0, xs) == 0.5 * -1.25 * 0.375);
    CHECK(same_numbers(tapeless::iterate<3>(halve, start, 0.5f), std::array{0.09375, -0.0625}));
}

TEST_CASE("checkpoints change no value and no derivative") {
    CHECK(same_numbers(value_and_gradient(recomputed)(0.5, 1.5), value_and_gradient(kept)(0.5, 1.5)));
    CHECK(distance(tapeless::hessian(recomputed)(0.5, 1.5), tapeless::hessian(kept)(0.5, 1.5)) < 1e-15);
    CHECK(same_numbers(value_and_gradient(recomputed_sum)(xs), value_and_gradient(summed)(xs)));
    CHECK(same_numbers(tapeless::hessian(recomputed_sum)(xs), tapeless::hessian(summed)(xs)));
    CHECK(tapeless::checkpoint(summed)(xs) == value(summed)(xs));
}

TEST_CASE("the graph of a loop and of its gradient does not grow with the steps") {
    using vector = tensor<double, 2>;
    static_assert(tapeless::node_count<vector>(powers<3>) == tapeless::node_count<vector>(powers<300>));
    static_assert(tapeless::node_count<vector>(gradient(powers<3>)) ==
                  tapeless::node_count<vector>(gradient(powers<300>)));
    static_assert(tapeless::flop_count<vector>(powers<300>) == 1 * 2 + 300 * 2);
    CHECK(gradient(powers<3>)(start)[0] == 4 * 0.75 * 0.75 * 0.75);
}
