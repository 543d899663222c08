// SPDX-License-Identifier: BSL-1.0
// Long functions of tensors take a constant evaluation for each pass: the graph is the one that a single one makes.
#include <tapeless/calculus/counts.hpp>
#include <tapeless/calculus/gradient.hpp>
#include <tapeless/calculus/tensor_calls.hpp>
#include <tapeless/expression/tensor_sums.hpp>

#include <catch.hpp>

namespace {

using namespace tapeless;

constexpr auto layers = [](auto const& w, auto x) {
    for (auto const& each : w) x = x * each + 1.0 / (1.0 + x * x);
    return sum(x * x);
};
template <std::size_t Layers>
using structures = detail::structure_list<structure::array<structure::tensor<3>, Layers>, structure::tensor<2, 3>>;

template <class List>
struct both;
template <class... S>
struct both<detail::structure_list<S...>> {
    using verb = detail::gradient_verb<true>;
    using function = std::remove_const_t<decltype(layers)>;
    using at_once = fitted<detail::shaped_stage<verb, function, S...>>;
    using pass_by_pass = fitted<
        detail::shaped_pass<fitted<detail::shaped_pass<fitted<detail::shaped_differentiation<verb, function, S...>>>>>>;
    using chosen = typename decltype(detail::shaped_stages<verb, function, S...>())::type;
    static constexpr bool chooses_passes = !std::is_same_v<chosen, detail::shaped_stage<verb, function, S...>>;
};

}  // namespace

TEST_CASE("passes in evaluations of their own leave the same graph") {
    using graphs = both<structures<4>>;
    constexpr graph_view one = graphs::at_once::value.view();
    constexpr graph_view other = graphs::pass_by_pass::value.view();
    REQUIRE(one.size == other.size);
    int different = 0;
    for (int i = 0; i < one.size; ++i) {
        node const& a = one.nodes[i];
        node const& b = other.nodes[i];
        if (a.operation != b.operation || a.a != b.a || a.b != b.b || !(one.shape_of(i) == other.shape_of(i)) ||
            !(a.value == b.value))
            ++different;
    }
    CHECK(different == 0);
    CHECK(one.output_count == other.output_count);
    for (int i = 0; i < one.output_count; ++i) CHECK(one.outputs[i] == other.outputs[i]);
}

TEST_CASE("long functions are differentiated pass by pass, and right") {
    constexpr std::size_t length = 48;
    static_assert(!both<structures<4>>::chooses_passes && both<structures<length>>::chooses_passes);
    std::array<tensor<double, 3>, length> w;
    for (std::size_t i = 0; i < length; ++i)
        for (std::size_t k = 0; k < 3; ++k) w[i].values[k] = 0.5 + 0.01 * static_cast<double>((7 * i + 3 * k) % 11);
    tensor<double, 2, 3> const x{0.1, -0.2, 0.3, 0.4, -0.5, 0.6};
    auto const slopes = gradient<0>(layers)(w, x);
    for (std::size_t const i : {43u, 45u, 47u}) {
        double const h = 1e-6;
        auto up = w;
        auto down = w;
        up[i](1) += h;
        down[i](1) -= h;
        CHECK(slopes[i](1) == Approx((value(layers)(up, x) - value(layers)(down, x)) / (2 * h)).epsilon(1e-6));
    }
}
