// SPDX-License-Identifier: BSL-1.0
// Simplification of graphs with shapes.
// In: a graph. Out: one with fewer nodes and the same results.
#pragma once

#include <tapeless/graph/kernel.hpp>
#include <tapeless/graph/loops.hpp>

namespace tapeless {

/// Rewrites every node that the outputs need, equal ones once:
///
///   x + 0 = x - 0 = x * 1 = x / 1 = x,  0 * x = 0,  -(-x) = x, operations on constants
///   x + x = 2 x, 2 (3 x) = 6 x                        constants of moderate size
///   select(c, x, 0) * y = select(c, x * y, 0)         what is not taken is multiplied by nothing; also quotients
///   contract(permuted x, y) = contract(x, y)          under other labels; also where x repeats along an axis
///   a sum over an axis along which x repeats is a multiple
///
/// Numerics    as identities of numbers: within rounding, and never less finite
class tensor_simplification {
public:
    constexpr tensor_simplification(graph_view const& from, graph_builder& out)
        : from_(from), out_(out), place_(new int[static_cast<unsigned>(from.size) + 1]{}) {}
    tensor_simplification(tensor_simplification const&) = delete;
    tensor_simplification& operator=(tensor_simplification const&) = delete;
    constexpr ~tensor_simplification() { delete[] place_; }

    constexpr void run(int* ends) {
        bool* const needed = new bool[static_cast<unsigned>(from_.size) + 1]{};
        for (int i = 0; i < from_.output_count; ++i) needed[from_.outputs[i]] = true;
        for (int i = from_.size - 1; i >= 0; --i)
            for (int k = 0; needed[i] && k < arity(from_.nodes[i].operation) && !(k == 1 && is_result(i)); ++k)
                needed[operand(from_.nodes[i], k)] = true;
        out_.declare_inputs(from_.input_count);
        for (int i = 0; i < from_.size; ++i)
            if (needed[i]) {
                if (from_.nodes[i].operation == op::scan) extended_ = with_extension(i);
                place_[i] = rewritten(from_.nodes[i]);
            }
        for (int i = 0; i < from_.output_count; ++i) ends[i] = place_[from_.outputs[i]];
        delete[] needed;
    }

private:
    [[nodiscard]] constexpr bool is_result(int i) const { return from_.nodes[i].operation == op::result; }
    [[nodiscard]] constexpr bool is_constant(int x) const { return out_[x].operation == op::constant; }
    [[nodiscard]] constexpr bool is_number(int x, double value) const {
        return is_constant(x) && out_[x].value == value;
    }
    /// The node's shape, which may be more than that of what it became.
    [[nodiscard]] constexpr int shaped(int x, node const& as) {
        return arrange::broadcast_to(out_, x, out_.tables().shape_at(as.shape));
    }

    constexpr int rewritten(node n) {
        int const operands = arity(n.operation);
        if (operands > 0) n.a = place_[n.a];
        if (operands > 1) n.b = place_[n.b];
        if (operands > 2) n.c = place_[n.c];
        if (n.operation == op::cond) n.operation = op::select;  // programs of tensors compute both sides
        switch (n.operation) {
        case op::constant:
        case op::input:
        case op::call: return out_.append(n);
        case op::view: return viewed(n);
        case op::reshape: return arrange::reshape(out_, n.a, out_.tables().shape_at(n.shape));
        case op::reduce_sum: return summed(n);
        case op::contract: return contracted(n);
        case op::scan: return scanned(n);
        case op::custom: n.a = shaped(n.a, n); break;  // it is seen through its first operand
        default: break;
        }
        if (!has_kernel(n.operation)) return out_.append_shaped(n);
        if (int const known = identity(n); known >= 0) return shaped(known, n);
        if (operands < 3 && !is_condition(n.operation) && is_constant(n.a) && (operands == 1 || is_constant(n.b)))
            return shaped(out_.constant(fold(n.operation, out_[n.a].value, operands == 2 ? out_[n.b].value : 0)), n);
        return shaped(out_.append(n.operation, n.a, n.b, n.c), n);
    }

