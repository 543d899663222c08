// SPDX-License-Identifier: BSL-1.0
// In: nothing. Out: tanh on 32 intervals, a polynomial of degree 6 on each, for two registers of AVX-512 per coefficient;
// tests/reference/coefficients.py tanh_intervals.
#pragma once

namespace tapeless::vectors::detail {

/// Four intervals an octave from 3/64 to 8, one below and one from 8 to 10, in the order of the lowest five bits of
/// their exponent and first two digits. The first row holds a number in each where tanh is nearly a float (error below
/// 2^-33), the second that float, the rest the coefficients in the distance from the first.
// clang-format off
alignas(64) inline constexpr float tanh_intervals[8][32] = {
    {0x1.1ff226p1f, 0x1.5ff05ep1f, 0x1.9feb98p1f, 0x1.e01726p1f, 0x1.2004d2p2f, 0x1.5fe8bep2f, 0x1.9fef28p2f,
      0x1.e0d5c4p2f, 0x1.154246p3f, 0.0f, 0x1.9fedp-5f, 0x1.dfff48p-5f, 0x1.200c32p-4f, 0x1.5ff334p-4f,
      0x1.9ffde6p-4f, 0x1.e00434p-4f, 0x1.1ff20ep-3f, 0x1.6006ap-3f, 0x1.a01724p-3f, 0x1.e01738p-3f, 0x1.1ff652p-2f,
      0x1.600068p-2f, 0x1.9fefaap-2f, 0x1.e0167ep-2f, 0x1.1ff3a2p-1f, 0x1.5ffc7cp-1f, 0x1.9fef8ap-1f, 0x1.dff95ap-1f,
      0x1.20155cp0f, 0x1.5fef1ep0f, 0x1.a01248p0f, 0x1.dfe98p0f},
    {0x1.f4bd6ep-1f, 0x1.fbd406p-1f, 0x1.fe75fcp-1f, 0x1.ff6f4cp-1f, 0x1.ffdfacp-1f, 0x1.fffb9cp-1f, 0x1.ffff68p-1f,
      0x1.ffffecp-1f, 0x1.fffffep-1f, 0.0f, 0x1.9f919ap-5f, 0x1.df72dap-5f, 0x1.1f92ep-4f, 0x1.5f161ep-4f,
      0x1.9e9142p-4f, 0x1.ddd4b8p-4f, 0x1.1e1024p-3f, 0x1.5c9976p-3f, 0x1.9a7552p-3f, 0x1.d77c5ap-3f, 0x1.189aa6p-2f,
      0x1.52c322p-2f, 0x1.8a79f8p-2f, 0x1.bfc09cp-2f, 0x1.04ff48p-1f, 0x1.31559cp-1f, 0x1.577ff2p-1f, 0x1.77d528p-1f,
      0x1.9e6b72p-1f, 0x1.c27104p-1f, 0x1.d9cc3cp-1f, 0x1.e87494p-1f},
    {0x1.645bfp-5f, 0x1.09e80ap-6f, 0x1.896c66p-8f, 0x1.213f1cp-9f, 0x1.02983ep-11f, 0x1.18ff4p-14f,
      0x1.300052p-17f, 0x1.40008p-20f, 0x1.fff076p-24f, 0x1p0f, 0x1.feaeb4p-1f, 0x1.fe3f08p-1f, 0x1.fd79eap-1f,
      0x1.fc3d04p-1f, 0x1.fac14cp-1f, 0x1.f9083cp-1f, 0x1.f602cp-1f, 0x1.f12a74p-1f, 0x1.eb6f2p-1f, 0x1.e4dd2ap-1f,
      0x1.d98daap-1f, 0x1.c7f704p-1f, 0x1.b4048ap-1f, 0x1.9e1bbap-1f, 0x1.7af43cp-1f, 0x1.49e972p-1f, 0x1.198bf2p-1f,
      0x1.d83dd4p-2f, 0x1.61204ep-2f, 0x1.cedcf8p-3f, 0x1.26374ep-3f, 0x1.700d5ap-4f},
    {-0x1.5c85a2p-5f, -0x1.07bd6p-6f, -0x1.883da6p-8f, -0x1.20ed5ep-9f, -0x1.028768p-11f, -0x1.18fc6ap-14f,
      -0x1.2fff9cp-17f, -0x1.400018p-20f, -0x1.ff3a04p-24f, 0.0f, -0x1.9e7f92p-5f, -0x1.ddcdccp-5f, -0x1.1e27f4p-4f,
      -0x1.5c818ep-4f, -0x1.9a51d2p-4f, -0x1.d753c8p-4f, -0x1.187b64p-3f, -0x1.527fdep-3f, -0x1.89f89p-3f,
      -0x1.be7f3cp-3f, -0x1.038884p-2f, -0x1.2dafd6p-2f, -0x1.4fef5ep-2f, -0x1.6a24fep-2f, -0x1.8259eep-2f,
      -0x1.897d76p-2f, -0x1.79c73ap-2f, -0x1.5aa5e4p-2f, -0x1.1dd33ap-2f, -0x1.973662p-3f, -0x1.104374p-3f,
      -0x1.5f2088p-4f},
    {0x1.bc253cp-6f, 0x1.59e736p-7f, 0x1.03e95ap-8f, 0x1.805eccp-10f, 0x1.584dcep-12f, 0x1.765e24p-15f,
      0x1.950ce4p-18f, 0x1.aa5e96p-21f, 0x1.563cf8p-24f, -0x1.555556p-2f, -0x1.51d366p-2f, -0x1.50ab26p-2f,
      -0x1.4ea0d6p-2f, -0x1.4b5b68p-2f, -0x1.477446p-2f, -0x1.42f134p-2f, -0x1.3b15ccp-2f, -0x1.2ea296p-2f,
      -0x1.2024a6p-2f, -0x1.0fd8c6p-2f, -0x1.e92a82p-3f, -0x1.9857f6p-3f, -0x1.42882cp-3f, -0x1.d6e2ep-4f,
      -0x1.bd84acp-5f, 0x1.d70024p-7f, 0x1.0702cap-4f, 0x1.842b7p-4f, 0x1.c691bep-4f, 0x1.97eebcp-4f, 0x1.33c164p-4f,
      0x1.a89804p-5f},
    {-0x1.940fb8p-7f, -0x1.4e8abcp-8f, -0x1.00c62ap-9f, -0x1.7eab8p-11f, -0x1.581cccp-13f, -0x1.7679a6p-16f,
      -0x1.95312p-19f, -0x1.aa580cp-22f, -0x1.6096f8p-25f, 0.0f, 0x1.7eeb96p-7f, -0x1.ce0602p-7f, 0x1.6c8a3ep-5f,
      0x1.7b6a22p-5f, 0x1.c706aep-5f, 0x1.0ff634p-4f, 0x1.6daaa6p-4f, 0x1.afb6fcp-4f, 0x1.eb2f7ap-4f, 0x1.130eb8p-3f,
      0x1.331c72p-3f, 0x1.500418p-3f, 0x1.5c45e4p-3f, 0x1.587faep-3f, 0x1.3a4f92p-3f, 0x1.e99228p-4f, 0x1.474e54p-4f,
      0x1.629ba6p-5f, 0x1.a5627ep-9f, -0x1.5da1ep-6f, -0x1.9d246ep-6f, -0x1.55f4b6p-6f},
    {0x1.04db68p-8f, 0x1.f5ef74p-10f, 0x1.93ed7cp-11f, 0x1.3201cep-12f, 0x1.1ca882p-14f, 0x1.366b22p-17f,
      0x1.4fff72p-20f, 0x1.61c5f8p-23f, 0x1.13b8ccp-26f, 0x1.111112p-3f, 0x1.4106a6p-4f, 0x1.fee628p-4f,
      0x1.086aecp-3f, 0x1.e066aap-4f, 0x1.edec3ep-4f, 0x1.eddd4ap-4f, 0x1.cbbdb8p-4f, 0x1.a25d64p-4f, 0x1.765c4ap-4f,
      0x1.40f056p-4f, 0x1.e3f4bap-5f, 0x1.05c1dp-5f, 0x1.8665a2p-8f, -0x1.1a0b8ap-6f, -0x1.6440d8p-5f,
      -0x1.f8901ap-5f, -0x1.00c56ap-4f, -0x1.b2c13cp-5f, -0x1.0614d6p-5f, -0x1.37b382p-7f, 0x1.727b4p-10f,
      0x1.2dc086p-8f},
    {-0x1.7b3d14p-11f, -0x1.1d2812p-11f, -0x1.ff7328p-13f, -0x1.90a874p-14f, -0x1.76094p-16f, -0x1.990cdcp-19f,
      -0x1.bb892p-22f, -0x1.dab396p-25f, -0x1.c89a3cp-29f, 0.0f, 0x1.dec784p9f, 0x1.2044bcp11f, 0x1.2e1c28p4f,
      0x1.ab4d0cp6f, 0x1.be0c54p6f, 0x1.7e2834p6f, -0x1.ce1eaep0f, -0x1.baf9ap-5f, 0x1.93b9b4p0f, -0x1.7a36d4p0f,
      -0x1.6214ep-4f, -0x1.7fc554p-8f, -0x1.6ad43cp-4f, -0x1.8a440cp-4f, -0x1.1a9f8cp-5f, -0x1.a2cc7ap-7f,
      0x1.43557p-8f, 0x1.f3904p-7f, 0x1.2f1186p-6f, 0x1.673a8p-7f, 0x1.0f0a4p-8f, 0x1.449f8ap-11f},
};
// clang-format on

}  // namespace tapeless::vectors::detail
