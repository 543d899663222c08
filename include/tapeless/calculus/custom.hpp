// SPDX-License-Identifier: BSL-1.0
// Derivatives that a user states.
// In: a function and its derivative rule, or a function that no graph can look into. Out: a function for traced code.
#pragma once

#include <tapeless/calculus/verb.hpp>
#include <tapeless/differentiate/rules.hpp>
#include <tapeless/expression/scalars.hpp>
#include <tapeless/graph/arrange.hpp>

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
        case op::stop_gradient:
        case op::custom: d[i] = a; break;  // its slope tells how the first operand depends on the second
        case op::add:
        case op::sub: d[i] = sum_degree(a, is_zero(n.a), b, is_zero(n.b)); break;
        case op::mul: d[i] = a == degree::none ? b : b == degree::none ? a : degree::other; break;
        case op::div: d[i] = b == degree::none ? a : degree::other; break;
        case op::select:
        case op::cond: d[i] = a == degree::none ? sum_degree(b, is_zero(n.b), c, is_zero(n.c)) : degree::other; break;
        case op::view:
        case op::reshape: d[i] = g.shape_of(n.a).rank == 0 || a == degree::none ? a : degree::other; break;
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

/// z with the slopes of its leaves by those of x, which are tensors or numbers. A slope has the shape that z and x have
/// together: the derivative of each number by the one at the same place; of a number z by each number of x.
constexpr void set_shaped_slopes(traced* z, extents const* z_shapes, int rows, traced const* x, extents const* x_shapes,
                                 int columns, traced const* slopes) {
    for (int k = 0; k < rows; ++k) {
        z[k] = stop_gradient(z[k]);
        for (int j = 0; j < columns; ++j) {
            traced const slope = slopes[k * columns + j];
            graph_builder* const g = x[j].graph();
            if (g == nullptr) continue;
            if (z_shapes[k].rank > 0 || x_shapes[j].rank == 0) z[k] = with_slope(z[k], x[j], slope);
            else {
                int const each = with_slope(stop_gradient(x[j]), x[j], slope).index_in(*g);
                int const sum = arrange::reduce(*g, op::reduce_sum, each, (1 << x_shapes[j].rank) - 1);
                z[k] = with_slope(z[k], traced(g, sum), 1);
            }
        }
    }
}

/// Whether the unit vectors of a rule tell all its slopes: one for each leaf.
template <class Output, bool ByResults, class... S>
constexpr bool has_plain_slopes() {
    constexpr leaf_shapes<Output> z;
    constexpr leaf_shapes<S...> x;
    for (int k = 0; k < leaf_count<Output>; ++k)
        for (int j = 0; j < (0 + ... + leaf_count<S>); ++j)
            if (z.at[k] != x.at[j] && (ByResults ? z.at[k] : x.at[j]).rank > 0) return false;
    return true;
}
template <class A, class... S>
constexpr bool same_shapes() {
    if constexpr (leaf_count<A> != (0 + ... + leaf_count<S>)) return false;
    else {
        constexpr leaf_shapes<A> a;
        constexpr leaf_shapes<S...> b;
        for (int i = 0; i < leaf_count<A>; ++i)
            if (a.at[i] != b.at[i]) return false;
        return true;
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
    static constexpr int rows = leaf_count<output>;
    static constexpr int columns = (0 + ... + leaf_count<S>);
    traced x[static_cast<unsigned>(columns) + 1]{};
    traced z[static_cast<unsigned>(rows) + 1]{};
    traced slopes[static_cast<unsigned>(rows * columns) + 1]{};

    template <class... X>
    constexpr explicit custom_call(X const&... arguments) {
        traced* next = x;
        ((next = flatten(arguments, next)), ...);
        auto const f = [](auto const&... each) { return F{}(each...); };
        flatten(std::apply(f, unflatten_all<traced, S...>(x)), z);
    }
    constexpr structure_over<output, traced> finish() {
        if constexpr (holds_tensors<output> || (holds_tensors<S> || ...)) {
            constexpr leaf_shapes<output> z_shapes;
            constexpr leaf_shapes<S...> x_shapes;
            set_shaped_slopes(z, z_shapes.at, rows, x, x_shapes.at, columns, slopes);
        } else set_slopes(z, rows, x, columns, slopes);
        return unflatten<output>(z);
    }
};

}  // namespace detail

