// SPDX-License-Identifier: BSL-1.0
// Vertex elimination, row by row and column by column give one Jacobian.
#include "catch.hpp"
#include "support/close.hpp"

#include <tapeless/tapeless.hpp>

namespace {

using support::close;

/// Repeats a mixing step; 1 repeat stays below the limit of elimination, 12 are above it.
template <std::size_t Results, std::size_t Repeats>
struct mixture {
    template <class T>
    constexpr std::array<T, Results> operator()(std::array<T, 5> const& x) const {
        std::array<T, 5> y = x;
        for (std::size_t r = 0; r < Repeats; ++r)
            for (std::size_t i = 0; i < 5; ++i) {
                T const& next = y[(i + 1) % 5];
                y[i] = select(y[i] < next, sin(y[i]) * next, exp(-y[i] * y[i])) + y[i] / (2 + next * next);
            }
        std::array<T, Results> result{};
        for (std::size_t k = 0; k < Results; ++k) result[k] = y[k % 5] * y[(k + 2) % 5] + (k < 5 ? x[k] : T(0));
        return result;
    }
};

constexpr std::array point{0.3, -0.7, 1.1, 0.4, -0.2};

template <class F>
void agrees_with_tangents(F f) {
    auto const rows = tapeless::jacobian(f)(point);
    for (std::size_t column = 0; column < 5; ++column) {
        std::array<double, 5> direction{};
        direction[column] = 1;
        auto const tangent = tapeless::jvp(f)(point, direction).tangent;
        for (std::size_t row = 0; row < tangent.size(); ++row) CHECK(close(rows[row][column], tangent[row], 1e-12));
    }
}

template <class F>
constexpr int nodes = tapeless::traced_function<F, tapeless::structure_of<std::array<double, 5>>>::value.size;

}  // namespace

TEST_CASE("elimination equals forward mode") {
    static_assert(nodes<mixture<3, 1>> <= tapeless::jacobian_elimination::most_nodes);
    agrees_with_tangents(mixture<3, 1>{});
    agrees_with_tangents(mixture<8, 1>{});
}

TEST_CASE("rows by reverse mode equal forward mode") {
    static_assert(nodes<mixture<3, 6>> > tapeless::jacobian_elimination::most_nodes);
    agrees_with_tangents(mixture<3, 6>{});
}

TEST_CASE("columns by forward mode equal forward mode") { agrees_with_tangents(mixture<8, 6>{}); }

TEST_CASE("elimination in a constant expression") {
    constexpr auto f = [](auto r, auto t) { return std::array{r * cos(t), r * sin(t), r}; };
    constexpr auto j = tapeless::jacobian(f)(2.0, 0.0);
    static_assert(j[0][0] == 1 && j[0][1] == 0 && j[1][0] == 0 && j[1][1] == 2 && j[2][0] == 1 && j[2][1] == 0);
    CHECK(tapeless::jacobian(f)(2.0, 0.0) == j);
}

TEST_CASE("results that are inputs, constants or users of other results") {
    constexpr auto f = [](auto x, auto y) {
        auto const p = x * y;
        return std::array{p, p * p, y, decltype(x)(3)};
    };
    constexpr auto j = tapeless::jacobian(f)(2.0, 5.0);
    static_assert(
        j == std::array{std::array{5.0, 2.0}, std::array{100.0, 40.0}, std::array{0.0, 1.0}, std::array{0.0, 0.0}});
    CHECK(tapeless::jacobian(f)(2.0, 5.0) == j);
}
