// SPDX-License-Identifier: BSL-1.0
// Comparisons of tensors, and choices by them beside PyTorch.
// Values, gradients and second derivatives are compared with reference/tensors.txt.
#include "support/tensor_reference.hpp"

using support::check_tensor_op;
using support::input;
using tapeless::select;

TEST_CASE("choices by comparisons of tensors") {
    check_tensor_op<double, float>(
        "select.less", [](auto a, auto b) { return select(a < b, a * b, a - b); }, input<2, 3>, input<2, 3>);
    check_tensor_op(
        "select.greater_row", [](auto a, auto b) { return select(a > b, a * b, a - b); }, input<2, 3>, input<3>);
    check_tensor_op<double, float>(
        "select.less_equal_stretched", [](auto a, auto b) { return select(a <= b, a * a, b); }, input<2, 1>,
        input<1, 3>);
    check_tensor_op(
        "select.greater_equal_number", [](auto a) { return select(a >= 0.25, a * a, -a); }, input<2, 3>);
}

TEST_CASE("choices by equality of tensors") {
    check_tensor_op<double, float>(
        "select.equal_ties", [](auto a, auto b) { return select(a == b, a * b, a + 2 * b); }, input<3, 4>, input<3, 4>);
    check_tensor_op(
        "select.not_equal_ties", [](auto a, auto b) { return select(a != b, a * b, a + 2 * b); }, input<3, 4>,
        input<4>);
}

TEST_CASE("choices by combined conditions of tensors") {
    check_tensor_op<double, float>(
        "select.and", [](auto a, auto b) { return select(a < b && b > 0, a * b, a); }, input<2, 3>, input<2, 3>);
    check_tensor_op(
        "select.or_not", [](auto a, auto b) { return select(a < b || !(b > 0), a * b, a); }, input<2, 3>, input<2, 3>);
}

TEST_CASE("choices that broadcast") {
    check_tensor_op<double, float>(
        "select.numbers", [](auto a) { return select(a > 0, a, 0.5); }, input<2, 3>);
    check_tensor_op(
        "select.stretched_condition", [](auto c, auto a, auto b) { return select(c > 0, a * a, b); }, input<3>,
        input<2, 3>, input<2, 1>);
    check_tensor_op(
        "select.scalar_condition", [](auto c, auto a, auto b) { return select(c > 0, a * a, b); }, input<>, input<2, 3>,
        input<3>);
}
