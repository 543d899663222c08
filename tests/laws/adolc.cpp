// SPDX-License-Identifier: BSL-1.0
// Gradients of random graphs are ADOL-C's.
#include "catch.hpp"
#include "support/peers.hpp"

#if __has_include(<adolc/adolc.h>)
#include <adolc/adolc.h>

namespace {

std::vector<double> adolc_gradient(support::owned_graph const& g, std::vector<double> const& point) {
    constexpr short tag = 3;
    std::size_t const n = point.size();
    std::vector<double> result(n);
    trace_on(tag, 1);
    {
        std::vector<adouble> x(n);
        for (std::size_t i = 0; i < n; ++i) x[i] <<= point[i];
        double ignored = 0;
        adouble y = support::evaluate_with(g, x, [](adouble const& v) { return v.value(); });
        y >>= ignored;
    }
    trace_off();
    double weight = 1;
    fos_reverse(tag, 1, static_cast<int>(n), &weight, result.data());
    return result;
}

}  // namespace

TEST_CASE("gradients of random graphs agree with ADOL-C") {
    support::tally count;
    support::law_options const options{.graphs = 1500, .allowed = support::peers_have};
    std::string const fault =
        support::broken(options, [&](support::sample const& s) { return differs_from_peer(s, adolc_gradient, count); });
    INFO(fault);
    CHECK(fault.empty());
    INFO(count.said << " compared, " << count.unsaid << " left out");
    CHECK(count.said > 2500 * support::law_times());
}
#else
TEST_CASE("gradients of random graphs agree with ADOL-C") { WARN("ADOL-C is not installed: nothing compared"); }
#endif
