// SPDX-License-Identifier: BSL-1.0
// Loops inside loops, checkpoints, and cells that capture handles of the function around them.
#include "catch.hpp"
#include "support/flat_numbers.hpp"

#include <tapeless/expression/loops.hpp>
#include <tapeless/expression/tensor_sums.hpp>
#include <tapeless/tapeless.hpp>

#include <tapeless/calculus/tensor_calls.hpp>

#include <utility>

using support::same_numbers;
using tapeless::tensor;
using tapeless::value_and_gradient;

namespace {

constexpr tensor<double, 3, 2> table{0.5, -1.25, 0.375, 2, 0.25, 0.875};
constexpr tensor<double, 2> start{0.75, -0.5};

// f(f(s, x, w)...) for every number of every row; the inner loop's cell reads w and its row's first number.
constexpr auto step = [](auto const& s, auto x, auto const& w, auto first) { return sum(w * s) * x * w + first; };
constexpr auto scan_in_scan = [](auto const& s, auto const& rows, auto const& w) {
    return sum(tapeless::fold(
        [&w](auto const& outer, auto const& row) {
            return tapeless::fold([&w, &row](auto const& inner, auto const& x) { return step(inner, x, w, row[0]); },
                                  outer, row);
        },
        s, rows));
};
constexpr auto scan_in_scan_unrolled = [](auto const& s, auto const& rows, auto const& w) {
    auto state = s;
    for (int i = 0; i < 3; ++i)
        for (int k = 0; k < 2; ++k) state = step(state, rows[i][k], w, rows[i][0]);
    return sum(state);
};

// The same, all steps of a row in a checkpoint inside the loop.
constexpr auto one_row = [](auto const& s, auto const& row, auto const& w) {
    auto state = s;
    for (int k = 0; k < 2; ++k) state = step(state, row[k], w, row[0]);
    return state;
};
constexpr auto checkpoint_in_scan = [](auto const& s, auto const& rows, auto const& w) {
    return sum(tapeless::fold([](auto const& state, auto const& row,
                                 auto const& weights) { return tapeless::checkpoint(one_row)(state, row, weights); },
                              s, rows, w));
};
constexpr auto whole_loop = [](auto const& s, auto const& rows, auto const& w) {
    return tapeless::fold(one_row, s, rows, w);
};
constexpr auto scan_in_checkpoint = [](auto const& s, auto const& rows, auto const& w) {
    return sum(tapeless::checkpoint(whole_loop)(s, rows, w));
};

constexpr auto ones = tensor<double, 2>{1, -1};

}  // namespace

TEST_CASE("a scan inside a scan, both reading handles from outside") {
    auto const looped = value_and_gradient(scan_in_scan)(start, table, ones);
    auto const unrolled = value_and_gradient(scan_in_scan_unrolled)(start, table, ones);
    CHECK(looped.value != 0);
    CHECK(looped.value == unrolled.value);
    CHECK(same_numbers(looped, unrolled));
    static_assert(tapeless::value(scan_in_scan)(start, table, ones) ==
                  tapeless::value(scan_in_scan_unrolled)(start, table, ones));
}

TEST_CASE("a checkpoint inside a scan changes nothing") {
    CHECK(same_numbers(value_and_gradient(checkpoint_in_scan)(start, table, ones),
                       value_and_gradient(scan_in_scan_unrolled)(start, table, ones)));
}

TEST_CASE("a scan inside a checkpoint changes nothing") {
    CHECK(same_numbers(value_and_gradient(scan_in_checkpoint)(start, table, ones),
                       value_and_gradient(scan_in_scan_unrolled)(start, table, ones)));
    static_assert(std::get<2>(tapeless::gradient(scan_in_checkpoint)(start, table, ones))[0] ==
                  std::get<2>(tapeless::gradient(scan_in_scan_unrolled)(start, table, ones))[0]);
}
