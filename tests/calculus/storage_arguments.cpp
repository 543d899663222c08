// SPDX-License-Identifier: BSL-1.0
// Numbers of two bytes as arguments of verbs: read as float.
#include <tapeless/calculus/counts.hpp>
#include <tapeless/calculus/gradient.hpp>
#include <tapeless/calculus/jacobian.hpp>
#include <tapeless/calculus/tensor_calls.hpp>
#include <tapeless/expression/tensor_sums.hpp>

#include <catch.hpp>

namespace {

using tapeless::bfloat16;
using tapeless::gradient;
using tapeless::jacobian;
using tapeless::tensor;
using tapeless::tensor_cast;
using tapeless::value;

constexpr auto weighted = [](auto x) { return sum(x * x * tensor<double, 3>{1, 2, 3}); };
constexpr auto line = [](auto w, auto x, auto b) { return sum(w * x) + b; };
constexpr auto layers = [](auto w, auto x) { return sum(w[0] * w[1] * x); };

template <class T>
constexpr tensor<T, 3> three = tensor_cast<T>(tensor<float, 3>{1, 2, -3});

template <class T, class... A>
constexpr bool computed_as = std::is_same_v<tapeless::scalar_type_of<A...>, T>;

/// A verb whose argument is a constant of the function around it, stored in two bytes.
constexpr auto around = [](auto x) {
    return sum(x * three<bfloat16>) + value(layers)(std::array{x, x}, three<bfloat16>);
};

}  // namespace

static_assert(computed_as<float, tensor<bfloat16, 3>> && computed_as<float, tensor<bfloat16, 3>, int, float>);
static_assert(computed_as<double, tensor<bfloat16, 3>, double> && computed_as<float, bfloat16>);
static_assert(computed_as<float, std::array<tensor<bfloat16, 3>, 2>, std::tuple<bfloat16, int>>);

// In constant expressions too.
static_assert(gradient(weighted)(three<bfloat16>) == tensor<float, 3>{2, 8, -18});
static_assert(value(weighted)(three<bfloat16>) == 36.0f);
static_assert(gradient(around)(tensor<double, 3>{1, 1, 1}) == tensor<double, 3>{3, 6, -9});

#if TAPELESS_HAS_FLOAT16
using stored = tapeless::float16;
#else
using stored = bfloat16;
#endif

TEMPLATE_TEST_CASE("tensors of two bytes a number are arguments, and results are floats", "", bfloat16, stored) {
    auto const w = three<TestType>;
    static_assert(std::is_same_v<decltype(gradient(weighted)(w)), tensor<float, 3>>);
    CHECK(gradient(weighted)(w) == tensor<float, 3>{2, 8, -18});
    CHECK(jacobian(weighted)(w) == tensor<float, 3>{2, 8, -18});

    auto const [by_w, by_x, by_b] = gradient(line)(w, tensor<float, 3>{4, 5, 6}, TestType(7.0f));
    static_assert(
        std::is_same_v<decltype(gradient(line)(w, w, 1)), std::tuple<tensor<float, 3>, tensor<float, 3>, float>>);
    CHECK(by_w == tensor<float, 3>{4, 5, 6});
    CHECK(by_x == tensor<float, 3>{1, 2, -3});
    CHECK(by_b == 1);
    CHECK(value(line)(w, tensor<double, 3>{0.1, 0.1, 0.1}, 0) == Approx(0.0).margin(1e-15));
}

TEST_CASE("numbers of two bytes inside of arrays, tuples and views") {
    std::array const w{three<bfloat16>, tensor_cast<bfloat16>(tensor<float, 3>{0.5f, 0.25f, 2})};
    auto const [by_w, by_x] = gradient(layers)(w, tensor<float, 3>{1, 10, 100});
    static_assert(std::is_same_v<decltype(by_w), std::array<tensor<float, 3>, 2> const>);
    CHECK(by_w[0] == tensor<float, 3>{0.5f, 2.5f, 200});
    CHECK(by_w[1] == tensor<float, 3>{1, 20, -300});
    CHECK(by_x == tensor<float, 3>{0.5f, 0.5f, -6});

    bfloat16 const elsewhere[] = {bfloat16(1), bfloat16(2), bfloat16(-3)};
    CHECK(gradient(weighted)(tapeless::tensor_span<bfloat16 const, 3>(elsewhere)) == tensor<float, 3>{2, 8, -18});
    auto const of_numbers = [](auto x) { return x[0] * x[1] * x[2]; };
    CHECK(gradient(of_numbers)(std::array{elsewhere[0], elsewhere[1], elsewhere[2]}) == std::array{-6.0f, -3.0f, 2.0f});
}

TEST_CASE("a workspace for numbers of two bytes holds floats") {
    constexpr auto df = gradient(weighted);
    constexpr int bytes = tapeless::workspace_bytes<tensor<bfloat16, 3>>(df);
    static tapeless::workspace<float, bytes / static_cast<int>(sizeof(float))> memory;
    CHECK(df.in(memory)(three<bfloat16>) == tensor<float, 3>{2, 8, -18});
}
