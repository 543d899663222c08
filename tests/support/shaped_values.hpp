// SPDX-License-Identifier: BSL-1.0
// What graphs with shapes are worth, by loops over index tuples that share no code with execute/.
// In: a graph and its inputs. Out: the numbers of every node, and where the function jumps or bends.
#pragma once

#include "support/naive_matrices.hpp"
#include "support/shaped_places.hpp"

#include <tapeless/graph/loops.hpp>

#include <algorithm>
#include <map>

namespace support {

/// Every node of a graph, one after the other.
template <class Real>
class shaped_interpreter {
public:
    using numbers = shaped_numbers<Real>;

    explicit shaped_interpreter(std::vector<numbers> inputs, decisions* trail = nullptr)
        : inputs_(std::move(inputs)), trail_(trail) {}

    [[nodiscard]] numbers const& operator[](int i) const { return values_[static_cast<std::size_t>(i)]; }
    [[nodiscard]] int size() const { return static_cast<int>(values_.size()); }
    void run(graph_view const& g) {
        while (size() < g.size) compute_next(g);
    }
    void compute_next(graph_view const& g) {
        int const i = size();
        values_.emplace_back();
        values_.back() = value_of(g, i);
        for (Real const v : values_.back().at) largest_ = worse(largest_, std::fabs(v));
    }
    /// The greatest magnitude since this was last asked, in loop bodies too; infinite if one was none.
    [[nodiscard]] Real take_largest() { return std::exchange(largest_, Real(0)); }

private:
    static Real worse(Real x, Real y) {
        return y <= x ? x : y < x || y > x ? y : std::numeric_limits<Real>::infinity();
    }
    numbers value_of(graph_view const& g, int i) {
        node const& n = g.nodes[i];
        numbers z{g.shape_of(i), {}};
        if (n.operation == op::argument) return {};
        if (n.operation == op::scan) {
            loops_[i] = after_loop(g, n, tapeless::loop(g.attribute_of(i)));
            return {};
        }
        if (n.operation == op::result) return loops_.at(n.a).at(static_cast<std::size_t>(n.b));
        if (n.operation == op::input) return inputs_.at(static_cast<std::size_t>(n.a));
        z.at.assign(static_cast<std::size_t>(z.shape.size()), Real(0));
        if (n.operation == op::constant) z.at[0] = static_cast<Real>(n.value);
        else if (n.operation == op::table)
            for (std::size_t k = 0; k < z.at.size(); ++k) z.at[k] = g.tables.numbers[static_cast<std::size_t>(n.a) + k];
        else if (n.operation == op::iota)
            for (std::size_t k = 0; k < z.at.size(); ++k) z.at[k] = static_cast<Real>(k);
        else if (!tapeless::is_tensor_operation(n.operation)) number_by_number(n, z);
        else if (n.operation == op::reshape) z.at = (*this)[n.a].at;
        else whole(n, g.attribute_of(i), z);
        return z;
    }

    /// An operand under an index of the result, broadcast.
    [[nodiscard]] Real stretched(int operand, int const* index, int rank) const {
        numbers const& x = (*this)[operand];
        int own[max_rank]{};
        for (int j = 0; j < x.shape.rank; ++j) own[j] = x.shape.at[j] == 1 ? 0 : index[j + rank - x.shape.rank];
        return x.at[place_of_index(x.shape, own)];
    }
    void number_by_number(node const& n, numbers& z) {
        int const count = n.operation == op::custom ? 1 : tapeless::arity(n.operation);
        for_each_index(z.shape, [&](int const* index) {
            Real x[3]{};
            for (int k = 0; k < count; ++k) x[k] = stretched(operand(n, k), index, z.shape.rank);
            Real const v = n.operation == op::custom ? x[0] : standard<Real>(n.operation, x[0], x[1], x[2]);
            z.at[place_of_index(z.shape, index)] = v;
            if (trail_ != nullptr) decide(n.operation, x[0], x[1], v);
        });
    }
    void decide(op o, Real a, Real b, Real v) {
        if (tapeless::is_condition(o) ? o <= op::equal && o != op::logical_not : o >= op::min && o <= op::fmax)
            trail_->by(a - b);
        else if (o == op::abs || o == op::sign || (o == op::atan2 && b < 0)) trail_->by(a);
        else if (o == op::floor || o == op::ceil || o == op::round) {
            trail_->sides.push_back(v);
            trail_->near(o == op::round ? std::fabs(a - v) - Real(0.5) : a - std::round(a));
        }
    }
    /// The whole number that an index means.
    int chosen(Real index, int length) {
        Real const nearest = std::floor(index + Real(0.5));
        if (trail_ != nullptr) {
            trail_->sides.push_back(nearest);
            trail_->near(std::fabs(index - nearest) - Real(0.5));
        }
        return std::clamp(static_cast<int>(nearest), 0, length - 1);
    }

