// SPDX-License-Identifier: BSL-1.0
// Names and numbers in LaTeX.
// In: names as C++ has them, numbers. Out: Greek letters, upright words, indices; powers of ten.
#pragma once

#include <tapeless/io/sinks.hpp>

namespace tapeless {

namespace detail {

constexpr bool is_name_letter(char c) noexcept { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

inline constexpr std::string_view greek_letters[] = {
    "alpha",   "beta",  "gamma",  "delta",   "epsilon", "varepsilon", "zeta",  "eta",   "theta", "vartheta",
    "iota",    "kappa", "lambda", "mu",      "nu",      "xi",         "pi",    "rho",   "sigma", "tau",
    "upsilon", "phi",   "varphi", "chi",     "psi",     "omega",      "Gamma", "Delta", "Theta", "Lambda",
    "Xi",      "Pi",    "Sigma",  "Upsilon", "Phi",     "Psi",        "Omega"};

constexpr bool is_greek(std::string_view word) {
    for (std::string_view const letter : greek_letters)
        if (word == letter) return true;
    return false;
}

/// x, \alpha, \mathrm{rate}
template <class Sink>
constexpr void put_latex_word(Sink& sink, std::string_view word) {
    if (word.size() == 1) return sink.put(word);
    bool const greek = is_greek(word);
    sink.put(greek ? "\\" : "\\mathrm{");
    sink.put(word);
    if (!greek) sink.put("}");
}

}  // namespace detail

/// A name in LaTeX: alpha is \alpha, x0[2] is x_{0,2}, rate is \mathrm{rate}, x_max is x_{\mathrm{max}}; the parts of
/// structures are indices too.
template <class Sink>
constexpr void put_latex_name(Sink& sink, std::string_view name) {
    std::string_view waiting[8]{};  // numbers of get<N>( that is not closed yet
    int depth = 0;
    int words = 0;
    auto const word = [&](std::string_view text) {
        if (words > 0) sink.put(words == 1 ? "_{" : ",");
        ++words;
        detail::put_latex_word(sink, text);
    };
    auto const number = [&](std::string_view text) {
        if (words > 0) sink.put(words == 1 ? "_{" : ",");
        ++words;
        sink.put(text);
    };
    for (std::size_t i = 0; i < name.size();) {
        std::size_t end = i;
        if (detail::is_name_letter(name[i])) {
            while (end < name.size() && detail::is_name_letter(name[end])) ++end;
            std::string_view const text = name.substr(i, end - i);
            bool const literal_suffix =
                i > 1 && name[i - 1] == '_' && (text == "c" || text == "s") && end < name.size() && name[end] == ']';
            if (text != "get" || end == name.size() || name[end] != '<') {
                if (!literal_suffix) word(text);
            } else {
                std::size_t const first = end + 1;
                for (end = first; end < name.size() && name[end] != '>';) ++end;
                if (depth < 8) waiting[depth++] = name.substr(first, end - first);
            }
            i = end;
        } else if (detail::is_digit(name[i])) {
            while (end < name.size() && detail::is_digit(name[end])) ++end;
            number(name.substr(i, end - i));
            i = end;
        } else {
            if (name[i] == ')' && depth > 0) number(waiting[--depth]);
            ++i;
        }
    }
    if (words > 1) sink.put("}");
}

/// Whether a name is one letter, with or without indices.
constexpr bool is_latex_letter(std::string_view name) {
    std::size_t end = 0;
    while (end < name.size() && detail::is_name_letter(name[end])) ++end;
    return end < 2 || detail::is_greek(name.substr(0, end));
}

/// A number in LaTeX: 0.5, 10^{-5}, 2.5 \cdot 10^{22}, \infty.
template <class Sink>
constexpr void put_latex_constant(Sink& sink, double value) {
    if (elementary::isnan(value)) return sink.put("\\mathrm{NaN}");
    if (elementary::signbit(value)) sink.put("-");
    double const size = elementary::abs(value);
    if (elementary::isinf(size)) return sink.put("\\infty");
    decimal_text const text = to_decimal(size);
    std::size_t const e = text.view().find('e');
    if (e == std::string_view::npos) return sink.put(text.view());
    std::string_view const factor = text.view().substr(0, e);
    if (factor != "1") {
        sink.put(factor);
        sink.put(" \\cdot ");
    }
    sink.put("10^{");
    put_number(sink, shortest_digits(size).exponent);
    sink.put("}");
}

}  // namespace tapeless
