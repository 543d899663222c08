// EXPECT: a formula holds at most 256 plain numbers, and holds them again wherever it is used
// SPDX-License-Identifier: BSL-1.0
#include <tapeless/formula.hpp>

constexpr auto x = tapeless::variable<"x">;

template <class F>
constexpr auto doubled(F const& f) {
    return sin(f) + f;
}

double value(double p) {
    auto const f2 = doubled(doubled(p * x));
    auto const f6 = doubled(doubled(doubled(doubled(f2))));
#ifdef SHOULD_FAIL
    return doubled(doubled(doubled(f6)))(x = 1.0);
#else
    return f6(x = 1.0);
#endif
}
