// SPDX-License-Identifier: BSL-1.0
// All first and second partial derivatives of every function of two numbers against mpmath. Limits are in units of 2^-52
// of a scale: the derivative, or more where a rule subtracts numbers that may be close.
#include "derivative_reference.hpp"

namespace {

enum partial { by_x, by_y, by_xx, by_xy, by_yy, by_yx };

constexpr char const* partial_names[] = {"x", "y", "xx", "xy", "yy", "yx"};

/// within(x, y, partial): whether a point counts; scale(x, y, want, partial): what an error is compared with.
template <class F, class Within, class Scale>
void check_partials(std::string const& name, F f, double const (&limits)[6], int enough, Within within, Scale scale) {
    reference::worst_error worst[6];
    for (auto const& at : reference::derivatives_of(name)) {
        double const x = at[0];
        double const y = at[1];
        auto const g = tapeless::gradient(f)(x, y);
        auto const h = tapeless::jacobian(tapeless::gradient(f))(x, y);
        double const got[] = {g[0], g[1], h[0][0], h[0][1], h[1][1], h[1][0]};
        for (int k = by_x; k <= by_yx; ++k) {
            double const want = at[static_cast<std::size_t>(k == by_yx ? 2 + by_xy : 2 + k)];
            auto const what = static_cast<partial>(k);
            if (within(x, y, what)) worst[k].see(got[k], want, scale(x, y, want, what), x, y);
        }
    }
    for (int k = by_x; k <= by_yx; ++k) worst[k].check(name + "_" + partial_names[k], limits[k], enough);
}

constexpr auto relative = [](double, double, double want, partial) { return std::fabs(want); };

constexpr bool is_second(partial k) { return k != by_x && k != by_y; }

}  // namespace

TEST_CASE("partial derivatives of a quotient") {
    // the second derivative by y divides by y * y
    auto const within = [](double, double y, partial k) {
        return k != by_yy || (std::fabs(y) > 1e-150 && std::fabs(y) < 1e150);
    };
    check_partials(
        "div", [](auto x, auto y) { return x / y; }, {1, 3, 0, 3, 4, 3}, 250, within, relative);
}

TEST_CASE("partial derivatives of powers") {
    // at y = 0 a negative x has no derivative by y
    auto const within = [](double x, double y, partial k) { return y != 0 || x > 0 || (k != by_xy && k != by_yx); };
    // the rounding of y - 1 counts log(x) times; the mixed derivative is x^(y - 1) + x^(y - 1) y log(x)
    auto const scale = [](double x, double y, double want, partial k) {
        double const logarithm = std::fabs(std::log(std::fabs(x)));
        bool const mixed = k == by_xy || k == by_yx;
        double const terms = mixed ? std::pow(std::fabs(x), y - 1) * (1 + std::fabs(y) * logarithm) : std::fabs(want);
        return terms * (1 + (2 + std::fabs(y)) * logarithm);
    };
    check_partials(
        "pow", [](auto x, auto y) { return pow(x, y); }, {2, 2, 2, 2, 3, 2}, 300, within, scale);
}

TEST_CASE("partial derivatives of an angle") {
    // x * x + y * y, and its square in the second derivatives, are computed as they stand
    auto const within = [](double x, double y, partial k) {
        double const larger = std::fmax(std::fabs(x), std::fabs(y));
        if (!is_second(k)) return larger > 1e-150 && larger < 1e150;
        return larger < 1e75 && std::fmin(std::fabs(x), std::fabs(y)) > 1e-75;
    };
    // the mixed derivative is a difference of squares
    auto const scale = [](double x, double y, double want, partial k) {
        return k == by_xy || k == by_yx ? 1 / (x * x + y * y) : std::fabs(want);
    };
    check_partials(
        "atan2", [](auto x, auto y) { return atan2(x, y); }, {3, 3, 5, 6, 5, 6}, 200, within, scale);
}

TEST_CASE("partial derivatives of a distance") {
    // the second derivatives divide by the square of the distance
    auto const within = [](double x, double y, partial k) {
        double const larger = std::fmax(std::fabs(x), std::fabs(y));
        return !is_second(k) || (larger > 1e-150 && larger < 1e150);
    };
    // by x twice: 1 / z - x * x / z^3
    auto const scale = [](double x, double y, double want, partial k) {
        return k == by_xx || k == by_yy ? 1 / std::hypot(x, y) : std::fabs(want);
    };
    check_partials(
        "hypot", [](auto x, auto y) { return hypot(x, y); }, {2, 2, 4, 4, 4, 4}, 200, within, scale);
}
