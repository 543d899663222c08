// SPDX-License-Identifier: BSL-1.0
// Products of matrices and vectors, of two vectors, and of numbers, by packs as by numbers.
#include "contraction_checks.hpp"

using contraction_checks::einsum;
using contraction_checks::holds;

TEST_CASE("rows of a matrix are summed") {
    holds<einsum<3, 7>("k", "kj", "j")>();
    holds<einsum<4, 16>("k", "kj", "j")>();
    holds<einsum<16, 33>("k", "kj", "j")>();
    holds<einsum<70, 64>("k", "kj", "j")>();
    holds<einsum<5, 70>("kj", "k", "j")>();
}
TEST_CASE("rows of a matrix are multiplied by a vector") {
    holds<einsum<3, 7>("ik", "k", "i")>();
    holds<einsum<16, 4>("ik", "k", "i")>();
    holds<einsum<16, 16>("ik", "k", "i")>();
    holds<einsum<33, 17>("ik", "k", "i")>();
    holds<einsum<64, 70>("ik", "k", "i")>();
    holds<einsum<1, 70>("k", "ik", "i")>();
}
TEST_CASE("outer, elementwise and inner products") {
    holds<einsum<5, 18>("i", "j", "ij")>();
    holds<einsum<18, 5>("i", "j", "ji")>();
    holds<einsum<35>("i", "i", "i")>();
    holds<einsum<35>("i", "i", "")>();
    holds<einsum<3>("i", "i", "")>();
    holds<einsum<5, 7>("ij", "ji", "")>();
    holds<einsum<6, 35>("ij", "ij", "i")>();
    holds<einsum<1>("i", "i", "i")>();
    holds<einsum<9>("ii", "i", "i")>();
}
TEST_CASE("lanes behind the end of a sum add nothing to it, not even infinity times zero") {
    constexpr tapeless::contraction_plan plan = einsum<6, 7>("ik", "i", "i");
    float a[6 * 7];
    float b[6];
    for (float& x : a) x = 1;
    for (float& x : b) x = std::numeric_limits<float>::infinity();
    float out[6]{};
    int times[6]{};
    float* const scratch = nullptr;
    static_assert(contraction_scratch(plan, tapeless::native_lanes<float>) == 0);
    tapeless::contract_packs<plan>(a, b, contraction_checks::notes<plan, float>{out, times}, scratch);
    for (float const x : out) CHECK(x == std::numeric_limits<float>::infinity());
}
