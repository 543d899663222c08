// SPDX-License-Identifier: BSL-1.0
// Optimisers: the rules by which a step changes each parameter.
// In: options. Out: sgd, rmsprop, adam, adamw for update_with(optimiser, f), with the formulas and defaults of PyTorch.
#pragma once

#include <tapeless/calculus/update.hpp>
#include <tapeless/expression/functions.hpp>

namespace tapeless {

/// An option that is not given: the program of a step has nothing of it.
struct absent {};

namespace detail {

template <class Option>
inline constexpr bool is_given = !std::is_same_v<Option, absent>;

/// The number that an option is; without it nobody reads what stands there.
template <class Option>
constexpr double number_of(Option const& option) {
    if constexpr (is_given<Option>) return static_cast<double>(option);
    else return 0;
}

/// The gradient with `decay` times the parameter, if that is an option.
template <class WeightDecay, class T>
constexpr T decayed(T p, T g, [[maybe_unused]] T decay) {
    if constexpr (is_given<WeightDecay>) return g + decay * p;
    else return g;
}

/// 1 - base^step, for a base from 0 to below 1.
constexpr double bias_correction(double base, long long step) {
    double power = 1;
    for (; step > 0; step /= 2, base *= base) {
        if (base < 1e-17) return 1;
        if (step % 2 != 0) power *= base;
    }
    return 1 - power;
}

/// What the rules of adam and adamw share, with the numbers that adam_numbers gives.
template <class T>
constexpr std::array<T, 3> adam_update(T p, T g, T m, T v, T const* n) {
    T const mean = m + n[0] * (g - m);
    T const square = n[1] * v + n[2] * (g * g);
    return {p - n[3] * (mean / (sqrt(square) * n[4] + n[5])), mean, square};
}
template <class Optimiser>
constexpr std::array<double, 7> adam_numbers(Optimiser const& o, long long step, double last) {
    return {1 - o.beta1,
            o.beta2,
            1 - o.beta2,
            o.learning_rate / bias_correction(o.beta1, step),
            1 / math::sqrt(bias_correction(o.beta2, step)),
            o.epsilon,
            last};
}

}  // namespace detail

/// Stochastic gradient descent.
///
///   p -= learning_rate * g
///
/// With momentum:   b = momentum * b + (1 - dampening) * g,   p -= learning_rate * b;   the first b is g
/// With nesterov:   p -= learning_rate * (g + momentum * b)
/// With weight_decay:   g + weight_decay * p in the place of g
///
/// Shapes      one number is kept for each parameter with momentum, none without
/// Error       "sgd{...} requires momentum where dampening or nesterov is given"
/// Source      torch.optim.SGD
/// Example     update_with(sgd{.learning_rate = 0.1, .momentum = 0.9}, loss)
template <class Momentum = absent, class Dampening = absent, class WeightDecay = absent, class Nesterov = absent>
struct sgd {
    double learning_rate = 1e-3;
    Momentum momentum{};
    Dampening dampening{};
    WeightDecay weight_decay{};
    Nesterov nesterov{};

    static_assert(detail::is_given<Momentum> || (!detail::is_given<Dampening> && !detail::is_given<Nesterov>),
                  "sgd{...} requires momentum where dampening or nesterov is given");
    static constexpr int moments = detail::is_given<Momentum> ? 1 : 0;

    [[nodiscard]] constexpr std::array<double, 2> numbers() const requires(moments == 0) {
        return {learning_rate, 1 - learning_rate * detail::number_of(weight_decay)};
    }
    [[nodiscard]] constexpr std::array<double, 5> numbers(long long step) const requires(moments == 1) {
        return {learning_rate, detail::number_of(weight_decay), detail::number_of(momentum),
                step == 1 ? 1 : 1 - detail::number_of(dampening), detail::number_of(nesterov)};
    }

