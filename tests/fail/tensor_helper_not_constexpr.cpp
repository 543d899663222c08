// EXPECT: gradient(f)(x...) and its relatives require f and every function that it calls to be constexpr
// EXPECT ALSO: forgotten
// MAX_LINES: 40
// SPDX-License-Identifier: BSL-1.0
#include <tapeless/calculus/tensor_calls.hpp>
#include <tapeless/expression/tensor_sums.hpp>
#include <tapeless/tapeless.hpp>

#ifdef SHOULD_FAIL
template <class X>
auto forgotten(X const& x) {
    return sum(x * x);
}
#else
template <class X>
constexpr auto forgotten(X const& x) {
    return sum(x * x);
}
#endif
// a constant tensor needs a graph to be in: the reason is not that there is none
constexpr auto f = [](auto const& x) { return forgotten(x + tapeless::tensor<double, 2>{1, 2}); };

auto call(tapeless::tensor<double, 3, 2> const& x) { return tapeless::gradient(f)(x); }
