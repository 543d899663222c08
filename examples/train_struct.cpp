// SPDX-License-Identifier: BSL-1.0
// A network whose parameters are a struct of structs: its gradient is the same struct, and a step changes it in place.
// In: a CSV file (train_struct [file]). Out: loss and held-out accuracy; exit code 1 if they are bad, 2 for bad input.
#include "check.hpp"
#include "class_data.hpp"
#include "wine_main.hpp"

#include <tapeless/nn/optimisers.hpp>
#include <tapeless/tapeless.hpp>

#include <boost/hana/accessors.hpp>
#include <boost/hana/define_struct.hpp>
#include <boost/hana/for_each.hpp>
#include <boost/hana/second.hpp>
#include <boost/hana/tuple.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdio>
#include <string>
#include <type_traits>
#include <vector>

namespace {

namespace hana = boost::hana;
using example::check;

// A template over its scalar type, so that the compiler can trace it; Hana knows its members.
template <class T, std::size_t Inputs, std::size_t Outputs>
struct dense {
    using matrix = std::array<std::array<T, Inputs>, Outputs>;
    using vector = std::array<T, Outputs>;
    BOOST_HANA_DEFINE_STRUCT(dense, (matrix, weights), (vector, biases));

    [[nodiscard]] constexpr vector operator()(std::array<T, Inputs> const& x) const {
        vector y = biases;
        for (std::size_t i = 0; i < Outputs; ++i)
            for (std::size_t j = 0; j < Inputs; ++j) y[i] += weights[i][j] * x[j];
        return y;
    }
};

constexpr std::size_t inputs = 13;
constexpr std::size_t hidden = 6;
constexpr std::size_t outputs = 3;

template <class T>
struct network {
    using first_layer = dense<T, inputs, hidden>;
    using second_layer = dense<T, hidden, outputs>;
    BOOST_HANA_DEFINE_STRUCT(network, (first_layer, first), (second_layer, second), (T, scale));

    /// The logarithm of the odds of each class, but for a common summand.
    [[nodiscard]] constexpr std::array<T, outputs> operator()(std::array<T, inputs> const& x) const {
        using tapeless::tanh;
        auto h = first(x);
        for (T& unit : h) unit = tanh(unit);
        auto y = second(h);
        for (T& logit : y) logit *= scale;
        return y;
    }
};

constexpr auto cross_entropy = [](auto const& parameters, auto const& x, auto const& one_hot) {
    auto const y = parameters(x);
    auto loss = logsumexp(y);
    for (std::size_t i = 0; i < outputs; ++i) loss -= one_hot[i] * y[i];
    return loss;
};
constexpr auto loss_and_slope = tapeless::value_and_gradient<0>(cross_entropy);
constexpr auto step = tapeless::update_with(tapeless::sgd{.learning_rate = 0.02}, cross_entropy);

using parameters = network<double>;
using sample = example::sample<inputs, outputs>;

/// f(number...) for all numbers in one or several structs alike.
template <class F, class P, class... Q>
void for_each_number(F const& f, P& p, Q&... q) {
    if constexpr (std::is_arithmetic_v<P>) f(p, q...);
    else if constexpr (hana::Struct<P>::value)
        hana::for_each(hana::accessors<std::remove_const_t<P>>(), [&](auto const& member) {
            for_each_number(f, hana::second(member)(p), hana::second(member)(q)...);
        });
    else
        for (std::size_t i = 0; i < p.size(); ++i) for_each_number(f, p[i], q[i]...);
}

[[nodiscard]] parameters random_start(example::engine& random) {
    parameters result{};
    double const first = std::sqrt(6.0 / (inputs + hidden));
    double const second = std::sqrt(6.0 / (hidden + outputs));
    for_each_number([&](double& w) { w = example::uniform(random, -first, first); }, result.first.weights);
    for_each_number([&](double& w) { w = example::uniform(random, -second, second); }, result.second.weights);
    result.scale = 1;
    return result;
}

void train(parameters& p, std::vector<sample>& samples, example::engine& random) {
    for (int epoch = 0; epoch < 40; ++epoch) {
        example::shuffle(samples, random);
        for (sample const& s : samples) step(p, s.x, s.one_hot);
    }
}

[[nodiscard]] double mean_loss(parameters const& p, std::vector<sample> const& samples) {
    double sum = 0;
    for (sample const& s : samples) sum += tapeless::value(cross_entropy)(p, s.x, s.one_hot);
    return sum / static_cast<double>(samples.size());
}

[[nodiscard]] double accuracy(parameters const& p, std::vector<sample> const& samples) {
    std::size_t right = 0;
    for (sample const& s : samples) {
        auto const y = p(s.x);
        right += static_cast<std::size_t>(std::ranges::max_element(y) - y.begin()) == s.label;
    }
    return static_cast<double>(right) / static_cast<double>(samples.size());
}

/// The slope along a direction, by the gradient and by a finite difference.
void check_slope(parameters const& p, sample const& s, example::engine& random) {
    constexpr double h = 1e-5;
    parameters above = p, below = p;
    auto const slope = loss_and_slope(p, s.x, s.one_hot).gradient;
    static_assert(std::is_same_v<decltype(slope), parameters const>);
    double expected = 0;
    for_each_number(
        [&](double& up, double& down, double by_w) {
            double const direction = example::uniform(random, -1, 1);
            up += h * direction;
            down -= h * direction;
            expected += direction * by_w;
        },
        above, below, slope);
    double const difference =
        (loss_and_slope(above, s.x, s.one_hot).value - loss_and_slope(below, s.x, s.one_hot).value) / (2 * h);
    check(example::near(expected, difference, 1e-8), "the gradient is confirmed by a finite difference");
}

void run(std::string const& path) {
    auto const data = example::class_csv_reader<inputs, outputs>::read(path);
    example::engine random(1);
    auto [training, held_out] = example::split(data, 0.3, random);
    if (training.empty() || held_out.empty())
        throw example::input_error(path + ": too few rows to train with some and to hold out others");

    parameters p = random_start(random);
    check_slope(p, training[0], random);
    double const loss_before = mean_loss(p, training);
    double const before = accuracy(p, held_out);
    train(p, training, random);
    double const loss_after = mean_loss(p, training);
    double const after = accuracy(p, held_out);
    std::printf("wines              %zu to train with, %zu held out\n", training.size(), held_out.size());
    std::printf("training loss      %.4f -> %.4f\n", loss_before, loss_after);
    std::printf("held-out accuracy  %.1f %% -> %.1f %%\n", 100 * before, 100 * after);
    std::printf("scale of logits    1 -> %.3f\n", p.scale);
    check(loss_after < 0.1 * loss_before, "the loss falls to a tenth");
    check(after >= 0.93, "at least 93 % of the held-out wines are recognised");
}

}  // namespace

int main(int argc, char** argv) { return example::wine_main(argc, argv, "train_struct", run); }
