// EXPECT: require a formula whose numbers are known in the type: write 2_c for 2, or a variable
// SPDX-License-Identifier: BSL-1.0
#include <tapeless/formula.hpp>
#include <tapeless/io/c_source.hpp>

using namespace tapeless::literals;
constexpr auto x = tapeless::variable<"x">;

void write(std::ostream& out) {
#ifdef SHOULD_FAIL
    tapeless::write_c(out, 2 * x, "f");
#else
    tapeless::write_c(out, 2_c * x, "f");
#endif
}
