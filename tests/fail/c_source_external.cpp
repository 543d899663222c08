// EXPECT: write_c(out, f) requires f to call no external functions: external, find_root and their relatives run C++
// SPDX-License-Identifier: BSL-1.0
#include <tapeless/io/c_source.hpp>
#include <tapeless/tapeless.hpp>

double table(double x);

constexpr auto outside = tapeless::external<table>;
constexpr auto f = [](auto x) { return outside(x * x); };
constexpr auto g = [](auto x) { return x * x; };

#ifdef SHOULD_FAIL
void write(std::ostream& out) { tapeless::write_c(out, f, "f"); }
#else
void write(std::ostream& out) { tapeless::write_c(out, g, "g"); }
#endif
