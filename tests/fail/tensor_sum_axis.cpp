// EXPECT: sum(x, axes<i...>) and other reductions require each axis i to be one of x, from -rank to rank - 1, and none
// EXPECT ALSO: shape<2, 3>
// SPDX-License-Identifier: BSL-1.0
// A mean over an axis that is not there.
#include <tapeless/tapeless.hpp>

#include <tapeless/calculus/tensor_calls.hpp>
#include <tapeless/expression/tensor_sums.hpp>

int main() {
#ifdef SHOULD_FAIL
    constexpr auto f = [](auto const& x) { return sum(mean(x, tapeless::axes<0, 2>)); };
#else
    constexpr auto f = [](auto const& x) { return sum(mean(x, tapeless::axes<1>)); };
#endif
    return static_cast<int>(tapeless::value(f)(tapeless::matrix<double, 2, 3>{1, 2, 3, 4, 5, 6})) - 7;
}
