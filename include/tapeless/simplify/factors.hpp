// SPDX-License-Identifier: BSL-1.0
// Factors that several products share.
// In: a graph and how often each node is used. Out: while it is copied, cheaper nodes for quotients and products.
#pragma once

#include <tapeless/core/ieee.hpp>
#include <tapeless/graph/builder.hpp>

#include <initializer_list>

namespace tapeless {

/// Counts the users of each node that the outputs need; `uses` starts at zero and stays so for dead nodes.
constexpr void count_uses(graph_view const& from, int* uses) {
    for (int i = 0; i < from.output_count; ++i) ++uses[from.outputs[i]];
    for (int i = from.size - 1; i >= 0; --i) {
        if (uses[i] == 0) continue;
        node const& n = from.nodes[i];
        int const operands = arity(n.operation);
        if (operands > 0) ++uses[n.a];
        if (operands > 1 && n.b != n.a) ++uses[n.b];
        if (operands > 2 && n.c != n.a && n.c != n.b) ++uses[n.c];
    }
}

/// Three economies that need to know all users of a node:
///
///   x / d, y / d               ->  r = 1 / d, x * r, y * r
///   (x * y) / d, y * (1 / d)   ->  k = y * r, x * k, k       where nothing else uses x * y, and there are no choices
///   c * (q * x), c * (q * y)   ->  k = c * q, k * x, k * y   where nothing else uses q, and 1 <= |c| <= 64
///
/// Numerics    each adds at most 1 ULP. A reciprocal overflows where d is below 2^-1024, deep in the subnormal numbers;
///             x * k over- and underflows where k does, which is wanted by itself; c * q overflows where q is within a
///             factor of 64 of the largest number
class shared_factors {
public:
    constexpr shared_factors(graph_view const& from, int const* uses, graph_builder& out)
        : from_(from), uses_(uses), out_(out), facts_(new fact[static_cast<unsigned>(from.size)]{}) {
        bool shared = false;  // a denominator of several quotients
        for (int i = 0; i < from.size; ++i) {
            if (uses[i] == 0) continue;
            node const& n = from.nodes[i];
            if (n.operation == op::div) shared = ++facts_[n.b].quotients > 1 || shared;
            else if (is_scaled_product(n)) {
                node const& product = from.nodes[n.b];
                count(product.a, from.nodes[n.a].value);
                count(product.b, from.nodes[n.a].value);
            }
        }
        if (shared && !any_operation(from, is_choice)) split_quotients();
        for (int i = 0; i < from.size; ++i) {  // a product takes the constant once
            if (uses[i] == 0 || !is_scaled_product(from.nodes[i])) continue;
            node const& product = from.nodes[from.nodes[i].b];
            if (takes_constant(product.a)) facts_[product.b].products = -1;
        }
    }
    shared_factors(shared_factors const&) = delete;
    shared_factors& operator=(shared_factors const&) = delete;
    constexpr ~shared_factors() { delete[] facts_; }

    /// Appends node i, whose operands in `out` are those of `n`.
    constexpr int copy(int i, node const& n) {
        node const& old = from_.nodes[i];
        if (old.operation == op::constant) return constant(old.value);
        double const factor = takes_constant(i) ? facts_[i].constant : 1;
        switch (facts_[i].part) {
        case fact::product: facts_[i].x = n.a, facts_[i].y = n.b; return -1;  // read by the quotient alone
        case fact::quotient: return scaled(factor, split_quotient(facts_[i], facts_[old.a], n.b, facts_[old.b]));
        case fact::kept: return scaled(factor, facts_[i].x >= 0 ? facts_[i].x : facts_[i].x = out_.append(n));
        case fact::none: break;
        }
        if (is_scaled_product(old)) {
            node const& product = from_.nodes[old.b];
            if (takes_constant(product.a) || takes_constant(product.b)) return scaled(factor, n.b);
        }
        if (factor != 1 && old.operation == op::div && facts_[old.b].quotients < 2 &&
            from_.nodes[old.a].operation == op::constant)
            return out_.append(op::div, constant(ieee::mul(factor, from_.nodes[old.a].value)), n.b);
        return scaled(factor, old.operation == op::div ? quotient(old, n) : out_.append(n));
    }

private:
    struct fact {
        int quotients = 0;    ///< how often the node is a denominator
        int reciprocal = -1;  ///< 1 / node, once it is there
        int products = 0;     ///< how many scaled products it is a factor of, -1 if it must not take their constant
        double constant = 0;
        int over = -1;       ///< d of a node y * (1 / d), for its factor y
        int over_node = -1;  ///< that node
        enum part_type : signed char { none, product, quotient, kept } part = none;
        bool first = false;  ///< of a quotient (x * y) / d: y is the first factor
        int kept_node = -1;  ///< y * (1 / d) beside it
        int x = -1;          ///< of the product, its factors in `out`; of the node that is kept, itself
        int y = -1;
    };