namespace detail {

/// The slopes that a tangent rule states: column by column, by unit tangents.
template <class F, class Rule>
struct tangent_slopes {
    template <class Output, class... S>
    static constexpr bool check_shapes() {
        constexpr bool plain = has_plain_slopes<Output, false, S...>();
        static_assert(plain,
                      "custom_jvp(f, rule) requires each tensor in x... to have the shape of f's result, to which "
                      "it belongs number by number");
        return plain;
    }
    template <class... S>
    static constexpr bool check() {
        using call = custom_call<F, S...>;
        constexpr bool alike = std::is_same_v<structure_of<traced_result<Rule, S..., S...>>, typename call::output>;
        static_assert(alike, "custom_jvp(f, rule) requires rule(x..., dx...) to return a tangent of the structure of "
                             "f's result");
        constexpr bool plain = check_shapes<typename call::output, S...>();
        if constexpr (alike && plain) {
            constexpr bool linear = is_linear(traced_function<Rule, S..., S...>::value.view(), call::columns);
            static_assert(linear,
                          "custom_jvp(f, rule) requires rule(x..., dx...) to be linear in dx, and to take tensors "
                          "dx number by number");
            return linear;
        } else return false;
    }
    template <class... S>
    static constexpr void fill(custom_call<F, S...>& c) {
        for (int j = 0; j < c.columns; ++j) {
            traced column[static_cast<unsigned>(custom_call<F, S...>::rows) + 1];
            auto const rule = [](auto const&... each) { return Rule{}(each...); };
            unit_vector<custom_call<F, S...>::columns> const e(j);
            flatten(
                std::apply(rule, std::tuple_cat(unflatten_all<traced, S...>(c.x), unflatten_all<traced, S...>(e.at))),
                column);
            for (int k = 0; k < c.rows; ++k) c.slopes[k * c.columns + j] = column[k];
        }
    }
};

/// The slopes that a cotangent rule states: row by row, by unit cotangents.
template <class F, class Rule>
struct cotangent_slopes {
    template <class Output, class... S>
    static constexpr bool check_shapes() {
        constexpr bool plain = has_plain_slopes<Output, true, S...>();
        static_assert(plain,
                      "custom_vjp(f, rule) requires each tensor in f's result to have the shape of x..., to which "
                      "it belongs number by number");
        return plain;
    }
    template <class... S>
    static constexpr bool check() {
        using call = custom_call<F, S...>;
        using cotangents = structure_of<traced_result<Rule, S..., typename call::output>>;
        constexpr bool alike = is_known<cotangents> && same_shapes<cotangents, S...>();
        static_assert(alike,
                      "custom_vjp(f, rule) requires rule(x..., dy) to return one number for each number in x...");
        constexpr bool plain = check_shapes<typename call::output, S...>();
        if constexpr (alike && plain) {
            constexpr bool linear =
                is_linear(traced_function<Rule, S..., typename call::output>::value.view(), call::columns);
            static_assert(linear, "custom_vjp(f, rule) requires rule(x..., dy) to be linear in dy, since forward mode "
                                  "uses it too: clip a gradient where you use it. Tensors dy are taken number by "
                                  "number");
            return linear;
        } else return false;
    }
    template <class... S>
    static constexpr void fill(custom_call<F, S...>& c) {
        using output = typename custom_call<F, S...>::output;
        for (int k = 0; k < c.rows; ++k) {
            auto const rule = [k](auto const&... each) {
                return Rule{}(each..., unflatten<output>(unit_vector<leaf_count<output>>(k).at));
            };
            flatten(std::apply(rule, unflatten_all<traced, S...>(c.x)), c.slopes + k * c.columns);
        }
    }
};

}  // namespace detail

/// What custom_jvp(f, rule) and custom_vjp(f, rule) return.
template <class F, class Slopes>
struct custom_function {
    template <class... X>
    [[nodiscard]] constexpr auto operator()(X const&... x) const {
        if constexpr (!detail::any_traced<X...>) return F{}(x...);
        else {
            detail::custom_call<F, structure_of<X>...> call(x...);
            if constexpr (Slopes::template check<structure_of<X>...>()) Slopes::fill(call);
            return call.finish();
        }
    }
};

/// A function whose derivative is stated by its tangent.
///
///   custom_jvp(f, rule)(x...) = f(x...),   its tangent for dx... is rule(x..., dx...)
///
/// Shapes      tensors in x... have the shape of f's result, and rule takes them number by number
/// Derivative  both modes and all orders use the rule, which is differentiated in its turn
/// Cost        f, and one evaluation of the rule for each scalar of x, shared and simplified like all code
/// Error       "custom_jvp(f, rule) requires rule(x..., dx...) to be linear in dx"
/// Example     examples/custom_derivatives.cpp
template <class F, class Rule>
[[nodiscard]] constexpr auto custom_jvp(F const&, Rule const&) noexcept {
    detail::check_function<F>();
    detail::check_function<Rule>();
    return custom_function<F, detail::tangent_slopes<F, Rule>>{};
}

/// A function whose derivative is stated by its cotangents.
///
///   custom_vjp(f, rule)(x...) = f(x...),   the gradient for the cotangent dy of the result is rule(x..., dy)
///
/// Shapes      rule returns one number for each number in x...: a number, a std::array or a tuple of these. A tensor in
///             f's result has the shape of each tensor in x..., and rule takes dy number by number; where f returns
///             numbers, x... may be any tensors
/// Derivative  both modes and all orders use the rule, which is differentiated in its turn
/// Error       "custom_vjp(f, rule) requires rule(x..., dy) to be linear in dy ..."
/// Example     examples/custom_derivatives.cpp
template <class F, class Rule>
[[nodiscard]] constexpr auto custom_vjp(F const&, Rule const&) noexcept {
    detail::check_function<F>();
    detail::check_function<Rule>();
    return custom_function<F, detail::cotangent_slopes<F, Rule>>{};
}

}  // namespace tapeless
