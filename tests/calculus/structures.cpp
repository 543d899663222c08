// SPDX-License-Identifier: BSL-1.0
// Maps, structs, tuples and arrays as arguments and results of every verb: what comes back has the same type.
#include "catch.hpp"
#include "support/loaded.hpp"
#include "support/records.hpp"

#include <tapeless/calculus/hessian.hpp>
#include <tapeless/expression/functions.hpp>

#include <tuple>
#include <utility>

namespace hana = boost::hana;
using support::b;
using support::labelled;
using support::layer;
using support::loaded;
using support::point;
using support::segment;
using support::w;
using tapeless::gradient;
using tapeless::hessian;
using tapeless::hvp;
using tapeless::jacobian;
using tapeless::jvp;
using tapeless::value;
using tapeless::value_and_gradient;
using tapeless::vjp;

namespace {

template <class T>
using weights = hana::map<hana::pair<support::w_type, std::array<T, 2>>, hana::pair<support::b_type, T>>;

template <class T>
constexpr weights<T> make_weights(T first, T second, T bias) {
    return weights<T>{hana::make_pair(w, std::array{first, second}), hana::make_pair(b, bias)};
}

template <class A, class B>
constexpr bool same_type(A const&, B const&) {
    return std::is_same_v<A, B>;
}

constexpr auto area = [](auto const& p) { return p.x * p.x * p.y; };
constexpr auto dense = [](auto const& m) { return m[w][0] * m[w][1] + m[b] * m[b]; };
constexpr auto output = [](auto const& l) { return l.weights[0] * l.weights[1] * l.weights[2] + 3 * l.bias; };
constexpr auto line = [](auto const& l) { return l.level * l.level + 5 * l.slope; };
constexpr auto work = [](auto const& s) { return (s.to.x - s.from.x) * s.width + s.from.y * s.to.y; };

constexpr auto loss = [](auto const& p, auto const& m, auto x) {
    return p.x * m[w][0] * x + p.y * p.y * m[w][1] + m[b] * x * x;
};
constexpr auto turned = [](auto const& p) {
    auto result = p;
    result.x = p.x * p.y;
    result.y = p.x + 2 * p.y;
    return result;
};
constexpr auto named = [](auto x, auto y) {
    return hana::make_map(hana::make_pair(w, x * y), hana::make_pair(b, std::array{x, y * y}));
};
constexpr auto deep = [](auto const& t) {
    auto const& [pair, points] = t;
    return pair.first[w][1] * points[1].x * pair.first[b] + hana::at_c<0>(pair.second).bias * points[0].y *
                                                                hana::at_c<1>(pair.second) *
                                                                hana::at_c<0>(pair.second).weights[1];
};

}  // namespace

// Each check runs in a constant expression and with numbers that the compiler does not know.

TEST_CASE("a struct") {
    constexpr auto holds = [](auto x, auto y) {
        using T = decltype(x);
        point<T> const p{x, y};
        auto const g = gradient(area)(p);
        auto const [v, same] = value_and_gradient(area)(p);
        auto const h = hessian(area)(p);
        auto const product = hvp(area)(p, point<T>{1, 2});
        auto const [jv, t] = jvp(area)(p, point<T>{1, 2});
        auto const [vv, pulled] = vjp(area)(p, T(2));
        static_assert(std::is_same_v<decltype(gradient(area)(p)), point<T>>);
        static_assert(std::is_same_v<decltype(hessian(area)(p)), point<point<T>>>);
        static_assert(std::is_same_v<decltype(hvp(area)(p, p)), point<T>>);
        static_assert(std::is_same_v<decltype(value(area)(p)), T>);
        return value(area)(p) == x * x * y && g.x == 2 * x * y && g.y == x * x && v == x * x * y && same.x == g.x &&
               same.y == g.y && h.x.x == 2 * y && h.x.y == 2 * x && h.y.x == 2 * x && h.y.y == 0 &&
               product.x == 2 * y + 4 * x && product.y == 2 * x && jv == v && t == g.x + 2 * g.y && vv == v &&
               pulled.x == 2 * g.x && pulled.y == 2 * g.y && same_type(pulled, g);
    };
    static_assert(holds(2.0, 3.0) && holds(2.0f, 3.0f));
    CHECK(holds(loaded<double>(2), loaded<double>(3)));
    CHECK(holds(loaded<float>(2), loaded<float>(3)));
}

