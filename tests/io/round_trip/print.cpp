// SPDX-License-Identifier: BSL-1.0
// Writes a C++ source of many graphs: each as printed text in a function, and as nodes to compare with.
#include "support/recipes.hpp"

#include <tapeless/calculus/hessian.hpp>
#include <tapeless/io/text.hpp>
#include <tapeless/tapeless.hpp>

#include <fstream>
#include <random>

namespace {

using support::node;
using support::op;
using support::owned_graph;
using tapeless::condition;
using tapeless::traced;

struct string_sink {
    std::string text;
    void put(std::string_view piece) { text += piece; }
};

/// The same graph as tracing makes it: without nodes computed from constants, and without unused ones.
owned_graph retraced(owned_graph const& from) {
    tapeless::graph_builder g(tapeless::sharing::on);
    std::vector<traced> numbers(from.nodes.size());
    std::vector<condition> conditions(from.nodes.size());
    auto const number = [&](int i) { return numbers[static_cast<std::size_t>(i)]; };
    auto const truth = [&](int i) { return conditions[static_cast<std::size_t>(i)]; };
    g.declare_inputs(from.input_count);
    for (std::size_t i = 0; i < from.nodes.size(); ++i) {
        node const& n = from.nodes[i];
        switch (n.operation) {
        case op::input: numbers[i] = traced(&g, g.input(n.a)); break;
        case op::constant: numbers[i] = n.value; break;
        case op::select:
        case op::cond: numbers[i] = choose(n.operation, truth(n.a), number(n.b), number(n.c)); break;
        case op::custom: numbers[i] = with_slope(number(n.a), number(n.b), number(n.c)); break;
        case op::logical_not: conditions[i] = !truth(n.a); break;
        case op::logical_and: conditions[i] = truth(n.a) && truth(n.b); break;
        case op::logical_or: conditions[i] = truth(n.a) || truth(n.b); break;
        default:
            if (tapeless::is_condition(n.operation))
                conditions[i] = traced::compare(n.operation, number(n.a), number(n.b));
            else if (tapeless::arity(n.operation) == 1) numbers[i] = traced::combine(n.operation, number(n.a));
            else numbers[i] = traced::combine(n.operation, number(n.a), number(n.b));
        }
    }
    std::vector<int> outputs;
    for (int output : from.outputs) outputs.push_back(number(output).index_in(g));
    owned_graph result = support::take(g, outputs);
    result.input_count = from.input_count;
    return result;
}

class source_file {
public:
    explicit source_file(char const* name) : out_(name) {
        out_ << "#include \"io/round_trip/compare.hpp\"\n\nusing tapeless::op;\nusing tapeless::structure::scalar;\n";
    }

    void add(owned_graph const& g) {
        int const number = count_++;
        std::vector<std::string> inputs;
        for (int i = 0; i < g.input_count; ++i) inputs.push_back("x" + std::to_string(i));
        std::vector<std::string_view> const names(inputs.begin(), inputs.end());
        std::vector<tapeless::formula_note> notes(g.nodes.size() + 1);
        std::vector<tapeless::formula_step> steps(g.nodes.size() + 1);
        tapeless::formula_writer<tapeless::cpp_notation> const f(g.view(), names.data(), notes.data(), steps.data());
        with_names_ += f.names() > 0;
        string_sink body;
        f.each_named([&](int i) {
            body.put("        auto const ");
            f.write_name(body, i);
            body.put(" = ");
            f.write_definition(body, i);
            body.put(";\n");
        });
        body.put("        return std::array<tapeless::traced, " + std::to_string(g.outputs.size()) + ">{");
        for (std::size_t k = 0; k < g.outputs.size(); ++k) {
            if (k > 0) body.put(", ");
            f.write_output(body, static_cast<int>(k));
        }
        body.put("};\n");

        out_ << "\nvoid check_" << number << "() {\n    constexpr auto f = [](";
        for (std::size_t i = 0; i < inputs.size(); ++i)
            out_ << (i > 0 ? ", " : "") << "[[maybe_unused]] auto " << inputs[i];
        out_ << ") {\n" << body.text << "    };\n    round_trip::check(f, {";
        for (node const& n : g.nodes) {
            out_ << "{op(" << static_cast<int>(n.operation) << "), " << n.a << ", " << n.b << ", " << n.c
                 << ", __builtin_bit_cast(double, 0x" << std::hex << __builtin_bit_cast(unsigned long long, n.value)
                 << std::dec << "ull)}, ";
        }
        out_ << "}, {";
        for (int output : g.outputs) out_ << output << ", ";
        out_ << "}, R\"(" << body.text << ")\"";
        for (std::size_t i = 0; i < inputs.size(); ++i) out_ << ", scalar{}";
        out_ << ");\n}\n";
    }
    void add(tapeless::graph_view const& g) {
        add({{g.nodes, g.nodes + g.size}, {g.outputs, g.outputs + g.output_count}, g.input_count});
    }

