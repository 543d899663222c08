// SPDX-License-Identifier: BSL-1.0
// Branches on different conditions within each other: code that grows with their number, and runs what is needed.
#include "catch.hpp"
#include "support/close.hpp"

#include <tapeless/calculus/external.hpp>
#include <tapeless/calculus/gradient.hpp>
#include <tapeless/expression/cond.hpp>
#include <tapeless/expression/functions.hpp>

#include <cmath>

using support::close;
using tapeless::cond;

namespace {

/// x = cond(c > 0, f(x), 1) + cond(d > 0, exp(x), 2), N times.
template <int N, class F>
struct nested {
    template <class T>
    constexpr T operator()(T x, std::array<T, 2 * N> const& c) const {
        for (std::size_t i = 0; i < N; ++i)
            x = cond(
                    c[2 * i] > 0, [](auto t) { return F{}(t); }, [](auto t) { return 0 * t + 1; }, x) +
                cond(
                    c[2 * i + 1] > 0, [](auto t) { return tapeless::exp(t); }, [](auto t) { return 0 * t + 2; }, x);
        return x;
    }
};
using sine = decltype([](auto t) { return tapeless::sin(t); });

template <int N, class Verb, class F>
constexpr int steps(tapeless::detail::verb_function<Verb, F>) {
    using conditions = std::array<double, 2 * N>;
    return tapeless::compiled<Verb, F, tapeless::structure_of<double>, tapeless::structure_of<conditions>>::value.size;
}

int sines = 0;
int cosines = 0;
double counted_sine(double x) { return ++sines, std::sin(x); }
double counted_cosine(double x) { return ++cosines, std::cos(x); }
using counted = decltype([](auto t) { return tapeless::external<counted_sine, counted_cosine>(t); });

/// How often the function and its derivative are needed: the levels behind one that is constant, all or no slopes.
template <int N>
std::array<int, 2> expected(std::array<double, 2 * N> const& c) {
    int values = 0;
    bool varies = true;
    for (std::size_t i = N; varies && i-- > 0;) {
        values += c[2 * i] > 0 ? 1 : 0;
        varies = c[2 * i] > 0 || c[2 * i + 1] > 0;
    }
    return {values, varies ? values : 0};
}

}  // namespace

TEST_CASE("twelve levels of branches compile, into steps linear in their number") {
    static_assert(steps<12>(tapeless::value(nested<12, sine>{})) <= 3.1 * steps<4>(tapeless::value(nested<4, sine>{})));
    static_assert(steps<12>(tapeless::value_and_gradient<0>(nested<12, sine>{})) <=
                  3.5 * steps<4>(tapeless::value_and_gradient<0>(nested<4, sine>{})));
}

TEST_CASE("values and gradients through levels of branches call only what they need") {
    constexpr nested<3, counted> f;
    for (int mask = 0; mask < 64; ++mask) {
        std::array<double, 6> c;
        for (std::size_t i = 0; i < 6; ++i) c[i] = (mask >> i & 1) != 0 ? 1 : -1;
        sines = cosines = 0;
        double const plain = nested<3, sine>{}(0.3, c);
        CHECK(close(tapeless::value(f)(0.3, c), plain));
        CHECK(sines == expected<3>(c)[0]);
        sines = cosines = 0;
        auto const [v, g] = tapeless::value_and_gradient<0>(f)(0.3, c);
        CHECK(v == plain);
        CHECK(close(g, tapeless::gradient<0>(nested<3, sine>{})(0.3, c)));
        INFO(mask);
        CHECK(sines == expected<3>(c)[0]);
        CHECK(cosines == expected<3>(c)[1]);
    }
}
