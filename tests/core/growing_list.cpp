// SPDX-License-Identifier: BSL-1.0
#include "catch.hpp"

#include <tapeless/core/growing_list.hpp>

using tapeless::growing_list;

namespace {

constexpr int sum_of_first(int count) {
    growing_list<int> list(2);
    for (int i = 0; i < count; ++i) list.push(i);
    int sum = 0;
    for (int i = 0; i < list.size(); ++i) sum += list[i];
    return sum;
}

}  // namespace

TEST_CASE("a list grows and shrinks, in constant evaluation as well") {
    static_assert(sum_of_first(100) == 4950);
    growing_list<int> list(1);
    CHECK(list.push(7) == 0);
    CHECK(list.push(8) == 1);
    CHECK(list.pop() == 8);
    CHECK(list.size() == 1);
    CHECK(list[0] == 7);
}

TEST_CASE("sorting") {
    growing_list<int> list(1);
    unsigned state = 5;
    for (int i = 0; i < 500; ++i) {
        state = state * 1664525u + 1013904223u;
        list.push(static_cast<int>(state >> 24));
    }
    tapeless::sort_ascending(list.data(), list.size());
    for (int i = 1; i < list.size(); ++i) CHECK(list[i - 1] <= list[i]);
    tapeless::sort_ascending(list.data(), 0);
}
