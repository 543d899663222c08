// SPDX-License-Identifier: BSL-1.0
// Pools: values in constant expressions, borders and ties, and the laws.
#include "support/tensor_laws.hpp"

#include <tapeless/expression/tensor_pools.hpp>

using support::check_tensor_laws;
using support::drawn_tensor;
using tapeless::border;
using tapeless::dilation;
using tapeless::stride;
using tapeless::tensor;

namespace {

constexpr tensor<double, 1, 5> x{{-1, -2, -3, 4, 5}};

static_assert(max_pool1d<2>(x) == tensor<double, 1, 2>{{-1, 4}});
static_assert(max_pool1d<2, border<1>>(x) == tensor<double, 1, 3>{{-1, -2, 5}});  // zeros would win
static_assert(max_pool1d<2, stride<1>, dilation<3>>(x) == tensor<double, 1, 2>{{4, 5}});
static_assert(avg_pool1d<2, border<1>>(x) == tensor<double, 1, 3>{{-0.5, -2.5, 4.5}});
static_assert(max_pool2d<2>(tensor<double, 1, 2, 4>{{1, 2, 3, 4, 5, 6, 8, 7}}) == tensor<double, 1, 1, 2>{{6, 8}});
static_assert(max_pool2d<2, border<1>>(tensor<double, 1, 2, 2>{{-1, -2, -3, -4}}) ==
              tensor<double, 1, 2, 2>{{-1, -2, -3, -4}});
static_assert(avg_pool2d<2, stride<1>>(tensor<double, 1, 2, 3>{{1, 2, 3, 4, 5, 6}}) == tensor<double, 1, 1, 2>{{3, 4}});

constexpr auto shares = tapeless::gradient([](auto y) { return sum(max_pool1d<3, stride<2>, border<1>>(y)); });
static_assert(shares(tensor<double, 1, 3>{{7, 7, 1}}) == tensor<double, 1, 3>{{0.5, 1.5, 0}});

}  // namespace

TEST_CASE("pools of a number that fills a tensor") {
    constexpr auto f = [](auto y) {
        tensor<tapeless::traced, 1, 4> const filled(-3);
        return y * max_pool1d<2, stride<3>, border<1>>(filled) * avg_pool1d<2>(filled);
    };
    CHECK(tapeless::value(f)(tensor<double, 1, 2>{{1, 2}}) == tensor<double, 1, 2>{{9, 18}});
}

TEST_CASE("laws of pools") {
    check_tensor_laws([](auto y) { return max_pool2d<3, stride<2>, border<1>>(y); }, drawn_tensor<2, 1, 4, 5>(1));
    check_tensor_laws([](auto y) { return avg_pool2d<2, stride<1, 2>, border<1, 0>>(y); }, drawn_tensor<1, 3, 4>(1));
    check_tensor_laws([](auto y) { return avg_pool1d<2, dilation<2>>(y) * max_pool1d<2, dilation<2>>(y); },
                      drawn_tensor<2, 7>(2));
}
