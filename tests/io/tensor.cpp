// SPDX-License-Identifier: BSL-1.0
#include <tapeless/io/tensor_stream.hpp>

#include <tapeless/io/text.hpp>

#include <catch.hpp>
#include <limits>
#include <sstream>

namespace {

using tapeless::bfloat16;
using tapeless::tensor;
using tapeless::to_string;

constexpr tensor<double, 2, 3> x{1, 2, 3, 4.5, 0.1, -6};

template <class X>
std::string printed(X const& value) {
    std::ostringstream out;
    out.width(40);
    out.precision(2);
    out << value;
    return out.str();
}

/// The longest numbers of their types, as many as the rest of the text leaves the least room for.
template <class T>
bool fits(T longest) {
    auto const text = to_string(tensor<T, 1, 1, 1>{longest});
    return text.size <= sizeof text.characters && text.view().size() > 6;
}

}  // namespace

static_assert(to_string(x) == "[[1, 2, 3], [4.5, 0.1, -6]]");
static_assert(to_string(x[1]) == "[4.5, 0.1, -6]");
static_assert(to_string(tensor<float, 3>{0.1f, 1e10f, 1.0f / 3}) == "[0.1, 1e+10, 0.33333334]");
static_assert(to_string(tensor<bool, 2>{true, false}) == "[true, false]");
static_assert(to_string(tensor<signed char, 1, 2>{65, -128}) == "[[65, -128]]");
static_assert(to_string(tensor<bfloat16, 2>{bfloat16(0.1), bfloat16(3)}) == "[0.1, 3]");
static_assert(to_string(tensor<int, 2, 1, 2>{1, 2, 3, 4}) == "[[[1, 2]], [[3, 4]]]");
static_assert(to_string(tensor<double, 1>{__builtin_nan("")}) == "[nan]");

TEST_CASE("tensors print on streams, whatever these are set to") {
    CHECK(printed(x) == "[[1, 2, 3], [4.5, 0.1, -6]]");
    CHECK(printed(x[0]) == "[1, 2, 3]");
    tensor<double, 2, 2> y{1, 2, 3, 4};
    CHECK(printed(y[1]) == "[3, 4]");
    CHECK(printed(tensor<float, 2>{0.1f, -0.0f}) == "[0.1, -0]");
}

TEST_CASE("the longest numbers have room") {
    CHECK(fits(-2.2250738585072014e-308));
    CHECK(fits(-1.17549435e-38f));
    CHECK(fits(std::numeric_limits<long long>::min()));
    CHECK(fits(std::numeric_limits<int>::min()));
    CHECK(fits(std::numeric_limits<short>::min()));
    CHECK(fits(static_cast<signed char>(-128)));
    CHECK(fits(false));
    std::size_t longest = 0;
    for (unsigned bits = 0; bits < 0x10000; ++bits) {
        auto const pattern = static_cast<std::uint16_t>(bits);
        longest = std::max(longest, tapeless::short_decimal(bfloat16::from_bits(pattern)).view().size());
#if TAPELESS_HAS_FLOAT16
        auto const half = __builtin_bit_cast(tapeless::float16, pattern);
        longest = std::max(longest, tapeless::short_decimal(half).view().size());
#endif
    }
    CHECK(longest <= 12);
}

TEST_CASE("formulas keep their text beside tensors") {
    CHECK(to_string([](auto a) { return a + 1; }) == "x + 1");
}
