// SPDX-License-Identifier: BSL-1.0
// More, Garbow, Hillstrom: small problems in constant expressions.
#include "reference/mgh.hpp"
#include "support/close.hpp"
#include "systems/mgh_problems_fixed.hpp"
#include "systems/mgh_reference.hpp"

namespace {

/// Every entry within 1e-12 of the largest of its row.
template <std::size_t N>
constexpr bool rows_agree(std::array<double, N> const& row, std::array<double, N> const& expected) {
    double largest = 0;
    for (double const e : expected) largest = tapeless::max(largest, tapeless::abs(e));
    for (std::size_t j = 0; j < N; ++j)
        if (!(tapeless::abs(row[j] - expected[j]) <= 1e-12 * largest)) return false;
    return true;
}
template <std::size_t N, std::size_t M>
constexpr bool rows_agree(std::array<std::array<double, N>, M> const& rows,
                          std::array<std::array<double, N>, M> const& expected) {
    for (std::size_t i = 0; i < M; ++i)
        if (!rows_agree(rows[i], expected[i])) return false;
    return true;
}

template <class Problem, class Sample>
constexpr bool agrees(Problem f, Sample const& expected) {
    constexpr mgh::sum_of_squares<Problem> sum;
    return rows_agree(tapeless::value(f)(Problem::start), expected.residual) &&
           rows_agree(tapeless::jacobian(f)(Problem::start), expected.jacobian) &&
           rows_agree(tapeless::gradient(sum)(Problem::start), expected.gradient) &&
           rows_agree(tapeless::hessian(sum)(Problem::start), expected.hessian);
}

static_assert(agrees(mgh::rosenbrock{}, reference::mgh::rosenbrock));
static_assert(agrees(mgh::beale{}, reference::mgh::beale));
static_assert(agrees(mgh::helical_valley{}, reference::mgh::helical_valley));
static_assert(agrees(mgh::box{}, reference::mgh::box));
static_assert(agrees(mgh::powell_singular{}, reference::mgh::powell_singular));

}  // namespace
