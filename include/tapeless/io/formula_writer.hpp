// SPDX-License-Identifier: BSL-1.0
// Graphs as formulas, whatever the notation.
// In: a graph, names of its inputs, and a notation that tells what stands around operands. Out: text, short names for
// what would make it long.
#pragma once

#include <tapeless/graph/graph.hpp>
#include <tapeless/io/sinks.hpp>

namespace tapeless {

/// How a node is written: the nodes whose text stands in it, how tightly its own text holds together, and how tightly
/// each operand's must to stand without brackets.
struct formula_form {
    int operands = 0;
    int at[3]{};
    int strength = 0;
    int needs[3]{};
};

/// What a formula keeps about a node.
struct formula_note {
    int uses = 0;    ///< 0: no result needs it
    int length = 0;  ///< of its text where nothing has a name
    int operations = 0;
    int name = 0;    ///< its number, from 1 on; 0: none
    int callee = 0;  ///< the number of a called function, from 1 on
};

/// A node whose text is being written.
struct formula_step {
    int node = 0;
    formula_form form;
    int part = 0;
    bool brackets = false;
    bool first_result = false;  ///< of a call with several
};

/// Room for the formula of a graph of `Nodes` nodes.
template <int Nodes>
struct formula_room {
    formula_note notes[static_cast<unsigned>(Nodes) + 1]{};
    formula_step steps[static_cast<unsigned>(Nodes) + 1]{};
};

/// The braces before and behind a result.
struct output_braces {
    int open = 0;
    int close = 0;
};

/// The results of a graph as formulas.
///
/// Where the text of all results takes at most 300 characters, nothing has a name: sin(x) * sin(x). Where it would take
/// more, every value of two or more operations that is used more than once gets one: t1 = x * y + 1; t1 * t1. So the
/// text is never longer than a constant times the graph.
///
/// Cost        linear in the graph and its text; no allocation, no recursion; `room` is the caller's
template <class Notation>
class formula_writer {
public:
    static constexpr int longest_without_names = 300;

    constexpr formula_writer(graph_view const& graph, std::string_view const* inputs, formula_note* notes,
                             formula_step* steps)
        : graph_(graph), inputs_(inputs), notes_(notes), steps_(steps) {
        find_uses();
        if (measure() <= longest_without_names) return;
        find_letter();
        give_names();
    }
    template <int Nodes>
    constexpr formula_writer(graph_view const& graph, std::string_view const* inputs, formula_room<Nodes>& room)
        : formula_writer(graph, inputs, room.notes, room.steps) {}

    [[nodiscard]] constexpr graph_view const& graph() const noexcept { return graph_; }
    [[nodiscard]] constexpr node const& at(int i) const noexcept { return graph_.nodes[i]; }
    [[nodiscard]] constexpr std::string_view input(int number) const noexcept { return inputs_[number]; }
    [[nodiscard]] constexpr int callee(int i) const noexcept { return notes_[i].callee; }
    [[nodiscard]] constexpr bool has_name(int i) const noexcept { return notes_[i].name != 0; }
    [[nodiscard]] constexpr int names() const noexcept { return names_; }

    /// Calls define(i) for each node that has a name, operands first.
    template <class Define>
    constexpr void each_named(Define define) const {
        for (int i = 0; i < graph_.size; ++i)
            if (has_name(i)) define(i);
    }
    template <class Sink>
    constexpr void write_name(Sink& sink, int i) const {
        Notation::name(sink, letter_, notes_[i].name);
    }
    /// What the name of a node stands for.
    template <class Sink>
    constexpr void write_definition(Sink& sink, int i) const {
        write(sink, {i, Notation::form(*this, i)});
    }
    template <class Sink>
    constexpr void write_output(Sink& sink, int k) const {
        int const i = graph_.outputs[k];
        bool const first_result = is_list(i);
        if (has_name(i)) write_named(sink, i, first_result);
        else write(sink, {i, Notation::form(*this, i), 0, false, first_result});
    }
    /// What has a name, then the results in the braces of their structure.
    template <class Sink>
    constexpr void write_results(output_braces const* braces, Sink& sink) const {
        each_named([&](int i) {
            write_name(sink, i);
            sink.put(" = ");
            write_definition(sink, i);
            sink.put(Notation::definition_end);
        });
        for (int k = 0; k < graph_.output_count; ++k) {
            if (k > 0) sink.put(", ");
            for (int left = braces[k].open; left > 0; --left) sink.put(Notation::open_results);
            write_output(sink, k);
            for (int left = braces[k].close; left > 0; --left) sink.put(Notation::close_results);
        }
    }

private:
    [[nodiscard]] constexpr bool is_list(int i) const {
        return at(i).operation == op::call && at(i).callee->results > 1;
    }

