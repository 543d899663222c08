// SPDX-License-Identifier: BSL-1.0
// Derivatives of functions of each number of tensors: against finite differences.
#include "catch.hpp"
#include "support/each_function.hpp"
#include "support/tensors.hpp"

#include <tapeless/expression/tensor_sums.hpp>

using namespace tapeless;

namespace {

/// The sum of all numbers of the results, each times its own weight.
constexpr auto weighted = [](auto const& x) {
    auto const results = support::all_functions(x);
    return [&]<std::size_t... I>(std::index_sequence<I...>) {
        return ((sum(std::get<I>(results)) * (0.1 + 0.07 * I)) + ...);
    }
    (std::make_index_sequence<support::function_count - 1>{});  // stop_gradient, the last one, hides its slope
};

/// Some that are curved: second derivatives come from the same rules.
constexpr auto curved = [](auto const& x) {
    return sum(exp(x) * sin(x) + log1p(x) + tan(x) + asin(x) + atan(x) + tanh(x) * 2 + erf(x) * sigmoid(x) +
               sqrt(x * x + 1));
};

}  // namespace

TEST_CASE("derivatives of functions of each number are finite differences") {
    vector<double, 4> const x = support::loaded(vector<double, 4>{0.45, -0.25, -0.625, 0.7});
    CHECK(support::near(gradient(weighted)(x), support::differences(value(weighted), x), 1e-8));
    CHECK(support::has_right_derivatives(curved, x));
}
