// SPDX-License-Identifier: BSL-1.0
#include <tapeless/core/tensor_of.hpp>

#include <catch.hpp>
#include <span>
#include <type_traits>

namespace {

using tapeless::tensor;
using tapeless::tensor_of;

template <class T, int... Dims, class X>
constexpr bool is(X const& x, tensor<T, Dims...> const& expected) {
    return std::is_same_v<X, tensor<T, Dims...>> && x == expected;
}

/// 0 if every way gives the tensor of its shape.
constexpr int wrong() {
    int result = 0;
    auto const expect = [&](bool good) { result += good ? 0 : 1; };
    expect(is<double, 3>(tensor_of({1.0, 2.0, 3.0}), {1, 2, 3}));
    expect(is<int, 2, 3>(tensor_of({{1, 2, 3}, {4, 5, 6}}), {1, 2, 3, 4, 5, 6}));
    expect(is<int, 2, 1, 2>(tensor_of({{{1, 2}}, {{3, 4}}}), {1, 2, 3, 4}));
    expect(is<int, 1, 2, 1, 2>(tensor_of({{{{1, 2}}, {{3, 4}}}}), {1, 2, 3, 4}));
    expect(is<float, 2, 2>(tensor_of<float>({{1, 2}, {3, 4}}), {1, 2, 3, 4}));
    expect(is<double, 2, 1>(tensor_of<double>({{1}, {2}}), {1, 2}));
    expect(is<double, 1>(tensor_of<double>({1}), {1}));
    expect(is<double, 1, 1>(tensor_of<double>({{1}}), {1}));
    expect(is<double, 2, 2>(tensor_of<double>({{1, 2.5}, {3, 4}}), {1, 2.5, 3, 4}));

    int const square[2][2] = {{1, 2}, {3, 4}};
    expect(is<int, 2, 2>(tensor_of(square), {1, 2, 3, 4}));
    std::array<std::array<int, 2>, 2> const arrays{{{1, 2}, {3, 4}}};
    expect(is<int, 2, 2>(tensor_of(arrays), {1, 2, 3, 4}));
    std::array<float, 4> four{1, 2, 3, 4};
    expect(is<float, 4>(tensor_of(four), {1, 2, 3, 4}));
    expect(is<float, 2, 2>(tensor_of<2, 2>(four), {1, 2, 3, 4}));
    expect(is<float, 2, 2>(tensor_of<2, 2>(std::span<float, 4>(four)), {1, 2, 3, 4}));
    expect(is<float, 2, 2>(tensor_of<2, 2>(tensor<float, 4>{1, 2, 3, 4}), {1, 2, 3, 4}));
    return result;
}

}  // namespace

static_assert(wrong() == 0);

TEST_CASE("tensors of nested braces and arrays") { CHECK(wrong() == 0); }
