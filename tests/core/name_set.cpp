// SPDX-License-Identifier: BSL-1.0
#include "catch.hpp"

#include <tapeless/core/name_set.hpp>

#include <type_traits>

using namespace tapeless::detail;

TEST_CASE("names of a list by number") {
    static_assert(count_names("") == 0 && count_names("x") == 1 && count_names("alpha,x,y_1") == 3);
    static_assert(name_at("alpha,x,y_1", 0) == "alpha" && name_at("alpha,x,y_1", 2) == "y_1");
    static_assert(number_of("x", "alpha,x,y_1") == 1 && number_of("z", "alpha,x,y_1") == 3 && number_of("x", "") == 0);
    static_assert(name_array<"a,bc">.size() == 2 && name_array<"a,bc">[1] == "bc" && name_array<"">.empty());
    SUCCEED();
}

TEST_CASE("lists are joined in alphabetical order, every name once") {
    static_assert(joined<"b,d", "a,b,c">::value == "a,b,c,d");
    static_assert(joined<"x", "x">::value == "x" && joined<"", "x">::value == "x" && joined<"", "">::value == "");
    static_assert(joined<"y", "x", "xa">::value == "x,xa,y" && joined<>::value == "");
    static_assert(std::is_same_v<std::remove_const_t<decltype(joined<"x", "y">::value)>,
                                 std::remove_const_t<decltype(joined<"y", "x">::value)>>);
    SUCCEED();
}

TEST_CASE("names are letters, digits and underscores") {
    static_assert(is_identifier("x") && is_identifier("_x1") && is_identifier("Alpha_2"));
    static_assert(!is_identifier("") && !is_identifier("1x") && !is_identifier("a b") && !is_identifier("x,y"));
    SUCCEED();
}
