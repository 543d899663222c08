// SPDX-License-Identifier: BSL-1.0
#include <tapeless/core/double_double.hpp>

#include "catch.hpp"
#include "core/ulp.hpp"

#include <random>

namespace {

using namespace tapeless::elementary::detail;

constexpr bool equal(double_double a, double hi, double lo) { return a.hi == hi && a.lo == lo; }

static_assert(equal(two_sum(1.0, 0x1p-60), 1.0, 0x1p-60));
static_assert(equal(two_sum(0x1p-60, 1.0), 1.0, 0x1p-60));
static_assert(equal(two_product(1.0 + 0x1p-40, 1.0 - 0x1p-40), 1.0, -0x1p-80));
static_assert(equal(two_product(0x1.fffffffffffffp0, 0x1.fffffffffffffp0), 0x1.ffffffffffffep1, 0x1p-104));
static_assert(equal(double_double{1.0, 0x1p-60} + -1.0, 0x1p-60, 0.0));

double relative_error(double_double got, double_double expected) {
    double_double const difference = got + -expected;
    return std::abs(difference.hi / expected.hi);
}

}  // namespace

TEST_CASE("double-double: products, quotients and roots undo each other", "[core]") {
    std::mt19937_64 random(9);
    std::uniform_real_distribution<> uniform(1.0, 2.0);
    double worst_quotient = 0.0;
    double worst_root = 0.0;
    for (int i = 0; i < 20'000; ++i) {
        double_double const a = two_sum(uniform(random), uniform(random) * 0x1p-55);
        double_double const b = two_sum(uniform(random), uniform(random) * 0x1p-55);
        worst_quotient = std::max(worst_quotient, relative_error(a / b * b, a));
        double_double const root = square_root(a);
        worst_root = std::max(worst_root, relative_error(root * root, a));
    }
    CHECK(worst_quotient < 0x1p-99);
    CHECK(worst_root < 0x1p-99);
}

TEST_CASE("double-double: the product without fused multiply-add is the fused one", "[core]") {
    std::mt19937_64 random(10);
    std::uniform_real_distribution<> uniform(-2.0, 2.0);
    int wrong = 0;
    for (int i = 0; i < 100'000; ++i) {
        double const a = uniform(random);
        double const b = uniform(random);
        double_double const product = two_product(a, b);
        wrong += product.hi == a * b && product.lo == std::fma(a, b, -(a * b)) ? 0 : 1;
    }
    CHECK(wrong == 0);
}
