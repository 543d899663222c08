// SPDX-License-Identifier: BSL-1.0
// A file of its own, because CLI11 takes longer to compile than all the rest of the example.
#include "iris_options.hpp"

#include <CLI/CLI.hpp>

#include <charconv>
#include <cstdint>
#include <system_error>

namespace {

/// CLI::Range would let "nan" through, and -1 as the largest unsigned number.
template <class Number>
[[nodiscard]] CLI::Validator between(Number low, Number high, std::string const& range) {
    return CLI::Validator(
        [=](std::string& text) {
            char const* const end = text.data() + text.size();
            Number value{};
            auto const [stop, error] = std::from_chars(text.data(), end, value);
            bool const good = error == std::errc() && stop == end && value >= low && value <= high;
            return good ? std::string() : "expected a number in " + range + ", found '" + text + "'";
        },
        "in " + range);
}

}  // namespace

std::optional<int> iris::read_options(int argc, char** argv, options& chosen) {
    CLI::App app("Trains a 4-8-3 network on the iris data by stochastic gradient descent.");
    app.add_option("file", chosen.path, "the data: counts and class names, then four numbers and a class a line");
    app.add_option("--epochs", chosen.epochs, "how often to go through the data")
        ->check(between(1, 1'000'000, "[1 - 1000000]"))
        ->capture_default_str();
    app.add_option("--learning-rate", chosen.learning_rate, "how far a step goes along the gradient")
        ->check(between(1e-6, 1.0, "[1e-6 - 1]"))
        ->capture_default_str();
    app.add_option("--seed", chosen.seed, "of the split, the first weights and the order")
        ->check(between(std::uint64_t{0}, ~std::uint64_t{0}, "[0 - 2^64 - 1]"))
        ->capture_default_str();
    app.add_option("--hold-out", chosen.hold_out, "share of each class to test with")
        ->check(between(0.05, 0.9, "[0.05 - 0.9]"))
        ->capture_default_str();
    app.add_option("--required-accuracy", chosen.required_accuracy, "exit with 1 below this share")
        ->check(between(0.0, 1.0, "[0 - 1]"));
    app.add_flag("--quiet", chosen.quiet, "show no progress");
    app.add_flag("--no-comparison", chosen.no_comparison, "do not train through ADOL-C's tape as well");
    try {
        app.parse(argc, argv);
        return std::nullopt;
    } catch (CLI::ParseError const& error) {
        return app.exit(error) == 0 ? 0 : 2;
    }
}
