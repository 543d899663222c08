// SPDX-License-Identifier: BSL-1.0
// The gradient is what finite differences of the graph tend to.
#include "catch.hpp"
#include "support/bounded.hpp"
#include "support/jacobians.hpp"

namespace {

using support::op;
using support::owned_graph;

/// The first output by the standard library. `decisions` receives what makes the function jump or bend: conditions,
/// steps and which operand an extremum chose.
long double evaluate(owned_graph const& g, std::vector<long double> const& x, std::vector<long double>& decisions) {
    decisions.clear();
    std::vector<long double> v(g.nodes.size());
    for (std::size_t i = 0; i < v.size(); ++i) {
        tapeless::node const& n = g.nodes[i];
        auto const at = [&](int k) { return v[static_cast<std::size_t>(k)]; };
        if (n.operation == op::input) v[i] = x[static_cast<std::size_t>(n.a)];
        else if (n.operation == op::constant) v[i] = n.value;
        else {
            int const operands = tapeless::arity(n.operation);
            long double const a = at(n.a), b = operands > 1 ? at(n.b) : 0;
            v[i] = support::standard(n.operation, a, b, operands > 2 ? at(n.c) : 0);
            if (!tapeless::passes_derivative(n.operation)) decisions.push_back(v[i]);
            else if (n.operation == op::abs || (n.operation >= op::min && n.operation <= op::fmax))
                decisions.push_back((a > b) - (a < b));
        }
    }
    return v[static_cast<std::size_t>(g.outputs[0])];
}

/// Bounds are for double; long double has 11 bits more, and its functions may be off by some units.
constexpr long double bits_more = 0x1p-9L;

/// Central differences in long double extrapolated to step zero, with a bound of their error: what the last
/// extrapolation changed, and what rounding of the values becomes. The error is infinite where a decision
/// changes nearby and where no step is small enough to see a limit.
support::bounded difference(owned_graph const& g, std::vector<double> const& point, std::size_t k) {
    constexpr int levels = 7;
    std::vector<long double> x(point.begin(), point.end());
    std::vector<long double> here, there;
    evaluate(g, x, here);
    support::bounded best{0, support::detail::unknown};
    long double const middle = x[k];
    for (double const first : {0x1p-4, 0x1p-7, 0x1p-11}) {
        long double table[levels]{};
        long double h = first;
        long double noise = 0;
        for (double const step : {-first, first}) {
            std::vector<double> beside = point;
            beside[k] += step;
            noise = std::max(noise, bits_more * bounded_outputs(g, beside)[0].error);
        }
        bool smooth = true;
        long double change = 0;
        long double rounding = 0;
        for (int i = 0; i < levels && smooth; ++i, h /= 2) {
            x[k] = middle + h;
            long double const up = evaluate(g, x, there);
            smooth = there == here;
            x[k] = middle - h;
            long double const down = evaluate(g, x, there);
            smooth = smooth && there == here && std::isfinite(up) && std::isfinite(down);
            rounding = std::max(noise, 0x1p-60L * std::max(std::fabs(up), std::fabs(down)));
            long double const before = table[0];
            table[i] = (up - down) / (2 * h);
            long double factor = 4;
            for (int j = i - 1; j >= 0; --j, factor *= 4)
                table[j] = table[j + 1] + (table[j + 1] - table[j]) / (factor - 1);
            change = std::fabs(table[0] - before);
        }
        long double const error = 4 * change + 8 * rounding / h;
        bool const settled = error <= 1e-6L * std::fabs(table[0]) || error < 1e-9L;
        if (!smooth || !settled) continue;
        // steps that are long beside a period may settle on a wrong limit: then another first step disagrees
        if (std::isfinite(best.error) && std::fabs(table[0] - best.value) > 10 * (error + best.error))
            return {0, support::detail::unknown};
        if (error < best.error) best = {table[0], error};
    }
    return best;
}

/// Its derivative is none of its values'.
bool is_no_stop(op o) { return std::string_view(tapeless::row(o).name) != "stop_gradient"; }

}  // namespace

TEST_CASE("gradients of random graphs are limits of finite differences") {
    support::tally count;
    support::law_options const options{.graphs = 2000, .allowed = is_no_stop};
    std::string const fault = support::broken(options, [&](support::sample const& s) {
        auto const gradient = bounded_outputs(jacobian_by_rows(s.graph), s.point);
        for (std::size_t k = 0; k < s.point.size(); ++k) {
            std::string wrong =
                compared("gradient and finite difference", k, gradient[k], difference(s.graph, s.point, k), count);
            if (!wrong.empty()) return wrong;
        }
        return std::string();
    });
    INFO(fault);
    CHECK(fault.empty());
    INFO(count.said << " compared, " << count.unsaid << " left out");
    CHECK(count.said > 2 * count.unsaid);
}
