// SPDX-License-Identifier: BSL-1.0
#include <tapeless/graph/kernel.hpp>

#include "catch.hpp"

#include <cmath>
#include <limits>
#include <type_traits>

using tapeless::kernel;
using tapeless::op;
namespace packs = tapeless::packs;

namespace {

constexpr float inf = std::numeric_limits<float>::infinity();
constexpr float nan = std::numeric_limits<float>::quiet_NaN();
constexpr float samples[] = {0.0f, -0.0f, 0.5f, 0.75f, -0.5f, 1.0f, -1.0f, 2.0f, -2.5f, inf, -inf, nan};

using V = tapeless::pack<float, tapeless::native_lanes<float>>;

/// A number of a lane, a condition as 0 or 1.
template <class Pack>
float lane(Pack x) {
    if constexpr (std::is_floating_point_v<tapeless::lane_type<Pack>>) return x[1];
    else return x[1] != 0 ? 1.0f : 0.0f;
}
float lane(float x) { return x; }
float lane(bool x) { return x ? 1.0f : 0.0f; }

bool is_close(float a, float b) {
    if (std::isnan(a) || std::isnan(b)) return std::isnan(a) && std::isnan(b);
    if (a == b) return std::signbit(a) == std::signbit(b);
    return std::abs(a - b) <= 1e-6f * std::abs(b);
}

/// Whether the kernel of packs gives in each lane what that of numbers gives.
template <op Operation>
bool agrees() {
    for (float const a : samples)
        for (float const b : samples) {
            V const x = packs::splat<V>(a);
            V const y = packs::splat<V>(b);
            float of_pack = 0;
            float of_number = 0;
            if constexpr (tapeless::is_choice(Operation)) {
                of_pack = lane(kernel<Operation>::run(x < y, x, y));
                of_number = lane(kernel<Operation>::run(a < b, a, b));
            } else if constexpr (tapeless::arity(Operation) == 1) {
                of_pack = lane(kernel<Operation>::run(x));
                of_number = lane(kernel<Operation>::run(a));
            } else {
                of_pack = lane(kernel<Operation>::run(x, y));
                of_number = lane(kernel<Operation>::run(a, b));
            }
            if (!is_close(of_pack, of_number)) {
                CAPTURE(a, b, of_pack, of_number);
                CHECK(false);
                return false;
            }
        }
    return true;
}

template <op Operation>
void check() {
    if constexpr (tapeless::has_kernel(Operation)) {
        CAPTURE(static_cast<int>(Operation));
        CHECK(agrees<Operation>());
    }
}

template <int... I>
void check_all(std::integer_sequence<int, I...>) {
    (check<static_cast<op>(I)>(), ...);
}

}  // namespace

TEST_CASE("kernel: every operation takes packs", "[graph]") {
    check_all(std::make_integer_sequence<int, tapeless::op_count>{});
}

TEST_CASE("kernel: conditions of packs are masks", "[graph]") {
    V const x = packs::splat<V>(1.0f);
    auto const mask = kernel<op::less>::run(V{}, x);
    static_assert(std::is_same_v<std::remove_cv_t<decltype(mask)>, tapeless::mask_type<V>>);
    CHECK(kernel<op::logical_and>::run(mask, mask)[1] == -1);
    CHECK(kernel<op::logical_or>::run(mask, ~mask)[1] == -1);
    CHECK(kernel<op::logical_not>::run(mask)[1] == 0);
    CHECK(kernel<op::select>::run(mask, x, V{})[1] == 1.0f);
}
