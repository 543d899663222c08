// SPDX-License-Identifier: BSL-1.0
// Programs: what a schedule leaves and evaluation runs.
// In: nothing. Out: `step`, one action on numbered local values, and `program`, a fixed-size list of them.
#pragma once

#include <tapeless/core/structure.hpp>
#include <tapeless/graph/graph.hpp>

namespace tapeless {

/// What a step does. The first actions are the operations of the graph; the others are fused from several nodes.
enum class action : std::uint8_t {
    load = static_cast<int>(op::input),
    store = static_cast<int>(op::constant),
    mul_add = op_count,  ///< a * b + c
    mul_sub,             ///< a * b - c
    sub_mul,             ///< c - a * b
    sincos,              ///< d = sin(a), c = cos(a) in one computation
    erf_exp,             ///< d = erf(a), c = exp(-a * a)
    erfc_exp,            ///< d = erfc(a), c = exp(-a * a)
    move,                ///< d = a
    branch,              ///< if condition d then the next a steps, else the b steps after them
    invoke,              ///< d, d + 1, ... = the results of callee a, called with the values arguments[b], ...
};

[[nodiscard]] constexpr action action_of(op operation) noexcept { return static_cast<action>(operation); }

/// One action: value d from the values a, b and c. A load reads run a, offset b; a store writes value d there.
struct program_step {
    action what = action::load;
    int d = 0;
    int a = 0;
    int b = 0;
    int c = 0;
};

/// What a step reads from a, b and c, conditions first, and what it writes. Loads, stores, moves, branches and calls
/// are of their own kind.
struct step_operands {
    int conditions = 0;
    int numbers = 0;
    bool truth = false;   ///< the result is a condition
    bool second = false;  ///< c receives a second result
};

[[nodiscard]] constexpr step_operands operands_of(action what) {
    if (what == action::mul_add || what == action::mul_sub || what == action::sub_mul) return {0, 3};
    if (what == action::sincos || what == action::erf_exp || what == action::erfc_exp) return {0, 1, false, true};
    op const operation = static_cast<op>(what);
    bool const truth = is_condition(operation);
    if (is_choice(operation)) return {1, 2};
    if (truth && operation != op::less && operation != op::less_equal && operation != op::equal)
        return {arity(operation), 0, truth};
    return {0, arity(operation), truth};
}

/// Operand `k` (0, 1 or 2) of a step.
[[nodiscard]] constexpr int& operand(program_step& s, int k) noexcept { return k == 0 ? s.a : k == 1 ? s.b : s.c; }
[[nodiscard]] constexpr int operand(program_step const& s, int k) noexcept { return k == 0 ? s.a : k == 1 ? s.b : s.c; }

/// Straight-line code over local values. The first values hold the constants.
template <int Steps, int Constants>
struct program {
    program_step steps[static_cast<unsigned>(Steps) + 1]{};
    double constants[static_cast<unsigned>(Constants) + 1]{};
    int size = 0;
    int first_store = 0;  ///< steps before the first store
    int constant_count = 0;
    int values = 0;      ///< local numbers, the constants among them
    int conditions = 0;  ///< local truth values
};

template <int Steps, int Constants, int S, int C>
[[nodiscard]] constexpr program<Steps, Constants> shrink(program<S, C> const& from) {
    program<Steps, Constants> to;
    for (int i = 0; i < Steps; ++i) to.steps[i] = from.steps[i];
    for (int i = 0; i < Constants; ++i) to.constants[i] = from.constants[i];
    to.size = from.size;
    to.first_store = from.first_store;
    to.constant_count = from.constant_count;
    to.values = from.values;
    to.conditions = from.conditions;
    return to;
}

/// Straight-line code with branches and calls of opaque functions among it.
template <int Steps, int Constants, int Callees, int Arguments>
struct branching_program : program<Steps, Constants> {
    opaque_function const* callees[static_cast<unsigned>(Callees) + 1]{};
    int arguments[static_cast<unsigned>(Arguments) + 1]{};
};

}  // namespace tapeless
