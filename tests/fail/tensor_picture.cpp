// EXPECT: to_string(f), to_latex(f), write_dot(out, f), write_mermaid(out, f) and write_c(out, f) require a function that computes with numbers
// MAX_LINES: 25
// SPDX-License-Identifier: BSL-1.0
#include <tapeless/calculus/tensor_calls.hpp>
#include <tapeless/io/dot.hpp>
#include <tapeless/io/latex.hpp>
#include <tapeless/tensor.hpp>

#include <iostream>

constexpr auto f = [](auto const& x) { return x[0] * x[1]; };
constexpr std::array<double, 2> numbers{1, 2};
constexpr tapeless::tensor<double, 2> x{1, 2};

#ifdef SHOULD_FAIL
void draw() { tapeless::write_dot(std::cout, f, x); }
#else
void draw() { tapeless::write_dot(std::cout, f, numbers); }
#endif
