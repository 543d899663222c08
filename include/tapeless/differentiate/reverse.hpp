// SPDX-License-Identifier: BSL-1.0
// Reverse mode: adjoints flow from the results to the inputs.
// In: a graph. Out: its nodes followed by those of the gradients, unsimplified.
#pragma once

#include <tapeless/differentiate/loop_rules.hpp>
#include <tapeless/differentiate/sites.hpp>
#include <tapeless/differentiate/tensor_rules.hpp>

namespace tapeless {

/// Appends the adjoints of all nodes for the sensitivities `seeds` of the outputs; writes those of the inputs.
///
///   adjoint(x) = sum over users z of x of  adjoint(z) * dz/dx
///
/// Shapes      seeds: one node for each output (-1: none); adjoints: one for each input (-1 where it is zero)
/// Cost        at most about four nodes for each node of the graph
class reverse_sweep {
public:
    constexpr reverse_sweep(graph_view const& from, bool const* wanted, graph_builder& out)
        : from_(from), out_(out), varies_(varying_nodes(from, wanted)),
          adjoint_(new int[static_cast<unsigned>(from.size)]{}) {}
    reverse_sweep(reverse_sweep const&) = delete;
    reverse_sweep& operator=(reverse_sweep const&) = delete;
    constexpr ~reverse_sweep() {
        delete[] varies_;
        delete[] adjoint_;
    }

    constexpr void run(int const* seeds, int* adjoints) {
        for (int i = 0; i < from_.size; ++i) adjoint_[i] = -1;
        for (int i = 0; i < from_.input_count; ++i) adjoints[i] = -1;
        for (int i = 0; i < from_.output_count; ++i)
            if (seeds[i] >= 0) add(from_.outputs[i], seeds[i]);
        for (int i = from_.size - 1; i >= 0; --i) {
            node const& n = from_.nodes[i];
            if (n.operation == op::scan && varies_[i]) propagate_loop(i, n);
            if (adjoint_[i] < 0 || (n.operation == op::result && from_.nodes[n.a].operation == op::scan)) continue;
            if (n.operation == op::input) adjoints[n.a] = adjoint_[i];
            else propagate(i, n);
        }
    }

private:
    constexpr void add(int target, int contribution) {
        if (!varies_[target]) return;
        if (out_.has_shapes()) contribution = arrange::sum_to(out_, contribution, out_.shape_of(target));
        adjoint_[target] = adjoint_[target] < 0 ? contribution : out_.append(op::add, adjoint_[target], contribution);
    }
    constexpr void propagate(int i, node const& n) {
        if (!passes_derivative(n.operation)) return;
        if (is_tensor_operation(n.operation)) {
            tensor_rule rule(out_, i);
            for (int k = 0; k < end_active(n.operation); ++k)
                if (varies_[operand(n, k)]) add(operand(n, k), rule.pull(k, adjoint_[i]));
            return;
        }
        rule_site const site = site_of(n, i, varies_, out_);
        traced const d(&out_, adjoint_[i]);
        if (arity(n.operation) == 2 && n.a == n.b) {  // both contributions together: d + d is one product by 2
            traced const first = derivative_rule(site, 0, d);
            add(n.a, (first + derivative_rule(site, 1, d)).index_in(out_));
            return;
        }
        for (int k = first_active(n.operation); k < end_active(n.operation); ++k)
            if (varies_[operand(n, k)]) add(operand(n, k), derivative_rule(site, k, d).index_in(out_));
    }

    /// The adjoints of all results of a loop become those of its operands.
    constexpr void propagate_loop(int i, node const& n) {
        int const results = out_.tables().view_of_part(loop(out_.attribute_of(i)).part).output_count;
        operand_list const operands(from_.nodes, n.a);
        int* const adjoints = new int[static_cast<unsigned>(results + operands.size()) + 1]{};
        int* const of_operands = adjoints + results;
        bool* const varies = new bool[static_cast<unsigned>(operands.size()) + 1]{};
        bool any = false;
        for (int k = 0; k < results; ++k) adjoints[k] = -1;
        for (int k = i + 1; k < from_.size; ++k)
            if (from_.nodes[k].operation == op::result && from_.nodes[k].a == i && adjoint_[k] >= 0) {
                adjoints[from_.nodes[k].b] = adjoint_[k];
                any = true;
            }
        for (int k = 0; k < operands.size(); ++k) varies[k] = varies_[operands[k]];
        if (any) {
            detail::pull_loop<reverse_sweep>(out_, i, adjoints, varies, of_operands);
            for (int k = 0; k < operands.size(); ++k)
                if (of_operands[k] >= 0) add(operands[k], of_operands[k]);
        }
        delete[] adjoints;
        delete[] varies;
    }

    graph_view from_;
    graph_builder& out_;
    bool* varies_;
    int* adjoint_;
};

}  // namespace tapeless
