// SPDX-License-Identifier: BSL-1.0
// Random graphs with shapes as lists of recipes, of which any sublist is a graph again.
// In: recipes and an oracle that accepts nodes. Out: nodes of a builder; at run time and in constant evaluation the same.
#pragma once

#include "support/shaped_recipes.hpp"

namespace support {

/// Appends what recipes say. An oracle has look(builder) to see new nodes, fine(node), and inside(...) for loop bodies.
template <class Oracle>
class shaped_cook : shaped_tools {
public:
    constexpr shaped_cook(graph_builder& g, Oracle& oracle, std::vector<shaped_recipe> const& bodies,
                          shaped_kitchen const& kitchen, int depth = 0)
        : shaped_tools(g), oracle_(oracle), bodies_(bodies), kitchen_(kitchen), depth_(depth) {}

    constexpr void add_input(int number, extents const& shape, bool whole) {
        int const i = g_.input(number, shape);
        oracle_.look(g_);
        (whole ? wholes_ : numbers_).push_back(i);
        if (!whole) unused_.push_back(i);
    }
    constexpr void follow(shaped_recipe const& r) {
        dice_ = random_source(static_cast<std::uint64_t>(r.seed) * 40 + static_cast<std::uint64_t>(r.what));
        int const before = g_.size();
        serve(made(r), before);
    }
    /// Up to `most` numbers that nothing has as an operand, the last ones first; at least one.
    [[nodiscard]] constexpr std::vector<int> results(int most) const {
        std::vector<int> list;
        for (std::size_t k = unused_.size(); k-- > 0 && static_cast<int>(list.size()) < most;)
            list.push_back(unused_[k]);
        if (list.empty()) list.push_back(numbers_.empty() ? wholes_.back() : numbers_.back());
        return list;
    }
    /// A number at a distance back as a tensor of this shape.
    [[nodiscard]] constexpr int fitted(int distance, extents const& shape) {
        int const i = pick(distance);
        return fit(i < 0 ? g_.constant(0.5) : i, shape);
    }

private:
    /// Puts a node to the others, if nothing that was made for it is refused.
    constexpr void serve(int i, int before) {
        oracle_.look(g_);
        if (i < 0 || !oracle_.fine(i) || shape(i).size() > most_numbers || shape(i).rank > 4) return;
        auto const have = [i](std::vector<int> const& list) {
            return std::find(list.begin(), list.end(), i) != list.end();
        };
        if (have(numbers_) || have(conditions_) || have(wholes_)) return;
        for (int k = before; k < g_.size(); ++k)
            if (g_[k].operation != op::result)
                for (int o = 0; o < tapeless::arity(g_[k].operation); ++o) forget(operand(g_[k], o));
        op const o = g_[i].operation;
        bool const whole = o == op::iota || o == op::argmax || o == op::argmin;
        (whole ? wholes_ : tapeless::is_condition(o) ? conditions_ : numbers_).push_back(i);
        if (!whole && !tapeless::is_condition(o)) unused_.push_back(i);
    }
    constexpr void forget(int i) { unused_.erase(std::remove(unused_.begin(), unused_.end(), i), unused_.end()); }

