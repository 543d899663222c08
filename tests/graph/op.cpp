// SPDX-License-Identifier: BSL-1.0
#include "catch.hpp"

#include <tapeless/graph/op.hpp>

#include <set>
#include <string>

using tapeless::op;

TEST_CASE("every operation has a row of its own in the table") {
    std::set<std::string> names;
    for (int i = 0; i < tapeless::op_count; ++i) {
        op const operation = static_cast<op>(i);
        INFO(tapeless::row(operation).name);
        CHECK(tapeless::row(operation).operation == operation);
        CHECK(tapeless::row(operation).arity == tapeless::arity(operation));
        CHECK((tapeless::row(operation).result == tapeless::value_kind::condition) ==
              tapeless::is_condition(operation));
        names.insert(tapeless::row(operation).name);
    }
    CHECK(names.size() == static_cast<std::size_t>(tapeless::op_count));
}

TEST_CASE("arity and kind of result") {
    static_assert(tapeless::arity(op::input) == 0 && tapeless::arity(op::constant) == 0);
    static_assert(tapeless::arity(op::neg) == 1 && tapeless::arity(op::logical_not) == 1);
    static_assert(tapeless::arity(op::add) == 2 && tapeless::arity(op::logical_or) == 2);
    static_assert(tapeless::arity(op::select) == 3 && tapeless::arity(op::cond) == 3);
    static_assert(tapeless::arity(op::no_derivative) == 0 && tapeless::arity(op::argument) == 2);
    static_assert(tapeless::has_kernel(op::cond) && tapeless::has_kernel(op::neg) && !tapeless::has_kernel(op::call) &&
                  !tapeless::has_kernel(op::constant) && !tapeless::has_kernel(op::custom));
    static_assert(tapeless::is_condition(op::less) && tapeless::is_condition(op::equal) &&
                  tapeless::is_condition(op::logical_not) && tapeless::is_condition(op::logical_and));
    static_assert(!tapeless::is_condition(op::select) && !tapeless::is_condition(op::fmax) &&
                  !tapeless::is_condition(op::sign));
    CHECK(std::string(tapeless::row(op::atan2).name) == "atan2");
}

TEST_CASE("commutative operations are those whose operands may be exchanged") {
    for (int i = 0; i < tapeless::op_count; ++i) {
        op const o = static_cast<op>(i);
        bool const expected =
            o == op::add || o == op::mul || o == op::equal || o == op::logical_and || o == op::logical_or;
        INFO(tapeless::row(o).name);
        CHECK(tapeless::row(o).commutative == expected);
    }
}
