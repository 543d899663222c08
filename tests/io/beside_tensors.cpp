// SPDX-License-Identifier: BSL-1.0
// Tensors, formulas and C sources in one program, in an order of headers in which names once met.
#include "catch.hpp"

#include <tapeless/io/c_source.hpp>

#include <tapeless/tensor.hpp>

#include <tapeless/formula.hpp>
#include <tapeless/io/text.hpp>

TEST_CASE("formulas and text behind tensors") {
    constexpr auto squares = [](auto const& x) { return fold([](auto s, auto e) { return s + e * e; }, 0.0, x); };
    static_assert(tapeless::gradient(squares)(tapeless::vector<double, 2>{3, 4})(1) == 8);
    constexpr auto x = tapeless::variable<"x">;
    static_assert(tapeless::to_string(x * x) == "x * x" && tapeless::derivative(x * x, x)(3.0) == 6);
    SUCCEED();
}
