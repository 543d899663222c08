// SPDX-License-Identifier: BSL-1.0
#define FMT_HEADER_ONLY
#include <tapeless/io/tensor_format.hpp>

#if __has_include(<fmt/ranges.h>)
#include <fmt/ranges.h>  // which takes all ranges for its own
#endif

#include <catch.hpp>

namespace {

using tapeless::tensor;

constexpr tensor<double, 2, 2> x{1, 2.5, 0.125, -4};

template <class Format>
void check(Format format) {
    CHECK(format("{}", x) == "[[1, 2.5], [0.125, -4]]");
    CHECK(format("{:>12}|", x[0]) == "    [1, 2.5]|");
    CHECK(format("{:-^13}", x[0]) == "--[1, 2.5]---");
    CHECK(format("{::.2f}", x) == "[[1.00, 2.50], [0.12, -4.00]]");
    CHECK(format("{::>4}", x) == "[[   1,  2.5], [0.125,   -4]]");
    tensor<int, 3> y{1, 20, 300};
    CHECK(format("{::03x} and more", y) == "[001, 014, 12c] and more");
    CHECK(format("{}", tapeless::tensor_span<int, 3>(y)) == "[1, 20, 300]");
    CHECK(format("{::.1f}", tapeless::tensor_cast<tapeless::bfloat16>(x)[0]) == "[1.0, 2.5]");
}

}  // namespace

TEST_CASE("tensors in the format functions that are installed") {
#if defined(__cpp_lib_format)
    check([](char const* text, auto const& value) { return std::vformat(text, std::make_format_args(value)); });
#endif
#if __has_include(<fmt/core.h>)
    check([](char const* text, auto const& value) { return fmt::format(fmt::runtime(text), value); });
    CHECK(fmt::format("{} is {::.1f}", x, x[0]) == "[[1, 2.5], [0.125, -4]] is [1.0, 2.5]");
#endif
    SUCCEED();
}
