// SPDX-License-Identifier: BSL-1.0
// Taylor mode: all derivatives by one input up to an order, in one sweep.
// In: a graph. Out: its nodes followed by those of the derivatives, unsimplified.
#pragma once

#include <tapeless/differentiate/sites.hpp>

namespace tapeless {

/// How a sweep scales the derivative of order k: by 1, or by 1 / k! as the coefficients of a series.
enum class jet : bool { derivatives, coefficients };

/// Propagates z^(0), ..., z^(N) from node to node. Sums, products and quotients have rules of their own (Leibniz);
/// every other operation z = f(x) has its first derivative g as nodes, from the one table of rules, and g has
/// derivatives in its turn:
///
///   (x * y)^(k) = sum_j C(k, j) * x^(j) * y^(k-j)
///   z^(k)       = sum_{j >= 1} C(k-1, j-1) * x^(j) * g^(k-j)
///
/// With coefficients in place of derivatives the binomials become 1 and j / k.
///
/// Cost        at most quadratic in the order for each node, where nested derivatives may grow exponentially
/// Source      A. Griewank and A. Walther, Evaluating Derivatives, 2nd ed., SIAM 2008, chapter 13
class taylor_sweep {
public:
    /// `input` is the number of the input that varies. The nodes of `from` stand at the same places in `out`.
    constexpr taylor_sweep(graph_view const& from, int input, int order, jet scaling, graph_builder& out)
        : order_(order), scaling_(scaling), out_(out), work_(from, sharing::on, 2 * from.size + 16), room_(from.size),
          known_(from.size), facts_(new fact[static_cast<unsigned>(from.size)]{}) {
        for (int i = 0; i < from.size; ++i) facts_[i] = {order, varies(i, input), i, {}, {}};
        for (int i = 0; i < work_.size(); ++i) add_partials(i, input);
        derivatives_ = new traced[static_cast<unsigned>(work_.size() * (order + 1))]{};
        for (int k = 0; k <= order; ++k)
            for (int i = 0; i < work_.size(); ++i)
                if (facts_[i].level >= k) compute(i, k, from.size);
    }
    taylor_sweep(taylor_sweep const&) = delete;
    taylor_sweep& operator=(taylor_sweep const&) = delete;
    constexpr ~taylor_sweep() {
        delete[] facts_;
        delete[] derivatives_;
    }

    /// The derivative of order k of node i, scaled as asked.
    [[nodiscard]] constexpr traced at(int i, int k) const { return derivatives_[i * (order_ + 1) + k]; }

private:
    struct fact {
        int level = 0;  ///< the highest order that is wanted
        bool varies = false;
        int place = 0;  ///< the same node in the output
        traced by_a{};  ///< partial derivatives, in the work graph
        traced by_b{};
    };

    [[nodiscard]] constexpr bool varies(int i, int input) const {
        node const& n = work_[i];
        if (n.operation == op::input) return n.a == input;
        if (!passes_derivative(n.operation)) return false;
        int const operands = end_active(n.operation);
        return facts_[n.a].varies || (operands > 1 && facts_[n.b].varies) || (operands > 2 && facts_[n.c].varies);
    }
    static constexpr bool has_own_rule(op operation) {
        return operation == op::add || operation == op::sub || operation == op::mul || operation == op::div ||
               operation == op::neg || operation == op::input || is_choice(operation);
    }

    constexpr void add_partials(int i, int input) {
        node const n = work_[i];
        if (!facts_[i].varies || facts_[i].level == 0 || has_own_rule(n.operation)) return;
        rule_site site{n.operation, traced(&work_, n.a), traced(&work_, n.b), traced(&work_, n.c), traced(&work_, i)};
        if (arity(n.operation) == 2) site.a_varies = facts_[n.a].varies, site.b_varies = facts_[n.b].varies;
        if (facts_[n.a].varies) facts_[i].by_a = n.operation == op::custom ? traced(1) : derivative_rule(site, 0, 1);
        bool const second = end_active(n.operation) > 1 && facts_[n.b].varies;
        if (second) facts_[i].by_b = n.operation == op::custom ? site.c : derivative_rule(site, 1, 1);
        if (work_.size() > room_) grow();
        for (; known_ < work_.size(); ++known_)
            facts_[known_] = {facts_[i].level - 1, varies(known_, input), -1, {}, {}};
    }
    constexpr void grow() {
        fact* const moved = new fact[2 * static_cast<unsigned>(work_.size())]{};
        for (int i = 0; i < known_; ++i) moved[i] = facts_[i];
        delete[] facts_;
        facts_ = moved;
        room_ = 2 * work_.size();
    }

