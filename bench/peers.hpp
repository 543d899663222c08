// SPDX-License-Identifier: BSL-1.0
// The other tools, each behind the same door: a function of the workload and its arguments that writes value and derivatives.
// What enters: a workload and a point in double. What leaves: derivatives<M, N>, the value and gradient of each of the M outputs.
// Forward mode (Ceres, Eigen, Sacado SFad) runs the function once with N partial derivatives in each scalar; ADOL-C and Sacado Rad run in reverse.
#pragma once

#include "inputs.hpp"
#include "workloads.hpp"

#include <array>
#include <cmath>
#include <cstddef>

#if defined(TAPELESS_BENCH_HAS_CERES)
#include <ceres/jet.h>
#endif
#if defined(TAPELESS_BENCH_HAS_EIGEN)
#include <Eigen/Core>
#include <unsupported/Eigen/AutoDiff>
#endif
#if defined(TAPELESS_BENCH_HAS_SACADO)
// Distributions build Sacado with Kokkos in its configuration header, which plain CPU use does not need: state the rest of it here.
#define TRILINOS_NO_CONFIG_H
#define HAVE_SACADO_CXX11
#define HAS_C99_TR1_CMATH
#define SACADO_ENABLE_NEW_DESIGN
#define SACADO_NEW_FAD_DESIGN_IS_DEFAULT
#include <Sacado_No_Kokkos.hpp>
#endif
#if defined(TAPELESS_BENCH_HAS_ADOLC)
#include <adolc/adolc.h>
#endif

// Complementary error function for the tools that lack it, as their users add it.
namespace bench::peer::detail {
[[nodiscard]] inline double erfc_slope(double x) { return -1.12837916709551257390 * std::exp(-x * x); }
}  // namespace bench::peer::detail

#if defined(TAPELESS_BENCH_HAS_EIGEN)
namespace Eigen {
template <class Partials>
[[nodiscard]] AutoDiffScalar<Partials> erfc(AutoDiffScalar<Partials> const& x) {
    return AutoDiffScalar<Partials>(std::erfc(x.value()), x.derivatives() * bench::peer::detail::erfc_slope(x.value()));
}
}  // namespace Eigen
#endif

#if defined(TAPELESS_BENCH_HAS_SACADO)
namespace Sacado::Fad::Exp {
template <class Storage>
[[nodiscard]] GeneralFad<Storage> erfc(GeneralFad<Storage> const& x) {
    GeneralFad<Storage> result(x.size(), std::erfc(x.val()));
    const double slope = bench::peer::detail::erfc_slope(x.val());
    for (int i = 0; i < x.size(); ++i) result.fastAccessDx(i) = slope * x.fastAccessDx(i);
    return result;
}
}  // namespace Sacado::Fad::Exp
namespace Sacado::Rad {
[[nodiscard]] inline ADvari<double>& erfc(ADvar<double> const& x) {
    const double value = x.val();
    return *(
        new ADvar1s<double>(std::erfc(value), bench::peer::detail::erfc_slope(value), static_cast<ADvari<double>*>(x)));
}
}  // namespace Sacado::Rad
#endif

#if defined(TAPELESS_BENCH_HAS_ADOLC)
[[nodiscard]] inline adouble erfc(adouble const& x) { return 1.0 - erf(x); }
#endif

namespace bench::peer {

template <std::size_t M, std::size_t N>
struct derivatives {
    std::array<double, M> value;
    std::array<std::array<double, N>, M> gradient;
};

namespace detail {

/// One output or several, by index.
template <class T>
[[nodiscard]] T& output(T& single, std::size_t) {
    return single;
}
template <class T, std::size_t M>
[[nodiscard]] T& output(std::array<T, M>& several, std::size_t i) {
    return several[i];
}

/// Run the workload once on scalars that carry all N partial derivatives.
template <class Tool, class Workload, std::size_t M, class Arguments>
[[gnu::always_inline]] inline void forward(Arguments const& in, derivatives<M, Arguments::active>& out) {
    constexpr std::size_t n = Arguments::active;
    const auto active = in.activate([](double value, std::size_t i) { return Tool::template seed<n>(value, i); });
    auto result = active.apply(Workload{});
    for (std::size_t row = 0; row < M; ++row) {
        auto const& y = output(result, row);
        out.value[row] = Tool::value(y);
        for (std::size_t i = 0; i < n; ++i) out.gradient[row][i] = Tool::partial(y, i);
    }
}

}  // namespace detail

#if defined(TAPELESS_BENCH_HAS_CERES)
struct ceres_jet {
    static constexpr char const* name = "Ceres Jet";
    template <std::size_t N>
    static ceres::Jet<double, static_cast<int>(N)> seed(double value, std::size_t i) {
        return {value, static_cast<int>(i)};
    }
    template <class T>
    static double value(T const& y) {
        return y.a;
    }
    template <class T>
    static double partial(T const& y, std::size_t i) {
        return y.v[static_cast<Eigen::Index>(i)];
    }

    template <class Workload, std::size_t M, class Arguments>
    [[gnu::noinline]] static void run(Arguments const& in, derivatives<M, Arguments::active>& out) {
        detail::forward<ceres_jet, Workload>(in, out);
    }
};
#endif

#if defined(TAPELESS_BENCH_HAS_EIGEN)
struct eigen_autodiff {
    static constexpr char const* name = "Eigen AutoDiffScalar";
    template <std::size_t N>
    static Eigen::AutoDiffScalar<Eigen::Matrix<double, static_cast<int>(N), 1>> seed(double value, std::size_t i) {
        return {value, static_cast<int>(N), static_cast<int>(i)};
    }
    template <class T>
    static double value(T const& y) {
        return y.value();
    }
    template <class T>
    static double partial(T const& y, std::size_t i) {
        return y.derivatives()[static_cast<Eigen::Index>(i)];
    }

