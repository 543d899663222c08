// EXPECT: require f to accept exactly the arguments x...: their number or kind does not match
// SPDX-License-Identifier: BSL-1.0
#include <tapeless/tapeless.hpp>

struct square {
    template <class T>
        requires requires(T x) { x * x; }
    constexpr T operator()(T x) const {
        return x * x;
    }
};

auto slope(double x) {
#ifdef SHOULD_FAIL
    return tapeless::gradient(square{})(std::array{x, x});
#else
    return tapeless::gradient(square{})(x);
#endif
}
