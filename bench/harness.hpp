// SPDX-License-Identifier: BSL-1.0
// Check, then time. What enters: function objects and a ring of points.
// What leaves: registered benchmarks named workload/scalar/task/tool.
// Every contender is compared with the hand-written derivatives at all points first, and those with central differences; a mismatch ends the program.
#pragma once

#include "hand_written.hpp"
#include "inputs.hpp"
#include "workloads.hpp"

#include <benchmark/benchmark.h>

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <new>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#if __has_include(<tapeless/tapeless.hpp>)
#include <tapeless/tapeless.hpp>
#define TAPELESS_BENCH_HAS_TAPELESS 1
#endif

namespace bench {

/// One contender under the same conditions as every other: never inlined, arguments by reference, result built in the caller's storage.
template <class F, class Arguments, class Result>
[[gnu::noinline]] void into(Arguments const& in, Result& out) {
    ::new (static_cast<void*>(&out)) Result(in.apply(F{}));
}

template <auto Run, class Arguments, class Result>
void walk_ring(benchmark::State& state, std::array<Arguments, ring_size> const& ring) {
    alignas(64) Result out{};
    std::size_t k = 0;
    for (auto _ : state) {
        Run(ring[k], out);
        benchmark::DoNotOptimize(out);
        k = (k + 1) % ring_size;
    }
}

/// A result as one row of numbers per output: the value first where there is one, then the partial derivatives.
class rows {
public:
    std::vector<std::vector<double>> all;