    template <class Workload, std::size_t M, class Arguments>
    [[gnu::noinline]] static void run(Arguments const& in, derivatives<M, Arguments::active>& out) {
        detail::forward<eigen_autodiff, Workload>(in, out);
    }
};
#endif

#if defined(TAPELESS_BENCH_HAS_SACADO)
struct sacado_sfad {
    static constexpr char const* name = "Sacado SFad";
    template <std::size_t N>
    static Sacado::Fad::SFad<double, static_cast<int>(N)> seed(double value, std::size_t i) {
        return {static_cast<int>(N), static_cast<int>(i), value};
    }
    template <class T>
    static double value(T const& y) {
        return y.val();
    }
    template <class T>
    static double partial(T const& y, std::size_t i) {
        return y.fastAccessDx(static_cast<int>(i));
    }

    template <class Workload, std::size_t M, class Arguments>
    [[gnu::noinline]] static void run(Arguments const& in, derivatives<M, Arguments::active>& out) {
        detail::forward<sacado_sfad, Workload>(in, out);
    }
};

struct sacado_rad {
    static constexpr char const* name = "Sacado Rad";
    template <class Workload, std::size_t M, class Arguments>
    [[gnu::noinline]] static void run(Arguments const& in, derivatives<M, Arguments::active>& out) {
        using scalar = Sacado::Rad::ADvar<double>;
        std::array<scalar, Arguments::active> independent;
        const auto active = in.activate([&](double value, std::size_t i) {
            independent[i] = value;
            return independent[i];
        });
        auto result = active.apply(Workload{});
        std::array<scalar*, M> outputs;
        for (std::size_t row = 0; row < M; ++row) outputs[row] = &detail::output(result, row);
        for (std::size_t row = 0; row < M; ++row) {
            out.value[row] = outputs[row]->val();
            // Every output gets its weight each time: a further sweep would not clear the adjoint of an output left out.
            std::array<double, M> weights{};
            weights[row] = 1.0;
            scalar::Weighted_Gradcomp(M, outputs.data(), weights.data());
            for (std::size_t i = 0; i < Arguments::active; ++i) out.gradient[row][i] = independent[i].adj();
        }
    }
};
#endif

#if defined(TAPELESS_BENCH_HAS_ADOLC)
namespace detail {

/// Record the workload at `in`; all arguments are independents, since a replayed tape must take new values for each of them.
template <class Workload, std::size_t M, class Arguments>
inline void record(short tag, int keep, Arguments const& in, std::array<double, M>& value) {
    trace_on(tag, keep);
    {
        typename Arguments::template rebind<adouble> active;
        for (std::size_t i = 0; i < Arguments::size; ++i) active[i] <<= in[i];
        auto result = active.apply(Workload{});
        for (std::size_t row = 0; row < M; ++row) output(result, row) >>= value[row];
    }
    trace_off();
}

/// Reverse sweeps over a tape whose values were kept by the recording or by a forward sweep.
template <std::size_t M, class Arguments>
inline void sweep_back(short tag, derivatives<M, Arguments::active>& out) {
    constexpr int m = static_cast<int>(M);
    constexpr int n = static_cast<int>(Arguments::size);
    std::array<std::array<double, Arguments::size>, M> rows;
    if constexpr (M == 1) {
        double weight = 1.0;
        fos_reverse(tag, m, n, &weight, rows[0].data());
    } else {
        std::array<std::array<double, M>, M> unit{};
        std::array<double*, M> unit_rows;
        std::array<double*, M> result_rows;
        for (std::size_t i = 0; i < M; ++i) {
            unit[i][i] = 1.0;
            unit_rows[i] = unit[i].data();
            result_rows[i] = rows[i].data();
        }
        fov_reverse(tag, m, n, m, unit_rows.data(), result_rows.data());
    }
    for (std::size_t row = 0; row < M; ++row) {
        for (std::size_t i = 0; i < Arguments::active; ++i) out.gradient[row][i] = rows[row][i];
    }
}

}  // namespace detail

/// Recorded once, at the first call; then a forward and a reverse sweep per point. Right only while no branch changes.
struct adolc_replay {
    static constexpr char const* name = "ADOL-C replay";
    template <class Workload, std::size_t M, class Arguments>
    [[gnu::noinline]] static void run(Arguments const& in, derivatives<M, Arguments::active>& out) {
        constexpr short tag = 1;
        static const bool recorded = [&] {
            std::array<double, M> ignored;
            detail::record<Workload>(tag, 0, in, ignored);
            return true;
        }();
        static_cast<void>(recorded);
        std::array<double, Arguments::size> x;
        for (std::size_t i = 0; i < Arguments::size; ++i) x[i] = in[i];
        zos_forward(tag, static_cast<int>(M), static_cast<int>(Arguments::size), 1, x.data(), out.value.data());
        detail::sweep_back<M, Arguments>(tag, out);
    }
};

/// Recorded at every point, as a function with branches needs it.
struct adolc_record {
    static constexpr char const* name = "ADOL-C record and replay";
    template <class Workload, std::size_t M, class Arguments>
    [[gnu::noinline]] static void run(Arguments const& in, derivatives<M, Arguments::active>& out) {
        constexpr short tag = 2;
        detail::record<Workload>(tag, 1, in, out.value);
        detail::sweep_back<M, Arguments>(tag, out);
    }
};
#endif

}  // namespace bench::peer
