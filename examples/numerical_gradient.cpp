// SPDX-License-Identifier: BSL-1.0
// System S11: numerical differentiation, the naive alternative, beside the gradient of a network with 67 parameters.
// In: nothing. Out: for each way how often it evaluates the loss, how long it takes and how wrong it is.
#include "iris_network.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <cstddef>
#include <cstdio>
#include <limits>

namespace {

using parameters = std::array<double, iris::parameter_count>;

constexpr std::array<double, iris::inputs> features{0.9, -0.4, 0.7, 1.1};
constexpr std::array<double, iris::outputs> one_hot{0, 1, 0};

long long evaluations = 0;

[[nodiscard]] double loss(parameters const& p) {
    ++evaluations;
    return iris::loss{}(p, features, one_hot);
}

/// (f(p + h e_i) - f(p)) / h for each i; the error is O(h) of the method and O(1/h) of rounding.
struct forward_difference {
    static constexpr char const* name = "forward difference";
    double h;
    [[nodiscard]] parameters operator()(parameters p) const {
        parameters result;
        double const middle = loss(p);
        for (std::size_t i = 0; i < p.size(); ++i) {
            double const kept = p[i];
            p[i] = kept + h;
            result[i] = (loss(p) - middle) / h;
            p[i] = kept;
        }
        return result;
    }
};

/// (f(p + h e_i) - f(p - h e_i)) / 2h for each i; the error is O(h^2) and O(1/h).
struct central_difference {
    static constexpr char const* name = "central difference";
    double h;
    [[nodiscard]] parameters operator()(parameters p) const {
        parameters result;
        for (std::size_t i = 0; i < p.size(); ++i) {
            double const kept = p[i];
            p[i] = kept + h;
            double const above = loss(p);
            p[i] = kept - h;
            result[i] = (above - loss(p)) / (2 * h);
            p[i] = kept;
        }
        return result;
    }
};

/// Reverse mode: all derivatives in one sweep.
struct reverse_mode {
    static constexpr char const* name = "gradient";
    [[nodiscard]] parameters operator()(parameters const& p) const {
        return tapeless::gradient<0>(iris::loss{})(p, features, one_hot);
    }
};

/// The length of a - b; not a number if any part of them is not.
[[nodiscard]] double distance(parameters const& a, parameters const& b) {
    double squares = 0;
    for (std::size_t i = 0; i < a.size(); ++i) squares += (a[i] - b[i]) * (a[i] - b[i]);
    return std::sqrt(squares);
}

double sink = 0;  // what is measured goes here, so that it cannot be left out

/// Nanoseconds a call, the fastest of several runs; the parameters change from call to call.
template <class Gradient>
[[nodiscard]] double nanoseconds(Gradient const& gradient, parameters p) {
    constexpr int calls = 1000;
    double best = std::numeric_limits<double>::infinity();
    for (int run = 0; run < 15; ++run) {
        auto const begin = std::chrono::steady_clock::now();
        for (int i = 0; i < calls; ++i) {
            p[static_cast<std::size_t>(i) % p.size()] += 1e-9;
            for (double slope : gradient(p)) sink += slope;
        }
        std::chrono::duration<double, std::nano> const passed = std::chrono::steady_clock::now() - begin;
        best = std::min(best, passed.count() / calls);
    }
    return best;
}

}  // namespace

int main() {
    parameters p;
    for (std::size_t i = 0; i < p.size(); ++i) p[i] = 0.6 * std::sin(static_cast<double>(7 * i + 1));
    parameters const exact = reverse_mode{}(p);
    double const reverse_time = nanoseconds(reverse_mode{}, p);

    std::printf("%-20s %8s %18s %10s %12s\n", "", "h", "loss evaluations", "ns", "error");
    std::printf("%-20s %8s %18s %10.0f %12s\n", reverse_mode::name, "-", "one sweep", reverse_time, "0");
    auto show = [&](auto const& way) {
        evaluations = 0;
        double const error = distance(way(p), exact);
        long long const needed = evaluations;
        double const time = nanoseconds(way, p);
        std::printf("%-20s %8.0e %18lld %10.0f %12.1e   %.0f times the gradient's time\n", way.name, way.h, needed,
                    time, error, time / reverse_time);
        return error;
    };
    double forward = std::numeric_limits<double>::infinity();
    double central = forward;
    for (double h : {1e-2, 1e-5, 1e-8, 1e-11}) forward = std::min(forward, show(forward_difference{h}));
    for (double h : {1e-2, 1e-5, 1e-8, 1e-11}) central = std::min(central, show(central_difference{h}));

    bool const good = forward < 1e-6 && central < 1e-8 && std::isfinite(sink);
    std::printf("numerical differentiation %s the gradient\n", good ? "confirms" : "CONTRADICTS");
    return good ? 0 : 1;
}
