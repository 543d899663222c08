// SPDX-License-Identifier: BSL-1.0
// What all verbs share: checking what a user passed, choosing arguments, calling the program.
// In: a function and arguments. Out: one sentence when they do not fit, else the verb's result.
#pragma once

#include <tapeless/calculus/compiled.hpp>
#include <tapeless/expression/expression.hpp>

namespace tapeless {

template <class T, int N>
struct workspace;  // calculus/workspace.hpp

namespace detail {

/// Stands for the result after a failed check, so that one mistake gives one error.
struct no_result {
    template <class T>
    constexpr operator T() const noexcept {
        return T();
    }
    template <class Key>  // a number, or a variable
    constexpr no_result operator[](Key const&) const noexcept {
        return {};
    }
    template <class... Index>  // of a tensor
    constexpr no_result operator()(Index const&...) const noexcept {
        return {};
    }
};

template <class F>
constexpr void check_function() {
    static_assert(std::is_empty_v<F> && std::is_default_constructible_v<F>,
                  "a verb such as gradient(f) requires f to be a lambda without captures or a function object without "
                  "members: pass what f needs as an argument");
}

template <class F, class... A>
concept accepts = requires(F const& f, A... arguments) {
    f(arguments...);
};

template <std::size_t>
using one_scalar = structure::scalar;

/// What can be known about a call of F with arguments of the structures S before it is traced; each answer asks for
/// the ones before it.
template <class F, class List>
struct inspection;
template <class F, class... S>
struct inspection<F, structure_list<S...>> {
    static constexpr bool known = sizeof...(S) > 0 && (is_known<S> && ...);
    static constexpr bool accepted() { return accepts<F, structure_over<S, traced>...>; }
    static constexpr bool has_failed() { return std::is_same_v<traced_result<F, S...>, no_result>; }
    static constexpr bool gives_numbers() {
        using result = structure_of<traced_result<F, S...>>;
        return is_known<result> && leaf_count<result> != 0;
    }
    static constexpr bool constant() { return traceable<F, S...>; }
    static constexpr bool can_run() {
        if constexpr (shaped<std::remove_cvref_t<decltype(traced_function<F, S...>::value)>>) return requires {
                sizeof(tensor_back_end<F>);
            };
        else return true;
    }
    /// F called with plain numbers: where it is not constexpr, the compiler explains why here. Functions of tensors want
    /// a graph to work in.
    static constexpr int plain_call() {
        if constexpr ((holds_tensors<S> || ...)) {
            graph_builder g(sharing::on, 16);
            static_cast<void>(call_with_handles<F, S...>(g, std::index_sequence_for<S...>{}));
        } else static_cast<void>(F{}(structure_over<S, traced>{}...));
        return 0;
    }
};

/// Whether the predicate holds for no node, also of loops.
template <class Predicate>
constexpr bool none_of_nodes(graph_view const& g, Predicate holds) {
    for (int i = 0; i < g.size; ++i)
        if (holds(g.nodes[i])) return false;
    for (int i = 0; i < g.tables.sizes.part_nodes; ++i)
        if (holds(g.tables.part_nodes[i])) return false;
    return true;
}
/// Whether no result needs the derivative of a call that has none.
constexpr bool has_all_derivatives(graph_view const& g) {
    return none_of_nodes(g, [](node const& n) { return n.operation == op::no_derivative; });
}
/// Whether every call knows its function; one for many samples does not.
constexpr bool has_all_callees(graph_view const& g) {
    return none_of_nodes(g, [](node const& n) { return n.operation == op::call && n.callee == nullptr; });
}

template <class Verb, class F, class List>
struct compiled_for;
template <class Verb, class F, class... S>
struct compiled_for<Verb, F, structure_list<S...>> {
    using type = compiled<Verb, F, S...>;
    using graph_type = transformed<Verb, F, S...>;
};

/// The structure of f's result.
template <class F, class List>
struct output_for;
template <class F, class... S>
struct output_for<F, structure_list<S...>> {
    using type = structure_of<traced_result<F, S...>>;
};

/// The structure of the verb's result.
template <class Verb, class F, class List>
struct result_for;
template <class Verb, class F, class... S>
struct result_for<Verb, F, structure_list<S...>> {
    using type = typename Verb::template result<structure_of<traced_result<F, S...>>, S...>;
};

/// Verbs that are called with just the arguments of f.
struct plain_call_verb {
    static constexpr int weight = 1;  ///< about how many times the nodes of a gradient are made
    template <class... S>
    struct primal {
        using type = structure_list<S...>;
    };
    template <class Output, class... S>
    using arguments = structure_list<S...>;
    template <class F, class Primal, class Arguments>
    static constexpr bool check() {
        return true;
    }
};

/// The arguments that a verb differentiates: those numbered by Wrt, all if it is empty.
template <int... Wrt>
struct wanted_arguments {
    template <class... S>
    static constexpr bool in_range(structure_list<S...>) {
        int const wanted[] = {Wrt..., 0};
        for (std::size_t i = 0; i < sizeof...(Wrt); ++i) {
            if (wanted[i] < 0 || static_cast<std::size_t>(wanted[i]) >= sizeof...(S)) return false;
            for (std::size_t k = 0; k < i; ++k)
                if (wanted[k] == wanted[i]) return false;
        }
        return true;
    }

