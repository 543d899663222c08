// SPDX-License-Identifier: BSL-1.0
#include <tapeless/core/fixed_string.hpp>

#include <catch.hpp>
#include <string>
#include <type_traits>

namespace {

using tapeless::fixed_string;

template <fixed_string Name>
struct named {
    static constexpr std::string_view name = Name;
};

}  // namespace

TEST_CASE("A literal is a template argument, and equal characters are the same one") {
    static_assert(std::is_same_v<named<"x">, named<"x">>);
    static_assert(!std::is_same_v<named<"x">, named<"y">>);
    static_assert(!std::is_same_v<named<"x">, named<"xx">>);
    static_assert(named<"rate">::name == "rate");
    static_assert(named<"">::name.empty());
    static_assert(std::is_same_v<named<fixed_string<3>("abc")>, named<fixed_string<3>(std::string_view("abc"))>>);
    CHECK(named<"sigma">::name == "sigma");
}

TEST_CASE("Fixed strings compare with each other, literals and views") {
    constexpr fixed_string a("abc");
    constexpr fixed_string b("abcd");
    static_assert(a.size() == 3 && b.size() == 4 && !a.empty() && fixed_string("").empty());
    static_assert(a == a && a != b && a < b && b > a);
    static_assert(a == "abc" && "abc" == a && a != "abd" && a < "abd" && "abb" < a);
    static_assert(a == std::string_view("abc") && std::string_view("abd") > a);
    static_assert(a[2] == 'c' && a.c_str()[3] == '\0');
    CHECK(a == std::string("abc"));
    CHECK(std::string(a) == "abc");
    CHECK(std::string(b.begin(), b.end()) == "abcd");
}

TEST_CASE("A view of other length is cut or padded with zeros") {
    static_assert(fixed_string<2>(std::string_view("abc")) == "ab");
    static_assert(fixed_string<3>(std::string_view("ab"))[2] == '\0');
}
