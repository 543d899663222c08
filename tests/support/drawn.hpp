// SPDX-License-Identifier: BSL-1.0
// Functions drawn in both languages and read back.
#pragma once

#include "support/close.hpp"
#include "support/pictures.hpp"

#include <catch.hpp>
#include <tapeless/io/dot.hpp>
#include <tapeless/io/mermaid.hpp>

namespace support {

using edge = std::tuple<std::string, std::string, std::string>;
using edges = std::multiset<edge>;

template <class... A, class... X>
drawn_picture dot(X const&... x) {
    std::ostringstream out;
    tapeless::write_dot<A...>(out, x...);
    INFO(out.str());
    auto const read = read_dot(out.str());
    CHECK(read.sound);
    return read;
}
template <class... A, class... X>
drawn_picture mermaid(X const&... x) {
    std::ostringstream out;
    tapeless::write_mermaid<A...>(out, x...);
    INFO(out.str());
    auto const read = read_mermaid(out.str());
    CHECK(read.sound);
    return read;
}

/// Both pictures hold the same nodes, labels and edges.
template <class... A, class... X>
drawn_picture both(X const&... x) {
    auto const first = dot<A...>(x...);
    auto const second = mermaid<A...>(x...);
    CHECK(first.edges == second.edges);
    CHECK(first.nodes.size() == second.nodes.size());
    for (auto const& [id, node] : first.nodes) {
        REQUIRE(second.nodes.count(id) == 1);
        CHECK(node.lines == second.nodes.at(id).lines);
    }
    return first;
}

/// What the labels of nodes say in their first line, in order.
inline std::multiset<std::string> labels(drawn_picture const& p) {
    std::multiset<std::string> result;
    for (auto const& [id, node] : p.nodes) result.insert(node.lines[0]);
    return result;
}

/// The only node with such a first line.
inline std::string id_of(drawn_picture const& p, std::string const& label) {
    std::string result;
    for (auto const& [id, node] : p.nodes)
        if (node.lines[0] == label) {
            CHECK(result.empty());
            result = id;
        }
    return result;
}
inline bool equal_to_six_digits(double shown, double exact) { return close(shown, exact, 5.1e-6); }

}  // namespace support
