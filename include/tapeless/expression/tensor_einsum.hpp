// SPDX-License-Identifier: BSL-1.0
// Products and sums of tensors whose axes have letters.
// In: a text such as "ij,jk->ik", and one or two tensors. Out: a tensor, or a number.
#pragma once

#include <tapeless/core/fixed_string.hpp>
#include <tapeless/expression/functions.hpp>
#include <tapeless/expression/tensor.hpp>

#include <string_view>

namespace tapeless {

namespace detail {

/// What stands in the text of einsum: the labels of its operands and of its result.
struct einsum_text {
    int operands = 1;
    arrange::labels of[2];
    arrange::labels result;
    bool readable = true;

    /// Times that a label stands in the operands.
    [[nodiscard]] constexpr int count(int label) const {
        int found = 0;
        for (arrange::labels const& l : of)
            for (int i = 0; i < l.count; ++i) found += l.at[i] == label ? 1 : 0;
        return found;
    }
};
constexpr einsum_text read_einsum(std::string_view text) {
    einsum_text read;
    bool arrow = false;
    for (std::size_t i = 0; i < text.size() && read.readable; ++i) {
        char const c = text[i];
        if (c == ' ') continue;
        if (c == ',') read.readable = !arrow && ++read.operands < 3;
        else if (c == '-') {
            read.readable = !arrow && i + 1 < text.size() && text[i + 1] == '>';
            arrow = true;
            ++i;
        } else {
            arrange::labels& to = arrow ? read.result : read.of[read.operands - 1];
            read.readable = (('a' <= c && c <= 'z') || ('A' <= c && c <= 'Z')) && to.count < max_rank;
            if (read.readable) to.push(c);
        }
    }
    if (!arrow)  // as NumPy: the labels that stand once, in the order of the alphabet
        for (int label = 'A'; label <= 'z' && read.readable; ++label)
            if (read.count(label) == 1) {
                read.readable = read.result.count < max_rank;
                if (read.readable) read.result.push(label);
            }
    return read;
}

/// The length of the axes of a label; 0 if no operand has it, -1 if they differ.
constexpr int length_of_label(einsum_text const& text, extents const* shapes, int label) {
    int length = 0;
    for (int k = 0; k < text.operands; ++k)
        for (int i = 0; i < text.of[k].count; ++i)
            if (text.of[k].at[i] == label) {
                int const here = shapes[k].at[i];
                length = length == 0 || length == here ? here : -1;
            }
    return length;
}
constexpr bool ranks_fit(einsum_text const& text, extents const* shapes) {
    for (int k = 0; k < text.operands; ++k)
        if (text.of[k].count != shapes[k].rank) return false;
    return true;
}
constexpr bool lengths_fit(einsum_text const& text, extents const* shapes) {
    for (int label = 'A'; label <= 'z'; ++label)
        if (length_of_label(text, shapes, label) < 0) return false;
    return true;
}
constexpr bool result_fits(einsum_text const& text) {
    for (int i = 0; i < text.result.count; ++i) {
        if (text.count(text.result.at[i]) == 0) return false;
        for (int k = 0; k < i; ++k)
            if (text.result.at[k] == text.result.at[i]) return false;
    }
    return true;
}
constexpr extents shape_of_result(einsum_text const& text, extents const* shapes) {
    extents result;
    for (int i = 0; i < text.result.count; ++i) result.push(length_of_label(text, shapes, text.result.at[i]));
    return result;
}
/// Products in each number of the result.
constexpr int summed_by(einsum_text const& text, extents const* shapes) {
    int product = 1;
    for (int label = 'A'; label <= 'z'; ++label)
        if (text.count(label) > 0 && !text.result.has(label)) product *= length_of_label(text, shapes, label);
    return product;
}

template <fixed_string Text, class... A>
struct einsum_shape {
    static constexpr einsum_text text = read_einsum(Text.view());
    static constexpr extents shapes[] = {A::value..., {}};
    static_assert(text.readable,
                  "einsum<\"ij,jk->ik\">(a, b) requires labels from a to z and A to Z, at most one comma "
                  "between the operands and one arrow before the result");
    static constexpr bool counted = !text.readable || text.operands == static_cast<int>(sizeof...(A));
    static_assert(counted, "einsum<\"ij,jk->ik\">(a, b) requires as many operands as have labels, one or two");
    static constexpr bool ranked = !text.readable || !counted || ranks_fit(text, shapes);
    static_assert(ranked, "einsum<\"ij,jk->ik\">(a, b) requires one label for each axis of an operand");
    static constexpr bool compared = text.readable && counted && ranked;
    static constexpr bool equal = !compared || lengths_fit(text, shapes);
    static_assert(equal, "einsum<\"ij,jk->ik\">(a, b) requires axes of the same label to have the same length");
    static constexpr bool known = !text.readable || result_fits(text);
    static_assert(known, "einsum<\"ij,jk->ik\">(a, b) requires each label of the result to be one of an operand, and "
                         "none to stand twice");
    static constexpr bool fits = compared && equal && known;
    static constexpr extents value = fits ? shape_of_result(text, shapes) : shapes[0];
    static constexpr int summed = fits ? summed_by(text, shapes) : 1;
};

/// x along the diagonal of axes p < q, which axis p becomes.
constexpr int diagonal(graph_builder& g, int x, int p, int q) {
    extents const from = g.shape_of(x);
    int const n = from.at[p];
    int order[max_rank]{};
    for (int i = 0, next = 0; i < from.rank; ++i) {
        if (i == q) continue;
        order[next++] = i;
        if (i == p) order[next++] = q;
    }
    int const beside = arrange::permute(g, x, order);
    extents merged;
    extents to;
    attribute how;
    for (int i = 0; i < from.rank; ++i) {
        if (i == q) continue;
        how.axis[to.rank] = to.rank;
        how.step[to.rank] = i == p ? n + 1 : 1;
        merged.push(i == p ? n * n : from.at[i]);
        to.push(from.at[i]);
    }
    return arrange::view(g, arrange::reshape(g, beside, merged), to, how);
}
constexpr arrange::labels without_label(arrange::labels const& of, int place) {
    arrange::labels left;
    for (int i = 0; i < of.count; ++i)
        if (i != place) left.push(of.at[i]);
    return left;
}
/// x with every label once, and summed over those that neither the result nor the other operand has.
constexpr int einsum_operand(graph_builder& g, int x, arrange::labels& of, arrange::labels const& other,
                             arrange::labels const& result) {
    for (int p = 0; p < of.count; ++p)
        for (int q = of.count - 1; q > p; --q)
            if (of.at[p] == of.at[q]) {
                x = diagonal(g, x, p, q);
                of = without_label(of, q);
            }
    int mask = 0;
    arrange::labels left;
    for (int i = 0; i < of.count; ++i)
        if (result.has(of.at[i]) || other.has(of.at[i])) left.push(of.at[i]);
        else mask |= 1 << i;
    of = left;
    return arrange::reduce(g, op::reduce_sum, x, mask);
}

template <fixed_string Text>
struct einsum_operation {
    template <class... A>
    constexpr auto operator()(A const&... x) const {
        using plan = einsum_shape<Text, shape_of<A>...>;
        if constexpr (!plan::fits) return tensor_with<traced, plan>(traced(0));
        else {
            graph_builder* const graph = graph_of(x...);
            if (graph == nullptr) return tensor_with<traced, plan>((node_of(x) * ... * traced(plan::summed)));
            graph_builder& g = *graph;
            einsum_text text = plan::text;
            int nodes[] = {x.index_in(g)...};
            for (int k = 0; k < text.operands; ++k)
                nodes[k] = einsum_operand(g, nodes[k], text.of[k], text.of[1 - k], text.result);
            if constexpr (sizeof...(A) == 2)
                return handle_of<plan>(g,
                                       arrange::contract(g, nodes[0], text.of[0], nodes[1], text.of[1], text.result));
            else {
                int order[max_rank]{};
                for (int i = 0; i < text.result.count; ++i)
                    while (text.of[0].at[order[i]] != text.result.at[i]) ++order[i];
                return handle_of<plan>(g, arrange::permute(g, nodes[0], order));
            }
        }
    }
};

}  // namespace detail

/// Products and sums by labels: one letter for each axis. Axes of the same label run together, labels that the result
/// does not have are summed. Without an arrow the result has the labels that stand once, in the order of the alphabet.
///
///   einsum<"ij,jk->ik">(a, b),  einsum<"ij->ji">(a),  einsum<"ii">(a)
///
/// Cost        one sum for labels of one operand alone, then one contraction
/// Error       "einsum<\"ij,jk->ik\">(a, b) requires axes of the same label to have the same length", and others
/// Source      NumPy, numpy.einsum, without its ellipsis
template <fixed_string Text, class... A>
    requires detail::tensor_operands<A...>
[[nodiscard]] constexpr auto einsum(A const&... x) {
    return detail::call_operation<detail::einsum_operation<Text>>(x...);
}

}  // namespace tapeless
