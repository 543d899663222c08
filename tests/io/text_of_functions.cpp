// SPDX-License-Identifier: BSL-1.0
#include "support/text.hpp"

#include <tapeless/calculus/external.hpp>
#include <tapeless/expression/cond.hpp>
#include <tapeless/expression/functions.hpp>

#include <catch.hpp>

using support::text_of;

namespace {

double sine(double x) { return x; }
double cosine(double x) { return x; }

/// A function with two results, called as one of two arguments.
struct both {
    template <class T>
    std::array<T, 2> operator()(T x, T y) const {
        return {x + y, x - y};
    }
};

constexpr auto outside = tapeless::external<both{}>;

}  // namespace

TEST_CASE("functions have their names") {
    CHECK_SAME(sin(x));
    CHECK_SAME(pow(x, y));
    CHECK_SAME(pow(x, y) * pow(x + y, -z));
    CHECK_SAME(atan2(y, x) + hypot(x, y));
    CHECK_SAME(min(x, y) - max(x, 0) + fmin(x, y) - fmax(x, y));
    CHECK_SAME(exp(exp2(expm1(log(log2(log10(log1p(x))))))));
    CHECK_SAME(sqrt(x) + cbrt(y) + abs(z));
    CHECK_SAME(cos(tan(asin(acos(atan(x))))));
    CHECK_SAME(sinh(x) * cosh(x) * tanh(x) * asinh(x) * acosh(x) * atanh(x));
    CHECK_SAME(erf(x) + erfc(y) + sigmoid(z) + softplus(k));
    CHECK_SAME(sign(x) * floor(x) * ceil(y) * round(z));
    CHECK_SAME(stop_gradient(x) * x);
    CHECK_SAME(sin(x + y) * cos((x + y) * z));
}

TEST_CASE("conditions have the brackets that they need") {
    CHECK_SAME(select(x < y, x, y));
    CHECK_SAME(select(x <= 0, 0, x));
    CHECK_SAME(select(x >= 0, x, -x));
    CHECK_SAME(select(x > 0, x, -x));
    CHECK_SAME(select(x == y, x, z));
    CHECK_SAME(select(x != y, x, z));
    CHECK_SAME(select(x + y < z * k, x, z));
    CHECK_SAME(select(x < y && y < z, x, z));
    CHECK_SAME(select(x < y && y < z && z < k, x, z));
    CHECK_SAME(select(x < y && (y < z && z < k), x, z));
    CHECK_SAME(select(x < y || y < z || z < k, x, z));
    CHECK_SAME(select(x < y || (y < z || z < k), x, z));
    CHECK_SAME(select((x < y && y < z) || z < k, x, z));
    CHECK_SAME(select(z < k || (x < y && y < z), x, z));
    CHECK_SAME(select((x < y || y < z) && z < k, x, z));
    CHECK_SAME(select(!(x < y), x, z));
    CHECK_SAME(select(!(x < y && y == z), x, z));
    CHECK_SAME(select(!(x != y), x, z));
    CHECK_SAME(select(x == y && z != k, x, z));
    CHECK_SAME(1 + select(x < y, select(x < z, 1, x + y), z) * k);
    CHECK(text_of([](auto x, auto y, auto, auto) { return select(x > y, x, y); }) == "select(y < x, x, y)");
    CHECK(text_of([](auto x, auto y, auto, auto) { return select(0 < x, x, y); }) == "select(x > 0, x, y)");
}

TEST_CASE("branches and stated derivatives have a form that compiles") {
    CHECK(text_of([](auto x, auto y, auto, auto) {
              return 2 * cond(
                             x < y, [](auto a) { return a * a; }, [](auto) { return 1; }, x);
          }) == "2 * cond(x < y, [&] { return x * x; }, [&] { return 1; })");
    CHECK(text_of([](auto x, auto y, auto, auto) { return with_slope(x * y, x, y + 1); }) ==
          "with_slope(x * y, x, y + 1)");
}

TEST_CASE("functions that the graph only calls have numbers") {
    CHECK(text_of([](auto x, auto y, auto, auto) {
              return tapeless::external<sine>(x + y) * tapeless::external<cosine>(x) + tapeless::external<sine>(y);
          }) == "external1(x + y) * external2(x) + external1(y)");
    CHECK(text_of([](auto x, auto y, auto, auto) { return outside(x, y)[0] * outside(x, 2 * y)[1]; }) ==
          "external1(x, y)[0] * external1(x, 2 * y)[1]");
    CHECK(text_of([](auto x, auto y, auto, auto) { return outside(x * y, y)[1] + outside(x * y, y)[0]; }) ==
          "external1(x * y, y)[1] + external1(x * y, y)[0]");
    CHECK(text_of([](auto x, auto y, auto, auto) { return outside(x, y); }) ==
          "{external1(x, y)[0], external1(x, y)[1]}");
}

TEST_CASE("a call of many uses has a name for all its results") {
    constexpr auto chain = [](auto x, auto y) {
        for (int i = 0; i < 6; ++i) {
            auto const next = outside(x, y);
            x = next[0];
            y = next[1];
        }
        return x * y;
    };
    CHECK(tapeless::to_string(chain, tapeless::names<"x", "y">) ==
          "t1 = external1(external1(x, y)[0], external1(x, y)[1]); t2 = external1(t1[0], t1[1]); "
          "t3 = external1(t2[0], t2[1]); t4 = external1(t3[0], t3[1]); t5 = external1(t4[0], t4[1]); t5[0] * t5[1]");
}
