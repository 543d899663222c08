// SPDX-License-Identifier: BSL-1.0
// Running loops: the program of a body, over and over.
// In: a node of a program that is a loop. Out: its results in their places.
#pragma once

#include <tapeless/execute/tensor_memory.hpp>

#include <utility>

// g++ finds shadowed names of the user's in lambdas of templates.
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wshadow"
#endif

namespace tapeless {

/// Runs a graph with shapes. See execute/tensor_program.hpp.
template <class Program, class T>
constexpr void run_tensor_program(T const* const* in, T* const* out, T* workspace) noexcept;

namespace detail {

/// The body of the loop that is node I, as a program.
template <class Program, int I>
struct loop_body {
    static constexpr loop what{Program::graph().attribute_of(I)};
    static constexpr graph_view graph() { return Program::graph().part(what.part); }
    static constexpr int inputs = graph().input_count;
    static constexpr int outputs = graph().output_count;
    struct places {
        place at[static_cast<unsigned>(inputs > outputs ? inputs : outputs) + 1]{};
    };
    static constexpr places each_own_run = [] {
        places result;
        for (int k = 0; k < (inputs > outputs ? inputs : outputs); ++k) result.at[k].run = k;
        return result;
    }();
    static constexpr place const* output_places = each_own_run.at;
    static constexpr tensor_plan<graph().size, outputs> plan{graph(), each_own_run.at, each_own_run.at};

    /// The operands outside; the result nodes, -1 where nobody wants one; numbers in a step of each.
    struct around {
        int operand[static_cast<unsigned>(inputs) + 1]{};
        int slice[static_cast<unsigned>(inputs) + 1]{};
        int result[static_cast<unsigned>(outputs) + 1]{};
        int size[static_cast<unsigned>(outputs) + 1]{};
        int first[static_cast<unsigned>(outputs) + 1]{};  // in the scratch
        int second[static_cast<unsigned>(outputs) + 1]{};
        int workspace = 0;
    };
    static constexpr around outside = [] {
        around result;
        graph_view const g = Program::graph();
        write_operands(g.nodes, g.nodes[I].a, inputs, result.operand);
        for (int k = 0; k < inputs; ++k)
            result.slice[k] = k >= what.carried && k < what.carried + what.read
                                  ? g.shape_of(result.operand[k]).size() / what.steps
                                  : 0;
        int total = 0;
        auto const take = [&total](int size) {
            total = end_behind(total, size);
            return total - size;
        };
        for (int k = 0; k < outputs; ++k) {
            result.size[k] = graph().shape_of(graph().outputs[k]).size();
            result.result[k] = -1;
            for (int r = I + 1; r < g.size; ++r)
                if (g.nodes[r].operation == op::result && g.nodes[r].a == I && g.nodes[r].b == k &&
                    Program::plan.at[r].computed)
                    result.result[k] = r;
            if (k < what.carried || result.result[k] < 0) result.first[k] = take(result.size[k]);
            if (k < what.carried) result.second[k] = take(result.size[k]);
        }
        result.workspace = take(plan.workspace);
        return result;
    }();
};

template <class Body, class Program, class T, int... K>
constexpr void point_to_operands(T const** in, [[maybe_unused]] tensor_memory<T> const& m,
                                 std::integer_sequence<int, K...>) noexcept {
    ((in[K] = numbers_of<Program, Body::outside.operand[K]>(m)), ...);
}
template <class Body, class Program, class T, int K>
constexpr T* place_of_result([[maybe_unused]] tensor_memory<T> const& m, T* scratch) noexcept {
    if constexpr (K < Body::what.carried || Body::outside.result[K] < 0) return scratch + Body::outside.first[K];
    else return own_numbers<Program, Body::outside.result[K]>(m);
}
template <class Body, class Program, class T, int K>
constexpr void copy_carried(tensor_memory<T> const& m, T const* from) noexcept {
    if constexpr (Body::outside.result[K] >= 0) {
        T* const to = own_numbers<Program, Body::outside.result[K]>(m);
        for (int i = 0; i < Body::outside.size[K]; ++i) to[i] = from[i];
    }
}

/// Runs the loop that is node I.
template <class Program, int I, class T>
constexpr void run_loop(tensor_memory<T> const& m) noexcept {
    using body = loop_body<Program, I>;
    constexpr int carried = body::what.carried;
    T* const scratch = m.workspace + Program::plan.at[I].offset;
    T const* in[static_cast<unsigned>(body::inputs) + 1]{};
    T* out[static_cast<unsigned>(body::outputs) + 1]{};
    point_to_operands<body, Program>(in, m, std::make_integer_sequence<int, body::inputs>{});
    [&]<int... K>(std::integer_sequence<int, K...>) {
        ((out[K] = place_of_result<body, Program, T, K>(m, scratch)), ...);
    }
    (std::make_integer_sequence<int, body::outputs>{});
    T const* steps[static_cast<unsigned>(body::inputs) + 1]{};
    T* results[static_cast<unsigned>(body::outputs) + 1]{};
    for (int k = 0; k < body::outputs; ++k) results[k] = out[k];
    for (int k = 0; k < body::inputs; ++k) steps[k] = in[k];
    for (int step = 0; step < body::what.steps; ++step) {
        int const t = body::what.backwards ? body::what.steps - 1 - step : step;
        for (int k = carried; k < carried + body::what.read; ++k) in[k] = steps[k] + t * body::outside.slice[k];
        for (int k = carried; k < body::outputs; ++k)
            if (body::outside.result[k] >= 0) out[k] = results[k] + t * body::outside.size[k];
        run_tensor_program<body>(static_cast<T const* const*>(in), static_cast<T* const*>(out),
                                 scratch + body::outside.workspace);
        for (int k = 0; k < carried; ++k) {
            in[k] = out[k];
            out[k] = scratch + (step % 2 == 0 ? body::outside.second[k] : body::outside.first[k]);
        }
    }
    [&]<int... K>(std::integer_sequence<int, K...>) { (copy_carried<body, Program, T, K>(m, in[K]), ...); }
    (std::make_integer_sequence<int, carried>{});
}

}  // namespace detail

}  // namespace tapeless

#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic pop
#endif