    constexpr void compute(int i, int k, int given) {
        node const& n = work_[i];
        if (k == 0) {
            if (i >= given) facts_[i].place = repeat(n);
            if (!is_condition(n.operation)) set(i, 0, traced(&out_, facts_[i].place));
            return;
        }
        if (!facts_[i].varies) return;
        switch (n.operation) {
        case op::input: return set(i, k, k == 1 ? 1 : 0);
        case op::neg: return set(i, k, sparse_product(-1, at(n.a, k)));
        case op::add: return set(i, k, sparse_sum(at(n.a, k), at(n.b, k)));
        case op::sub: return set(i, k, sparse_sum(at(n.a, k), sparse_product(-1, at(n.b, k))));
        case op::mul: return set(i, k, leibniz(n.a, n.b, k));
        case op::div: return set(i, k, quotient(i, n, k));
        case op::select:
        case op::cond: {
            if (at(n.b, k).is_number(0) && at(n.c, k).is_number(0)) return;
            condition const test(&out_, facts_[n.a].place);
            return set(i, k, choose(n.operation, test, at(n.b, k), at(n.c, k)));
        }
        default: break;
        }
        traced total = facts_[n.a].varies ? chain(n.a, facts_[i].by_a, k) : traced(0);
        if (end_active(n.operation) > 1 && facts_[n.b].varies) total = sparse_sum(total, chain(n.b, facts_[i].by_b, k));
        set(i, k, total);
    }
    constexpr int repeat(node n) {
        if (n.operation == op::input) return out_.input(n.a);
        int const operands = arity(n.operation);
        if (operands > 0) n.a = facts_[n.a].place;
        if (operands > 1) n.b = facts_[n.b].place;
        if (operands > 2) n.c = facts_[n.c].place;
        return out_.append(n);
    }
    constexpr void set(int i, int k, traced value) { derivatives_[i * (order_ + 1) + k] = value; }

    /// C(n, k), exact up to order 56.
    static constexpr double binomial(int n, int k) {
        double result = 1;
        for (int i = 1; i <= k; ++i) result = result * (n - k + i) / i;
        return result;
    }
    constexpr double leibniz_weight(int k, int j) const { return scaling_ == jet::derivatives ? binomial(k, j) : 1; }
    constexpr double chain_weight(int k, int j) const {
        return scaling_ == jet::derivatives ? binomial(k - 1, j - 1) : static_cast<double>(j) / k;
    }

    constexpr traced leibniz(int a, int b, int k) const {
        traced total = 0;
        if (a == b) {
            for (int j = 0; 2 * j < k; ++j)
                total =
                    sparse_sum(total, sparse_product(2 * leibniz_weight(k, j), sparse_product(at(a, j), at(a, k - j))));
            if (k % 2 == 0)
                total = sparse_sum(
                    total, sparse_product(leibniz_weight(k, k / 2), sparse_product(at(a, k / 2), at(a, k / 2))));
            return total;
        }
        for (int j = 0; j <= k; ++j)
            total = sparse_sum(total, sparse_product(leibniz_weight(k, j), sparse_product(at(a, j), at(b, k - j))));
        return total;
    }
    /// From z * b = a.
    constexpr traced quotient(int i, node const& n, int k) const {
        traced total = at(n.a, k);
        for (int j = 1; j <= k; ++j) {
            traced const part = sparse_product(leibniz_weight(k, j), sparse_product(at(n.b, j), at(i, k - j)));
            if (!part.is_number(0)) total = total.is_number(0) ? sparse_product(-1, part) : total - part;
        }
        return total.is_number(0) ? total : total / at(n.b, 0);
    }
    /// The part of z^(k) that comes from operand x, by which z has the derivative g.
    constexpr traced chain(int x, traced g, int k) {
        if (g.graph() == nullptr) return sparse_product(g, at(x, k));
        traced total = 0;
        for (int j = 1; j <= k; ++j)
            total = sparse_sum(
                total, sparse_product(chain_weight(k, j), sparse_product(at(x, j), at(g.index_in(work_), k - j))));
        return total;
    }

    int order_;
    jet scaling_;
    graph_builder& out_;
    graph_builder work_;  // the graph and the partial derivatives of its nodes
    int room_;
    int known_;  // nodes that have their facts
    fact* facts_;
    traced* derivatives_ = nullptr;
};

}  // namespace tapeless