    /// Finds (x * y) / d beside y * (1 / d).
    constexpr void split_quotients() {
        for (int i = 0; i < from_.size; ++i) {
            node const& n = from_.nodes[i];
            if (uses_[i] == 0 || n.operation != op::mul) continue;
            if (facts_[n.a].products != 0 || facts_[n.b].products != 0) continue;  // may take a constant
            for (bool const first : {true, false}) {
                node const& r = from_.nodes[first ? n.a : n.b];
                if (r.operation != op::div || from_.nodes[r.a].operation != op::constant) continue;
                if (from_.nodes[r.a].value != 1 || facts_[r.b].quotients < 2) continue;
                fact& y = facts_[first ? n.b : n.a];
                y.over = r.b;
                y.over_node = i;
            }
        }
        for (int i = 0; i < from_.size; ++i) {
            node const& n = from_.nodes[i];
            if (uses_[i] == 0 || n.operation != op::div || uses_[n.a] != 1) continue;
            node const& product = from_.nodes[n.a];
            if (product.operation != op::mul || product.a == product.b) continue;
            for (int const y : {product.a, product.b}) {
                int const kept = facts_[y].over_node;
                if (facts_[y].over != n.b || kept == n.a || facts_[n.a].part != fact::none) continue;
                if (facts_[kept].part != fact::none && facts_[kept].part != fact::kept) continue;
                facts_[n.a].part = fact::product;
                facts_[i].part = fact::quotient;
                facts_[i].first = y == product.a;
                facts_[i].kept_node = kept;
                facts_[kept].part = fact::kept;
            }
        }
    }
    constexpr int split_quotient(fact const& quotient, fact const& product, int d, fact& denominator) {
        fact& kept = facts_[quotient.kept_node];
        int const y = quotient.first ? product.x : product.y;
        if (kept.x < 0) kept.x = out_.append(op::mul, y, reciprocal(d, denominator));
        return out_.append(op::mul, quotient.first ? product.y : product.x, kept.x);
    }

    /// c * (x * y), where the inner product has no other user.
    [[nodiscard]] constexpr bool is_scaled_product(node const& n) const {
        if (n.operation != op::mul || from_.nodes[n.a].operation != op::constant || uses_[n.b] != 1) return false;
        node const& product = from_.nodes[n.b];
        return product.operation == op::mul && product.a != product.b &&
               from_.nodes[product.a].operation != op::constant;
    }
    constexpr void count(int factor, double constant) {
        fact& f = facts_[factor];
        double const size = constant < 0 ? -constant : constant;
        if (f.products > 0 && f.constant != constant) f.products = -1;
        if (f.products < 0 || size < 1 || size > 64) return;
        ++f.products;
        f.constant = constant;
    }
    [[nodiscard]] constexpr bool takes_constant(int i) const {
        return facts_[i].products > 1 && facts_[i].products == uses_[i] && arity(from_.nodes[i].operation) > 0;
    }

    constexpr int scaled(double factor, int x) { return factor == 1 ? x : out_.append(op::mul, constant(factor), x); }
    constexpr int quotient(node const& old, node const& n) {
        fact& denominator = facts_[old.b];
        if (denominator.quotients < 2 || from_.nodes[old.b].operation == op::constant) return out_.append(n);
        int const r = reciprocal(n.b, denominator);
        return n.a == one_ ? r : out_.append(op::mul, n.a, r);
    }
    constexpr int reciprocal(int d, fact& denominator) {
        if (denominator.reciprocal < 0) denominator.reciprocal = out_.append(op::div, constant(1), d);
        return denominator.reciprocal;
    }
    constexpr int constant(double value) {
        if (value != 1) return out_.constant(value);
        if (one_ < 0) one_ = out_.constant(1);
        return one_;
    }

    graph_view from_;
    int const* uses_;
    graph_builder& out_;
    fact* facts_;
    int one_ = -1;
};

}  // namespace tapeless