    /// The first of a list that suits, from a distance back on; -1 if none does.
    template <class Suits>
    constexpr int pick_of(std::vector<int> const& from, int distance, Suits suits) const {
        int const size = static_cast<int>(from.size());
        for (int k = 0; k < size; ++k)
            if (int const i = from[static_cast<std::size_t>(size - 1 - (distance + k) % size)]; suits(i)) return i;
        return -1;
    }
    template <class Suits>
    constexpr int pick(int distance, Suits suits) const {
        if (distance % 3 != 0)
            if (int const fresh = pick_of(unused_, distance / 3, suits); fresh >= 0) return fresh;
        if (distance % 8 == 0)
            if (int const whole = pick_of(wholes_, distance / 8, suits); whole >= 0) return whole;
        return pick_of(numbers_, distance / 3, suits);
    }
    constexpr int pick(int distance) const {
        return pick(distance, [](int) { return true; });
    }
    constexpr int pick_ranked(int distance, int rank) const {
        return pick(distance, [this, rank](int i) { return g_.shape_of(i).rank >= rank; });
    }
    constexpr int made(shaped_recipe const& r) {
        switch (r.what) {
        case dish::arithmetic: {
            constexpr op all[] = {op::add, op::sub, op::mul, op::min, op::max, op::div};
            return elementwise(all[below(kitchen_.tame ? 5 : 6)], r);
        }
        case dish::function: {
            constexpr op tame[] = {op::tanh, op::sin, op::cos, op::atan, op::sigmoid, op::neg, op::erf, op::abs};
            if (kitchen_.tame) return elementwise(tame[below(8)], r);
            constexpr int unary = static_cast<int>(op::round) - static_cast<int>(op::neg) + 1;
            constexpr int binary = static_cast<int>(op::fmax) - static_cast<int>(op::add) + 1;
            int const chosen = below(unary + binary);
            op const o = static_cast<op>(chosen < unary ? static_cast<int>(op::neg) + chosen
                                                        : static_cast<int>(op::add) + chosen - unary);
            return has_narrow_domain(o) && below(2) == 0 ? in_domain(o, r) : elementwise(o, r);
        }
        case dish::comparison: {
            constexpr op all[] = {op::less, op::less_equal, op::less, op::equal};
            return elementwise(all[below(4)], r);
        }
        case dish::logic: {
            if (conditions_.empty()) return -1;
            int const a = pick_of(conditions_, r.a, [](int) { return true; });
            if (below(3) == 0) return g_.append(op::logical_not, a);
            int const b = pick_of(conditions_, r.b, [&](int i) { return fits(a, i); });
            return g_.append(below(2) == 0 ? op::logical_and : op::logical_or, a, b);
        }
        case dish::choice: {
            if (conditions_.empty()) return -1;
            int const test = pick_of(conditions_, r.seed, [](int) { return true; });
            int const a = pick(r.a, [&](int i) { return fits(test, i); });
            if (a < 0) return -1;
            extents const both = broadcast(shape(test), shape(a));
            int const b = pick(r.b, [&](int i) { return tapeless::broadcast(both, g_.shape_of(i)).rank >= 0; });
            return b < 0 ? -1 : g_.append(below(3) == 0 ? op::cond : op::select, test, a, b);
        }
        case dish::number: return g_.constant((below(17) - 8) / 4.0);
        case dish::table: return table(any_shape(3), false);
        case dish::count: return arrange::count_along(g_, 1 + below(3), 0);
        case dish::stop: {
            int const x = pick(r.a);
            return kitchen_.stops && x >= 0 ? g_.append(op::stop_gradient, x) : -1;
        }
        case dish::reduction: {
            constexpr op all[] = {op::reduce_sum, op::reduce_max, op::reduce_min};
            int const x = pick_ranked(r.a, 1);
            if (x < 0) return -1;
            op const o = all[below(3)];  // arguments of a call have no order
            return arrange::reduce(g_, o, x, 1 + below((1 << shape(x).rank) - 1));
        }
        case dish::extreme_place: {
            int const x = pick_ranked(r.a, 1);
            if (x < 0) return -1;
            op const o = below(2) == 0 ? op::argmax : op::argmin;
            return arrange::reduce(g_, o, x, 1 << below(shape(x).rank));
        }
        case dish::gathered: return gathered(r);
        case dish::scattered: return scattered(r);
        case dish::sums: {
            int const x = pick_ranked(r.a, 1);
            if (x < 0) return -1;
            attribute how;
            how.axis[0] = below(shape(x).rank);
            return g_.append_shaped(op::cumsum, shape(x), how, x);
        }
        case dish::concatenation: return concatenated(r);
        case dish::contraction: return contracted(pick(r.a), pick(r.b));
        case dish::inverse:
        case dish::factor:
        case dish::determinant:
        case dish::solved: return kitchen_.matrices ? of_matrix(r) : -1;
        case dish::loop: return looped(r);
        default: {
            bool const any_rank = r.what == dish::any_view || r.what == dish::repeated || r.what == dish::reshaped ||
                                  r.what == dish::unview;
            int const x = pick_ranked(r.a, any_rank ? below(2) : 1);
            return x < 0 ? -1 : rearranged(r.what, x);
        }
        }
    }

