// EXPECT: require each argument x to be a number, a tensor, or a std::array, tuple, Hana map or struct known to Hana of these
// MAX_LINES: 12
// SPDX-License-Identifier: BSL-1.0
#include <tapeless/tapeless.hpp>

#include <tuple>
#include <vector>

constexpr auto f = [](auto const& t) { return std::get<0>(t) * std::get<1>(t)[0]; };

auto slope(double x) {
#ifdef SHOULD_FAIL
    return tapeless::gradient(f)(std::tuple{x, std::vector{x}});
#else
    return tapeless::gradient(f)(std::tuple{x, std::array{x}});
#endif
}