    constexpr int identity(node const& n) {
        switch (n.operation) {
        case op::neg: return out_[n.a].operation == op::neg ? out_[n.a].a : -1;
        case op::add:
            if (n.a == n.b) return multiple(2, n.a);
            return is_number(n.a, 0) ? n.b : is_number(n.b, 0) ? n.a : -1;
        case op::sub: return is_number(n.b, 0) ? n.a : is_number(n.a, 0) ? out_.append(op::neg, n.b) : -1;
        case op::mul:
            if (is_number(n.a, 0) || is_number(n.b, 1)) return n.a;
            if (is_number(n.b, 0) || is_number(n.a, 1)) return n.b;
            if (is_moderate(n.a)) return multiple(out_[n.a].value, n.b);
            if (is_moderate(n.b)) return multiple(out_[n.b].value, n.a);
            if (int const outside = guarded(op::mul, n.a, n.b, false); outside >= 0) return outside;
            return guarded(op::mul, n.b, n.a, true);
        case op::div:
            if (is_number(n.b, 1) || is_number(n.a, 0)) return n.a;
            return guarded(op::div, n.a, n.b, false);
        case op::select: return n.b == n.c ? n.b : -1;
        default: return -1;
        }
    }
    [[nodiscard]] constexpr bool is_moderate(int x) const {
        double const size = is_constant(x) ? __builtin_fabs(out_[x].value) : 0;
        return size > 0x1p-30 && size < 0x1p30;
    }
    /// factor * x, where x may be a multiple already.
    constexpr int multiple(double factor, int x) {
        node const of = out_[x];
        if (of.operation == op::mul && is_moderate(of.a) && out_.shape_of(of.b) == out_.shape_of(x))
            return multiple(factor * out_[of.a].value, of.b);
        return factor == 1 ? x : out_.append(op::mul, out_.constant(factor), x);
    }
    /// select(c, x, 0) * y, or y * select(c, x, 0) where `second`.
    constexpr int guarded(op operation, int choice, int y, bool second) {
        node const s = out_[choice];
        if (s.operation != op::select || !(is_number(s.b, 0) || is_number(s.c, 0))) return -1;
        int sides[2] = {s.b, s.c};
        for (int& side : sides)
            if (!is_number(side, 0)) side = second ? out_.append(operation, y, side) : out_.append(operation, side, y);
        return out_.append(op::select, s.a, sides[0], sides[1]);
    }

    constexpr int viewed(node const& n) {
        extents const to = out_.tables().shape_at(n.shape);
        attribute const how = out_.tables().attribute_at(n.c);
        node const x = out_[n.a];
        if (x.operation == op::view && stays_inside(out_.shape_of(n.a), how, to) && is_better_as_one(n.a, how, to)) {
            attribute const inner = out_.attribute_of(n.a);
            attribute both;
            for (int j = 0; j < max_rank; ++j) both.offset[j] = inner.offset[j];
            for (int k = 0; k < out_.shape_of(n.a).rank; ++k)
                if (inner.axis[k] >= 0) both.offset[inner.axis[k]] += inner.step[k] * how.offset[k];
            for (int i = 0; i < to.rank; ++i) {
                both.axis[i] = how.axis[i] < 0 ? -1 : inner.axis[how.axis[i]];
                both.step[i] = both.axis[i] < 0 ? 0 : how.step[i] * inner.step[how.axis[i]];
            }
            return arrange::view(out_, x.a, to, both);
        }
        return arrange::view(out_, n.a, to, how);
    }

    /// A view that reads zeros beyond its operand is stored, and those over it are only strides: one view of both would
    /// be stored whole. That is no loss if it is smaller, and reads every axis along one of its own.
    constexpr bool is_better_as_one(int inner, attribute const& how, extents const& to) const {
        extents const between = out_.shape_of(inner);
        if (stays_inside(out_.shape_of(out_[inner].a), out_.attribute_of(inner), between)) return true;
        int seen = 0;
        for (int i = 0; i < to.rank; ++i) {
            if (how.axis[i] < 0) continue;
            if ((seen >> how.axis[i] & 1) != 0) return false;
            seen |= 1 << how.axis[i];
        }
        return to.size() <= between.size();
    }
    /// Whether the node repeats along an axis.
    [[nodiscard]] constexpr bool repeats(int x, int axis) const {
        return out_[x].operation == op::view && out_.attribute_of(x).axis[axis] < 0;
    }
    /// The node without the axes of a mask, along which it repeats.
    constexpr int without(int x, int mask) {
        extents const to = reduced(out_.shape_of(x), mask, false);
        attribute const how = out_.attribute_of(x);
        attribute left = how;
        int next = 0;
        for (int i = 0; i < out_.shape_of(x).rank; ++i)
            if ((mask >> i & 1) == 0) {
                left.axis[next] = how.axis[i];
                left.step[next++] = how.step[i];
            }
        for (; next < max_rank; ++next) left.axis[next] = left.step[next] = 0;
        return arrange::view(out_, out_[x].a, to, left);
    }
    constexpr int repeated_axes(int x) const {
        int mask = 0;
        for (int i = 0; i < out_.shape_of(x).rank; ++i)
            if (repeats(x, i)) mask |= 1 << i;
        return mask;
    }

