// SPDX-License-Identifier: BSL-1.0
// Formulas of four numbers as text.
// In: a function. Out: its text; CHECK_SAME demands what stands in the source.
#pragma once

#include <tapeless/io/text.hpp>

#include <tapeless/expression/expression.hpp>

namespace support {

/// The text of a function of four numbers, as it is written.
template <class F>
constexpr std::string_view text_of(F const& g) {
    return tapeless::to_string(tapeless::as_expression<4>(g), tapeless::names<"x", "y", "z", "k">);
}

}  // namespace support

// What stands in the code is what is printed.
#define CHECK_SAME(...)                                                                                                \
    CHECK(support::text_of([]([[maybe_unused]] auto x, [[maybe_unused]] auto y, [[maybe_unused]] auto z,               \
                              [[maybe_unused]] auto k) { return __VA_ARGS__; }) == #__VA_ARGS__)
