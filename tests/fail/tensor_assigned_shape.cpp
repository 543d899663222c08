// EXPECT: a += b, a -= b, a *= b and a /= b require the shape of b to broadcast to that of the tensor a
// EXPECT ALSO: shape<2, 3>
// SPDX-License-Identifier: BSL-1.0
// The right side of an assignment has one axis more.
#include <tapeless/tapeless.hpp>

#include <tapeless/calculus/tensor_calls.hpp>
#include <tapeless/expression/tensor_functions.hpp>

int main() {
    tapeless::vector<double, 3> x{1, 2, 3};
#ifdef SHOULD_FAIL
    tapeless::matrix<double, 2, 3> const y{1, 2, 3, 4, 5, 6};
#else
    tapeless::vector<double, 1> const y{1};
#endif
    x += y;
    return static_cast<int>(x(0)) - 2;
}
