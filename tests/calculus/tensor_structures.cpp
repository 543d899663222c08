// SPDX-License-Identifier: BSL-1.0
// Structures that hold tensors as arguments and results: what comes back has the same type.
#include "catch.hpp"
#include "support/records.hpp"
#include "support/tensor_laws.hpp"
#include "support/tensors.hpp"

#include <tapeless/calculus/hessian.hpp>
#include <tapeless/calculus/tensor_calls.hpp>
#include <tapeless/expression/tensor_joins.hpp>
#include <tapeless/expression/tensor_sums.hpp>

#include <tuple>
#include <utility>

namespace hana = boost::hana;
using support::b;
using support::loaded;
using support::w;
using namespace tapeless;

namespace {

/// Two tensors and a number.
template <class T>
struct affine {
    using table = tensor<T, 2, 3>;
    using line = tensor<T, 3>;
    BOOST_HANA_DEFINE_STRUCT(affine, (table, weights), (line, bias), (T, scale));
};

/// The same for any length.
template <class T, int Rows, int Columns>
struct dense {
    using table = tensor<T, Rows, Columns>;
    using line = tensor<T, Columns>;
    BOOST_HANA_DEFINE_STRUCT(dense, (table, weights), (line, bias));
};

/// A struct of structs and of an array of tensors.
template <class T>
struct network {
    using first_layer = dense<T, 2, 3>;
    using second_layer = dense<T, 3, 1>;
    using pair_of_vectors = std::array<tensor<T, 2>, 2>;
    BOOST_HANA_DEFINE_STRUCT(network, (first_layer, first), (second_layer, second), (pair_of_vectors, inputs));
};

template <class T>
using named = hana::map<hana::pair<support::w_type, tensor<T, 2, 3>>, hana::pair<support::b_type, tensor<T, 3>>>;

using table = tensor<double, 2, 3>;
using line = tensor<double, 3>;
constexpr table weights{{1, 2, 3, 4, 5, 6}};
constexpr line bias{{7, 8, 9}};

/// sum of (w + row)^2 / 2 * scale: by w that is (w + bias) * scale, by the row its sums.
constexpr auto energy = [](auto const& all, auto const& row, auto scale) {
    auto const y = all + row;
    return sum(y * y) * scale / 2;
};
constexpr table by_weights{{16, 20, 24, 22, 26, 30}};
constexpr line by_bias{{38, 46, 54}};
constexpr double by_scale = (64 + 100 + 144 + 121 + 169 + 225) / 2.0;

}  // namespace

// Each check runs in a constant expression and with numbers that the compiler does not know.

TEST_CASE("tuples and pairs of tensors") {
    constexpr auto of_tuple = [](auto const& t) { return energy(std::get<0>(t), std::get<1>(t), std::get<2>(t)); };
    constexpr auto of_pair = [](auto const& p) { return energy(p.first, p.second.first, p.second.second); };
    constexpr auto of_hana = [](auto const& t) { return energy(hana::at_c<0>(t), hana::at_c<1>(t), hana::at_c<2>(t)); };
    constexpr auto holds = [=](table const& x, line const& y) {
        auto const tuple = std::tuple(x, y, 2.0);
        auto const pair = std::pair(x, std::pair(y, 2.0));
        auto const other = hana::make_tuple(x, y, 2.0);
        auto const [v, g] = value_and_gradient(of_tuple)(tuple);
        auto const h = gradient(of_hana)(other);
        static_assert(std::is_same_v<decltype(gradient(of_tuple)(tuple)), std::remove_const_t<decltype(tuple)>>);
        static_assert(std::is_same_v<decltype(gradient(of_pair)(pair)), std::remove_const_t<decltype(pair)>>);
        static_assert(std::is_same_v<decltype(gradient(of_hana)(other)), std::remove_const_t<decltype(other)>>);
        return v == 2 * by_scale && g == std::tuple(by_weights, by_bias, by_scale) &&
               gradient(of_pair)(pair) == std::pair(by_weights, std::pair(by_bias, by_scale)) &&
               hana::at_c<0>(h) == by_weights && hana::at_c<1>(h) == by_bias && hana::at_c<2>(h) == by_scale;
    };
    static_assert(holds(weights, bias));
    CHECK(holds(loaded(weights), loaded(bias)));
}

