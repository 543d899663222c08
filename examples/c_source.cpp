// SPDX-License-Identifier: BSL-1.0
// A sensor that calibrates itself: the gradient of its model as a C file for the microcontroller inside.
// In: the name of the file, if it is not to be printed. Out: C99 for prediction, and for loss and gradient, in float.
#include "check.hpp"

#include <tapeless/io/c_source.hpp>
#include <tapeless/tapeless.hpp>

#include <fstream>
#include <iostream>
#include <sstream>
#include <string>

namespace {

using example::check;

/// The pressure from raw reading and temperature: a line with a soft knee, and drift with the temperature.
struct prediction {
    template <class W, class T>
    [[nodiscard]] constexpr auto operator()(W const& weights, T raw, T temperature) const {
        auto const bent = softplus(weights[1] * raw + weights[2]);
        return weights[0] * raw + bent + weights[3] * temperature * raw;
    }
};
constexpr prediction pressure;

/// Half the squared error, but no more than a line beyond 1, so that one bad reading does little harm.
constexpr auto loss = [](auto const& weights, auto raw, auto temperature, auto wanted) {
    auto const error = abs(pressure(weights, raw, temperature) - wanted);
    return tapeless::select(error <= 1, error * error / 2, error - 0.5);
};

[[nodiscard]] bool has(std::string const& text, std::string_view part) { return text.find(part) != text.npos; }

}  // namespace

int main(int count, char** arguments) {
    using weights = std::array<float, 4>;
    std::ostringstream text;
    tapeless::c_file file(text);
    file.write<weights, float, float>(pressure, "pressure", tapeless::names<"weights", "raw", "temperature">);
    file.write<weights, float, float, float>(tapeless::value_and_gradient<0>(loss), "pressure_loss",
                                             tapeless::names<"weights", "raw", "temperature", "wanted">);

    check(has(text.str(), "float pressure(float const weights[4], float raw, float temperature) {"),
          "a single number is returned");
    check(has(text.str(), "void pressure_loss(float const weights[4], float raw, float temperature, float wanted, "
                          "float* restrict value, float gradient[restrict 4]) {"),
          "the results are those of value_and_gradient, by name");
    check(has(text.str(), "static float tapeless_softplusf(float x) {"), "what C lacks is in the file");

    if (count < 2) {
        std::cout << text.str();
    } else {
        std::ofstream out(arguments[1]);
        out << text.str();
        check(out.good(), "the file can be written");
    }
    return example::exit_code();
}
