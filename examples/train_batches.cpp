// SPDX-License-Identifier: BSL-1.0
// A network of tensors, trained on batches of wines, and the gradient of every wine by itself.
// In: a CSV file (train_batches [file]). Out: loss, held-out accuracy, heap allocations; exit code 1 if they are bad, 2 for
// bad input.
#include "check.hpp"
#include "class_data.hpp"
#include "heap_count.hpp"
#include "wine_main.hpp"

#include <tapeless/nn/optimisers.hpp>
#include <tapeless/tensor.hpp>

#include <cmath>
#include <cstdio>
#include <string>
#include <tuple>
#include <vector>

namespace {

using example::check;
using tapeless::axes;
using tapeless::axis;
using tapeless::matrix;
using tapeless::vector;

constexpr int inputs = 13;
constexpr int hidden = 8;
constexpr int classes = 3;
constexpr int batch = 25;

using parameters = std::tuple<matrix<double, inputs, hidden>, vector<double, hidden>, matrix<double, hidden, classes>,
                              vector<double, classes>>;
using features = matrix<double, batch, inputs>;
using labels = matrix<double, batch, classes>;

// One sample a row; a bias goes to every row.
constexpr auto log_odds = [](auto const& p, auto const& x) {
    auto const& [w1, b1, w2, b2] = p;
    return matmul(tanh(matmul(x, w1) + b1), w2) + b2;
};
constexpr auto cross_entropy = [](auto const& p, auto const& x, auto const& y) {
    return -sum(y * log_softmax(log_odds(p, x))) / (y.size / classes);
};
constexpr auto loss_and_slope = tapeless::value_and_gradient<0>(cross_entropy);
constexpr auto step = tapeless::update_with(tapeless::sgd{.learning_rate = 0.3}, cross_entropy);
constexpr auto slope_of_each = tapeless::vmap<-1, 0, 0>(tapeless::gradient<0>(cross_entropy));

static_assert(tapeless::workspace_bytes<parameters, features, labels>(step) < 16 * 1024);

struct batch_of_wines {
    features x;
    labels y;
};

[[nodiscard]] std::vector<batch_of_wines> in_batches(std::vector<example::sample<inputs, classes>> const& samples) {
    std::vector<batch_of_wines> result(samples.size() / batch);
    for (std::size_t i = 0; i < result.size() * batch; ++i) {
        batch_of_wines& to = result[i / batch];
        int const row = static_cast<int>(i % batch);
        for (int k = 0; k < inputs; ++k) to.x(row, k) = samples[i].x[static_cast<std::size_t>(k)];
        for (int k = 0; k < classes; ++k) to.y(row, k) = samples[i].one_hot[static_cast<std::size_t>(k)];
    }
    return result;
}

[[nodiscard]] parameters random_start(example::engine& random) {
    parameters p{};
    for (double& w : std::get<0>(p)) w = example::uniform(random, -0.5, 0.5);
    for (double& w : std::get<2>(p)) w = example::uniform(random, -0.7, 0.7);
    return p;
}

void train(parameters& p, std::vector<batch_of_wines> const& batches, int epochs) {
    for (int epoch = 0; epoch < epochs; ++epoch)
        for (batch_of_wines const& wines : batches) step(p, wines.x, wines.y);
}

[[nodiscard]] double accuracy(parameters const& p, std::vector<example::sample<inputs, classes>> const& samples) {
    std::size_t right = 0;
    for (auto const& s : samples) {
        matrix<double, 1, inputs> x{};
        for (int k = 0; k < inputs; ++k) x(0, k) = s.x[static_cast<std::size_t>(k)];
        auto const found = argmax(tapeless::value(log_odds)(p, x), axis<1>);
        right += static_cast<std::size_t>(found(0)) == s.label;
    }
    return static_cast<double>(right) / static_cast<double>(samples.size());
}

/// The gradients of single wines, whose mean is the gradient of their batch; returns the longest one's share in it.
[[nodiscard]] double check_each(parameters const& p, batch_of_wines const& wines) {
    auto const each = std::get<0>(slope_of_each(p, wines.x, wines.y));
    auto const whole = std::get<0>(loss_and_slope(p, wines.x, wines.y).gradient);
    auto const mean_of_each = mean(each, axes<0>);
    double worst = 0;
    for (int i = 0; i < whole.size; ++i) worst = std::fmax(worst, std::abs(mean_of_each.values[i] - whole.values[i]));
    check(worst < 1e-14, "the gradient of a batch is the mean of those of its wines");
    auto const lengths = norm(each, axes<1, 2>);
    return max(lengths) / sum(lengths);
}

void run(std::string const& path) {
    auto const data = example::class_csv_reader<inputs, classes>::read(path);
    example::engine random(1);
    auto const [training, held_out] = example::split(data, 0.3, random);
    auto const batches = in_batches(training);
    if (batches.empty() || held_out.empty())
        throw example::input_error(path + ": too few rows to train with some and to hold out others");

    parameters p = random_start(random);
    double const loss_before = tapeless::value(cross_entropy)(p, batches[0].x, batches[0].y);
    long long const before = heap_allocations();
    train(p, batches, 60);
    long long const allocations = heap_allocations() - before;
    double const loss_after = tapeless::value(cross_entropy)(p, batches[0].x, batches[0].y);
    double const share = check_each(p, batches[0]);
    double const right = accuracy(p, held_out);
    std::printf("wines                    %zu batches of %d, %zu held out\n", batches.size(), batch, held_out.size());
    std::printf("loss of a batch          %.4f -> %.4f\n", loss_before, loss_after);
    std::printf("held-out accuracy        %.1f %%\n", 100 * right);
    std::printf("most influential wine    %.0f %% of its batch's gradients\n", 100 * share);
    std::printf("allocations in training  %lld\n", allocations);
    check(loss_after < 0.1 * loss_before, "the loss falls to a tenth");
    check(right >= 0.93, "at least 93 % of the held-out wines are recognised");
    check(allocations == 0, "training allocates nothing");
}

}  // namespace

int main(int argc, char** argv) { return example::wine_main(argc, argv, "train_batches", run); }
