// SPDX-License-Identifier: BSL-1.0
// Numbers that the compiler does not know.
// In: a number or an array. Out: the same, read from memory at run time.
#pragma once

#include <array>
#include <cstddef>

namespace support {

template <class T>
[[nodiscard]] T loaded(double x) {
    T volatile const memory = static_cast<T>(x);
    return memory;
}
template <class T, std::size_t N>
[[nodiscard]] std::array<T, N> loaded(std::array<T, N> x) {
    for (T& entry : x) {
        T volatile const memory = entry;
        entry = memory;
    }
    return x;
}

}  // namespace support
