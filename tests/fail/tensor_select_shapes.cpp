// EXPECT: a + b and other operations on each number require shapes that broadcast
// EXPECT ALSO: shape<2>
// EXPECT ALSO: shape<3>
// SPDX-License-Identifier: BSL-1.0
// A choice between tensors of different lengths.
#include <tapeless/tapeless.hpp>

#include <tapeless/calculus/tensor_calls.hpp>
#include <tapeless/expression/tensor_conditions.hpp>
#include <tapeless/expression/tensor_sums.hpp>

int main() {
#ifdef SHOULD_FAIL
    using other = tapeless::vector<double, 2>;
#else
    using other = tapeless::vector<double, 3>;
#endif
    constexpr auto f = [](auto const& x, auto const& y) { return sum(select(x > 0, x, y)); };
    return static_cast<int>(tapeless::value(f)(tapeless::vector<double, 3>{1, 2, 3}, other{1, 1})) - 6;
}
