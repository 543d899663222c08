// SPDX-License-Identifier: BSL-1.0
// Derivatives that a user states.
// In: a function and its derivative rule, or a function that no graph can look into. Out: a function for traced code.
#pragma once

#include <tapeless/calculus/verb.hpp>
#include <tapeless/differentiate/rules.hpp>
#include <tapeless/expression/scalars.hpp>

namespace tapeless {

namespace detail {

/// How a value depends on one input of a rule.
enum class degree : std::uint8_t { none, linear, other };

constexpr degree sum_degree(degree a, bool a_is_zero, degree b, bool b_is_zero) {
    if (a == degree::other || b == degree::other) return degree::other;
    if (a == b) return a;
    return (a == degree::none ? a_is_zero : b_is_zero) ? degree::linear : degree::other;
}

/// Whether every result is linear in the inputs from `first` on.
constexpr bool is_linear(graph_view const& g, int first) {
    degree* const d = new degree[static_cast<unsigned>(g.size)]{};
    auto const is_zero = [&g](int i) { return g.nodes[i].operation == op::constant && g.nodes[i].value == 0; };
    for (int i = 0; i < g.size; ++i) {
        node const& n = g.nodes[i];
        int const operands = end_active(n.operation);
        degree const a = operands > 0 ? d[n.a] : degree::none;
        degree const b = operands > 1 ? d[n.b] : degree::none;
        degree const c = operands > 2 ? d[n.c] : degree::none;
        switch (n.operation) {
        case op::input: d[i] = n.a >= first ? degree::linear : degree::none; break;
        case op::neg:
        case op::stop_gradient: d[i] = a; break;
        case op::add:
        case op::sub: d[i] = sum_degree(a, is_zero(n.a), b, is_zero(n.b)); break;
        case op::mul: d[i] = a == degree::none ? b : b == degree::none ? a : degree::other; break;
        case op::div: d[i] = b == degree::none ? a : degree::other; break;
        case op::select:
        case op::cond: d[i] = a == degree::none ? sum_degree(b, is_zero(n.b), c, is_zero(n.c)) : degree::other; break;
        default: d[i] = a == degree::none && b == degree::none && c == degree::none ? degree::none : degree::other;
        }
    }
    bool linear = true;
    for (int i = 0; i < g.output_count; ++i)
        linear = linear && (d[g.outputs[i]] == degree::linear || is_zero(g.outputs[i]));
    delete[] d;
    return linear;
}

/// z with the slopes of its scalars by those of x: slopes[k * columns + j] = dz_k/dx_j, and nothing else.
constexpr void set_slopes(traced* z, int rows, traced const* x, int columns, traced const* slopes) {
    for (int k = 0; k < rows; ++k) {
        z[k] = stop_gradient(z[k]);
        for (int j = 0; j < columns; ++j) z[k] = with_slope(z[k], x[j], slopes[k * columns + j]);
    }
}

/// A list of plain numbers, 0 but for one 1.
template <int Count>
struct unit_vector {
    traced at[static_cast<unsigned>(Count) + 1]{};
    constexpr explicit unit_vector(int one) { at[one] = 1; }
};

template <class F, class... S>
struct custom_call {
    using output = structure_of<traced_result<F, S...>>;
    static constexpr int rows = scalar_count<output>;
    static constexpr int columns = (0 + ... + scalar_count<S>);
    traced x[static_cast<unsigned>(columns) + 1]{};
    traced z[static_cast<unsigned>(rows) + 1]{};
    traced slopes[static_cast<unsigned>(rows * columns) + 1]{};