    constexpr void find_uses() {
        for (int i = 0; i < graph_.size; ++i) notes_[i] = {};
        for (int k = 0; k < graph_.output_count; ++k) ++notes_[graph_.outputs[k]].uses;
        for (int i = graph_.size - 1; i >= 0; --i)
            for (int k = 0; notes_[i].uses != 0 && k < arity(at(i).operation); ++k) ++notes_[operand(at(i), k)].uses;
        int callees = 0;
        for (int i = 0; i < graph_.size; ++i) {
            if (at(i).operation != op::call) continue;
            for (int k = 0; k < i && notes_[i].callee == 0; ++k)
                if (at(k).operation == op::call && at(k).callee == at(i).callee) notes_[i].callee = notes_[k].callee;
            if (notes_[i].callee == 0) notes_[i].callee = ++callees;
        }
    }

    constexpr int measure() {
        int total = 0;
        auto const add = [](int& sum, int length) {
            sum += length;
            if (sum > 1000000) sum = 1000000;
        };
        for (int i = 0; i < graph_.size; ++i) {
            if (notes_[i].uses == 0) continue;
            formula_form const form = Notation::form(*this, i);
            text_counter pieces;
            for (int k = 0; k <= form.operands; ++k) Notation::piece(*this, i, k, pieces);
            int& length = notes_[i].length;
            length = static_cast<int>(pieces.size);
            for (int k = 0; k < form.operands; ++k) {
                add(length, notes_[form.at[k]].length);
                if (Notation::form(*this, form.at[k]).strength < form.needs[k]) length += 2;
            }
        }
        for (int k = 0; k < graph_.output_count; ++k) add(total, notes_[graph_.outputs[k]].length + 2);
        return total;
    }

    /// A letter that makes names unlike those of the inputs.
    constexpr void find_letter() {
        for (char const letter : {'t', 'u', 'v', 'w', 's', 'r'}) {
            bool taken = false;
            for (int i = 0; i < graph_.input_count; ++i) {
                std::string_view const name = inputs_[i];
                taken = taken || (name.size() > 1 && name[0] == letter && name[1] >= '0' && name[1] <= '9');
            }
            letter_ = letter;
            if (!taken) return;
        }
    }

    constexpr void give_names() {
        for (int i = 0; i < graph_.size; ++i) {
            if (notes_[i].uses == 0) continue;
            int& operations = notes_[i].operations;
            operations = arity(at(i).operation) != 0 && at(i).operation != op::argument;
            for (int k = 0; k < arity(at(i).operation); ++k) operations += notes_[operand(at(i), k)].operations;
            if (operations > 1000000) operations = 1000000;
            if (notes_[i].uses < 2 || operations < 2 || at(i).operation == op::argument) continue;
            notes_[i].name = ++names_;
            operations = 0;
        }
    }

    template <class Sink>
    constexpr void write_named(Sink& sink, int i, bool first_result) const {
        write_name(sink, i);
        if (first_result) Notation::result(sink, 0);
    }

    template <class Sink>
    constexpr void write(Sink& sink, formula_step first) const {
        int depth = 0;
        steps_[0] = first;
        while (depth >= 0) {
            formula_step& step = steps_[depth];
            int const i = step.node;
            if (step.part == 0 && step.brackets) sink.put(Notation::open);
            Notation::piece(*this, i, step.part, sink);
            if (step.part == step.form.operands) {
                if (step.first_result) Notation::result(sink, 0);
                if (step.brackets) sink.put(Notation::close);
                --depth;
                continue;
            }
            int const next = step.form.at[step.part];
            int const needed = step.form.needs[step.part++];
            bool const first_result = is_list(next) && at(i).operation != op::result;
            if (has_name(next)) {
                write_named(sink, next, first_result);
            } else {
                formula_form const form = Notation::form(*this, next);
                steps_[++depth] = {next, form, 0, form.strength < needed, first_result};
            }
        }
    }

    graph_view graph_;
    std::string_view const* inputs_;
    formula_note* notes_;
    formula_step* steps_;
    int names_ = 0;
    char letter_ = 't';
};

}  // namespace tapeless
