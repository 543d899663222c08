// SPDX-License-Identifier: BSL-1.0
#include <tapeless/calculus/gradient.hpp>
#include <tapeless/calculus/tensor_calls.hpp>
#include <tapeless/calculus/update.hpp>
#include <tapeless/expression/loops.hpp>
#include <tapeless/expression/tensor_functions.hpp>
#include <tapeless/expression/tensor_products.hpp>
#include <tapeless/expression/tensor_sums.hpp>
#include <tapeless/io/explain.hpp>
#include <tapeless/nn/optimisers.hpp>

#include <catch.hpp>
#include <string>

namespace {

using namespace tapeless;

using weights = tensor<float, 4, 3>;
using bias = tensor<float, 3>;
using batch = tensor<float, 2, 4>;

/// The sum of what a dense layer gives.
constexpr auto loss = [](auto const& w, auto const& b, auto const& x) { return sum(tanh(matmul(x, w) + b)); };

constexpr auto cell = [](auto const& state, auto const& x) { return tanh(state + x); };
constexpr auto run = [](auto const& state, auto const& x) { return fold(cell, state, x); };

std::string in_packs() { return native_lanes<float> == 1 ? "" : ", packs of 4"; }

}  // namespace

TEST_CASE("a dense layer and its slopes are one contraction, and so is what goes back to its weights") {
    std::string const text(explain<weights, bias, batch>(gradient<0, 1>(loss)));
    CHECK(text ==
          "1. contraction 2 x 3, sums of 4" + in_packs() +
              ": contract, add, tanh, mul, sub, mul; reads 92 bytes, writes 24 bytes; 78 flops\n"
              "2. nest 2 x 3" +
              in_packs() +
              ": reduce_sum by column; reads 24 bytes, writes 12 bytes; 6 flops\n"
              "3. contraction 4 x 3, sums of 2" +
              in_packs() +
              ": contract; reads 56 bytes, writes 48 bytes; 48 flops\n"
              "total: 1 nest, 2 contractions, 0 others; 132 flops; workspace 24 bytes; arguments 92 bytes, results 60 "
              "bytes\n");
    CHECK(flop_count<weights, bias, batch>(gradient<0, 1>(loss)) == 132);
    CHECK(workspace_bytes<weights, bias, batch>(gradient<0, 1>(loss)) == 24);
}

TEST_CASE("a training step writes the parameters behind the last contraction") {
    std::string const text(explain<weights, bias, batch>(update_with(sgd{.learning_rate = 0.1f}, loss)));
    UNSCOPED_INFO(text);
    CHECK(text.find("contraction 4 x 3, sums of 2" + in_packs() + ": contract, sub; ") != std::string::npos);
    CHECK(text.find("results 52 bytes, 1 in place\n") != std::string::npos);
}

TEST_CASE("the body of a loop follows its loop") {
    CHECK(explain<tensor<float, 4>, tensor<float, 5, 4>>(run) ==
          "1. scan of 5 steps; reads 96 bytes, writes 16 bytes; 40 flops\n"
          "  1. nest 4" +
              in_packs() +
              ": add, tanh; reads 32 bytes, writes 16 bytes; 8 flops\n"
              "total: 0 nests, 0 contractions, 1 other; 40 flops; workspace 32 bytes; arguments 96 bytes, results 16 "
              "bytes\n");
}
