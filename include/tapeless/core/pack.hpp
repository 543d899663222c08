// SPDX-License-Identifier: BSL-1.0
// Several numbers in one register, by the vector extension that g++ and clang share.
// In: a scalar type and how many. Out: packs, whose operators work number by number, with loads, stores, masks and sums.
#pragma once

#include <tapeless/core/attributes.hpp>

#include <cstdint>
#include <type_traits>
#include <utility>

#if defined(__GNUC__)
#define TAPELESS_HAS_PACKS 1
#else
#define TAPELESS_HAS_PACKS 0
#endif

namespace tapeless {

/// How many bytes a register of the target holds; 0 where packs do not pay.
inline constexpr int register_bytes =
#if !TAPELESS_HAS_PACKS
    0;
#elif defined(__AVX512F__) && defined(__AVX512DQ__)
    64;
#elif defined(__AVX__)
    32;
#elif defined(__SSE2__) || defined(__ARM_NEON) || defined(__ALTIVEC__) || defined(__wasm_simd128__)
    16;
#else
    0;
#endif

/// How many packs fit into the registers of the target.
inline constexpr int register_count =
#if defined(__AVX512F__) || defined(__aarch64__)
    32;
#else
    16;
#endif

/// The most numbers of type T that one instruction takes, at least 1.
template <class T>
inline constexpr int native_lanes = register_bytes > 0 ? register_bytes / static_cast<int>(sizeof(T)) : 1;

namespace detail {

template <class T, int Lanes>
struct pack_type {
#if TAPELESS_HAS_PACKS
    using type __attribute__((vector_size(static_cast<unsigned>(Lanes) * sizeof(T)))) = T;
#endif
};
template <class T>
struct pack_type<T, 1> {
    using type = T;
};

}  // namespace detail

/// `Lanes` numbers, a power of two; one number is T itself, so that the same code serves both.
///
/// a + b, a < b ? c : d, x * 2 work number by number. A comparison of packs is a pack of integers.
template <class T, int Lanes>
using pack = typename detail::pack_type<T, Lanes>::type;

template <class V>
inline constexpr bool is_pack = !std::is_arithmetic_v<V> && !std::is_class_v<V> && !std::is_pointer_v<V> &&
                                !std::is_array_v<V> && !std::is_enum_v<V> && requires(V v) {
    v[0] + v[0];
};

/// The type of a pack's numbers.
template <class V>
struct lane_of {
    using type = V;
};
template <class V>
    requires is_pack<V>
struct lane_of<V> {
    using type = std::remove_cvref_t<decltype(V{}[0])>;
};
template <class V>
using lane_type = typename lane_of<V>::type;

template <class V>
inline constexpr int lanes = static_cast<int>(sizeof(V) / sizeof(lane_type<V>));

/// Signed and unsigned integers of the size of V's numbers.
template <class V>
using pack_of_integers = pack<std::conditional_t<sizeof(lane_type<V>) == 4, std::int32_t, std::int64_t>, lanes<V>>;
template <class V>
using pack_of_bits = pack<std::conditional_t<sizeof(lane_type<V>) == 4, std::uint32_t, std::uint64_t>, lanes<V>>;

/// What a comparison of two V is: a pack of integers, all bits or none; bool for one number.
template <class V>
struct mask_of {
    using type = pack_of_integers<V>;
};
template <class V>
    requires(lanes<V> == 1)
struct mask_of<V> {
    using type = bool;
};
template <class V>
using mask_type = typename mask_of<V>::type;

namespace packs {

/// The same number in every lane.
template <class V>
TAPELESS_ALWAYS_INLINE constexpr V splat(lane_type<V> x) noexcept {
    if constexpr (lanes<V> == 1) return x;
    else if constexpr (std::is_floating_point_v<lane_type<V>>) return x - V{};  // x + 0 would lose the sign of -0
    else return x + V{};
}

/// test ? a : b, both computed.
template <class V>
TAPELESS_ALWAYS_INLINE constexpr V choose(mask_type<V> test, V a, V b) noexcept {
    return test ? a : b;
}

/// a * b + c, one instruction where the target has it and the user's flags allow it.
template <class V>
TAPELESS_ALWAYS_INLINE constexpr V mul_add(V a, V b, V c) noexcept {
    return a * b + c;
}

/// The numbers' bits as others of the same size.
template <class To, class V>
TAPELESS_ALWAYS_INLINE constexpr To reinterpret(V x) noexcept {
    static_assert(sizeof(To) == sizeof(V));
    if constexpr (lanes<V> == 1) return __builtin_bit_cast(To, x);
    else return (To)x;  // a vector's cast keeps its bits
}

/// Each number converted.
template <class To, class V>
TAPELESS_ALWAYS_INLINE constexpr To convert(V x) noexcept {
    if constexpr (lanes<V> == 1) return static_cast<To>(x);
    else return __builtin_convertvector(x, To);
}

namespace detail {

/// Memory that may hold anything and lies anywhere.
template <class V>
struct unaligned {
    using type __attribute__((aligned(1), may_alias)) = V;
};

/// Which lanes are the first `Count`.
template <class V, int Count, class Index>
struct first_lanes;
template <class V, int Count, int... I>
struct first_lanes<V, Count, std::integer_sequence<int, I...>> {
    static constexpr pack_of_integers<V> mask = {(I < Count ? -1 : 0)...};
};

/// Some lanes of a register by the instructions that leave the others' memory alone. Built-in functions and not
/// <immintrin.h>, whose parsing would take longer than that of the rest of this library.
template <class V, int Count>
inline constexpr bool has_masked_moves =
#if defined(__AVX512F__) && defined(__AVX512VL__)
    sizeof(V) >= 16 && std::is_floating_point_v<lane_type<V>>;
#elif defined(__AVX__)
    (sizeof(V) == 16 || sizeof(V) == 32) && std::is_floating_point_v<lane_type<V>>;
#else
    false;
#endif

/// How the built-in functions for less than 64 bytes name memory.
template <class V, class T>
TAPELESS_ALWAYS_INLINE inline auto* narrow(T* at) noexcept {
#if defined(__clang__)
    return reinterpret_cast<V*>(at);
#else
    return at;
#endif
}

template <class V, int Count>
TAPELESS_ALWAYS_INLINE inline V load_masked([[maybe_unused]] lane_type<V> const* from) noexcept {
    [[maybe_unused]] constexpr bool is_single = sizeof(lane_type<V>) == 4;
#if defined(__AVX512F__) && defined(__AVX512VL__)
    constexpr unsigned bits = (1u << Count) - 1;
    if constexpr (is_single && lanes<V> == 16)
        return __builtin_ia32_loadups512_mask(from, V{}, static_cast<unsigned short>(bits));
    else if constexpr (is_single && lanes<V> == 8)
        return __builtin_ia32_loadups256_mask(narrow<V const>(from), V{}, static_cast<unsigned char>(bits));
    else if constexpr (is_single)
        return __builtin_ia32_loadups128_mask(narrow<V const>(from), V{}, static_cast<unsigned char>(bits));
    else if constexpr (lanes<V> == 8)
        return __builtin_ia32_loadupd512_mask(from, V{}, static_cast<unsigned char>(bits));
    else if constexpr (lanes<V> == 4)
        return __builtin_ia32_loadupd256_mask(narrow<V const>(from), V{}, static_cast<unsigned char>(bits));
    else return __builtin_ia32_loadupd128_mask(narrow<V const>(from), V{}, static_cast<unsigned char>(bits));
#elif defined(__AVX__)
    constexpr auto mask = first_lanes<V, Count, std::make_integer_sequence<int, lanes<V>>>::mask;
    using wide = pack<long long, is_single ? 2 : lanes<V>>;
    if constexpr (is_single && lanes<V> == 8)
        return __builtin_ia32_maskloadps256(reinterpret_cast<V const*>(from), mask);
    else if constexpr (is_single) return __builtin_ia32_maskloadps(reinterpret_cast<V const*>(from), mask);
    else if constexpr (lanes<V> == 4) return __builtin_ia32_maskloadpd256(reinterpret_cast<V const*>(from), (wide)mask);
    else return __builtin_ia32_maskloadpd(reinterpret_cast<V const*>(from), (wide)mask);
#else
    return V{};
#endif
}
template <class V, int Count>
TAPELESS_ALWAYS_INLINE inline void store_masked([[maybe_unused]] lane_type<V>* to, [[maybe_unused]] V x) noexcept {
    [[maybe_unused]] constexpr bool is_single = sizeof(lane_type<V>) == 4;
#if defined(__AVX512F__) && defined(__AVX512VL__)
    constexpr unsigned bits = (1u << Count) - 1;
    if constexpr (is_single && lanes<V> == 16)
        __builtin_ia32_storeups512_mask(to, x, static_cast<unsigned short>(bits));
    else if constexpr (is_single && lanes<V> == 8)
        __builtin_ia32_storeups256_mask(narrow<V>(to), x, static_cast<unsigned char>(bits));
    else if constexpr (is_single) __builtin_ia32_storeups128_mask(narrow<V>(to), x, static_cast<unsigned char>(bits));
    else if constexpr (lanes<V> == 8) __builtin_ia32_storeupd512_mask(to, x, static_cast<unsigned char>(bits));
    else if constexpr (lanes<V> == 4)
        __builtin_ia32_storeupd256_mask(narrow<V>(to), x, static_cast<unsigned char>(bits));
    else __builtin_ia32_storeupd128_mask(narrow<V>(to), x, static_cast<unsigned char>(bits));
#elif defined(__AVX__)
    constexpr auto mask = first_lanes<V, Count, std::make_integer_sequence<int, lanes<V>>>::mask;
    using wide = pack<long long, is_single ? 2 : lanes<V>>;
    if constexpr (is_single && lanes<V> == 8) __builtin_ia32_maskstoreps256(reinterpret_cast<V*>(to), mask, x);
    else if constexpr (is_single) __builtin_ia32_maskstoreps(reinterpret_cast<V*>(to), mask, x);
    else if constexpr (lanes<V> == 4) __builtin_ia32_maskstorepd256(reinterpret_cast<V*>(to), (wide)mask, x);
    else __builtin_ia32_maskstorepd(reinterpret_cast<V*>(to), (wide)mask, x);
#endif
}

}  // namespace detail

namespace detail {

/// Two floats in memory as one number of their size.
struct [[gnu::packed, gnu::may_alias]] two_floats {
    double both;
};
template <int First, class V, int... I>
TAPELESS_ALWAYS_INLINE inline auto half_of(V x, std::integer_sequence<int, I...>) noexcept {
    return static_cast<pack<lane_type<V>, sizeof...(I)>>(__builtin_shufflevector(x, x, (First + I)...));
}
/// Zeros behind it.
template <class V, class Half, int... I>
TAPELESS_ALWAYS_INLINE inline V widened(Half x, std::integer_sequence<int, I...>) noexcept {
    return static_cast<V>(__builtin_shufflevector(x, Half{}, I...));
}

}  // namespace detail

/// The next `Count` numbers in memory, and 0 in the other lanes; nothing behind them is read.
template <class V, int Count = lanes<V>>
TAPELESS_ALWAYS_INLINE inline V load(lane_type<V> const* from) noexcept {
    static_assert(Count >= 1 && Count <= lanes<V>);
    if constexpr (lanes<V> == 1) return *from;
    else if constexpr (Count == lanes<V>) return *reinterpret_cast<typename detail::unaligned<V>::type const*>(from);
    else if constexpr (sizeof(V) > 16 && Count * 2 == lanes<V>)
        return detail::widened<V>(load<pack<lane_type<V>, lanes<V> / 2>>(from),
                                  std::make_integer_sequence<int, lanes<V>>{});
    else if constexpr (detail::has_masked_moves<V, Count>) return detail::load_masked<V, Count>(from);
    else if constexpr (sizeof(V) == 16 && Count == 2)
        return (V)pack<double, 2>{reinterpret_cast<detail::two_floats const*>(from)->both};
    else if constexpr (sizeof(V) == 16 && Count == 3)
        return static_cast<V>(__builtin_shufflevector(load<V, 2>(from), V{from[2]}, 0, 1, 4, 5));
    else {
        V x{};
        for (int i = 0; i < Count; ++i) x[i] = from[i];
        return x;
    }
}
/// The first `Count` numbers into memory; nothing behind them is written.
template <class V, int Count = lanes<V>>
TAPELESS_ALWAYS_INLINE inline void store(lane_type<V>* to, V x) noexcept {
    static_assert(Count >= 1 && Count <= lanes<V>);
    if constexpr (lanes<V> == 1) *to = x;
    else if constexpr (Count == lanes<V>) *reinterpret_cast<typename detail::unaligned<V>::type*>(to) = x;
    else if constexpr (detail::has_masked_moves<V, Count> && register_bytes == 64)
        detail::store_masked<V, Count>(to, x);
    else if constexpr (sizeof(V) > 16) {  // AVX's masked store takes 12 cycles (Zen 4)
        using half = pack<lane_type<V>, lanes<V> / 2>;
        constexpr int low = Count < lanes<half> ? Count : lanes<half>;
        constexpr auto each = std::make_integer_sequence<int, lanes<half>>{};
        store<half, low>(to, detail::half_of<0>(x, each));
        if constexpr (Count > low) store<half, Count - low>(to + low, detail::half_of<lanes<half>>(x, each));
    } else if constexpr (sizeof(V) == 16 && (Count == 2 || Count == 3)) {
        reinterpret_cast<detail::two_floats*>(to)->both = ((pack<double, 2>)x)[0];
        if constexpr (Count == 3) to[2] = x[2];
    } else
        for (int i = 0; i < Count; ++i) to[i] = x[i];
}
/// Numbers that lie `stride` apart.
template <class V, int Count = lanes<V>>
TAPELESS_ALWAYS_INLINE inline V gather(lane_type<V> const* from, int stride) noexcept {
    if constexpr (lanes<V> == 1) return *from;
    else {
        V x{};
        for (int i = 0; i < Count; ++i) x[i] = from[i * stride];
        return x;
    }
}

/// The first `Count` lanes of x, elsewhere `rest`.
template <int Count, class V>
TAPELESS_ALWAYS_INLINE inline V first(V x, [[maybe_unused]] lane_type<V> rest) noexcept {
    if constexpr (Count == lanes<V>) return x;
    else
        return choose<V>(detail::first_lanes<V, Count, std::make_integer_sequence<int, lanes<V>>>::mask, x,
                         splat<V>(rest));
}

namespace detail {

template <class V, class Combine, int... I>
TAPELESS_ALWAYS_INLINE inline lane_type<V> fold(V x, Combine const& combine,
                                                std::integer_sequence<int, I...>) noexcept {
    if constexpr (lanes<V> == 1) return x;
    else if constexpr (lanes<V> == 2) return combine(x[0], x[1]);
    else {
        using half = pack<lane_type<V>, lanes<V> / 2>;
        half const sum = combine(static_cast<half>(__builtin_shufflevector(x, x, I...)),
                                 static_cast<half>(__builtin_shufflevector(x, x, (I + lanes<V> / 2)...)));
        return fold(sum, combine, std::make_integer_sequence<int, lanes<V> / 4>{});
    }
}

}  // namespace detail

/// All lanes combined, halves with halves: combine(pack, pack) or combine(number, number).
template <class V, class Combine>
TAPELESS_ALWAYS_INLINE inline lane_type<V> fold(V x, Combine const& combine) noexcept {
    return detail::fold(x, combine, std::make_integer_sequence<int, lanes<V> / 2>{});
}
template <class V>
TAPELESS_ALWAYS_INLINE inline lane_type<V> sum(V x) noexcept {
    return packs::fold(x, [](auto a, auto b) noexcept { return a + b; });
}

}  // namespace packs
}  // namespace tapeless
