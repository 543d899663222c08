// EXPECT: iterate<steps>(f, state, x...) requires at least one step
// MAX_LINES: 20
// SPDX-License-Identifier: BSL-1.0
#include <tapeless/calculus/tensor_calls.hpp>
#include <tapeless/expression/loops.hpp>
#include <tapeless/tapeless.hpp>

#ifdef SHOULD_FAIL
constexpr int steps = 0;
#else
constexpr int steps = 1;
#endif
auto call(double x) {
    return tapeless::iterate<steps>([](auto y) { return y * y; }, x);
}
