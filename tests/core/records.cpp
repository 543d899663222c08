// SPDX-License-Identifier: BSL-1.0
// Structures whose parts have names: what they hold, in which order, and the same over another scalar type.
#include "support/records.hpp"
#include "catch.hpp"

#include <tuple>
#include <vector>

namespace hana = boost::hana;
using support::labelled;
using support::layer;
using support::point;
using support::segment;
using tapeless::is_known;
using tapeless::leaf_count;
using tapeless::place;
using tapeless::scalar_type_of;
using tapeless::structure_of;
using tapeless::structure_over;

namespace {

template <class T>
using weights = hana::map<hana::pair<support::w_type, std::array<T, 2>>, hana::pair<support::b_type, T>>;

template <class A>
constexpr int count = leaf_count<structure_of<A>>;
template <class A, class T>
using over = structure_over<structure_of<A>, T>;

/// What the library asks of a structure, on numbers 1, 2, ...: made in order, visited in order, located, pointed at.
template <class A>
constexpr bool is_consistent() {
    using traits = tapeless::detail::structure_traits<structure_of<A>>;
    int made = 0;
    auto make = [&made] { return static_cast<double>(++made); };
    auto value = traits::template generate<double>(make);
    if (made != count<A>) return false;

    int seen = 0;
    bool in_order = true;
    auto visitor = [&](double x) { in_order = in_order && x == ++seen; };
    traits::visit(value, visitor);
    if (seen != count<A> || !in_order) return false;

    place places[32]{};
    place* next = places;
    int runs = 0;
    traits::locate(next, runs);
    double* starts[32]{};
    double** start = starts;
    traits::point(value, start);
    if (next - places != count<A> || runs != traits::runs || start - starts != runs) return false;
    for (int i = 0; i < count<A>; ++i)
        if (starts[places[i].run][places[i].offset] != i + 1) return false;
    return true;
}

}  // namespace

TEST_CASE("structures do not tell the scalar") {
    static_assert(std::is_same_v<structure_of<point<float>>, structure_of<point<double>>>);
    static_assert(std::is_same_v<structure_of<weights<float>>, structure_of<weights<double> const&>>);
    static_assert(std::is_same_v<structure_of<layer<int, 3>>, structure_of<layer<double, 3>>>);
    static_assert(!std::is_same_v<structure_of<layer<double, 2>>, structure_of<layer<double, 3>>>);
    static_assert(!std::is_same_v<structure_of<point<double>>, structure_of<labelled<double>>>);
    static_assert(!std::is_same_v<structure_of<point<double>>, structure_of<std::array<double, 2>>>);
    static_assert(std::is_same_v<over<point<int>, float>, point<float>>);
    static_assert(std::is_same_v<over<layer<double, 3>, float>, layer<float, 3>>);
    static_assert(std::is_same_v<over<labelled<double>, float>, labelled<float>>);
    static_assert(std::is_same_v<over<segment<double>, float>, segment<float>>);
    static_assert(std::is_same_v<over<point<std::array<double, 2>>, float>, point<std::array<float, 2>>>);
    static_assert(std::is_same_v<over<weights<double>, float>, weights<float>>);
    static_assert(std::is_same_v<over<std::tuple<point<double>, weights<double>>, float>,
                                 std::tuple<point<float>, weights<float>>>);
}

TEST_CASE("numbers are counted, made, visited and found in order") {
    static_assert(count<point<double>> == 2 && is_consistent<point<double>>());
    static_assert(count<layer<double, 3>> == 4 && is_consistent<layer<double, 3>>());
    static_assert(count<labelled<double>> == 2 && is_consistent<labelled<double>>());
    static_assert(count<segment<double>> == 5 && is_consistent<segment<double>>());
    static_assert(count<weights<double>> == 3 && is_consistent<weights<double>>());
    static_assert(count<hana::map<>> == 0);
    using nested = std::tuple<segment<double>, std::array<point<double>, 2>, std::pair<double, weights<double>>>;
    static_assert(count<nested> == 13 && is_consistent<nested>());
    static_assert(count<hana::tuple<weights<double>, point<std::array<double, 2>>>> == 7);
    static_assert(is_consistent<hana::tuple<weights<double>, point<std::array<double, 2>>>>());
    CHECK(is_consistent<nested>());
}

TEST_CASE("the scalar type of a computation") {
    static_assert(std::is_same_v<scalar_type_of<point<float>>, float>);
    static_assert(std::is_same_v<scalar_type_of<point<int>>, double>);
    static_assert(std::is_same_v<scalar_type_of<point<float>, double>, double>);
    static_assert(std::is_same_v<scalar_type_of<point<float>, int>, float>);
    static_assert(std::is_same_v<scalar_type_of<weights<float>, layer<float, 2>>, float>);
    static_assert(std::is_same_v<scalar_type_of<weights<float>, layer<double, 2>>, double>);
    static_assert(tapeless::any_holds<float, std::tuple<int, point<float>>>);
    static_assert(tapeless::any_holds<float, weights<float>>);
    static_assert(!tapeless::any_holds<float, point<double>, weights<double>>);
}

TEST_CASE("what is not known says so") {
    static_assert(is_known<structure_of<point<double>>> && is_known<structure_of<weights<float>>>);
    static_assert(!is_known<structure_of<support::stranger<double>>>);
    static_assert(!is_known<structure_of<std::vector<double>>>);
    static_assert(!is_known<structure_of<point<char const*>>>);
    static_assert(!is_known<structure_of<hana::map<hana::pair<support::w_type, std::vector<double>>>>>);
    static_assert(!is_known<structure_of<std::tuple<double, support::stranger<double>>>>);
    static_assert(!is_known<structure_of<bool>>);
}
