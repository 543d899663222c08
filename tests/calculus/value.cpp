// SPDX-License-Identifier: BSL-1.0
#include "catch.hpp"
#include "support/close.hpp"

#include <tapeless/calculus/gradient.hpp>

using support::close;
using tapeless::value;

TEST_CASE("the value of a function is what the function gives") {
    constexpr auto f = [](auto x, auto y) { return (x + y) * (x - y) / 2; };
    static_assert(value(f)(5.0, 3.0) == 8 && value(f)(5, 3) == 8 && value(f)(5.0f, 3.0f) == 8);
    static_assert(f(5.0, 3.0) == 8);
    CHECK(value(f)(5.0, 3.0) == 8);
}

TEST_CASE("elementary functions in constant expressions") {
    constexpr auto f = [](auto x) { return sin(x) * sin(x) + cos(x) * cos(x); };
    static_assert(close(value(f)(0.7), 1.0, 1e-15));
    constexpr auto g = [](auto x) { return exp(x) / sqrt(x); };
    static_assert(close(value(g)(1.0), 2.71828182845904523536));
    CHECK(close(value(g)(1.0), 2.71828182845904523536));
}

namespace {

struct squared {
    template <class T>
    constexpr T operator()(T x) const {
        return x * x;
    }
};

}  // namespace

TEST_CASE("function objects") {
    static_assert(value(squared{})(3.0) == 9);
    CHECK(value(squared{})(1.5f) == 2.25f);
}
