// SPDX-License-Identifier: BSL-1.0
// Every elementary function, its derivative, and the pairs that are computed together.
#include "functions.hpp"

namespace {

struct of_one {
    constexpr auto operator()(auto x) const {
        return std::array{sqrt(x),     cbrt(x), exp(x),   exp2(x),  expm1(x), log(x),  log2(x), log10(x),
                          log1p(x),    sin(x),  cos(x),   tan(x),   asin(x),  acos(x), atan(x), sinh(x),
                          cosh(x),     tanh(x), asinh(x), acosh(x), atanh(x), erf(x),  erfc(x), sigmoid(x),
                          softplus(x), sign(x), floor(x), ceil(x),  round(x), abs(x),  -x};
    }
};
struct of_two {
    constexpr auto operator()(auto x, auto y) const {
        return std::array{pow(x, y), atan2(x, y), hypot(x, y), min(x, y), max(x, y), fmin(x, y), fmax(x, y)};
    }
};
struct pairs {
    constexpr auto operator()(auto x, auto y) const { return erf(x) * erfc(y) + sin(x + y); }
};

}  // namespace

c_source::list c_source::elementary() {
    using namespace tapeless;
    static function const all[] = {
        entry<decltype(value(of_one{}))>("of_one", "of_one_f", -4, 4),
        entry<decltype(derivative(of_one{}))>("of_one_slopes", "of_one_slopes_f", -4, 4),
        entry<decltype(value(of_two{}))>("of_two", "of_two_f", -4, 4),
        entry<decltype(value_and_gradient(pairs{}))>("pairs", "pairs_f", -4, 4),
    };
    return {all, 4};
}
