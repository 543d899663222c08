// SPDX-License-Identifier: BSL-1.0
// Elementwise functions of 1024 numbers beside glibc's vector functions (libmvec), Eigen and plain calls; and the gradient of
// log-sum-exp of 64 numbers beside a scalar hand-written one. Accuracy is tested elsewhere: here all agree to 1e-6 or 1e-14.
#include "network_checks.hpp"
#include "networks.hpp"

#include <tapeless/tensor.hpp>

#include <cmath>
#include <cstdint>
#include <cstring>
#include <memory>
#include <type_traits>

#if defined(TAPELESS_BENCH_HAS_EIGEN)
#include <Eigen/Core>
#endif

#if defined(TAPELESS_BENCH_HAS_LIBMVEC)
#include <immintrin.h>
// glibc's vector functions by the names that its vector ABI gives them: d and e are AVX2 and AVX-512, b is SSE.
#if defined(__AVX512F__)
#define TAPELESS_BENCH_LIBMVEC(name) _ZGVeN16v_##name##f
#define TAPELESS_BENCH_LIBMVEC_DOUBLE(name) _ZGVeN8v_##name
using mvec_floats = __m512;
using mvec_doubles = __m512d;
#elif defined(__AVX2__)
#define TAPELESS_BENCH_LIBMVEC(name) _ZGVdN8v_##name##f
#define TAPELESS_BENCH_LIBMVEC_DOUBLE(name) _ZGVdN4v_##name
using mvec_floats = __m256;
using mvec_doubles = __m256d;
#else
#define TAPELESS_BENCH_LIBMVEC(name) _ZGVbN4v_##name##f
#define TAPELESS_BENCH_LIBMVEC_DOUBLE(name) _ZGVbN2v_##name
using mvec_floats = __m128;
using mvec_doubles = __m128d;
#endif
#define TAPELESS_BENCH_DECLARE(name)                                                                                   \
    extern "C" mvec_floats TAPELESS_BENCH_LIBMVEC(name)(mvec_floats) noexcept;                                         \
    extern "C" mvec_doubles TAPELESS_BENCH_LIBMVEC_DOUBLE(name)(mvec_doubles) noexcept;
TAPELESS_BENCH_DECLARE(exp)
TAPELESS_BENCH_DECLARE(log)
TAPELESS_BENCH_DECLARE(sin)
TAPELESS_BENCH_DECLARE(tanh)
#endif

namespace {

using namespace bench;
constexpr int count = 1024;

#define TAPELESS_BENCH_FUNCTION(name)                                                                                  \
    struct name##_function {                                                                                           \
        static constexpr char const* spelling = #name;                                                                 \
        template <class T>                                                                                             \
        static T by_library(T x) {                                                                                     \
            return std::name(x);                                                                                       \
        }                                                                                                              \
        struct traced_function {                                                                                       \
            template <class X>                                                                                         \
            [[nodiscard]] constexpr auto operator()(X const& x) const {                                                \
                return name(x);                                                                                        \
            }                                                                                                          \
        };                                                                                                             \
        template <class X>                                                                                             \
        static auto by_eigen(X const& x) {                                                                             \
            return x.name();                                                                                           \
        }                                                                                                              \
        TAPELESS_BENCH_FUNCTION_BY_LIBMVEC(name)                                                                       \
    };
#if defined(TAPELESS_BENCH_HAS_LIBMVEC)
#define TAPELESS_BENCH_FUNCTION_BY_LIBMVEC(name)                                                                       \
    static mvec_floats by_libmvec(mvec_floats x) { return TAPELESS_BENCH_LIBMVEC(name)(x); }                           \
    static mvec_doubles by_libmvec(mvec_doubles x) { return TAPELESS_BENCH_LIBMVEC_DOUBLE(name)(x); }
#else
#define TAPELESS_BENCH_FUNCTION_BY_LIBMVEC(name)
#endif
TAPELESS_BENCH_FUNCTION(exp)
TAPELESS_BENCH_FUNCTION(log)
TAPELESS_BENCH_FUNCTION(sin)
TAPELESS_BENCH_FUNCTION(tanh)

template <class T>
using numbers = tapeless::vector<T, count>;

template <class F, class T>
[[gnu::noinline]] void run_library(numbers<T> const& x, numbers<T>& y) {
    for (int i = 0; i < count; ++i) y.values[i] = F::by_library(x.values[i]);
}
template <class F, class T>
[[gnu::noinline]] void run_tapeless(numbers<T> const& x, numbers<T>& y) {
    y = tapeless::value(typename F::traced_function{})(x);
}
#if defined(TAPELESS_BENCH_HAS_EIGEN)
template <class F, class T>
[[gnu::noinline]] void run_eigen(numbers<T> const& x, numbers<T>& y) {
    using array = Eigen::Array<T, count, 1>;
    Eigen::Map<array>(y.values) = F::by_eigen(Eigen::Map<array const>(x.values));
}
#endif
#if defined(TAPELESS_BENCH_HAS_LIBMVEC)
template <class T>
struct mvec_register {
    using type = mvec_floats;
};
template <>
struct mvec_register<double> {
    using type = mvec_doubles;
};
template <class F, class T>
[[gnu::noinline]] void run_libmvec(numbers<T> const& x, numbers<T>& y) {
    using reg = typename mvec_register<T>::type;
    constexpr int lanes = static_cast<int>(sizeof(reg) / sizeof(T));
    for (int i = 0; i < count; i += lanes) {
        reg in;
        std::memcpy(&in, x.values + i, sizeof in);
        reg const out = F::by_libmvec(in);
        std::memcpy(y.values + i, &out, sizeof out);
    }
}
#endif