    template <class... X>
    constexpr explicit custom_call(X const&... arguments) {
        traced* next = x;
        ((next = flatten(arguments, next)), ...);
        flatten(F{}(unflatten_one<S>(arguments)...), z);
    }
    template <class T, class X>
    static constexpr structure_over<T, traced> unflatten_one(X const& argument) {
        traced scalars[static_cast<unsigned>(scalar_count<T>) + 1];
        flatten(argument, scalars);
        return unflatten<T>(scalars);
    }
    constexpr structure_over<output, traced> finish() {
        set_slopes(z, rows, x, columns, slopes);
        return unflatten<output>(z);
    }
};

}  // namespace detail

/// What custom_jvp(f, rule) returns.
template <class F, class Rule>
struct custom_jvp_function {
    template <class... X>
    [[nodiscard]] constexpr auto operator()(X const&... x) const {
        if constexpr (!detail::any_traced<X...>) return F{}(x...);
        else return traced_call<structure_of<X>...>(x...);
    }

private:
    template <class... S, class... X>
    static constexpr auto traced_call(X const&... x) {
        using call = detail::custom_call<F, S...>;
        using tangent = structure_of<detail::traced_result<Rule, S..., S...>>;
        constexpr bool alike = std::is_same_v<tangent, typename call::output>;
        static_assert(alike, "custom_jvp(f, rule) requires rule(x..., dx...) to return a tangent of the structure of "
                             "f's result");
        if constexpr (alike) {
            constexpr bool linear = detail::is_linear(traced_function<Rule, S..., S...>::value.view(), call::columns);
            static_assert(linear, "custom_jvp(f, rule) requires rule(x..., dx...) to be linear in dx");
            call c(x...);
            for (int j = 0; j < call::columns; ++j) {
                detail::unit_vector<call::columns> const e(j);
                traced column[static_cast<unsigned>(call::rows) + 1];
                traced const* next = e.at;
                auto take = [&next]<class T>(std::type_identity<T>) {
                    traced const* const here = next;
                    next += scalar_count<T>;
                    return detail::unflatten<T>(here);
                };
                std::tuple<structure_over<S, traced>...> const tangents{take(std::type_identity<S>{})...};
                std::apply(
                    [&](auto const&... dx) {
                        detail::flatten(Rule{}(call::template unflatten_one<S>(x)..., dx...), column);
                    },
                    tangents);
                for (int k = 0; k < call::rows; ++k) c.slopes[k * call::columns + j] = column[k];
            }
            return c.finish();
        }
    }
};

/// What custom_vjp(f, rule) returns.
template <class F, class Rule>
struct custom_vjp_function {
    template <class... X>
    [[nodiscard]] constexpr auto operator()(X const&... x) const {
        if constexpr (!detail::any_traced<X...>) return F{}(x...);
        else return traced_call<structure_of<X>...>(x...);
    }

private:
    template <class... S, class... X>
    static constexpr auto traced_call(X const&... x) {
        using call = detail::custom_call<F, S...>;
        using cotangents = structure_of<detail::traced_result<Rule, S..., typename call::output>>;
        constexpr bool alike = is_known<cotangents> && scalar_count<cotangents> == call::columns;
        static_assert(alike,
                      "custom_vjp(f, rule) requires rule(x..., dy) to return one number for each number in x...");
        if constexpr (alike) {
            constexpr bool linear =
                detail::is_linear(traced_function<Rule, S..., typename call::output>::value.view(), call::columns);
            static_assert(linear, "custom_vjp(f, rule) requires rule(x..., dy) to be linear in dy, since forward mode "
                                  "uses it too: clip a gradient where you use it");
            call c(x...);
            for (int k = 0; k < call::rows; ++k)
                detail::flatten(Rule{}(call::template unflatten_one<S>(x)...,
                                       detail::unflatten<typename call::output>(detail::unit_vector<call::rows>(k).at)),
                                c.slopes + k * call::columns);
            return c.finish();
        }
    }
};

/// A function whose derivative is stated by its tangent.
///
///   custom_jvp(f, rule)(x...) = f(x...),   its tangent for dx... is rule(x..., dx...)
///
/// Derivative  both modes and all orders use the rule, which is differentiated in its turn
/// Cost        f, and one evaluation of the rule for each scalar of x, shared and simplified like all code
/// Error       "custom_jvp(f, rule) requires rule(x..., dx...) to be linear in dx"
/// Example     examples/custom_derivatives.cpp
template <class F, class Rule>
[[nodiscard]] constexpr auto custom_jvp(F const&, Rule const&) noexcept {
    detail::check_function<F>();
    detail::check_function<Rule>();
    return custom_jvp_function<F, Rule>{};
}

/// A function whose derivative is stated by its cotangents.
///
///   custom_vjp(f, rule)(x...) = f(x...),   the gradient for the cotangent dy of the result is rule(x..., dy)
///
/// Shapes      rule returns one number for each number in x...: a number, a std::array or a tuple of these
/// Derivative  both modes and all orders use the rule, which is differentiated in its turn
/// Error       "custom_vjp(f, rule) requires rule(x..., dy) to be linear in dy ..."
/// Example     examples/custom_derivatives.cpp
template <class F, class Rule>
[[nodiscard]] constexpr auto custom_vjp(F const&, Rule const&) noexcept {
    detail::check_function<F>();
    detail::check_function<Rule>();
    return custom_vjp_function<F, Rule>{};
}

}  // namespace tapeless
