// SPDX-License-Identifier: BSL-1.0
// The loops of contractions; all of it is checked at compile time.
#include <tapeless/execute/contraction_kernels.hpp>

using tapeless::attribute;
using tapeless::contiguous;
using tapeless::contraction_plan;
using tapeless::contraction_position;
using tapeless::extents;
using tapeless::merged;
using tapeless::plan_contraction;

namespace {

/// Labels 0: rows, 1: columns, 2: what is summed.
constexpr contraction_plan product(int rows, int inner, int columns) {
    attribute how;
    how.axis[1] = how.step[0] = 2;
    how.step[1] = how.offset[1] = 1;
    extents const a{2, {rows, inner}};
    extents const b{2, {inner, columns}};
    return plan_contraction(how, a, contiguous(a), b, contiguous(b), {2, {rows, columns}});
}
static_assert(product(4, 3, 5).rank == 2 && product(4, 3, 5).sums == 1 && product(4, 3, 5).size() == 20);
static_assert(product(4, 3, 5).a[0] == 3 && product(4, 3, 5).b[0] == 0 && product(4, 3, 5).b[1] == 1);
static_assert(product(4, 3, 5).sum_length[0] == 3 && product(4, 3, 5).sum_a[0] == 1 && product(4, 3, 5).sum_b[0] == 5);
static_assert(product(4, 3, 1).rank == 1 && product(4, 3, 1).a[0] == 3 && product(4, 3, 1).result[0] == 1);
static_assert(product(1, 3, 5).rank == 1 && product(1, 3, 5).b[0] == 1);
static_assert(product(1, 3, 1).rank == 0 && product(1, 3, 1).terms() == 3 && product(4, 1, 5).terms() == 1);

/// Axes by their labels: a(2, 3, 4), b(3, 4, 5), the result as it is given.
constexpr contraction_plan by_labels(extents const& labels) {
    attribute how;
    extents const a{3, {2, 3, 4}};
    extents const b{3, {3, 4, 5}};
    for (int i = 0; i < 3; ++i) {
        how.axis[i] = i;
        how.step[i] = i + 1;
    }
    extents result{labels.rank, {}};
    for (int i = 0; i < labels.rank; ++i) {
        how.offset[i] = labels.at[i];
        result.at[i] = labels.at[i] + 2;
    }
    return plan_contraction(how, a, contiguous(a), b, contiguous(b), result);
}
// What is summed is one axis where both operands walk through it as one; the result's axes are joined on demand.
static_assert(by_labels({2, {0, 3}}).sums == 1 && by_labels({2, {0, 3}}).sum_length[0] == 12);
static_assert(by_labels({3, {0, 1, 2}}).rank == 3 && merged(by_labels({3, {0, 1, 2}})).rank == 2);
static_assert(merged(by_labels({3, {1, 2, 3}})).rank == 2 && merged(by_labels({3, {1, 2, 3}})).length[0] == 12);
static_assert(merged(by_labels({3, {2, 1, 3}})).rank == 3);

struct store_in {
    double* out;
    template <int Count>
    constexpr void operator()(contraction_position const& at, double x) const {
        static_assert(Count == 1);
        out[at.at[0] * 2 + at.at[1]] = x;
    }
};
constexpr bool works_in_constant_evaluation() {
    double const a[] = {1, 2, 3, 4, 5, 6};
    double const b[] = {1, 2, 3, 4, 5, 6};
    double out[4]{};
    tapeless::contract_numbers<product(2, 3, 2)>(a, b, store_in{out});
    return out[0] == 22 && out[1] == 28 && out[2] == 49 && out[3] == 64;
}
static_assert(works_in_constant_evaluation());

}  // namespace
