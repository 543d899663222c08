// EXPECT: gather(x, index, axis<i>) and scatter_add(x, index, updates, axis<i>) require i to be an axis of x, from -rank to rank - 1
// EXPECT ALSO: shape<4, 2>
// SPDX-License-Identifier: BSL-1.0
#include <tapeless/calculus/tensor_calls.hpp>
#include <tapeless/expression/tensor_gather.hpp>

#ifdef SHOULD_FAIL
constexpr auto along = tapeless::axis<2>;
#else
constexpr auto along = tapeless::axis<1>;
#endif

auto f(tapeless::tensor<double, 4, 2> const& x, tapeless::vector<int, 3> const& i) {
    return tapeless::scatter_add(x, i, 1, along);
}
