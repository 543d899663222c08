// SPDX-License-Identifier: BSL-1.0
// What the side of a choice that is not taken would compute is never seen: not in the value, nor in any derivative.
#include "catch.hpp"
#include "support/close.hpp"
#include "support/loaded.hpp"

#include <tapeless/calculus/hessian.hpp>
#include <tapeless/calculus/taylor.hpp>
#include <tapeless/expression/cond.hpp>
#include <tapeless/expression/functions.hpp>

using support::close;
using support::loaded;
using tapeless::derivative;
using tapeless::gradient;
using tapeless::hessian;
using tapeless::hvp;
using tapeless::jacobian;
using tapeless::jvp;
using tapeless::taylor;
using tapeless::value;
using tapeless::vjp;

namespace {

/// The side that is taken, and its derivatives.
constexpr auto taken = [](auto x) { return x * x * x + 2 * x; };

/// The first wrong one of value, first, second and third derivatives in every mode; 0 if all are those of `taken`.
template <class F>
constexpr int wrong(F f, double x) {
    double const first = 3 * x * x + 2;
    double const second = 6 * x;
    auto const [v, tangent] = jvp(f)(x, 1.0);
    double const found[] = {v,
                            gradient(f)(x),
                            derivative(f)(x),
                            tangent,
                            vjp(f)(x, 1.0).gradient,
                            jacobian([](auto a) {
                                return std::array{F{}(a), a};
                            })(x)[0],
                            hessian(f)(x),
                            hvp(f)(x, 1.0),
                            derivative<2>(f)(x),
                            derivative<3>(f)(x)};
    double const wanted[] = {taken(x), first, first, first, first, first, second, second, second, 6};
    for (int i = 0; i < 10; ++i)
        if (!close(found[i], wanted[i])) return i + 1;
    return 0;
}

/// The same of fewer verbs.
template <class F>
constexpr bool right(F f, double x) {
    return close(value(f)(x), taken(x)) && close(gradient(f)(x), 3 * x * x + 2) && close(hessian(f)(x), 6 * x) &&
           close(hvp(f)(x, 1.0), 6 * x) && close(derivative<3>(f)(x), 6);
}

template <class Test, class Bad>
struct selected {
    constexpr auto operator()(auto x) const { return select(Test{}(x), Bad{}(x), taken(x)); }
};
template <class Test, class Bad>
struct turned {
    constexpr auto operator()(auto x) const { return select(!Test{}(x), taken(x), Bad{}(x)); }
};
template <class Test, class Bad>
struct branched {
    constexpr auto operator()(auto x) const { return cond(Test{}(x), Bad{}, taken, x); }
};

// At a point where the test fails: in constant expressions and at run time.
#define CHECK_TAKEN(at, test, bad)                                                                                     \
    do {                                                                                                               \
        using test_type = decltype([](auto x) { return test; });                                                       \
        using bad_type = decltype([](auto x) { return bad; });                                                         \
        static_assert(wrong(selected<test_type, bad_type>{}, at) == 0);                                                \
        CHECK(wrong(selected<test_type, bad_type>{}, loaded<double>(at)) == 0);                                        \
        CHECK(hessian(turned<test_type, bad_type>{})(loaded<double>(at)) == 6 * (at));                                 \
        static_assert(right(branched<test_type, bad_type>{}, at));                                                     \
        CHECK(right(branched<test_type, bad_type>{}, loaded<double>(at)));                                             \
    } while (false)

}  // namespace

TEST_CASE("roots, logarithms and poles that are not taken leave no trace") {
    CHECK_TAKEN(0.0, x > 0, sqrt(x));
    CHECK_TAKEN(-1.0, x > 0, sqrt(x));
    CHECK_TAKEN(0.0, x > 0, log(x));
    CHECK_TAKEN(0.0, x > 0, 1 / x);
    CHECK_TAKEN(0.0, x != 0, sin(x) / x);
    CHECK_TAKEN(1.0, x > 5, acosh(x) * atanh(x));
}

TEST_CASE("nor do powers, angles and overflows") {
    CHECK_TAKEN(0.0, x > 0, pow(x, -2.5));
    CHECK_TAKEN(-0.5, x > 0, pow(x, x));
    CHECK_TAKEN(2.0, x * x < 1, asin(x));
    CHECK_TAKEN(1000.0, x < 10, exp(x));
}

TEST_CASE("nor do chains of divisions and choices within choices") {
    CHECK_TAKEN(0.0, x > 0, 1 / (1 / (1 / x)));
    CHECK_TAKEN(0.0, x > 1, sqrt(log(x) / x));
    CHECK_TAKEN(0.0, x > 0, select(x > 3, sqrt(x - 3), 1 / x));
    CHECK_TAKEN(0.0, x > 0, max(log(x), 1 / x));
}

TEST_CASE("nor in Taylor series") {
    constexpr auto f = [](auto x) { return select(x > 0, sqrt(x) / log(x), taken(x)); };
    constexpr std::array<double, 4> series{0, 2, 0, 1};
    static_assert(taylor<3>(f)(0.0) == series);
    CHECK(taylor<3>(f)(loaded<double>(0)) == series);
}
