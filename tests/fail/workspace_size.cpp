// EXPECT: gradient(f).in(memory)(x...) requires a workspace of the type of the numbers x and of
// SPDX-License-Identifier: BSL-1.0
#include <tapeless/calculus/counts.hpp>
#include <tapeless/calculus/gradient.hpp>
#include <tapeless/calculus/tensor_calls.hpp>
#include <tapeless/expression/tensor_sums.hpp>

constexpr auto f = [](auto column, auto row) {
    auto const table = column * row;
    return sum(table * table * table);
};
using column = tapeless::tensor<double, 30, 1>;
using row = tapeless::tensor<double, 1, 20>;
constexpr int numbers =
    tapeless::workspace_bytes<column, row>(tapeless::gradient<1>(f)) / static_cast<int>(sizeof(double));

#ifdef SHOULD_FAIL
using memory = tapeless::workspace<double, numbers - 1>;
#else
using memory = tapeless::workspace<double, numbers>;
#endif

row slope(memory& place, column const& x, row const& y) { return tapeless::gradient<1>(f).in(place)(x, y); }
