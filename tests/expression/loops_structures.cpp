// SPDX-License-Identifier: BSL-1.0
// Loops whose states, inputs and outputs are structures.
#include "catch.hpp"
#include "support/flat_numbers.hpp"
#include "support/records.hpp"

#include <tapeless/expression/loops.hpp>
#include <tapeless/expression/tensor_sums.hpp>
#include <tapeless/tapeless.hpp>

#include <tapeless/calculus/tensor_calls.hpp>

#include <array>
#include <tuple>
#include <utility>

namespace hana = boost::hana;

using support::same_numbers;
using tapeless::gradient;
using tapeless::tensor;
using tapeless::value;

namespace {

constexpr tensor<double, 3> xs{0.5, -1.25, 0.375};
constexpr tensor<double, 2> s{0.75, -0.5};

// A pair of a tensor and a number; the output is a tuple of a tensor and a number.
constexpr auto pair_step = [](auto const& state, auto const& x) {
    auto const& [h, c] = state;
    auto const next = x * h + c;
    return std::pair(std::pair(next, c * x - 1), std::tuple(next * next, x * c));
};
constexpr auto pair_looped = [](auto const& h, auto c, auto const& x) {
    auto const [last, outputs] = tapeless::scan(pair_step, std::pair(h, c), x);
    auto const& [squares, products] = outputs;
    return sum(squares) + sum(products) * last.second + sum(last.first);
};
constexpr auto pair_unrolled = [](auto const& h, auto c, auto const& x) {
    auto state = std::pair(h, c);
    auto squares = 0 * h;
    auto products = 0 * x[0];
    for (int t = 0; t < 3; ++t) {
        auto const [next, output] = pair_step(state, x[t]);
        state = next;
        squares = squares + std::get<0>(output);
        products = products + std::get<1>(output);
    }
    return sum(squares) + products * state.second + sum(state.first);
};

// The same three numbers in every kind of structure.
template <class Make, class Get>
struct stepped {
    template <class State, class X>
    constexpr auto operator()(State const& state, X const& x) const {
        auto const [a, b] = Get{}(state);
        return Make{}(sin(a * x), b + a * a);
    }
};
template <class Make, class Get>
struct in_structure {
    template <class X>
    constexpr auto operator()(X const& a, X const& b, tensor<X, 3> const& x) const {
        auto const [c, d] = Get{}(tapeless::fold(stepped<Make, Get>{}, Make{}(a, b), x));
        return c * d;
    }
};

constexpr auto as_pair = [](auto a, auto b) { return std::pair(a, b); };
constexpr auto of_pair = [](auto const& p) { return std::pair(p.first, p.second); };
constexpr auto as_tuple = [](auto a, auto b) { return std::tuple(a, b); };
constexpr auto of_tuple = [](auto const& p) { return std::pair(std::get<0>(p), std::get<1>(p)); };
constexpr auto as_hana_tuple = [](auto a, auto b) { return hana::make_tuple(a, b); };
constexpr auto of_hana_tuple = [](auto const& p) { return std::pair(hana::at_c<0>(p), hana::at_c<1>(p)); };
constexpr auto as_struct = [](auto a, auto b) { return support::point<decltype(a)>{a, b}; };
constexpr auto of_struct = [](auto const& p) { return std::pair(p.x, p.y); };
constexpr auto as_map = [](auto a, auto b) {
    return hana::make_map(hana::make_pair(support::w, a), hana::make_pair(support::b, b));
};
constexpr auto of_map = [](auto const& p) { return std::pair(p[support::w], p[support::b]); };
constexpr auto as_array = [](auto a, auto b) { return std::array{a, b}; };
constexpr auto of_array = [](auto const& p) { return std::pair(p[0], p[1]); };
template <class Make, class Get>
constexpr in_structure<Make, Get> in(Make, Get) {
    return {};
}

// Steps that read a structure: a pair of a matrix row and a number.
constexpr auto read_both = [](auto const& state, auto const& step) {
    auto const& [row, factor] = step;
    return state * factor + row;
};
constexpr auto looped_inputs = [](auto const& start, auto const& rows, auto const& factors) {
    return sum(tapeless::fold(read_both, start, std::pair(rows, factors)));
};
constexpr auto unrolled_inputs = [](auto const& start, auto const& rows, auto const& factors) {
    auto state = start;
    for (int t = 0; t < 3; ++t) state = state * factors[t] + rows[t];
    return sum(state);
};

}  // namespace

TEST_CASE("a state of a tensor and a number, outputs of both kinds") {
    CHECK(value(pair_looped)(s, 1.5, xs) == value(pair_unrolled)(s, 1.5, xs));
    CHECK(same_numbers(gradient(pair_looped)(s, 1.5, xs), gradient(pair_unrolled)(s, 1.5, xs)));
    static_assert(value(pair_looped)(s, 1.5, xs) == value(pair_unrolled)(s, 1.5, xs));
}

TEST_CASE("a state may be any structure") {
    constexpr auto by_pair = in(as_pair, of_pair);
    auto const v = tapeless::value_and_gradient(by_pair)(0.5, 1.5, xs);
    CHECK(v.value != 0);
    CHECK(same_numbers(v, tapeless::value_and_gradient(in(as_tuple, of_tuple))(0.5, 1.5, xs)));
    CHECK(same_numbers(v, tapeless::value_and_gradient(in(as_hana_tuple, of_hana_tuple))(0.5, 1.5, xs)));
    CHECK(same_numbers(v, tapeless::value_and_gradient(in(as_array, of_array))(0.5, 1.5, xs)));
}

TEST_CASE("a state may be a struct or a map") {
    auto const v = tapeless::value_and_gradient(in(as_pair, of_pair))(0.5, 1.5, xs);
    CHECK(same_numbers(v, tapeless::value_and_gradient(in(as_struct, of_struct))(0.5, 1.5, xs)));
    CHECK(same_numbers(v, tapeless::value_and_gradient(in(as_map, of_map))(0.5, 1.5, xs)));
}

TEST_CASE("inputs of a structure run side by side") {
    tensor<double, 3, 2> const rows{1, 2, 3, 4, 5, 6};
    CHECK(value(looped_inputs)(s, rows, xs) == value(unrolled_inputs)(s, rows, xs));
    CHECK(same_numbers(gradient(looped_inputs)(s, rows, xs), gradient(unrolled_inputs)(s, rows, xs)));
}
