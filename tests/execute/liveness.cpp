// SPDX-License-Identifier: BSL-1.0
#include "catch.hpp"

#include <tapeless/execute/liveness.hpp>

using tapeless::action;
using tapeless::action_of;
using tapeless::op;
using tapeless::program_step;

namespace {

/// The most values alive at once in these steps.
template <int Steps>
constexpr int most_alive(program_step const (&steps)[Steps], int constants, int values, int conditions = 0) {
    tapeless::program<Steps, 4> made;
    for (int i = 0; i < Steps; ++i) made.steps[i] = steps[i];
    made.size = Steps;
    made.constant_count = constants;
    made.values = values;
    made.conditions = conditions;
    return tapeless::liveness(made).most();
}

constexpr program_step load(int to) { return {action::load, to, 0, to, 0}; }
constexpr program_step store(int from) { return {action::store, from, 0, 0, 0}; }
constexpr program_step apply(op operation, int to, int a, int b = 0, int c = 0) {
    return {action_of(operation), to, a, b, c};
}

}  // namespace

TEST_CASE("a value is alive until its last use") {
    static_assert(most_alive({load(0), store(0)}, 0, 1) == 1);
    static_assert(most_alive({load(0), load(1), apply(op::add, 2, 0, 1), store(2)}, 0, 3) == 2);
    static_assert(most_alive({load(0), apply(op::sin, 1, 0), apply(op::add, 2, 0, 1), store(2)}, 0, 3) == 2);
    static_assert(
        most_alive({load(0), load(1), load(2), apply(op::add, 3, 0, 1), apply(op::add, 4, 3, 2), store(4)}, 0, 5) == 3);
    SUCCEED();
}

TEST_CASE("a slot that is used again holds another value") {
    static_assert(most_alive({load(0), apply(op::exp, 0, 0), apply(op::sin, 0, 0), store(0)}, 0, 1) == 1);
    // The first value of slot 0 is gone when slot 1 is loaded.
    static_assert(most_alive({load(0), store(0), load(1), apply(op::neg, 0, 1), store(0)}, 0, 2) == 1);
    SUCCEED();
}

TEST_CASE("constants are not counted") {
    static_assert(most_alive({load(1), apply(op::mul, 2, 1, 0), store(2)}, 1, 3) == 1);
    static_assert(most_alive({store(0)}, 1, 1) == 0);
    SUCCEED();
}

TEST_CASE("fused steps read three values or make two") {
    static_assert(most_alive({load(0), load(1), load(2), {action::mul_add, 3, 0, 1, 2}, store(3)}, 0, 4) == 3);
    static_assert(most_alive({load(0), {action::sincos, 1, 0, 0, 3}, store(1), store(3)}, 0, 4) == 2);
    // Nothing reads the cosine, but the step makes it.
    static_assert(most_alive({load(0), {action::sincos, 1, 0, 0, 2}, store(1)}, 0, 3) == 2);
    SUCCEED();
}

TEST_CASE("conditions count as long as something waits for them") {
    static_assert(most_alive({load(0), load(1), apply(op::less, 0, 0, 1), apply(op::select, 2, 0, 0, 1), store(2)}, 0,
                             3, 1) == 3);
    static_assert(most_alive({load(0), load(1), apply(op::less, 0, 0, 1), apply(op::equal, 1, 0, 1),
                              apply(op::logical_or, 2, 0, 1), apply(op::select, 2, 2, 0, 1), store(2)},
                             0, 3, 3) == 4);
    SUCCEED();
}

TEST_CASE("at a branch what either side reads is alive") {
    // 0 < 0 ? 1 + 2 : 0 + 3: four values and the condition
    constexpr program_step branching[] = {load(0),
                                          apply(op::less, 0, 0, 0),
                                          load(1),
                                          load(2),
                                          load(3),
                                          {action::branch, 0, 2, 2, 0},
                                          apply(op::add, 4, 1, 2),
                                          {action::move, 5, 4, 0, 0},
                                          apply(op::add, 4, 0, 3),
                                          {action::move, 5, 4, 0, 0},
                                          store(5)};
    static_assert(most_alive(branching, 0, 6, 1) == 5);
    // Inside one side more values come up than before or after.
    constexpr program_step wide[] = {load(0),
                                     apply(op::less, 0, 0, 0),
                                     {action::branch, 0, 5, 1, 0},
                                     load(1),
                                     load(2),
                                     apply(op::add, 1, 1, 2),
                                     apply(op::add, 1, 1, 0),
                                     {action::move, 3, 1, 0, 0},
                                     {action::move, 3, 0, 0, 0},
                                     store(3)};
    static_assert(most_alive(wide, 0, 4, 1) == 3);
    SUCCEED();
}

TEST_CASE("a call reads its list of arguments and makes all its results") {
    static constexpr tapeless::opaque_function callee{2, 3, nullptr, nullptr};
    constexpr auto program = [] {
        tapeless::branching_program<6, 1, 1, 2> made;
        program_step const steps[] = {load(0), load(1), {action::invoke, 2, 0, 0, 0}, store(2), store(3), store(4)};
        for (int i = 0; i < 6; ++i) made.steps[i] = steps[i];
        made.callees[0] = &callee;
        made.arguments[0] = 0;
        made.arguments[1] = 1;
        made.size = 6;
        made.values = 5;
        return made;
    }();
    static_assert(tapeless::liveness(program).most() == 3);
    static constexpr tapeless::opaque_function pair{2, 2, nullptr, nullptr};
    constexpr auto two = [] {
        tapeless::branching_program<5, 1, 1, 2> made;
        program_step const steps[] = {load(0), load(1), {action::invoke, 2, 0, 0, 0}, store(2), store(3)};
        for (int i = 0; i < 5; ++i) made.steps[i] = steps[i];
        made.callees[0] = &pair;
        made.arguments[1] = 1;
        made.size = 5;
        made.values = 4;
        return made;
    }();
    static_assert(tapeless::liveness(two).most() == 2);
    SUCCEED();
}
