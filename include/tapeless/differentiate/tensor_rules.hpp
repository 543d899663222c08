// SPDX-License-Identifier: BSL-1.0
// The derivatives of operations on whole tensors, in both directions.
// In: a node and a sensitivity. Out: what the sensitivity becomes across the node, as ordinary nodes.
#pragma once

#include <tapeless/graph/arrange.hpp>

namespace tapeless {

/// The derivatives of one node of a graph whose nodes stand at the same places in `g`.
///
///   forward   tangent of z         += push(k, tangent of operand k)
///   reverse   adjoint of operand k += pull(k, adjoint of z)
///
/// Both are linear in the sensitivity, and one is the transposed of the other. Most operations are linear in every
/// operand: their tangent is the operation itself.
///
/// Numerics    ties of a maximum share evenly; cholesky takes its operand for symmetric
/// Source      M. B. Giles, Collected matrix derivative results for forward and reverse mode AD (2008)
class tensor_rule {
public:
    constexpr tensor_rule(graph_builder& g, int i) : g_(g), n_(g[i]), z_(i), shape_(g.shape_of(i)) {
        if (n_.operation != op::table && n_.operation != op::iota && n_.operation != op::reshape)
            how_ = g.attribute_of(i);
    }

    [[nodiscard]] constexpr int push(int k, int t) {
        switch (n_.operation) {
        case op::reduce_max:
        case op::reduce_min: return g_.append(op::div, reduce(chosen(t)), ties());
        case op::concat: return shifted(k, t);
        case op::contract: return k == 0 ? again(t, n_.b) : again(n_.a, t);
        case op::gather:
        case op::scatter: return again(t, n_.b);
        case op::cholesky: {
            int const inner = solved(left_solved(symmetric(t)), false);
            return matmul(z_, false, arrange::lower_triangle(g_, inner, 0.5), false);
        }
        case op::inverse: return negative(matmul(matmul(z_, false, t, false), false, z_, false));
        case op::log_determinant:
            return arrange::reduce(g_, op::reduce_sum, g_.append(op::mul, t, arrange::transpose(g_, inverse())),
                                   last_two(g_.shape_of(t)));
        case op::triangular_solve:
            if (k == 1) return again(n_.a, t);
            return negative(again(n_.a, times_solution(triangle(t))));
        default: return again(t, 0);
        }
    }

    [[nodiscard]] constexpr int pull(int k, int d) {
        extents const to = g_.shape_of(operand(n_, k));
        switch (n_.operation) {
        case op::view: return arrange::unview(g_, d, to, how_);
        case op::unview: return arrange::view(g_, d, to, how_);
        case op::reshape: return arrange::reshape(g_, d, to);
        case op::reduce_sum: return stretched(d, to);
        case op::reduce_max:
        case op::reduce_min: return chosen(stretched(g_.append(op::div, d, ties()), to));
        case op::cumsum: {
            int const back = arrange::flip(g_, d, how_.axis[0]);
            return arrange::flip(g_, g_.append_shaped(op::cumsum, to, how_, back), how_.axis[0]);
        }
        case op::concat: {
            int const first = k == 0 ? 0 : g_.shape_of(n_.a).at[how_.axis[0]];
            return arrange::slice(g_, d, how_.axis[0], first, to.at[how_.axis[0]]);
        }
        case op::contract:
            return k == 0 ? contracted(d, n_.b, how_.step, how_.axis, to)
                          : contracted(d, n_.a, how_.axis, how_.step, to);
        case op::gather: return g_.append_shaped(op::scatter, to, how_, d, n_.b);
        case op::scatter: return g_.append_shaped(op::gather, to, how_, d, n_.b);
        case op::cholesky: {
            int const inner = arrange::lower_triangle(g_, matmul(z_, true, d, false), 0.5);
            return symmetric(solved(inner, true));
        }
        case op::inverse: return negative(matmul(matmul(z_, true, d, false), false, z_, true));
        case op::log_determinant:
            return g_.append(op::mul, stretched(d, to, last_two(to)), arrange::transpose(g_, inverse()));
        case op::triangular_solve: {
            attribute back = how_;
            back.axis[1] = 1 - back.axis[1];
            int const by_b = g_.append_shaped(op::triangular_solve, g_.shape_of(n_.b), back, n_.a, d);
            return k == 1 ? by_b : negative(triangle(outer(by_b)));
        }
        default: return g_.constant(0);
        }
    }

private:
    [[nodiscard]] static constexpr int last_two(extents const& of) { return 3 << (of.rank - 2); }
    [[nodiscard]] constexpr int negative(int x) { return g_.append(op::neg, x); }
    [[nodiscard]] constexpr int matmul(int a, bool at, int b, bool bt) { return arrange::matmul(g_, a, at, b, bt); }
    /// The node's operation on other operands of the same shapes.
    [[nodiscard]] constexpr int again(int a, int b) {
        if (n_.operation == op::reshape) return arrange::reshape(g_, a, shape_);
        return g_.append_shaped(n_.operation, shape_, how_, a, b);
    }
    [[nodiscard]] constexpr int reduce(int x) { return arrange::reduce(g_, op::reduce_sum, x, how_.axis[0]); }
    [[nodiscard]] constexpr int stretched(int x, extents const& to, int mask) {
        return arrange::restore_axes(g_, x, to, mask, true);
    }
    [[nodiscard]] constexpr int stretched(int x, extents const& to) { return stretched(x, to, how_.axis[0]); }

