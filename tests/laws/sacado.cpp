// SPDX-License-Identifier: BSL-1.0
// Gradients of random graphs are Sacado's, in forward and reverse mode.
#if __has_include(<Sacado_No_Kokkos.hpp>)
#define TAPELESS_BENCH_HAS_SACADO
#endif
#include "catch.hpp"
#include "support/peers.hpp"

#include "../../bench/peers.hpp"

#if defined(TAPELESS_BENCH_HAS_SACADO)
namespace {

constexpr int inputs = 3;

std::vector<double> forward_gradient(support::owned_graph const& g, std::vector<double> const& point) {
    using scalar = Sacado::Fad::SFad<double, inputs>;
    std::vector<scalar> x;
    for (std::size_t i = 0; i < point.size(); ++i) x.emplace_back(inputs, static_cast<int>(i), point[i]);
    scalar const y = support::evaluate_with(g, x, [](scalar const& v) { return v.val(); });
    return {y.fastAccessDx(0), y.fastAccessDx(1), y.fastAccessDx(2)};
}

std::vector<double> reverse_gradient(support::owned_graph const& g, std::vector<double> const& point) {
    using scalar = Sacado::Rad::ADvar<double>;
    std::vector<scalar> x;
    for (double v : point) x.emplace_back(v);
    std::vector<double> result;
    {
        scalar y = support::evaluate_with(g, x, [](scalar const& v) { return v.val(); });
        y = y + 0.0;  // the last operation that was recorded has to be the result
        scalar::Gradcomp();
    }
    for (scalar const& v : x) result.push_back(v.adj());
    return result;
}

}  // namespace

TEST_CASE("gradients of random graphs agree with Sacado") {
    support::tally count;
    support::law_options const options{.graphs = 1500, .inputs = inputs, .allowed = support::peers_have};
    std::string const fault = support::broken(options, [&](support::sample const& s) {
        std::string const wrong = differs_from_peer(s, forward_gradient, count);
        return wrong.empty() ? differs_from_peer(s, reverse_gradient, count) : wrong;
    });
    INFO(fault);
    CHECK(fault.empty());
    INFO(count.said << " compared, " << count.unsaid << " left out");
    CHECK(count.said > 5000 * support::law_times());
}
#else
TEST_CASE("gradients of random graphs agree with Sacado") { WARN("Sacado is not installed: nothing compared"); }
#endif