    template <class... S>
    struct gather {
        using type =
            std::conditional_t<(std::is_same_v<S, structure::scalar> && ...),
                               structure::array<structure::scalar, sizeof...(S)>, structure::tuple<std::tuple, S...>>;
    };
    template <class S>
    struct gather<S> {
        using type = S;
    };
    template <class List, int I>
    struct at;
    template <class S, class... Rest, int I>
    struct at<structure_list<S, Rest...>, I> : at<structure_list<Rest...>, I - 1> {};
    template <class S, class... Rest>
    struct at<structure_list<S, Rest...>, 0> {
        using type = S;
    };
    template <class... S>
    struct choose {
        using type = typename gather<typename at<structure_list<S...>, Wrt>::type...>::type;
    };
    template <class... S>
        requires(sizeof...(Wrt) == 0)
    struct choose<S...> {
        using type = typename gather<S...>::type;
    };

    /// The structure of a gradient: that of the one argument, an array for several scalars, else a tuple.
    template <class... S>
    using gradient = typename choose<S...>::type;

    /// The scalars of the wanted arguments in the order of Wrt, as numbers of inputs.
    template <class... S>
    static constexpr void order(int* inputs) {
        int const counts[] = {leaf_count<S>...};
        int first[sizeof...(S)]{};
        for (std::size_t i = 1; i < sizeof...(S); ++i) first[i] = first[i - 1] + counts[i - 1];
        if constexpr (sizeof...(Wrt) == 0) {
            for (int i = 0; i < first[sizeof...(S) - 1] + counts[sizeof...(S) - 1]; ++i) *inputs++ = i;
        } else {
            int const chosen[] = {Wrt...};
            for (int argument : chosen)
                for (int i = 0; i < counts[argument]; ++i) *inputs++ = first[argument] + i;
        }
    }

    /// One flag for each scalar of the arguments, raised for the wanted ones.
    template <class... S>
    static constexpr void mark(bool* flags) {
        int inputs[static_cast<std::size_t>((0 + ... + leaf_count<S>))]{};
        order<S...>(inputs);
        for (int i = 0; i < leaf_count<gradient<S...>>; ++i) flags[inputs[i]] = true;
    }
};

/// The numbers that a formula captured travel with the verb that is called; everything else captures nothing.
struct nothing_captured {
    static constexpr double const* captured_values() noexcept { return nullptr; }
};

/// Stands there instead where a call is only checked, since the caller has a workspace: no program for one on the stack is
/// made, which may be too large for it.
struct checked_only : nothing_captured {};

/// A verb called with formulas: the formula of its result. See calculus/formula.hpp.
template <class Verb, class F, class Captured, class... A>
constexpr auto symbolic_call(Captured const& captured, A const&... arguments);

template <class Verb, class F, class T, int N>
struct verb_in_workspace;

/// A verb applied to F: a function object whose every call runs one straight-line program.
template <class Verb, class F, class Captured = nothing_captured>
struct verb_function : Captured {
    static constexpr int captured_count = captured_by<F>;