    template <class T>
    [[nodiscard]] static constexpr T seed(std::array<T, 2> const& n) {
        return n[0];
    }
    template <class T>
    [[nodiscard]] static constexpr std::array<T, 1> update(T p, T g, [[maybe_unused]] std::array<T, 2> const& n) {
        if constexpr (detail::is_given<WeightDecay>) return {n[1] * p - g};
        else return {p - g};
    }
    template <class T>
    [[nodiscard]] static constexpr std::array<T, 2> update(T p, T g, T b, std::array<T, 5> const& n) {
        T const slope = detail::decayed<WeightDecay>(p, g, n[1]);
        T next = n[2] * b;
        if constexpr (detail::is_given<Dampening>) next += n[3] * slope;
        else next += slope;
        if constexpr (detail::is_given<Nesterov>)
            return {p - n[0] * select(n[4] != 0, slope + n[2] * next, next), next};
        else return {p - n[0] * next, next};
    }
};

/// Steps by the sign and the relative size of the gradient.
///
///   v = alpha * v + (1 - alpha) * g^2,   p -= learning_rate * g / (sqrt(v) + epsilon)
///
/// With momentum:       b = momentum * b + g / (sqrt(v) + epsilon),   p -= learning_rate * b
/// With weight_decay:   g + weight_decay * p in the place of g
///
/// Shapes      one number is kept for each parameter, two with momentum
/// Source      torch.optim.RMSprop
/// Example     update_with(rmsprop{.learning_rate = 1e-3}, loss)
template <class WeightDecay = absent, class Momentum = absent>
struct rmsprop {
    double learning_rate = 1e-2;
    double alpha = 0.99;
    double epsilon = 1e-8;
    WeightDecay weight_decay{};
    Momentum momentum{};

    static constexpr int moments = detail::is_given<Momentum> ? 2 : 1;

    [[nodiscard]] constexpr std::array<double, 6> numbers() const {
        return {learning_rate, alpha, 1 - alpha, epsilon, detail::number_of(weight_decay), detail::number_of(momentum)};
    }
    template <class T>
    [[nodiscard]] static constexpr std::array<T, 2> update(T p, T g, T v, std::array<T, 6> const& n) {
        T const slope = detail::decayed<WeightDecay>(p, g, n[4]);
        T const square = n[1] * v + n[2] * (slope * slope);
        return {p - n[0] * (slope / (sqrt(square) + n[3])), square};
    }
    template <class T>
    [[nodiscard]] static constexpr std::array<T, 3> update(T p, T g, T v, T b, std::array<T, 6> const& n) {
        T const slope = detail::decayed<WeightDecay>(p, g, n[4]);
        T const square = n[1] * v + n[2] * (slope * slope);
        T const next = n[5] * b + slope / (sqrt(square) + n[3]);
        return {p - n[0] * next, square, next};
    }
};

/// Steps by running means of the gradient and of its square.
///
///   m = beta1 * m + (1 - beta1) * g,   v = beta2 * v + (1 - beta2) * g^2
///   p -= learning_rate * m' / (sqrt(v') + epsilon),   m' = m / (1 - beta1^step),   v' = v / (1 - beta2^step)
///
/// With weight_decay:   g + weight_decay * p in the place of g
///
/// Shapes      two numbers are kept for each parameter
/// Numerics    the powers of beta are computed in double, once a step
/// Source      Kingma and Ba, 2015; torch.optim.Adam
/// Example     update_with(adam{}, loss)
template <class WeightDecay = absent>
struct adam {
    double learning_rate = 1e-3;
    double beta1 = 0.9;
    double beta2 = 0.999;
    double epsilon = 1e-8;
    WeightDecay weight_decay{};

    static constexpr int moments = 2;

    [[nodiscard]] constexpr std::array<double, 7> numbers(long long step) const {
        return detail::adam_numbers(*this, step, detail::number_of(weight_decay));
    }
    template <class T>
    [[nodiscard]] static constexpr std::array<T, 3> update(T p, T g, T m, T v, std::array<T, 7> const& n) {
        return detail::adam_update(p, detail::decayed<WeightDecay>(p, g, n[6]), m, v, n.data());
    }
};

/// adam whose weight decay makes the parameter itself smaller, not the gradient larger.
///
///   p -= learning_rate * weight_decay * p,   then as adam
///
/// Shapes      two numbers are kept for each parameter
/// Source      Loshchilov and Hutter, 2019; torch.optim.AdamW
/// Example     update_with(adamw{.weight_decay = 0.1}, loss)
struct adamw {
    double learning_rate = 1e-3;
    double beta1 = 0.9;
    double beta2 = 0.999;
    double epsilon = 1e-8;
    double weight_decay = 1e-2;

    static constexpr int moments = 2;

    [[nodiscard]] constexpr std::array<double, 7> numbers(long long step) const {
        return detail::adam_numbers(*this, step, 1 - learning_rate * weight_decay);
    }
    template <class T>
    [[nodiscard]] static constexpr std::array<T, 3> update(T p, T g, T m, T v, std::array<T, 7> const& n) {
        return detail::adam_update<T>(p * n[6], g, m, v, n.data());
    }
};

}  // namespace tapeless
