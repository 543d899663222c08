// SPDX-License-Identifier: BSL-1.0
// The measured functions, each written once for every scalar type: plain numbers, tapeless' traced scalars and the other tools' types.
// What enters: any scalar with + - * / and the functions of <cmath> found by name lookup. What leaves: the function's value.
#pragma once

#include <array>
#include <cmath>
#include <cstddef>

namespace bench {

/// The chosen value when the condition is an ordinary bool: both sides were computed, one is returned.
/// Traced conditions are not bool; argument-dependent lookup finds their own select.
template <class T>
[[nodiscard]] constexpr T select(bool condition, T const& when_true, T const& when_false) {
    return condition ? when_true : when_false;
}

/// W1: a small formula in three variables.
///
///   f(x, y, z) = sin(x*y) + exp(z)*x/y + log(x*x + y*y + z*z)
struct w1 {
    template <class T>
    [[nodiscard]] constexpr T operator()(T const& x, T const& y, T const& z) const {
        using std::exp;
        using std::log;
        using std::sin;
        return sin(x * y) + exp(z) * x / y + log(x * x + y * y + z * z);
    }
};

/// W2: Rosenbrock's function.
///
///   f(x) = sum_i 100*(x[i+1] - x[i]^2)^2 + (1 - x[i])^2
struct w2 {
    template <class T, std::size_t N>
    [[nodiscard]] constexpr T operator()(std::array<T, N> const& x) const {
        T sum = T(0);
        for (std::size_t i = 0; i + 1 < N; ++i) {
            const T bend = x[i + 1] - x[i] * x[i];
            const T rest = T(1) - x[i];
            sum += T(100) * bend * bend + rest * rest;
        }
        return sum;
    }
};

/// W5: reprojection residual of bundle adjustment.
///
///   Xcam = R(rotation) * (point - centre),  p = Xcam.xy / Xcam.z,  q = |p|^2
///   residual = weight * (principal + focal * (1 + k1*q + k2*q^2) * p - feature)
///
/// Camera      rotation vector 0-2, centre 3-5, focal length 6, principal point 7-8, distortion k1 k2 9-10
/// Numerics    at a zero rotation vector the first-order rotation d + r x d is selected
/// Source      ADBench, objective "BA"
struct w5 {
    template <class T, class U>
    [[nodiscard]] constexpr std::array<T, 2> operator()(std::array<T, 11> const& camera, std::array<T, 3> const& point,
                                                        T const& weight, std::array<U, 2> const& feature) const {
        const std::array<T, 3> r{camera[0], camera[1], camera[2]};
        const std::array<T, 3> d{point[0] - camera[3], point[1] - camera[4], point[2] - camera[5]};
        const std::array<T, 3> rotated = rotate(r, d);

        const T px = rotated[0] / rotated[2];
        const T py = rotated[1] / rotated[2];
        const T q = px * px + py * py;
        const T scale = camera[6] * (T(1) + camera[9] * q + camera[10] * q * q);
        return {weight * (camera[7] + scale * px - feature[0]), weight * (camera[8] + scale * py - feature[1])};
    }

private:
    template <class T>
    [[nodiscard]] static constexpr std::array<T, 3> cross(std::array<T, 3> const& a, std::array<T, 3> const& b) {
        return {a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]};
    }

    /// Rodrigues' formula: c*d + a*(r x d) + b*(r.d)*r,  c = cos t, a = sin t / t, b = (1 - cos t) / t^2, t = |r|;
    /// at a zero angle c = 1, a = 1, b = 0: first order in r.
    template <class T>
    [[nodiscard]] static constexpr std::array<T, 3> rotate(std::array<T, 3> const& r, std::array<T, 3> const& d) {
        using std::cos;
        using std::sin;
        using std::sqrt;
        const T theta2 = r[0] * r[0] + r[1] * r[1] + r[2] * r[2];
        const auto turns = theta2 > T(0);
        const T safe2 = select(turns, theta2, T(1));
        const T theta = sqrt(safe2);
        const T cosine = cos(theta);
        const T c = select(turns, cosine, T(1));
        const T a = select(turns, T(sin(theta) / theta), T(1));
        const T b = select(turns, T((T(1) - cosine) / safe2), T(0));
        const std::array<T, 3> x = cross(r, d);
        const T along = b * (r[0] * d[0] + r[1] * d[1] + r[2] * d[2]);
        return {c * d[0] + a * x[0] + along * r[0], c * d[1] + a * x[1] + along * r[1],
                c * d[2] + a * x[2] + along * r[2]};
    }
};

/// W6: price of a European call (Black and Scholes).
///
///   S*N(d1) - K*exp(-r*T)*N(d2),  d1 = (log(S/K) + (r + v^2/2)*T) / (v*sqrt(T)),  d2 = d1 - v*sqrt(T)
struct w6 {
    template <class T>
    [[nodiscard]] constexpr T operator()(T const& spot, T const& strike, T const& rate, T const& volatility,
                                         T const& time) const {
        using std::exp;
        using std::log;
        using std::sqrt;
        const T spread = volatility * sqrt(time);
        const T d1 = (log(spot / strike) + (rate + volatility * volatility * T(0.5)) * time) / spread;
        const T d2 = d1 - spread;
        return spot * normal_cdf(d1) - strike * exp(-rate * time) * normal_cdf(d2);
    }

private:
    template <class T>
    [[nodiscard]] static constexpr T normal_cdf(T const& d) {
        using std::erfc;
        const T scaled = d * T(-0.70710678118654752440);
        return erfc(scaled) * T(0.5);
    }
};

}  // namespace bench
