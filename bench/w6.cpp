// SPDX-License-Identifier: BSL-1.0
// W6: the five first derivatives of the Black-Scholes price of a call.
#include "all_peers.hpp"

namespace {

using namespace bench;

constexpr auto points = perturbed(scalar_arguments<double, 5>{{100, 105, 0.03, 0.25, 0.75}}, 0.1, 13);
constexpr auto float_points = converted<float>(points);

template <class T, class Ring>
void add_number_type(Ring const& ring) {
    add_primal<w6, T>("w6", ring);
    add<hand::w6_gradient, hand::w6_gradient, T>("w6", "gradient", "hand", ring);
    add<hand::w6_value_and_gradient, hand::w6_value_and_gradient, T>("w6", "value_and_gradient", "hand", ring);
#if defined(TAPELESS_BENCH_HAS_TAPELESS)
    add_tapeless_value<w6, T>("w6", ring);
    add<hand::w6_gradient, by_tapeless<w6>::gradient, T>("w6", "gradient", "tapeless", ring);
    add<hand::w6_value_and_gradient, by_tapeless<w6>::value_and_gradient, T>("w6", "value_and_gradient", "tapeless",
                                                                             ring);
#endif
}

}  // namespace

int main(int argc, char** argv) {
    check_hand<w6, hand::w6_gradient>("w6", points);
    add_number_type<double>(points);
    add_number_type<float>(float_points);
    add_all_peers<w6, hand::w6_gradient, 1>("w6", "value_and_gradient", points);
    benchmark::Initialize(&argc, argv);
    if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 1;
    benchmark::RunSpecifiedBenchmarks();
    benchmark::Shutdown();
}
