// SPDX-License-Identifier: BSL-1.0
// The same loss through the tape of ADOL-C, to compare with.
// In: parameters and a sample. Out: the loss and its gradient.
#pragma once

#include "iris_training.hpp"

#include <adolc/adolc.h>

#include <algorithm>

/// Not fmax, whose derivative ADOL-C does not define where both are equal.
[[nodiscard]] inline adouble max(adouble const& a, adouble const& b) {
    adouble result;
    condassign(result, b - a, b, a);
    return result;
}

namespace iris {

/// Records the loss once and then replays it; right for every sample because the loss does not branch. (ADOL-C's tanh
/// does, on the sign of what it was recorded with: replayed below about -355 it gives NaN.)
///
/// Features and label are independent variables like the parameters, though nobody asks for these derivatives:
/// mkparam and set_param_vec would be the other way, and took 8.3 us a gradient where this takes 6.0.
class adolc_loss {
public:
    struct value_with_gradient {
        double value;
        std::array<double, parameter_count + inputs + outputs> gradient;
    };

    adolc_loss() {
        trace_on(tag);
        {
            std::array<adouble, parameter_count> p;
            std::array<adouble, inputs> x;
            std::array<adouble, outputs> one_hot;
            for (adouble& each : p) each <<= 0.0;
            for (adouble& each : x) each <<= 0.0;
            for (adouble& each : one_hot) each <<= 0.0;
            double value = 0;
            loss{}(p, x, one_hot) >>= value;
        }
        trace_off();
    }

    /// A forward sweep that keeps its values and a reverse sweep: the driver `gradient`, with the loss not thrown away.
    [[nodiscard]] value_with_gradient operator()(parameters const& p, sample const& s) {
        auto next = std::copy(p.begin(), p.end(), point_.begin());
        next = std::copy(s.x.begin(), s.x.end(), next);
        std::copy(s.one_hot.begin(), s.one_hot.end(), next);
        value_with_gradient result;
        double weight = 1;
        zos_forward(tag, 1, size, 1, point_.data(), &result.value);
        fos_reverse(tag, 1, size, &weight, result.gradient.data());
        return result;
    }

private:
    static constexpr short tag = 1;
    static constexpr int size = parameter_count + inputs + outputs;
    std::array<double, size> point_;
};

}  // namespace iris
