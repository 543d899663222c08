// SPDX-License-Identifier: BSL-1.0
// Functions and derivatives as C.
// In: a function, a verb's result or an expression. Out: a C99 function that needs nothing but <math.h>.
#pragma once

#include <tapeless/calculus/counts.hpp>
#include <tapeless/calculus/taylor.hpp>
#include <tapeless/core/name_set.hpp>
#include <tapeless/io/c_parameters.hpp>
#include <tapeless/io/c_writer.hpp>
#include <tapeless/io/text.hpp>

namespace tapeless {

/// The numbers of a C function.
enum class c_precision : std::uint8_t {
    of_arguments,  ///< float if the types of arguments are given and all of float, else double
    float32,
    float64,
};

/// The name of a C function and the precision of its numbers.
struct c_function {
    constexpr c_function(char const* name_, c_precision precision_ = c_precision::of_arguments)
        : name(name_), precision(precision_) {}

    std::string_view name;
    c_precision precision;
};

namespace detail {

/// What a verb's result is, for the comment; a plain function is nothing.
template <class Verb>
inline constexpr std::string_view words_of = "derivatives of ";
template <>
inline constexpr std::string_view words_of<value_verb> = "";
template <int... Wrt>
inline constexpr std::string_view words_of<gradient_verb<false, Wrt...>> = "gradient of ";
template <int... Wrt>
inline constexpr std::string_view words_of<gradient_verb<true, Wrt...>> = "value and gradient of ";
template <int... Wrt>
inline constexpr std::string_view words_of<jacobian_verb<false, Wrt...>> = "Jacobian of ";
template <int... Wrt>
inline constexpr std::string_view words_of<jacobian_verb<true, Wrt...>> = "value and Jacobian of ";
template <int... Wrt>
inline constexpr std::string_view words_of<hessian_verb<false, Wrt...>> = "Hessian of ";
template <int... Wrt>
inline constexpr std::string_view words_of<hessian_verb<true, Wrt...>> = "value, gradient and Hessian of ";
template <>
inline constexpr std::string_view words_of<derivative_verb> = "derivative of ";
template <>
inline constexpr std::string_view words_of<jvp_verb> = "value and Jacobian times a vector of ";
template <>
inline constexpr std::string_view words_of<vjp_verb> = "value and a vector times Jacobian of ";
template <>
inline constexpr std::string_view words_of<hvp_verb> = "times a vector, the derivative of the ";

/// Breaks lines of a comment at spaces.
struct c_comment_sink {
    stream_sink out;
    int column = 40;
    void put(std::string_view text) {
        for (char const& c : text) {
            bool const full = c == ' ' && ++column > 110;
            out.put(full ? std::string_view("\n *     ") : std::string_view(&c, 1));
            column = full ? 7 : column + (c != ' ');
        }
    }
};

/// The function within verbs, the words for these, and its formula if that has a readable length.
template <class F, class List>
struct function_within;
template <class F, class... S>
struct function_within<F, structure_list<S...>> {
    static constexpr std::size_t most_characters = 500;