    template <class T>
        requires std::is_arithmetic_v<T>
    static void append(std::vector<double>& row, T x) { row.push_back(static_cast<double>(x)); }
    template <class T, std::size_t N>
    static void append(std::vector<double>& row, std::array<T, N> const& xs) {
        for (auto const& x : xs) append(row, x);
    }
    template <class... T>
    static void append(std::vector<double>& row, std::tuple<T...> const& xs) {
        std::apply([&](auto const&... x) { (append(row, x), ...); }, xs);
    }
};

template <class T, std::size_t N>
    requires std::is_arithmetic_v<T>
[[nodiscard]] rows flattened(std::array<T, N> const& gradient) {
    rows result{{{}}};
    rows::append(result.all[0], gradient);
    return result;
}
template <class Row, std::size_t M>
    requires(!std::is_arithmetic_v<Row>)
[[nodiscard]] rows flattened(std::array<Row, M> const& jacobian) {
    rows result{std::vector<std::vector<double>>(M)};
    for (std::size_t i = 0; i < M; ++i) rows::append(result.all[i], jacobian[i]);
    return result;
}
template <class Pair>
    requires requires(Pair const& p) {
        p.value;
        p.gradient;
    }
[[nodiscard]] rows flattened(Pair const& pair) {
    rows result{{{}}};
    rows::append(result.all[0], pair.value);
    rows::append(result.all[0], pair.gradient);
    return result;
}

/// Largest error of any entry, relative to that entry or, where it nearly cancels, to a hundredth of the largest of its row.
[[nodiscard]] inline double largest_error(rows const& found, rows const& expected) {
    if (found.all.size() != expected.all.size()) return HUGE_VAL;
    double worst = 0;
    for (std::size_t r = 0; r < expected.all.size(); ++r) {
        auto const& want = expected.all[r];
        auto const& have = found.all[r];
        if (want.size() != have.size()) return HUGE_VAL;
        double scale = 0;
        for (double x : want) scale = std::fmax(scale, std::fabs(x));
        for (std::size_t i = 0; i < want.size(); ++i) {
            const double error = std::fabs(have[i] - want[i]) / std::fmax(std::fabs(want[i]), 0.01 * scale);
            if (!(error <= worst)) worst = std::isfinite(error) ? error : HUGE_VAL;
        }
    }
    return worst;
}

inline void demand(std::string const& name, std::size_t point, double error, double tolerance) {
    if (error <= tolerance) return;
    std::fprintf(stderr, "%s: wrong result at point %zu: relative error %g, allowed %g\n", name.c_str(), point, error,
                 tolerance);
    std::exit(EXIT_FAILURE);
}

template <class T>
inline constexpr double tolerance = std::is_same_v<T, float> ? 2e-4 : 1e-10;
template <class T>
inline constexpr char const* scalar_name = std::is_same_v<T, float> ? "float" : "double";

/// Central differences of the workload in long double: truncation and rounding both stay below 1e-10.
template <class Workload, class Arguments>
[[nodiscard]] rows differences(Arguments const& in) {
    using wide = typename Arguments::template rebind<long double>;
    wide x;
    for (std::size_t i = 0; i < Arguments::size; ++i) x[i] = in[i];
    const auto outputs = [&] {
        std::vector<long double> result;
        const auto y = x.apply(Workload{});
        if constexpr (std::is_same_v<std::remove_cvref_t<decltype(y)>, long double>) {
            result.push_back(y);
        } else {
            result.assign(y.begin(), y.end());
        }
        return result;
    };
    rows gradient{std::vector<std::vector<double>>(outputs().size())};
    for (std::size_t i = 0; i < Arguments::active; ++i) {
        const long double at = x[i];
        const long double step = 1e-6L * (std::fabs(at) + 1e-3L);
        x[i] = at + step;
        const auto above = outputs();
        x[i] = at - step;
        const auto below = outputs();
        x[i] = at;
        for (std::size_t row = 0; row < above.size(); ++row) {
            gradient.all[row].push_back(static_cast<double>((above[row] - below[row]) / (2 * step)));
        }
    }
    return gradient;
}

/// The hand-written derivatives (without value) agree with central differences of the workload.
template <class Workload, class Hand, class Arguments>
void check_hand(std::string const& workload, std::array<Arguments, ring_size> const& ring) {
    for (std::size_t k = 0; k < ring_size; ++k) {
        demand(workload + "/hand against central differences", k,
               largest_error(flattened(ring[k].apply(Hand{})), differences<Workload>(ring[k])), 1e-7);
    }
}

template <auto Run, class Result, class Arguments>
void add_timed(std::string const& name, std::array<Arguments, ring_size> const& ring) {
    benchmark::RegisterBenchmark(name.c_str(),
                                 [&ring](benchmark::State& state) { walk_ring<Run, Arguments, Result>(state, ring); });
}

/// `Tool` agrees with `Hand` in double at every point of number type T.
template <class Hand, class Tool, class T, class Arguments>
void check(std::string const& name, std::array<Arguments, ring_size> const& ring) {
    using result = decltype(ring[0].apply(Tool{}));
    const auto exact = converted<double>(ring);
    for (std::size_t k = 0; k < ring_size; ++k) {
        result out{};
        into<Tool>(ring[k], out);
        demand(name, k, largest_error(flattened(out), flattened(exact[k].apply(Hand{}))), tolerance<T>);
    }
}

/// Check `Tool` against `Hand`, then time it.
template <class Hand, class Tool, class T, class Arguments>
void add(std::string const& workload, std::string const& task, std::string const& tool,
         std::array<Arguments, ring_size> const& ring) {
    using result = decltype(ring[0].apply(Tool{}));
    const std::string name = workload + "/" + scalar_name<T> + "/" + task + "/" + tool;
    check<Hand, Tool, T>(name, ring);
    add_timed<&into<Tool, Arguments, result>, result>(name, ring);
}

/// The function itself, by hand: what a gradient costs is read against this.
template <class Workload, class T, class Arguments>
void add_primal(std::string const& workload, std::array<Arguments, ring_size> const& ring) {
    using result = decltype(ring[0].apply(Workload{}));
    add_timed<&into<Workload, Arguments, result>, result>(workload + "/" + scalar_name<T> + "/value/hand", ring);
}

#if defined(TAPELESS_BENCH_HAS_TAPELESS)
/// tapeless' functions of a workload as function objects, called exactly as a user calls them.
template <class Workload>
struct by_tapeless {
    struct value {
        template <class... A>
        [[nodiscard]] constexpr auto operator()(A const&... arguments) const {
            return tapeless::value(Workload{})(arguments...);
        }
    };
    struct gradient {
        template <class... A>
        [[nodiscard]] constexpr auto operator()(A const&... arguments) const {
            return tapeless::gradient(Workload{})(arguments...);
        }
    };
    struct value_and_gradient {
        template <class... A>
        [[nodiscard]] constexpr auto operator()(A const&... arguments) const {
            return tapeless::value_and_gradient(Workload{})(arguments...);
        }
    };
};

template <class Workload, class T, class Arguments>
void add_tapeless_value(std::string const& workload, std::array<Arguments, ring_size> const& ring) {
    using tool = typename by_tapeless<Workload>::value;
    using result = decltype(ring[0].apply(tool{}));
    const std::string name = workload + "/" + scalar_name<T> + "/value/tapeless";
    for (std::size_t k = 0; k < ring_size; ++k) {
        rows expected{{{}}};
        rows found{{{}}};
        rows::append(expected.all[0], ring[k].apply(Workload{}));
        rows::append(found.all[0], ring[k].apply(tool{}));
        demand(name, k, largest_error(found, expected), tolerance<T>);
    }
    add_timed<&into<tool, Arguments, result>, result>(name, ring);
}
#endif

/// Check another tool's derivatives (double) against the hand-written ones, then time it.
template <class Tool, class Workload, class Hand, std::size_t M, class Arguments, class Derivatives>
void add_peer_checked(std::string const& workload, std::string const& task,
                      std::array<Arguments, ring_size> const& ring) {
    const std::string name = workload + "/double/" + task + "/" + Tool::name;
    for (std::size_t k = 0; k < ring_size; ++k) {
        Derivatives out{};
        Tool::template run<Workload, M>(ring[k], out);
        demand(name, k, largest_error(flattened(out.gradient), flattened(ring[k].apply(Hand{}))), tolerance<double>);
        rows expected{{{}}};
        rows found{{{}}};
        rows::append(expected.all[0], ring[k].apply(Workload{}));
        rows::append(found.all[0], out.value);
        demand(name + " (value)", k, largest_error(found, expected), tolerance<double>);
    }
    add_timed<&Tool::template run<Workload, M, Arguments>, Derivatives>(name, ring);
}

}  // namespace bench