TEST_CASE("several arguments, of which some are chosen") {
    constexpr auto holds = [](table const& x, line const& y) {
        return gradient(energy)(x, y, 2.0) == std::tuple(by_weights, by_bias, by_scale) &&
               gradient<1>(energy)(x, y, 2.0) == by_bias &&
               gradient<2, 0>(energy)(x, y, 2.0) == std::tuple(by_scale, by_weights);
    };
    static_assert(holds(weights, bias));
    CHECK(holds(loaded(weights), loaded(bias)));
}

TEST_CASE("maps with names of tensors") {
    constexpr auto f = [](auto const& m) { return energy(m[w], m[b], 2); };
    constexpr auto holds = [=](table const& x, line const& y) {
        named<double> const m{hana::make_pair(w, x), hana::make_pair(b, y)};
        auto const g = gradient(f)(m);
        auto const [v, t] = jvp(f)(m, m);
        auto const product = hvp(f)(m, m);
        static_assert(std::is_same_v<decltype(gradient(f)(m)), named<double>>);
        static_assert(std::is_same_v<decltype(hvp(f)(m, m)), named<double>>);
        return g[w] == by_weights && g[b] == by_bias && v == 2 * by_scale && t == 2 * v && product[w] == g[w] &&
               product[b] == g[b];
    };
    static_assert(holds(weights, bias));
    CHECK(holds(loaded(weights), loaded(bias)));
}

TEST_CASE("structs of tensors") {
    constexpr auto f = [](auto const& a) { return energy(a.weights, a.bias, a.scale); };
    constexpr auto holds = [=](table const& x, line const& y) {
        affine<double> const a{x, y, 2};
        auto const g = gradient(f)(a);
        auto const [v, same] = value_and_gradient(f)(a);
        auto const [vv, pulled] = vjp(f)(a, 1.0);
        auto const product = hvp(f)(a, affine<double>{{}, {}, 1});
        static_assert(std::is_same_v<decltype(gradient(f)(a)), affine<double>>);
        static_assert(std::is_same_v<decltype(gradient(f)(affine<float>{})), affine<float>>);
        return g.weights == by_weights && g.bias == by_bias && g.scale == by_scale && v == 2 * by_scale &&
               same.weights == g.weights && vv == v && pulled.bias == g.bias && product.scale == 0 &&
               product.weights == table{{8, 10, 12, 11, 13, 15}} && product.bias == line{{19, 23, 27}};
    };
    static_assert(holds(weights, bias));
    CHECK(holds(loaded(weights), loaded(bias)));
}

TEST_CASE("structs of structs, and arrays of tensors") {
    constexpr auto f = [](auto const& n) {
        auto const layer = [](auto const& x, auto const& l) {
            return sum(l.weights * reshape<std::remove_cvref_t<decltype(x)>::size, 1>(x), axes<0>) + l.bias;
        };
        return sum(layer(layer(n.inputs[0], n.first), n.second) * n.inputs[1]);
    };
    constexpr auto holds = [=](table const& x, line const& y) {
        network<double> const n{
            {x, y}, {tensor<double, 3, 1>{{1, -1, 2}}, tensor<double, 1>{{5}}}, {{{{1, 2}}, {{3, -1}}}}};
        auto const g = gradient(f)(n);
        static_assert(std::is_same_v<decltype(gradient(f)(n)), network<double>>);
        return value(f)(n) == 2 * (16 - 20 + 2 * 24 + 5) && g.first.weights == table{{2, -2, 4, 4, -4, 8}} &&
               g.first.bias == line{{2, -2, 4}} && g.second.weights == tensor<double, 3, 1>{{32, 40, 48}} &&
               g.second.bias == tensor<double, 1>{{2}} && g.inputs[0] == tensor<double, 2>{{10, 22}} &&
               g.inputs[1] == tensor<double, 2>{{49, 49}};
    };
    static_assert(holds(weights, bias));
    CHECK(holds(loaded(weights), loaded(bias)));
}

