// EXPECT: a verb such as gradient(f) requires f to be a lambda without captures or a function object without members
// MAX_LINES: 20
// SPDX-License-Identifier: BSL-1.0
#include <tapeless/calculus/vmap.hpp>
#include <tapeless/tapeless.hpp>

auto call(tapeless::tensor<double, 3> const& x, [[maybe_unused]] double y) {
#ifdef SHOULD_FAIL
    return tapeless::vmap([y](auto z) { return z * y; })(x);
#else
    return tapeless::vmap([](auto z) { return z * z; })(x);
#endif
}
