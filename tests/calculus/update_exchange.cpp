// SPDX-License-Identifier: BSL-1.0
// Steps in place whose results are computed from each other's memory.
#include <tapeless/calculus/tensor_calls.hpp>
#include <tapeless/calculus/update.hpp>
#include <tapeless/expression/axes.hpp>
#include <tapeless/expression/tensor_functions.hpp>
#include <tapeless/expression/tensor_sums.hpp>

#include <catch.hpp>

namespace {

using namespace tapeless;

/// The new parameters come from the moments alone, and the new moments from the parameters alone.
struct exchanging {
    static constexpr int moments = 1;
    constexpr auto numbers() const { return std::array{2.0}; }
    template <class T>
    static constexpr auto update(T p, T, T m, std::array<T, 1> const& n) {
        return std::array{n[0] * m + 1, n[0] * p + 3};
    }
};

constexpr auto loss = [](auto const& p) { return sum(cumsum(p, axis<0>)); };

}  // namespace

TEST_CASE("parameters and moments that are made of each other are read before they are written") {
    constexpr auto step = update_with(exchanging{}, loss);
    tensor<double, 3> p{{10, 20, 30}};
    auto state = step.initial_state(p);
    CHECK(step(p, state) == 100);
    CHECK(p(0) == 1);
    CHECK(p(2) == 1);
    CHECK(state.moments[0](0) == 23);
    CHECK(state.moments[0](1) == 43);
    CHECK(state.moments[0](2) == 63);
    CHECK(step(p, state) == 6);
    CHECK(p(1) == 87);
    CHECK(state.moments[0](1) == 5);
}
