// SPDX-License-Identifier: BSL-1.0
// When two formulas are the same mathematics.
// In: formulas whose numbers are known in the type. Out: their canonical forms, and whether these are one type.
#pragma once

#include <tapeless/expression/formula_operators.hpp>
#include <tapeless/simplify/canonical.hpp>

namespace tapeless {

namespace detail {

template <class F>
struct canonical_stage {
    static constexpr int guess = 2 * F::formula_graph::graph.size + 8;
    template <int Capacity>
    static constexpr auto run() {
        graph_builder out(sharing::on, Capacity);
        int const end = canonical_form(F::formula_graph::graph.view()).write(out);
        return out.freeze<Capacity, 1>(&end);
    }
};

/// The canonical form of a formula, and the names of the variables that it needs.
template <class F>
struct canonical_graph {
    static constexpr auto flags = [] {
        std::array<bool, F::variable_count + 1> result{};
        for (node const& n : fitted<canonical_stage<F>>::value.nodes)
            if (n.operation == op::input) result[static_cast<std::size_t>(n.a)] = true;
        return result;
    }();
    static constexpr auto value = [] {
        auto result = fitted<canonical_stage<F>>::value;
        int numbers[F::variable_count + 1]{};
        result.input_count = 0;
        for (std::size_t i = 0; i < F::variable_count; ++i) numbers[i] = flags[i] ? result.input_count++ : 0;
        for (node& n : result.nodes)
            if (n.operation == op::input) n.a = numbers[n.a];
        return result;
    }();
    static constexpr std::size_t write_names(char* out) {
        std::size_t size = 0;
        for (std::size_t i = 0; i < F::variable_count; ++i) {
            if (!flags[i]) continue;
            if (size > 0 && out != nullptr) out[size] = ',';
            size += size > 0 ? 1 : 0;
            for (char c : F::names[i]) {
                if (out != nullptr) out[size] = c;
                ++size;
            }
        }
        return size;
    }
    static constexpr auto names = [] {
        fixed_string<write_names(nullptr)> result;
        write_names(result.characters);
        return result;
    }();
};

template <class F>
inline constexpr int captured_in = 1;  // a plain number is captured
template <formula_type F>
inline constexpr int captured_in<F> = F::captured_count;
template <class... F>
inline constexpr bool captures_none = (captured_in<F> + ...) == 0;

}  // namespace detail

/// The formula in canonical form, without variables that it does not need: equal mathematics gives the same type,
/// however it was written. What this decides stands in simplify/canonical.hpp.
template <formula_type F>
[[nodiscard]] constexpr auto canonical(F const& f) {
    return detail::holding<detail::canonical_graph<F>::value, detail::canonical_graph<F>::names>(f);
}

/// Whether two formulas are the same mathematics: whether their canonical forms are the same type.
///
///   static_assert(derivative(x * x * x, x) == 3_c * x * x)
///
/// Error       "f == g requires formulas whose numbers are known in the type ..."
template <class A, class B>
    requires detail::formula_operands<A, B>
[[nodiscard]] constexpr auto operator==(A const& a, B const& b)
    -> std::conditional_t<detail::captures_none<A, B>, bool, detail::refused> {
    constexpr bool known = detail::captures_none<A, B>;
    static_assert(known,
                  "f == g requires formulas whose numbers are known in the type: a plain number is captured when "
                  "the program runs, write 2_c or constant<2> for 2 (and f(x = 2.0) to give a value)");
    if constexpr (known) return std::is_same_v<decltype(canonical(a)), decltype(canonical(b))>;
    else return {};
}

}  // namespace tapeless
