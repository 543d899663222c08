// SPDX-License-Identifier: BSL-1.0
// Contractions of random axes, orders and lengths, held to plain loops; float for even numbers, double for odd ones.
#pragma once

#include "contraction_checks.hpp"

#include <type_traits>
#include <utility>

namespace contraction_checks {

/// Up to five axes, each of an operand or of both, summed or not; the operands lie in an order of their own, some with
/// gaps, some backwards.
constexpr contraction_plan random_plan(unsigned seed) {
    auto const draw = [&seed](int below) {
        seed = seed * 1664525u + 1013904223u;
        return static_cast<int>((seed >> 16) % static_cast<unsigned>(below));
    };
    for (int i = 0; i < 3; ++i) static_cast<void>(draw(2));
    int const rank = draw(4);
    int const sums = draw(3);
    int const count = rank + sums;
    constexpr int lengths[] = {2, 3, 4, 5, 7, 8, 9, 12, 15, 16, 17, 20, 26, 31, 33, 47, 64, 70};
    int length[8]{};
    bool in_a[8]{};
    bool in_b[8]{};
    for (int i = 0, product = 1; i < count; product *= length[i++]) {
        length[i] = lengths[product > 3000 ? draw(2) : product > 200 ? draw(8) : draw(18)];
        int const which = draw(3);
        in_a[i] = which != 0;
        in_b[i] = which != 1;
    }
    int stride_a[8]{};
    int stride_b[8]{};
    for (int operand = 0; operand < 2; ++operand) {
        int order[8]{0, 1, 2, 3, 4, 5, 6, 7};
        for (int i = count - 1; i > 0; --i) std::swap(order[i], order[draw(i + 1)]);
        int next = draw(6) == 0 ? 2 : 1;
        for (int k = 0; k < count; ++k) {
            int const i = order[k];
            if (!(operand == 0 ? in_a : in_b)[i]) continue;
            (operand == 0 ? stride_a : stride_b)[i] = draw(8) == 0 ? -next : next;
            next = next * length[i] + draw(4) / 3;
        }
    }
    contraction_plan plan;
    plan.rank = rank;
    plan.sums = sums;
    for (int i = rank - 1, stride = 1; i >= 0; stride *= length[i--]) {
        plan.length[i] = length[i];
        plan.result[i] = stride;
        plan.a[i] = stride_a[i];
        plan.b[i] = stride_b[i];
    }
    for (int i = 0; i < sums; ++i) {
        plan.sum_length[i] = length[rank + i];
        plan.sum_a[i] = stride_a[rank + i];
        plan.sum_b[i] = stride_b[rank + i];
    }
    return plan;
}
template <int First, int... I>
void hold_random(std::integer_sequence<int, I...>) {
    for (bool const at_end : {true, false})
        (holds_for<random_plan(First + I), std::conditional_t<I % 2 == 0, float, double>>(at_end), ...);
}

}  // namespace contraction_checks