TEST_CASE("a map with names") {
    constexpr auto holds = [](auto x, auto y, auto z) {
        using T = decltype(x);
        auto const m = make_weights(x, y, z);
        auto const g = gradient(dense)(m);
        auto const h = hessian(dense)(m);
        auto const [v, t] = jvp(dense)(m, make_weights<T>(1, 0, 2));
        auto const [vv, pulled] = vjp(dense)(m, T(3));
        static_assert(std::is_same_v<decltype(gradient(dense)(m)), weights<T>>);
        return g[w] == std::array{y, x} && g[b] == 2 * z && h[w][0][w] == std::array<T, 2>{0, 1} && h[w][0][b] == 0 &&
               h[b][b] == 2 && h[b][w] == std::array<T, 2>{} && v == x * y + z * z && t == y + 4 * z && vv == v &&
               pulled[w] == std::array{3 * y, 3 * x} && pulled[b] == 6 * z && same_type(pulled, g);
    };
    static_assert(holds(2.0, 3.0, 5.0) && holds(2.0f, 3.0f, 5.0f));
    CHECK(holds(loaded<double>(2), loaded<double>(3), loaded<double>(5)));
    CHECK(holds(loaded<float>(2), loaded<float>(3), loaded<float>(5)));
}

TEST_CASE("a struct with a length, a struct of structs, and one made known from outside") {
    constexpr auto holds = [](auto x) {
        using T = decltype(x);
        layer<T, 3> const l{{x, 3, 5}, 7};
        auto const of_layer = gradient(output)(l);
        labelled<T> const k{x, 3};
        auto const of_line = gradient(line)(k);
        segment<T> const s{{x, 3}, {5, 7}, 11};
        auto const of_work = gradient(work)(s);
        static_assert(std::is_same_v<decltype(gradient(output)(l)), layer<T, 3>>);
        static_assert(std::is_same_v<decltype(gradient(line)(k)), labelled<T>>);
        static_assert(std::is_same_v<decltype(gradient(work)(s)), segment<T>>);
        return of_layer.weights == std::array<T, 3>{15, 5 * x, 3 * x} && of_layer.bias == 3 && of_line.level == 2 * x &&
               of_line.slope == 5 && of_work.from.x == -11 && of_work.from.y == 7 && of_work.to.x == 11 &&
               of_work.to.y == 3 && of_work.width == 5 - x;
    };
    static_assert(holds(2.0) && holds(2.0f));
    CHECK(holds(loaded<double>(2)));
    CHECK(holds(loaded<float>(2)));
}

TEST_CASE("whole numbers in a struct give derivatives in double") {
    constexpr auto g = gradient(area)(point<int>{2, 3});
    static_assert(std::is_same_v<decltype(g), point<double> const> && g.x == 12 && g.y == 4);
    CHECK(g.x == 12);
}

TEST_CASE("several arguments: each derivative has the structure of its argument") {
    constexpr auto holds = [](auto x) {
        using T = decltype(x);
        point<T> const p{2, 3};
        auto const m = make_weights<T>(5, 7, 11);
        auto const all = gradient(loss)(p, m, x);
        auto const second = gradient<1>(loss)(p, m, x);
        auto const some = gradient<2, 0>(loss)(p, m, x);
        static_assert(std::is_same_v<decltype(gradient(loss)(p, m, x)), std::tuple<point<T>, weights<T>, T>>);
        static_assert(std::is_same_v<decltype(gradient<1>(loss)(p, m, x)), weights<T>>);
        static_assert(std::is_same_v<decltype(gradient<2, 0>(loss)(p, m, x)), std::tuple<T, point<T>>>);
        return std::get<0>(all).x == 5 * x && std::get<0>(all).y == 42 && std::get<1>(all)[w][0] == 2 * x &&
               std::get<1>(all)[b] == x * x && std::get<2>(all) == 10 + 22 * x && second[w][0] == 2 * x &&
               second[w][1] == 9 && second[b] == x * x && std::get<0>(some) == 10 + 22 * x &&
               std::get<1>(some).x == 5 * x && std::get<1>(some).y == 42;
    };
    static_assert(holds(13.0) && holds(13.0f));
    CHECK(holds(loaded<double>(13)));
    // a double among floats makes all of it double
    static_assert(
        std::is_same_v<decltype(gradient<0>(loss)(point<float>{}, make_weights(1.f, 2.f, 3.f), 1.0)), point<double>>);
}