    static void write_words(stream_sink) {}
    template <class Names>
    static void write_formula(stream_sink out) {
        constexpr bool fit = Names::size == sizeof...(S) || static_cast<int>(Names::size) == (0 + ... + leaf_count<S>);
        std::conditional_t<fit, Names, name_list<>> const list;
        text_counter length;
        tapeless::write_text<structure_over<S, double>...>(length, F{}, list);
        if (length.size > most_characters) return;
        c_comment_sink sink{out};
        sink.put(" = ");
        tapeless::write_text<structure_over<S, double>...>(sink, F{}, list);
    }
};
template <class Verb, class F, class... S>
struct function_within<verb_function<Verb, F>, structure_list<S...>>
    : function_within<F, typename Verb::template primal<S...>::type> {
    using inner = function_within<F, typename Verb::template primal<S...>::type>;
    static void write_words(stream_sink out) {
        out.put(words_of<Verb>);
        inner::write_words(out);
    }
};

/// Whether a name looks like that of a temporary.
[[nodiscard]] constexpr bool are_temporaries(std::span<std::string_view const> names) {
    for (std::string_view const name : names)
        if (name.size() > 1 && (name[0] == 't' || name[0] == 'c') && name[1] >= '0' && name[1] <= '9') return true;
    return false;
}

[[nodiscard]] constexpr bool has_calls(graph_view const& g) {
    return any_operation(g, [](op operation) { return operation == op::call; });
}

}  // namespace detail

/// A C99 file that functions are written into.
///
///   c_file file(out);
///   file.write(gradient(f), "f_gradient");
///   file.write<std::array<float, 3>>(g, "g", names<"x">);
///
/// A function of numbers and arrays becomes `double f(double const x0[3], double x1)`. A single number is returned.
/// Other results come through pointers in the last parameters, `double result[3]` or `double* value, double
/// gradient[3]`, which must not overlap the arguments. Parts of tuples, maps and structs are parameters of their own.
///
/// Shapes      the types of arguments that are not plain numbers stand before f, as for inspected<F, A...>
/// Cost        the steps of the C++ program, one line each; about 60 bytes of static memory a step while it writes, no
///             allocation
/// Numerics    c_functions::same_bits: the results of the C++ program bit for bit, if the same compiler compiles both
///             with -ffp-contract=off for the same target (g++ 12 contracts all the same when it packs scalars for a
///             target with fused multiply-add: -fno-tree-slp-vectorize). What core/math.hpp computes by itself comes
///             along as C: in double expm1, tanh, sigmoid, softplus, erf and erfc, in float also tan,
///             sinh, hypot and, with AVX2, exp.
///             c_functions::c_library: these from <math.h>, at most 6 ULP away where the result is a normal number; a
///             shorter file, and in float no arithmetic in double
/// Error       "write_c(out, f) requires f to call no external functions: ..."; a name that C does not take writes nothing
///             and sets the stream's failbit. Parameters whose names C or this file uses get a _ behind them: exp_, int_
/// Example     examples/c_source.cpp
class c_file {
public:
    explicit c_file(std::ostream& out, c_functions functions = c_functions::same_bits)
        : out_{out}, functions_(functions) {}

    template <class... A, class F, class Names = name_list<>>
    void write(F const&, c_function const& what, Names const& = {}) {
        using function = detail::function_of<F>;
        using call = inspected<function, A...>;
        constexpr bool of_numbers = detail::check_written<decltype(call::graph)>();
        constexpr graph_view graph = call::graph.view();
        constexpr bool known = !detail::has_calls(graph) && detail::has_all_derivatives(graph);
        static_assert(known, "write_c(out, f) requires f to call no external functions: external, find_root and their "
                             "relatives run C++ code that has no C source");
        if (!detail::is_identifier(what.name)) return out_.out.setstate(std::ios_base::failbit);
        if constexpr (known && of_numbers && detail::check_nothing_captured<F>()) {
            bool const single =
                what.precision == c_precision::float32 ||
                (what.precision == c_precision::of_arguments && std::is_same_v<scalar_type_of<A..., int>, float>);
            using applied = detail::applied_verb<function>;
            using primal = typename detail::primal_for<typename applied::verb, typename applied::function, A...>::type;
            applied::verb::template check<typename applied::function, primal, typename call::arguments>();
            static detail::c_body_of<typename call::program> const body;
            if (single) write_function<float, function, call, Names>(body.get(), what.name);
            else write_function<double, function, call, Names>(body.get(), what.name);
        }
    }

private:
    void put(std::string_view text) { out_.put(text); }

