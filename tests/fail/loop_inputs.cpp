// EXPECT: scan(cell, state, inputs, x...) and its relatives require inputs to hold tensors whose first axes have one length
// EXPECT ALSO: tensor<4>
// EXPECT ALSO: tensor<3, 2>
// MAX_LINES: 45
// SPDX-License-Identifier: BSL-1.0
#include <tapeless/calculus/tensor_calls.hpp>
#include <tapeless/expression/loops.hpp>
#include <tapeless/tapeless.hpp>

constexpr auto step = [](auto const& s, auto const& x) { return s * x.first + x.second[0]; };
constexpr auto f = [](auto const& x, auto const& y) { return tapeless::fold(step, 1.0, std::pair(x, y)); };

#ifdef SHOULD_FAIL
constexpr int steps = 4;
#else
constexpr int steps = 3;
#endif
auto call(tapeless::tensor<double, steps> const& x, tapeless::tensor<double, 3, 2> const& y) {
    return tapeless::value(f)(x, y);
}
