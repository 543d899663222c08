// SPDX-License-Identifier: BSL-1.0
// The operations that a graph can hold.
// In: nothing. Out: `op`, and one row per operation with its name, arity and the kind of its result.
#pragma once

#include <cstdint>

namespace tapeless {

/// An operation of a graph, ordered by the number of operands. What each computes stands in graph/kernel.hpp, its
/// derivative in differentiate/rules.hpp.
enum class op : std::uint8_t {
    // leaves
    input,
    constant,
    table,          ///< constant numbers in a shape
    iota,           ///< 0, 1, 2, ... along one axis
    captured,       ///< captured number a of a formula: a constant that is known at run time
    no_derivative,  ///< stands where the derivative of a call is wanted; no program computes it
    // one operand
    neg,
    abs,
    sqrt,
    cbrt,
    exp,
    exp2,
    expm1,
    log,
    log2,
    log10,
    log1p,
    sin,
    cos,
    tan,
    asin,
    acos,
    atan,
    sinh,
    cosh,
    tanh,
    asinh,
    acosh,
    atanh,
    erf,
    erfc,
    sigmoid,
    softplus,
    sign,
    floor,
    ceil,
    round,
    stop_gradient,  ///< the operand, whose derivative is 0
    call,           ///< the first result of an opaque function, called with a list of arguments
    result,         ///< result number b of a call
    logical_not,
    view,        ///< the operand's numbers in another arrangement
    unview,      ///< the transposed of a view: every number is added at the place that the view reads
    reshape,     ///< the same numbers in the same order
    reduce_sum,  ///< over the axes of a mask, as the next ones
    reduce_max,
    reduce_min,
    argmax,  ///< the first place of the largest number along an axis
    argmin,
    cumsum,    ///< sums of all numbers up to each one along an axis
    cholesky,  ///< of the matrices in the last two axes, as the next ones
    inverse,
    log_determinant,
    scan,  ///< a loop: the first result; the operand is a list of arguments
    // two operands
    add,
    sub,
    mul,
    div,
    pow,
    atan2,
    hypot,
    min,
    max,
    fmin,
    fmax,
    less,
    less_equal,
    equal,
    logical_and,
    logical_or,
    argument,          ///< a list of arguments: those of the first operand, then the second
    contract,          ///< the sum of products over the axes that the result does not have
    gather,            ///< the first operand at the places that the second one says
    scatter,           ///< zeros, to which the first operand is added at the places that the second one says
    triangular_solve,  ///< x of a * x = b
    concat,            ///< the operands one after the other along an axis
    // three operands
    select,
    cond,    ///< as select, but only the side that is taken is computed
    custom,  ///< the first operand, whose derivative by the second is the third
};

/// What a node stands for: a number, or the truth of a comparison.
enum class value_kind : std::uint8_t { number, condition };

/// A row of the operation table.
struct op_row {
    op operation;
    char const* name;
    int arity;
    value_kind result = value_kind::number;
    bool commutative = false;
};

inline constexpr op_row op_table[] = {
    {op::input, "input", 0},
    {op::constant, "constant", 0},
    {op::table, "table", 0},
    {op::iota, "iota", 0},
    {op::captured, "captured", 0},
    {op::no_derivative, "no_derivative", 0},
    {op::neg, "neg", 1},
    {op::abs, "abs", 1},
    {op::sqrt, "sqrt", 1},
    {op::cbrt, "cbrt", 1},
    {op::exp, "exp", 1},
    {op::exp2, "exp2", 1},
    {op::expm1, "expm1", 1},
    {op::log, "log", 1},
    {op::log2, "log2", 1},
    {op::log10, "log10", 1},
    {op::log1p, "log1p", 1},
    {op::sin, "sin", 1},
    {op::cos, "cos", 1},
    {op::tan, "tan", 1},
    {op::asin, "asin", 1},
    {op::acos, "acos", 1},
    {op::atan, "atan", 1},
    {op::sinh, "sinh", 1},
    {op::cosh, "cosh", 1},
    {op::tanh, "tanh", 1},
    {op::asinh, "asinh", 1},
    {op::acosh, "acosh", 1},
    {op::atanh, "atanh", 1},
    {op::erf, "erf", 1},
    {op::erfc, "erfc", 1},
    {op::sigmoid, "sigmoid", 1},
    {op::softplus, "softplus", 1},
    {op::sign, "sign", 1},
    {op::floor, "floor", 1},
    {op::ceil, "ceil", 1},
    {op::round, "round", 1},
    {op::stop_gradient, "stop_gradient", 1},
    {op::call, "call", 1},
    {op::result, "result", 1},
    {op::logical_not, "logical_not", 1, value_kind::condition},
    {op::view, "view", 1},
    {op::unview, "unview", 1},
    {op::reshape, "reshape", 1},
    {op::reduce_sum, "reduce_sum", 1},
    {op::reduce_max, "reduce_max", 1},
    {op::reduce_min, "reduce_min", 1},
    {op::argmax, "argmax", 1},
    {op::argmin, "argmin", 1},
    {op::cumsum, "cumsum", 1},
    {op::cholesky, "cholesky", 1},
    {op::inverse, "inverse", 1},
    {op::log_determinant, "log_determinant", 1},
    {op::scan, "scan", 1},
    {op::add, "add", 2, value_kind::number, true},
    {op::sub, "sub", 2},
    {op::mul, "mul", 2, value_kind::number, true},
    {op::div, "div", 2},
    {op::pow, "pow", 2},
    {op::atan2, "atan2", 2},
    {op::hypot, "hypot", 2},
    {op::min, "min", 2},
    {op::max, "max", 2},
    {op::fmin, "fmin", 2},
    {op::fmax, "fmax", 2},
    {op::less, "less", 2, value_kind::condition},
    {op::less_equal, "less_equal", 2, value_kind::condition},
    {op::equal, "equal", 2, value_kind::condition, true},
    {op::logical_and, "logical_and", 2, value_kind::condition, true},
    {op::logical_or, "logical_or", 2, value_kind::condition, true},
    {op::argument, "argument", 2},
    {op::contract, "contract", 2},
    {op::gather, "gather", 2},
    {op::scatter, "scatter", 2},
    {op::triangular_solve, "triangular_solve", 2},
    {op::concat, "concat", 2},
    {op::select, "select", 3},
    {op::cond, "cond", 3},
    {op::custom, "custom", 3},
};

inline constexpr int op_count = static_cast<int>(sizeof(op_table) / sizeof(op_row));

/// The number of operands. Passes ask this of every node, so it is read off the order of the enumeration.
[[nodiscard]] constexpr int arity(op operation) noexcept {
    return operation <= op::no_derivative ? 0 : operation < op::add ? 1 : operation < op::select ? 2 : 3;
}

/// Whether the result is a condition.
[[nodiscard]] constexpr bool is_condition(op operation) noexcept {
    return operation == op::logical_not || (operation >= op::less && operation <= op::logical_or);
}

/// Whether the result is one of the last two operands.
[[nodiscard]] constexpr bool is_choice(op operation) noexcept {
    return operation == op::select || operation == op::cond;
}

/// Whether the operation arranges, sums or multiplies whole tensors; the others go number by number.
[[nodiscard]] constexpr bool is_tensor_operation(op operation) noexcept {
    return (operation >= op::view && operation <= op::scan) || (operation >= op::contract && operation <= op::concat) ||
           operation == op::table || operation == op::iota;
}

/// Whether a number or condition follows from the values of the operands alone.
[[nodiscard]] constexpr bool has_kernel(op operation) noexcept {
    return arity(operation) > 0 && !is_tensor_operation(operation) && operation != op::call &&
           operation != op::result && operation != op::argument && operation != op::custom;
}

/// Whether the node only tells differentiation something: no program computes it.
[[nodiscard]] constexpr bool is_marker(op operation) noexcept {
    return operation == op::stop_gradient || operation == op::custom || operation == op::captured;
}

/// Whether the operation usually is a function call, which leaves nothing in registers.
[[nodiscard]] constexpr bool is_call(op operation) noexcept {
    return (operation >= op::cbrt && operation <= op::softplus) || operation == op::pow || operation == op::atan2 ||
           operation == op::hypot;
}

namespace detail {

constexpr bool op_table_in_order() {
    for (int i = 0; i < op_count; ++i)
        if (op_table[i].operation != static_cast<op>(i) || op_table[i].arity != arity(static_cast<op>(i)) ||
            (op_table[i].result == value_kind::condition) != is_condition(static_cast<op>(i)))
            return false;
    return static_cast<op>(op_count - 1) == op::custom;
}
static_assert(op_table_in_order(),
              "op_table requires one row for each op, in the order of the enumeration, with the arity of its place");

}  // namespace detail

/// The row of an operation.
[[nodiscard]] constexpr op_row const& row(op operation) noexcept { return op_table[static_cast<int>(operation)]; }

}  // namespace tapeless
