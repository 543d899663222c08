// SPDX-License-Identifier: BSL-1.0
// What the printed source is compiled with.
// In: a function made of printed text, and the graph that was printed. Out: whether tracing the function gives that
// graph, up to the order of nodes.
#pragma once

#include <tapeless/tapeless.hpp>

#include <cmath>
#include <cstdio>
#include <vector>

namespace round_trip {

using tapeless::node;
using tapeless::op;

/// Pairs the nodes of `a` with those of `b` from the outputs on. Simplified graphs may hold a node twice, traced ones
/// do not, so two nodes of `a` may have one partner.
inline bool same(tapeless::graph_view const& a, tapeless::graph_view const& b) {
    if (a.output_count != b.output_count || a.input_count != b.input_count) return false;
    std::vector<int> partner(static_cast<std::size_t>(a.size), -1);
    std::vector<std::pair<int, int>> open;
    for (int k = 0; k < a.output_count; ++k) open.emplace_back(a.outputs[k], b.outputs[k]);
    while (!open.empty()) {
        auto const [i, j] = open.back();
        open.pop_back();
        int& found = partner[static_cast<std::size_t>(i)];
        if (found == j) continue;
        if (found != -1) return false;
        found = j;
        node const& n = a.nodes[i];
        node const& m = b.nodes[j];
        if (n.operation != m.operation) return false;
        if (n.operation == op::input && n.a != m.a) return false;
        if (n.operation == op::constant &&
            __builtin_bit_cast(long long, n.value) != __builtin_bit_cast(long long, m.value))
            return false;
        for (int k = 0; k < tapeless::arity(n.operation); ++k) open.emplace_back(operand(n, k), operand(m, k));
    }
    return true;
}

inline int failures = 0;
inline int graphs = 0;

template <class F, class... S>
void check(F const&, std::vector<node> const& nodes, std::vector<int> const& outputs, char const* text, S...) {
    ++graphs;
    tapeless::graph_view const printed{nodes.data(), static_cast<int>(nodes.size()), outputs.data(),
                                       static_cast<int>(outputs.size()), static_cast<int>(sizeof...(S))};
    if (same(printed, tapeless::traced_function<F, S...>::value.view())) return;
    ++failures;
    std::printf("does not give the graph that was printed: %s\n", text);
}

inline int result() {
    std::printf("%d graphs, %d differ\n", graphs, failures);
    return failures != 0 || graphs < 150;
}

}  // namespace round_trip