    template <class T, class F, class Call, class Names>
    void write_function(detail::c_body const& body, std::string_view name) {
        using arguments = typename Call::arguments;
        using result = typename Call::result;
        constexpr auto const& names = input_names<F, arguments, Names>::value;
        detail::c_setting const setting{functions_, names, &write_input<arguments>,
                                        std::is_same_v<result, structure::scalar> ? nullptr : &write_output<result>,
                                        detail::are_temporaries(names) ? "_" : ""};
        begin_file();
        bool used[static_cast<unsigned>(Call::program::input_layout::leaves) + 1]{};
        for (int i = 0; i < body.size; ++i) {
            program_step const& s = body.steps[i];
            if (s.what == action::load) used[s.a] = true;
            else
                detail::write_c_helper(out_, detail::helper_of(s.what, sizeof(T) == sizeof(float), functions_),
                                       written_);
        }
        write_comment<F, Call, Names>(setting);
        write_signature<T, arguments, result>(setting, name);
        detail::c_arguments<arguments>::visit(names, [&](detail::c_parameter const& p) {
            for (int k = 0; k < p.count; ++k)
                if (used[p.first + k]) return;
            put("    (void)");
            detail::write_name(out_, p.name);
            put(";\n");
        });
        detail::c_writer<T>(out_, body, setting).write();
        put("}\n");
    }

    void begin_file() {
        put(begun_ ? "\n" : "#include <math.h>\n\n");
        begun_ = true;
    }

    template <class Arguments>
    static void write_input(detail::stream_sink out, int k, std::span<std::string_view const> names) {
        detail::c_arguments<Arguments>::visit(names, [&](detail::c_parameter const& p) {
            if (k >= p.first && k < p.first + p.count) detail::write_element(out, p, k - p.first);
        });
    }
    template <class Result>
    static void write_output(detail::stream_sink out, int k, std::span<std::string_view const>) {
        visit_results<Result>([&](detail::c_parameter const& p) {
            if (k < p.first || k >= p.first + p.count) return;
            if (p.rank == 0) out.put("*");
            detail::write_element(out, p, k - p.first);
        });
    }
    template <class Result, class Visit>
    static void visit_results(Visit visitor) {
        int first = 0;
        detail::c_parameters_of<Result>::visit({nullptr, "result", -1}, first, visitor);
    }

    template <class T, class Arguments, class Result>
    void write_signature(detail::c_setting const& setting, std::string_view name) {
        constexpr std::string_view number = detail::c_writer<T>::number_type;
        bool following = false;
        auto begin_parameter = [&] {
            if (following) put(", ");
            following = true;
            put(number);
        };
        put(setting.output == nullptr ? number : "void");
        put(" ");
        put(name);
        put("(");
        detail::c_arguments<Arguments>::visit(setting.names, [&](detail::c_parameter const& p) {
            begin_parameter();
            put(p.rank > 0 ? " const " : " ");
            detail::write_name(out_, p.name);
            detail::write_extents(out_, p);
        });
        if (setting.output != nullptr)
            visit_results<Result>([&](detail::c_parameter const& p) {
                begin_parameter();
                put(p.rank > 0 ? " " : "* restrict ");
                detail::write_name(out_, p.name);
                detail::write_extents(out_, p, "restrict ");
            });
        put(") {\n");
    }

    template <class F, class Call, class Names>
    void write_comment(detail::c_setting const& setting) {
        using inner = detail::function_within<F, typename Call::arguments>;
        put("/* ");
        inner::write_words(out_);
        put("f");
        inner::template write_formula<Names>(out_);
        put("\n * ");
        put_number(out_, detail::count_nodes(Call::graph.view()));
        put(setting.functions == c_functions::same_bits
                ? " operations, those of the C++ program: the same compiler gives both the same bits, with\n"
                  " * -ffp-contract=off\n"
                : " operations, those of the C++ program but for the functions, which are those of <math.h>\n");
        put(" */\n");
    }

    detail::stream_sink out_;
    c_functions functions_;
    detail::c_helpers written_;
    bool begun_ = false;
};

/// Writes one function as a C99 file of its own; see c_file.
///
///   write_c(out, gradient(f), "f_gradient")
///   write_c<std::array<double, 2>, double>(out, f, {"f", c_precision::float32}, names<"x", "y">)
template <class... A, class F, class Names = name_list<>>
void write_c(std::ostream& out, F const& f, c_function const& what, Names const& argument_names = {}) {
    c_file(out).write<A...>(f, what, argument_names);
}

}  // namespace tapeless
