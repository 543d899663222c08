// SPDX-License-Identifier: BSL-1.0
// W2: gradient of Rosenbrock's function of ten variables.
#include "all_peers.hpp"

namespace {

using namespace bench;

constexpr array_argument<double, 10> start = [] {
    array_argument<double, 10> x{};
    uniform random{7};
    for (double& entry : x.at) entry = -1 + 2 * random();
    return x;
}();
constexpr auto points = perturbed(start, 0.1, 12);
constexpr auto float_points = converted<float>(points);

template <class T, class Ring>
void add_number_type(Ring const& ring) {
    add_primal<w2, T>("w2", ring);
    add<hand::w2_gradient, hand::w2_gradient, T>("w2", "gradient", "hand", ring);
    add<hand::w2_value_and_gradient, hand::w2_value_and_gradient, T>("w2", "value_and_gradient", "hand", ring);
#if defined(TAPELESS_BENCH_HAS_TAPELESS)
    add_tapeless_value<w2, T>("w2", ring);
    add<hand::w2_gradient, by_tapeless<w2>::gradient, T>("w2", "gradient", "tapeless", ring);
    add<hand::w2_value_and_gradient, by_tapeless<w2>::value_and_gradient, T>("w2", "value_and_gradient", "tapeless",
                                                                             ring);
#endif
}

}  // namespace

int main(int argc, char** argv) {
    check_hand<w2, hand::w2_gradient>("w2", points);
    add_number_type<double>(points);
    add_number_type<float>(float_points);
    add_all_peers<w2, hand::w2_gradient, 1>("w2", "value_and_gradient", points);
    benchmark::Initialize(&argc, argv);
    if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 1;
    benchmark::RunSpecifiedBenchmarks();
    benchmark::Shutdown();
}