    /// x where the operand is the extreme, 0 elsewhere.
    [[nodiscard]] constexpr int is_extreme() {
        return g_.append(op::equal, n_.a, arrange::restore_axes(g_, z_, g_.shape_of(n_.a), how_.axis[0], false));
    }
    [[nodiscard]] constexpr int chosen(int x) { return g_.append(op::select, is_extreme(), x, g_.constant(0)); }
    [[nodiscard]] constexpr int ties() { return reduce(chosen(g_.constant(1))); }

    /// Operand k of a concatenation at its place among zeros.
    [[nodiscard]] constexpr int shifted(int k, int t) {
        int const axis = how_.axis[0];
        int const first = k == 0 ? 0 : -g_.shape_of(n_.a).at[axis];
        return arrange::slice(g_, t, axis, first, shape_.at[axis]);
    }

    /// d, which has the result's labels, times the other operand: what is left are labels of the wanted operand; those
    /// that neither has were summed, and repeat.
    [[nodiscard]] constexpr int contracted(int d, int other, int const* of_other, int const* of_wanted,
                                           extents const& to) {
        arrange::labels result;
        arrange::labels theirs;
        arrange::labels left;
        for (int i = 0; i < shape_.rank; ++i) result.push(how_.offset[i]);
        for (int i = 0; i < g_.shape_of(other).rank; ++i) theirs.push(of_other[i]);
        extents kept;
        for (int i = 0; i < to.rank; ++i) {
            bool const there = result.has(of_wanted[i]) || theirs.has(of_wanted[i]);
            if (there) left.push(of_wanted[i]);
            kept.push(there ? to.at[i] : 1);
        }
        return arrange::broadcast_to(
            g_, arrange::reshape(g_, arrange::contract(g_, d, result, other, theirs, left), kept), to);
    }

    [[nodiscard]] constexpr int symmetric(int x) {
        return g_.append(op::mul, g_.append(op::add, x, arrange::transpose(g_, x)), g_.constant(0.5));
    }
    [[nodiscard]] constexpr int inverse() {
        return g_.append_shaped(op::inverse, g_.shape_of(n_.a), attribute{}, n_.a);
    }
    /// L^-1 * x^T, or L^-T * x^T where `transposed`.
    [[nodiscard]] constexpr int solve_with_factor(int x, bool transposed) {
        attribute how;
        how.axis[1] = transposed ? 1 : 0;
        return g_.append_shaped(op::triangular_solve, shape_, how, z_, x);
    }
    /// L^-1 * x
    [[nodiscard]] constexpr int left_solved(int x) { return solve_with_factor(x, false); }
    /// x * L^-T, or L^-T * x * L^-1 where `both`.
    [[nodiscard]] constexpr int solved(int x, bool both) {
        int const right = arrange::transpose(g_, solve_with_factor(arrange::transpose(g_, x), both));
        return both ? solve_with_factor(right, true) : right;
    }

    /// The triangle of the matrix that a triangular solve reads.
    [[nodiscard]] constexpr int triangle(int x) {
        if (how_.axis[0] == 0) return arrange::lower_triangle(g_, x, 1);
        return arrange::transpose(g_, arrange::lower_triangle(g_, arrange::transpose(g_, x), 1));
    }
    [[nodiscard]] constexpr bool solves_vector() const { return shape_.rank < g_.shape_of(n_.a).rank; }
    [[nodiscard]] constexpr int as_matrix(int x) {
        extents column = g_.shape_of(x);
        if (solves_vector()) column.push(1);
        return arrange::reshape(g_, x, column);
    }
    [[nodiscard]] constexpr int times_solution(int a) {
        return arrange::reshape(g_, matmul(a, how_.axis[1] == 1, as_matrix(z_), false), shape_);
    }
    /// by_b * x^T, transposed as the matrix is.
    [[nodiscard]] constexpr int outer(int by_b) {
        return how_.axis[1] == 1 ? matmul(as_matrix(z_), false, as_matrix(by_b), true)
                                 : matmul(as_matrix(by_b), false, as_matrix(z_), true);
    }

    graph_builder& g_;
    node n_;
    int z_;
    extents shape_;
    attribute how_;
};

}  // namespace tapeless
