// SPDX-License-Identifier: BSL-1.0
// Trains a network on the iris data, and does the same through a tape to compare.
// In: a CSV file and options (--help). Out: held-out accuracy, heap allocations and the time of a training step.
#include "class_data.hpp"
#include "heap_count.hpp"
#include "iris_network.hpp"
#include "iris_options.hpp"
#include "iris_training.hpp"

#if defined(TAPELESS_EXAMPLES_HAS_ADOLC)
#include "iris_adolc.hpp"
#endif

#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <exception>
#include <limits>
#include <optional>
#include <string>
#include <vector>

namespace {

constexpr int success = 0;
constexpr int failure = 1;
constexpr int bad_input = 2;  // as read_options has it

/// Progress on stderr: on a terminal one line that changes, at most 20 times a second, else ten lines.
class progress {
public:
    progress(bool quiet, int epochs) : quiet_(quiet), terminal_(isatty(STDERR_FILENO) == 1), epochs_(epochs) {}

    void operator()(int epoch, double loss) {
        if (quiet_) return;
        bool const last = epoch == epochs_;
        auto const now = std::chrono::steady_clock::now();
        if (terminal_) {
            if (!last && epoch > 1 && now - shown_ < std::chrono::milliseconds(50)) return;
            shown_ = now;
        } else if (!last && epoch > 1 && epoch % std::max(epochs_ / 10, 1) != 0) return;
        std::fprintf(stderr, "%sepoch %*d of %d  loss %.6f%s", terminal_ ? "\r" : "",
                     static_cast<int>(std::to_string(epochs_).size()), epoch, epochs_, loss,
                     !terminal_ || last ? "\n" : "");
    }

private:
    bool quiet_;
    bool terminal_;
    int epochs_;
    std::chrono::steady_clock::time_point shown_{};
};

struct tapeless_loss {
    [[nodiscard]] auto operator()(iris::parameters const& p, iris::sample const& s) const {
        return tapeless::value_and_gradient<0>(iris::loss{})(p, s.x, s.one_hot);
    }
};

/// Prints how many of the held-out flowers are recognised, and returns their share.
[[nodiscard]] double report_accuracy(iris::table const& data, iris::parameters const& trained,
                                     std::vector<iris::sample> const& held_out) {
    std::array<int, iris::outputs> all{};
    std::array<int, iris::outputs> right{};
    int right_sum = 0;
    for (iris::sample const& s : held_out) {
        ++all[s.label];
        if (iris::classify(trained, s) == s.label) {
            ++right[s.label];
            ++right_sum;
        }
    }
    double const accuracy = right_sum / static_cast<double>(held_out.size());
    std::printf("held-out accuracy  %.1f %%, %d of %zu:", 100 * accuracy, right_sum, held_out.size());
    for (std::size_t i = 0; i < iris::outputs; ++i)
        std::printf("%s %s %d/%d", i > 0 ? "," : "", data.names[i].c_str(), right[i], all[i]);
    std::printf("\n");
    return accuracy;
}

#if defined(__OPTIMIZE__) && !defined(TAPELESS_EXAMPLES_SANITIZED)
constexpr char const* build_note = "";
#else
constexpr char const* build_note = " (a build to find mistakes: its times say nothing)";
#endif

#if defined(TAPELESS_EXAMPLES_HAS_ADOLC)
[[nodiscard]] double median(std::vector<double> values) {
    std::ranges::sort(values);
    return values[values.size() / 2];
}

/// The same training through the tape, in turns with ours; false if it arrives at other weights.
[[nodiscard]] bool compare(iris::parameters const& start, std::vector<iris::sample> const& samples,
                           iris::settings const& s, iris::training_result const& our) {
    iris::adolc_loss taped;
    tapeless_loss ours;
    auto const silent = [](int, double) {};
    std::vector<double> our_time;
    std::vector<double> taped_time;
    std::vector<double> ratio;
    iris::training_result last;
    int const turns = s.epochs > 200 ? 1 : 5;
    for (int i = 0; i < turns; ++i) {
        last = iris::train(start, samples, s, taped, heap_allocations, silent);
        taped_time.push_back(last.microseconds_per_step());
        our_time.push_back(iris::train(start, samples, s, ours, heap_allocations, silent).microseconds_per_step());
        ratio.push_back(taped_time.back() / our_time.back());
    }
    // At large learning rates training is chaotic: then even ours does not agree with ours and a rounding error a step.
    auto rounded = [&](iris::parameters const& p, iris::sample const& one) {
        auto result = ours(p, one);
        for (double& slope : result.gradient) slope *= 1 + 4 * std::numeric_limits<double>::epsilon();
        return result;
    };
    double const rounding =
        iris::distance(iris::train(start, samples, s, rounded, heap_allocations, silent).trained, our.trained);
    double const difference = iris::distance(last.trained, our.trained);
    bool const same = difference <= 1e-10;
    bool const comparable = rounding <= 1e-10;

    std::printf("time per step      %.2f us, through ADOL-C's tape %.2f us: %.1f times as long%s\n", median(our_time),
                median(taped_time), median(ratio), build_note);
    std::printf("ADOL-C's training  %.1f heap allocations per step, loss %.6f, weights %s: distance %.1e\n",
                static_cast<double>(last.allocations) / static_cast<double>(last.steps),
                iris::mean_loss(last.trained, samples),
                same         ? "the same within rounding"
                : comparable ? "NOT the same"
                             : "not comparable (chaotic at this learning rate)",
                difference);
    return same || !comparable;
}
#endif

int run(iris::options const& chosen) {
    iris::table const data = iris::csv_reader::read(chosen.path);
    iris::engine random(chosen.seed);
    auto const parts = example::split(data, chosen.hold_out, random);
    if (parts.held_out.empty() || parts.training.empty())
        throw example::input_error(chosen.path + ": too few rows to train with some and to hold out others");
    iris::parameters const start = iris::initial_parameters(random);
    iris::settings const s{.epochs = chosen.epochs, .learning_rate = chosen.learning_rate, .order_seed = chosen.seed};

    std::printf("data               %zu flowers to train with, %zu held out, seed %llu\n", parts.training.size(),
                parts.held_out.size(), static_cast<unsigned long long>(chosen.seed));
    std::printf("network            %zu-%zu-%zu, %zu parameters\n", iris::inputs, iris::hidden, iris::outputs,
                iris::parameter_count);
    std::fflush(stdout);

    tapeless_loss ours;
    iris::training_result const result =
        iris::train(start, parts.training, s, ours, heap_allocations, progress(chosen.quiet, chosen.epochs));
    double const loss = iris::mean_loss(result.trained, parts.training);
    std::printf("training           %d epochs, %lld steps, loss %.6f -> %.6f\n", chosen.epochs, result.steps,
                iris::mean_loss(start, parts.training), loss);
    if (!std::isfinite(loss)) {
        std::fprintf(stderr, "training diverged: choose a smaller --learning-rate\n");
        return failure;
    }
    double const accuracy = report_accuracy(data, result.trained, parts.held_out);
    std::printf("heap allocations   %lld while training\n", result.allocations);

    bool good = true;
    if (accuracy < chosen.required_accuracy) {
        std::fprintf(stderr, "accuracy %.4f is below the required %.4f\n", accuracy, chosen.required_accuracy);
        good = false;
    }
    if (result.allocations != 0) {
        std::fprintf(stderr, "training took memory from the heap\n");
        good = false;
    }
    bool compared = false;
#if defined(TAPELESS_EXAMPLES_HAS_ADOLC)
    if (!chosen.no_comparison) {
        compared = true;
        good = compare(start, parts.training, s, result) && good;
    }
#endif
    if (!compared)
        std::printf("time per step      %.2f us (%s)%s\n", result.microseconds_per_step(),
                    chosen.no_comparison ? "no comparison wanted" : "built without ADOL-C: nothing to compare with",
                    build_note);
    return good && std::fflush(stdout) == 0 ? success : failure;
}

}  // namespace

int main(int argc, char** argv) {
    iris::options chosen{.path = TAPELESS_EXAMPLES_DATA_DIR "/iris.csv"};
    if (std::optional<int> const exit_code = iris::read_options(argc, argv, chosen)) return *exit_code;
    try {
        return run(chosen);
    } catch (std::exception const& error) {
        std::fprintf(stderr, "%s\n", error.what());
        return bad_input;
    }
}
