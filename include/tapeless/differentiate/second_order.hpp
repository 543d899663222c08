// SPDX-License-Identifier: BSL-1.0
// Hessians in one backward sweep: adjoints and second derivatives flow from the result to the inputs together.
// In: a graph with one result. Out: its nodes followed by those of gradient and Hessian, unsimplified.
#pragma once

#include <tapeless/differentiate/edges.hpp>
#include <tapeless/differentiate/sites.hpp>

namespace tapeless {

/// Accumulates gradient and Hessian on the linearised graph, where an edge carries dz_i/dx_p and a quadratic form over
/// the nodes holds what second derivatives have arisen:
///
///   h_pq  = adjoint(z_i) * d2z_i / dx_p dx_q, summed over all nodes i
///
///   eliminate i:  h_pj += h_ij * dz_i/dx_p                      for every j that i interacts with, every operand p
///                 h_pq += h_ii * dz_i/dx_p * dz_i/dx_q
///                 dz_k/dx_p += dz_k/dz_i * dz_i/dx_p            for every user k that is left
///
/// When only inputs are left, the form is the Hessian. It is symmetric and sparse, so that half of it is computed and
/// nothing where nothing interacts. Up to `most_nodes` nodes, that with the fewest products goes first; beyond, the
/// order is from the result to the inputs (edge pushing). Second derivatives of an operation are derivatives of its
/// rule, which is made of nodes.
///
/// Demand      `out` does not share nodes: what a rule appends is told from what was there by its place
/// Cost        proportional to the interactions that arise
/// Source      R. M. Gower and M. P. Mello, A new framework for the computation of Hessians, Optimization Methods and
///             Software 27 (2012), 251-273; A. Griewank and A. Walther, Evaluating Derivatives, 2nd ed., chapter 10
class second_order_sweep {
public:
    static constexpr int most_nodes = 150;

    constexpr second_order_sweep(graph_view const& from, bool const* wanted, graph_builder& out)
        : from_(from), out_(out), varies_(varying_nodes(from, wanted)),
          adjoint_(new traced[static_cast<unsigned>(from.size)]{}), edges_(from.size), form_(from.size) {
        adjoint_[from.outputs[0]] = 1;
        for (int i = from.size - 1; i >= 0; --i)
            if (varies_[i] && from.nodes[i].operation != op::input && !adjoint_[i].is_number(0)) propagate(i);
        if (from.size <= most_nodes)
            for (int i = cheapest(); i >= 0; i = cheapest()) eliminate(i);
        else
            for (int i = from.size - 1; i >= 0; --i)
                if (edges_.entering(i) > 0) eliminate(i);
    }
    second_order_sweep(second_order_sweep const&) = delete;
    second_order_sweep& operator=(second_order_sweep const&) = delete;
    constexpr ~second_order_sweep() {
        delete[] varies_;
        delete[] adjoint_;
    }

    /// The derivative by node i, an input.
    [[nodiscard]] constexpr traced gradient(int i) const { return adjoint_[i]; }
    /// The second derivative by nodes i and j, inputs.
    [[nodiscard]] constexpr traced hessian(int i, int j) const {
        int const e = i < j ? form_.find(i, j) : form_.find(j, i);
        return e < 0 ? traced(0) : form_[e].weight;
    }

private:
    static constexpr bool is_zero(traced x) { return x.is_number(0); }
    constexpr void interact(int i, int j, traced value) { form_.connect(i < j ? i : j, i < j ? j : i, value); }

    /// d * (derivative of the node by operand x), through every place where x stands.
    constexpr traced pull(rule_site const& site, node const& n, int x, traced d) {
        traced total = 0;
        for (int k = first_active(n.operation); k < end_active(n.operation); ++k)
            if (operand(n, k) == x) total = sparse_sum(total, derivative_rule(site, k, d));
        return total;
    }

    /// The adjoint of node i goes to its operands, and with it what the node itself adds to form and edges.
    constexpr void propagate(int i) {
        node const& n = from_.nodes[i];
        rule_site const site = site_of(n, i, varies_, out_);
        int x[3]{};
        int operands = 0;
        for (int k = first_active(n.operation); k < end_active(n.operation); ++k) {
            int const candidate = operand(n, k);
            bool const seen = (operands > 0 && x[0] == candidate) || (operands > 1 && x[1] == candidate);
            if (varies_[candidate] && !seen) x[operands++] = candidate;
        }
        for (int p = 0; p < operands; ++p) {
            int const mark = out_.size();
            traced const part = pull(site, n, x[p], adjoint_[i]);
            int const end = out_.size();
            for (int q = p; q < operands; ++q) interact(x[p], x[q], slope(part, mark, end, i, x[q], site, n));
            adjoint_[x[p]] = sparse_sum(adjoint_[x[p]], part);
            edges_.connect(x[p], i, pull(site, n, x[p], 1));
        }
    }

