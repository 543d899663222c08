// SPDX-License-Identifier: BSL-1.0
// Whole numbers of many digits, for exact conversions between decimal text and double.
// In: small numbers. Out: products, sums, differences and comparisons without rounding.
#pragma once

#include <bit>
#include <cstdint>

namespace tapeless {

/// A whole number of at most 4096 bits.
///
/// Cost        no allocation; every operation is linear in the limbs in use
class natural {
public:
    constexpr natural(std::uint64_t value = 0) noexcept {
        for (; value != 0; value >>= 32) limbs_[size_++] = static_cast<std::uint32_t>(value);
    }

    [[nodiscard]] constexpr bool is_zero() const noexcept { return size_ == 0; }

    /// The number of binary digits.
    [[nodiscard]] constexpr int width() const noexcept {
        return size_ == 0 ? 0 : 32 * size_ - std::countl_zero(limbs_[size_ - 1]);
    }

    /// *this * factor + summand
    constexpr void multiply_add(std::uint32_t factor, std::uint32_t summand = 0) noexcept {
        std::uint64_t carry = summand;
        for (int i = 0; i < size_; ++i) {
            carry += static_cast<std::uint64_t>(limbs_[i]) * factor;
            limbs_[i] = static_cast<std::uint32_t>(carry);
            carry >>= 32;
        }
        if (carry != 0) limbs_[size_++] = static_cast<std::uint32_t>(carry);
    }

    /// *this * 10^exponent
    constexpr void multiply_power_of_ten(int exponent) noexcept {
        constexpr std::uint32_t powers[] = {1, 10, 100, 1000, 10000, 100000, 1000000, 10000000, 100000000, 1000000000};
        for (; exponent > 9; exponent -= 9) multiply_add(powers[9]);
        multiply_add(powers[exponent]);
    }

    constexpr void shift_left(int count) noexcept {
        if (size_ == 0 || count == 0) return;
        int const moved_limbs = count / 32;
        int const part = count % 32;
        int const old_size = size_;
        limbs_[size_ + moved_limbs] = 0;
        for (int i = old_size - 1; i >= 0; --i) {
            std::uint64_t const moved = static_cast<std::uint64_t>(limbs_[i]) << part;
            limbs_[i + moved_limbs + 1] |= static_cast<std::uint32_t>(moved >> 32);
            limbs_[i + moved_limbs] = static_cast<std::uint32_t>(moved);
        }
        for (int i = 0; i < moved_limbs; ++i) limbs_[i] = 0;
        size_ = old_size + moved_limbs + 1;
        drop_zeros();
    }

    /// *this - other, which must not be larger.
    constexpr void subtract(natural const& other) noexcept {
        std::uint64_t borrow = 0;
        for (int i = 0; i < size_; ++i) {
            std::uint64_t const difference = static_cast<std::uint64_t>(limbs_[i]) - other.limb(i) - borrow;
            limbs_[i] = static_cast<std::uint32_t>(difference);
            borrow = difference >> 63;
        }
        drop_zeros();
    }

    /// Negative, zero or positive as a is less than, equal to or greater than b.
    [[nodiscard]] static constexpr int compare(natural const& a, natural const& b) noexcept {
        if (a.size_ != b.size_) return a.size_ - b.size_;
        for (int i = a.size_ - 1; i >= 0; --i)
            if (a.limbs_[i] != b.limbs_[i]) return a.limbs_[i] < b.limbs_[i] ? -1 : 1;
        return 0;
    }

    /// The same for a + b and c.
    [[nodiscard]] static constexpr int compare_sum(natural const& a, natural const& b, natural const& c) noexcept {
        int const ab = a.size_ > b.size_ ? a.size_ : b.size_;
        int const longest = ab > c.size_ ? ab : c.size_;
        std::int64_t carry = 0;
        bool equal = true;
        for (int i = 0; i < longest; ++i) {
            carry += static_cast<std::int64_t>(a.limb(i)) + b.limb(i) - c.limb(i);
            equal = equal && static_cast<std::uint32_t>(carry) == 0;
            carry >>= 32;
        }
        return carry < 0 ? -1 : carry > 0 || !equal ? 1 : 0;
    }

private:
    [[nodiscard]] constexpr std::uint32_t limb(int i) const noexcept { return i < size_ ? limbs_[i] : 0; }
    constexpr void drop_zeros() noexcept {
        while (size_ > 0 && limbs_[size_ - 1] == 0) --size_;
    }

    std::uint32_t limbs_[130]{};  // the least significant one first
    int size_ = 0;
};

}  // namespace tapeless