TEST_CASE("structs whose content is a tensor, and arrays within arrays") {
    constexpr auto f = [](auto const& p) { return sum(p.x * p.x * p.y); };
    constexpr auto g = [](auto const& a) { return sum(a[0][1].x * a[1][0].y); };
    constexpr auto holds = [=](line const& y) {
        using point = support::point<line>;
        point const p{y, {{1, 2, 3}}};
        auto const by_p = gradient(f)(p);
        std::array<std::array<point, 2>, 2> const all{{{p, p}, {p, p}}};
        auto const by_all = gradient(g)(all);
        static_assert(std::is_same_v<decltype(gradient(f)(p)), point>);
        static_assert(std::is_same_v<decltype(gradient(g)(all)), std::remove_const_t<decltype(all)>>);
        return by_p.x == line{{14, 32, 54}} && by_p.y == line{{49, 64, 81}} && by_all[0][1].x == p.y &&
               by_all[1][0].y == y && by_all[0][0].x == line{} && by_all[1][1].y == line{};
    };
    static_assert(holds(bias));
    CHECK(holds(loaded(bias)));
}

TEST_CASE("a gradient within a function of structs") {
    constexpr auto f = [](auto const& a) {
        constexpr auto cubes = [](auto const& c) { return sum(c.weights * c.weights * c.weights * c.scale); };
        auto const slope = gradient(cubes)(a);
        return sum(slope.weights) + slope.scale;
    };
    constexpr auto holds = [=](table const& x, line const& y) {
        affine<double> const a{x, y, 2};
        auto const g = gradient(f)(a);
        return value(f)(a) == 987 && g.weights == table{{15, 36, 63, 96, 135, 180}} && g.bias == line{} &&
               g.scale == 273;
    };
    static_assert(holds(weights, bias));
    CHECK(holds(loaded(weights), loaded(bias)));
}

TEST_CASE("structures as results") {
    constexpr auto f = [](auto const& a) {
        auto result = a;
        result.weights = a.weights * a.scale;
        result.bias = a.weights[0] + a.bias;
        result.scale = sum(a.bias);
        return std::tuple(result, std::array{a.bias, a.bias * a.bias}, hana::make_map(hana::make_pair(w, a.bias[1])));
    };
    constexpr auto holds = [=](table const& x, line const& y) {
        affine<double> const a{x, y, 2};
        auto const [r, array, map] = value(f)(a);
        affine<double> const one{{{1, 0, 0, 0, 0, 0}}, {{0, 1, 0}}, 1};
        auto const [v, t] = jvp(f)(a, one);
        static_assert(std::is_same_v<std::remove_cvref_t<decltype(r)>, affine<double>>);
        return r.weights == x * 2 && r.bias == line{{8, 10, 12}} && r.scale == 24 && array[0] == y &&
               array[1] == y * y && map[w] == 8 && std::get<0>(v).bias == r.bias &&
               std::get<0>(t).weights == table{{3, 2, 3, 4, 5, 6}} && std::get<0>(t).bias == line{{1, 1, 0}} &&
               std::get<0>(t).scale == 1 && std::get<1>(t)[1] == line{{0, 16, 0}} && std::get<2>(t)[w] == 1;
    };
    static_assert(holds(weights, bias));
    CHECK(holds(loaded(weights), loaded(bias)));
}

TEST_CASE("structures of whole numbers and of floats") {
    constexpr auto f = [](auto const& t) { return energy(std::get<0>(t), std::get<1>(t), 1); };
    auto const whole_numbers = std::tuple(tensor<int, 2, 3>{{1, 2, 3, 4, 5, 6}}, bias);
    CHECK(std::get<0>(gradient(f)(whole_numbers)) == table{{8, 10, 12, 11, 13, 15}});
    auto const floats = std::tuple(tensor<float, 2, 3>{{1, 2, 3, 4, 5, 6}}, tensor<int, 3>{{7, 8, 9}});
    CHECK(std::get<1>(gradient(f)(floats)) == tensor<float, 3>{{19, 23, 27}});
}
