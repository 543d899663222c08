// SPDX-License-Identifier: BSL-1.0
// Forms and their algebra, without graphs: equal forms have equal numbers, and the limits hold.
#include "catch.hpp"

#include <tapeless/simplify/canonical.hpp>

#include <limits>

using tapeless::form_algebra;
using tapeless::op;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();

constexpr int input(form_algebra& f, int number) { return f.of_atom({op::input, number}); }

/// (x + 1) * (x - 1), or x^2 - 1.
constexpr bool multiplies_out() {
    form_algebra f;
    int const x = input(f, 0);
    int const one = f.constant(1);
    int const product = f.product(f.sum(x, 1, one), f.sum(x, -1, one));
    return product == f.sum(f.power(x, 2), -1, one) && f.term_count(product) == 2;
}
static_assert(multiplies_out());

/// x = x * x + y, `levels` times: the number of nodes.
constexpr int written_size(int levels) {
    tapeless::graph_builder g(tapeless::sharing::on);
    int const y = g.input(1);
    int value = g.input(0);
    for (int i = 0; i < levels; ++i) value = g.append(op::add, g.append(op::mul, value, value), y);
    tapeless::graph_builder out(tapeless::sharing::on);
    static_cast<void>(tapeless::canonical_form({g.nodes(), g.size(), &value, 1, 2}).write(out));
    return out.size();
}
static_assert(written_size(20) > 20);  // within the default limits of compilers, clang's is 2^20 steps

/// Numbers whose product, quotient or sum leaves the range are no error in constant evaluation.
constexpr bool extremes_end() {
    form_algebra f;
    int const x = input(f, 0);
    int const y = input(f, 1);
    int const large = f.sum(f.scaled(1e308, x), 1e308, y);
    static_cast<void>(f.product(large, large));
    static_cast<void>(f.power(large, -1));
    static_cast<void>(f.power(f.sum(f.scaled(5e-324, x), 5e-324, y), -2));
    static_cast<void>(f.product(f.power(x, infinity), f.power(x, -infinity)));
    static_cast<void>(f.power(f.power(x, 1e200), 1e200));
    static_cast<void>(f.power(f.sum(x, not_a_number, y), 0.5));
    static_cast<void>(f.product(f.power(f.sum(x, 1, y), 70.25), f.power(f.sum(x, 1, y), 0.5)));
    static_cast<void>(f.product(f.power(f.sum(x, 1, y), 1e300), f.power(f.sum(x, 1, y), 1.5e300)));
    return f.constant(0) == f.sum(f.constant(1e308), -1, f.constant(1e308)) &&
           f.sum(f.constant(1e308), 1, f.constant(1e308)) == f.constant(infinity);
}
static_assert(extremes_end());

}  // namespace

TEST_CASE("forms: equal forms have equal numbers, whatever came first") {
    form_algebra f;
    int const y = input(f, 1);
    int const x = input(f, 0);
    CHECK(input(f, 1) == y);
    CHECK(x != y);
    CHECK(f.sum(x, 1, y) == f.sum(y, 1, x));
    CHECK(f.product(x, y) == f.product(y, x));
    CHECK(f.sum(x, -1, x) == f.constant(0));
    CHECK(f.constant(-0.0) == f.constant(0));
    CHECK(f.constant(not_a_number) == f.constant(-not_a_number));
    CHECK(f.constant(1) != f.constant(-1));
    CHECK(f.sum(x, 2, y) != f.sum(x, -2, y));
    CHECK(f.of_atom({op::sin, x}) != f.of_atom({op::cos, x}));
    CHECK(f.of_atom({op::sin, x}) != f.of_atom({op::sin, y}));
}

TEST_CASE("forms: constants and atoms are known") {
    form_algebra f;
    int const x = input(f, 0);
    CHECK(f.is_constant(f.constant(0)));
    CHECK(f.is_constant(f.constant(3)));
    CHECK(f.value_of(f.constant(3)) == 3);
    CHECK(f.value_of(f.constant(0)) == 0);
    CHECK(!f.is_constant(x));
    REQUIRE(f.atom_of(x) >= 0);
    CHECK(f.atom_at(f.atom_of(x)).operation == op::input);
    for (int other : {f.constant(1), f.constant(0), f.scaled(2, x), f.power(x, 2), f.sum(x, 1, f.constant(1))})
        CHECK(f.atom_of(other) == -1);
    CHECK(f.leads_negative(f.scaled(-1, x)));
    CHECK(!f.leads_negative(f.constant(0)));
}

