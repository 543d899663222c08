// SPDX-License-Identifier: BSL-1.0
// clamp and xlogy of tensors that broadcast: values and derivatives.
#include "catch.hpp"
#include "support/close.hpp"
#include "support/tensors.hpp"

#include <tapeless/expression/tensor_functions.hpp>
#include <tapeless/expression/tensor_sums.hpp>

using namespace tapeless;
using support::infinity;
using support::loaded;
using support::near;

namespace {

using line = vector<double, 3>;
using table = matrix<double, 2, 3>;

constexpr auto clamped = [](auto const& x) { return sum(clamp(x, -1, line{2, 1, 0.5}) * x); };
constexpr auto entropy = [](auto const& x) { return sum(xlogy(x, x * line{1, 2, 3})); };

}  // namespace

TEST_CASE("clamp and xlogy of tensors") {
    table const x = loaded(table{-2, 0.25, 0.25, 1.5, 3, -0.5});
    CHECK(value(clamped)(x) == 2 + 0.0625 + 0.0625 + 2.25 + 3 + 0.25);
    CHECK(support::has_right_derivatives(clamped, x));
    auto const by_bound = gradient([](auto const& z) { return sum(clamp(z, -1, 1)); });
    CHECK(by_bound(loaded(line{-1, 1, 2})) == line{1, 1, 0});
    auto const by_low = gradient<1>([](auto const& z, auto const& low) { return sum(clamp(z, low, 9)); });
    CHECK(by_low(loaded(table{0, 3, 5, 1, 1, 9}), loaded(line{1, 2, 7})) == line{1, 1, 1});
    CHECK(support::has_right_derivatives(entropy, loaded(table{0.5, 0.25, 2, 1.5, 3, 0.75})));
    auto const by_both = gradient([](auto const& a, auto const& b) { return sum(xlogy(a, b)); });
    auto const [by_a, by_b] = by_both(loaded(line{0, 0, 2}), loaded(line{0, 1, 4}));
    CHECK(near(by_a, line{-infinity, 0, std::log(4.0)}, 1e-15));
    CHECK(by_b == line{0, 0, 0.5});
}
