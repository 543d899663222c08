// SPDX-License-Identifier: BSL-1.0
// Functions that an equation defines: roots and fixed points, found by a loop at run time.
// In: the equation, as a traced function. Out: its solution as a function of the parameters, with exact derivatives.
#pragma once

#include <tapeless/calculus/external.hpp>
#include <tapeless/calculus/jacobian.hpp>
#include <tapeless/expression/functions.hpp>

#include <limits>

namespace tapeless {

namespace detail {

/// Solves a * x = b for several right-hand sides in place by elimination with row pivoting; a and b are row-major.
/// T may be `traced`: rows are exchanged by select.
template <int M, int N, class T>
constexpr void solve_linear(T* a, T* b) {
    for (int k = 0; k < M; ++k) {
        for (int r = k + 1; r < M; ++r) {
            auto const larger = abs(a[k * M + k]) < abs(a[r * M + k]);
            for (int c = 0; c < M + N; ++c) {
                T& above = c < M ? a[k * M + c] : b[k * N + c - M];
                T& below = c < M ? a[r * M + c] : b[r * N + c - M];
                T const kept = above;
                above = select(larger, below, kept);
                below = select(larger, kept, below);
            }
        }
        for (int r = k + 1; r < M; ++r) {
            T const factor = a[r * M + k] / a[k * M + k];
            for (int c = k + 1; c < M; ++c) a[r * M + c] -= factor * a[k * M + c];
            for (int c = 0; c < N; ++c) b[r * N + c] -= factor * b[k * N + c];
        }
    }
    for (int k = M - 1; k >= 0; --k)
        for (int c = 0; c < N; ++c) {
            for (int j = k + 1; j < M; ++j) b[k * N + c] -= a[k * M + j] * b[j * N + c];
            b[k * N + c] /= a[k * M + k];
        }
}

/// The largest magnitude; NaN if one is NaN.
template <class T>
constexpr T largest(T const* x, int count) {
    T most = 0;
    for (int i = 0; i < count; ++i)
        if (!(abs(x[i]) <= most)) most = abs(x[i]);
    return most;
}

/// What a solver that does not converge gives.
template <class S, class T>
constexpr structure_over<S, T> no_solution() {
    auto nothing = [] { return std::numeric_limits<T>::quiet_NaN(); };
    return structure_traits<S>::template generate<T>(nothing);
}

template <class T>
inline constexpr T root_of_epsilon = std::is_same_v<T, float> ? T(3.4526698e-4) : T(1.4901161193847656e-8);

/// Newton's method on g(x, p...) = 0 from x0; NaN where it does not converge.
template <class G>
struct newton_solver {
    static constexpr int most_steps = 100;
    template <class X, class... P>
    static constexpr X call(X const& start, P const&... p) {
        using S = structure_of<X>;
        using T = scalar_type_of<X>;
        constexpr int m = leaf_count<S>;
        X x = start;
        bool close = false;
        for (int step = 0; step < most_steps; ++step) {
            auto const [value, slopes] = value_and_jacobian<0>(G{})(x, p...);
            T a[m * m], change[m], at[m];
            flatten(slopes, a);
            flatten(value, change);
            flatten(x, at);
            solve_linear<m, 1>(a, change);
            for (int i = 0; i < m; ++i) at[i] -= change[i];
            x = unflatten<S>(at);
            T const size = largest(change, m);
            if (close || size == 0) return x;  // one step after: full precision
            close = size <= root_of_epsilon<T> * largest(at, m);
            if (size != size) break;
        }
        return no_solution<S, T>();
    }
};

/// Iterates x = h(x, p...) from x0 until x stands still within rounding; NaN where it does not.
template <class H>
struct fixed_point_solver {
    static constexpr int most_steps = 10000;
    template <class X, class... P>
    static constexpr X call(X const& start, P const&... p) {
        using S = structure_of<X>;
        using T = scalar_type_of<X>;
        constexpr int m = leaf_count<S>;
        X x = start;
        T before = std::numeric_limits<T>::infinity();
        for (int step = 0; step < most_steps; ++step) {
            X const next = value(H{})(x, p...);
            T at[m], change[m];
            flatten(x, change);
            flatten(next, at);
            for (int i = 0; i < m; ++i) change[i] -= at[i];
            T const size = largest(change, m);
            x = next;
            if (size != size) break;
            if (size <= std::numeric_limits<T>::epsilon() * largest(at, m)) return x;
            if (size >= before && size <= root_of_epsilon<T> * largest(at, m)) return x;  // rounding swings
            before = size;
        }
        return no_solution<S, T>();
    }
};

/// A solver of a user, which sees the parameters alone.
template <class Solve>
struct user_solver {
    template <class... P>
    static constexpr auto call(P const&... p) {
        return Solve{}(p...);
    }
};

/// x - h(x, p...)
template <class H>
struct difference_to_image {
    template <class X, class... P>
    constexpr auto operator()(X const& x, P const&... p) const {
        using S = structure_of<X>;
        constexpr int m = leaf_count<S>;
        traced a[m], b[m];
        flatten(x, a);
        flatten(H{}(x, p...), b);
        for (int i = 0; i < m; ++i) a[i] -= b[i];
        return unflatten<S>(a);
    }
};

/// Solutions of g(x, p...) = 0 with dx/dp = -(dg/dx)^-1 dg/dp, nested Order times so that derivatives of that order
/// are exact.
template <int Order, class G, class SX, class... SP>
constexpr structure_over<SX, traced> with_implicit_slopes(structure_over<SX, traced> const& solution,
                                                          structure_over<SP, traced> const&... p) {
    constexpr int m = leaf_count<SX>;
    constexpr int n = (0 + ... + leaf_count<SP>);
    traced x[m], parameters[n + 1], at[m];
    flatten(solution, x);
    traced* next = parameters;
    ((next = flatten(p, next)), ...);
    for (int i = 0; i < m; ++i) at[i] = x[i];
    for (int order = 0; order < Order; ++order) {
        traced rows[m * (m + n) + 1], a[m * m], b[m * n + 1];
        flatten(jacobian(G{})(unflatten<SX>(at), p...), rows);
        for (int i = 0; i < m; ++i) {
            for (int j = 0; j < m; ++j) a[i * m + j] = rows[i * (m + n) + j];
            for (int j = 0; j < n; ++j) b[i * n + j] = -rows[i * (m + n) + m + j];
        }
        solve_linear<m, n>(a, b);
        for (int i = 0; i < m; ++i) at[i] = x[i];
        set_slopes(at, m, parameters, n, b);
    }
    return unflatten<SX>(at);
}

/// Whether g(x, p...) = 0 is an equation that can be solved and differentiated; a sentence for each reason why not.
template <class G, class SX, class... SP>
constexpr bool is_equation() {
    using call = inspection<G, structure_list<SX, SP...>>;
    constexpr bool fits = call::accepted();
    static_assert(fits, "find_root(g)(x0, p...) and its relatives require g to accept (x, p...)");
    if constexpr (fits) {
        constexpr bool square = leaf_count<structure_of<traced_result<G, SX, SP...>>> == leaf_count<SX>;
        static_assert(square, "find_root(g)(x0, p...) and its relatives require g to return as many numbers as x has");
        if constexpr (square) {
            constexpr bool constant = call::constant();
            static_assert(constant, "find_root(g)(x0, p...) and its relatives require g and every function that it "
                                    "calls to be constexpr");
            return constant;
        }
    }
    return false;
}

template <int Order, class G, class Solver, bool HasStart>
struct implicit_function {
    template <class... X>
    [[nodiscard]] constexpr auto operator()(X const&... x) const {
        constexpr bool enough = sizeof...(X) > (HasStart ? 1 : 0);
        static_assert(enough, "find_root(g)(x0, p...) and its relatives require at least one parameter p");
        constexpr bool numbers = !(holds_tensors<structure_of<X>> || ...);
        static_assert(numbers, "find_root(g)(x0, p...) and its relatives require x0 and p to be numbers, or structures "
                               "of numbers: hand over the elements of a tensor");
        if constexpr (!enough || !numbers) return 0.0;
        else if constexpr (!any_traced<X...>) {
            using T = scalar_type_of<X...>;
            return Solver::call(in_scalars_of<T, structure_of<X>>(x)...);
        } else if constexpr (HasStart) return from_start(x...);
        else {
            using SX = typename opaque_entry<Solver, structure_of<X>...>::output;
            return solve<SX, structure_list<structure_of<X>...>, structure_of<X>...>(0, x...);
        }
    }

private:
    template <class X0, class... P>
    static constexpr auto from_start(X0 const& x0, P const&... p) {
        return solve<structure_of<X0>, structure_list<structure_of<P>...>, structure_of<X0>, structure_of<P>...>(
            leaf_count<structure_of<X0>>, x0, p...);
    }
    /// Calls the solver with everything; the parameters SP are what stands behind the first `skipped` numbers.
    template <class SX, class Parameters, class... S, class... X>
    static constexpr structure_over<SX, traced> solve(int skipped, X const&... x) {
        traced all[(0 + ... + leaf_count<S>)+1];
        traced* next = all;
        ((next = flatten(x, next)), ...);
        return solve_flat<SX, S...>(Parameters{}, all, all + skipped);
    }
    template <class SX, class... S, class... SP>
    static constexpr structure_over<SX, traced> solve_flat(structure_list<SP...>, traced const* all,
                                                           traced const* parameters) {
        if constexpr (!is_equation<G, SX, SP...>()) return unflatten<SX>(unit_vector<leaf_count<SX>>(0).at);
        else {
            auto const solution = call_opaque<Solver, S...>(all);
            return std::apply(
                [&](auto const&... each) { return with_implicit_slopes<Order, G, SX, SP...>(solution, each...); },
                unflatten_all<traced, SP...>(parameters));
        }
    }
};

}  // namespace detail

/// The solution x of g(x, p...) = 0 near x0 as a function of the parameters, by Newton's method at run time.
///
///   find_root(g)(x0, p...) = x  with  g(x, p...) = 0,   dx/dp = -(dg/dx)^-1 dg/dp
///
/// Shapes      x: the structure of x0, a number or a small array; g returns as many numbers
/// Derivative  by the implicit function theorem at the solution: no iteration is differentiated, x0 has none; exact up
///             to the order `Order`, beyond it a sentence says so
/// Cost        forward: a few steps, each with the Jacobian of g by x; derivatives: one linear solve
/// Numerics    full precision where Newton's method converges quadratically; NaN after 100 steps
/// Error       "find_root(g)(x0, p...) and its relatives require g to return as many numbers as x has"
/// Source      S. G. Krantz and H. R. Parks, The Implicit Function Theorem, Birkhaeuser 2003
/// Example     examples/implicit.cpp
template <int Order = 2, class G>
[[nodiscard]] constexpr auto find_root(G const&) noexcept {
    detail::check_function<G>();
    return detail::implicit_function<Order, G, detail::newton_solver<G>, true>{};
}

/// The same with a solver of your own: solve(p...) returns x.
///
///   custom_root(g, solve)(p...) = solve(p...)
///
/// Cost        one call of solve at run time; derivatives as with find_root
/// Example     examples/implicit.cpp
template <int Order = 2, class G, class Solve>
[[nodiscard]] constexpr auto custom_root(G const&, Solve const&) noexcept {
    detail::check_function<G>();
    detail::check_function<Solve>();
    return detail::implicit_function<Order, G, detail::user_solver<Solve>, false>{};
}

/// The fixed point x = h(x, p...) that iteration from x0 reaches, as a function of the parameters.
///
///   fixed_point(h)(x0, p...) = lim h(h(...h(x0, p...), p...), p...),   dx/dp = (1 - dh/dx)^-1 dh/dp
///
/// Derivative  as with find_root
/// Numerics    NaN where the iteration has not come to rest after 10000 steps
/// Example     examples/implicit.cpp
template <int Order = 2, class H>
[[nodiscard]] constexpr auto fixed_point(H const&) noexcept {
    detail::check_function<H>();
    return detail::implicit_function<Order, detail::difference_to_image<H>, detail::fixed_point_solver<H>, true>{};
}

}  // namespace tapeless
