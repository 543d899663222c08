// EXPECT: stack(a) requires an array a with at least one element
// SPDX-License-Identifier: BSL-1.0
#include <tapeless/calculus/tensor_calls.hpp>
#include <tapeless/expression/tensor_joins.hpp>

#ifdef SHOULD_FAIL
auto f(std::array<double, 0> const& a) { return tapeless::stack(a); }
#else
auto f(std::array<double, 1> const& a) { return tapeless::stack(a); }
#endif
