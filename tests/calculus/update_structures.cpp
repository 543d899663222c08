// SPDX-License-Identifier: BSL-1.0
// Training steps on parameters of every structure; and where their intermediate results lie.
#include "catch.hpp"
#include "support/flat_numbers.hpp"
#include "support/records.hpp"

#include <tapeless/calculus/update.hpp>
#include <tapeless/nn/optimisers.hpp>
#include <tapeless/tensor.hpp>

#include <boost/hana/map.hpp>
#include <tuple>
#include <utility>

using support::same_numbers;
using tapeless::adam;
using tapeless::matrix;
using tapeless::sgd;
using tapeless::tensor;
using tapeless::update_with;
using tapeless::vector;

namespace {

/// Whether a step of f at p is the gradient's; half of it is exact.
template <class F, class P, class... X>
bool follows_gradient(F const& f, P const& p, X const&... x) {
    auto const [value, slope] = tapeless::value_and_gradient<0>(f)(p, x...);
    auto expected = support::flat_numbers(p);
    auto const slopes = support::flat_numbers(slope);
    for (std::size_t i = 0; i < expected.size(); ++i) expected[i] -= 0.5 * slopes[i];
    P stepped = p;
    bool const same_value = update_with(sgd{.learning_rate = 0.5}, f)(stepped, x...) == value;
    return same_value && support::flat_numbers(stepped) == expected && !same_numbers(stepped, p);
}

constexpr auto of_array = [](auto const& p) { return p[0] * p[1] + p[2] * p[2]; };
constexpr auto of_segment = [](auto const& s, auto x) { return (s.to.x - s.from.x) * x + s.to.y * s.from.y * s.width; };
constexpr auto of_layer = [](auto const& l, auto x) { return l.weights[0] * l.weights[1] * x + l.bias * l.bias; };
constexpr auto of_map = [](auto const& m) { return m[support::w] * m[support::w] * m[support::b]; };
constexpr auto of_tensors = [](auto const& p, auto const& x) {
    auto const& [w, rest] = p;
    return sum(square(matmul(x, w) + rest.first)) * rest.second;
};
constexpr auto of_vector = [](auto const& w, auto const& x) { return dot(w, x) * dot(w, w); };

/// A struct of tensors.
template <class T>
struct dense {
    using weight_matrix = matrix<T, 2, 3>;
    using bias_vector = vector<T, 3>;
    BOOST_HANA_DEFINE_STRUCT(dense, (weight_matrix, weights), (bias_vector, biases), (T, scale));
};
constexpr auto of_dense = [](auto const& layer, auto const& x) {
    return sum(square(matmul(x, layer.weights) + layer.biases)) * layer.scale;
};

/// Whose results are arguments of each other's place.
struct exchanging {
    static constexpr int moments = 1;
    constexpr std::array<double, 1> numbers() const { return {0}; }
    template <class T>
    static constexpr std::array<T, 2> update(T p, T, T m, std::array<T, 1> const&) {
        return {m, p};
    }
};

template <class Tensor>
Tensor whole_numbers(int first) {
    Tensor result{};
    for (int i = 0; i < result.size; ++i)
        result.values[i] = static_cast<typename Tensor::value_type>((i + first) % 5 - 2);
    return result;
}

}  // namespace

TEST_CASE("parameters in arrays, structs and maps") {
    CHECK(follows_gradient(of_array, std::array{1.0, 2.0, 3.0}));
    CHECK(follows_gradient(of_array, std::array{1.0F, 2.0F, 3.0F}));
    CHECK(follows_gradient(of_segment, support::segment<double>{{1, 2}, {3, 4}, 5}, 2.0));
    CHECK(follows_gradient(of_layer, support::layer<float, 2>{{1, 2}, 3}, 2.0F));
    CHECK(follows_gradient(of_map, boost::hana::make_map(boost::hana::make_pair(support::w, 2.0),
                                                         boost::hana::make_pair(support::b, 3.0))));
}

