// SPDX-License-Identifier: BSL-1.0
// Branches that are taken at run time: cond runs one side, select computes both.
// In: nothing. Out: how often each side of a function is called for its value, its gradient and its Hessian.
#include "check.hpp"

#include <tapeless/tapeless.hpp>

#include <array>
#include <cmath>
#include <cstdio>

namespace {

using example::check;
using example::near;

/// How often a function, its derivative and its second derivative have run.
using calls = std::array<int, 3>;
calls near_calls{};
calls far_calls{};

// A spring, x^2 / 2 up to 1, that softens beyond: log(x) + 1/2 has the same value and slope at 1, and does not exist
// for negative x. External functions, so that they can count their calls.
double near_energy(double x) { return ++near_calls[0], x * x / 2; }
double near_force(double x) { return ++near_calls[1], x; }
double near_stiffness(double) { return ++near_calls[2], 1; }
double far_energy(double x) { return ++far_calls[0], std::log(x) + 0.5; }
double far_force(double x) { return ++far_calls[1], 1 / x; }
double far_stiffness(double x) { return ++far_calls[2], -1 / (x * x); }

constexpr auto near_side = tapeless::external<near_energy, tapeless::external<near_force, near_stiffness>>;
constexpr auto far_side = tapeless::external<far_energy, tapeless::external<far_force, far_stiffness>>;

constexpr auto branching = [](auto x, auto y) { return y * tapeless::cond(x <= 1, near_side, far_side, x); };
constexpr auto selecting = [](auto x, auto y) { return y * select(x <= 1, near_side(x), far_side(x)); };

struct count {
    calls near_side;
    calls far_side;
    [[nodiscard]] bool operator==(count const&) const = default;
};

template <class Run>
[[nodiscard]] count counted(Run const& run) {
    near_calls = far_calls = {};
    run();
    return {near_calls, far_calls};
}

void show(char const* name, char const* what, double x, count const& c) {
    std::printf("%-6s at %4.1f, %-26s %d %d  %d         %d %d  %d\n", name, x, what, c.near_side[0], c.near_side[1],
                c.near_side[2], c.far_side[0], c.far_side[1], c.far_side[2]);
}

/// Value, gradient and Hessian of f(x, 2) against formulas; what each of them calls, printed and returned.
template <class F>
[[nodiscard]] std::array<count, 3> run(char const* name, F f, double x) {
    bool const here = x <= 1;
    double const energy = here ? x * x / 2 : std::log(x) + 0.5;
    double const force = here ? x : 1 / x;
    double const stiffness = here ? 1 : -1 / (x * x);
    std::array<count, 3> result;
    result[0] = counted([&] { check(near(tapeless::value(f)(x, 2.0), 2 * energy), "the value is right"); });
    show(name, "value", x, result[0]);
    result[1] = counted([&] {
        auto const [v, g] = tapeless::value_and_gradient(f)(x, 2.0);
        check(near(v, 2 * energy) && near(g[0], 2 * force) && near(g[1], energy), "the gradient is right");
    });
    show(name, "value and gradient", x, result[1]);
    result[2] = counted([&] {
        auto const [v, g, h] = tapeless::value_gradient_and_hessian(f)(x, 2.0);
        check(near(v, 2 * energy) && near(g[0], 2 * force) && near(g[1], energy), "the gradient is right");
        check(near(h[0][0], 2 * stiffness) && near(h[0][1], force) && near(h[1][0], force) && h[1][1] == 0,
              "the Hessian is right");
    });
    show(name, "value, gradient, Hessian", x, result[2]);
    return result;
}

}  // namespace

int main() {
    std::printf("calls of                                 near side       far side\n");
    std::printf("                                         f f' f''        f f' f''\n");
    constexpr std::array<count, 3> only_near{count{{1, 0, 0}, {}}, count{{1, 1, 0}, {}}, count{{1, 1, 1}, {}}};
    constexpr std::array<count, 3> only_far{count{{}, {1, 0, 0}}, count{{}, {1, 1, 0}}, count{{}, {1, 1, 1}}};
    for (double x : {-0.5, 0.9}) check(run("cond", branching, x) == only_near, "cond runs the near side, once");
    check(run("cond", branching, 4.0) == only_far, "cond runs the far side, once");
    // At -0.5 the far side computes log(-0.5): select runs it, but no NaN reaches the results.
    for (double x : {-0.5, 4.0})
        for (count const& c : run("select", selecting, x))
            check(c.near_side[0] == 1 && c.far_side[0] == 1, "select runs both sides");
    return example::exit_code();
}
