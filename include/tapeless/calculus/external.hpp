// SPDX-License-Identifier: BSL-1.0
// Functions that no graph can look into: tables, other libraries, solvers.
// In: a run-time function, and functions for its derivatives. Out: a function for traced code.
#pragma once

#include <tapeless/calculus/custom.hpp>

namespace tapeless {

namespace detail {

/// Calls Function with arguments of the structures S, whose scalars lie one after the other.
template <class Function, class... S>
struct opaque_entry {
    template <class T>
    static constexpr void run(T const* in, T* out) {
        constexpr bool takes_them = requires(structure_over<S, T> const&... x) { Function::call(x...); };
        using Number = std::conditional_t<takes_them, T, double>;  // a function of arrays of double in float programs
        auto const call = [](auto const&... each) { return Function::call(each...); };
        flatten(std::apply(call, unflatten_all<Number, S...>(in)), out);
    }
    static constexpr int arguments = (0 + ... + leaf_count<S>);
    using output = structure_of<decltype(Function::call(std::declval<structure_over<S, double> const&>()...))>;
    static constexpr int results = leaf_count<output>;
};

template <class Function, class... S>
inline constexpr opaque_function opaque{opaque_entry<Function, S...>::arguments, opaque_entry<Function, S...>::results,
                                        &opaque_entry<Function, S...>::template run<double>,
                                        &opaque_entry<Function, S...>::template run<float>};

/// A call node for Function, without derivative.
template <class Function, class... S>
constexpr auto call_opaque(traced const* x) {
    using entry = opaque_entry<Function, S...>;
    traced results[static_cast<unsigned>(entry::results) + 1];
    traced::call(opaque<Function, S...>, x, results);
    return unflatten<typename entry::output>(results);
}

template <auto F>
struct fixed_function {
    template <class... X>
        requires requires(X const&... x) { F(x...); }
    static constexpr auto call(X const&... x) { return F(x...); }
};

/// Whether F gives handles for handles; a function of plain numbers or arrays of them does not.
template <auto F, class... X>
constexpr bool works_on_handles() {
    if constexpr (requires(X const&... x) { F(x...); }) return any_traced<decltype(F(std::declval<X const&>()...))>;
    else return false;
}

/// A derivative as traced code: itself where F works on handles, else a call of its own.
template <auto F, class... S>
constexpr auto traced_derivative(traced const* x) {
    if constexpr (works_on_handles<F, structure_over<S, traced>...>()) {
        return std::apply([](auto const&... each) { return F(each...); }, unflatten_all<traced, S...>(x));
    } else return call_opaque<fixed_function<F>, S...>(x);
}

/// A traced call of Function whose Jacobian by each argument is one of Derivatives.
template <class Function, auto... Derivatives>
struct external_call {
    template <class... S, class... X>
    static constexpr auto trace(std::type_identity<std::tuple<S...>>, X const&... arguments) {
        using entry = opaque_entry<Function, S...>;
        traced x[static_cast<unsigned>(entry::arguments) + 1];
        traced* next = x;
        ((next = flatten(arguments, next)), ...);
        auto const plain = call_opaque<Function, S...>(x);
        if constexpr (sizeof...(Derivatives) == 0) return plain;
        else {
            traced z[static_cast<unsigned>(entry::results) + 1];
            flatten(plain, z);
            for (int k = 0; k < entry::results; ++k) z[k] = stop_gradient(z[k]);
            int column = 0;
            (add_slopes<Derivatives, entry::results, S, S...>(z, x, column), ...);
            return unflatten<typename entry::output>(z);
        }
    }

private:
    template <auto Derivative, int Rows, class By, class... S>
    static constexpr void add_slopes(traced* z, traced const* x, int& column) {
        auto const jacobian = traced_derivative<Derivative, S...>(x);
        constexpr int columns = leaf_count<By>;
        constexpr bool fits = leaf_count<structure_of<decltype(jacobian)>> == Rows * columns;
        static_assert(fits, "external<f, df...> requires each df(x...) to return one number for each result of f and "
                            "each number in its argument");
        if constexpr (fits) {
            traced slopes[static_cast<unsigned>(Rows * columns) + 1];
            flatten(jacobian, slopes);
            for (int k = 0; k < Rows; ++k)
                for (int j = 0; j < columns; ++j) z[k] = with_slope(z[k], x[column + j], slopes[k * columns + j]);
        }
        column += columns;
    }
};

}  // namespace detail

/// What `external<f, df...>` is.
template <auto F, auto... Derivatives>
struct external_function {
    template <class... X>
    [[nodiscard]] constexpr auto operator()(X const&... x) const {
        constexpr bool complete = sizeof...(Derivatives) == 0 || sizeof...(Derivatives) == sizeof...(X);
        static_assert(complete, "external<f, df...>(x...) requires one derivative for each argument x, or none at all");
        constexpr bool numbers = !(holds_tensors<structure_of<X>> || ...) || !detail::any_traced<X...>;
        static_assert(numbers,
                      "external<f, df...>(x...) requires each x to be a number or a structure of numbers: hand "
                      "over the elements of a tensor");
        if constexpr (!complete || !numbers) return 0.0;
        else if constexpr (!detail::any_traced<X...>) return F(x...);
        else
            return detail::external_call<detail::fixed_function<F>, Derivatives...>::trace(
                std::type_identity<std::tuple<structure_of<X>...>>{}, x...);
    }
};

/// A function of numbers for use in traced code, with its derivatives.
///
///   external<f, df_0, df_1, ...>(x_0, x_1, ...) = f(x_0, x_1, ...),   df_i: the derivative by x_i
///
/// Shapes      x: numbers, arrays and tuples; df_i(x...): the structure of f's result with that of x_i in place of each
///             number
/// Derivative  df_i may give handles for handles (a generic lambda, another `external`), then higher orders use its
///             derivatives; a function that gives plain numbers, also a constant one, ends there. Without any df, only
///             values can be had.
/// Cost        one call at run time for each set of arguments, however often the result is used; f must depend on
///             nothing else. In constant expressions f must be constexpr.
/// Error       "gradient(f)(x...) and its relatives require a derivative for every external function ..."
/// Example     examples/custom_derivatives.cpp
template <auto F, auto... Derivatives>
inline constexpr external_function<F, Derivatives...> external{};

}  // namespace tapeless