template <class F, class T>
[[nodiscard]] numbers<T> const& arguments() {
    static auto const result = [] {
        auto const made = std::make_unique<numbers<T>>();
        congruence random(7);
        bool const positive = std::is_same_v<F, log_function>;
        for (T& x : made->values)
            x = positive ? static_cast<T>(0.01f + 10 * random()) : static_cast<T>(8 * random() - 4);
        return *made;
    }();
    return result;
}

template <class F, class T, auto Run>
void time_function(benchmark::State& state) {
    alignas(64) static numbers<T> y;
    auto const& x = arguments<F, T>();
    for (auto _ : state) {
        Run(x, y);
        benchmark::ClobberMemory();
    }
    state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations()) * count);
}
template <class F, class T, auto Run>
void add_function(std::string const& tool) {
    auto const& x = arguments<F, T>();
    auto const y = std::make_unique<numbers<T>>();
    Run(x, *y);
    for (int i = 0; i < count; ++i) {
        auto const exact = static_cast<double>(F::by_library(static_cast<long double>(x.values[i])));
        double const error = std::fabs(static_cast<double>(y->values[i]) - exact) / std::fmax(std::fabs(exact), 1e-3);
        double const allowed = std::is_same_v<T, float> ? 1e-6 : 1e-14;
        if (!(error <= allowed)) wrong(std::string(F::spelling) + "/" + tool, "value", error, allowed);
    }
    std::string const scalar = std::is_same_v<T, float> ? "float" : "double";
    benchmark::RegisterBenchmark((std::string(F::spelling) + " of 1024/" + scalar + "/value/" + tool).c_str(),
                                 time_function<F, T, Run>);
}
template <class F, class T>
void add_all() {
    add_function<F, T, run_library<F, T>>("hand");
    add_function<F, T, run_tapeless<F, T>>("tapeless");
#if defined(TAPELESS_BENCH_HAS_LIBMVEC)
    add_function<F, T, run_libmvec<F, T>>("libmvec");
#endif
#if defined(TAPELESS_BENCH_HAS_EIGEN)
    add_function<F, T, run_eigen<F, T>>("Eigen");
#endif
}

constexpr int terms = 64;
using term_vector = tapeless::vector<double, terms>;

/// softmax(x), the gradient of log sum exp(x).
[[gnu::noinline]] void slope_by_hand(term_vector const& x, term_vector& y) {
    double most = x.values[0];
    for (double v : x.values) most = v > most ? v : most;
    double sum = 0;
    for (int i = 0; i < terms; ++i) {
        y.values[i] = std::exp(x.values[i] - most);
        sum += y.values[i];
    }
    double const scale = 1 / sum;
    for (double& v : y.values) v *= scale;
}
struct log_sum_exp {
    template <class X>
    [[nodiscard]] constexpr auto operator()(X const& x) const {
        return logsumexp(x);
    }
};
[[gnu::noinline]] void slope_by_tapeless(term_vector const& x, term_vector& y) {
    y = tapeless::gradient(log_sum_exp{})(x);
}
#if defined(TAPELESS_BENCH_HAS_EIGEN)
[[gnu::noinline]] void slope_by_eigen(term_vector const& x, term_vector& y) {
    using array = Eigen::Array<double, terms, 1>;
    Eigen::Map<array const> const in(x.values);
    Eigen::Map<array> out(y.values);
    out = (in - in.maxCoeff()).exp();
    out /= out.sum();
}
#endif

template <auto Run>
void time_slope(benchmark::State& state) {
    // Several points: a number written just before would hold up the load of its whole register.
    static constexpr int points = 16;
    static term_vector x[points];
    congruence random(3);
    for (term_vector& point : x)
        for (double& v : point.values) v = static_cast<double>(4 * random());
    alignas(64) term_vector y;
    int k = 0;
    for (auto _ : state) {
        Run(x[k], y);
        benchmark::DoNotOptimize(y);
        benchmark::ClobberMemory();
        k = (k + 1) % points;
    }
}
template <auto Run>
void add_slope(std::string const& tool) {
    term_vector x, y;
    congruence random(5);
    for (double& v : x.values) v = static_cast<double>(4 * random());
    long double sum = 0;
    for (double v : x.values) sum += std::exp(static_cast<long double>(v));
    Run(x, y);
    for (int i = 0; i < terms; ++i) {
        auto const exact = static_cast<double>(std::exp(static_cast<long double>(x.values[i])) / sum);
        double const error = std::fabs(y.values[i] / exact - 1);
        if (!(error <= 1e-14)) wrong("log-sum-exp/" + tool, "slope", error, 1e-14);
    }
    benchmark::RegisterBenchmark(("log-sum-exp of 64/double/gradient/" + tool).c_str(), time_slope<Run>);
}

}  // namespace

int main(int argc, char** argv) {
    add_all<exp_function, float>();
    add_all<exp_function, double>();
    add_all<tanh_function, float>();
    add_all<tanh_function, double>();
    add_all<log_function, float>();
    add_all<log_function, double>();
    add_all<sin_function, float>();
    add_all<sin_function, double>();
    add_slope<slope_by_hand>("hand");
    add_slope<slope_by_tapeless>("tapeless");
#if defined(TAPELESS_BENCH_HAS_EIGEN)
    add_slope<slope_by_eigen>("Eigen");
#endif
    return run_benchmarks(argc, argv);
}
