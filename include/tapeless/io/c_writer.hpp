// SPDX-License-Identifier: BSL-1.0
// Statements of C.
// In: a body whose values have names. Out: one line for each operation.
#pragma once

#include <tapeless/io/c_body.hpp>
#include <tapeless/io/c_numbers.hpp>
#include <tapeless/io/c_spelling.hpp>
#include <tapeless/io/sinks.hpp>

#include <span>

namespace tapeless::detail {

/// Writes where input or output number k lies; the names are those of the arguments.
using c_place_writer = void (*)(stream_sink, int k, std::span<std::string_view const> names);

/// What the statements are written with.
struct c_setting {
    c_functions functions;
    std::span<std::string_view const> names;
    c_place_writer input;
    c_place_writer output;               ///< none: the one result is returned
    std::string_view after_letter = "";  ///< between t or c and the number of a temporary
};

/// Writes the body of a function of scalars T.
///
/// A product and the sum that it is added to stay on one line, as they are one step of the program: compilers that
/// contract within a statement only then may do so here as there.
template <class T>
class c_writer {
public:
    static constexpr bool single = sizeof(T) == sizeof(float);
    static constexpr std::string_view number_type = single ? "float" : "double";

    c_writer(stream_sink out, c_body const& body, c_setting const& setting)
        : out_(out), body_(body), setting_(setting) {}

    void write() {
        for (int v = 0; v < body_.value_count; ++v)
            if (is_variable(v) && body_.values[v].outlives) {
                indent(1);
                put(is_condition_value(v) ? "int" : number_type, " ");
                put_value(v);
                put(is_condition_value(v) ? " = 0;\n" : single ? " = 0.0f;\n" : " = 0.0;\n");
            }
        write_block(0, body_.size, 1);
    }

private:
    template <class... Text>
    void put(Text... text) {
        (out_.put(text), ...);
    }
    void indent(int depth) {
        for (int k = 0; k < depth; ++k) put("    ");
    }
    [[nodiscard]] bool is_condition_value(int v) const { return body_.values[v].kind == c_value::condition; }
    [[nodiscard]] bool is_variable(int v) const {
        return body_.values[v].kind == c_value::number || is_condition_value(v);
    }

    void put_value(int v) {
        c_value const& value = body_.values[v];
        switch (value.kind) {
        case c_value::number:
        case c_value::condition:
            put(value.kind == c_value::number ? "t" : "c", setting_.after_letter);
            return put_number(out_, value.index);
        case c_value::input: return setting_.input(out_, value.index, setting_.names);
        case c_value::constant: return write_c_constant(out_, static_cast<T>(body_.constants[value.index]));
        }
    }

    void begin_place(program_step const& s) {
        if (s.what == action::move) put_value(s.d);
        else if (setting_.output == nullptr) return put("return ");
        else setting_.output(out_, s.a, setting_.names);
        put(" = ");
    }
    void begin(int v) {
        if (!body_.values[v].outlives) put(is_condition_value(v) ? "int" : number_type, " const ");
        put_value(v);
        put(" = ");
    }

    void write_block(int first, int last, int depth) {
        bool done = false;  // by the step before
        for (int i = first; i < last; i = body_.after(i)) {
            program_step const& s = body_.steps[i];
            if (s.what == action::load || done) {
                done = false;
            } else if (s.what == action::branch) {
                write_branch(i, depth);
            } else if (s.what == action::store || s.what == action::move) {
                indent(depth);
                begin_place(s);
                put_value(s.what == action::store ? s.d : s.a);
                put(";\n");
            } else if (c_body::computes(s.what) == c_body::two_results) {
                write_pair(s, depth);
            } else if (body_.values[s.d].uses > 0) {
                done = body_.is_carried_on(i);
                indent(depth);
                if (done) begin_place(body_.steps[i + 1]);
                else begin(s.d);
                put_expression(s.what, s);
                put(";\n");
            }
        }
    }
    void write_branch(int i, int depth) {
        program_step const& s = body_.steps[i];
        for (int k = i + 1; k < i + 1 + s.a; k = body_.after(k))
            if (body_.steps[k].what == action::move && !body_.values[body_.steps[k].d].outlives) {
                indent(depth);
                put(number_type, " ");
                put_value(body_.steps[k].d);
                put(";\n");
            }
        indent(depth);
        put("if (");
        put_value(s.d);
        put(") {\n");
        write_block(i + 1, i + 1 + s.a, depth + 1);
        indent(depth);
        put("} else {\n");
        write_block(i + 1 + s.a, body_.after(i), depth + 1);
        indent(depth);
        put("}\n");
    }
    void write_pair(program_step const& s, int depth) {
        bool const one_call = helper_of(s.what, single, setting_.functions) != c_helper::none;
        if (one_call && !body_.values[s.c].outlives) {
            indent(depth);
            put(number_type, " ");
            put_value(s.c);
            put(";\n");
        }
        if (one_call || body_.values[s.d].uses > 0) {
            indent(depth);
            if (body_.values[s.d].uses > 0) begin(s.d);
            put_name(s.what == action::sincos    ? action_of(op::sin)
                     : one_call                  ? s.what
                     : s.what == action::erf_exp ? action_of(op::erf)
                                                 : action_of(op::erfc));
            put("(");
            put_value(s.a);
            if (one_call) {
                put(", &");
                put_value(s.c);
            }
            put(");\n");
        }
        if (one_call || body_.values[s.c].uses == 0) return;
        indent(depth);
        begin(s.c);
        bool const cosine = s.what == action::sincos;
        put(cosine ? "cos" : "exp", single ? "f" : "", cosine ? "(" : "(-(");
        put_value(s.a);
        if (!cosine) {
            put(" * ");
            put_value(s.a);
        }
        put(cosine ? ");\n" : "));\n");
    }

    void put_name(action what) {
        bool const own = helper_of(what, single, setting_.functions) != c_helper::none;
        put(own ? "tapeless_" : "", spelling_of(what).text, single ? "f" : "");
    }

    /// Each character of the form stands for itself but for a, b and c, the operands, and 0 and 1, the numbers.
    void put_form(std::string_view form, program_step const& s) {
        for (char const& each : form) switch (each) {
            case 'a': put_value(s.a); break;
            case 'b': put_value(s.b); break;
            case 'c': put_value(s.c); break;
            case '0': write_c_constant(out_, T(0)); break;
            case '1': write_c_constant(out_, T(1)); break;
            default: put(std::string_view(&each, 1));
            }
    }
    void put_expression(action what, program_step const& s) {
        if (what == action_of(op::neg) && body_.values[s.a].kind == c_value::constant) return put_form("-(a)", s);
        if (std::string_view const form = form_of(what); !form.empty()) return put_form(form, s);
        put_name(what);
        put_form(operands_of(what).numbers > 1 ? "(a, b)" : "(a)", s);
    }

    stream_sink out_;
    c_body const& body_;
    c_setting const& setting_;
};

}  // namespace tapeless::detail
