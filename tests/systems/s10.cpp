// SPDX-License-Identifier: BSL-1.0
// S10: forward mode and reverse mode of one function agree.
#include "catch.hpp"
#include "support/close.hpp"

#include <tapeless/tapeless.hpp>

using support::close;

namespace {

constexpr auto f = [](auto const& x) {
    return sin(x[0] * x[1]) + exp(x[2]) * x[0] / x[1] + log(x[0] * x[0] + x[2] * x[2]);
};

/// The gradient column by column in forward mode, and row by row in reverse mode.
constexpr bool holds(std::array<double, 3> const& x) {
    auto const gradient = tapeless::gradient(f)(x);
    auto const [value, row] = tapeless::vjp(f)(x, 1.0);
    bool same = close(row, gradient, 1e-14) && close(value, tapeless::value(f)(x), 1e-15);
    for (std::size_t i = 0; i < 3; ++i) {
        std::array<double, 3> direction{};
        direction[i] = 1;
        same = same && close(tapeless::jvp(f)(x, direction).tangent, gradient[i], 1e-13);
    }
    return same && close(tapeless::jacobian(f)(x), gradient, 1e-14);
}

static_assert(holds({0.5, 1.25, -0.75}));

}  // namespace

TEST_CASE("S10: jvp, vjp and gradient") {
    for (double const x : {0.5, -1.5, 3.0}) {
        std::array const point{x, 1.25, 0.5 - x};
        CHECK(holds(point));
    }
}
