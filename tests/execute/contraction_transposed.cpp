// SPDX-License-Identifier: BSL-1.0
// Products of matrices whose second operand or result is transposed, by packs as by numbers.
#include "contraction_checks.hpp"

using contraction_checks::einsum;
using contraction_checks::holds;

TEST_CASE("with the second operand transposed") {
    holds<einsum<2, 16, 16>("ik", "jk", "ij")>();
    holds<einsum<13, 9, 37>("ik", "jk", "ij")>();
    holds<einsum<64, 10, 64>("ik", "jk", "ij")>();
    holds<einsum<9, 13, 37>("ki", "jk", "ij")>();
}
TEST_CASE("with the result transposed") {
    holds<einsum<13, 9, 37>("ik", "kj", "ji")>();
    holds<einsum<40, 3, 17>("ik", "kj", "ji")>();
}
