// EXPECT: scan(cell, state, inputs, x...) and its relatives require cell to return a state of the shapes and structure
// EXPECT ALSO: tensor<2>
// EXPECT ALSO: tensor<3, 2>
// MAX_LINES: 45
// SPDX-License-Identifier: BSL-1.0
#include <tapeless/calculus/tensor_calls.hpp>
#include <tapeless/expression/loops.hpp>
#include <tapeless/tapeless.hpp>

#ifdef SHOULD_FAIL
constexpr auto step = [](auto const& s, auto const& row, auto const& w) { return s * row + w; };
#else
constexpr auto step = [](auto const& s, auto const& row, auto const& w) { return s * row + w[0]; };
#endif
constexpr auto f = [](auto const& s, auto const& rows, auto const& w) { return tapeless::fold(step, s, rows, w); };

using tapeless::tensor;
auto call(tensor<double, 2> const& s, tensor<double, 4, 2> const& rows, tensor<double, 3, 2> const& w) {
    return tapeless::value(f)(s, rows, w);
}
