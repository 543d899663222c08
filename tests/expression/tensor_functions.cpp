// SPDX-License-Identifier: BSL-1.0
// Functions of each number of tensors: against the same functions of numbers.
#include "catch.hpp"
#include "support/close.hpp"
#include "support/each_function.hpp"
#include "support/tensors.hpp"

using namespace tapeless;
using support::all_functions;
using support::close;
using support::loaded;

namespace {

constexpr matrix<double, 2, 3> inner{0.45, -0.25, 0.75, -0.625, 0.375, 0.9};

/// Whether number i of each result is what the functions make of the number x.
template <class Results, class T>
bool agree(Results const& results, int i, T x, double tolerance) {
    auto const expected = all_functions(x);
    return [&]<std::size_t... I>(std::index_sequence<I...>) {
        static_assert(sizeof...(I) == std::tuple_size_v<Results>);
        return (close(std::get<I>(results).values[i], std::get<I>(expected), tolerance) && ...);
    }
    (std::make_index_sequence<support::function_count>{});
}

}  // namespace

TEST_CASE("functions of each number are those of numbers") {
    auto const results = value(all_functions)(loaded(inner));
    for (int i = 0; i < inner.size; ++i) CHECK(agree(results, i, inner.values[i], 1e-14));
    auto const singles = value(all_functions)(loaded(tensor<float, 2>{0.5f, -0.25f}));
    static_assert(std::is_same_v<std::tuple_element_t<4, decltype(singles)>, tensor<float, 2> const>);
    CHECK(agree(singles, 0, 0.5f, 1e-6));
    CHECK(agree(singles, 1, -0.25f, 1e-6));
}
