// SPDX-License-Identifier: BSL-1.0
// Handles: numbers and conditions that are nodes of a graph being built.
// In: arithmetic on handles and plain numbers, by users' functions and by derivative rules. Out: nodes in a builder.
#pragma once

#include <tapeless/core/structure.hpp>
#include <tapeless/graph/builder.hpp>
#include <tapeless/graph/kernel.hpp>

#include <type_traits>

namespace tapeless {

template <class A>
concept arithmetic = std::is_arithmetic_v<A>;

namespace detail {
template <class...>
inline constexpr bool never = false;
}

/// Of two graphs the one that stands inside the other: the body of a loop reads what is around it.
[[nodiscard]] constexpr graph_builder* innermost(graph_builder* a, graph_builder* b) noexcept {
    if (a == b || b == nullptr) return a;
    return a == nullptr || a->depth() < b->depth() ? b : a;
}

/// The truth of a comparison of traced values; `select` takes it, `if` cannot.
///
/// Error       "a traced condition cannot steer if, while or ?: ..." on conversion to bool
class condition {
public:
    constexpr condition(bool value = false) noexcept : value_(value) {}
    constexpr condition(graph_builder* graph, int index) noexcept : graph_(graph), index_(index) {}

    template <class Bool>
        requires std::is_same_v<Bool, bool>
    constexpr operator Bool() const noexcept {
        static_assert(detail::never<Bool>,
                      "a traced condition cannot steer if, while or ?: because its value is not known while the "
                      "graph is built: use tapeless::select(condition, a, b)");
        return false;
    }

    [[nodiscard]] constexpr graph_builder* graph() const noexcept { return graph_; }
    [[nodiscard]] constexpr int index_in(graph_builder& g) const {
        if (graph_ == nullptr) return g.append(op::equal, g.constant(0), g.constant(value_ ? 0 : 1));
        return graph_ == &g ? index_ : g.import(*graph_, index_);
    }
    [[nodiscard]] constexpr bool value() const noexcept { return value_; }

private:
    graph_builder* graph_ = nullptr;  // none: a condition between constants
    int index_ = 0;
    bool value_ = false;
};

/// A scalar while a function is traced: a node of the graph being built, or a number that no graph has seen yet.
/// Copies freely and refers to no temporary. Arithmetic between it and plain numbers gives a `traced` again.
///
/// Error       "a traced value cannot become a plain number ..." on conversion to double
class traced {
public:
    constexpr traced() noexcept = default;
    template <arithmetic A>
    constexpr traced(A value) noexcept : value_(static_cast<double>(value)) {}
    constexpr traced(graph_builder* graph, int index) noexcept : graph_(graph), index_(index) {}

    template <class Number>
        requires std::is_same_v<Number, double>
    constexpr operator Number() const noexcept {
        static_assert(detail::never<Number>,
                      "a traced value cannot become a plain number: call only functions that tapeless knows or that "
                      "are templates over the scalar type, and call them unqualified (exp(x), not std::exp(x))");
        return 0;
    }
    template <class Bool>
        requires std::is_same_v<Bool, bool>
    constexpr operator Bool() const noexcept {
        static_assert(detail::never<Bool>,
                      "a traced value cannot steer if, while or ?: because its value is not known while the graph is "
                      "built: use tapeless::select(condition, a, b)");
        return false;
    }

    constexpr traced& operator+=(traced x) { return *this = combine(op::add, *this, x); }
    constexpr traced& operator-=(traced x) { return *this = combine(op::sub, *this, x); }
    constexpr traced& operator*=(traced x) { return *this = combine(op::mul, *this, x); }
    constexpr traced& operator/=(traced x) { return *this = combine(op::div, *this, x); }
    constexpr traced& operator++() { return *this += 1; }
    constexpr traced& operator--() { return *this -= 1; }

