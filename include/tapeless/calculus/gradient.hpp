// SPDX-License-Identifier: BSL-1.0
// The value of a function and its first derivatives by reverse mode.
// In: a function of scalars, arrays and tuples. Out: function objects for value, gradient, and both in one sweep.
#pragma once

#include <tapeless/calculus/verb.hpp>
#include <tapeless/differentiate/reverse.hpp>

namespace tapeless {

/// What value_and_gradient(f)(x...) returns; takes apart as `auto [v, g] = ...`.
template <class Value, class Gradient>
struct value_with_gradient {
    Value value;
    Gradient gradient;

    using named_members = void;  ///< it is a structure in its turn
    static constexpr char const* member_names[] = {"value", "gradient"};
    template <std::size_t I, class Self>
    [[nodiscard]] static constexpr auto& member(Self& self) noexcept {
        if constexpr (I == 0) return self.value;
        else return self.gradient;
    }
};

namespace detail {

struct value_verb : plain_call_verb {
    template <class Output, class... S>
    using result = Output;
    template <class... S>
    static constexpr void transform(graph_view const& from, graph_builder&, int* ends) {
        for (int i = 0; i < from.output_count; ++i) ends[i] = from.outputs[i];
    }
};

/// One reverse sweep; `ends` receives the derivatives by the wanted inputs, in the order of Wrt.
template <class Wanted, class... S>
constexpr void append_gradient(graph_view const& from, graph_builder& out, int const* seeds, int* ends) {
    constexpr std::size_t inputs = static_cast<std::size_t>((0 + ... + leaf_count<S>));
    bool wanted[inputs]{};
    int order[inputs]{};
    int adjoints[inputs]{};
    Wanted::template mark<S...>(wanted);
    Wanted::template order<S...>(order);
    reverse_sweep(from, wanted, out).run(seeds, adjoints);
    for (int i = 0; i < leaf_count<typename Wanted::template gradient<S...>>; ++i)
        ends[i] = adjoints[order[i]] >= 0 ? adjoints[order[i]] : out.constant(0);
}

/// Whether the arguments that Wrt names are there.
template <class Wanted, class Primal>
constexpr bool check_wanted() {
    constexpr bool there = Wanted::in_range(Primal{});
    static_assert(there,
                  "gradient<i...>(f)(x...) and jacobian<i...>(f)(x...) require each i to number one of the arguments "
                  "x..., from 0, and none twice");
    return there;
}

template <bool WithValue, int... Wrt>
struct gradient_verb : plain_call_verb {
    using wanted = wanted_arguments<Wrt...>;
    template <class Output, class... S>
    using result =
        std::conditional_t<WithValue,
                           structure::tuple<value_with_gradient, Output, typename wanted::template gradient<S...>>,
                           typename wanted::template gradient<S...>>;

    /// A function of its own, so that compilers show the result's shape.
    template <class Output>
    static constexpr bool check_result() {
        constexpr bool one = std::is_same_v<Output, structure::scalar>;
        static_assert(one, "gradient(f)(x...) requires f to return one number: for several results use jacobian(f)");
        return one;
    }
    template <class F, class Primal, class Arguments>
    static constexpr bool check() {
        constexpr bool one = check_result<typename output_for<F, Primal>::type>();
        return one && check_wanted<wanted, Primal>();
    }
    template <class... S>
    static constexpr void transform(graph_view const& from, graph_builder& out, int* ends) {
        if constexpr (WithValue) *ends++ = from.outputs[0];
        int const seed = out.constant(1);
        append_gradient<wanted, S...>(from, out, &seed, ends);
    }
};

}  // namespace detail

/// The function itself, as the program that its graph gives.
///
///   value(f)(x...) = f(x...)
///
/// Shapes      the structure that f returns, over float if every argument is float, else over double
/// Cost        straight-line code; usable in constant expressions, also where f calls sin, exp, ...
/// Example     README.md
template <class F>
[[nodiscard]] constexpr auto value(F const& f) noexcept {
    return detail::apply<detail::value_verb>(f);
}

/// The gradient of a function with one result, by reverse mode.
///
///   gradient(f)(x...)[i] = df/dx_i,   gradient<0, 2>(f): by the first and third argument
///
/// Shapes      one argument: its own structure; several scalars: std::array; else a std::tuple of structures
/// Cost        at most about four times f; straight-line code, no allocation
/// Numerics    kinks as in differentiate/rules.hpp; constant expressions and run time agree within the ULP of
///             core/math.hpp
/// Error       "gradient(f)(x...) requires f to return one number: for several results use jacobian(f)"
/// Example     README.md
template <int... Wrt, class F>
[[nodiscard]] constexpr auto gradient(F const& f) noexcept {
    return detail::apply<detail::gradient_verb<false, Wrt...>>(f);
}

/// Value and gradient in one sweep that shares every subexpression.
///
///   auto [v, g] = value_and_gradient(f)(x...)
///
/// Shapes      .value: a number; .gradient: as gradient(f)
/// Cost        less than value(f) and gradient(f) together
/// Example     examples/train_iris.cpp
template <int... Wrt, class F>
[[nodiscard]] constexpr auto value_and_gradient(F const& f) noexcept {
    return detail::apply<detail::gradient_verb<true, Wrt...>>(f);
}

}  // namespace tapeless
