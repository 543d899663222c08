// SPDX-License-Identifier: BSL-1.0
// The condition without which a node of a derivative is zero, found on graphs.
#include "catch.hpp"
#include "support/graphs.hpp"

#include <tapeless/graph/traced.hpp>
#include <tapeless/simplify/guards.hpp>

using tapeless::choose;
using tapeless::condition;
using tapeless::op;
using tapeless::traced;

namespace {

/// Inputs x, y, z, then nodes that count as derived.
struct fixture {
    tapeless::graph_builder g{tapeless::sharing::on};
    traced x{&g, g.input(0)};
    traced y{&g, g.input(1)};
    traced z{&g, g.input(2)};
    tapeless::guards guards{g};
    condition s = x < y;
    condition t = y < z;

    fixture() { guards.begin_derived(); }

    int test_of(traced a) { return guards.find(a.index_in(g)).test; }
    /// Whether a is zero without this condition, and nothing less is said.
    bool needs(traced a, condition c) {
        int const found = test_of(a);
        return found >= 0 && found == c.index_in(g);
    }
};

}  // namespace

TEST_CASE("a selection that is zero on one side") {
    fixture f;
    CHECK(f.needs(select(f.s, f.z, 0), f.s));
    CHECK(f.needs(select(f.s, 0, f.z), !f.s));
    CHECK(f.test_of(select(f.s, f.x, f.z)) == -1);
    CHECK(f.test_of(f.x * f.y) == -1);
    CHECK(f.test_of(f.x) == -1);
}

TEST_CASE("products, quotients and signs of it") {
    fixture f;
    traced const guarded = select(f.s, f.z, 0);
    CHECK(f.needs(-guarded, f.s));
    CHECK(f.needs(guarded * f.y, f.s));
    CHECK(f.needs(f.y * guarded, f.s));
    CHECK(f.needs(guarded / f.y, f.s));
    CHECK(f.test_of(f.y / guarded) == -1);
}

TEST_CASE("a sum is zero where all of it is") {
    fixture f;
    traced const first = select(f.s, f.z, 0);
    traced const second = select(f.t, f.x, 0);
    CHECK(f.needs(first + second, f.s || f.t));
    CHECK(f.needs(second - first, f.s || f.t));
    CHECK(f.needs(first - select(f.s, f.x, 0), f.s));
    CHECK(f.needs(3 * (first + second) + first / f.y, f.s || (f.s || f.t)));
    CHECK(f.test_of(first + f.x) == -1);
    CHECK(f.test_of(f.x + first) == -1);
}

TEST_CASE("selections within selections") {
    fixture f;
    traced const inner = select(f.t, f.x, 0);
    CHECK(f.needs(select(f.s, inner, 0), f.s && f.t));
    CHECK(f.needs(select(f.s, 0, inner), f.t && !f.s));
    CHECK(f.needs(select(f.s, inner, select(f.t, f.y, 0)), f.t));
    condition const u = f.x == f.z;
    CHECK(f.needs(select(u, select(f.s, f.x, 0), inner), (f.s && u) || (f.t && !u)));
    CHECK(f.test_of(select(f.s, inner, f.x)) == -1);
    CHECK(f.test_of(select(f.s, f.x, inner)) == -1);
}

TEST_CASE("a branch stays a branch") {
    fixture f;
    traced const branch = choose(op::cond, f.s, f.x, 0);
    traced const other = choose(op::cond, f.t, f.y, 0);
    auto const choice = [&f](traced a) { return f.guards.find(a.index_in(f.g)).choice; };
    CHECK(choice(branch * f.y) == op::cond);
    CHECK(choice(branch + other) == op::cond);
    CHECK(choice(branch + select(f.t, f.z, 0)) == op::select);
    CHECK(choice(select(f.t, f.z, 0) + branch) == op::select);
}

TEST_CASE("what a user wrote has no guard, and long sums give up") {
    fixture f;
    traced const guarded = select(f.s, f.z, 0);
    traced sum = guarded;
    for (int i = 0; i < 100; ++i) sum += select(f.x < i, f.y, 0);
    CHECK(f.test_of(sum) >= 0);
    for (int i = 100; i < 400; ++i) sum += select(f.x < i, f.y, 0);
    CHECK(f.test_of(sum) == -1);
    tapeless::guards later(f.g);
    later.begin_derived();
    CHECK(later.find(guarded.index_in(f.g)).test == -1);
}

TEST_CASE("factors that may be no number") {
    fixture f;
    auto const wild = [&f](traced a) { return f.guards.is_wild(a.index_in(f.g)); };
    CHECK_FALSE(wild(f.x));
    CHECK_FALSE(wild(f.x * f.y + tanh(f.z)));
    CHECK_FALSE(wild(select(f.s, f.x, sin(f.y))));
    for (op const o : {op::sqrt, op::exp, op::exp2, op::expm1, op::log, op::log2, op::log10, op::log1p, op::tan,
                       op::asin, op::acos, op::sinh, op::cosh, op::acosh, op::atanh})
        CHECK(wild(traced::combine(o, f.x)));
    CHECK(wild(f.x / f.y));
    CHECK(wild(pow(f.x, f.y)));
    CHECK(wild(1 + sin(f.y * log(f.x))));
    CHECK(wild(select(f.s, f.x, sqrt(f.y))));
}