    /// The node that an operation on handles makes; between plain numbers it is computed at once.
    [[nodiscard]] static constexpr traced combine(op operation, traced a) {
        if (a.graph_ == nullptr) return fold(operation, a.value_);
        return {a.graph_, a.graph_->append(operation, a.index_)};
    }
    [[nodiscard]] static constexpr traced combine(op operation, traced a, traced b) {
        graph_builder* const g = a.graph_ == b.graph_ ? a.graph_ : innermost(a.graph_, b.graph_);
        if (g == nullptr) return fold(operation, a.value_, b.value_);
        return {g, g->append(operation, a.graph_ == g ? a.index_ : a.index_in(*g),
                             b.graph_ == g ? b.index_ : b.index_in(*g))};
    }
    /// A leaf of the graph that one of these handles belongs to; a plain 0 without any.
    [[nodiscard]] static constexpr traced leaf(op operation, int number, traced const* handles, int count) {
        for (int i = 0; i < count; ++i)
            if (handles[i].graph_ != nullptr) return {handles[i].graph_, handles[i].graph_->append(operation, number)};
        return 0;
    }
    [[nodiscard]] static constexpr condition compare(op operation, traced a, traced b) {
        graph_builder* const g = innermost(a.graph_, b.graph_);
        if (g == nullptr) return fold(operation, a.value_, b.value_) != 0;
        return {g, g->append(operation, a.index_in(*g), b.index_in(*g))};
    }

    /// Results of an opaque function. Between plain numbers it runs at once.
    static constexpr void call(opaque_function const& callee, traced const* arguments, traced* results) {
        graph_builder* g = nullptr;
        for (int i = 0; i < callee.arguments; ++i) g = innermost(g, arguments[i].graph_);
        if (g == nullptr) return call_now(callee, arguments, results);
        int list = arguments[0].index_in(*g);
        for (int i = 1; i < callee.arguments; ++i) list = g->append(op::argument, list, arguments[i].index_in(*g));
        int const first = g->call(&callee, list);
        results[0] = {g, first};
        for (int i = 1; i < callee.results; ++i) results[i] = {g, g->append(op::result, first, i)};
    }

    [[nodiscard]] constexpr graph_builder* graph() const noexcept { return graph_; }
    [[nodiscard]] constexpr int index_in(graph_builder& g) const {
        if (graph_ == nullptr) return g.constant(value_);
        return graph_ == &g ? index_ : g.import(*graph_, index_);
    }
    [[nodiscard]] constexpr bool is_number(double value) const noexcept { return graph_ == nullptr && value_ == value; }
    /// The number, where graph() is null.
    [[nodiscard]] constexpr double number() const noexcept { return value_; }

private:
    static constexpr void call_now(opaque_function const& callee, traced const* arguments, traced* results) {
        double* const numbers = new double[static_cast<unsigned>(callee.arguments + callee.results)]{};
        for (int i = 0; i < callee.arguments; ++i) numbers[i] = arguments[i].value_;
        callee.in_double(numbers, numbers + callee.arguments);
        for (int i = 0; i < callee.results; ++i) results[i] = numbers[callee.arguments + i];
        delete[] numbers;
    }

