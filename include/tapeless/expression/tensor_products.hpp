// SPDX-License-Identifier: BSL-1.0
// Products of vectors and matrices.
// In: two tensors. Out: a tensor, or a number. Each is one contraction: operands are neither permuted nor copied.
#pragma once

#include <tapeless/expression/functions.hpp>
#include <tapeless/expression/tensor.hpp>

namespace tapeless {

namespace detail {

/// Two operands without the axes along which they repeat, the labels of all axes, and the shape of the result.
struct product_plan {
    extents a;
    extents b;
    arrange::labels of_a;
    arrange::labels of_b;
    arrange::labels of_result;
    extents result;
    int summed = 1;  ///< products in each number of the result
};

/// Plan is a class with `plan` and `value`, the shape of the result.
template <class Plan, class A, class B>
constexpr auto multiplied(A const& a, B const& b) {
    constexpr product_plan plan = Plan::plan;
    graph_builder* const graph = graph_of(a, b);
    if (graph == nullptr) return tensor_with<traced, Plan>(node_of(a) * node_of(b) * plan.summed);
    graph_builder& g = *graph;
    int const left = arrange::reshape(g, a.index_in(g), plan.a);
    int const right = arrange::reshape(g, b.index_in(g), plan.b);
    return handle_of<Plan>(g, arrange::contract(g, left, plan.of_a, right, plan.of_b, plan.of_result));
}

template <class A, class B>
struct dot_shape {
    static constexpr bool fits = A::value.rank == 1 && A::value == B::value;
    static_assert(fits, "dot(a, b) requires two vectors of the same length");
    static constexpr extents value{};
    static constexpr product_plan plan{A::value, A::value, {1, {}}, {1, {}}, {}, {}, A::value.at[0]};
};
template <class A, class B>
struct outer_shape {
    static constexpr bool fits = A::value.rank == 1 && B::value.rank == 1;
    static_assert(fits, "outer(a, b) requires two vectors");
    static constexpr extents value{2, {A::value.at[0], B::value.at[0]}};
    static constexpr product_plan plan{A::value, B::value, {1, {0}}, {1, {1}}, {2, {0, 1}}, value, 1};
};

/// Labels: the axes of the result's batches by their place, then rows, columns, and what is summed.
constexpr product_plan plan_matmul(extents const& a, extents const& b, extents const& batches) {
    int const row = batches.rank;
    int const column = row + 1;
    int const inner = row + 2;
    product_plan plan;
    auto const label_batches = [&](extents const& from, extents& kept, arrange::labels& of) {
        for (int i = 0; i < from.rank - 2; ++i) {
            int const place = batches.rank - (from.rank - 2) + i;
            if (from.at[i] != batches.at[place]) continue;  // a stretched axis of length 1
            kept.push(from.at[i]);
            of.push(place);
        }
    };
    label_batches(a, plan.a, plan.of_a);
    label_batches(b, plan.b, plan.of_b);
    plan.result = batches;
    for (int i = 0; i < batches.rank; ++i) plan.of_result.push(i);
    if (a.rank > 1) {
        plan.a.push(a.at[a.rank - 2]);
        plan.of_a.push(row);
        plan.result.push(a.at[a.rank - 2]);
        plan.of_result.push(row);
    }
    plan.summed = a.at[a.rank - 1];
    plan.a.push(plan.summed);
    plan.of_a.push(inner);
    plan.b.push(plan.summed);
    plan.of_b.push(inner);
    if (b.rank > 1) {
        plan.b.push(b.at[b.rank - 1]);
        plan.of_b.push(column);
        plan.result.push(b.at[b.rank - 1]);
        plan.of_result.push(column);
    }
    return plan;
}
template <class A, class B>
struct matmul_shape {
    static constexpr bool tensors = A::value.rank > 0 && B::value.rank > 0;
    static_assert(tensors, "matmul(a, b) requires two tensors: a number multiplies by *");
    static constexpr int columns = tensors ? A::value.at[A::value.rank - 1] : 0;
    static constexpr int rows = tensors ? B::value.at[B::value.rank > 1 ? B::value.rank - 2 : 0] : 0;
    static_assert(columns == rows, "matmul(a, b) requires the columns of a to equal the rows of b");
    static constexpr extents batches = broadcast(leading_axes(A::value, 2), leading_axes(B::value, 2));
    static_assert(batches.rank >= 0, "matmul(a, b) requires the axes before the last two to broadcast: from the last "
                                     "one on, lengths are equal or one of them is 1");
    static constexpr bool fits = tensors && columns == rows && batches.rank >= 0;
    static constexpr product_plan plan = fits ? plan_matmul(A::value, B::value, batches) : product_plan{};
    static constexpr extents value = fits ? plan.result : A::value;
};

template <template <class, class> class Plan>
struct product_operation {
    template <class A, class B>
    constexpr auto operator()(A const& a, B const& b) const {
        using plan = Plan<shape_of<A>, shape_of<B>>;
        if constexpr (plan::fits) return multiplied<plan>(a, b);
        else return tensor_with<traced, plan>(traced(0));
    }
};

}  // namespace detail

/// Inner product of two vectors.
///
///   sum_i a_i * b_i
///
/// Error       "dot(a, b) requires two vectors of the same length"
template <class A, class B>
    requires detail::tensor_operands<A, B>
[[nodiscard]] constexpr auto dot(A const& a, B const& b) {
    return detail::call_operation<detail::product_operation<detail::dot_shape>>(a, b);
}

/// Outer product of two vectors.
///
///   c_ij = a_i * b_j
///
/// Error       "outer(a, b) requires two vectors"
template <class A, class B>
    requires detail::tensor_operands<A, B>
[[nodiscard]] constexpr auto outer(A const& a, B const& b) {
    return detail::call_operation<detail::product_operation<detail::outer_shape>>(a, b);
}

/// Matrix product.
///
///   c_ij = sum_k a_ik * b_kj
///
/// Shapes      (m, k) x (k, n), (k) x (k, n), (m, k) x (k), (k) x (k); axes before the last two are batches, which
///             broadcast
/// Cost        one graph node; no operand is copied
/// Error       "matmul(a, b) requires the columns of a to equal the rows of b"; "... the axes before the last two to
///             broadcast: ..."
template <class A, class B>
    requires detail::tensor_operands<A, B>
[[nodiscard]] constexpr auto matmul(A const& a, B const& b) {
    return detail::call_operation<detail::product_operation<detail::matmul_shape>>(a, b);
}

}  // namespace tapeless
