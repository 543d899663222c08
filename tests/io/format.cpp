// SPDX-License-Identifier: BSL-1.0
#define FMT_HEADER_ONLY
#include <tapeless/io/format.hpp>

#include <tapeless/calculus/gradient.hpp>
#include <tapeless/expression/expression.hpp>

#include <catch.hpp>

namespace {

constexpr auto f = [](auto x, auto y) { return x * y + y; };
constexpr auto e = tapeless::as_expression<2>(f);

template <class Format>
void check(Format format) {
    CHECK(format("{}", e) == "x0 * x1 + x1");
    CHECK(format("[{:>15}]", e) == "[   x0 * x1 + x1]");
    CHECK(format("{}", tapeless::gradient(f)) == "{x1, 1 + x0}");
}

}  // namespace

static_assert(tapeless::formula_like<std::remove_const_t<decltype(e)>>);
static_assert(!tapeless::formula_like<std::remove_const_t<decltype(f)>> && !tapeless::formula_like<int>);

TEST_CASE("formulas in the format functions that are installed") {
#if defined(__cpp_lib_format)
    check([](char const* text, auto const& x) { return std::vformat(text, std::make_format_args(x)); });
#endif
#if __has_include(<fmt/core.h>)
    check([](char const* text, auto const& x) { return fmt::format(fmt::runtime(text), x); });
#endif
    SUCCEED();
}
