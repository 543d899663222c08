// SPDX-License-Identifier: BSL-1.0
// The arguments of each workload and the ring of perturbed points that the timing loops walk through.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace bench {

inline constexpr std::size_t ring_size = 64;

/// N scalars, passed one by one (W1, W6).
template <class T, std::size_t N>
struct scalar_arguments {
    static constexpr std::size_t size = N;
    static constexpr std::size_t active = N;
    template <class V>
    using rebind = scalar_arguments<V, N>;

    std::array<T, N> at;

    [[nodiscard]] constexpr T& operator[](std::size_t i) { return at[i]; }
    [[nodiscard]] constexpr T const& operator[](std::size_t i) const { return at[i]; }

    template <class F>
    [[gnu::always_inline]] constexpr auto apply(F const& f) const {
        if constexpr (N == 3) {
            return f(at[0], at[1], at[2]);
        } else {
            static_assert(N == 5);
            return f(at[0], at[1], at[2], at[3], at[4]);
        }
    }

    /// The same point in another scalar type: make(value, index) for every argument.
    template <class Make>
    [[nodiscard]] constexpr auto activate(Make const& make) const {
        scalar_arguments<decltype(make(at[0], std::size_t{})), N> result;
        for (std::size_t i = 0; i < N; ++i) result.at[i] = make(at[i], i);
        return result;
    }
};

/// One std::array (W2).
template <class T, std::size_t N>
struct array_argument {
    static constexpr std::size_t size = N;
    static constexpr std::size_t active = N;
    template <class V>
    using rebind = array_argument<V, N>;

    std::array<T, N> at;

    [[nodiscard]] constexpr T& operator[](std::size_t i) { return at[i]; }
    [[nodiscard]] constexpr T const& operator[](std::size_t i) const { return at[i]; }

    template <class F>
    [[gnu::always_inline]] constexpr auto apply(F const& f) const {
        return f(at);
    }

    template <class Make>
    [[nodiscard]] constexpr auto activate(Make const& make) const {
        array_argument<decltype(make(at[0], std::size_t{})), N> result;
        for (std::size_t i = 0; i < N; ++i) result.at[i] = make(at[i], i);
        return result;
    }
};

/// Camera, point and weight, in which W5 is differentiated, and the observed feature, in which it is not.
template <class T, class U = T>
struct reprojection_arguments {
    static constexpr std::size_t size = 17;
    static constexpr std::size_t active = 15;
    template <class V>
    using rebind = reprojection_arguments<V>;

    std::array<T, 11> camera;
    std::array<T, 3> point;
    T weight;
    std::array<U, 2> feature;

    [[nodiscard]] constexpr T& operator[](std::size_t i) {
        return i < 11 ? camera[i] : i < 14 ? point[i - 11] : i < 15 ? weight : feature[i - 15];
    }
    [[nodiscard]] constexpr T const& operator[](std::size_t i) const {
        return i < 11 ? camera[i] : i < 14 ? point[i - 11] : i < 15 ? weight : feature[i - 15];
    }

    template <class F>
    [[gnu::always_inline]] constexpr auto apply(F const& f) const {
        return f(camera, point, weight, feature);
    }

    template <class Make>
    [[nodiscard]] constexpr auto activate(Make const& make) const {
        reprojection_arguments<decltype(make(weight, std::size_t{})), U> result;
        for (std::size_t i = 0; i < 11; ++i) result.camera[i] = make(camera[i], i);
        for (std::size_t i = 0; i < 3; ++i) result.point[i] = make(point[i], 11 + i);
        result.weight = make(weight, 14);
        result.feature = feature;
        return result;
    }
};

/// The project's benchmark generator: uniform in [0, 1), the same on every machine.
struct uniform {
    std::uint32_t state;
    [[nodiscard]] constexpr double operator()() {
        state = state * 1664525u + 1013904223u;
        return static_cast<double>(state >> 8) / 16777216.0;
    }
};

/// `ring_size` points around `base`: every argument multiplied by a factor in [1 - spread, 1 + spread), the first point unchanged.
template <class Arguments>
[[nodiscard]] constexpr std::array<Arguments, ring_size> perturbed(Arguments const& base, double spread,
                                                                   std::uint32_t seed) {
    uniform random{seed};
    std::array<Arguments, ring_size> ring{};
    for (std::size_t k = 0; k < ring_size; ++k) {
        for (std::size_t i = 0; i < Arguments::size; ++i) {
            const double factor = k == 0 ? 1.0 : 1.0 + spread * (2 * random() - 1);
            ring[k][i] = base[i] * factor;
        }
    }
    return ring;
}

/// The same points in another number type.
template <class V, class Arguments>
[[nodiscard]] constexpr auto converted(std::array<Arguments, ring_size> const& ring) {
    std::array<typename Arguments::template rebind<V>, ring_size> result{};
    for (std::size_t k = 0; k < ring_size; ++k) {
        for (std::size_t i = 0; i < Arguments::size; ++i) result[k][i] = static_cast<V>(ring[k][i]);
    }
    return result;
}

}  // namespace bench
