// EXPECT: derivative<N>(f)(x) and taylor<N>(f)(x) require f to compute with numbers, not with tensors
// MAX_LINES: 20
// SPDX-License-Identifier: BSL-1.0
#include <tapeless/calculus/tensor_calls.hpp>
#include <tapeless/expression/tensor_sums.hpp>
#include <tapeless/tapeless.hpp>

constexpr auto f = [](auto x) { return sum(x * x * tapeless::tensor<double, 2>{1, 2}); };

#ifdef SHOULD_FAIL
auto second(double x) { return tapeless::derivative<2>(f)(x); }
#else
auto second(double x) { return tapeless::derivative(tapeless::derivative(f))(x); }
#endif
