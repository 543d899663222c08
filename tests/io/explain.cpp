// SPDX-License-Identifier: BSL-1.0
#include <tapeless/calculus/tensor_calls.hpp>
#include <tapeless/expression/axes.hpp>
#include <tapeless/expression/cond.hpp>
#include <tapeless/expression/functions.hpp>
#include <tapeless/expression/tensor_algebra.hpp>
#include <tapeless/expression/tensor_extremes.hpp>
#include <tapeless/expression/tensor_functions.hpp>
#include <tapeless/expression/tensor_shapes.hpp>
#include <tapeless/expression/tensor_sums.hpp>
#include <tapeless/io/explain.hpp>

#include <catch.hpp>
#include <sstream>
#include <string>

namespace {

using namespace tapeless;

constexpr auto soft = [](auto x) { return softmax(x); };
constexpr auto product = [](auto x, auto y) { return sin(x * y) + exp(x) / 2; };
constexpr auto larger = [](auto x, auto y) {
    return cond(
        x < y, [&] { return y * y; }, [&] { return sqrt(x); });
};

struct text_sink {
    std::string text;
    void put(std::string_view more) { text += more; }
};

/// Packs of single precision that hold three or four numbers.
std::string in_packs() { return native_lanes<float> == 1 ? "" : ", packs of 4"; }

}  // namespace

TEST_CASE("softmax is one nest with its rows in registers") {
    CHECK(explain<tensor<float, 2, 3>>(soft) ==
          "1. nest 2 x 3" + in_packs() +
              ", rows in registers: reduce_max by row, abs, equal, select, sub, exp, reduce_sum by row, div; reads 24 "
              "bytes, writes 24 bytes; 36 flops\n"
              "total: 1 nest, 0 contractions, 0 others; 36 flops; workspace 0 bytes; arguments 24 bytes, results 24 "
              "bytes\n");
    CHECK(flop_count<tensor<float, 2, 3>>(soft) == 36);
}

TEST_CASE("functions of numbers are one block of code") {
    static_assert(explain(gradient(product)) ==
                  "straight-line code: 7 operations; 7 flops (1 addition, 4 multiplications, 2 calls of elementary "
                  "functions); at most 4 values alive; arguments 16 bytes, results 16 bytes\n");
    static_assert(explain<float, float>(product) ==
                  "straight-line code: 5 operations; 5 flops (1 addition, 2 multiplications, 2 calls of elementary "
                  "functions); at most 2 values alive; arguments 8 bytes, results 4 bytes\n");
    CHECK(explain(larger) ==
          "straight-line code with 1 branch: 4 operations; 4 flops (1 multiplication, 1 division, 1 comparison, "
          "1 selection); at most 3 values alive; arguments 16 bytes, results 8 bytes\n");
    static_assert(explain([](auto x) { return x; }) ==
                  "straight-line code: 0 operations; 0 flops; at most 1 value alive; arguments 8 bytes, results 8 "
                  "bytes\n");
}

TEST_CASE("what has a kernel of its own is named with its shape") {
    constexpr auto running = [](auto x) { return exp(cumsum(x, axis<0>)); };
    CHECK(explain<tensor<float, 4>>(running) == "1. cumsum 4; reads 16 bytes, writes 16 bytes; 4 flops\n"
                                                "2. nest 4" +
                                                    in_packs() +
                                                    ": exp; reads 16 bytes, writes 16 bytes; 4 flops\n"
                                                    "total: 1 nest, 0 contractions, 1 other; 8 flops; workspace 16 "
                                                    "bytes; arguments 16 bytes, results 16 bytes\n");
}

TEST_CASE("numbers that are read again and again count once") {
    constexpr auto repeated = [](auto x) { return cumsum(broadcast_to<3, 4>(x), axis<0>); };
    CHECK(
        explain<tensor<float, 4>>(repeated) ==
        "1. cumsum 3 x 4; reads 16 bytes, writes 48 bytes; 12 flops\n"
        "total: 0 nests, 0 contractions, 1 other; 12 flops; workspace 0 bytes; arguments 16 bytes, results 48 bytes\n");
}

TEST_CASE("results that are arguments are copied") {
    constexpr auto same = [](auto x) { return x; };
    CHECK(
        explain<tensor<float, 2, 2>>(same) ==
        "1. copy 2 x 2 to result 0; reads 16 bytes, writes 16 bytes\n"
        "total: 0 nests, 0 contractions, 1 other; 0 flops; workspace 0 bytes; arguments 16 bytes, results 16 bytes\n");
}

TEST_CASE("explanations go to streams and sinks") {
    text_sink sink;
    write_explanation<tensor<float, 2, 3>>(sink, soft);
    CHECK(sink.text == explain<tensor<float, 2, 3>>(soft));
    std::ostringstream out;
    out << explain(product);
    CHECK(out.str() == explain(product));
}
