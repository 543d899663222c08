// SPDX-License-Identifier: BSL-1.0
// Simplification keeps values and finite results, and leaves little for a second pass.
#include "support/simplified.hpp"
#include "catch.hpp"
#include "support/bounded.hpp"
#include "support/jacobians.hpp"

namespace {

using support::op;
using support::owned_graph;

bool any(op) { return true; }
/// Where most identities meet.
bool mostly_products(op o) {
    switch (o) {
    case op::constant:
    case op::neg:
    case op::add:
    case op::sub:
    case op::mul:
    case op::div:
    case op::sqrt:
    case op::sin:
    case op::pow:
    case op::less:
    case op::select: return true;
    default: return false;
    }
}

/// Where constants wander.
bool factors(op o) { return o == op::constant || o == op::add || o == op::mul || o == op::div || o == op::sin; }

std::string values_kept(char const* what, owned_graph const& from, owned_graph const& to,
                        std::vector<double> const& point, support::tally& count) {
    std::string wrong = compared(what, bounded_outputs(from, point), bounded_outputs(to, point), count);
    return wrong.empty() ? wrong : wrong + "\n" + formula(from) + "became\n" + formula(to);
}

/// The outputs by the library's kernels in T; `moderate` tells whether all numbers on the way kept away from the ends
/// of the range, where the documentation allows a reciprocal or a product of factors to leave it, from NaN, and from
/// results that depend on the sign of a zero, which 0 * x = 0 does not keep.
template <class T>
std::vector<T> evaluate(owned_graph const& g, std::vector<double> const& x, bool& moderate) {
    moderate = true;
    return only_outputs(g, support::node_values<T>(g, x, [&](op o, T a, T b, T c) {
                            T const v = support::kernel_value(o, a, b, c);
                            T const size = v < 0 ? -v : v;
                            T const least = std::numeric_limits<T>::min() * 128, most = 1 / least;
                            moderate = moderate && v == v && (a != 0 || support::kernel_value(o, -a, b, c) == v) &&
                                       (b != 0 || support::kernel_value(o, a, -b, c) == v) &&
                                       (v == 0 || size > least) &&
                                       (size < most || size > std::numeric_limits<T>::max());
                            return v;
                        }));
}

template <class T>
std::string finite_kept(char const* what, owned_graph const& from, owned_graph const& to,
                        std::vector<double> const& point, support::tally& count) {
    for (double x : point)
        if (std::fabs(x) > std::numeric_limits<T>::max() && std::isfinite(x)) return {};
    bool moderate, ignored;
    auto const before = evaluate<T>(from, point, moderate);
    auto const after = evaluate<T>(to, point, ignored);
    auto const bounds = bounded_values(from, point, {std::numeric_limits<T>::epsilon()});
    for (support::bounded const& b : bounds)  // a difference that is 0 by luck, times something huge
        moderate = moderate && !(b.error < support::detail::unknown && b.error > std::numeric_limits<T>::max() / 128);
    auto const known = only_outputs(from, bounds);
    for (std::size_t i = 0; i < before.size(); ++i) {
        bool const said = moderate && std::isfinite(before[i]) && std::isfinite(known[i].error) &&
                          known[i].error <= 0.01L * std::fabs(known[i].value);
        ++(said ? count.said : count.unsaid);
        if (!said || std::isfinite(after[i])) continue;
        return std::string(what) + ", entry " + std::to_string(i) + ": " + std::to_string(before[i]) + " became " +
               std::to_string(after[i]) + "\n" + formula(from) + "became\n" + formula(to);
    }
    return {};
}

}  // namespace

TEST_CASE("simplifying keeps the values of random graphs and of their Jacobians") {
    support::tally count;
    auto const law = [&](support::sample const& s) {
        std::string wrong = values_kept("graph", s.graph, support::simplified(s.graph, s.graph.size()), s.point, count);
        for (owned_graph const& from :
             {jacobian_by_rows(s.graph), jacobian_by_columns(s.graph), jacobian_by_elimination(s.graph)})
            if (wrong.empty())
                wrong = values_kept("Jacobian", from, support::simplified(from, s.graph.size()), s.point, count);
        return wrong;
    };
    for (auto const allowed : {any, mostly_products, factors}) {
        std::string const fault =
            support::broken({.graphs = allowed == factors ? 5000 : 2000, .outputs = 2, .allowed = allowed}, law);
        INFO(fault);
        CHECK(fault.empty());
    }
    INFO(count.said << " compared, " << count.unsaid << " left out");
    CHECK(count.said > 9 * count.unsaid);
}

TEST_CASE("simplifying leaves finite results finite, also far out") {
    support::tally count;
    auto const law = [&](support::sample const& s) {
        owned_graph const to = support::simplified(s.graph, s.graph.size());
        owned_graph const rows = jacobian_by_rows(s.graph);
        owned_graph const simple_rows = support::simplified(rows, s.graph.size());
        std::string wrong = finite_kept<double>("graph, double", s.graph, to, s.point, count);
        if (wrong.empty()) wrong = finite_kept<float>("graph, float", s.graph, to, s.point, count);
        if (wrong.empty()) wrong = finite_kept<double>("gradient, double", rows, simple_rows, s.point, count);
        if (wrong.empty()) wrong = finite_kept<float>("gradient, float", rows, simple_rows, s.point, count);
        return wrong;
    };
    for (auto const allowed : {any, mostly_products, factors}) {
        std::string const fault = support::broken({.graphs = 2000, .nodes = 20, .wild = true, .allowed = allowed}, law);
        INFO(fault);
        CHECK(fault.empty());
    }
    INFO(count.said << " compared, " << count.unsaid << " left out");
    CHECK(3 * count.said > count.unsaid);
}

namespace {

/// Node by node; NaN is NaN.
bool same(owned_graph const& x, owned_graph const& y) {
    bool const alike = x.nodes.size() == y.nodes.size() && x.outputs == y.outputs;
    return alike && std::equal(x.nodes.begin(), x.nodes.end(), y.nodes.begin(), [](auto const& m, auto const& n) {
               return m == n || (m.value != m.value && n.value != n.value);
           });
}
int operations(owned_graph const& g) {
    int count = 0;
    for (auto const& n : g.nodes) count += tapeless::arity(n.operation) > 0;
    return count;
}

/// What a further pass changes, per 100,000 graphs.
struct rest {
    long graphs = 0, by_second = 0, grown = 0;

    void add(owned_graph const& from, int first_derived) {
        owned_graph const once = support::simplified(from, first_derived);
        owned_graph const twice = support::simplified(once, first_derived);
        int const growth = operations(twice) - operations(once);
        ++graphs;
        by_second += !same(once, twice);
        grown += growth > 0;
    }
    [[nodiscard]] long share(long count) const { return 100000 * count / graphs; }
};

}  // namespace

// The pass repeats itself until nothing changes, at most five times and for at most 400 nodes. Measured on 10,000 graphs:
// none changes once more, and 0.03 % of their Jacobians do.
TEST_CASE("simplifying once more changes nothing") {
    rest plain, derived;
    std::string const fault = support::broken({.graphs = 2000, .outputs = 2}, [&](support::sample const& s) {
        plain.add(s.graph, s.graph.size() + 1000);
        derived.add(jacobian_by_rows(s.graph), 0);
        return std::string();
    });
    CHECK(fault.empty());
    for (rest const& r : {plain, derived}) UNSCOPED_INFO(r.share(r.by_second) << ", " << r.share(r.grown));
    CHECK(plain.by_second == 0);
    CHECK(derived.share(derived.by_second) < 100);
    CHECK(derived.grown == 0);
}
