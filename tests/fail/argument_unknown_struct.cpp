// EXPECT: require each argument x to be a number, a tensor, or a std::array, tuple, Hana map or struct known to Hana of these
// MAX_LINES: 12
// SPDX-License-Identifier: BSL-1.0
#include <tapeless/tapeless.hpp>

template <class T>
struct point {
    T x, y;
};

constexpr auto f = [](auto const& p) { return p.x * p.y; };
constexpr auto g = [](auto x, auto y) { return x * y; };

auto slope(point<double> const& p) {
#ifdef SHOULD_FAIL
    return tapeless::gradient(f)(p);
#else
    return tapeless::gradient(g)(p.x, p.y);
#endif
}
