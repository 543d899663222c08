// SPDX-License-Identifier: BSL-1.0
// S5: cross-entropy on one-hot labels.
#include "catch.hpp"
#include "support/close.hpp"

#include <tapeless/tapeless.hpp>

using support::close;
using support::printed;

namespace {

constexpr auto cross_entropy = [](auto const& p, auto const& label) {
    auto sum = 0 * p[0];
    for (std::size_t i = 0; i < p.size(); ++i) sum -= label[i] * log(p[i]);
    return sum;
};

constexpr bool holds(double p, double document) {
    std::array const probabilities{p, (1 - p) / 2, (1 - p) / 2};
    std::array const label{1, 0, 0};
    auto const [loss, slope] = tapeless::value_and_gradient<0>(cross_entropy)(probabilities, label);
    return printed(loss, document) && close(slope[0], -1 / p) && slope[1] == 0 && slope[2] == 0;
}

static_assert(holds(0.4, 0.916291) && holds(0.01, 4.605170) && holds(0.99, 0.010050));

}  // namespace

TEST_CASE("S5: cross-entropy") {
    CHECK(holds(0.4, 0.916291));
    CHECK(holds(0.01, 4.605170));
    CHECK(holds(0.99, 0.010050));
}