    bool finish() {
        out_ << "\nint main() {\n";
        for (int i = 0; i < count_; ++i) out_ << "    check_" << i << "();\n";
        out_ << "    return round_trip::result();\n}\n";
        out_.close();
        std::printf("%d graphs, %d of them with names\n", count_, with_names_);
        return out_.good() && with_names_ > 10;
    }

private:
    std::ofstream out_;
    int count_ = 0;
    int with_names_ = 0;
};

owned_graph random_graph(std::mt19937& random) {
    support::plan p;
    auto const below = [&random](unsigned end) { return static_cast<int>(random() % end); };
    int const recipes = 3 + below(100);
    for (int i = 0; i < recipes; ++i) {
        op const operation = below(5) == 0 ? op::constant : static_cast<op>(below(tapeless::op_count));
        p.recipes.push_back({operation, below(64), below(64), below(64)});
    }
    for (int i = 0; i < 3; ++i) p.coordinates.push_back(below(2048) - 1024);
    p.outputs = {0, below(7)};
    p.where = support::terrain::plain;
    return support::follow(p).graph;
}

template <class F>
void add_derivatives(source_file& out, F const& f) {
    out.add(tapeless::inspected<F>::graph.view());
    out.add(tapeless::inspected<decltype(tapeless::gradient(f))>::graph.view());
    out.add(tapeless::inspected<decltype(tapeless::hessian(f))>::graph.view());
    out.add(tapeless::inspected<decltype(tapeless::jvp(f))>::graph.view());
}

/// What random graphs do not hold.
template <class F>
void add_as_written(source_file& out, F const&) {
    out.add(tapeless::traced_function<F, tapeless::structure::scalar, tapeless::structure::scalar>::value.view());
}

}  // namespace

int main(int count, char** arguments) {
    if (count != 2) return 1;
    source_file out(arguments[1]);
    int found[tapeless::op_count]{};
    std::mt19937 random(1);
    for (int i = 0; i < 120; ++i) {
        owned_graph const g = retraced(random_graph(random));
        for (node const& n : g.nodes) ++found[static_cast<int>(n.operation)];
        out.add(g);
    }
    for (int i = 0; i < tapeless::op_count; ++i)
        if (found[i] == 0 && support::role_of(static_cast<op>(i)) != support::role::left_out) {
            std::printf("no random graph has %s\n", tapeless::op_table[i].name);
            return 1;
        }

    add_derivatives(out, [](auto x, auto y) { return sin(x) * y; });
    add_derivatives(out, [](auto x, auto y) { return (1 - x) * (1 - x) + 100 * (y - x * x) * (y - x * x); });
    add_derivatives(out, [](auto x, auto y) { return exp(x * y) / (1 + pow(x, y)) - -log1p(x / y); });
    add_derivatives(out, [](auto x, auto y) { return select(!(x < y) && x != 3, x * y, tanh(x)) * abs(y); });
    add_derivatives(out, [](auto x, auto y) {
        return cond(
            x < y || y == 0, [](auto a, auto b) { return sqrt(a * b + 1) * a; }, [](auto a, auto) { return a; }, x, y);
    });
    add_derivatives(out, [](auto x, auto y) {
        for (int i = 0; i < 12; ++i) x = x * sin(x + y) + 0.1;
        return atan2(x, y);
    });
    add_as_written(out, [](auto x, auto y) { return stop_gradient(x * y) * x; });
    add_as_written(out, [](auto x, auto y) { return with_slope(x * y, x, y + 1) - with_slope(-x, y, x); });
    add_as_written(out, [](auto x, auto y) { return max(x, -__builtin_inf()) + min(y, __builtin_inf()); });
    add_as_written(out, [](auto x, auto y) { return x * __builtin_nan("") + -0.0 - y / -0.0; });
    add_as_written(out, [](auto x, auto y) { return x * 1e-300 + 5e-324 * y + 1e19 + 12345678912345678912.0 * x; });
    add_as_written(out, [](auto x, auto y) { return x * (y * (x * 0.1)) / (x / (y / 3)) - (x - (y - (x + 2))); });
    return out.finish() ? 0 : 1;
}
