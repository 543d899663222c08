// EXPECT: checkpoint(f) requires f to be a lambda without captures or a function object without members
// MAX_LINES: 30
// SPDX-License-Identifier: BSL-1.0
#include <tapeless/calculus/tensor_calls.hpp>
#include <tapeless/expression/loops.hpp>
#include <tapeless/tapeless.hpp>

#ifdef SHOULD_FAIL
constexpr auto f = [](auto x, auto y) { return tapeless::checkpoint([y](auto z) { return z * y; })(x); };
#else
constexpr auto f = [](auto x, auto y) { return tapeless::checkpoint([](auto z, auto w) { return z * w; })(x, y); };
#endif
auto call(double x) { return tapeless::gradient(f)(x, x); }
