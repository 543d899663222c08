// EXPECT: to_string(f), to_latex(f), write_dot(out, f), write_mermaid(out, f) and write_c(out, f) require a function that computes with numbers
// MAX_LINES: 25
// SPDX-License-Identifier: BSL-1.0
#include <tapeless/calculus/tensor_calls.hpp>
#include <tapeless/io/text.hpp>
#include <tapeless/tensor.hpp>

constexpr auto f = [](auto const& x) { return x[0] * x[1]; };

#ifdef SHOULD_FAIL
auto text() { return tapeless::to_string<tapeless::tensor<double, 2>>(tapeless::gradient(f)); }
#else
auto text() { return tapeless::to_string<std::array<double, 2>>(tapeless::gradient(f)); }
#endif
