// SPDX-License-Identifier: BSL-1.0
// Running a program: one call a step, each of which dissolves into its caller.
// In: runs of scalars to read. Out: runs of scalars written; everything between lives in locals.
#pragma once

#include <tapeless/execute/program.hpp>
#include <tapeless/graph/kernel.hpp>

#include <type_traits>
#include <utility>

namespace tapeless {

// Of two branches on one condition the second may read what the first has computed, which g++ does not follow.
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"
#endif

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
        if constexpr (is_choice(operation)) m.v[d] = kernel<op::select>::run(m.t[a], m.v[b], m.v[c]);
        else if constexpr (operation == op::logical_not) m.t[d] = !m.t[a];
        else if constexpr (operation == op::logical_and) m.t[d] = m.t[a] && m.t[b];
        else if constexpr (operation == op::logical_or) m.t[d] = m.t[a] || m.t[b];
        else if constexpr (is_condition(operation)) m.t[d] = kernel<operation>::run(m.v[a], m.v[b]);
        else if constexpr (arity(operation) == 1) m.v[d] = kernel<operation>::run(m.v[a]);
        else m.v[d] = kernel<operation>::run(m.v[a], m.v[b]);
    }
};

#define TAPELESS_EXECUTOR(what, statement)                                                                             \
    template <>                                                                                                        \
    struct executor<what> {                                                                                            \
        template <class T>                                                                                             \
        TAPELESS_ALWAYS_INLINE static constexpr void run(locals<T> const m, int d, [[maybe_unused]] int a,             \
                                                         [[maybe_unused]] int b, [[maybe_unused]] int c) noexcept {    \
            statement;                                                                                                 \
        }                                                                                                              \
    };

// The commonest are written out: one inlined call a step instead of two, and sums of products in one expression, which
// may become one fused multiply-add where the user's flags allow it.
TAPELESS_EXECUTOR(action::load, m.v[d] = m.in[a][b])
TAPELESS_EXECUTOR(action::store, m.out[a][b] = m.v[d])
TAPELESS_EXECUTOR(action::move, m.v[d] = m.v[a])
#define TAPELESS_ARITHMETIC(what, plain, exact)                                                                        \
    TAPELESS_EXECUTOR(what, if (__builtin_is_constant_evaluated()) m.v[d] = exact; else m.v[d] = plain)
TAPELESS_ARITHMETIC(action_of(op::add), m.v[a] + m.v[b], ieee::add(m.v[a], m.v[b]))
TAPELESS_ARITHMETIC(action_of(op::sub), m.v[a] - m.v[b], ieee::sub(m.v[a], m.v[b]))
TAPELESS_ARITHMETIC(action_of(op::mul), m.v[a] * m.v[b], ieee::mul(m.v[a], m.v[b]))
TAPELESS_ARITHMETIC(action_of(op::div), m.v[a] / m.v[b], ieee::div(m.v[a], m.v[b]))
TAPELESS_ARITHMETIC(action::mul_add, m.v[a] * m.v[b] + m.v[c], ieee::add(ieee::mul(m.v[a], m.v[b]), m.v[c]))
TAPELESS_ARITHMETIC(action::mul_sub, m.v[a] * m.v[b] - m.v[c], ieee::sub(ieee::mul(m.v[a], m.v[b]), m.v[c]))
TAPELESS_ARITHMETIC(action::sub_mul, m.v[c] - m.v[a] * m.v[b], ieee::sub(m.v[c], ieee::mul(m.v[a], m.v[b])))
#undef TAPELESS_ARITHMETIC
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
inline constexpr int blocks_in_group = 64;
inline constexpr int steps_in_group = steps_in_block * blocks_in_group;

template <class Program, int First, class T, int... I>
TAPELESS_ALWAYS_INLINE constexpr void run_block(locals<T> const m, std::integer_sequence<int, I...>) noexcept {
    (executor<Program::value.steps[First + I].what>::run(
         m, fixed<Program::value.steps[First + I].d>, fixed<Program::value.steps[First + I].a>,
         fixed<Program::value.steps[First + I].b>, fixed<Program::value.steps[First + I].c>),
     ...);
}

/// How many of the items from First on a part of at most Most takes.
constexpr int part(int last, int first, int most) { return last - first < most ? last - first : most; }

