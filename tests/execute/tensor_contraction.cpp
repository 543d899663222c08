// SPDX-License-Identifier: BSL-1.0
// The loops of contractions; all of it is checked at compile time.
#include <tapeless/execute/tensor_kernels.hpp>

using tapeless::attribute;
using tapeless::contiguous;
using tapeless::extents;
using tapeless::tensor_kernel::contraction;
using tapeless::tensor_kernel::plan_contraction;

namespace {

/// Labels 0: rows, 1: columns, 2: what is summed.
constexpr contraction product(int rows, int inner, int columns) {
    attribute how;
    how.axis[1] = how.step[0] = 2;
    how.step[1] = how.offset[1] = 1;
    extents const a{2, {rows, inner}};
    extents const b{2, {inner, columns}};
    return plan_contraction(how, a, contiguous(a), b, contiguous(b), {2, {rows, columns}});
}

// Rows of b are added to rows of the result.
static_assert(product(4, 3, 5).nest.over == extents{3, {4, 3, 5}} && !product(4, 3, 5).inner_sum);
// A column has no neighbours in the result: what is summed is the inner loop, and the column none at all.
static_assert(product(4, 3, 1).nest.over == extents{2, {4, 3}} && product(4, 3, 1).inner_sum);
static_assert(product(4, 3, 1).result_axes == 1);
static_assert(product(1, 3, 1).nest.over == extents{1, {3}} && product(1, 3, 1).inner_sum);
static_assert(product(1, 3, 1).result_axes == 0);
static_assert(product(4, 1, 1).nest.over == extents{1, {4}} && product(1, 1, 1).nest.over.rank == 0);

/// More labels than a nest has loops, of which enough have length 1: depthwise weights in a Jacobian.
constexpr contraction many() {
    attribute how;
    extents a{6, {2, 3, 1, 4, 5, 1}};
    extents b{4, {2, 1, 3, 1}};
    for (int i = 0; i < 6; ++i) how.axis[i] = i;
    for (int i = 0; i < 4; ++i) how.step[i] = 6 + i;
    extents const result{5, {2, 3, 1, 4, 5}};
    for (int i = 0; i < 5; ++i) how.offset[i] = i;
    return plan_contraction(how, a, contiguous(a), b, contiguous(b), result);
}
static_assert(many().nest.over.rank == 6 && many().result_axes == 4);

}  // namespace
