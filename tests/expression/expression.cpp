// SPDX-License-Identifier: BSL-1.0
#include "catch.hpp"
#include "support/close.hpp"

#include <tapeless/calculus/gradient.hpp>
#include <tapeless/expression/expression.hpp>

#include <type_traits>

using tapeless::as_expression;
using tapeless::gradient;
using tapeless::value;

namespace {

constexpr auto f = as_expression<2>([](auto x, auto y) { return x * y + sin(x); });
constexpr auto g = as_expression<2>([](auto a, auto b) {
    auto const product = a * b;
    return product + sin(a);
});
constexpr auto h = as_expression<2>([](auto x, auto y) { return y * x + sin(x); });

constexpr auto two = as_expression<2>([](auto x, auto y) { return std::array{x + y, x * y}; });

}  // namespace

TEST_CASE("equal graphs are equal types") {
    static_assert(std::is_same_v<decltype(f), decltype(g)>);
    static_assert(!std::is_same_v<decltype(f), decltype(h)>);  // an unsimplified graph keeps its order
    static_assert(std::is_empty_v<decltype(f)>);
    SUCCEED();
}

TEST_CASE("an expression shows its graph") {
    static_assert(f.graph.size == 5 && f.graph.input_count == 2 && f.outputs == 1);
    CHECK(f.graph.view().output_count == 1);
}

TEST_CASE("verbs take expressions like functions") {
    static_assert(support::close(value(f)(0.5, 2.0), 1.0 + 0.47942553860420300027));
    static_assert(support::close(gradient(f)(0.5, 2.0), std::array{2.0 + 0.87758256189037271612, 0.5}));
    double const x = 0.5;
    CHECK(support::close(gradient(f)(x, 2.0), std::array{2.0 + 0.87758256189037271612, 0.5}));
}

TEST_CASE("expressions are called with handles, also from other functions") {
    constexpr auto composed = [](auto x) { return 2 * f(x, x * x); };
    constexpr auto expected = [](auto x) { return 2 * (x * (x * x) + sin(x)); };
    CHECK(support::close(gradient(composed)(0.75), gradient(expected)(0.75)));
    constexpr auto with_number = [](auto x) { return f(x, tapeless::traced(3)); };
    static_assert(support::close(gradient(with_number)(0.0), 4.0));
    CHECK(support::close(gradient(with_number)(0.0), 4.0));
}

TEST_CASE("several outputs come as an array") {
    static_assert(two.outputs == 2);
    constexpr auto product_of_both = [](auto x, auto y) {
        auto const r = two(x, y);
        return r[0] * r[1];
    };
    static_assert(value(product_of_both)(2.0, 3.0) == 30);
    CHECK(value(two)(2.0, 3.0) == std::array{5.0, 6.0});
}
