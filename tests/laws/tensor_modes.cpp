// SPDX-License-Identifier: BSL-1.0
// Forward and reverse mode are transposed, and both are what finite differences tend to, also through tensors and loops.
#include "catch.hpp"
#include "support/laws.hpp"
#include "support/shaped_laws.hpp"

namespace {

using namespace support;

/// The derivative of the weighted sum of the outputs along a direction: central differences in long double,
/// extrapolated to step zero. No number where a decision changes nearby or no limit shows.
bool difference(shaped_sample const& s, std::vector<real_numbers> const& along, std::vector<real_numbers> const& weight,
                decisions const& here, real& slope) {
    constexpr int levels = 5;
    real table[levels]{};
    real h = 0x1p-8L;
    real change = 0;
    for (int i = 0; i < levels; ++i, h /= 2) {
        real side[2];
        for (int k = 0; k < 2; ++k) {
            std::vector<real_numbers> x = s.points[0];
            for (std::size_t n = 0; n < x.size(); ++n)
                for (std::size_t j = 0; j < x[n].at.size(); ++j) x[n].at[j] += (k == 0 ? h : -h) * along[n].at[j];
            outcome const there = evaluated(s.view(), x);
            if (there.trail.sides != here.sides) return false;
            side[k] = dot(weight, there.outputs);
        }
        real const before = table[0];
        table[i] = (side[0] - side[1]) / (2 * h);
        real factor = 4;
        for (int j = i - 1; j >= 0; --j, factor *= 4)
            table[j] = table[j + 1] + (table[j + 1] - table[j]) / (factor - 1);
        change = std::fabs(table[0] - before);
    }
    slope = table[0];
    return change <= 1e-9L * (1 + std::fabs(slope));  // false for NaN
}

}  // namespace

TEST_CASE("modes are transposed and limits of finite differences on random graphs with shapes") {
    support::tally modes;
    support::tally limits;
    shaped_law_options options;
    options.kitchen.stops = false;  // the derivative is none of its values'
    std::string const fault = broken(options, [&](shaped_sample const& s) {
        auto const v = direction(s, 1);
        auto const w = weights(s.view(), 2);
        owned_shaped_graph const derivatives = both_derivatives(s);
        outcome const both = evaluated(derivatives->view(), joined(joined(s.points[0], v), w));
        if (is_delicate(both)) {
            ++modes.unsaid;
            return std::string();
        }
        ++modes.said;
        auto const middle = both.outputs.begin() + s.view().output_count;
        real const forward = dot(w, {both.outputs.begin(), middle});
        real const reverse = dot({middle, both.outputs.end()}, v);
        std::string wrong = compared_numbers("forward and reverse", forward, reverse, both.largest);
        if (!wrong.empty()) return wrong;
        real slope = 0;
        bool const limit = difference(s, v, w, evaluated(s.view(), s.points[0]).trail, slope);
        ++(limit ? limits.said : limits.unsaid);
        if (limit && !(std::fabs(slope - forward) <= 1e-7L * (1 + both.largest)))
            wrong = "derivative " + std::to_string(forward) + ", finite difference " + std::to_string(slope);
        return wrong;
    });
    INFO(fault);
    CHECK(fault.empty());
    INFO(modes.said << " compared, " << modes.unsaid << " left out; with differences " << limits.said << " and "
                    << limits.unsaid);
    CHECK(modes.said > 9 * modes.unsaid);
    CHECK(limits.said > 3 * limits.unsaid);
}
