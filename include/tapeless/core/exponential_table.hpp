// SPDX-License-Identifier: BSL-1.0
// Out: the tables and constants of the exponential and logarithm cores, all printed by tests/reference/coefficients.py.
#pragma once

#include <tapeless/core/double_double.hpp>

namespace tapeless::elementary::detail {

/// 2^(j/32), tests/reference/coefficients.py exp2_table.
// clang-format off
inline constexpr double_double exp2_table[32] = {
    {0x1p0, 0.0}, {0x1.059b0d3158574p0, 0x1.d73e2a475b465p-55}, {0x1.0b5586cf9890fp0, 0x1.8a62e4adc610bp-54},
    {0x1.11301d0125b51p0, -0x1.6c51039449b3ap-54}, {0x1.172b83c7d517bp0, -0x1.19041b9d78a76p-55},
    {0x1.1d4873168b9aap0, 0x1.e016e00a2643cp-54}, {0x1.2387a6e756238p0, 0x1.9b07eb6c70573p-54},
    {0x1.29e9df51fdee1p0, 0x1.612e8afad1255p-55}, {0x1.306fe0a31b715p0, 0x1.6f46ad23182e4p-55},
    {0x1.371a7373aa9cbp0, -0x1.63aeabf42eae2p-54}, {0x1.3dea64c123422p0, 0x1.ada0911f09ebcp-55},
    {0x1.44e086061892dp0, 0x1.89b7a04ef80dp-59}, {0x1.4bfdad5362a27p0, 0x1.d4397afec42e2p-56},
    {0x1.5342b569d4f82p0, -0x1.07abe1db13cadp-55}, {0x1.5ab07dd485429p0, 0x1.6324c054647adp-54},
    {0x1.6247eb03a5585p0, -0x1.383c17e40b497p-54}, {0x1.6a09e667f3bcdp0, -0x1.bdd3413b26456p-54},
    {0x1.71f75e8ec5f74p0, -0x1.16e4786887a99p-55}, {0x1.7a11473eb0187p0, -0x1.41577ee04992fp-55},
    {0x1.82589994cce13p0, -0x1.d4c1dd41532d8p-54}, {0x1.8ace5422aa0dbp0, 0x1.6e9f156864b27p-54},
    {0x1.93737b0cdc5e5p0, -0x1.75fc781b57ebcp-57}, {0x1.9c49182a3f09p0, 0x1.c7c46b071f2bep-56},
    {0x1.a5503b23e255dp0, -0x1.d2f6edb8d41e1p-54}, {0x1.ae89f995ad3adp0, 0x1.7a1cd345dcc81p-54},
    {0x1.b7f76f2fb5e47p0, -0x1.5584f7e54ac3bp-56}, {0x1.c199bdd85529cp0, 0x1.11065895048ddp-55},
    {0x1.cb720dcef9069p0, 0x1.503cbd1e949dbp-56}, {0x1.d5818dcfba487p0, 0x1.2ed02d75b3707p-55},
    {0x1.dfc97337b9b5fp0, -0x1.1a5cd4f184b5cp-54}, {0x1.ea4afa2a490dap0, -0x1.e9c23179c2893p-54},
    {0x1.f50765b6e454p0, 0x1.9d3e12dd8a18bp-54}
};
// clang-format on

/// A reciprocal c of j/64 in 10 bits and -log(c), for j = 45...91; coefficients.py log_table.
struct log_entry {
    double reciprocal;
    double hi;
    double lo;
};
// clang-format off
inline constexpr log_entry log_table[47] = {
    {0x1.6cp0, -0x1.686c81e9b14afp-2, 0x1.ddea0f7f58e3dp-57},
    {0x1.64p0, -0x1.51aad872df82dp-2, -0x1.3927ac19f55e3p-59},
    {0x1.5c8p0, -0x1.3bdd24eb14b6ap-2, -0x1.2da3c6449a7dp-58},
    {0x1.558p0, -0x1.27161913f853dp-2, -0x1.e3ec2ac9676b8p-57},
    {0x1.4e8p0, -0x1.11e0e2dad9cb7p-2, -0x1.dc0cc6917022bp-63},
    {0x1.478p0, -0x1.f871b28955045p-3, -0x1.4ad6c8812d31ap-63},
    {0x1.418p0, -0x1.d293581b6b3e7p-3, 0x1.c04a2aa97ac8ep-58},
    {0x1.3bp0, -0x1.a8becfc882f19p-3, 0x1.e8c37918c39ebp-58},
    {0x1.35p0, -0x1.815c0a14357ebp-3, 0x1.4be48073a0564p-58},
    {0x1.2f8p0, -0x1.5c940075972b9p-3, -0x1.adccb73379cc5p-58},
    {0x1.2ap0, -0x1.371fc201e8f74p-3, -0x1.de6cb62af18ap-58},
    {0x1.248p0, -0x1.10f8e422539b1p-3, -0x1.8f798d39f1b7dp-58},
    {0x1.1f8p0, -0x1.db5270187d927p-4, -0x1.e15ab8607d2acp-58},
    {0x1.1a8p0, -0x1.9375e55595edep-4, 0x1.e463f9e4dd92p-59},
    {0x1.158p0, -0x1.4a50d3aa1b04p-4, -0x1.ecf768c1dd57bp-61},
    {0x1.11p0, -0x1.075983598e471p-4, -0x1.80da5333c45b8p-59},
    {0x1.0c8p0, -0x1.868a83083f6cfp-5, 0x1.d09a5634943dbp-61},
    {0x1.088p0, -0x1.0b94f7c196176p-5, -0x1.da43f761f4dc4p-59},
    {0x1.04p0, -0x1.fc0a8b0fc03e4p-7, 0x1.83092c59642a1p-62}, {0x1p0, 0.0, 0.0},
    {0x1.f8p-1, 0x1.0205658935847p-6, 0x1.27c8e8416e71fp-60}, {0x1.fp-1, 0x1.0415d89e74444p-5, 0x1.c05cf1d753622p-59},
    {0x1.e9p-1, 0x1.788595a3577bap-5, 0x1.e5ef898b67923p-59},
    {0x1.e2p-1, 0x1.eea31c006b87cp-5, -0x1.3e4fc93b7b66cp-59},
    {0x1.dbp-1, 0x1.333d7f8183f4bp-4, 0x1.a92afc8ef70b1p-58},
    {0x1.d4p-1, 0x1.700d30aeac0e1p-4, -0x1.72566212cdd05p-61},
    {0x1.cep-1, 0x1.a4e7640b1bc38p-4, -0x1.5b5ca203e4259p-58},
    {0x1.c7p-1, 0x1.e3707ee30487bp-4, 0x1.09ccecd579d99p-58},
    {0x1.c1p-1, 0x1.0ce7ecdccc28dp-3, -0x1.692a0055dc959p-57},
    {0x1.bbp-1, 0x1.28753bc11aba5p-3, -0x1.6394d9fa33311p-57},
    {0x1.b5p-1, 0x1.4462b9dc9b3dcp-3, -0x1.629c46c186385p-58},
    {0x1.afp-1, 0x1.60b3100b09476p-3, -0x1.5b2623e05016bp-58},
    {0x1.aap-1, 0x1.7898d85444c73p-3, 0x1.ef8f6ebcfb201p-58},
    {0x1.a4p-1, 0x1.95a5adcf7017fp-3, 0x1.142c507fb7a3dp-58},
    {0x1.9fp-1, 0x1.ae2ca6f672bd4p-3, 0x1.ab5ca9eaa088ap-57},
    {0x1.9ap-1, 0x1.c6ffbc6f00f71p-3, -0x1.8e58b2c57a4a5p-57},
    {0x1.95p-1, 0x1.e020cc6235ab5p-3, 0x1.fea48dd7b81d1p-58}, {0x1.9p-1, 0x1.f991c6cb3b379p-3, 0x1.f665066f980a2p-57},
    {0x1.8bp-1, 0x1.09aa572e6c6d4p-2, 0x1.43c2e68684d53p-57},
    {0x1.86p-1, 0x1.16b5ccbacfb73p-2, 0x1.66fbd28b40935p-56},
    {0x1.82p-1, 0x1.214456d0eb8d4p-2, 0x1.f7ae91aeba60ap-57},
    {0x1.7dp-1, 0x1.2e9e2bce12286p-2, 0x1.8251a3b83d97ap-62},
    {0x1.79p-1, 0x1.396ce359bbf54p-2, -0x1.ce2b31b31e8bp-58},
    {0x1.74p-1, 0x1.4718dc271c41bp-2, 0x1.8fb4c14c56eefp-60},
    {0x1.7p-1, 0x1.522ae0738a3d8p-2, -0x1.8f7e9b38a6979p-57},
    {0x1.6cp-1, 0x1.5d5bddf595f3p-2, -0x1.6541148cbb8a2p-56},
    {0x1.68p-1, 0x1.68ac83e9c6a14p-2, 0x1.a64eadd740178p-58}
};
// clang-format on

inline constexpr double_double ln2{0x1.62e42fefa39efp-1, 0x1.abc9e3b39803fp-56};
inline constexpr double_double ln2_exact_head{0x1.62e42fefa38p-1, 0x1.ef35793c7673p-45};  // hi times 2^11 is exact
inline constexpr double_double log10_of_2{0x1.34413509f8p-2, -0x1.80433b83b532ap-44};     // likewise
inline constexpr double_double inverse_ln2{0x1.71547652b82fep0, 0x1.777d0ffda0d24p-56};
inline constexpr double_double inverse_ln10{0x1.bcb7b1526e50ep-2, 0x1.95355baaafad3p-57};

}  // namespace tapeless::elementary::detail
