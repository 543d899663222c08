// SPDX-License-Identifier: BSL-1.0
// A sparse matrix whose entries are nodes: what elimination works on.
// In: weights between vertices. Out: their sums, found from either end.
#pragma once

#include <tapeless/graph/traced.hpp>

namespace tapeless {

/// One weight; edges are chained among those that leave the same vertex and among those that enter the same one.
struct weighted_edge {
    int from = 0;
    int to = 0;
    int next_out = -1;
    int next_in = -1;
    traced weight{};
    bool alive = false;
};

/// Weighted edges between numbered vertices. A second weight between the same vertices is added to the first.
class weighted_edges {
public:
    constexpr explicit weighted_edges(int vertices)
        : vertices_(new vertex[static_cast<unsigned>(vertices)]{}), room_(4 * vertices),
          edges_(new weighted_edge[static_cast<unsigned>(room_)]{}) {}
    weighted_edges(weighted_edges const&) = delete;
    weighted_edges& operator=(weighted_edges const&) = delete;
    constexpr ~weighted_edges() {
        delete[] vertices_;
        delete[] edges_;
    }

    [[nodiscard]] constexpr weighted_edge const& operator[](int e) const { return edges_[e]; }
    [[nodiscard]] constexpr int room() const { return room_; }
    [[nodiscard]] constexpr int leaving(int v) const { return vertices_[v].leaving; }
    [[nodiscard]] constexpr int entering(int v) const { return vertices_[v].entering; }

    /// The first edge that leaves v and the one after e, -1 at the end; edges that enter v in the same way.
    [[nodiscard]] constexpr int first_out(int v) const { return skip_out(vertices_[v].first_out); }
    [[nodiscard]] constexpr int next_out(int e) const { return skip_out(edges_[e].next_out); }
    [[nodiscard]] constexpr int first_in(int v) const { return skip_in(vertices_[v].first_in); }
    [[nodiscard]] constexpr int next_in(int e) const { return skip_in(edges_[e].next_in); }

    [[nodiscard]] constexpr int find(int from, int to) const {
        for (int e = first_out(from); e >= 0; e = next_out(e))
            if (edges_[e].to == to) return e;
        return -1;
    }
    constexpr void connect(int from, int to, traced weight) {
        if (weight.is_number(0)) return;
        if (int const e = find(from, to); e >= 0) {
            edges_[e].weight += weight;
            return;
        }
        if (count_ == room_) grow();
        edges_[count_] = {from, to, vertices_[from].first_out, vertices_[to].first_in, weight, true};
        vertices_[from].first_out = vertices_[to].first_in = count_++;
        ++vertices_[from].leaving;
        ++vertices_[to].entering;
    }
    constexpr void disconnect(int v) {
        for (int e = first_in(v); e >= 0; e = next_in(e)) remove(edges_[e]);
        for (int e = first_out(v); e >= 0; e = next_out(e)) remove(edges_[e]);
    }

private:
    struct vertex {
        int first_out = -1;
        int first_in = -1;
        int leaving = 0;
        int entering = 0;
    };

    [[nodiscard]] constexpr int skip_out(int e) const {
        while (e >= 0 && !edges_[e].alive) e = edges_[e].next_out;
        return e;
    }
    [[nodiscard]] constexpr int skip_in(int e) const {
        while (e >= 0 && !edges_[e].alive) e = edges_[e].next_in;
        return e;
    }
    constexpr void remove(weighted_edge& e) {
        e.alive = false;
        --vertices_[e.from].leaving;
        --vertices_[e.to].entering;
    }
    constexpr void grow() {
        weighted_edge* const more = new weighted_edge[2 * static_cast<unsigned>(room_)]{};
        for (int i = 0; i < count_; ++i) more[i] = edges_[i];
        delete[] edges_;
        edges_ = more;
        room_ *= 2;
    }

    vertex* vertices_;
    int room_;
    weighted_edge* edges_;
    int count_ = 0;
};

}  // namespace tapeless
