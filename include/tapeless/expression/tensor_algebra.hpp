// SPDX-License-Identifier: BSL-1.0
// Linear algebra with the matrices in the last two axes of a tensor.
// In: matrices. Out: solutions, factors, inverses and determinants; axes before the last two are batches.
#pragma once

#include <tapeless/expression/tensor.hpp>

#include <type_traits>

namespace tapeless {

/// The triangle that a triangular system has.
struct lower {};
struct upper {};

namespace detail {

constexpr bool is_square(extents const& of) { return of.rank > 1 && of.at[of.rank - 1] == of.at[of.rank - 2]; }

template <class A>
struct factored_shape {
    static constexpr bool fits = is_square(A::value);
    static_assert(fits,
                  "cholesky(a), inverse(a) and log_determinant(a) require the last two axes of a to be as long as "
                  "each other");
    static constexpr extents value = A::value;
};
template <class A>
struct determinant_shape : factored_shape<A> {
    static constexpr extents value = leading_axes(A::value, 2);
};
template <class A, class B>
struct solution_shape {
    static constexpr bool square = is_square(A::value);
    static_assert(square, "triangular_solve(a, b) requires the last two axes of a to be as long as each other");
    static constexpr bool of_vector = B::value.rank == A::value.rank - 1;
    static constexpr bool fits = square && (of_vector || B::value.rank == A::value.rank) &&
                                 leading_axes(A::value, 1) == leading_axes(B::value, of_vector ? 0 : 1);
    static_assert(fits || !square,
                  "triangular_solve(a, b) requires b to have as many rows as a: a of (n, n) and b of (n) "
                  "or (n, m), with the same axes before them");
    static constexpr extents value = B::value;
};

template <op Operation, template <class> class Shape>
struct factored {
    template <class A>
    constexpr auto operator()(A const& a) const {
        using to = Shape<shape_of<A>>;
        if constexpr (!to::fits) return tensor_with<traced, to>(traced(0));
        else {
            graph_builder& g = *a.graph();
            return handle_of<to>(g, g.append_shaped(Operation, to::value, attribute{}, a.index_in(g)));
        }
    }
};
template <class Triangle>
struct triangular_solution {
    template <class A, class B>
    constexpr auto operator()(A const& a, B const& b) const {
        using to = solution_shape<shape_of<A>, shape_of<B>>;
        if constexpr (!to::fits) return tensor_with<traced, to>(traced(0));
        else {
            graph_builder& g = *graph_of(a, b);
            attribute how;
            how.axis[0] = std::is_same_v<Triangle, upper> ? 1 : 0;
            return handle_of<to>(g,
                                 g.append_shaped(op::triangular_solve, to::value, how, a.index_in(g), b.index_in(g)));
        }
    }
};

}  // namespace detail

/// The solution of a triangular system.
///
///   a x = b,  triangular_solve<upper>(a, b) with an upper triangle
///
/// Shapes      a: (n, n), of which only the triangle is read; b, x: (n) or (n, m). Axes before them are batches
/// Derivative  db = a^-T dx,  da = the triangle of -db x^T
/// Cost        n^2 m flops
/// Numerics    backward stable; a zero on the diagonal gives infinities or NaN
/// Error       "triangular_solve(a, b) requires b to have as many rows as a: ..."
template <class Triangle = lower, class A, class B>
    requires detail::tensor_operands<A, B>
[[nodiscard]] constexpr auto triangular_solve(A const& a, B const& b) {
    return detail::call_operation<detail::triangular_solution<Triangle>>(a, b);
}

/// The lower factor of a symmetric positive definite matrix.
///
///   l l^T = a
///
/// Shapes      (n, n), of which only the lower triangle is read; axes before them are batches
/// Derivative  of the symmetric part of a: the gradient is symmetric
/// Cost        n^3 / 3 flops
/// Numerics    backward stable; NaN where a is not positive definite
/// Error       "cholesky(a), inverse(a) and log_determinant(a) require the last two axes of a to be as long as each
///             other"
/// Source      Giles, Collected matrix derivative results for forward and reverse mode AD (2008)
template <class A>
    requires detail::tensor_operands<A>
[[nodiscard]] constexpr auto cholesky(A const& a) {
    return detail::call_operation<detail::factored<op::cholesky, detail::factored_shape>>(a);
}

/// The inverse of a square matrix.
///
/// Shapes      (n, n); axes before them are batches
/// Derivative  da = -a^-T dx a^-T
/// Cost        2 n^3 flops
/// Numerics    elimination with partial pivoting; a singular matrix gives infinities or NaN
/// Error       as cholesky
template <class A>
    requires detail::tensor_operands<A>
[[nodiscard]] constexpr auto inverse(A const& a) {
    return detail::call_operation<detail::factored<op::inverse, detail::factored_shape>>(a);
}

/// log |det a|
///
/// Shapes      (n, n) -> a number; axes before them are batches
/// Derivative  a^-T
/// Cost        2 n^3 / 3 flops
/// Numerics    no product leaves the range; -infinity for a singular matrix
/// Error       as cholesky
template <class A>
    requires detail::tensor_operands<A>
[[nodiscard]] constexpr auto log_determinant(A const& a) {
    return detail::call_operation<detail::factored<op::log_determinant, detail::determinant_shape>>(a);
}

}  // namespace tapeless
