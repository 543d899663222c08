// SPDX-License-Identifier: BSL-1.0
// Functions of each number of tensors at kinks and for large numbers: as those of numbers.
#include "catch.hpp"
#include "support/close.hpp"
#include "support/tensors.hpp"

#include <tapeless/expression/tensor_functions.hpp>
#include <tapeless/expression/tensor_sums.hpp>

using namespace tapeless;
using support::infinity;
using support::loaded;

namespace {

using line = vector<double, 3>;

}  // namespace

TEST_CASE("edges of functions hold in tensors") {
    auto const slope = [](auto f, auto const& x) { return gradient(f)(loaded(x)); };
    CHECK(slope([](auto const& x) { return sum(abs(x) + relu(x)); }, line{0, -2, 3}) == line{0, -1, 2});
    CHECK(slope([](auto const& x) { return sum(sign(x) + floor(x) + ceil(x) + round(x)); }, line{0, 0.5, 1}) == line{});
    CHECK(slope([](auto const& x) { return sum(sqrt(x)); }, line{0, 4, 0.25}) == line{infinity, 0.25, 1});
    CHECK(slope([](auto const& x) { return sum(sigmoid(x) + tanh(x)); }, line{1000, -1000, 0}) == line{0, 0, 1.25});
    CHECK(slope([](auto const& x) { return sum(softplus(x)); }, line{1000, -1000, 0}) == line{1, 0, 0.5});
    CHECK(slope([](auto const& x) { return sum(max(x, line{1, 1, 1})); }, line{0, 1, 2}) == line{0, 0, 1});
    CHECK(slope([](auto const& x) { return sum(x * stop_gradient(x)); }, line{2, 3, 4}) == line{2, 3, 4});
    CHECK(value([](auto const& x) { return softplus(x); })(loaded(line{1000, -1000, 0}))(0) == 1000);
    CHECK(slope([](auto const& x) { return sum(pow(x, 0)) + sum(pow(x, 2)); }, line{0, 1, 2}) == line{0, 2, 4});
}
