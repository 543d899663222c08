// SPDX-License-Identifier: BSL-1.0
#include <tapeless/io/names.hpp>

#include <tapeless/calculus/hessian.hpp>

#include <boost/hana/at_key.hpp>
#include <boost/hana/define_struct.hpp>
#include <boost/hana/integral_constant.hpp>
#include <boost/hana/map.hpp>
#include <boost/hana/string.hpp>
#include <boost/hana/tuple.hpp>
#include <catch.hpp>
#include <string>

namespace {

using tapeless::name_list;
using tapeless::names_of_inputs;

constexpr auto square = [](auto x) { return x * x; };
constexpr auto product = [](auto x, auto y) { return x * y; };
constexpr auto dot = [](auto const& w, auto x) { return w[0] * x + w[1]; };
constexpr auto of_matrix = [](auto const& m) { return m[0][1] * m[1][0]; };
constexpr auto of_tuple = [](auto const& t) { return std::get<0>(t) * std::get<1>(t)[1]; };
constexpr auto of_hana = [](auto const& t) {
    using namespace boost::hana::literals;
    return t[0_c] * t[1_c];
};
constexpr auto of_map = [](auto const& m) {
    using namespace boost::hana::literals;
    return m[BOOST_HANA_STRING("rate")] * m[BOOST_HANA_STRING("bias")];
};

template <class T>
struct layer {
    BOOST_HANA_DEFINE_STRUCT(layer, (std::array<T, 2>, weight), (T, bias));
};
constexpr auto of_record = [](auto const& l) { return l.weight[0] * l.bias; };

/// Stands in for formulas of named variables.
struct with_names {
    static constexpr std::array<std::string_view, 2> names = {"mass", "speed"};
    constexpr auto operator()(auto m, auto v) const { return m * v * v / 2; }
};

template <class Names, class... A, class F>
std::string list(F const&) {
    std::string text;
    for (std::string_view name : names_of_inputs<Names, F, A...>) text += std::string(name) + " ";
    return text;
}
template <class... A, class F>
std::string by_default(F const& f) {
    return list<name_list<>, A...>(f);
}

using pair = std::array<double, 2>;

}  // namespace

TEST_CASE("arguments have default names, and their parts the names that C++ gives them") {
    CHECK(by_default(square) == "x ");
    CHECK(by_default(product) == "x0 x1 ");
    CHECK(by_default<pair, double>(dot) == "x0[0] x0[1] x1 ");
    CHECK(by_default<std::array<pair, 2>>(of_matrix) == "x[0][0] x[0][1] x[1][0] x[1][1] ");
    CHECK(by_default<std::tuple<double, pair>>(of_tuple) == "get<0>(x) get<1>(x)[0] get<1>(x)[1] ");
    CHECK(by_default<boost::hana::tuple<double, double>>(of_hana) == "x[0_c] x[1_c] ");
    CHECK(by_default<layer<double>>(of_record) == "x.weight[0] x.weight[1] x.bias ");
    auto const m = boost::hana::make_map(boost::hana::make_pair(BOOST_HANA_STRING("rate"), 1.0),
                                         boost::hana::make_pair(BOOST_HANA_STRING("bias"), 1.0));
    CHECK(by_default<decltype(m)>(of_map) == "x[\"rate\"_s] x[\"bias\"_s] ");
}

TEST_CASE("arguments, or the numbers in them, have the names that the user gives") {
    CHECK(list<name_list<"a">>(square) == "a ");
    CHECK(list<name_list<"a", "b">>(product) == "a b ");
    CHECK(list<name_list<"w", "x">, pair, double>(dot) == "w[0] w[1] x ");
    CHECK(list<name_list<"slope", "offset", "x">, pair, double>(dot) == "slope offset x ");
    CHECK(list<name_list<"t">, std::tuple<double, pair>>(of_tuple) == "get<0>(t) get<1>(t)[0] get<1>(t)[1] ");
    static_assert(names_of_inputs<name_list<"a", "b">, decltype(product)>[1] == "b");
}

TEST_CASE("a verb's arguments are called as those of its function") {
    CHECK(by_default(tapeless::gradient(product)) == "x0 x1 ");
    CHECK(by_default(tapeless::jvp(square)) == "x dx ");
    CHECK(by_default(tapeless::hvp(product)) == "x0 x1 dx0 dx1 ");
    CHECK(by_default(tapeless::jvp(tapeless::gradient(product))) == "x0 x1 dx0 dx1 ");
    CHECK(by_default(tapeless::jvp(tapeless::jvp(square))) == "x dx dx ddx ");
    CHECK(by_default(tapeless::vjp(square)) == "x cotangent ");
    CHECK(by_default(tapeless::vjp(tapeless::gradient(product))) == "x0 x1 cotangent[0] cotangent[1] ");
    CHECK(by_default<std::tuple<double, pair>, std::tuple<double, pair>>(tapeless::jvp(of_tuple)) ==
          "get<0>(x) get<1>(x)[0] get<1>(x)[1] get<0>(dx) get<1>(dx)[0] get<1>(dx)[1] ");
    CHECK(list<name_list<"a", "b">>(tapeless::gradient(product)) == "a b ");
    CHECK(list<name_list<"a">>(tapeless::jvp(square)) == "a da ");
    CHECK(list<name_list<"a", "t">>(tapeless::jvp(square)) == "a t ");
}

TEST_CASE("a function that names its inputs is believed, unless the user names them") {
    constexpr with_names energy;
    CHECK(by_default(energy) == "mass speed ");
    CHECK(by_default(tapeless::gradient(energy)) == "mass speed ");
    CHECK(by_default(tapeless::jvp(energy)) == "mass speed dmass dspeed ");
    CHECK(by_default(tapeless::vjp(energy)) == "mass speed cotangent ");
    CHECK(list<name_list<"m", "v">>(energy) == "m v ");
}
