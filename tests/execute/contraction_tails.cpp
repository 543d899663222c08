// SPDX-License-Identifier: BSL-1.0
// Every remainder of a last axis and of a sum against the lanes of packs.
#include "contraction_checks.hpp"

#include <utility>

using contraction_checks::einsum;
using contraction_checks::holds_for;

namespace {

template <int... I>
void columns_hold(std::integer_sequence<int, I...>) {
    (holds_for<einsum<3, 2, I + 1>("ik", "kj", "ij"), float>(true), ...);
}
template <int... I>
void rows_hold(std::integer_sequence<int, I...>) {
    (holds_for<einsum<I + 1, 2, 5>("ik", "kj", "ij"), double>(true), ...);
}
template <int... I>
void terms_hold(std::integer_sequence<int, I...>) {
    (holds_for<einsum<3, I + 1>("ik", "k", "i"), float>(true), ...);
}

}  // namespace

TEST_CASE("columns of every number") { columns_hold(std::make_integer_sequence<int, 18>{}); }
TEST_CASE("rows of every number") { rows_hold(std::make_integer_sequence<int, 15>{}); }
TEST_CASE("sums of every number of terms") { terms_hold(std::make_integer_sequence<int, 18>{}); }
