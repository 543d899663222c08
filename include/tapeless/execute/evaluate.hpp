// SPDX-License-Identifier: BSL-1.0
// Running a program: one call a step, each of which dissolves into its caller.
// In: runs of scalars to read. Out: runs of scalars written; everything between lives in locals.
#pragma once

#include <tapeless/execute/program.hpp>
#include <tapeless/graph/kernel.hpp>

#include <utility>

namespace tapeless {

namespace detail {

/// The locals of a running program: reads, writes, numbers and conditions.
template <class T>
struct locals {
    T const* const* in;
    T* const* out;
    T* v;
    bool* t;
};

/// How a step with this action changes the locals.
template <action What>
struct executor {
    template <class T>
    TAPELESS_ALWAYS_INLINE static constexpr void run(locals<T> const m, int d, int a, int b, int c) noexcept {
        constexpr op operation = static_cast<op>(What);
        if constexpr (operation == op::select) m.v[d] = kernel<op::select>::run(m.t[a], m.v[b], m.v[c]);
        else if constexpr (operation == op::logical_not) m.t[d] = !m.t[a];
        else if constexpr (operation == op::logical_and) m.t[d] = m.t[a] && m.t[b];
        else if constexpr (operation == op::logical_or) m.t[d] = m.t[a] || m.t[b];
        else if constexpr (is_condition(operation)) m.t[d] = kernel<operation>::run(m.v[a], m.v[b]);
        else if constexpr (arity(operation) == 1) m.v[d] = kernel<operation>::run(m.v[a]);
        else m.v[d] = kernel<operation>::run(m.v[a], m.v[b]);
    }
};

#define TAPELESS_EXECUTOR(what, statement)                                                                   \
    template <>                                                                                              \
    struct executor<what> {                                                                                  \
        template <class T>                                                                                   \
        TAPELESS_ALWAYS_INLINE static constexpr void run(locals<T> const m, int d, [[maybe_unused]] int a,   \
                                                         [[maybe_unused]] int b,                             \
                                                         [[maybe_unused]] int c) noexcept {                  \
            statement;                                                                                       \
        }                                                                                                    \
    };

// The commonest are written out: one inlined call a step instead of two.
TAPELESS_EXECUTOR(action::load, m.v[d] = m.in[a][b])
TAPELESS_EXECUTOR(action::store, m.out[a][b] = m.v[d])
TAPELESS_EXECUTOR(action_of(op::add), m.v[d] = m.v[a] + m.v[b])
TAPELESS_EXECUTOR(action_of(op::sub), m.v[d] = m.v[a] - m.v[b])
TAPELESS_EXECUTOR(action_of(op::mul), m.v[d] = m.v[a] * m.v[b])
TAPELESS_EXECUTOR(action_of(op::div), m.v[d] = m.v[a] / m.v[b])
TAPELESS_EXECUTOR(action::mul_add, m.v[d] = m.v[a] * m.v[b] + m.v[c])
TAPELESS_EXECUTOR(action::mul_sub, m.v[d] = m.v[a] * m.v[b] - m.v[c])
TAPELESS_EXECUTOR(action::sub_mul, m.v[d] = m.v[c] - m.v[a] * m.v[b])
TAPELESS_EXECUTOR(action::sincos, auto const r = math::sincos(m.v[a]); m.v[d] = r.sin; m.v[c] = r.cos)
TAPELESS_EXECUTOR(action::erf_exp, auto const r = math::erf_exp(m.v[a]); m.v[d] = r.erf; m.v[c] = r.exp)
TAPELESS_EXECUTOR(action::erfc_exp, auto const r = math::erfc_exp(m.v[a]); m.v[d] = r.erfc; m.v[c] = r.exp)

#undef TAPELESS_EXECUTOR

/// Numbers of steps as template arguments: a compiler that met the program itself in emitted code would copy it.
template <int I>
inline constexpr int fixed = I;
template <class Program, int I>
inline constexpr double literal = Program::value.constants[I];

inline constexpr int steps_in_block = 32;

template <class Program, int First, class T, int... I>
TAPELESS_ALWAYS_INLINE constexpr void run_block(locals<T> const m,
                                                std::integer_sequence<int, I...>) noexcept {
    (executor<Program::value.steps[First + I].what>::run(
         m, fixed<Program::value.steps[First + I].d>, fixed<Program::value.steps[First + I].a>,
         fixed<Program::value.steps[First + I].b>, fixed<Program::value.steps[First + I].c>),
     ...);
}

template <class Program, class T, int... Block>
TAPELESS_ALWAYS_INLINE constexpr void run_blocks(locals<T> const m,
                                                 std::integer_sequence<int, Block...>) noexcept {
    constexpr int size = Program::value.size;
    (run_block<Program, Block * steps_in_block>(
         m, std::make_integer_sequence<int, (size - Block * steps_in_block < steps_in_block
                                                 ? size - Block * steps_in_block
                                                 : steps_in_block)>{}),
     ...);
}

template <class Program, int First, class T, int... I>
TAPELESS_ALWAYS_INLINE constexpr void load_constants(T* v, std::integer_sequence<int, I...>) noexcept {
    ((v[First + I] = static_cast<T>(literal<Program, First + I>)), ...);
}

}  // namespace detail

/// Runs `Program::value` on runs of scalars.
///
/// Cost        straight-line code; locals for the values that are alive at once; no allocation, no call but those of
///             elementary functions
template <class Program, class T>
TAPELESS_ALWAYS_INLINE constexpr void evaluate(T const* const* in, T* const* out) noexcept {
    constexpr int constants = Program::value.constant_count;
    T v[static_cast<unsigned>(Program::value.values) + 1];
    bool t[static_cast<unsigned>(Program::value.conditions) + 1];
    [&]<int... Block>(std::integer_sequence<int, Block...>) {
        (detail::load_constants<Program, Block * 64>(
             v,
             std::make_integer_sequence<int, (constants - Block * 64 < 64 ? constants - Block * 64 : 64)>{}),
         ...);
    }
    (std::make_integer_sequence<int, (constants + 63) / 64>{});
    detail::run_blocks<Program>(
        detail::locals<T>{in, out, v, t},
        std::make_integer_sequence<int, (Program::value.size + detail::steps_in_block - 1) /
                                            detail::steps_in_block>{});
}

}  // namespace tapeless
