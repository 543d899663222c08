// SPDX-License-Identifier: BSL-1.0
// Choices, branches and comparisons.
#include "functions.hpp"

#include <tapeless/tapeless.hpp>

namespace {

using tapeless::cond;

struct selects {
    constexpr auto operator()(auto x, auto y) const {
        return select(x < y && !(x == 0), log(y - x), sqrt(x - y)) + select(x <= 1 || y > 2, x * y, x / y);
    }
};

/// Two results of one branch, and a branch within a side.
struct branches {
    constexpr auto operator()(auto x, auto y) const {
        auto const inner = [](auto a, auto b) {
            return cond(
                b < 0, [](auto c) { return exp(c); }, [](auto c) { return c * c; }, a * b);
        };
        auto const outer = [](auto a, auto b) { return sin(a) * log(b); };
        return std::array{cond(x < y, inner, outer, x, y) * x, cond(x < y, outer, inner, y, x)};
    }
};

/// What the first branch computes is read in the second one on the same condition.
struct branches_in_a_row {
    constexpr auto operator()(auto x, auto y) const {
        auto const first = cond(
            x < y, [](auto a) { return exp(a) + 1; }, [](auto a) { return cos(a); }, x);
        auto const second = cond(
            first < 2, [](auto a, auto b) { return a * b; }, [](auto a, auto b) { return sinh(a - b); }, first, y);
        return cond(
            x < y, [](auto a, auto b) { return exp(a) * b; }, [](auto a, auto b) { return cos(a) - b; }, x, second);
    }
};

struct extremes {
    constexpr auto operator()(auto x, auto y, auto z) const {
        return max(x, 0) * min(y, z) + fmax(x, z) * fmin(y, x) + abs(x - y) * sign(z) + floor(x) * ceil(y) + round(z);
    }
};

/// Part of a structure, an argument that is not used, and a result that is constant.
struct structured {
    template <class T, class U>
    constexpr auto operator()(T const& pair, U const& matrix, auto) const {
        return std::tuple{std::get<0>(pair) * matrix[0][1],
                          std::array{std::get<1>(pair)[1] - matrix[1][2] * 3e-7, std::get<0>(pair) * 0 + 0.1}};
    }
};

}  // namespace

c_source::list c_source::choices() {
    using namespace tapeless;
    using pair = std::tuple<double, std::array<double, 2>>;
    using matrix = std::array<std::array<double, 3>, 2>;
    static function const all[] = {
        entry<decltype(value_and_gradient(selects{}))>("selects", "selects_f", -3, 3),
        entry<decltype(value_and_jacobian(branches{}))>("branches", "branches_f", -3, 3),
        entry<decltype(value_and_gradient(branches_in_a_row{}))>("branches_in_a_row", "branches_in_a_row_f", -2, 2),
        entry<decltype(value_and_gradient(extremes{}))>("extremes", "extremes_f", -3, 3),
        entry<decltype(value(structured{})), pair, matrix, double>("structured", "structured_f", -3, 3),
    };
    return {all, 5};
}
