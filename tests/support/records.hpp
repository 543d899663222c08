// SPDX-License-Identifier: BSL-1.0
// Structs and maps as users write them.
// In: a scalar type. Out: structs known to Hana in each of the ways there are, and one that is not; keys of maps.
#pragma once

#include <tapeless/core/records.hpp>

#include <array>
#include <boost/hana/at_key.hpp>
#include <boost/hana/define_struct.hpp>
#include <boost/hana/map.hpp>
#include <boost/hana/string.hpp>
#include <boost/hana/tuple.hpp>
#include <cstddef>

namespace support {

inline constexpr auto w = BOOST_HANA_STRING("w");
inline constexpr auto b = BOOST_HANA_STRING("b");
using w_type = std::remove_const_t<decltype(w)>;
using b_type = std::remove_const_t<decltype(b)>;

template <class T>
struct point {
    BOOST_HANA_DEFINE_STRUCT(point, (T, x), (T, y));
};

/// A length beside the scalar type.
template <class T, std::size_t N>
struct layer {
    using row = std::array<T, N>;
    BOOST_HANA_DEFINE_STRUCT(layer, (row, weights), (T, bias));
};

/// A struct of structs.
template <class T>
struct segment {
    BOOST_HANA_DEFINE_STRUCT(segment, (point<T>, from), (point<T>, to), (T, width));
};

/// A struct that Hana learns about from outside.
template <class T>
struct labelled {
    T level;
    T slope;
};

/// A struct that nothing tells Hana about.
template <class T>
struct stranger {
    T x;
};

}  // namespace support

template <class T>
struct boost::hana::accessors_impl<support::labelled<T>> {
    static constexpr auto apply() {
        return boost::hana::make_tuple(boost::hana::make_pair(
                                           BOOST_HANA_STRING("level"), [](auto&& r) -> auto& { return r.level; }),
                                       boost::hana::make_pair(
                                           BOOST_HANA_STRING("slope"), [](auto&& r) -> auto& { return r.slope; }));
    }
};
