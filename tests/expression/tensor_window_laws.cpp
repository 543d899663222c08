// SPDX-License-Identifier: BSL-1.0
// Convolutions: values in constant expressions, what they store, and the laws.
#include "support/tensor_laws.hpp"

#include <tapeless/expression/tensor_windows.hpp>

using support::check_tensor_laws;
using support::drawn_tensor;
using tapeless::border;
using tapeless::dilation;
using tapeless::groups;
using tapeless::stride;
using tapeless::tensor;

namespace {

constexpr tensor<double, 1, 5> x{{1, 2, 3, 4, 5}};
constexpr tensor<double, 1, 1, 2> w{{1, 10}};

static_assert(conv1d(x, w) == tensor<double, 1, 4>{{21, 32, 43, 54}});
static_assert(conv1d<border<1>>(x, w) == tensor<double, 1, 6>{{10, 21, 32, 43, 54, 5}});
static_assert(conv1d<stride<2>, border<1>>(x, w) == tensor<double, 1, 3>{{10, 32, 54}});
static_assert(conv1d<dilation<3>>(x, w) == tensor<double, 1, 2>{{41, 52}});
static_assert(conv1d<groups<2>>(tensor<double, 2, 2>{{1, 2, 3, 4}}, tensor<double, 2, 1, 2>{{1, 10, 1, 100}}) ==
              tensor<double, 2, 1>{{21, 403}});
static_assert(conv2d(tensor<double, 1, 2, 3>{{1, 2, 3, 4, 5, 6}}, tensor<double, 1, 1, 2, 1>{{1, 10}}) ==
              tensor<double, 1, 1, 3>{{41, 52, 63}});
static_assert(conv_transpose1d(tensor<double, 1, 2>{{1, 2}}, w) == tensor<double, 1, 3>{{1, 12, 20}});
static_assert(conv_transpose1d<stride<2>, border<1>>(tensor<double, 1, 2>{{1, 2}}, w) == tensor<double, 1, 2>{{10, 2}});
static_assert(conv_transpose2d<stride<1, 2>>(tensor<double, 1, 1, 2>{{1, 2}}, tensor<double, 1, 1, 2, 1>{{1, 10}}) ==
              tensor<double, 1, 2, 3>{{1, 0, 2, 10, 0, 20}});

/// Numbers that the program stores between x, w and the result.
template <class F, class... A>
constexpr int stored(F, A const&...) {
    using tapeless::detail::compiled_for;
    using list = tapeless::detail::structure_list<tapeless::structure_of<A>...>;
    return compiled_for<tapeless::detail::value_verb, F, list>::type::on_tensors::workspace;
}
constexpr tensor<double, 2, 6, 6> image{};
constexpr tensor<double, 2, 2, 3, 3> weights{};
static_assert(stored([](auto a, auto b) { return conv2d(a, b); }, image, weights) == 0);
static_assert(stored([](auto a, auto b) { return conv2d<stride<2>, dilation<2>>(a, b); }, image, weights) <=
              2 * weights.size);  // a copy of the weights, at most
static_assert(stored([](auto a, auto b) { return conv2d<border<1>>(a, b); }, image, weights) == 2 * 8 * 8);

}  // namespace

TEST_CASE("convolutions with constants") {
    constexpr auto f = [](auto y) { return conv1d(y, w); };
    CHECK(tapeless::value(f)(x) == conv1d(x, w));
    constexpr auto filled = [](auto y) { return conv1d<border<1>>(tensor<tapeless::traced, 1, 2>(3), y); };
    CHECK(tapeless::value(filled)(w) == tensor<double, 1, 3>{{30, 33, 3}});
    constexpr auto both_filled = [](auto y) {
        return y * conv1d(tensor<tapeless::traced, 2, 3>(3), tensor<tapeless::traced, 1, 2, 2>(5));
    };
    CHECK(tapeless::value(both_filled)(tensor<double, 1, 2>{{1, 2}}) == tensor<double, 1, 2>{{60, 120}});
}

TEST_CASE("laws of convolutions") {
    check_tensor_laws([](auto a, auto b) { return conv1d<stride<2>, border<2>, dilation<2>>(a, b); },
                      drawn_tensor<2, 2, 5>(1), drawn_tensor<2, 2, 3>(2));
    check_tensor_laws([](auto a, auto b) { return conv2d<groups<2>, border<1, 0>>(a, b); }, drawn_tensor<1, 2, 3, 3>(1),
                      drawn_tensor<4, 1, 2, 2>(2));
}

TEST_CASE("laws of transposed convolutions") {
    check_tensor_laws([](auto a, auto b) { return conv_transpose1d<stride<2>, border<1>, groups<2>>(a, b); },
                      drawn_tensor<2, 4, 3>(1), drawn_tensor<4, 1, 3>(2));
}

// <conv(x, w), y> = <x, conv_transpose(y, w)>
TEST_CASE("a transposed convolution is the transposed of a convolution") {
    constexpr auto f = [](auto a, auto b) { return conv2d<stride<2, 1>, border<1>, dilation<1, 2>>(a, b); };
    auto const a = drawn_tensor<2, 2, 5, 4>(1);
    auto const b = drawn_tensor<3, 2, 3, 2>(2);
    auto const y = drawn_tensor<2, 3, 3, 4>(3);
    CHECK(support::detail::agree(
        support::detail::numbers(std::get<0>(tapeless::vjp(f)(a, b, y).gradient)),
        support::detail::numbers(conv_transpose2d<stride<2, 1>, border<1>, dilation<1, 2>>(y, b)), 1e-14));
}
