// SPDX-License-Identifier: BSL-1.0
// Training steps on matrices of Eigen, where they lie.
#include "catch.hpp"

#include <tapeless/calculus/update.hpp>
#include <tapeless/eigen.hpp>
#include <tapeless/nn/optimisers.hpp>
#include <tapeless/tensor.hpp>

#include <Eigen/Core>
#include <tuple>

namespace {

using row_major = Eigen::Matrix<float, 2, 3, Eigen::RowMajor>;

constexpr auto loss = [](auto const& p, auto const& x) {
    auto const& [w, b] = p;
    return sum(square(matmul(w, x) + b));
};
constexpr auto step = tapeless::update_with(tapeless::sgd{.learning_rate = 0.25}, loss);
constexpr auto with_state = tapeless::update_with(tapeless::adam{}, loss);

}  // namespace

TEST_CASE("matrices of Eigen learn where they lie") {
    std::tuple<row_major, Eigen::Vector2f> p;
    std::get<0>(p) << 1, 2, 3, 4, 5, 6;
    std::get<1>(p) << -1, 1;
    auto const& [w, b] = p;
    auto const before = p;
    Eigen::Vector3f const x(1, 0, -1);
    auto const slope = tapeless::to_eigen(tapeless::gradient<0>(loss)(p, x));
    CHECK(step(p, x) == 10);  // (-2 - 1)^2 + (-2 + 1)^2
    CHECK(w == std::get<0>(before) - 0.25F * std::get<0>(slope));
    CHECK(b == std::get<1>(before) - 0.25F * std::get<1>(slope));
    CHECK(b == Eigen::Vector2f(0.5F, 1.5F));

    auto state = with_state.initial_state(p);
    float const first = with_state(p, state, x);
    CHECK(with_state(p, state, x) < first);
}

TEST_CASE("a map of Eigen's is changed where it points") {
    float numbers[] = {1, 2, 3};
    Eigen::Map<Eigen::Vector3f> p(numbers);
    CHECK(tapeless::update_with(tapeless::sgd{.learning_rate = 0.25}, [](auto const& v) { return sum(v * v); })(p) ==
          14);
    CHECK(numbers[2] == 1.5F);
}
