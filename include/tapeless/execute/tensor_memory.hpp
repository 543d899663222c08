// SPDX-License-Identifier: BSL-1.0
// The memory of a running program of tensors.
// In: a program's plan. Out: pointers to the numbers of every node.
#pragma once

#include <tapeless/core/attributes.hpp>
#include <tapeless/execute/tensor_plan.hpp>

namespace tapeless::detail {

/// The memory of a running program.
template <class T>
struct tensor_memory {
    T const* const* in;
    T* const* out;
    T* workspace;
};

template <class Program, int I, class T>
struct constant_number {
    static constexpr T value = static_cast<T>(Program::graph().nodes[I].value);
};
template <class Program, int I, class T>
struct constant_numbers {
    static constexpr extents shape = Program::graph().shape_of(I);
    struct list {
        T at[static_cast<unsigned>(shape.size())];
    };
    static constexpr list value = [] {
        list result{};
        graph_view const g = Program::graph();
        bool const counts = g.nodes[I].operation == op::iota;
        for (int k = 0; k < shape.size(); ++k)
            result.at[k] = counts ? static_cast<T>(k) : static_cast<T>(g.tables.numbers[g.nodes[I].a + k]);
        return result;
    }();
};

/// Where node I's first number lies, the one of its layout without the base.
template <class Program, int I, class T>
TAPELESS_ALWAYS_INLINE constexpr T const* numbers_of(tensor_memory<T> const& m) noexcept {
    constexpr memory_space where = Program::plan.at[I].where;
    constexpr int run = Program::plan.at[I].run;
    constexpr int first = Program::plan.at[I].offset + Program::plan.at[I].layout.base;
    if constexpr (where == memory_space::input) return m.in[run] + first;
    else if constexpr (where == memory_space::output) return m.out[run] + first;
    else if constexpr (where == memory_space::workspace) return m.workspace + first;
    else if constexpr (where == memory_space::constant) return &constant_number<Program, run, T>::value;
    else return constant_numbers<Program, run, T>::value.at + Program::plan.at[I].layout.base;
}

template <class Program, int Node, class T>
TAPELESS_ALWAYS_INLINE constexpr T* own_numbers(tensor_memory<T> const& m) noexcept {
    constexpr location l = Program::plan.at[Node];
    if constexpr (l.where == memory_space::output) return m.out[l.run] + l.offset;
    else return m.workspace + l.offset;
}

}  // namespace tapeless::detail
