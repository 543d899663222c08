// SPDX-License-Identifier: BSL-1.0
// Written by elementary.py: arguments and correctly rounded results.
#pragma once

namespace reference {

template <typename Real>
struct sample {
    Real x;
    Real y;
    Real expected;
};

inline constexpr sample<double> sqrt_d[] = {
    {0x1.17a861471ede5p-10, 0.0, 0x1.0b9149439dde6p-5},
    {0x1.ae95fd1a6a13bp+0, 0.0, 0x1.4c024f1161b0cp+0},
    {0x1.ef66db2868a10p+3, 0.0, 0x1.f7a1eca22e731p+1},
    {0x1.28d65cc9471ebp+5, 0.0, 0x1.85d8d87a94d64p+2},
};
inline constexpr sample<float> sqrt_f[] = {
    {0x1.000000p+2f, 0.0f, 0x1.000000p+1f},
    {0x1.453bf8p+63f, 0.0f, 0x1.98118cp+31f},
    {0x1.7693f4p+11f, 0.0f, 0x1.b5ee70p+5f},
    {0x1.a4a11cp+5f, 0.0f, 0x1.d01244p+2f},
};
inline constexpr sample<double> cbrt_d[] = {
    {-0x1.00757981cd61dp-15, 0.0, -0x1.00272284c2a5ap-5},
    {-0x1.6f07ce1ef7a9ep+402, 0.0, -0x1.20aa38d7c4cadp+134},
    {-0x1.6f9e255f3a01cp+6, 0.0, -0x1.20d19d61a58b1p+2},
    {0x1.84d1553540baep+126, 0.0, 0x1.26446d0d46aa8p+42},
};
inline constexpr sample<float> cbrt_f[] = {
    {-0x1.219ad6p+6f, 0.0f, -0x1.0abe8ep+2f},
    {-0x1.32feacp+4f, 0.0f, -0x1.56ac60p+1f},
    {0x1.f21862p+0f, 0.0f, 0x1.3f97d8p+0f},
    {0x1.3353b8p+110f, 0.0f, 0x1.afe5a4p+36f},
};
inline constexpr sample<double> exp_d[] = {
    {-0x1.14ce6eaf00a00p+0, 0.0, 0x1.5b4d8179cf46ep-2},
    {0x1.5765f0b419b33p-11, 0.0, 0x1.002af0578eaa5p+0},
    {-0x1.774ed0625531cp-1, 0.0, 0x1.ebfc35d56a01dp-2},
    {0x1.7ae3cc21ceadap+0, 0.0, 0x1.1928c96a6342bp+2},
};
inline constexpr sample<float> exp_f[] = {
    {0x1.61e4fap-7f, 0.0f, 0x1.02c7a0p+0f},
    {-0x1.377ab6p-3f, 0.0f, 0x1.b7c33cp-1f},
    {-0x1.7207acp+0f, 0.0f, 0x1.e299c2p-3f},
    {-0x1.d14870p-3f, 0.0f, 0x1.97f244p-1f},
};
inline constexpr sample<double> exp2_d[] = {
    {0x1.2491732de2300p-2, 0.0, 0x1.38111a2fa65c3p+0},
    {-0x1.f80000p+6, 0.0, 0x1.000000p-126},
    {0x1.a0273de094862p+0, 0.0, 0x1.8af849326b3d4p+1},
    {0x1.50d027f4e720ap-30, 0.0, 0x1.00000003a5d82p+0},
};
inline constexpr sample<float> exp2_f[] = {
    {0x1.e9047cp-1f, 0.0f, 0x1.f050a6p+0f},
    {0x1.f58d6ap+0f, 0.0f, 0x1.f1b830p+1f},
    {-0x1.e55022p+5f, 0.0f, 0x1.431ba6p-61f},
    {0x1.fffffcp-127f, 0.0f, 0x1.000000p+0f},
};
inline constexpr sample<double> expm1_d[] = {
    {0x1.208898fc720d8p-2, 0.0, 0x1.4d4962a7927cap-2},
    {0x1.6d278ad9fa692p+7, 0.0, 0x1.528f42c52581ep+263},
    {0x1.ef93d8d25ee87p+7, 0.0, 0x1.65f3974943e9bp+357},
    {0x1.dd820f6d65c88p+4, 0.0, 0x1.0a293c467e143p+43},
};
inline constexpr sample<float> expm1_f[] = {
    {-0x1.b943fcp-27f, 0.0f, -0x1.b943fcp-27f},
    {0x1.7755a4p-6f, 0.0f, 0x1.7baab0p-6f},
    {0x1.9454acp-5f, 0.0f, 0x1.9e79a6p-5f},
    {-0x1.3d783ap+11f, 0.0f, -0x1.000000p+0f},
};
inline constexpr sample<double> log_d[] = {
    {0x1.6a09e667f3bcep-1, 0.0, -0x1.62e42fefa39ebp-2},
    {0x1.6e077cff82c7cp+1, 0.0, 0x1.0cf98f6cac354p+0},
    {0x1.020000p+0, 0.0, 0x1.fe02a6b106789p-8},
    {0x1.eddb292fafa0cp+0, 0.0, 0x1.506b0ce13a6ffp-1},
};
inline constexpr sample<float> log_f[] = {
    {0x1.0ceef4p-19f, 0.0f, -0x1.a3db38p+3f},
    {0x1.000000p-149f, 0.0f, -0x1.9d1da0p+6f},
    {0x1.8387bap+0f, 0.0f, 0x1.a8912cp-2f},
    {0x1.3c15a2p+3f, 0.0f, 0x1.2527b0p+1f},
};
inline constexpr sample<double> log2_d[] = {
    {0x1.9cd161153b8efp+0, 0.0, 0x1.60f4036f51c2ep-1},
    {0x1.6b3024e6572dap-1, 0.0, -0x1.fb5138c7f3f04p-2},
    {0x1.7ef14c0da72ecp-6, 0.0, -0x1.5ad1278b19a94p+2},
    {0x1.dfda61ea84116p+4, 0.0, 0x1.3a034221ee6e0p+2},
};
inline constexpr sample<float> log2_f[] = {
    {0x1.ddeaaep-1f, 0.0f, -0x1.971448p-4f},
    {0x1.07b6d0p+3f, 0.0f, 0x1.857b7cp+1f},
    {0x1.000002p-1f, 0.0f, -0x1.fffffap-1f},
    {0x1.fffffep+9f, 0.0f, 0x1.400000p+3f},
};
inline constexpr sample<double> log10_d[] = {
    {0x1.fffffffffffffp+1023, 0.0, 0x1.34413509f79ffp+8},
    {0x1.0f0cf064dd591p+73, 0.0, 0x1.600000p+4},
    {0x1.f3fffffffffffp+9, 0.0, 0x1.800000p+1},
    {0x1.130a9f92fe268p+0, 0.0, 0x1.fe7f3547a4fe0p-6},
};
inline constexpr sample<float> log10_f[] = {
    {0x1.fffffep-1f, 0.0f, -0x1.bcb7b2p-26f},
    {0x1.48b944p+0f, 0.0f, 0x1.bcc9f6p-4f},
    {0x1.ff7030p+2f, 0.0f, 0x1.ce2352p-1f},
    {0x1.21c21cp+3f, 0.0f, 0x1.e9ecf0p-1f},
};
inline constexpr sample<double> log1p_d[] = {
    {0x1.04367028350f0p-288, 0.0, 0x1.04367028350f0p-288},
    {0x1.0c6ecb7acff4dp+1, 0.0, 0x1.2166e467e0b2ap+0},
    {0x1.fffffffffffffp-14, 0.0, 0x1.fff8002aa9aaap-14},
    {0x1.4f8b588e368f1p-17, 0.0, 0x1.4f8aea9ae7317p-17},
};
inline constexpr sample<float> log1p_f[] = {
    {0x1.818428p-4f, 0.0f, 0x1.706ffcp-4f},
    {-0x1.66353ap-4f, 0.0f, -0x1.76d946p-4f},
    {0x1.36b7fep-1f, 0.0f, 0x1.e5ac36p-2f},
    {-0x1.000000p-54f, 0.0f, -0x1.000000p-54f},
};
inline constexpr sample<double> sin_d[] = {
    {0x1.91eb851eb851ep-1, 0.0, 0x1.69e4fd79ac742p-1},
    {0x1.6ac5b262ca1ffp+849, 0.0, 0x1.000000p+0},
    {0x1.0a3062288a389p-19, 0.0, 0x1.0a3062288978bp-19},
    {0x1.ad7f29abcaf47p-25, 0.0, 0x1.ad7f29abcaf44p-25},
};
inline constexpr sample<float> sin_f[] = {
    {0x1.dceb40p-27f, 0.0f, 0x1.dceb40p-27f},
    {0x1.eacd5cp+19f, 0.0f, -0x1.8ad938p-1f},
    {0x1.f25e64p-1f, 0.0f, 0x1.a750fap-1f},
    {-0x1.1578fap-26f, 0.0f, -0x1.1578fap-26f},
};
inline constexpr sample<double> cos_d[] = {
    {0x1.c1b741d0121a6p+1, 0.0, -0x1.dd03e7bee60c3p-1},
    {-0x1.ab51ed5588425p+5, 0.0, -0x1.fffbe16944d63p-1},
    {0x1.4abc265400970p+20, 0.0, -0x1.dd6ddadf7322bp-2},
    {0x0.fffffffffffffp-1022, 0.0, 0x1.000000p+0},
};
inline constexpr sample<float> cos_f[] = {
    {0x1.834930p+102f, 0.0f, 0x1.d77226p-1f},
    {-0x1.000000p-149f, 0.0f, 0x1.000000p+0f},
    {-0x1.07afdcp+5f, 0.0f, 0x1.a78b92p-6f},
    {0x1.a9bc3ap+51f, 0.0f, 0x1.ff34f2p-1f},
};
inline constexpr sample<double> tan_d[] = {
    {0x1.4e83f4d99ff2cp+20, 0.0, 0x1.e2bc24322672ep+0},
    {0x1.6f5b7823ae51ep+780, 0.0, -0x1.4bcd6ef1f40a4p+0},
    {-0x1.7132c07882892p-383, 0.0, -0x1.7132c07882892p-383},
    {0x1.861def2c48b34p+19, 0.0, -0x1.620695f5982efp+0},
};
inline constexpr sample<float> tan_f[] = {
    {0x1.7658c8p+6f, 0.0f, -0x1.8e4076p-1f},
    {0x1.5a25e4p+20f, 0.0f, -0x1.1b846cp-1f},
    {0x1.2fc230p+10f, 0.0f, -0x1.e8c1e0p-1f},
    {0x1.27b69ap-19f, 0.0f, 0x1.27b69ap-19f},
};
inline constexpr sample<double> asin_d[] = {
    {0x1.f14705d53d106p-1, 0.0, 0x1.5495736f895c7p+0},
    {0x1.ae75987318be2p-1, 0.0, 0x1.ff4f1519f5b49p-1},
    {-0x1.af1e87da5968bp-453, 0.0, -0x1.af1e87da5968bp-453},
    {0x1.d058ac87b0fe2p-1, 0.0, 0x1.22cc5576b2734p+0},
};
inline constexpr sample<float> asin_f[] = {
    {0x1.eba41ap-1f, 0.0f, 0x1.49b062p+0f},
    {0x1.595e3ep-1f, 0.0f, 0x1.7b0f4cp-1f},
    {0x1.d9e904p-1f, 0.0f, 0x1.2ec10ep+0f},
    {0x1.ef6496p-2f, 0.0f, 0x1.028b92p-1f},
};
inline constexpr sample<double> acos_d[] = {
    {0x1.e247f42bdc7c2p-1, 0.0, 0x1.5e9b451dd9f8bp-2},
    {0x1.fffffffffffffp-1, 0.0, 0x1.000000p-26},
    {0x1.ec6f946bd5139p-1, 0.0, 0x1.1bfd71b885686p-2},
    {0x1.4e84af3b1ab1ep-28, 0.0, 0x1.921fb52f5a869p+0},
};
inline constexpr sample<float> acos_f[] = {
    {0x1.d6601ap-3f, 0.0f, 0x1.56cc1ep+0f},
    {-0x1.c01586p-1f, 0.0f, 0x1.517b2cp+1f},
    {-0x1.209f38p-1f, 0.0f, 0x1.15b7d6p+1f},
    {0x1.f5a04cp-1f, 0.0f, 0x1.9cf7a8p-3f},
};
inline constexpr sample<double> atan_d[] = {
    {0x1.b423f9f95b600p-551, 0.0, 0x1.b423f9f95b600p-551},
    {0x1.06655deb03723p-408, 0.0, 0x1.06655deb03723p-408},
    {0x1.e6dd1abc1bb38p-1, 0.0, 0x1.853dfd511d196p-1},
    {-0x1.6f5e9e15f7de6p+2, 0.0, -0x1.65f80727dedc8p+0},
};
inline constexpr sample<float> atan_f[] = {
    {-0x1.6489bap-20f, 0.0f, -0x1.6489bap-20f},
    {-0x1.357796p-2f, 0.0f, -0x1.2c87cap-2f},
    {-0x1.64d35ap-1f, 0.0f, -0x1.37a22ep-1f},
    {0x1.804966p+2f, 0.0f, 0x1.67e074p+0f},
};
inline constexpr sample<double> sinh_d[] = {
    {-0x1.40f73d15b24c8p+4, 0.0, -0x1.eb7a64aa60e62p+27},
    {-0x1.019fcadf67914p-30, 0.0, -0x1.019fcadf67914p-30},
    {0x1.1d84ee49fc706p+9, 0.0, 0x1.c87dcbfa453a4p+822},
    {-0x1.2de48d73fe1abp+6, 0.0, -0x1.d8b53d69d8d05p+107},
};
inline constexpr sample<float> sinh_f[] = {
    {-0x1.195dc4p-2f, 0.0f, -0x1.1ceb90p-2f},
    {0x1.88769cp-5f, 0.0f, 0x1.889d0cp-5f},
    {0x1.eb5708p-28f, 0.0f, 0x1.eb5708p-28f},
    {-0x1.227876p+4f, 0.0f, -0x1.244b44p+25f},
};
inline constexpr sample<double> cosh_d[] = {
    {0x1.da2a0e3140830p-1, 0.0, 0x1.75daeed2ecdedp+0},
    {0x1.45ba0c2f34505p-12, 0.0, 0x1.000000cf38f53p+0},
    {0x0.0000000000001p-1022, 0.0, 0x1.000000p+0},
    {0x1.470ebf143199cp-1, 0.0, 0x1.3607b90c2f37bp+0},
};
inline constexpr sample<float> cosh_f[] = {
    {0x1.5c22f0p-26f, 0.0f, 0x1.000000p+0f},
    {-0x1.91accap-125f, 0.0f, 0x1.000000p+0f},
    {0x1.b74892p-110f, 0.0f, 0x1.000000p+0f},
    {0x1.c6adb0p-26f, 0.0f, 0x1.000000p+0f},
};
inline constexpr sample<double> tanh_d[] = {
    {0x1.400000p+4, 0.0, 0x1.000000p+0},
    {-0x1.a3f7d8cb2c72bp-59, 0.0, -0x1.a3f7d8cb2c72bp-59},
    {0x1.d3098eaea994dp-268, 0.0, 0x1.d3098eaea994dp-268},
    {-0x1.474c49b7eaeb9p+113, 0.0, -0x1.000000p+0},
};
inline constexpr sample<float> tanh_f[] = {
    {-0x1.dc8cd0p+8f, 0.0f, -0x1.000000p+0f},
    {0x1.86b2f6p-1f, 0.0f, 0x1.4928e0p-1f},
    {-0x1.fb836cp-6f, 0.0f, -0x1.fb59e2p-6f},
    {0x1.3e11e6p+4f, 0.0f, 0x1.000000p+0f},
};
inline constexpr sample<double> asinh_d[] = {
    {-0x1.07e02f1c1715ep-28, 0.0, -0x1.07e02f1c1715ep-28},
    {-0x1.834b2c3e64e60p-3, 0.0, -0x1.8105894f025f2p-3},
    {0x1.90b1775c76e3dp-627, 0.0, 0x1.90b1775c76e3dp-627},
    {0x1.64c84b9bdf0fap-3, 0.0, 0x1.63007f0cc1aaep-3},
};
inline constexpr sample<float> asinh_f[] = {
    {0x1.603e4cp+0f, 0.0f, 0x1.1fb976p+0f},
    {-0x1.67c77ep+2f, 0.0f, -0x1.36babap+1f},
    {0x1.19083ep+77f, 0.0f, 0x1.b1452ap+5f},
    {0x1.162114p+3f, 0.0f, 0x1.6decd6p+1f},
};
inline constexpr sample<double> acosh_d[] = {
    {0x1.093da1bea4c6dp+0, 0.0, 0x1.1250d4faf4a0fp-2},
    {0x1.2d6754ae832e0p+578, 0.0, 0x1.917ed8764abc4p+8},
    {0x1.90efb13e0f443p+0, 0.0, 0x1.04f6a3f92c894p+0},
    {0x1.391d3489bc2cap+2, 0.0, 0x1.22968d6168b6ap+1},
};
inline constexpr sample<float> acosh_f[] = {
    {0x1.b3860cp+58f, 0.0f, 0x1.4b6a9cp+5f},
    {0x1.441d66p+28f, 0.0f, 0x1.456520p+4f},
    {0x1.fffffep+127f, 0.0f, 0x1.65a9f8p+6f},
    {0x1.376f44p+0f, 0.0f, 0x1.4b23fep-1f},
};
inline constexpr sample<double> atanh_d[] = {
    {0x1.eff39d6c451c1p-498, 0.0, 0x1.eff39d6c451c1p-498},
    {0x1.199939f732018p-5, 0.0, 0x1.19b5a40b8d075p-5},
    {0x1.ef7616cb181f4p-2, 0.0, 0x1.0e55b1800269dp-1},
    {-0x1.5598d2e3ca130p-7, 0.0, -0x1.559bfde7c0f21p-7},
};
inline constexpr sample<float> atanh_f[] = {
    {-0x1.aace4ap-3f, 0.0f, -0x1.b126a0p-3f},
    {0x1.4cd41ep-19f, 0.0f, 0x1.4cd41ep-19f},
    {0x1.ee24d2p-27f, 0.0f, 0x1.ee24d2p-27f},
    {-0x1.b35fe8p-1f, 0.0f, -0x1.41e3dep+0f},
};
inline constexpr sample<double> erf_d[] = {
    {0x1.4343fecf90253p-22, 0.0, 0x1.6cc4241fd07ecp-22},
    {-0x1.3d6b4c806461ep-236, 0.0, -0x1.662b4cc8af218p-236},
    {0x1.9f7d6bae38a7ep-787, 0.0, 0x1.d4d486550903ep-787},
    {-0x1.24a862534c901p-14, 0.0, -0x1.4a3a99b751927p-14},
};
inline constexpr sample<float> erf_f[] = {
    {-0x1.73290cp+2f, 0.0f, -0x1.000000p+0f},
    {-0x1.ca34e2p-6f, 0.0f, -0x1.0272b0p-5f},
    {-0x1.549920p+5f, 0.0f, -0x1.000000p+0f},
    {-0x1.fffffep+127f, 0.0f, -0x1.000000p+0f},
};
inline constexpr sample<double> erfc_d[] = {
    {0x1.5a5a0a25fd790p-1, 0.0, 0x1.5adcfa94f420dp-2},
    {0x1.a1a64328f2932p-808, 0.0, 0x1.000000p+0},
    {0x1.138e08a922436p-373, 0.0, 0x1.000000p+0},
    {0x1.6666666666666p+2, 0.0, 0x1.57672468b1abfp-49},
};
inline constexpr sample<float> erfc_f[] = {
    {0x1.1b17a4p+3f, 0.0f, 0x1.145eb4p-117f},
    {0x1.0b2b5ap+3f, 0.0f, 0x1.7381fcp-105f},
    {0x1.fffffcp-127f, 0.0f, 0x1.000000p+0f},
    {-0x1.53cd92p-3f, 0.0f, 0x1.2f7dfcp+0f},
};
inline constexpr sample<double> sigmoid_d[] = {
    {0x1.72fcdbcb56259p+141, 0.0, 0x1.000000p+0},
    {-0x1.172ce6d0ef410p+3, 0.0, 0x1.54efd089322ccp-13},
    {-0x1.669c39e77c09bp-805, 0.0, 0x1.000000p-1},
    {-0x1.38d0aa297f1c3p+4, 0.0, 0x1.bbdb5be8f7adep-29},
};
inline constexpr sample<float> sigmoid_f[] = {
    {-0x1.420000p-138f, 0.0f, 0x1.000000p-1f},
    {-0x1.2656d2p-1f, 0.0f, 0x1.70c104p-2f},
    {-0x1.e298c4p+2f, 0.0f, 0x1.164c36p-11f},
    {0x1.3a64d0p-3f, 0.0f, 0x1.139c72p-1f},
};
inline constexpr sample<double> softplus_d[] = {
    {0x1.2599999999999p+5, 0.0, 0x1.2599999999999p+5},
    {0x1.f23e219796c54p+2, 0.0, 0x1.f244f1ae79b4ep+2},
    {0x1.f0f94e20543e4p+2, 0.0, 0x1.f10041219d52ap+2},
    {0x1.e55d6afd9c420p+3, 0.0, 0x1.e55d6b887db0dp+3},
};
inline constexpr sample<float> softplus_f[] = {
    {-0x1.5cc746p+5f, 0.0f, 0x1.12d42cp-63f},
    {0x1.000000p-149f, 0.0f, 0x1.62e430p-1f},
    {0x1.7bfbdcp-80f, 0.0f, 0x1.62e430p-1f},
    {0x1.0381fap+4f, 0.0f, 0x1.0381fap+4f},
};
inline constexpr sample<double> pow_d[] = {
    {0x1.5ba1d25fb311ep-335, -0x1.daa23a44ff81ep+0, 0x1.37c27b0e524f8p+620},
    {0x1.5b60ff8611499p+199, 0x1.0357dfacc4461p+2, 0x1.21fff50014fcdp+808},
    {0x1.0012750c86e1ap+0, -0x1.3db0ca5c3d1cbp+20, 0x1.476d9b2a97e3ep-529},
    {0x1.06fae6c21e258p+3, -0x1.c00000p+2, 0x1.a81ef53cf6ba4p-22},
};
inline constexpr sample<float> pow_f[] = {
    {0x1.26b84ap+3f, 0x1.2627f4p+3f, 0x1.5c80c8p+29f},
    {-0x1.08b02cp+3f, 0x1.400000p+2f, -0x1.2e7dc2p+15f},
    {0x1.9caa80p+2f, 0x1.000000p+3f, 0x1.6cb864p+21f},
    {0x1.ffff8cp-1f, -0x1.3de38cp+21f, 0x1.fbd36ap+12f},
};
inline constexpr sample<double> hypot_d[] = {
    {-0x1.74eaa9bffd080p+822, -0x1.7df3f87277999p+821, 0x1.a2f93c1c45547p+822},
    {-0x1.3e0e78f96d0aap+1, -0x1.516318fad45b6p+1, 0x1.cfab8f594d37dp+1},
    {0x1.06609a68fc595p+480, -0x1.0699b5952a2c2p+479, 0x1.25658e130e244p+480},
    {0x1.1f135b0768853p+248, -0x1.533e490f505f0p-639, 0x1.1f135b0768853p+248},
};
inline constexpr sample<float> hypot_f[] = {
    {-0x1.431212p+122f, 0x1.21f3ecp+54f, 0x1.431212p+122f},
    {0x1.c549b0p-6f, 0x1.08667cp+51f, 0x1.08667cp+51f},
    {-0x1.2eb000p+102f, -0x1.647d16p+101f, 0x1.5f452cp+102f},
    {-0x1.01cb74p+118f, 0x1.3cb98cp-57f, 0x1.01cb74p+118f},
};
inline constexpr sample<double> atan2_d[] = {
    {-0x1.12d20929816dbp+0, -0x1.1ff7cb859990cp-1, -0x1.06d5b1bc12012p+1},
    {0x1.bbf0aa3ead588p-1, 0x1.32920fba69f88p+1, 0x1.63ae10729a9cfp-2},
    {-0x1.c4086ef1551f4p-995, 0x1.07d09d7395737p-570, -0x1.b6a47c1eb903bp-425},
    {0x1.ce051290a62b7p-489, -0x1.dfd78d3b9beb0p-490, 0x1.065e5a427dd14p+1},
};
inline constexpr sample<float> atan2_f[] = {
    {0x1.c22ffep+0f, -0x1.8889f8p-1f, 0x1.fb5f62p+0f},
    {0x1.9a746ep-70f, -0x1.406ed0p-70f, 0x1.1de80ap+1f},
    {0x1.87e4a8p+101f, 0x1.f58896p+100f, 0x1.006686p+0f},
    {-0x1.500000p-142f, 0x1.a40000p-143f, -0x1.031f58p+0f},
};

} // namespace reference