    graph_builder* graph_ = nullptr;  // none: a plain number
    int index_ = 0;
    double value_ = 0;
};

template <>
inline constexpr bool is_scalar<traced> = true;
template <>
inline constexpr bool is_handle<traced> = true;

// Each operation on two handles is an ordinary function, so that it wins over templates such as std::max, and a
// template for a plain number on either side, so that nothing is ambiguous with the built-in operators.
#define TAPELESS_BINARY(name, how, operation, a, b)                                                                    \
    [[nodiscard]] constexpr auto name(traced x, traced y) { return traced::how(op::operation, a, b); }                 \
    template <arithmetic Number>                                                                                       \
    [[nodiscard]] constexpr auto name(traced x, Number n) {                                                            \
        traced const y = n;                                                                                            \
        return traced::how(op::operation, a, b);                                                                       \
    }                                                                                                                  \
    template <arithmetic Number>                                                                                       \
    [[nodiscard]] constexpr auto name(Number n, traced y) {                                                            \
        traced const x = n;                                                                                            \
        return traced::how(op::operation, a, b);                                                                       \
    }

TAPELESS_BINARY(operator+, combine, add, x, y)
TAPELESS_BINARY(operator-, combine, sub, x, y)
TAPELESS_BINARY(operator*, combine, mul, x, y)
TAPELESS_BINARY(operator/, combine, div, x, y)
TAPELESS_BINARY(operator<, compare, less, x, y)
TAPELESS_BINARY(operator>, compare, less, y, x)
TAPELESS_BINARY(operator<=, compare, less_equal, x, y)
TAPELESS_BINARY(operator>=, compare, less_equal, y, x)
TAPELESS_BINARY(operator==, compare, equal, x, y)
TAPELESS_BINARY(pow, combine, pow, x, y)
TAPELESS_BINARY(atan2, combine, atan2, x, y)
TAPELESS_BINARY(hypot, combine, hypot, x, y)
TAPELESS_BINARY(min, combine, min, x, y)
TAPELESS_BINARY(max, combine, max, x, y)
TAPELESS_BINARY(fmin, combine, fmin, x, y)
TAPELESS_BINARY(fmax, combine, fmax, x, y)

#undef TAPELESS_BINARY

[[nodiscard]] constexpr traced operator+(traced x) { return x; }
[[nodiscard]] constexpr traced operator-(traced x) { return traced::combine(op::neg, x); }

#define TAPELESS_UNARY(name)                                                                                           \
    [[nodiscard]] constexpr traced name(traced x) { return traced::combine(op::name, x); }

TAPELESS_UNARY(abs)
TAPELESS_UNARY(sqrt)
TAPELESS_UNARY(cbrt)
TAPELESS_UNARY(exp)
TAPELESS_UNARY(exp2)
TAPELESS_UNARY(expm1)
TAPELESS_UNARY(log)
TAPELESS_UNARY(log2)
TAPELESS_UNARY(log10)
TAPELESS_UNARY(log1p)
TAPELESS_UNARY(sin)
TAPELESS_UNARY(cos)
TAPELESS_UNARY(tan)
TAPELESS_UNARY(asin)
TAPELESS_UNARY(acos)
TAPELESS_UNARY(atan)
TAPELESS_UNARY(sinh)
TAPELESS_UNARY(cosh)
TAPELESS_UNARY(tanh)
TAPELESS_UNARY(asinh)
TAPELESS_UNARY(acosh)
TAPELESS_UNARY(atanh)
TAPELESS_UNARY(erf)
TAPELESS_UNARY(erfc)
TAPELESS_UNARY(sigmoid)
TAPELESS_UNARY(softplus)
TAPELESS_UNARY(sign)
TAPELESS_UNARY(floor)
TAPELESS_UNARY(ceil)
TAPELESS_UNARY(round)

#undef TAPELESS_UNARY

[[nodiscard]] constexpr traced fabs(traced x) { return abs(x); }

/// x, with derivative 0: what depends on it takes it for a constant.
[[nodiscard]] constexpr traced stop_gradient(traced x) { return traced::combine(op::stop_gradient, x); }

// Conditions.
[[nodiscard]] constexpr condition operator!(condition x) {
    if (x.graph() == nullptr) return !x.value();
    return {x.graph(), x.graph()->append(op::logical_not, x.index_in(*x.graph()))};
}
[[nodiscard]] constexpr condition operator&&(condition x, condition y) {
    if (x.graph() == nullptr) return x.value() ? y : x;
    if (y.graph() == nullptr) return y.value() ? x : y;
    graph_builder& g = *innermost(x.graph(), y.graph());
    return {&g, g.append(op::logical_and, x.index_in(g), y.index_in(g))};
}
[[nodiscard]] constexpr condition operator||(condition x, condition y) {
    if (x.graph() == nullptr) return x.value() ? x : y;
    if (y.graph() == nullptr) return y.value() ? y : x;
    graph_builder& g = *innermost(x.graph(), y.graph());
    return {&g, g.append(op::logical_or, x.index_in(g), y.index_in(g))};
}
[[nodiscard]] constexpr condition operator!=(traced x, traced y) { return !(x == y); }
template <arithmetic Number>
[[nodiscard]] constexpr condition operator!=(traced x, Number y) {
    return !(x == y);
}
template <arithmetic Number>
[[nodiscard]] constexpr condition operator!=(Number x, traced y) {
    return !(x == y);
}

/// `a` where the condition holds, else `b`: op::select computes both, op::cond the one that is wanted.
[[nodiscard]] constexpr traced choose(op operation, condition c, traced a, traced b) {
    if (c.graph() == nullptr) return c.value() ? a : b;
    graph_builder& g = *innermost(c.graph(), innermost(a.graph(), b.graph()));
    return {&g, g.append(operation, c.index_in(g), a.index_in(g), b.index_in(g))};
}
[[nodiscard]] constexpr traced select(condition c, traced a, traced b) { return choose(op::select, c, a, b); }

/// The value of `z`, whose derivative by `x` is `slope`, beside what `z` depends on by itself.
[[nodiscard]] constexpr traced with_slope(traced z, traced x, traced slope) {
    graph_builder* const g = innermost(x.graph(), innermost(z.graph(), slope.graph()));
    if (x.graph() == nullptr || slope.is_number(0)) return z;
    return {g, g->append(op::custom, z.index_in(*g), x.index_in(*g), slope.index_in(*g))};
}

}  // namespace tapeless