    void whole(node const& n, attribute const& how, numbers& z) {
        numbers const& a = (*this)[n.a];
        int const axis = how.axis[0];
        switch (n.operation) {
        case op::view:
            for_each_index(z.shape, [&](int const* index) {
                int const from = place_read(a.shape, how, z.shape.rank, index);
                if (from >= 0) z.at[place_of_index(z.shape, index)] = a.at[static_cast<std::size_t>(from)];
            });
            return;
        case op::unview:
            for_each_index(a.shape, [&](int const* index) {
                int const to = place_read(z.shape, how, a.shape.rank, index);
                if (to >= 0) z.at[static_cast<std::size_t>(to)] += a.at[place_of_index(a.shape, index)];
            });
            return;
        case op::reduce_sum:
        case op::reduce_max:
        case op::reduce_min:
        case op::argmax:
        case op::argmin: reduce(n.operation, a, axis, z); return;
        case op::cumsum:
            for_each_index(z.shape, [&](int const* index) {
                int before[max_rank];
                std::copy(index, index + max_rank, before);
                for (before[axis] = 0; before[axis] <= index[axis]; ++before[axis])
                    z.at[place_of_index(z.shape, index)] += a.at[place_of_index(a.shape, before)];
            });
            return;
        case op::concat: {
            numbers const& b = (*this)[n.b];
            for_each_index(z.shape, [&](int const* index) {
                int own[max_rank];
                std::copy(index, index + max_rank, own);
                bool const second = index[axis] >= a.shape.at[axis];
                if (second) own[axis] -= a.shape.at[axis];
                z.at[place_of_index(z.shape, index)] =
                    second ? b.at[place_of_index(b.shape, own)] : a.at[place_of_index(a.shape, own)];
            });
            return;
        }
        case op::contract: contract(a, (*this)[n.b], how, z); return;
        case op::gather:
            for_each_index(z.shape, [&](int const* index) {
                z.at[place_of_index(z.shape, index)] =
                    a.at[place_chosen(index, axis, how.axis[1], (*this)[n.b], a.shape)];
            });
            return;
        case op::scatter:
            for_each_index(a.shape, [&](int const* index) {
                z.at[place_chosen(index, axis, how.axis[1], (*this)[n.b], z.shape)] +=
                    a.at[place_of_index(a.shape, index)];
            });
            return;
        default: matrices(n, how, z); return;
        }
    }
    /// Where a tensor has what stands at `index` in a gathered one.
    std::size_t place_chosen(int const* index, int axis, int common, numbers const& indices, extents const& of) {
        int own[max_rank]{};
        int place[max_rank]{};
        int const chosen_axes = indices.shape.rank - common;
        for (int j = 0; j < indices.shape.rank; ++j) place[j] = index[j < common ? j : axis + j - common];
        for (int j = 0; j < of.rank; ++j)
            own[j] = j < axis    ? index[j]
                     : j == axis ? chosen(indices.at[place_of_index(indices.shape, place)], of.at[axis])
                                 : index[j + chosen_axes - 1];
        return place_of_index(of, own);
    }
    void reduce(op o, numbers const& a, int mask, numbers& z) {
        std::vector<std::vector<Real>> groups(z.at.size());
        for_each_index(a.shape, [&](int const* index) {
            int kept[max_rank]{};
            for (int j = 0, k = 0; j < a.shape.rank; ++j)
                if ((mask >> j & 1) == 0) kept[k++] = index[j];
            groups[place_of_index(z.shape, kept)].push_back(a.at[place_of_index(a.shape, index)]);
        });
        for (std::size_t k = 0; k < groups.size(); ++k) {
            std::vector<Real> const& x = groups[k];
            if (o == op::reduce_sum) {
                for (Real const v : x) z.at[k] += v;
                continue;
            }
            bool const largest = o == op::reduce_max || o == op::argmax;
            auto const best = largest ? std::max_element(x.begin(), x.end()) : std::min_element(x.begin(), x.end());
            bool const wants_place = o == op::argmax || o == op::argmin;
            z.at[k] = wants_place ? static_cast<Real>(best - x.begin()) : *best;
            if (trail_ != nullptr)
                for (auto other = x.begin(); other != x.end(); ++other)
                    if (other != best) trail_->by(*best - *other);
            if (trail_ != nullptr) trail_->sides.push_back(static_cast<long double>(best - x.begin()));
        }
    }
    static void contract(numbers const& a, numbers const& b, attribute const& how, numbers& z) {
        for_each_index(a.shape, [&](int const* of_a) {
            for_each_index(b.shape, [&](int const* of_b) {
                std::map<int, int> at;
                bool same = true;
                for (int i = 0; i < a.shape.rank; ++i) at[how.axis[i]] = of_a[i];
                for (int i = 0; i < b.shape.rank && same; ++i)
                    same = at.emplace(how.step[i], of_b[i]).first->second == of_b[i];
                if (!same) return;
                int index[max_rank]{};
                for (int i = 0; i < z.shape.rank; ++i) index[i] = at.at(how.offset[i]);
                z.at[place_of_index(z.shape, index)] +=
                    a.at[place_of_index(a.shape, of_a)] * b.at[place_of_index(b.shape, of_b)];
            });
        });
    }

