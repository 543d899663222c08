// SPDX-License-Identifier: BSL-1.0
// In: nothing. Out: sines of the multiples of pi/16 and pi/8 in one turn, for two registers of AVX-512 each;
// tests/reference/coefficients.py sine_intervals.
#pragma once

namespace tapeless::vectors::detail {

/// sin(j pi/16) as a float, and what that lacks.
// clang-format off
alignas(64) inline constexpr float sines_of_floats[32] = {0.0f, 0x1.8f8b84p-3f, 0x1.87de2ap-2f, 0x1.1c73b4p-1f, 0x1.6a09e6p-1f, 0x1.a9b662p-1f, 0x1.d906bcp-1f,
     0x1.f6297cp-1f, 0x1p0f, 0x1.f6297cp-1f, 0x1.d906bcp-1f, 0x1.a9b662p-1f, 0x1.6a09e6p-1f, 0x1.1c73b4p-1f,
     0x1.87de2ap-2f, 0x1.8f8b84p-3f, 0.0f, -0x1.8f8b84p-3f, -0x1.87de2ap-2f, -0x1.1c73b4p-1f, -0x1.6a09e6p-1f,
     -0x1.a9b662p-1f, -0x1.d906bcp-1f, -0x1.f6297cp-1f, -0x1p0f, -0x1.f6297cp-1f, -0x1.d906bcp-1f, -0x1.a9b662p-1f,
     -0x1.6a09e6p-1f, -0x1.1c73b4p-1f, -0x1.87de2ap-2f, -0x1.8f8b84p-3f};
alignas(64) inline constexpr float sine_tails_of_floats[32] = {0.0f, -0x1.cb2cfap-30f, 0x1.abaa58p-28f, -0x1.9465cep-27f, 0x1.9fcef4p-27f, 0x1.21d434p-26f, 0x1.e651a8p-26f,
     0x1.feeb96p-26f, 0.0f, 0x1.feeb96p-26f, 0x1.e651a8p-26f, 0x1.21d434p-26f, 0x1.9fcef4p-27f, -0x1.9465cep-27f,
     0x1.abaa58p-28f, -0x1.cb2cfap-30f, 0.0f, 0x1.cb2cfap-30f, -0x1.abaa58p-28f, 0x1.9465cep-27f, -0x1.9fcef4p-27f,
     -0x1.21d434p-26f, -0x1.e651a8p-26f, -0x1.feeb96p-26f, 0.0f, -0x1.feeb96p-26f, -0x1.e651a8p-26f,
     -0x1.21d434p-26f, -0x1.9fcef4p-27f, 0x1.9465cep-27f, -0x1.abaa58p-28f, 0x1.cb2cfap-30f};
/// sin(j pi/8) as a double, and what that lacks.
alignas(64) inline constexpr double sines_of_doubles[16] = {0.0, 0x1.87de2a6aea963p-2, 0x1.6a09e667f3bcdp-1, 0x1.d906bcf328d46p-1, 0x1p0, 0x1.d906bcf328d46p-1,
     0x1.6a09e667f3bcdp-1, 0x1.87de2a6aea963p-2, 0.0, -0x1.87de2a6aea963p-2, -0x1.6a09e667f3bcdp-1,
     -0x1.d906bcf328d46p-1, -0x1p0, -0x1.d906bcf328d46p-1, -0x1.6a09e667f3bcdp-1, -0x1.87de2a6aea963p-2};
alignas(64) inline constexpr double sine_tails_of_doubles[16] = {0.0, -0x1.72cedd3d5a61p-57, -0x1.bdd3413b26456p-55, 0x1.457e610231ac2p-56, 0.0, 0x1.457e610231ac2p-56,
     -0x1.bdd3413b26456p-55, -0x1.72cedd3d5a61p-57, 0.0, 0x1.72cedd3d5a61p-57, 0x1.bdd3413b26456p-55,
     -0x1.457e610231ac2p-56, 0.0, -0x1.457e610231ac2p-56, 0x1.bdd3413b26456p-55, 0x1.72cedd3d5a61p-57};
// clang-format on

}  // namespace tapeless::vectors::detail
