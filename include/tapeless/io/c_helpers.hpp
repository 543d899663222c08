// SPDX-License-Identifier: BSL-1.0
// What a C file may hold before the function itself: functions that the library computes by itself at run time.
// In: nothing. Out: their names, and the sets of them that a file needs.
#pragma once

#include <cstdint>
#include <string_view>

namespace tapeless::detail {

/// In the order of the file. Those that end in f are of single precision, short ones call the C library.
enum class c_helper : std::uint8_t {
    bits,
    two_to,
    exp_table,
    exp_parts,
    exp_value,
    exp,
    expm1_parts,
    expm1,
    tanh,
    sigmoid,
    softplus,
    short_sigmoid,
    erf_tail,
    erfc_table,
    erfc_piece,
    exp_of_minus_square,
    exp_of_minus_small,
    erfc_exp,
    erf_exp,
    erfc,
    erf,
    bits_f,
    reduce_f,
    inline_exp_f,
    exp_f,
    expm1_f,
    tanh_f,
    sigmoid_f,
    softplus_f,
    short_sigmoid_f,
    short_softplus_f,
    tan_f,
    sinh_f,
    hypot_f,
    erfc_exp_f,
    erf_exp_f,
    erfc_f,
    erf_f,
    none
};

/// A set of helpers.
class c_helpers {
public:
    constexpr c_helpers() = default;
    template <class... Helper>
    constexpr explicit c_helpers(Helper... helper) : bits_((std::uint64_t(0) | ... | bit(helper))) {}
    [[nodiscard]] constexpr bool has(c_helper helper) const { return (bits_ & bit(helper)) != 0; }
    constexpr void add(c_helpers more) { bits_ |= more.bits_; }

private:
    static constexpr std::uint64_t bit(c_helper helper) {
        return helper == c_helper::none ? 0 : std::uint64_t(1) << static_cast<int>(helper);
    }
    std::uint64_t bits_ = 0;
};

/// A helper, what it needs, and its source; that of a table is written from the numbers in core/.
struct c_helper_row {
    c_helper helper;
    c_helpers needs;
    std::string_view source;
};

}  // namespace tapeless::detail
