// SPDX-License-Identifier: BSL-1.0
// S14: y = mean(2x) of three numbers.
#include "catch.hpp"
#include "support/close.hpp"

#include <tapeless/tapeless.hpp>

namespace {

constexpr auto mean_of_doubles = [](auto const& x) {
    auto sum = 0 * x[0];
    for (auto const& element : x) sum += 2 * element;
    return sum / static_cast<int>(x.size());
};
constexpr std::array expected{2.0 / 3, 2.0 / 3, 2.0 / 3};

static_assert(support::close(tapeless::gradient(mean_of_doubles)(std::array{1.0, 2.0, 3.0}), expected, 1e-15));
static_assert(tapeless::value(mean_of_doubles)(std::array{1.0, 2.0, 3.0}) == 4);

}  // namespace

TEST_CASE("S14: the gradient of a mean") {
    std::array const x{1.0, 2.0, 3.0};
    CHECK(support::close(tapeless::gradient(mean_of_doubles)(x), expected, 1e-15));
}