    template <class... A>
    constexpr auto operator()(A const&... arguments) const noexcept {
        using primal = typename Verb::template primal<structure_of<A>...>::type;  // what f itself is called with
        using call = inspection<F, primal>;
        if constexpr ((formula_type<A> || ...)) return symbolic_call<Verb, F>(*this, arguments...);
        else if constexpr (!std::is_empty_v<F> || !std::is_default_constructible_v<F>) {
            return no_result{};  // check_function has said why
        } else if constexpr (!call::known) {
            static_assert(call::known, "gradient(f)(x...) and its relatives require each argument x to be a number, "
                                       "a tensor, or a std::array, tuple, Hana map or struct known to Hana of these");
            return no_result{};
        } else if constexpr (!has_few_axes<structure_of<A>...>) {
            static_assert(has_few_axes<structure_of<A>...>,
                          "gradient(f)(x...) and its relatives require tensors x of at most eight axes");
            return no_result{};
        } else if constexpr (!call::accepted()) {
            static_assert(call::accepted(),
                          "gradient(f)(x...) and its relatives require f to accept exactly the arguments "
                          "x...: their number or kind does not match the parameters of f");
            return no_result{};
        } else if constexpr (call::has_failed()) {
            return no_result{};  // the function is a verb that has said why
        } else if constexpr (!call::gives_numbers()) {
            static_assert(call::gives_numbers(),
                          "gradient(f)(x...) and its relatives require f to return a number, "
                          "a tensor, or a std::array, tuple, Hana map or struct known to Hana of these");
            return no_result{};
        } else if constexpr (!call::constant()) {
            static_assert(call::constant(), "gradient(f)(x...) and its relatives require f and every function that it "
                                            "calls to be constexpr: the compiler gives its reason below");
            using list = structure_list<structure_of<A>...>;
            if constexpr (std::is_same_v<primal, list> &&
                          !(holds_tensors<structure_of<A>> || ...))  // one level less to print
                [[maybe_unused]]
                constexpr int reason = (F{}(structure_over<structure_of<A>, traced>{}...), 0);
            else [[maybe_unused]] constexpr int reason = call::plain_call();
            return no_result{};
        } else if constexpr (!call::can_run()) {
            static_assert(call::can_run(),
                          "gradient(f)(x...) and its relatives require #include <tapeless/tensor.hpp> where "
                          "f uses tensors");
            return no_result{};
        } else if constexpr (!Verb::template check<F, primal, structure_list<structure_of<A>...>>()) {
            return no_result{};
        } else if constexpr (!is_known<typename result_for<Verb, F, primal>::type>) {
            constexpr bool has_place = is_known<typename result_for<Verb, F, primal>::type>;
            static_assert(has_place, "jacobian(f)(x...), hessian(f)(x...) and their relatives require structs without "
                                     "tensors as members, which have no place for derivatives of each by each: pass "
                                     "the members as arguments");
            return no_result{};
        } else if constexpr (!has_few_axes<typename result_for<Verb, F, primal>::type>) {
            constexpr bool few = has_few_axes<typename result_for<Verb, F, primal>::type>;
            static_assert(few, "jacobian(f)(x...), hessian(f)(x...) and their relatives require at most eight axes in "
                               "their results: those of f's result and of x together");
            return no_result{};
        } else {
            using code = compiled_for<Verb, F, primal>;
            using program = typename code::type;
            constexpr bool differentiable = has_all_derivatives(code::graph_type::value.view());
            if constexpr (!differentiable) {
                static_assert(
                    differentiable,
                    "gradient(f)(x...) and its relatives require a derivative for every external function "
                    "that f calls, of as high an order as is asked for: external<g, dg>, find_root<order>(g)");
                return no_result{};
            } else if constexpr (!has_all_callees(code::graph_type::value.view())) {
                static_assert(never<F>, "vmap(f)(x...) requires f to call no external functions: external, find_root "
                                        "and their relatives run C++ code of one sample");
                return no_result{};
            } else if constexpr (std::is_same_v<Captured, checked_only>) return checked_only{};
            else if constexpr (any_holds<traced, A...>)
                return replay_compiled<program>(structure_list<structure_of<A>...>{}, this->captured_values(),
                                                arguments...);
            else if constexpr (captured_count > 0)
                return run_compiled<program>(
                    typename with_captured<structure_list<structure_of<A>...>, captured_count>::type{}, arguments...,
                    this->template captured_as<scalar_type_of<A...>>());
            else return run_compiled<program>(structure_list<structure_of<A>...>{}, arguments...);
        }
    }

    /// The same function, whose intermediate results lie in `memory`.
    ///
    /// Error   "gradient(f).in(memory)(x...) requires a workspace of the type of the numbers x and of ..."
    template <class T, int N>
    [[nodiscard]] constexpr auto in(workspace<T, N>& memory) const noexcept {
        return verb_in_workspace<Verb, F, T, N>{&memory};
    }
};

/// Verbs applied to F one after the other, the last one first.
template <class F, class... Verb>
struct applied_verbs {
    using type = F;
};
template <class F, class Outer, class... Inner>
struct applied_verbs<F, Outer, Inner...> {
    using type = verb_function<Outer, typename applied_verbs<F, Inner...>::type>;
};

/// The same for a formula, whose arguments may be named: see calculus/formula.hpp.
template <class Formula, class... Verb>
class formula_verbs;

template <class... Verb, class F>
constexpr auto apply(F const& f) noexcept {
    if constexpr (formula_type<F>) return formula_verbs<F, Verb...>(f);
    else {
        check_function<F>();
        return typename applied_verbs<F, Verb...>::type{};
    }
}

}  // namespace detail

}  // namespace tapeless
