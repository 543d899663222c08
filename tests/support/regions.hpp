// SPDX-License-Identifier: BSL-1.0
// Programs with branches, interpreted step by step at run time.
// In: a graph and where to evaluate it. Out: its results, what was computed and called, and what had to be.
#pragma once

#include "support/programs.hpp"

#include <tapeless/execute/regions.hpp>

#include <map>
#include <set>

namespace support {

/// Runs the steps of a region scheduler one after the other, and notes what runs and what reads a value that is not there.
template <int Outputs>
struct run_of_regions {
    std::vector<double> results = std::vector<double>(Outputs);
    int computed = 0;
    int branches = 0;
    int steps = 0;
    bool sound = true;
    std::vector<tapeless::opaque_function const*> called;

    run_of_regions(owned_graph const& g, std::vector<double> const& inputs) : inputs_(inputs) {
        auto const value = as_value<Outputs>(g);
        auto const code = tapeless::fuse(value);
        std::vector<tapeless::place> in(static_cast<std::size_t>(g.input_count) + 1);
        std::vector<tapeless::place> out(Outputs);
        for (std::size_t i = 0; i < in.size(); ++i) in[i] = {0, static_cast<int>(i)};
        for (std::size_t i = 0; i < out.size(); ++i) out[i] = {0, static_cast<int>(i)};
        tapeless::region_scheduler const schedule(value.view(), code.instructions, in.data(), out.data());
        for (int i = 0; i < schedule.constants().size(); ++i) numbers_[i] = schedule.constants()[i];
        steps = schedule.size();
        run(schedule, 0, schedule.size());
    }

private:
    double number(int i) {
        sound = sound && numbers_.contains(i);
        return numbers_[i];
    }
    double truth(int i) {
        sound = sound && truths_.contains(i);
        return truths_[i];
    }
    void run(tapeless::region_scheduler const& schedule, int from, int to) {
        for (int i = from; i < to; ++i) {
            tapeless::program_step const s = schedule[i];
            switch (s.what) {
            case tapeless::action::invoke: invoke(schedule, s); break;
            case tapeless::action::load: numbers_[s.d] = inputs_.at(static_cast<std::size_t>(s.b)); continue;
            case tapeless::action::store: results.at(static_cast<std::size_t>(s.b)) = number(s.d); continue;
            case tapeless::action::move: numbers_[s.d] = number(s.a); continue;
            case tapeless::action::branch: {
                ++branches;
                int const first = i + 1;
                int const second = first + s.a;
                if (truth(s.d) != 0) run(schedule, first, second);
                else run(schedule, second, second + s.b);
                i = second + s.b - 1;
                continue;
            }
            case tapeless::action::mul_add: numbers_[s.d] = number(s.a) * number(s.b) + number(s.c); break;
            case tapeless::action::mul_sub: numbers_[s.d] = number(s.a) * number(s.b) - number(s.c); break;
            case tapeless::action::sub_mul: numbers_[s.d] = number(s.c) - number(s.a) * number(s.b); break;
            case tapeless::action::sincos: pair(s, op::sin, tapeless::fold(op::cos, number(s.a))); break;
            case tapeless::action::erf_exp: pair(s, op::erf, gauss(number(s.a))); break;
            case tapeless::action::erfc_exp: pair(s, op::erfc, gauss(number(s.a))); break;
            default: compute(s);
            }
            ++computed;
        }
    }
    void invoke(tapeless::region_scheduler const& schedule, tapeless::program_step const& s) {
        tapeless::opaque_function const* const callee = schedule.callees()[s.a];
        std::vector<double> in(static_cast<std::size_t>(callee->arguments));
        std::vector<double> out(static_cast<std::size_t>(callee->results));
        for (std::size_t k = 0; k < in.size(); ++k) in[k] = number(schedule.arguments()[s.b + static_cast<int>(k)]);
        callee->in_double(in.data(), out.data());
        for (std::size_t k = 0; k < out.size(); ++k) numbers_[s.d + static_cast<int>(k)] = out[k];
        called.push_back(callee);
    }
    static double gauss(double x) { return tapeless::fold(op::exp, -(x * x)); }
    void pair(tapeless::program_step const& s, op first, double second) {
        double const x = number(s.a);
        numbers_[s.d] = tapeless::fold(first, x);
        numbers_[s.c] = second;
    }
    void compute(tapeless::program_step const& s) {
        op const o = static_cast<op>(s.what);
        int const operands = tapeless::arity(o);
        bool const logical = o == op::logical_not || o == op::logical_and || o == op::logical_or;
        double const a = logical || o == op::select ? truth(s.a) : number(s.a);
        double const b = operands < 2 ? 0 : logical ? truth(s.b) : number(s.b);
        double const c = operands < 3 ? 0 : number(s.c);
        (tapeless::is_condition(o) ? truths_ : numbers_)[s.d] = tapeless::fold(o, a, b, c);
    }

    std::vector<double> inputs_;
    std::map<int, double> numbers_;
    std::map<int, double> truths_;
};

/// The nodes that a value has to be computed for, leaves among them: of a cond the condition and the side that is taken.
/// `values` are those of all nodes.
inline std::set<int> needed_nodes(owned_graph const& g, std::vector<double> const& values) {
    std::set<int> seen;
    std::vector<int> waiting(g.outputs);
    while (!waiting.empty()) {
        int const i = waiting.back();
        waiting.pop_back();
        if (!seen.insert(i).second) continue;
        tapeless::node const& n = g[i];
        if (n.operation == op::cond) {
            waiting.push_back(n.a);
            waiting.push_back(values[static_cast<std::size_t>(n.a)] != 0 ? n.b : n.c);
            continue;
        }
        for (int k = 0; k < tapeless::arity(n.operation); ++k) waiting.push_back(tapeless::operand(n, k));
    }
    return seen;
}

}  // namespace support