// Two levels: a fold over more than 256 operands is too deep for clang.
template <class Program, int First, int Last, class T, int... Block>
TAPELESS_ALWAYS_INLINE constexpr void run_blocks(locals<T> const m, std::integer_sequence<int, Block...>) noexcept {
    (run_block<Program, First + Block * steps_in_block>(
         m, std::make_integer_sequence<int, part(Last, First + Block * steps_in_block, steps_in_block)>{}),
     ...);
}
template <class Program, int First, int Last, class T, int... Group>
TAPELESS_ALWAYS_INLINE constexpr void run_groups([[maybe_unused]] locals<T> const m,
                                                 std::integer_sequence<int, Group...>) noexcept {
    [[maybe_unused]] constexpr int blocks = (Last - First + steps_in_block - 1) / steps_in_block;
    (run_blocks<Program, First + Group * steps_in_group, Last>(
         m, std::make_integer_sequence<int, part(blocks, Group * blocks_in_group, blocks_in_group)>{}),
     ...);
}
/// The steps from First to before Last, one after the other.
template <class Program, int First, int Last, class T>
TAPELESS_ALWAYS_INLINE constexpr void run_straight(locals<T> const m) noexcept {
    run_groups<Program, First, Last>(
        m, std::make_integer_sequence<int, (Last - First + steps_in_group - 1) / steps_in_group>{});
}

/// The first branch or call from First on, at most Last.
template <class Program>
constexpr int next_turn(int first, int last) {
    while (first < last && Program::value.steps[first].what != action::branch &&
           Program::value.steps[first].what != action::invoke)
        ++first;
    return first;
}

/// Arguments and results are copied, so that the locals themselves need no address.
template <class Program, int At, class T, int... I, int... K>
TAPELESS_ALWAYS_INLINE constexpr void invoke(locals<T> const m, std::integer_sequence<int, I...>,
                                             std::integer_sequence<int, K...>) noexcept {
    constexpr program_step s = Program::value.steps[At];
    constexpr opaque_function callee = *Program::value.callees[s.a];
    T const arguments[] = {m.v[fixed<Program::value.arguments[s.b + I]>]...};
    T results[sizeof...(K)]{};
    if constexpr (std::is_same_v<T, float>) callee.in_float(arguments, results);
    else callee.in_double(arguments, results);
    ((m.v[s.d + K] = results[K]), ...);
}

/// The same with branches and calls, of which each is a template of its own.
template <class Program, int First, int Last, class T>
TAPELESS_ALWAYS_INLINE constexpr void run_branching(locals<T> const m) noexcept {
    constexpr int turn = next_turn<Program>(First, Last);
    run_straight<Program, First, turn>(m);
    if constexpr (turn < Last) {
        constexpr program_step s = Program::value.steps[turn];
        if constexpr (s.what == action::branch) {
            if (m.t[s.d]) run_branching<Program, turn + 1, turn + 1 + s.a>(m);
            else run_branching<Program, turn + 1 + s.a, turn + 1 + s.a + s.b>(m);
            run_branching<Program, turn + 1 + s.a + s.b, Last>(m);
        } else {
            constexpr opaque_function callee = *Program::value.callees[s.a];
            invoke<Program, turn>(m, std::make_integer_sequence<int, callee.arguments>{},
                                  std::make_integer_sequence<int, callee.results>{});
            run_branching<Program, turn + 1, Last>(m);
        }
    }
}

template <class Program, int First, class T, int... I>
TAPELESS_ALWAYS_INLINE constexpr void load_constants(T* v, std::integer_sequence<int, I...>) noexcept {
    ((v[First + I] = static_cast<T>(literal<Program, First + I>)), ...);
}
template <class Program, class T, int... Block>
TAPELESS_ALWAYS_INLINE constexpr void load_all_constants([[maybe_unused]] T* v,
                                                         std::integer_sequence<int, Block...>) noexcept {
    [[maybe_unused]] constexpr int count = Program::value.constant_count;
    (load_constants<Program, Block * 128>(v, std::make_integer_sequence<int, part(count, Block * 128, 128)>{}), ...);
}

}  // namespace detail

/// Runs `Program::value` on runs of scalars, in two parts: what comes before the first result is stored, and the rest.
///
/// A result that is made between the two, after the calls, needs no zeros from its constructor: nothing can see them
/// before they are overwritten, so that the compiler leaves them out.
///
/// Cost        straight-line code; locals for the values that are alive at once; no allocation, no call but those of
///             elementary functions
template <class Program, class T>
class evaluation {
public:
    TAPELESS_ALWAYS_INLINE constexpr explicit evaluation(T const* const* runs) noexcept : in_(runs) {
        detail::load_all_constants<Program>(
            v_, std::make_integer_sequence<int, (Program::value.constant_count + 127) / 128>{});
        run<0, Program::value.first_store>(nullptr);
    }
    TAPELESS_ALWAYS_INLINE constexpr void store(T* const* out) noexcept {
        run<Program::value.first_store, Program::value.size>(out);
    }

private:
    template <int First, int Last>
    TAPELESS_ALWAYS_INLINE constexpr void run(T* const* out) noexcept {
        detail::locals<T> const m{in_, out, v_, t_};
        if constexpr (requires { Program::value.callees; }) detail::run_branching<Program, First, Last>(m);
        else detail::run_straight<Program, First, Last>(m);
    }

    T const* const* in_;
    T v_[static_cast<unsigned>(Program::value.values) + 1];
    bool t_[static_cast<unsigned>(Program::value.conditions) + 1];
};

}  // namespace tapeless

#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic pop
#endif
