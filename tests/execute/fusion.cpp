// SPDX-License-Identifier: BSL-1.0
#include "catch.hpp"
#include "support/programs.hpp"

using tapeless::action;
using tapeless::action_of;
using tapeless::graph_builder;
using tapeless::instruction;
using tapeless::op;
using tapeless::sharing;

namespace {

template <int Outputs>
std::vector<instruction> fused(support::owned_graph const& g) {
    auto const code = tapeless::fuse(support::as_value<Outputs>(g));
    return {code.instructions, code.instructions + g.size()};
}

/// The instructions of a graph with inputs 0 and 1 (nodes 0 and 1) that `make` continues; it returns the outputs.
template <int Outputs, class Make>
std::vector<instruction> code_of(Make make) {
    graph_builder g(sharing::on);
    g.input(0);
    g.input(1);
    std::vector<int> const outputs = make(g);
    return fused<Outputs>(support::take(g, outputs));
}

}  // namespace

TEST_CASE("a product that one sum uses is computed there") {
    auto const code = code_of<1>([](auto& g) {
        int const product = g.append(op::mul, 0, 1);
        return std::vector{g.append(op::add, product, 0)};
    });
    CHECK(code[2].state == instruction::absorbed);
    CHECK(code[3].what == action::mul_add);
    CHECK(code[3].count == 3);
    CHECK((code[3].a == 0 && code[3].b == 1 && code[3].c == 0));
}

TEST_CASE("differences with a product on either side") {
    auto const left = code_of<1>([](auto& g) { return std::vector{g.append(op::sub, g.append(op::mul, 0, 1), 0)}; });
    CHECK(left[3].what == action::mul_sub);
    CHECK(left[3].c == 0);
    auto const right = code_of<1>([](auto& g) { return std::vector{g.append(op::sub, 1, g.append(op::mul, 0, 1))}; });
    CHECK(right[3].what == action::sub_mul);
    CHECK(right[3].c == 1);
    auto const both = code_of<1>([](auto& g) {
        int const first = g.append(op::mul, 0, 0);
        int const second = g.append(op::mul, 1, 1);
        return std::vector{g.append(op::sub, first, second)};
    });
    CHECK(both[2].state == instruction::plain);
    CHECK(both[3].state == instruction::absorbed);
    CHECK(both[4].what == action::sub_mul);
    CHECK(both[4].c == 2);
}

TEST_CASE("a product with several users, or that is a result, stays") {
    auto const shared = code_of<2>([](auto& g) {
        int const product = g.append(op::mul, 0, 1);
        return std::vector{g.append(op::add, product, 0), g.append(op::sub, product, 1)};
    });
    CHECK(shared[2].state == instruction::plain);
    CHECK(shared[3].what == action_of(op::add));
    auto const stored = code_of<2>([](auto& g) {
        int const product = g.append(op::mul, 0, 1);
        return std::vector{g.append(op::add, product, 0), product};
    });
    CHECK(stored[2].state == instruction::plain);
    auto const squared = code_of<1>([](auto& g) {
        int const product = g.append(op::mul, 0, 1);
        return std::vector{g.append(op::add, product, product)};
    });
    CHECK(squared[2].state == instruction::plain);
    CHECK(squared[3].what == action_of(op::add));
}

TEST_CASE("sine and cosine of one argument are one instruction") {
    auto const code = code_of<3>([](auto& g) {
        int const sine = g.append(op::sin, 0);
        int const cosine = g.append(op::cos, 0);
        int const other = g.append(op::cos, 1);
        return std::vector{sine, cosine, other};
    });
    CHECK(code[2].what == action::sincos);
    CHECK(code[2].partner == 3);
    CHECK(code[3].state == instruction::second);
    CHECK(code[3].a == 2);
    CHECK(code[4].what == action_of(op::cos));
    CHECK(code[4].partner == -1);
}

TEST_CASE("in whichever order") {
    auto const code = code_of<2>([](auto& g) {
        int const cosine = g.append(op::cos, 0);
        int const sine = g.append(op::sin, 0);
        return std::vector{sine, cosine};
    });
    CHECK(code[3].what == action::sincos);
    CHECK(code[3].partner == 2);
    CHECK(code[2].state == instruction::second);
    CHECK(code[2].a == 3);
}

TEST_CASE("erf and erfc with the exponential of their derivative") {
    for (op const o : {op::erf, op::erfc}) {
        auto const code = code_of<2>([o](auto& g) {
            int const value = g.append(o, 0);
            int const exponent = g.append(op::neg, g.append(op::mul, 0, 0));
            return std::vector{value, g.append(op::exp, exponent)};
        });
        CHECK(code[2].what == (o == op::erf ? action::erf_exp : action::erfc_exp));
        CHECK(code[2].partner == 5);
        CHECK(code[3].state == instruction::absorbed);  // x * x
        CHECK(code[4].state == instruction::absorbed);  // -(x * x)
        CHECK(code[5].state == instruction::second);
    }
}

TEST_CASE("what the exponential reads stays if something else reads it") {
    auto const code = code_of<3>([](auto& g) {
        int const value = g.append(op::erf, 0);
        int const square = g.append(op::mul, 0, 0);
        int const exponent = g.append(op::neg, square);
        return std::vector{value, g.append(op::exp, exponent), g.append(op::add, square, 1)};
    });
    CHECK(code[2].what == action::erf_exp);
    CHECK(code[3].state == instruction::plain);
    CHECK(code[4].state == instruction::absorbed);
    auto const other = code_of<2>([](auto& g) {
        int const value = g.append(op::erf, 0);
        int const exponent = g.append(op::neg, g.append(op::mul, 0, 1));
        return std::vector{value, g.append(op::exp, exponent)};
    });
    CHECK(other[2].what == action_of(op::erf));
}

TEST_CASE("an instruction knows its operands and kind") {
    auto const code = code_of<1>([](auto& g) {
        int const test = g.append(op::less, 0, 1);
        return std::vector{g.append(op::select, test, 0, 1)};
    });
    CHECK(code[0].what == action::load);
    CHECK(code[2].truth);
    CHECK(code[3].count == 3);
    CHECK_FALSE(code[3].truth);
}
