// SPDX-License-Identifier: BSL-1.0
// First derivatives of the benchmarks' workloads and of a network's loss.
#include "../../../bench/workloads.hpp"
#include "functions.hpp"

namespace {

using camera = std::array<double, 11>;
using point = std::array<double, 3>;
using image = std::array<double, 2>;

/// Of one sample: a dense layer with tanh, a dense layer, the squared distance to what is wanted.
struct network {
    template <class W, class X, class Y>
    constexpr auto operator()(W const& w, X const& x, Y const& wanted) const {
        auto loss = w[0] * 0;
        std::array<std::remove_cvref_t<decltype(loss)>, 8> hidden{};
        std::size_t at = 0;
        for (auto& h : hidden) {
            auto sum = w[at++];
            for (auto const& each : x) sum += w[at++] * each;
            h = tanh(sum);
        }
        for (auto const& each : wanted) {
            auto sum = w[at++];
            for (auto const& h : hidden) sum += w[at++] * h;
            loss += (sum - each) * (sum - each);
        }
        return loss;
    }
};

}  // namespace

c_source::list c_source::workloads() {
    using namespace tapeless;
    static function const all[] = {
        entry<decltype(gradient(bench::w1{}))>("w1_gradient", "w1_gradient_f", -3, 3),
        entry<decltype(value_and_gradient(bench::w2{})), std::array<double, 10>>("w2_both", "w2_both_f", -2, 2),
        entry<decltype(jacobian<0, 1, 2>(bench::w5{})), camera, point, double, image>("w5_jacobian", "w5_jacobian_f",
                                                                                      -1, 1),
        entry<decltype(gradient<0>(network{})), std::array<double, 67>, std::array<double, 4>, std::array<double, 3>>(
            "network_gradient", "network_gradient_f", -1, 1),
    };
    return {all, 4};
}
