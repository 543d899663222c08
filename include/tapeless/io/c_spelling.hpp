// SPDX-License-Identifier: BSL-1.0
// How the actions of a program are spelled in C.
// In: an action. Out: its form or its function's name, and the static functions that a file needs for it.
#pragma once

#include <tapeless/calculus/compiled.hpp>
#include <tapeless/core/error_function_table.hpp>
#include <tapeless/core/exponential_table.hpp>
#include <tapeless/io/c_functions.hpp>
#include <tapeless/io/c_functions_float.hpp>
#include <tapeless/io/c_numbers.hpp>

namespace tapeless {

/// Which functions a C file calls where the C++ program runs the library's own.
enum class c_functions : std::uint8_t {
    same_bits,  ///< the same arithmetic, as static functions of the file
    c_library,  ///< those of <math.h>: a shorter file, whose results differ in the last places
};

namespace detail {

/// An expression over the operands a, b and c, and 0 and 1; empty for calls.
[[nodiscard]] constexpr std::string_view form_of(action what) {
    switch (what) {
    case action::mul_add: return "a * b + c";
    case action::mul_sub: return "a * b - c";
    case action::sub_mul: return "c - a * b";
    default: break;
    }
    switch (static_cast<op>(what)) {
    case op::neg: return "-a";
    case op::add: return "a + b";
    case op::sub: return "a - b";
    case op::mul: return "a * b";
    case op::div: return "a / b";
    case op::min: return "b < a ? b : a";
    case op::max: return "a < b ? b : a";
    case op::fmin: return "(b < a || a != a) ? b : a";
    case op::fmax: return "(a < b || a != a) ? b : a";
    case op::sign: return "a > 0 ? 1 : a < 0 ? -1 : a";
    case op::less: return "a < b";
    case op::less_equal: return "a <= b";
    case op::equal: return "a == b";
    case op::logical_and: return "a && b";
    case op::logical_or: return "a || b";
    case op::logical_not: return "!a";
    case op::select:
    case op::cond: return "a ? b : c";
    default: return {};
    }
}

/// A function's name in C, for double, and the library's own functions for double and float.
struct c_spelling {
    std::string_view text;
    c_helper own = c_helper::none;
    c_helper own_f = c_helper::none;
};

[[nodiscard]] constexpr c_spelling spelling_of(action what) {
    using enum c_helper;
    if (what == action::erf_exp) return {"erf_exp", erf_exp, erf_exp_f};
    if (what == action::erfc_exp) return {"erfc_exp", erfc_exp, erfc_exp_f};
    if (what >= action::mul_add) return {};
    switch (static_cast<op>(what)) {
    case op::abs: return {"fabs"};
    case op::exp: return {"exp", none, exp_f};
    case op::expm1: return {"expm1", expm1, expm1_f};
    case op::tan: return {"tan", none, tan_f};
    case op::sinh: return {"sinh", none, sinh_f};
    case op::tanh: return {"tanh", tanh, tanh_f};
    case op::erf: return {"erf", erf, erf_f};
    case op::erfc: return {"erfc", erfc, erfc_f};
    case op::hypot: return {"hypot", none, hypot_f};
    case op::sigmoid: return {"sigmoid", sigmoid, sigmoid_f};
    case op::softplus: return {"softplus", softplus, softplus_f};
    default: return {row(static_cast<op>(what)).name};
    }
}

/// The helper that an action calls; beside the C library's functions only for what that lacks.
[[nodiscard]] constexpr c_helper helper_of(action what, bool single, c_functions functions) {
    using enum c_helper;
    c_spelling const s = spelling_of(what);
    if (functions == c_functions::same_bits) return single ? s.own_f : s.own;
    if (what == action_of(op::sigmoid)) return single ? short_sigmoid_f : short_sigmoid;
    if (what == action_of(op::softplus)) return single ? short_softplus_f : softplus;
    return none;
}

inline void write_c_table_row(stream_sink out, double const* numbers, int count, bool last) {
    out.put("    {");
    for (int k = 0; k < count; ++k) {
        if (k > 0) out.put(k % 4 == 0 ? ",\n     " : ", ");
        write_c_constant(out, numbers[k]);
    }
    out.put(last ? "}};\n" : "},\n");
}

inline void write_exp_table(stream_sink out) {
    out.put("/* 2^(j/32) as the sum of two numbers */\nstatic double const tapeless_exp_table[32][2] = {\n");
    for (int j = 0; j < 32; ++j) {
        double const entry[] = {elementary::detail::exp2_table[j].hi, elementary::detail::exp2_table[j].lo};
        write_c_table_row(out, entry, 2, j == 31);
    }
}

inline void write_erfc_table(stream_sink out) {
    out.put("/* polynomials of exp(x^2) * erfc(x) */\nstatic double const tapeless_erfc_table[39][12] = {\n");
    for (int j = 0; j < 39; ++j) {
        auto const& piece = elementary::detail::erfcx_table[j];
        double coefficients[12] = {piece.hi};
        for (int k = 0; k < 11; ++k) coefficients[k + 1] = piece.rest[k];
        write_c_table_row(out, coefficients, 12, j == 38);
    }
}

/// Writes a helper and before it whatever it needs, but what `written` holds already.
template <std::size_t Rows, std::size_t FloatRows>
void write_c_helper(stream_sink out, c_helper wanted, c_helpers& written, c_helper_row const (&rows)[Rows],
                    c_helper_row const (&float_rows)[FloatRows]) {
    if (wanted == c_helper::none || written.has(wanted)) return;
    written.add(c_helpers(wanted));
    auto write = [&](c_helper_row const& r) {
        if (r.helper != wanted) return;
        for (int k = 0; k < static_cast<int>(c_helper::none); ++k)
            if (r.needs.has(static_cast<c_helper>(k)))
                write_c_helper(out, static_cast<c_helper>(k), written, rows, float_rows);
        if (wanted == c_helper::exp_table) write_exp_table(out);
        else if (wanted == c_helper::erfc_table) write_erfc_table(out);
        else out.put(r.source);
        out.put("\n");
    };
    for (c_helper_row const& r : rows) write(r);
    for (c_helper_row const& r : float_rows) write(r);
}

inline void write_c_helper(stream_sink out, c_helper wanted, c_helpers& written) {
    write_c_helper(out, wanted, written, c_functions_of_double, c_functions_of_float);
}

}  // namespace detail

}  // namespace tapeless
