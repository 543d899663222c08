// SPDX-License-Identifier: BSL-1.0
// W5: 2x15 Jacobian of the reprojection residual of bundle adjustment.
#include "all_peers.hpp"

namespace {

using namespace bench;

constexpr reprojection_arguments<double> observed{
    {0.3, -0.5, 0.8, 0.2, -0.4, -6.0, 520.0, 310.0, 245.0, 0.06, -0.02}, {1.1, -0.7, 2.5}, 0.9, {370.0, 205.0}};
constexpr auto points = perturbed(observed, 0.1, 14);
constexpr auto float_points = converted<float>(points);

// The same points with a zero rotation vector, where the first-order branch is selected: checked, not timed.
constexpr auto upright = [] {
    auto ring = points;
    for (auto& at : ring) at.camera[0] = at.camera[1] = at.camera[2] = 0;
    return ring;
}();

#if defined(TAPELESS_BENCH_HAS_TAPELESS)
struct tapeless_jacobian {
    template <class... A>
    [[nodiscard]] constexpr auto operator()(A const&... arguments) const {
        return tapeless::jacobian<0, 1, 2>(w5{})(arguments...);
    }
};
#endif

template <class T, class Ring>
void add_number_type(Ring const& ring) {
    add_primal<w5, T>("w5", ring);
    add<hand::w5_jacobian, hand::w5_jacobian, T>("w5", "jacobian", "hand", ring);
#if defined(TAPELESS_BENCH_HAS_TAPELESS)
    add_tapeless_value<w5, T>("w5", ring);
    add<hand::w5_jacobian, tapeless_jacobian, T>("w5", "jacobian", "tapeless", ring);
#endif
}

}  // namespace

int main(int argc, char** argv) {
    check_hand<w5, hand::w5_jacobian>("w5", points);
    check_hand<w5, hand::w5_jacobian>("w5 at zero rotation", upright);
#if defined(TAPELESS_BENCH_HAS_TAPELESS)
    check<hand::w5_jacobian, tapeless_jacobian, double>("w5/double/jacobian/tapeless at zero rotation", upright);
#endif
    add_number_type<double>(points);
    add_number_type<float>(float_points);
    add_all_peers<w5, hand::w5_jacobian, 2>("w5", "jacobian", points);
    benchmark::Initialize(&argc, argv);
    if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 1;
    benchmark::RunSpecifiedBenchmarks();
    benchmark::Shutdown();
}
