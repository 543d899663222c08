// SPDX-License-Identifier: BSL-1.0
// Compares first and second derivatives of a function with reference/derivatives.txt, over sweeps of its arguments.
// In: the function's name there, the function, and what an error is compared with. Out: the largest error.
// TAPELESS_REPORT_ULP=1 prints it, for whoever states a maximum.
#pragma once

#include "catch.hpp"

#include <tapeless/tapeless.hpp>

#include <bit>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <limits>
#include <sstream>
#include <string>
#include <vector>

namespace reference {

/// The points of a function: its arguments, then the derivatives in the order that derivatives.py states.
inline std::vector<std::vector<double>> derivatives_of(std::string const& name) {
    std::ifstream in(TAPELESS_TEST_DATA_DIR "/reference/derivatives.txt");
    std::string const title = "# " + name + " ";
    std::string line;
    while (std::getline(in, line) && line.compare(0, title.size(), title) != 0) {}
    std::vector<std::vector<double>> points;
    while (std::getline(in, line) && line[0] != '#') {
        std::istringstream words(line);
        points.emplace_back();
        for (std::string word; words >> word;)
            points.back().push_back(std::bit_cast<double>(static_cast<std::uint64_t>(std::stoull(word, nullptr, 16))));
    }
    return points;
}

/// The largest error seen, in units of 2^-52 of the scale, which is at least 1e-305: near there steps underflow.
struct worst_error {
    double units = 0;
    double x = 0;
    double y = 0;
    int count = 0;

    void see(double got, double want, double scale, double at_x, double at_y = 0) {
        ++count;
        if (got == want || (std::isnan(got) && std::isnan(want))) return;
        double error = std::fabs(got - want) / std::fmax(scale, 1e-305) * 0x1p52;
        if (!(error >= 0) || std::isinf(got) || std::isinf(want)) error = std::numeric_limits<double>::infinity();
        if (error > units) {
            units = error;
            x = at_x;
            y = at_y;
        }
    }
    void check(std::string const& what, double limit, int enough) const {
        INFO(what << ": " << units << " units at " << x << ", " << y);
        CHECK(count >= enough);
        CHECK(units <= limit);
        if (std::getenv("TAPELESS_REPORT_ULP") != nullptr)
            std::printf("%s %.3g at %.17g %.17g of %d\n", what.c_str(), units, x, y, count);
    }
};

/// An error is compared with the derivative itself.
inline constexpr auto relative = [](double, double want, int) { return std::fabs(want); };

/// First and second derivative of a function of one number, within limits in units of 2^-52 of scale(x, want, order).
template <class F, class Scale = decltype(relative)>
void check_derivatives(std::string const& name, F f, double first, double second, Scale scale = relative) {
    worst_error order_1;
    worst_error order_2;
    for (auto const& at : derivatives_of(name)) {
        double const x = at[0];
        order_1.see(tapeless::derivative(f)(x), at[1], scale(x, at[1], 1), x);
        order_2.see(tapeless::derivative(tapeless::derivative(f))(x), at[2], scale(x, at[2], 2), x);
    }
    order_1.check(name + "'", first, 200);
    order_2.check(name + "''", second, 200);
}

}  // namespace reference