TEST_CASE("parameters in tensors, and in tuples, pairs and structs of them") {
    auto const x = whole_numbers<matrix<double, 4, 2>>(1);
    auto const w = whole_numbers<matrix<double, 2, 3>>(2);
    auto const b = whole_numbers<vector<double, 3>>(3);
    CHECK(follows_gradient(of_tensors, std::tuple(w, std::pair(b, 0.5)), x));
    CHECK(follows_gradient(of_vector, b, b));
    CHECK(follows_gradient(of_dense, dense<double>{w, b, 0.5}, x));
}

TEST_CASE("parameters in memory of the caller's") {
    double numbers[] = {1, 2, 3};
    tapeless::tensor_span<double, 3> span(numbers);
    vector<double, 3> owned{1, 2, 3};
    auto const x = whole_numbers<vector<double, 3>>(3);
    constexpr auto step = update_with(adam{}, of_vector);
    auto state = step.initial_state(span);
    auto same_state = step.initial_state(owned);
    for (int i = 0; i < 3; ++i) CHECK(step(span, state, x) == step(owned, same_state, x));
    CHECK(numbers[0] != 1);
    CHECK(same_numbers(span, owned));
    CHECK(state.moments[0] == same_state.moments[0]);
}

TEST_CASE("parameters and what is kept can change places") {
    double numbers[] = {1, 2, 3};
    tapeless::tensor_span<double, 3> p(numbers);
    constexpr auto step = update_with(exchanging{}, of_vector);
    auto state = step.initial_state(p);
    state.moments[0] = {4, 5, 6};
    step(p, state, vector<double, 3>{});
    CHECK(same_numbers(p, vector<double, 3>{4, 5, 6}));
    CHECK(state.moments[0] == vector<double, 3>{1, 2, 3});
}

TEST_CASE("what is kept starts at zero, whatever members say") {
    auto const state = update_with(adam{}, of_dense).initial_state(dense<float>{{{1}}, {{2}}, 3});
    for (auto const& moment : state.moments)
        for (double const number : support::flat_numbers(moment)) CHECK(number == 0);
}

TEST_CASE("a workspace of the caller is used") {
    using parameters = matrix<double, 8, 6>;
    using samples = matrix<double, 5, 8>;
    constexpr auto f = [](auto const& w, auto const& x) { return sum(exp(matmul(x, w) * 0.125)); };
    constexpr auto step = update_with(sgd{.learning_rate = 0.5}, f);
    constexpr int bytes = tapeless::workspace_bytes<parameters, samples>(step);
    STATIC_REQUIRE(bytes > 0);
    tapeless::workspace<double, bytes / 8> memory{};
    auto w = whole_numbers<parameters>(0);
    auto same = w;
    auto const x = whole_numbers<samples>(1);
    double const loss = step(w, x);
    CHECK(step.in(memory)(same, x) == loss);
    CHECK(w == same);
    bool touched = false;
    for (double const number : memory.numbers) touched = touched || number != 0;
    CHECK(touched);
    std::array v{1.0, 2.0, 3.0};  // numbers need none
    CHECK(update_with(sgd{}, of_array).in(memory)(v) == 11);
    CHECK(v[2] < 3);
}

TEST_CASE("a step states which results may take the place of which arguments") {
    using state_and_rate = tapeless::inspected<decltype(update_with(adam{}, of_vector)), vector<double, 3>,
                                               vector<double, 3>>::program;  // w, x; m, v, numbers
    constexpr auto const& pairs = state_and_rate::in_place::value.at;
    STATIC_REQUIRE(std::size(pairs) == 4);  // loss, w, m, v
    CHECK((pairs[0] == -1 && pairs[1] == 0 && pairs[2] == 2 && pairs[3] == 3));
    STATIC_REQUIRE(state_and_rate::on_tensors::runs_in_place);
    using gradient =
        tapeless::inspected<decltype(tapeless::gradient(of_vector)), vector<double, 3>, vector<double, 3>>::program;
    STATIC_REQUIRE(!gradient::on_tensors::runs_in_place);
}
