// SPDX-License-Identifier: BSL-1.0
// Higher derivatives: value, gradient and Hessian of W6 in one call, Rosenbrock's Hessian times a vector, and a third
// derivative of one variable beside Boost.Math's autodiff.
#include "harness.hpp"

#if __has_include(<boost/math/differentiation/autodiff.hpp>)
#include <boost/math/differentiation/autodiff.hpp>
#define TAPELESS_BENCH_HAS_BOOST_AUTODIFF 1
#endif

namespace {

using namespace bench;

constexpr auto prices = perturbed(scalar_arguments<double, 5>{{100, 105, 0.03, 0.25, 0.75}}, 0.1, 13);

struct price_with_greeks {
    double value;
    std::array<double, 5> gradient;
    std::array<std::array<double, 5>, 5> hessian;
};
using bench::flattened;
rows flattened(price_with_greeks const& p) {
    rows result{{{}, {}, {}, {}, {}, {}}};
    rows::append(result.all[0], p.value);
    rows::append(result.all[0], p.gradient);
    for (std::size_t i = 0; i < 5; ++i) rows::append(result.all[i + 1], p.hessian[i]);
    return result;
}

/// All greeks of first and second order in closed form; K exp(-r T) n(d2) = S n(d1) saves the second density.
struct greeks_by_hand {
    price_with_greeks operator()(double S, double K, double r, double sigma, double T) const {
        constexpr double minus_inverse_root_two = -0.70710678118654752440;
        constexpr double inverse_root_two_pi = 0.39894228040143267794;
        const double root_T = std::sqrt(T);
        const double v = sigma * root_T;
        const double by_v = 1 / v;
        const double by_sigma = 1 / sigma;
        const double by_K = 1 / K;
        const double by_T = 1 / T;
        const double drift = r + 0.5 * sigma * sigma;
        const double d1 = (std::log(S * by_K) + drift * T) * by_v;
        const double d2 = d1 - v;
        const double cdf1 = 0.5 * std::erfc(minus_inverse_root_two * d1);
        const double D = std::exp(-r * T);
        const double Dcdf2 = D * 0.5 * std::erfc(minus_inverse_root_two * d2);
        const double density = inverse_root_two_pi * std::exp(-0.5 * d1 * d1);
        const double C = K * Dcdf2;
        const double Sn = S * density;
        const double vega = Sn * root_T;
        const double d1_T = drift * by_v - 0.5 * d1 * by_T;
        const double half_by_root_T = 0.5 * root_T * by_T;
        const double d2_T = d1_T - sigma * half_by_root_T;
        const double root_T_by_sigma = root_T * by_sigma;
        const double SK = -density * by_K * by_v;
        const double Ss = -density * d2 * by_sigma;
        const double Sr = density * root_T_by_sigma;
        const double ST = density * d1_T;
        const double Sn_by_K = Sn * by_K;
        const double Kr = T * Dcdf2 - Sn_by_K * root_T_by_sigma;
        const double Ks = Sn_by_K * d1 * by_sigma;
        const double KT = r * Dcdf2 - Sn_by_K * d2_T;
        const double rr = T * (Sn * root_T_by_sigma - T * C);
        const double rs = -T * Sn * d1 * by_sigma;
        const double rT = C - T * (r * C - Sn * d2_T);
        const double ss = vega * d1 * d2 * by_sigma;
        const double sT = Sn * (half_by_root_T - root_T * d1 * d1_T);
        const double TT = r * (Sn * d2_T - r * C) - Sn * sigma * half_by_root_T * (0.5 * by_T + d1 * d1_T);
        return {S * cdf1 - C,
                {cdf1, -Dcdf2, T * C, vega, Sn * sigma * half_by_root_T + r * C},
                {{{density * by_v / S, SK, Sr, Ss, ST},
                  {SK, Sn_by_K * by_K * by_v, Kr, Ks, KT},
                  {Sr, Kr, rr, rs, rT},
                  {Ss, Ks, rs, ss, sT},
                  {ST, KT, rT, sT, TT}}}};
    }
};
struct greeks_by_tapeless {
    price_with_greeks operator()(double S, double K, double r, double sigma, double T) const {
        auto const [v, g, h] = tapeless::value_gradient_and_hessian(w6{})(S, K, r, sigma, T);
        return {v, g, h};
    }
};

constexpr array_argument<double, 10> rosenbrock_start = [] {
    array_argument<double, 10> x{};
    uniform random{7};
    for (double& entry : x.at) entry = -1 + 2 * random();
    return x;
}();

/// A point and a direction.
struct point_and_direction {
    std::array<double, 10> x;
    std::array<double, 10> v;
    template <class F>
    [[gnu::always_inline]] auto apply(F const& f) const {
        return f(x, v);
    }
};
std::array<point_and_direction, ring_size> directions() {
    constexpr auto from = perturbed(rosenbrock_start, 0.1, 12);
    std::array<point_and_direction, ring_size> ring{};
    for (std::size_t k = 0; k < ring_size; ++k) ring[k] = {from[k].at, from[(k + 7) % ring_size].at};
    return ring;
}

struct rosenbrock_hvp_by_hand {
    std::array<double, 10> operator()(std::array<double, 10> const& x, std::array<double, 10> const& v) const {
        std::array<double, 10> result{};
        for (std::size_t i = 0; i + 1 < 10; ++i) {
            const double cross = -400 * x[i];
            result[i] += (1200 * x[i] * x[i] - 400 * x[i + 1] + 2) * v[i] + cross * v[i + 1];
            result[i + 1] += 200 * v[i + 1] + cross * v[i];
        }
        return result;
    }
};
struct rosenbrock_hvp_by_tapeless {
    std::array<double, 10> operator()(std::array<double, 10> const& x, std::array<double, 10> const& v) const {
        return tapeless::hvp(w2{})(x, v);
    }
};

/// f(x) = exp(-x^2 / 2) * sin(3 x)
struct wave_packet {
    template <class T>
    [[nodiscard]] constexpr T operator()(T const& x) const {
        using std::exp;
        using std::sin;
        return exp(x * x * T(-0.5)) * sin(x * T(3));
    }
};
struct third_by_hand {
    std::array<double, 1> operator()(double x) const {
        const double square = x * x;
        return {std::exp(-0.5 * square) * (x * (30 - square) * std::sin(3 * x) + (9 * square - 36) * std::cos(3 * x))};
    }
};
struct third_by_tapeless {
    std::array<double, 1> operator()(double x) const { return {tapeless::derivative<3>(wave_packet{})(x)}; }
};
struct one_number {
    double x;
    template <class F>
    [[gnu::always_inline]] auto apply(F const& f) const {
        return f(x);
    }
};
#if defined(TAPELESS_BENCH_HAS_BOOST_AUTODIFF)
struct third_by_boost {
    std::array<double, 1> operator()(double x) const {
        return {wave_packet{}(boost::math::differentiation::make_fvar<double, 3>(x)).derivative(3)};
    }
};
#endif

template <class Hand, class Tool, class Arguments>
void add_checked(std::string const& name, std::array<Arguments, ring_size> const& ring) {
    using result = decltype(ring[0].apply(Tool{}));
    for (std::size_t k = 0; k < ring_size; ++k) {
        result out{};
        into<Tool>(ring[k], out);
        demand(name, k, largest_error(flattened(out), flattened(ring[k].apply(Hand{}))), 1e-9);
    }
    add_timed<&into<Tool, Arguments, result>, result>(name, ring);
}

/// The hand-written Hessian agrees with central differences of the hand-written gradient.
void check_greeks() {
    for (std::size_t k = 0; k < ring_size; ++k) {
        auto const exact = prices[k].apply(greeks_by_hand{});
        for (std::size_t j = 0; j < 5; ++j) {
            auto above = prices[k];
            auto below = prices[k];
            double const step = 1e-5 * prices[k][j];
            above[j] += step;
            below[j] -= step;
            auto const a = above.apply(greeks_by_hand{}).gradient;
            auto const b = below.apply(greeks_by_hand{}).gradient;
            for (std::size_t i = 0; i < 5; ++i) {
                double const difference = (a[i] - b[i]) / (2 * step);
                demand("w6/hand Hessian against differences", k,
                       std::fabs(exact.hessian[i][j] - difference) / (std::fabs(difference) + 1e-3), 1e-6);
            }
        }
    }
}

}  // namespace

