// SPDX-License-Identifier: BSL-1.0
// Convolutions as contractions over strides, by packs as by numbers.
#include "contraction_checks.hpp"

using contraction_checks::convolution;
using contraction_checks::einsum;
using contraction_checks::holds;

namespace {

/// Every channel with a window of its own.
constexpr tapeless::contraction_plan depthwise() {
    tapeless::contraction_plan plan = convolution(3, 2, 9, 20, 3);
    plan.length[0] = 3;
    plan.a[0] = 9 * 20;
    plan.b[0] = 9;
    plan.sums = 2;
    for (int i = 0; i < 3; ++i) {
        plan.sum_length[i] = i < 2 ? 3 : 0;
        plan.sum_a[i] = i == 0 ? 20 : i == 1 ? 1 : 0;
        plan.sum_b[i] = i == 0 ? 3 : i == 1 ? 1 : 0;
    }
    return plan;
}
/// The result's rows of two images, and what its steps give to the window's numbers.
constexpr tapeless::contraction_plan window_gradient(int channels, int outputs, int height, int width, int window) {
    int const h = height - window + 1;
    int const w = width - window + 1;
    tapeless::contraction_plan plan;
    auto const push = [&plan](int length, int result, int a, int b) {
        if (length == 1) return;
        plan.length[plan.rank] = length;
        plan.result[plan.rank] = result;
        plan.a[plan.rank] = a;
        plan.b[plan.rank++] = b;
    };
    push(outputs, channels * window * window, 0, h * w);
    push(channels, window * window, height * width, 0);
    push(window, window, width, 0);
    push(window, 1, 1, 0);
    plan.sums = 2;
    plan.sum_length[0] = h;
    plan.sum_length[1] = w;
    plan.sum_a[0] = width;
    plan.sum_b[0] = w;
    plan.sum_a[1] = plan.sum_b[1] = 1;
    return plan;
}

}  // namespace

TEST_CASE("a convolution is the same by packs as by numbers") {
    holds<convolution(1, 8, 28, 28, 3)>();
    holds<convolution(8, 3, 14, 14, 3)>();
    holds<convolution(2, 5, 7, 9, 2)>();
    holds<depthwise()>();
}
TEST_CASE("and so is the gradient by its window") {
    holds<window_gradient(1, 8, 28, 28, 3)>();
    holds<window_gradient(3, 5, 9, 8, 3)>();
}
