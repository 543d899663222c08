// SPDX-License-Identifier: BSL-1.0
// Schedules interpreted step by step at run time, with checks that evaluation leaves to the scheduler.
#pragma once

#include "support/graphs.hpp"

#include <tapeless/execute/evaluate.hpp>
#include <tapeless/execute/schedule.hpp>

namespace support {

/// The graph as the value that the later stages take, with room to spare.
template <int Outputs>
tapeless::graph<300, Outputs> as_value(owned_graph const& g) {
    tapeless::graph<300, Outputs> result;
    for (int i = 0; i < g.size(); ++i) result.nodes[i] = g[i];
    for (int i = 0; i < Outputs; ++i) result.outputs[i] = g.outputs.at(static_cast<std::size_t>(i));
    result.size = g.size();
    result.input_count = g.input_count;
    return result;
}

/// The scheduler's steps for a graph whose inputs lie in run 0 and whose results go to run 0.
template <int Outputs>
struct scheduled {
    using scheduler = tapeless::scheduler<300, Outputs>;
    typename scheduler::program_type program;

    explicit scheduled(owned_graph const& g) {
        std::vector<tapeless::place> in;
        std::vector<tapeless::place> out;
        for (int i = 0; i <= g.input_count; ++i) in.push_back({0, i});
        for (int i = 0; i < Outputs; ++i) out.push_back({0, i});
        auto const value = as_value<Outputs>(g);
        auto const code = tapeless::fuse(value);
        scheduler const schedule(value, code, in.data(), out.data());
        program = schedule.result();
    }

    /// Empty if a step reads what no step has written, writes out of range, or a result is not stored exactly once.
    [[nodiscard]] std::vector<double> run(std::vector<double> const& inputs) const {
        using tapeless::action;
        std::vector<double> v(static_cast<std::size_t>(program.values));
        std::vector<char> v_known(v.size());
        std::vector<char> t(static_cast<std::size_t>(program.conditions));
        std::vector<char> t_known(t.size());
        std::vector<double> result(static_cast<std::size_t>(Outputs));
        std::vector<int> stored(result.size());
        bool sound = true;
        auto const number = [&](int i) {
            std::size_t const at = static_cast<std::size_t>(i);
            sound = sound && at < v.size() && v_known[at] != 0;
            return sound ? v[at] : 0;
        };
        auto const truth = [&](int i) {
            std::size_t const at = static_cast<std::size_t>(i);
            sound = sound && at < t.size() && t_known[at] != 0;
            return sound && t[at] != 0 ? 1.0 : 0.0;
        };
        auto const set = [&](int i, double x) {
            std::size_t const at = static_cast<std::size_t>(i);
            sound = sound && at < v.size() && i >= program.constant_count;
            if (sound) v[at] = x, v_known[at] = 1;
        };
        for (int i = 0; i < program.constant_count; ++i) {
            v[static_cast<std::size_t>(i)] = program.constants[i];
            v_known[static_cast<std::size_t>(i)] = 1;
        }
        for (int i = 0; i < program.size && sound; ++i) {
            tapeless::program_step const& s = program.steps[i];
            switch (s.what) {
            case action::load: set(s.d, inputs.at(static_cast<std::size_t>(s.b))); break;
            case action::store:
                ++stored.at(static_cast<std::size_t>(s.b));
                result.at(static_cast<std::size_t>(s.b)) = number(s.d);
                break;
            case action::mul_add: set(s.d, number(s.a) * number(s.b) + number(s.c)); break;
            case action::mul_sub: set(s.d, number(s.a) * number(s.b) - number(s.c)); break;
            case action::sub_mul: set(s.d, number(s.c) - number(s.a) * number(s.b)); break;
            case action::sincos:
            case action::erf_exp:
            case action::erfc_exp: {
                double const x = number(s.a);
                set(s.d, tapeless::fold(s.what == action::sincos    ? op::sin
                                        : s.what == action::erf_exp ? op::erf
                                                                    : op::erfc,
                                        x));
                set(s.c, s.what == action::sincos ? tapeless::fold(op::cos, x) : tapeless::fold(op::exp, -(x * x)));
                break;
            }
            default: {
                op const operation = static_cast<op>(s.what);
                int const operands = tapeless::arity(operation);
                bool const logical = operation == op::logical_not || operation >= op::logical_and;
                double const a = logical ? truth(s.a) : number(s.a);
                double const b = operands < 2 ? 0 : logical && operands == 2 ? truth(s.b) : number(s.b);
                double const value = tapeless::fold(operation, a, b, operands < 3 ? 0 : number(s.c));
                if (!tapeless::is_condition(operation)) {
                    set(s.d, value);
                    break;
                }
                std::size_t const at = static_cast<std::size_t>(s.d);
                sound = sound && at < t.size();
                if (sound) t[at] = value != 0, t_known[at] = 1;
            }
            }
        }
        for (int n : stored) sound = sound && n == 1;
        return sound ? result : std::vector<double>{};
    }
};

/// One step of straight-line code. Operations without a kernel have no executor.
template <tapeless::action What, class T>
void execute(tapeless::detail::locals<T> const& m, tapeless::program_step const& s) {
    constexpr bool is_operation = static_cast<int>(What) < tapeless::op_count;
    constexpr bool has_executor = What == tapeless::action::load || What == tapeless::action::store || !is_operation ||
                                  tapeless::has_kernel(static_cast<op>(What));
    if constexpr (has_executor) tapeless::detail::executor<What>::run(m, s.d, s.a, s.b, s.c);
}

/// The steps as `evaluate` executes them, chosen at run time.
template <class T, int Outputs>
std::vector<T> executed(typename scheduled<Outputs>::scheduler::program_type const& p,
                        std::vector<double> const& point) {
    std::vector<T> const x(point.begin(), point.end());
    std::vector<T> result(Outputs), numbers(static_cast<std::size_t>(p.values) + 1);
    bool conditions[512]{};
    T const* const in[] = {x.data()};
    T* const out[] = {result.data()};
    for (int i = 0; i < p.constant_count; ++i) numbers[static_cast<std::size_t>(i)] = static_cast<T>(p.constants[i]);
    tapeless::detail::locals<T> const m{in, out, numbers.data(), conditions};
    for (int i = 0; i < p.size; ++i) {
        tapeless::program_step const& s = p.steps[i];
        [&]<int... I>(std::integer_sequence<int, I...>) {
            static_cast<void>(((s.what == static_cast<tapeless::action>(I) &&
                                (execute<static_cast<tapeless::action>(I)>(m, s), true)) ||
                               ...));
        }
        (std::make_integer_sequence<int, static_cast<int>(tapeless::action::erfc_exp) + 1>{});
    }
    return result;
}

}  // namespace support
