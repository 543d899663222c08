// SPDX-License-Identifier: BSL-1.0
// Training steps as formulas and as C, for a device that learns.
#include "catch.hpp"

#include <tapeless/io/c_source.hpp>
#include <tapeless/io/text.hpp>
#include <tapeless/nn/optimisers.hpp>
#include <tapeless/tapeless.hpp>

#include <sstream>
#include <string>

using tapeless::sgd;
using tapeless::to_string;
using tapeless::update_with;

namespace {

constexpr auto product = [](auto w, auto x) { return w * x; };
constexpr auto step = update_with(sgd{}, product);
constexpr auto momentum = update_with(sgd{.momentum = 0.5}, product);

}  // namespace

TEST_CASE("a step as a formula: the loss, the parameters, what is kept") {
    CHECK(to_string<double, double>(step) == "{x0 * x1, x0 - x1 * numbers[0]}");
    CHECK(to_string<double, double>(momentum, tapeless::names<"w", "x">) ==
          "{w * x, w - numbers[0] * (x + numbers[2] * moments[0]), {x + numbers[2] * moments[0]}}");
}

TEST_CASE("a step as a function in C") {
    std::ostringstream out;
    tapeless::write_c<double, double>(out, momentum, {"train"}, tapeless::names<"w", "x">);
    CHECK(out.str().find("void train(double w, double x, double const moments[1], double const numbers[5], double* "
                         "restrict result_0, double* restrict result_1, double result_2[restrict 1])") !=
          std::string::npos);
}
