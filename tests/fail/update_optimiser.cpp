// EXPECT: update_with(optimiser, f) requires an optimiser such as sgd{} or adam{}: a struct with moments
// MAX_LINES: 25
// SPDX-License-Identifier: BSL-1.0
#include <tapeless/calculus/update.hpp>
#include <tapeless/nn/optimisers.hpp>
#include <tapeless/tapeless.hpp>

constexpr auto loss = [](auto const& w, auto x) { return (w[0] * x - w[1]) * (w[0] * x - w[1]); };
struct plain {
    static constexpr int moments = 0;
    constexpr std::array<double, 1> numbers() const { return {0.1}; }
#ifdef SHOULD_FAIL
    template <class T>
    static constexpr T update(T p, T g, std::array<T, 1> const& n) {
        return p - n[0] * g;
    }
#else
    template <class T>
    static constexpr std::array<T, 1> update(T p, T g, std::array<T, 1> const& n) {
        return {p - n[0] * g};
    }
#endif
};

double train(std::array<double, 2>& w) { return tapeless::update_with(plain{}, loss)(w, 1.0); }
