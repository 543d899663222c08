// EXPECT: require f and every function that it calls to be constexpr: the compiler gives its reason below
// EXPECT ALSO: index_outside_of_its_axis
// MAX_LINES: 45
// SPDX-License-Identifier: BSL-1.0
#include <tapeless/calculus/tensor_calls.hpp>
#include <tapeless/calculus/gradient.hpp>
#include <tapeless/expression/tensor_joins.hpp>

#ifdef SHOULD_FAIL
constexpr int last = 3;
#else
constexpr int last = 2;
#endif

constexpr auto f = [](auto const& x) {
    auto const both = concat(tapeless::axis<0>, x, tapeless::zeros<1, 3>());
    return both(2, 0) * x(1, last);
};

auto slope(tapeless::tensor<double, 2, 3> const& x) { return tapeless::gradient(f)(x); }
