// SPDX-License-Identifier: BSL-1.0
// Sums and transposes of packs against loops, for every width of the target's registers.
#include <catch.hpp>

#include <tapeless/core/pack_shuffles.hpp>

namespace {

using tapeless::lane_type;
using tapeless::lanes;
using tapeless::native_lanes;
using tapeless::pack;

/// Whole numbers, so that sums are exact.
template <class T>
T number(int row, int lane) {
    return static_cast<T>((row * 37 + lane * lane * 5 + 1) % 1009);
}

template <class T, int Lanes, int Count>
void sums_are_those_of_loops() {
    using V = pack<T, Lanes>;
    V rows[static_cast<unsigned>(Count)];
    T expected[static_cast<unsigned>(Count)]{};
    for (int i = 0; i < Count; ++i)
        for (int j = 0; j < Lanes; ++j) {
            if constexpr (Lanes == 1) rows[i] = number<T>(i, j);
            else rows[i][j] = number<T>(i, j);
            expected[i] += number<T>(i, j);
        }
    auto const sums = tapeless::packs::horizontal_sums<Count>(rows);
    using sum_type = std::remove_cv_t<decltype(sums)>;
    static_assert(lanes<sum_type> >= Count && lanes<sum_type> == tapeless::packs::lanes_of_sums<V, Count>);
    T out[static_cast<unsigned>(Count)];
    tapeless::packs::store<sum_type, Count>(out, sums);
    for (int i = 0; i < Count; ++i) CHECK(out[i] == expected[i]);
}
template <class T, int Lanes>
void columns_are_those_of_loops() {
    using V = pack<T, Lanes>;
    T table[static_cast<unsigned>(Lanes * Lanes)];
    for (int i = 0; i < Lanes * Lanes; ++i) table[i] = static_cast<T>(i);
    V rows[static_cast<unsigned>(Lanes)];
    V columns[static_cast<unsigned>(Lanes)];
    for (int i = 0; i < Lanes; ++i) rows[i] = tapeless::packs::load<V>(table + i * Lanes);
    tapeless::packs::transpose(rows, columns);
    for (int j = 0; j < Lanes; ++j) {
        T column[static_cast<unsigned>(Lanes)];
        tapeless::packs::store<V>(column, columns[j]);
        for (int i = 0; i < Lanes; ++i) CHECK(column[i] == table[i * Lanes + j]);
    }
}
template <class T, int Lanes>
void all_widths() {
    [&]<int... Count>(std::integer_sequence<int, Count...>) { (sums_are_those_of_loops<T, Lanes, Count + 1>(), ...); }
    (std::make_integer_sequence<int, Lanes>{});
    columns_are_those_of_loops<T, Lanes>();
    if constexpr (Lanes > 1) all_widths<T, Lanes / 2>();
}

}  // namespace

TEST_CASE("packs are summed and transposed as loops would") {
    all_widths<float, native_lanes<float>>();
    all_widths<double, native_lanes<double>>();
}
