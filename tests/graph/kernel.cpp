// SPDX-License-Identifier: BSL-1.0
#include "catch.hpp"
#include "support/close.hpp"
#include "support/graphs.hpp"

using tapeless::fold;
using tapeless::kernel;
using tapeless::op;

namespace {

using support::infinity;
using support::not_a_number;

bool same(double x, double y) { return support::close(x, y, 0); }

}  // namespace

TEST_CASE("every operation computes what the standard library computes") {
    double const points[] = {-3.25, -1, -0.75, -0.1, 0, 0.3, 0.5, 1, 1.5, 2, 7.75};
    for (int i = 2; i < tapeless::op_count; ++i) {
        op const o = static_cast<op>(i);
        if (!tapeless::has_kernel(o)) continue;
        for (double a : points)
            for (double b : points)
                for (double c : {0.5, 2.0}) {
                    INFO(tapeless::row(o).name << " " << a << " " << b << " " << c);
                    double const expected = support::standard<double>(o, a, b, c);
                    double const value = fold(o, a, b, c);
                    if (expected != expected) CHECK(value != value);
                    else if (std::isinf(expected)) CHECK(value == expected);
                    else CHECK(std::fabs(value - expected) <= 1e-15 * std::fabs(expected) + 1e-300);
                }
    }
}

TEST_CASE("kernels work in single precision") {
    static_assert(std::is_same_v<decltype(kernel<op::mul>::run(1.5f, 2.0f)), float>);
    static_assert(kernel<op::mul>::run(1.5f, 2.0f) == 3.0f);
    static_assert(std::is_same_v<decltype(kernel<op::exp>::run(1.0f)), float>);
    static_assert(std::is_same_v<decltype(kernel<op::less>::run(1.0f, 2.0f)), bool>);
    static_assert(std::is_same_v<decltype(kernel<op::select>::run(true, 1.0f, 2.0f)), float>);
    CHECK(support::close(kernel<op::exp>::run(1.0f), std::exp(1.0f), 1e-7));
}

TEST_CASE("arithmetic and choice fold in constant expressions") {
    static_assert(fold(op::add, 1, 2) == 3 && fold(op::sub, 1, 2) == -1 && fold(op::mul, 3, 2) == 6 &&
                  fold(op::div, 1, 2) == 0.5 && fold(op::neg, 2) == -2);
    static_assert(fold(op::select, 1, 2, 3) == 2 && fold(op::select, 0, 2, 3) == 3);
    static_assert(fold(op::less, 1, 2) == 1 && fold(op::less, 2, 2) == 0 && fold(op::less_equal, 2, 2) == 1 &&
                  fold(op::equal, 2, 2) == 1 && fold(op::equal, 2, 3) == 0);
    static_assert(fold(op::logical_not, 0) == 1 && fold(op::logical_and, 1, 0) == 0 && fold(op::logical_or, 1, 0) == 1);
    static_assert(fold(op::min, 1, 2) == 1 && fold(op::max, 1, 2) == 2);
    CHECK(fold(op::constant, 2.5) == 2.5);
}

TEST_CASE("NaN in minimum, maximum and sign") {
    CHECK(same(fold(op::min, not_a_number, 1), not_a_number));
    CHECK(same(fold(op::max, not_a_number, 1), not_a_number));
    CHECK(same(fold(op::min, 1, not_a_number), 1));
    CHECK(same(fold(op::max, 1, not_a_number), 1));
    CHECK(same(fold(op::fmin, not_a_number, 1), 1));
    CHECK(same(fold(op::fmax, not_a_number, 1), 1));
    CHECK(same(fold(op::fmin, 1, not_a_number), 1));
    CHECK(same(fold(op::fmax, 1, not_a_number), 1));
    CHECK(same(fold(op::fmax, not_a_number, not_a_number), not_a_number));
    CHECK(same(fold(op::sign, not_a_number), not_a_number));
    CHECK(std::signbit(fold(op::sign, -0.0)));
    CHECK(fold(op::sign, -infinity) == -1);
}

TEST_CASE("saturation and overflow") {
    CHECK(fold(op::tanh, 1000) == 1);
    CHECK(fold(op::tanh, -1000) == -1);
    CHECK(fold(op::sigmoid, 1000) == 1);
    CHECK(fold(op::sigmoid, -1000) == 0);
    CHECK(fold(op::softplus, 1000) == 1000);
    CHECK(fold(op::softplus, -1000) == 0);
    CHECK(support::close(fold(op::hypot, 1e200, 1e200), std::sqrt(2.0) * 1e200));
    CHECK(fold(op::hypot, 0, 0) == 0);
    CHECK(fold(op::atan2, 0, 0) == 0);
    CHECK(fold(op::pow, 0, 0) == 1);
    CHECK(fold(op::pow, -2, 3) == -8);
}