    [[nodiscard]] constexpr bool fits(int a, int b) const {
        return tapeless::broadcast(g_.shape_of(a), g_.shape_of(b)).rank >= 0;
    }
    constexpr int elementwise(op o, shaped_recipe const& r) {
        int const a = pick(r.a);
        if (a < 0 || tapeless::arity(o) == 1) return a < 0 ? -1 : g_.append(o, a);
        int const b = pick(r.b, [&](int i) { return fits(a, i); });
        return b < 0 ? -1 : g_.append(o, a, b);
    }

    static constexpr bool has_narrow_domain(op o) {
        for (op const one :
             {op::sqrt, op::log, op::log2, op::log10, op::log1p, op::asin, op::acos, op::acosh, op::atanh, op::pow})
            if (o == one) return true;
        return false;
    }
    constexpr int in_domain(op o, shaped_recipe const& r) {
        int a = pick(r.a);
        if (a < 0) return -1;
        a = g_.append(op::sigmoid, a);
        if (o == op::acosh) a = g_.append(op::add, a, g_.constant(1.5));
        return g_.append(o, a, tapeless::arity(o) > 1 ? g_.constant((below(9) - 4) / 2.0) : 0);
    }

    /// Whole numbers below a length: some that are there, or a table.
    constexpr int indices(int distance, int length) {
        if (below(3) != 0)
            if (int const i = pick_of(wholes_, distance,
                                      [&](int k) { return g_.shape_of(k).rank < 3 && oracle_.is_below(k, length); });
                i >= 0)
                return i;
        extents const to = any_shape(2);
        std::vector<double> values;
        for (int k = 0; k < to.size(); ++k) values.push_back(below(length));
        return table(to, values);
    }
    constexpr int gathered(shaped_recipe const& r) {
        int const x = pick_ranked(r.a, 1);
        if (x < 0) return -1;
        attribute how;
        int const axis = how.axis[0] = below(shape(x).rank);
        int const index = indices(r.b, shape(x).at[axis]);
        extents to;
        for (int k = 0; k < axis; ++k) to.push(shape(x).at[k]);
        for (int k = 0; k < shape(index).rank; ++k) to.push(shape(index).at[k]);
        for (int k = axis + 1; k < shape(x).rank; ++k) to.push(shape(x).at[k]);
        return g_.append_shaped(op::gather, to, how, x, index);
    }
    constexpr int scattered(shaped_recipe const& r) {
        int const length = 1 + below(3);
        int const index = indices(r.b, length);
        extents const chosen = shape(index);
        extents updates;
        extents to;
        attribute how;
        how.axis[0] = below(3);
        for (int k = 0; k < how.axis[0]; ++k) updates.push(1 + below(2));
        to = updates;
        to.push(length);
        for (int k = 0; k < chosen.rank; ++k) updates.push(chosen.at[k]);
        for (int k = below(2); k > 0; --k) {
            int const behind = 1 + below(2);
            updates.push(behind);
            to.push(behind);
        }
        int const x = fitted(r.a, updates);
        return g_.append_shaped(op::scatter, to, how, x, index);
    }
    constexpr int concatenated(shaped_recipe const& r) {
        int const a = pick_ranked(r.a, 1);
        if (a < 0) return -1;
        attribute how;
        int const axis = how.axis[0] = below(shape(a).rank);
        extents second = shape(a);
        second.at[axis] = 1 + below(2);
        int const b = below(4) == 0 ? arrange::slice(g_, a, axis, 0, second.at[axis]) : fitted(r.b, second);
        extents to = shape(a);
        to.at[axis] += second.at[axis];
        return g_.append_shaped(op::concat, to, how, a, b);
    }

