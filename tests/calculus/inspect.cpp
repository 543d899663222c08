// SPDX-License-Identifier: BSL-1.0
#include "catch.hpp"

#include <tapeless/calculus/hessian.hpp>
#include <tapeless/calculus/inspect.hpp>
#include <tapeless/calculus/products.hpp>
#include <tapeless/expression/expression.hpp>

#include <type_traits>

using tapeless::inspected;

namespace {

constexpr auto product = [](auto x, auto y) { return sin(x) * y; };
constexpr auto dot = [](auto const& w, auto x) { return w[0] * x + w[1]; };
using product_type = decltype(product);

template <class F, class... A>
constexpr auto view(F const&) {
    return inspected<F, A...>::graph.view();
}

}  // namespace

TEST_CASE("a function of numbers shows its graph without being told the types of its arguments") {
    static_assert(view(product).input_count == 2 && view(product).size == 4 && view(product).output_count == 1);
    static_assert(view<decltype(dot), std::array<double, 2>, double>(dot).input_count == 3);
    SUCCEED();
}

TEST_CASE("a verb shows the graph of what it computes") {
    constexpr auto gradient = tapeless::gradient(product);
    static_assert(view(gradient).output_count == 2);
    static_assert(view(tapeless::value_and_gradient(product)).output_count == 3);
    static_assert(view(tapeless::jvp(product)).input_count == 4);
    static_assert(view(tapeless::hvp(product)).input_count == 4);
    static_assert(std::is_same_v<inspected<decltype(gradient), double, float>::graph_type,
                                 inspected<decltype(gradient)>::graph_type>);
    SUCCEED();
}

TEST_CASE("an expression shows its graph") {
    constexpr auto e = tapeless::as_expression<2>(product);
    static_assert(view(e).size == 4);
    SUCCEED();
}

TEST_CASE("what only further differentiation reads is not shown") {
    constexpr auto f = [](auto x) { return stop_gradient(x) * x; };
    static_assert(view(f).size == 2);
    static_assert(inspected<decltype(f)>::marked_graph_type::value.size == 3);
    SUCCEED();
}

TEST_CASE("the program of a call is there as well") {
    static_assert(inspected<product_type>::program::value.size == 5);  // two loads, sin, a product, a store
    SUCCEED();
}
