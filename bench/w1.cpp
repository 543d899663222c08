// SPDX-License-Identifier: BSL-1.0
// W1: gradient of sin(x*y) + exp(z)*x/y + log(x*x + y*y + z*z).
#include "all_peers.hpp"

#if defined(TAPELESS_BENCH_HAS_TAPELESS)
#include <tapeless/formula.hpp>
#endif

namespace {

using namespace bench;

constexpr auto points = perturbed(scalar_arguments<double, 3>{{0.7, 1.3, 0.4}}, 0.1, 11);
constexpr auto float_points = converted<float>(points);

#if defined(TAPELESS_BENCH_HAS_TAPELESS)
constexpr auto x = tapeless::variable<"x">;
constexpr auto y = tapeless::variable<"y">;
constexpr auto z = tapeless::variable<"z">;
constexpr auto w1_formula = sin(x * y) + exp(z) * x / y + log(x * x + y * y + z * z);

struct gradient_of_formula {
    template <class T>
    [[nodiscard]] constexpr auto operator()(T a, T b, T c) const {
        auto const by_name = tapeless::gradient(w1_formula)(x = a, y = b, z = c);
        return std::array{by_name[x], by_name[y], by_name[z]};
    }
};
#endif

template <class T, class Ring>
void add_number_type(Ring const& ring) {
    add_primal<w1, T>("w1", ring);
    add<hand::w1_gradient, hand::w1_gradient, T>("w1", "gradient", "hand", ring);
    add<hand::w1_value_and_gradient, hand::w1_value_and_gradient, T>("w1", "value_and_gradient", "hand", ring);
#if defined(TAPELESS_BENCH_HAS_TAPELESS)
    add_tapeless_value<w1, T>("w1", ring);
    add<hand::w1_gradient, by_tapeless<w1>::gradient, T>("w1", "gradient", "tapeless", ring);
    add<hand::w1_value_and_gradient, by_tapeless<w1>::value_and_gradient, T>("w1", "value_and_gradient", "tapeless",
                                                                             ring);
    add<hand::w1_gradient, gradient_of_formula, T>("w1", "gradient", "formula", ring);
#endif
}

}  // namespace

int main(int argc, char** argv) {
    check_hand<w1, hand::w1_gradient>("w1", points);
    add_number_type<double>(points);
    add_number_type<float>(float_points);
    add_all_peers<w1, hand::w1_gradient, 1>("w1", "value_and_gradient", points);
    benchmark::Initialize(&argc, argv);
    if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 1;
    benchmark::RunSpecifiedBenchmarks();
    benchmark::Shutdown();
}