    constexpr int summed(node const& n) {
        int const mask = out_.tables().attribute_at(n.c).axis[0];
        int const repeated = mask & repeated_axes(n.a);
        if (repeated == 0) return out_.append_shaped(n);
        int times = 1;
        int left = 0;
        int next = 0;
        for (int i = 0; i < out_.shape_of(n.a).rank; ++i) {
            if ((repeated >> i & 1) != 0) times *= out_.shape_of(n.a).at[i];
            else left |= (mask >> i & 1) << next++;
        }
        int const sum = arrange::reduce(out_, op::reduce_sum, without(n.a, repeated), left);
        if (is_constant(sum)) return out_.constant(out_[sum].value * times);
        return times == 1 ? sum : out_.append(op::mul, sum, out_.constant(times));
    }

    /// The labels of an operand, which is replaced by what it permutes.
    constexpr int unpermuted(int x, arrange::labels& of, arrange::labels const& of_other) {
        for (int i = 0; i < out_.shape_of(x).rank; ++i)
            if (repeats(x, i) && of_other.has(of.at[i])) {
                int const fewer = without(x, 1 << i);
                arrange::labels left;
                for (int k = 0; k < of.count; ++k)
                    if (k != i) left.push(of.at[k]);
                of = left;
                return unpermuted(fewer, of, of_other);
            }
        if (out_[x].operation != op::view) return x;
        attribute const how = out_.attribute_of(x);
        extents const shape = out_.shape_of(x);
        extents const before = out_.shape_of(out_[x].a);
        if (before.rank != shape.rank) return x;
        int seen = 0;
        arrange::labels moved = of;
        for (int i = 0; i < shape.rank; ++i) {
            int const axis = how.axis[i];
            if (axis < 0 || how.step[i] != 1 || how.offset[axis] != 0 || before.at[axis] != shape.at[i] ||
                (seen >> axis & 1) != 0)
                return x;
            seen |= 1 << axis;
            moved.at[axis] = of.at[i];
        }
        of = moved;
        return unpermuted(out_[x].a, of, of_other);
    }
    constexpr int contracted(node const& n) {
        attribute const how = out_.tables().attribute_at(n.c);
        arrange::labels of_a;
        arrange::labels of_b;
        arrange::labels of_result;
        for (int i = 0; i < out_.shape_of(n.a).rank; ++i) of_a.push(how.axis[i]);
        for (int i = 0; i < out_.shape_of(n.b).rank; ++i) of_b.push(how.step[i]);
        for (int i = 0; i < out_.tables().shape_at(n.shape).rank; ++i) of_result.push(how.offset[i]);
        int const a = unpermuted(n.a, of_a, of_b);
        int const b = unpermuted(n.b, of_b, of_a);
        return arrange::contract(out_, a, of_a, b, of_b, of_result);
    }

    /// The loop at node i, or one that gives its results and more from the same operands.
    [[nodiscard]] constexpr loop with_extension(int i) const {
        loop what(from_.attribute_of(i));
        operand_list const operands(from_.nodes, from_.nodes[i].a);
        for (int k = i + 1; k < from_.size; ++k) {
            if (from_.nodes[k].operation != op::scan) continue;
            loop const other(from_.attribute_of(k));
            if (other.extends != what.part || other.steps != what.steps || other.backwards != what.backwards) continue;
            operand_list const others(from_.nodes, from_.nodes[k].a);
            bool same = operands.size() == others.size();
            for (int j = 0; j < operands.size() && same; ++j) same = operands[j] == others[j];
            if (same) what = other;
        }
        return what;
    }
    constexpr int scanned(node n);

    graph_view from_;
    graph_builder& out_;
    int* place_;
    loop extended_;
};

/// The loop with a simplified body.
constexpr int tensor_simplification::scanned(node n) {
    part_copy const copy(from_.part(extended_.part));
    int* const ends = new int[static_cast<unsigned>(copy.view().output_count) + 1]{};
    graph_builder body(sharing::on, copy.view().size + 16);
    body.share_tables(out_.tables());
    loop what = extended_;
    tensor_simplification(copy.view(), body).run(ends);
    what.part = out_.tables().part(body.view(ends, copy.view().output_count));
    what.extends = -1;
    n.c = out_.tables().attribute(what.how());
    delete[] ends;
    return out_.append_shaped(n);
}

/// The simplified graph with nothing that its outputs do not need.
constexpr void simplify_shaped(graph_view const& from, graph_builder& out, int* ends) {
    int* const halfway = new int[static_cast<unsigned>(from.output_count) + 1]{};
    graph_builder all(sharing::on, from.size + 16);
    all.adopt_tables(from);
    tensor_simplification(from, all).run(halfway);
    graph_view const half = all.view(halfway, from.output_count);
    out.adopt_tables(half);
    tensor_simplification(half, out).run(ends);
    delete[] halfway;
}

}  // namespace tapeless