TEST_CASE("forms: the order is total, higher powers first and constants last") {
    form_algebra f;
    int const x = input(f, 0);
    int const y = input(f, 1);
    int const all[] = {f.power(x, not_a_number),
                       f.product(f.power(x, not_a_number), y),
                       f.power(x, 2),
                       x,
                       f.product(x, y),
                       y,
                       f.of_atom({op::sin, x}),
                       f.of_atom({op::sin, y}),
                       f.constant(2),
                       f.constant(not_a_number),
                       f.scaled(not_a_number, x),
                       f.sum(x, 1, y),
                       f.power(x, -1)};
    for (int a : all)
        for (int b : all) {
            CHECK((f.compare(a, b) == 0) == (a == b));
            CHECK((f.compare(a, b) < 0) == (f.compare(b, a) > 0));
        }
    CHECK(f.compare(f.power(x, 2), x) < 0);
    CHECK(f.compare(x, y) < 0);
    CHECK(f.compare(y, f.constant(2)) < 0);
    int const sum = f.sum(f.sum(f.constant(5), 1, x), 1, f.power(x, 2));
    REQUIRE(f.term_count(sum) == 3);
    CHECK(f.factor_of(f.term_of(sum, 0).monomial, 0).exponent == 2);
    CHECK(f.term_of(sum, 2).coefficient == 5);
}

TEST_CASE("forms: what all terms share is split off") {
    form_algebra f;
    int const x = input(f, 0);
    int const y = input(f, 1);
    int const z = input(f, 2);
    int const x_over_z = f.product(x, f.power(z, -1));
    int const x2_y = f.product(f.power(x, 2), y);
    auto const [outside, inner] = f.split_off(f.sum(x2_y, 1, x_over_z));
    CHECK(outside == x_over_z);
    CHECK(inner == f.sum(f.product(x, f.product(y, z)), 1, f.constant(1)));
    int const plain = f.sum(x, 1, y);
    CHECK(f.split_off(plain).inner == plain);
    CHECK(f.split_off(plain).outside == f.constant(1));
}

TEST_CASE("forms: roots and common factors are found") {
    form_algebra f;
    int const x = input(f, 0);
    int const y = input(f, 1);
    int const sum = f.sum(x, 2, y);
    CHECK(f.power(f.power(sum, 2), 0.5) == f.of_atom({op::abs, sum}));
    CHECK(f.power(f.power(sum, 3), -1) == f.power(sum, -3));
    CHECK(f.power(f.power(sum, 2), -1) == f.power(sum, -2));
    CHECK(f.power(f.scaled(6, sum), -1) == f.scaled(1 / 6.0, f.power(sum, -1)));
    CHECK(f.power(f.scaled(-0.25, sum), -1) == f.scaled(-4, f.power(sum, -1)));
    CHECK(f.power(f.sum(f.power(sum, 2), 1, f.constant(1)), -1) != f.power(sum, -2));
}

TEST_CASE("forms: products of more than 64 terms at once stay products") {
    form_algebra f;
    auto const sum_of = [&](int count, int first) {
        int result = f.constant(1);
        for (int i = 1; i < count; ++i) result = f.sum(result, 1, input(f, first + i));
        return result;
    };
    CHECK(f.term_count(f.product(sum_of(4, 0), sum_of(16, 20))) == 64);
    CHECK(f.term_count(f.product(sum_of(5, 0), sum_of(13, 20))) == 1);
    CHECK(f.product(sum_of(5, 0), sum_of(13, 20)) == f.product(sum_of(13, 20), sum_of(5, 0)));
    form_algebra of_powers;
    int const sum = of_powers.sum(input(of_powers, 0), 1, input(of_powers, 1));
    CHECK(of_powers.term_count(of_powers.power(sum, 20)) == 21);
    CHECK(of_powers.term_count(of_powers.power(sum, 33)) == 1);
}

TEST_CASE("forms: after 500 products of terms, sums and choices are factors") {
    form_algebra f;
    int const x = input(f, 0);
    int const sum = f.sum(x, 1, input(f, 1));
    int const choice = f.choose(op::select, x, sum, x);
    CHECK(f.atom_at(f.atom_of(f.product(choice, x))).operation == op::select);
    int last = 0;
    for (int i = 0; i < 200; ++i) last = f.term_count(f.product(f.sum(sum, 1, f.constant(i)), sum));
    CHECK(last == 1);
    CHECK(f.atom_of(f.product(choice, x)) == -1);
    CHECK(f.term_count(f.product(choice, sum)) == 1);
    CHECK(f.product(choice, sum) == f.product(sum, choice));
    CHECK(f.term_count(f.power(choice, 2)) == 1);
}
