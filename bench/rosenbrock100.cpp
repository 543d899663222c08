// SPDX-License-Identifier: BSL-1.0
// Gradient of Rosenbrock's function of a hundred variables: straight-line code where registers run out.
#include "harness.hpp"

namespace {

using namespace bench;

constexpr std::size_t variables = 100;

/// The plain loop, as it is written first; in one pass, without reading the gradient back, it is hand::w2_gradient.
struct loop_gradient {
    template <class T>
    [[nodiscard]] std::array<T, variables> operator()(std::array<T, variables> const& x) const {
        std::array<T, variables> gradient{};
        for (std::size_t i = 0; i + 1 < variables; ++i) {
            const T bend = x[i + 1] - x[i] * x[i];
            gradient[i] += -400 * x[i] * bend - 2 * (1 - x[i]);
            gradient[i + 1] += 200 * bend;
        }
        return gradient;
    }
};

constexpr array_argument<double, variables> start = [] {
    array_argument<double, variables> x{};
    uniform random{100};
    for (double& entry : x.at) entry = -1 + 2 * random();
    return x;
}();
constexpr auto points = perturbed(start, 0.1, 16);
constexpr auto float_points = converted<float>(points);

template <class T, class Ring>
void add_number_type(Ring const& ring) {
    add_primal<w2, T>("rosenbrock100", ring);
    add<hand::w2_gradient, loop_gradient, T>("rosenbrock100", "gradient", "hand", ring);
    add<hand::w2_gradient, hand::w2_gradient, T>("rosenbrock100", "gradient", "one pass", ring);
#if defined(TAPELESS_BENCH_HAS_TAPELESS)
    add<hand::w2_gradient, by_tapeless<w2>::gradient, T>("rosenbrock100", "gradient", "tapeless", ring);
#endif
}

}  // namespace

int main(int argc, char** argv) {
    check_hand<w2, hand::w2_gradient>("rosenbrock100", points);
    add_number_type<double>(points);
    add_number_type<float>(float_points);
    benchmark::Initialize(&argc, argv);
    if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 1;
    benchmark::RunSpecifiedBenchmarks();
    benchmark::Shutdown();
}
