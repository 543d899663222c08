// SPDX-License-Identifier: BSL-1.0
// In: nothing. Out: near-reciprocals of the significands in [3/4, 3/2) and their logarithms, for two registers of AVX-512
// each; tests/reference/coefficients.py log_intervals.
#pragma once

namespace tapeless::vectors::detail {

/// In the order of the first binary digits of the significand's fraction: intervals of 1/32 from 1 and of 1/64 below 1.
/// The logarithms of the reciprocals are nearly floats: their errors are below 2^-34 of them.
// clang-format off
alignas(64) inline constexpr float log_reciprocals_of_floats[32] = {0x1p0f, 0x1.e9108ap-1f, 0x1.dae26cp-1f, 0x1.cd9256p-1f, 0x1.c0f154p-1f, 0x1.b4f388p-1f, 0x1.a9885ep-1f,
     0x1.9ec00ap-1f, 0x1.9494f8p-1f, 0x1.8ad852p-1f, 0x1.8193acp-1f, 0x1.78a7f4p-1f, 0x1.702518p-1f, 0x1.680344p-1f,
     0x1.6062bep-1f, 0x1.58fe2p-1f, 0x1.51e2eap0f, 0x1.4b0196p0f, 0x1.445d44p0f, 0x1.3e2198p0f, 0x1.380858p0f,
     0x1.3242a8p0f, 0x1.2c9b8p0f, 0x1.27364ap0f, 0x1.220812p0f, 0x1.1ce7d8p0f, 0x1.181988p0f, 0x1.135bb2p0f,
     0x1.0ed1e6p0f, 0x1.0a5ffep0f, 0x1.062a52p0f, 0x1p0f};
alignas(64) inline constexpr float log_starts_of_floats[32] = {0.0f, 0x1.777088p-5f, 0x1.343c96p-4f, 0x1.a8b41ap-4f, 0x1.0d2adap-3f, 0x1.449d2ap-3f, 0x1.7ad84cp-3f,
     0x1.af6864p-3f, 0x1.e23e5p-3f, 0x1.0a113ap-2f, 0x1.2263ep-2f, 0x1.3a5c26p-2f, 0x1.51c3aep-2f, 0x1.68a33ap-2f,
     0x1.7e908cp-2f, 0x1.9446d4p-2f, -0x1.1c316ap-2f, -0x1.07206ep-2f, -0x1.e4bdaap-3f, -0x1.bd00b6p-3f,
     -0x1.955c6ep-3f, -0x1.6f1eecp-3f, -0x1.48f73p-3f, -0x1.23dfb4p-3f, -0x1.ff3b0ep-4f, -0x1.b63148p-4f,
     -0x1.708294p-4f, -0x1.2a9442p-4f, -0x1.cd04aap-5f, -0x1.4572acp-5f, -0x1.85e754p-6f, 0.0f};
/// The same by intervals of 1/16 and of 1/32, the logarithms doubles but for 2^-64 of them.
alignas(64) inline constexpr double log_reciprocals_of_doubles[16] = {0x1p0, 0x1.d4303f5c53065p-1, 0x1.bacf8a1aba09p-1, 0x1.a44f72c4e7f79p-1, 0x1.8f01b2ee825cfp-1,
     0x1.7d06e15129034p-1, 0x1.6bd04b00eea17p-1, 0x1.5c95ccdff3017p-1, 0x1.4e6156e694b39p0, 0x1.413ff31b8a4dfp0,
     0x1.34e09432b78c1p0, 0x1.29804129e4a16p0, 0x1.1eeedf5c8ad68p0, 0x1.16181a951bd0dp0, 0x1.0c713e40d5a66p0, 0x1p0};
alignas(64) inline constexpr double log_starts_of_doubles[16] = {0.0, 0x1.6e6701a54115cp-4, 0x1.295550c6632dcp-3, 0x1.94226ab8974f1p-3, 0x1.fea96ad4f9f91p-3,
     0x1.2e8bae24ba111p-2, 0x1.5de21c32924aap-2, 0x1.89ab2ea226c45p-2, -0x1.11830237e4186p-2, -0x1.d0fb2cf193befp-3,
     -0x1.808bbe85c888p-3, -0x1.33b117edf63acp-3, -0x1.d33cc5860a9c8p-4, -0x1.531388c10517bp-4,
     -0x1.84c83ab0bce05p-5, 0.0};
// clang-format on

}  // namespace tapeless::vectors::detail
