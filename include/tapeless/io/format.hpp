// SPDX-License-Identifier: BSL-1.0
// Formulas and tensors in std::format and fmt::format, where these are installed: std::format("{:>20}", e).
// In: an expression or a verb's result. Out: its text as by to_string, with the format options of strings.
#pragma once

#include <tapeless/io/tensor_format.hpp>
#include <tapeless/io/text.hpp>

#include <version>

#if defined(__cpp_lib_format)
#include <format>
#endif
#if __has_include(<fmt/core.h>)
#include <fmt/core.h>
#endif

namespace tapeless {

namespace detail {

template <class F>
inline constexpr bool is_verb_function = false;
template <class Verb, class F>
inline constexpr bool is_verb_function<verb_function<Verb, F>> = true;
template <class Formula, class... Verb>
inline constexpr bool is_verb_function<formula_verbs<Formula, Verb...>> = true;

}  // namespace detail

/// What shows its formulas without being told the types of its arguments.
template <class F>
concept formula_like = std::is_empty_v<F> &&(graph_holder<F> || detail::is_verb_function<F>);

}  // namespace tapeless

#if defined(__cpp_lib_format)
template <tapeless::formula_like F>
struct std::formatter<F> : std::formatter<std::string_view> {
    template <class Context>
    auto format(F const& f, Context& context) const {
        return std::formatter<std::string_view>::format(tapeless::to_string(f), context);
    }
};
#endif

#if __has_include(<fmt/core.h>)
template <tapeless::formula_like F>
struct fmt::formatter<F> : fmt::formatter<fmt::string_view> {
    template <class Context>
    auto format(F const& f, Context& context) const {
        std::string_view const text = tapeless::to_string(f);
        return fmt::formatter<fmt::string_view>::format({text.data(), text.size()}, context);
    }
};
#endif
