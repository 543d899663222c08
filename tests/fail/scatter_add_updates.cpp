// EXPECT: scatter_add(x, index, updates, axis<i>) requires updates to have the shape of gather(x, index, axis<i>), or to broadcast to it
// EXPECT ALSO: shape<4, 2>
// EXPECT ALSO: shape<3, 4>
// SPDX-License-Identifier: BSL-1.0
#include <tapeless/calculus/tensor_calls.hpp>
#include <tapeless/expression/tensor_gather.hpp>

#ifdef SHOULD_FAIL
using updates = tapeless::tensor<double, 3, 4>;
#else
using updates = tapeless::tensor<double, 3, 2>;
#endif

auto f(tapeless::tensor<double, 4, 2> const& x, tapeless::vector<int, 3> const& i, updates const& u) {
    return tapeless::scatter_add(x, i, u, tapeless::axis<0>);
}
