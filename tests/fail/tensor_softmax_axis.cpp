// EXPECT: cumsum(x, axis<i>), softmax, log_softmax, argmax and argmin require i to be an axis of x, from -rank to rank - 1
// EXPECT ALSO: shape<2, 3>
// SPDX-License-Identifier: BSL-1.0
// A softmax along an axis that is not there.
#include <tapeless/tapeless.hpp>

#include <tapeless/calculus/tensor_calls.hpp>
#include <tapeless/expression/tensor_extremes.hpp>

int main() {
#ifdef SHOULD_FAIL
    constexpr auto f = [](auto const& x) { return sum(softmax(x, tapeless::axis<-3>)); };
#else
    constexpr auto f = [](auto const& x) { return sum(softmax(x, tapeless::axis<-2>)); };
#endif
    return static_cast<double>(tapeless::value(f)(tapeless::matrix<double, 2, 3>{1, 2, 3, 4, 5, 6})) > 2.9 ? 0 : 1;
}
