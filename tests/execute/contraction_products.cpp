// SPDX-License-Identifier: BSL-1.0
// Products of matrices by packs as by numbers, the first one perhaps transposed.
#include "contraction_checks.hpp"

using contraction_checks::einsum;
using contraction_checks::holds;

TEST_CASE("a product of matrices is the same by packs as by numbers") {
    holds<einsum<1, 5, 7>("ik", "kj", "ij")>();
    holds<einsum<5, 3, 16>("ik", "kj", "ij")>();
    holds<einsum<13, 9, 37>("ik", "kj", "ij")>();
    holds<einsum<7, 20, 64>("ik", "kj", "ij")>();
    holds<einsum<64, 16, 10>("ik", "kj", "ij")>();
}
TEST_CASE("with the first operand transposed") {
    holds<einsum<9, 13, 37>("ki", "kj", "ij")>();
    holds<einsum<64, 16, 10>("ki", "kj", "ij")>();
}