    /// A well-conditioned matrix of some numbers, perhaps several of them, and what is made of it.
    constexpr int of_matrix(shaped_recipe const& r) {
        int const n = 1 + below(3);
        extents to;
        if (below(3) == 0) to.push(1 + below(2));
        extents batch = to;
        to.push(n);
        to.push(n);
        int const numbers = g_.append(op::tanh, fitted(r.a, to));
        extents square;
        square.push(n);
        square.push(n);
        std::vector<double> diagonal;
        for (int k = 0; k < n * n; ++k) diagonal.push_back(k % (n + 1) == 0 ? 8 : 0);
        bool const symmetric = r.what == dish::factor;
        int const around = symmetric ? g_.append(op::add, numbers, arrange::transpose(g_, numbers)) : numbers;
        int const matrix = g_.append(op::add, around, table(square, diagonal));
        switch (r.what) {
        case dish::inverse: return g_.append_shaped(op::inverse, to, attribute{}, matrix);
        case dish::factor: return g_.append_shaped(op::cholesky, to, attribute{}, matrix);
        case dish::determinant: return g_.append_shaped(op::log_determinant, batch, attribute{}, matrix);
        default: break;
        }
        extents right = batch;
        right.push(n);
        if (below(2) == 0) right.push(1 + below(2));
        attribute how;
        how.axis[0] = below(2);
        how.axis[1] = below(2);
        return g_.append_shaped(op::triangular_solve, right, how, matrix, fitted(r.b, right));
    }

    /// A loop whose body follows some recipes in its turn. All of its results are served.
    constexpr int looped(shaped_recipe const& r) {
        if (depth_ >= kitchen_.deepest || bodies_.empty() || numbers_.empty()) return -1;
        tapeless::loop what;
        std::vector<int> operands;
        int const wanted_reads = below(3);
        what.carried = wanted_reads == 0 ? 1 + below(2) : below(3);
        what.steps = 1 + below(3);
        what.backwards = below(2) == 0;
        what.recomputed = below(4) == 0;
        for (int k = 0; k < what.carried; ++k) operands.push_back(pick(r.a + k));
        for (int k = 0; k < wanted_reads; ++k) {
            int const x = pick(r.b + k, [&](int i) {
                extents const of = g_.shape_of(i);
                return of.rank > 0 && (what.read == 0 || of.at[0] == what.steps);
            });
            if (x < 0) continue;
            what.steps = shape(x).at[0];
            operands.push_back(x);
            ++what.read;
        }
        for (int k = below(3); k > 0 || operands.empty(); --k) operands.push_back(pick(r.seed + k));
        int const written = what.carried == 0 ? 1 + below(2) : below(3);

        graph_builder inside(tapeless::sharing::on);
        inside.share_tables(g_.tables());
        oracle_.look(g_);
        auto seen = oracle_.inside(operands, what);
        shaped_cook body(inside, seen, bodies_, kitchen_, depth_ + 1);
        for (int k = 0; k < static_cast<int>(operands.size()); ++k) {
            bool const read = k >= what.carried && k < what.carried + what.read;
            extents const outside = shape(operands[static_cast<std::size_t>(k)]);
            body.add_input(k, read ? tapeless::reduced(outside, 1, false) : outside, false);
        }
        int const first = below(static_cast<int>(bodies_.size()));
        for (int k = 1 + below(4); k > 0; --k)
            body.follow(bodies_[static_cast<std::size_t>(first + k) % bodies_.size()]);
        std::vector<int> ends;
        for (int k = 0; k < what.carried; ++k)
            ends.push_back(body.fitted(below(12), shape(operands[static_cast<std::size_t>(k)])));
        for (int k = 0; k < written; ++k) {
            int const distance = below(12);
            ends.push_back(body.fitted(distance, any_shape(2)));
        }
        what.part = g_.tables().part(inside.view(ends.data(), static_cast<int>(ends.size())));
        int const before = g_.size();
        int const node = arrange::scan(g_, what, operands.data(), static_cast<int>(operands.size()));
        int last = -1;
        for (int k = 0; k < static_cast<int>(ends.size()); ++k) {
            if (last >= 0) serve(last, before);
            last = arrange::scan_result(g_, node, what, k);
        }
        return last;
    }

    Oracle& oracle_;
    std::vector<shaped_recipe> const& bodies_;
    shaped_kitchen kitchen_;
    int depth_;
    std::vector<int> numbers_;
    std::vector<int> wholes_;  // also those that no input's derivative reaches
    std::vector<int> conditions_;
    std::vector<int> unused_;
};

}  // namespace support