TEST_CASE("structs and maps as results") {
    constexpr auto holds = [](auto x, auto y) {
        using T = decltype(x);
        point<T> const p{x, y};
        auto const v = value(turned)(p);
        auto const j = jacobian(turned)(p);
        auto const [jv, t] = jvp(turned)(p, point<T>{1, 3});
        auto const [vv, c] = vjp(turned)(p, point<T>{1, 3});
        static_assert(std::is_same_v<decltype(value(turned)(p)), point<T>>);
        static_assert(std::is_same_v<decltype(jacobian(turned)(p)), point<point<T>>>);
        bool const of_struct = v.x == x * y && v.y == x + 2 * y && j.x.x == y && j.x.y == x && j.y.x == 1 &&
                               j.y.y == 2 && jv.x == v.x && t.x == y + 3 * x && t.y == 7 && vv.y == v.y &&
                               c.x == y + 3 && c.y == x + 6 && same_type(t, v) && same_type(c, v);
        auto const m = value(named)(x, y);
        auto const by = jacobian(named)(x, y);
        auto const [mv, mt] = jvp(named)(x, y, T(1), T(2));
        auto const [mw, mc] = vjp(named)(x, y, m);
        return of_struct && m[w] == x * y && m[b] == std::array{x, y * y} && by[w] == std::array{y, x} &&
               by[b][1] == std::array<T, 2>{0, 2 * y} && mv[w] == m[w] && mt[w] == y + 2 * x && mt[b][1] == 4 * y &&
               mw[w] == m[w] && mc[0] == x * y * y + x && mc[1] == x * y * x + 2 * y * y * y && same_type(mt, m);
    };
    static_assert(holds(2.0, 3.0) && holds(2.0f, 3.0f));
    CHECK(holds(loaded<double>(2), loaded<double>(3)));
}

TEST_CASE("structures within structures") {
    constexpr auto holds = [](auto x) {
        using T = decltype(x);
        using argument = std::tuple<std::pair<weights<T>, hana::tuple<layer<T, 2>, T>>, std::array<point<T>, 2>>;
        argument const a{{make_weights<T>(2, x, 5), hana::make_tuple(layer<T, 2>{{7, 11}, 13}, T(17))},
                         {point<T>{19, 23}, point<T>{29, 31}}};
        auto const g = gradient(deep)(a);
        static_assert(std::is_same_v<decltype(gradient(deep)(a)), argument>);
        auto const& [pair, points] = g;
        auto const& [v, t] = jvp(deep)(a, a);  // deep is a sum of terms of degree 3 and 4
        T const first = x * 29 * 5;
        T const second = T(13) * 23 * 17 * 11;
        return pair.first[w] == std::array<T, 2>{0, 145} && pair.first[b] == 29 * x &&
               hana::at_c<0>(pair.second).bias == 23 * 17 * 11 && hana::at_c<0>(pair.second).weights[0] == 0 &&
               hana::at_c<0>(pair.second).weights[1] == 13 * 23 * 17 && hana::at_c<1>(pair.second) == 13 * 23 * 11 &&
               points[0].x == 0 && points[0].y == 13 * 17 * 11 && points[1].x == 5 * x && points[1].y == 0 &&
               v == first + second && t == 3 * first + 4 * second;
    };
    static_assert(holds(3.0) && holds(3.0f));
    CHECK(holds(loaded<double>(3)));
    CHECK(holds(loaded<float>(3)));
}

TEST_CASE("a struct whose scalars are arrays") {
    constexpr auto f = [](auto const& p) { return p.x[0] * p.y[1] + p.x[1] * p.x[1]; };
    constexpr point<std::array<double, 2>> p{{2, 3}, {5, 7}};
    constexpr auto g = gradient(f)(p);
    static_assert(std::is_same_v<decltype(g), decltype(p)>);
    static_assert(g.x == std::array<double, 2>{7, 6} && g.y == std::array<double, 2>{0, 2});
    auto const at_run_time = gradient(f)(point<std::array<double, 2>>{loaded(p.x), loaded(p.y)});
    CHECK(at_run_time.x == g.x);
    CHECK(at_run_time.y == g.y);
}

TEST_CASE("a gradient inside a traced function takes and gives structures") {
    constexpr auto step = [](auto const& p) {
        auto const g = gradient(area)(p);
        return (p.x - g.x) * (p.y - g.y);
    };
    constexpr auto by_hand = [](auto const& p) { return (p.x - 2 * p.x * p.y) * (p.y - p.x * p.x); };
    constexpr auto a = gradient(step)(point<double>{2, 3});
    constexpr auto e = gradient(by_hand)(point<double>{2, 3});
    static_assert(a.x == e.x && a.y == e.y && a.x == 45 && a.y == -6);
    auto const at_run_time = gradient(step)(point<double>{loaded<double>(2), loaded<double>(3)});
    CHECK(at_run_time.x == 45);
    CHECK(at_run_time.y == -6);
}