    /// The intermediate node with the fewest products, of equals the last.
    [[nodiscard]] constexpr int cheapest() const {
        int best = -1;
        int least = 0;
        for (int i = from_.size - 1; i >= 0; --i) {
            int const in = edges_.entering(i);
            if (in == 0) continue;
            bool const own = form_.find(i, i) >= 0;
            int const others = form_.leaving(i) + form_.entering(i) - (own ? 2 : 0);
            int const products = in * (edges_.leaving(i) + others) + (own ? in + in * (in + 1) / 2 : 0);
            if (best < 0 || products < least) best = i, least = products;
        }
        return best;
    }

    constexpr void eliminate(int i) {
        if (int const own = form_.find(i, i); own >= 0) {
            if (shares_out(i)) share_out(i, form_[own].weight);
            else square(i, form_[own].weight);
        }
        for (int in = edges_.first_in(i); in >= 0; in = edges_.next_in(in)) {
            int const p = edges_[in].from;
            traced const slope = edges_[in].weight;
            for (int e = form_.first_out(i); e >= 0; e = form_.next_out(e))
                push(p, slope, i, form_[e].to, form_[e].weight);
            for (int e = form_.first_in(i); e >= 0; e = form_.next_in(e))
                push(p, slope, i, form_[e].from, form_[e].weight);
            for (int after = edges_.first_out(i); after >= 0; after = edges_.next_out(after))
                edges_.connect(p, edges_[after].to, sparse_product(edges_[after].weight, slope));
        }
        edges_.disconnect(i);
        form_.disconnect(i);
    }
    /// Whether most operands interact with node i already.
    [[nodiscard]] constexpr bool shares_out(int i) const {
        int interacting = 0;
        for (int in = edges_.first_in(i); in >= 0; in = edges_.next_in(in)) {
            int const p = edges_[in].from;
            if (form_.find(p < i ? p : i, p < i ? i : p) >= 0) ++interacting;
        }
        return 2 * interacting >= edges_.entering(i);
    }
    /// Then h_ii joins these: z_p = h_ip + h_ii * dz_i/dx_p / 2, and h_pq += z_p * dz_i/dx_q + z_q * dz_i/dx_p.
    constexpr void share_out(int i, traced own) {
        for (int in = edges_.first_in(i); in >= 0; in = edges_.next_in(in))
            interact(edges_[in].from, i, sparse_product(sparse_product(own, 0.5), edges_[in].weight));
    }
    constexpr void square(int i, traced own) {
        for (int in = edges_.first_in(i); in >= 0; in = edges_.next_in(in)) {
            traced const part = sparse_product(own, edges_[in].weight);
            for (int other = in; other >= 0; other = edges_.next_in(other))
                interact(edges_[in].from, edges_[other].from, sparse_product(part, edges_[other].weight));
        }
    }
    /// The entry (i, j) moves to the operand p of i; on the diagonal it counts twice.
    constexpr void push(int p, traced slope, int i, int j, traced h) {
        if (j == i) return;
        traced const part = sparse_product(h, slope);
        interact(p, j, j == p ? part * 2 : part);
    }

    /// The derivative by x of an expression whose nodes lie between mark and end: its leaves are the operands and the
    /// value z of node i, of which only x and z change.
    constexpr traced slope(traced part, int mark, int end, int i, int x, rule_site const& site, node const& n) {
        if (part.graph() == nullptr || part.index_in(out_) < mark) return 0;
        traced* const tangent = new traced[static_cast<unsigned>(end - mark)]{};
        traced through_z = 0;
        bool z_known = false;
        auto const tangent_of = [&](int k) -> traced {
            if (k >= mark) return tangent[k - mark];
            if (k == x) return 1;
            if (k != i) return 0;
            if (!z_known) through_z = pull(site, n, x, 1), z_known = true;
            return through_z;
        };
        for (int k = mark; k < end; ++k) {
            node const m = out_[k];
            if (!passes_derivative(m.operation)) continue;
            rule_site inner{m.operation, traced(&out_, m.a), traced(&out_, m.b), traced(&out_, m.c), traced(&out_, k)};
            if (is_choice(m.operation)) inner.test = condition(&out_, m.a);
            for (int o = first_active(m.operation); o < end_active(m.operation); ++o) {
                traced const incoming = tangent_of(operand(m, o));
                if (!is_zero(incoming))
                    tangent[k - mark] = sparse_sum(tangent[k - mark], derivative_rule(inner, o, incoming));
            }
        }
        traced const result = tangent[part.index_in(out_) - mark];
        delete[] tangent;
        return result;
    }

    graph_view from_;
    graph_builder& out_;
    bool* varies_;
    traced* adjoint_;
    weighted_edges edges_;
    weighted_edges form_;  // h_ij as an edge from the smaller to the larger node
};

}  // namespace tapeless
