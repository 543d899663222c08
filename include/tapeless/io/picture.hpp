// SPDX-License-Identifier: BSL-1.0
// What a picture of a graph shows, whatever language it is written in.
// In: a function, names of its inputs and a point. Out: nodes with labels and shapes, and edges, in a language's words.
#pragma once

#include <tapeless/calculus/node_values.hpp>
#include <tapeless/core/decimal.hpp>
#include <tapeless/io/names.hpp>
#include <tapeless/io/stream_sink.hpp>

#include <charconv>
#include <ostream>
#include <string_view>

namespace tapeless {

/// How a node of a picture looks.
enum class picture_shape : std::uint8_t { input, constant, operation, result };

namespace detail {

struct picture {
    graph_view graph;
    std::string_view const* input_names;
    double const* value = nullptr;  ///< of each node; none: not evaluated
    double const* adjoint = nullptr;
    bool const* reached = nullptr;
};

[[nodiscard]] constexpr std::string_view operation_label(op operation) {
    switch (operation) {
    case op::add: return "+";
    case op::sub: return "-";
    case op::mul: return "*";
    case op::div: return "/";
    case op::less: return "<";
    case op::less_equal: return "<=";
    case op::equal: return "==";
    case op::logical_and: return "and";
    case op::logical_or: return "or";
    case op::logical_not: return "not";
    case op::call: return "external function";
    default: return row(operation).name;
    }
}

/// What operand k is for the operation, where its place matters.
[[nodiscard]] constexpr std::string_view operand_label(op operation, int k) {
    constexpr std::string_view sides[] = {"left", "right"};
    constexpr std::string_view choice[] = {"if", "then", "else"};
    constexpr std::string_view custom[] = {"value", "by", "slope"};
    if (is_choice(operation)) return choice[k];
    if (operation == op::custom) return custom[k];
    if (operation == op::sub || operation == op::div || operation == op::pow || operation == op::atan2 ||
        operation == op::less || operation == op::less_equal)
        return sides[k];
    return {};
}

/// Six significant digits.
template <class Sink>
void put_rounded(Sink& sink, double number) {
    char text[32];
    auto const end = std::to_chars(text, text + sizeof text, number, std::chars_format::general, 6).ptr;
    sink.put({text, static_cast<std::size_t>(end - text)});
}

/// A label in a language that writes text by Language::put_text and a new line by Language::put_line_end.
template <class Language>
struct label_sink {
    stream_sink to;
    void put(std::string_view text) { Language::put_text(to, text); }
    void end_line() { Language::put_line_end(to); }
};

template <class Language>
void put_operation(label_sink<Language>& label, picture const& shown, node const& n) {
    if (n.operation == op::input) label.put(shown.input_names[n.a]);
    else if (n.operation == op::constant) label.put(to_decimal(n.value).view());
    else label.put(operation_label(n.operation));
    if (n.operation != op::result) return;
    label.put(" ");
    put_number(label, n.b);
}

template <class Language>
void put_value(label_sink<Language>& label, picture const& shown, int i) {
    op const operation = shown.graph.nodes[i].operation;
    if (shown.value == nullptr || operation == op::constant) return;
    label.end_line();
    label.put("= ");
    if (is_condition(operation)) label.put(shown.value[i] != 0 ? "true" : "false");
    else put_rounded(label, shown.value[i]);
}

template <class Language>
void draw_node(stream_sink out, picture const& shown, int i) {
    node const& n = shown.graph.nodes[i];
    picture_shape const shape = n.operation == op::input      ? picture_shape::input
                                : n.operation == op::constant ? picture_shape::constant
                                                              : picture_shape::operation;
    Language::begin_node(out, 'n', i, shape);
    label_sink<Language> label{out};
    put_operation(label, shown, n);
    put_value(label, shown, i);
    if (shown.reached != nullptr && shown.reached[i]) {
        label.end_line();
        label.put("adjoint ");
        put_rounded(label, shown.adjoint[i]);
    }
    Language::end_node(out, shape);
}

template <class Language>
void draw_edges(stream_sink out, picture const& shown, int i) {
    node const& n = shown.graph.nodes[i];
    if (n.operation == op::call) {
        for_each_argument(shown.graph.nodes, i, [&](int k, int argument) {
            Language::draw_edge(out, argument, 'n', i, n.callee->arguments > 1 ? to_decimal(k).view() : "");
        });
        return;
    }
    for (int k = 0; k < arity(n.operation); ++k)
        Language::draw_edge(out, operand(n, k), 'n', i, operand_label(n.operation, k));
}

/// The nodes, without the results.
template <class Language>
void draw_nodes(stream_sink out, picture const& shown) {
    for (int i = 0; i < shown.graph.size; ++i)
        if (shown.graph.nodes[i].operation != op::argument) draw_node<Language>(out, shown, i);
}

template <class Language>
void draw_all_edges(stream_sink out, picture const& shown) {
    for (int i = 0; i < shown.graph.size; ++i)
        if (shown.graph.nodes[i].operation != op::argument) draw_edges<Language>(out, shown, i);
    for (int k = 0; k < shown.graph.output_count; ++k) Language::draw_edge(out, shown.graph.outputs[k], 'r', k, {});
}

/// Calls visit(path) for each scalar of a result: a member of what value_and_gradient and its like return, else a part
/// of `result`.
template <class Result, class Visit>
void each_result(Visit const& visit) {
    if constexpr (!has_member_names<Result>) each_scalar<Result>({part_path::argument, "result"}, visit);
    else
        parts<Result>::visit(
            [&]<class Part>(part_path const& part) {
                each_scalar<Part>({part_path::argument, part.name}, visit);
            },
            nullptr);
}

template <class Language, class Result>
void draw(std::ostream& stream, picture const& shown) {
    stream_sink const out{stream};
    Language::begin(out);
    draw_nodes<Language>(out, shown);
    int k = 0;
    each_result<Result>([&](part_path const& path) {
        Language::begin_node(out, 'r', k, picture_shape::result);
        label_sink<Language> label{out};
        path.write(label, 0);
        put_value(label, shown, shown.graph.outputs[k++]);
        Language::end_node(out, picture_shape::result);
    });
    draw_all_edges<Language>(out, shown);
    Language::end(out);
}

template <class Names>
inline constexpr bool is_name_list = false;
template <fixed_string... Name>
inline constexpr bool is_name_list<name_list<Name...>> = true;

template <class Language, class Names, class F, class... A, class... X>
void draw_call(std::ostream& out, std::type_identity<inspected<F, A...>>, X const&... x) {
    using call = inspected<F, A...>;
    using graph_type = typename call::marked_graph_type;
    constexpr bool drawable = !std::is_same_v<typename call::arguments, structure_list<>>;  // else a sentence said why
    constexpr bool of_numbers = check_written<decltype(graph_type::value)>();
    if constexpr (drawable && of_numbers && check_nothing_captured<F>()) {
        picture shown{graph_type::value.view(), names_of_inputs<Names, F, A...>.data()};
        if constexpr (sizeof...(X) == 0) draw<Language, typename call::result>(out, shown);
        else {
            double inputs[static_cast<std::size_t>((1 + ... + leaf_count<structure_of<X>>))];
            auto store = [next = &inputs[0]](auto const& scalar) mutable { *next++ = static_cast<double>(scalar); };
            (structure_traits<structure_of<X>>::visit(x, store), ...);
            auto const at = find_node_values<graph_type>(inputs);
            shown.value = at.value;
            shown.adjoint = at.adjoint;
            shown.reached = at.reached;
            draw<Language, typename call::result>(out, shown);
        }
    }
}

/// What write_dot and write_mermaid do with what follows the function: nothing, names<...>, a point, or both.
template <class Language, class... A>
struct picture_writer {
    template <class F>
    static void write(std::ostream& out, F const&) {
        draw_call<Language, name_list<>, F>(out, std::type_identity<inspected<F, A...>>{});
    }
    template <class F, class First, class... X>
    static void write(std::ostream& out, F const&, First const& first, X const&... x) {
        if constexpr (!is_name_list<First>)
            draw_call<Language, name_list<>, F>(out, std::type_identity<inspected<F, First, X...>>{}, first, x...);
        else if constexpr (sizeof...(X) == 0)
            draw_call<Language, First, F>(out, std::type_identity<inspected<F, A...>>{});
        else draw_call<Language, First, F>(out, std::type_identity<inspected<F, X...>>{}, x...);
    }
};

}  // namespace detail

}  // namespace tapeless