int main(int argc, char** argv) {
    check_greeks();
    check_hand<w6, hand::w6_gradient>("w6", prices);
    add_checked<greeks_by_hand, greeks_by_hand>("w6/double/value_gradient_and_hessian/hand", prices);
    add_checked<greeks_by_hand, greeks_by_tapeless>("w6/double/value_gradient_and_hessian/tapeless", prices);

    static auto const ring = directions();
    add_checked<rosenbrock_hvp_by_hand, rosenbrock_hvp_by_hand>("w2/double/hvp/hand", ring);
    add_checked<rosenbrock_hvp_by_hand, rosenbrock_hvp_by_tapeless>("w2/double/hvp/tapeless", ring);

    static std::array<one_number, ring_size> numbers{};
    for (std::size_t k = 0; k < ring_size; ++k) numbers[k].x = -2 + 4 * static_cast<double>(k) / ring_size;
    add_checked<third_by_hand, third_by_hand>("packet/double/third_derivative/hand", numbers);
    add_checked<third_by_hand, third_by_tapeless>("packet/double/third_derivative/tapeless", numbers);
#if defined(TAPELESS_BENCH_HAS_BOOST_AUTODIFF)
    add_checked<third_by_hand, third_by_boost>("packet/double/third_derivative/boost", numbers);
#endif
    benchmark::Initialize(&argc, argv);
    if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 1;
    benchmark::RunSpecifiedBenchmarks();
    benchmark::Shutdown();
}