    /// Operations on the matrices in the last two axes.
    void matrices(node const& n, attribute const& how, numbers& z) {
        numbers const& a = (*this)[n.a];
        std::size_t const order = static_cast<std::size_t>(a.shape.at[a.shape.rank - 1]);
        std::size_t const count = a.at.size() / (order * order);
        std::size_t const size = z.at.size() / count;
        for (std::size_t k = 0; k < count; ++k) {
            Real const* const m = a.at.data() + k * order * order;
            Real* const to = z.at.data() + k * size;
            if (n.operation == op::cholesky) naive_cholesky(m, order, to);
            else if (n.operation == op::triangular_solve) {
                std::vector<Real> const& b = (*this)[n.b].at;
                std::copy_n(b.begin() + static_cast<std::ptrdiff_t>(k * size), size, to);
                naive_triangular_solve(m, order, how.axis[0] == 1, how.axis[1] == 1, to, size / order);
            } else {
                std::vector<Real> copy(m, m + order * order);
                std::vector<Real> unit(order * order);
                for (std::size_t i = 0; i < order; ++i) unit[i * order + i] = 1;
                Real const determinant = naive_solve(copy, order, unit.data(), order);
                if (n.operation == op::inverse) std::copy(unit.begin(), unit.end(), to);
                else *to = std::log(std::fabs(determinant));
            }
        }
    }

    /// The results of a loop: what is carried after the last step, then what the steps wrote.
    std::vector<numbers> after_loop(graph_view const& g, node const& n, tapeless::loop const& what) {
        graph_view const body = g.part(what.part);
        std::vector<int> operands;
        int list = n.a;
        for (; g.nodes[list].operation == op::argument; list = g.nodes[list].a) operands.push_back(g.nodes[list].b);
        operands.push_back(list);
        std::reverse(operands.begin(), operands.end());
        std::size_t const carried = static_cast<std::size_t>(what.carried);
        std::size_t const read_end = carried + static_cast<std::size_t>(what.read);
        std::size_t const outputs = static_cast<std::size_t>(body.output_count);
        std::vector<numbers> results(outputs);
        std::vector<numbers> state;
        for (int const o : operands) state.push_back((*this)[o]);
        for (int step = 0; step < what.steps; ++step) {
            int const t = what.backwards ? what.steps - 1 - step : step;
            std::vector<numbers> inputs = state;
            for (std::size_t k = carried; k < read_end; ++k) inputs[k] = slice_of(state[k], t);
            shaped_interpreter inside(inputs, trail_);
            inside.run(body);
            largest_ = worse(largest_, inside.largest_);
            for (std::size_t k = 0; k < outputs; ++k) {
                numbers const& end = inside[body.outputs[k]];
                if (k < carried) {
                    state[k] = results[k] = end;
                    continue;
                }
                if (step == 0) {
                    results[k].shape.push(what.steps);
                    for (int j = 0; j < end.shape.rank; ++j) results[k].shape.push(end.shape.at[j]);
                    results[k].at.resize(end.at.size() * static_cast<std::size_t>(what.steps));
                }
                std::copy(end.at.begin(), end.at.end(),
                          results[k].at.begin() + static_cast<std::ptrdiff_t>(end.at.size()) * t);
            }
        }
        return results;
    }

public:
    /// Row t of the first axis.
    static numbers slice_of(numbers const& from, int t) {
        numbers row;
        for (int j = 1; j < from.shape.rank; ++j) row.shape.push(from.shape.at[j]);
        std::ptrdiff_t const size = row.shape.size();
        row.at.assign(from.at.begin() + t * size, from.at.begin() + (t + 1) * size);
        return row;
    }

private:
    std::vector<numbers> inputs_;
    decisions* trail_;
    std::vector<numbers> values_;
    Real largest_ = 0;
    std::map<int, std::vector<numbers>> loops_;
};

}  // namespace support
