// SPDX-License-Identifier: BSL-1.0
// Functions of tensors in code that names those of the standard library.
#include "catch.hpp"
#include "support/tensors.hpp"

#include <tapeless/expression/tensor_functions.hpp>
#include <tapeless/expression/tensor_sums.hpp>

#include <algorithm>
#include <cmath>

using support::loaded;
using line = tapeless::vector<double, 3>;

namespace {

constexpr auto of_two = [](auto const& x, auto const& y) {
    using std::max, std::min;
    return sum(min(x, y) + 10.0 * max(x, y));
};
constexpr auto between = [](auto const& x, auto const& low, auto const& high) {
    using std::clamp;
    return sum(clamp(x, low, high));
};
constexpr auto of_pairs = [](auto const& x, auto const& y) {
    using std::atan2, std::fmax, std::fmin, std::hypot, std::pow, std::exp, std::abs;
    return sum(fmin(x, y) + fmax(x, y) - x - y + hypot(x, y) - hypot(y, x) + atan2(x, y) - atan2(x, y) + pow(x, y) -
               pow(x, y) + exp(abs(x)) - exp(abs(x)));
};

}  // namespace

TEST_CASE("using-declarations of std's functions leave those of tensors the better match") {
    line const x = loaded(line{1, 5, 3});
    line const y = loaded(line{2, 4, 6});
    CHECK(tapeless::value(of_two)(x, y) == 1 + 4 + 3 + 10 * (2 + 5 + 6));
    CHECK(std::get<0>(tapeless::gradient(of_two)(x, y)) == line{1, 10, 1});
    CHECK(of_two(x, y) == 1 + 4 + 3 + 10 * (2 + 5 + 6));
    CHECK(tapeless::gradient<0>(between)(x, y, loaded(line{9, 9, 9})) == line{0, 1, 0});
    CHECK(between(x, y, loaded(line{9, 9, 9})) == 2 + 5 + 6);
    CHECK(tapeless::value(of_pairs)(x, y) == 0);
    CHECK(of_pairs(x, y) == 0);
}
