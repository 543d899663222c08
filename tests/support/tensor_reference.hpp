// SPDX-License-Identifier: BSL-1.0
// Compares a function of tensors with reference/tensors.txt: its value, its gradient and how the gradient changes.
// In: the name of a case there, the function, and the extents of its arguments. Out: checks that fail where they differ.
// Arguments are made by the formulas of reference/tensors.py; they are exact in float too.
#pragma once

#include "catch.hpp"

#include <tapeless/core/tensor.hpp>
#include <tapeless/tensor.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdlib>
#include <fstream>
#include <map>
#include <stdexcept>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

namespace support {

/// A block of the file. Gradients of all arguments, in their order, stand behind each other.
struct reference_case {
    struct argument {
        std::string kind;
        std::vector<int> extents;
    };
    std::vector<argument> arguments;
    std::vector<int> extents;  ///< of the result
    std::vector<double> value;
    std::vector<double> gradient;
    std::vector<double> second;  ///< the change of the gradient; empty where the file states none
};

inline int size_of(std::vector<int> const& extents) {
    int size = 1;
    for (int const n : extents) size *= n;
    return size;
}
inline bool is_index(reference_case::argument const& a) { return a.kind.rfind("index_below_", 0) == 0; }

namespace detail {

/// The lines g or h of a case, filled up where they are short for zeros.
inline std::vector<double> joined(reference_case const& at, std::vector<std::vector<double>> const& lines) {
    std::vector<double> all;
    if (lines.empty()) return all;
    auto line = lines.begin();
    for (auto const& a : at.arguments) {
        std::vector<double> entries(static_cast<std::size_t>(size_of(a.extents)));
        if (!is_index(a)) {
            if (line->size() == entries.size()) entries = *line;
            else if (*line != std::vector<double>{0}) throw std::length_error("a line of reference/tensors.txt");
            ++line;
        }
        all.insert(all.end(), entries.begin(), entries.end());
    }
    return all;
}

/// A line of the file: a key, for an argument its kind, then numbers.
struct reference_line {
    std::string key, kind;
    std::vector<double> numbers;

    explicit reference_line(std::string const& line) {
        std::size_t end = line.find(' ');
        key = line.substr(0, end);
        if (key == "#" || key == "x") {
            std::size_t const begin = end + 1;
            end = line.find(' ', begin);
            kind = line.substr(begin, end - begin);
        }
        if (end == std::string::npos) return;
        char const* at = line.c_str() + end;
        for (char* next = nullptr; *at != 0; at = next) numbers.push_back(std::strtod(at, &next));
    }
    std::vector<int> extents() const {
        std::vector<int> to;
        for (double const n : numbers) to.push_back(static_cast<int>(n));
        return to;
    }
};

inline std::map<std::string, reference_case> read_reference_cases() {
    std::map<std::string, reference_case> cases;
    std::ifstream in(TAPELESS_TEST_DATA_DIR "/reference/tensors.txt");
    reference_case* at = nullptr;
    std::vector<std::vector<double>> g, h;
    auto const finish = [&] {
        if (at == nullptr) return;
        at->gradient = joined(*at, g);
        at->second = joined(*at, h);
        g.clear();
        h.clear();
    };
    std::string text;
    std::getline(in, text);  // who wrote it
    while (std::getline(in, text)) {
        reference_line const line(text);
        if (line.key == "#") {
            finish();
            at = &cases[line.kind];
        } else if (line.key == "x") at->arguments.push_back({line.kind, line.extents()});
        else if (line.key == "y") at->extents = line.extents();
        else if (line.key == "v") at->value = line.numbers;
        else (line.key == "g" ? g : h).push_back(line.numbers);
    }
    finish();
    return cases;
}

}  // namespace detail

/// The case of that name; the file is read once.
inline reference_case const& reference(std::string const& name) {
    static std::map<std::string, reference_case> const cases = detail::read_reference_cases();
    auto const found = cases.find(name);
    INFO(name);
    REQUIRE(found != cases.end());
    return found->second;
}

/// A permutation of 0..112 in i, as in tensors.py.
inline int mixed(int i, int number) {
    int const base = (i + 31 * number + 5) % 113;
    return base * base * base % 113;
}

/// Entry i of an argument of one of the kinds that do not depend on the extents.
inline double entry(std::string const& kind, int i, int number) {
    int const q = mixed(i, number);
    if (kind == "general") return (2 * q - 111) / 64.0;
    if (kind == "positive") return (q + 32) / 64.0;
    if (kind == "small") return (2 * q - 111) / 128.0;
    if (kind == "above_one") return (q + 80) / 64.0;
    if (kind == "large") return 16.0 * (2 * q - 111);
    if (kind == "tied") return (q % 3 - 1) / 2.0;
    if (kind == "zero") return 0;
    REQUIRE(kind.rfind("index_below_", 0) == 0);
    return q % std::stoi(kind.substr(kind.rfind('_') + 1));
}

/// The entries of an argument, row by row.
inline std::vector<double> entries(reference_case::argument const& a, int number) {
    int const size = size_of(a.extents);
    bool const definite = a.kind == "positive_definite";
    bool const mirrored = a.kind == "mirrored";
    std::vector<double> x(static_cast<std::size_t>(size));
    if (!definite && !mirrored && a.kind != "dominant") {
        for (int i = 0; i < size; ++i) x[static_cast<std::size_t>(i)] = entry(a.kind, i, number);
        return x;
    }
    int const n = a.extents.front();
    auto const small = [&](int i, int j) { return entry("small", i * n + j, number); };
    for (int i = 0; i < n; ++i)
        for (int j = 0; j < n; ++j) {
            double v = definite ? i == j : small(i, j) + 2 * (i == j);
            for (int k = 0; definite && k < n; ++k) v += small(i, k) * small(j, k);
            x[static_cast<std::size_t>(i * n + j)] = mirrored && i == n - 1 ? -v : v;
        }
    return x;
}

/// Whether numbers agree, each with an error of at most `relative` times the largest wanted one (at least 1).
inline void check_numbers(std::string const& what, std::vector<double> const& got, std::vector<double> const& want,
                          double relative) {
    INFO(what);
    REQUIRE(got.size() == want.size());
    double scale = 1;
    for (double const v : want) scale = std::max(scale, std::fabs(v));
    std::size_t worst = 0;
    double error = 0;
    for (std::size_t i = 0; i < got.size(); ++i) {
        double const e = std::fabs(got[i] - want[i]);
        if (e <= error) continue;  // not so for NaN
        error = e;
        worst = i;
        if (e != e) break;
    }
    INFO("entry " << worst << ": " << got[worst] << ", reference " << want[worst] << ", scale " << scale);
    CHECK(error / (relative * scale) <= 1);
}

/// Extents of an argument of numbers; none: a plain number.
template <int... Dims>
struct input_shape {
    template <class Scalar>
    using type = std::conditional_t<sizeof...(Dims) == 0, Scalar, tapeless::tensor<Scalar, Dims...>>;
    static constexpr bool index = false;
};
template <int... Dims>
inline constexpr input_shape<Dims...> input{};

/// Extents of an argument of whole numbers.
template <int... Dims>
struct index_shape {
    template <class>
    using type = tapeless::tensor<int, Dims...>;
    static constexpr bool index = true;
};
template <int... Dims>
inline constexpr index_shape<Dims...> index_input{};

namespace detail {

/// What does not depend on types, so that it is compiled once.
class tensor_check {
public:
    tensor_check(std::string const& name, bool single, std::size_t arguments)
        : at_(reference(name)), what_(name + (single ? " in float: " : ": ")), relative_(single ? 1e-5 : 1e-12) {
        REQUIRE(at_.arguments.size() == arguments);
    }
    [[nodiscard]] std::vector<double> argument(std::size_t k, std::vector<int> const& extents, bool index) const {
        INFO(what_ << "argument " << k);
        REQUIRE(extents == at_.arguments[k].extents);
        REQUIRE(index == is_index(at_.arguments[k]));
        return entries(at_.arguments[k], static_cast<int>(k));
    }
    /// The direction in which that argument moves; places do not move.
    [[nodiscard]] std::vector<double> direction(std::size_t k) const {
        return entries({is_index(at_.arguments[k]) ? "zero" : "general", at_.arguments[k].extents},
                       static_cast<int>(k) + 10);
    }
    [[nodiscard]] std::vector<double> weights(std::vector<int> const& extents) const {
        INFO(what_ << "result");
        REQUIRE(extents == at_.extents);
        return entries({"general", extents}, 7);
    }
    void value(std::vector<double> const& got) const { check_numbers(what_ + "value", got, at_.value, relative_); }
    void gradient(std::vector<double> const& got) const {
        check_numbers(what_ + "gradient", got, at_.gradient, relative_);
    }
    [[nodiscard]] bool has_second() const { return !at_.second.empty(); }
    void second(std::vector<double> const& got) const {
        check_numbers(what_ + "change of the gradient", got, at_.second, relative_);
    }

private:
    reference_case const& at_;
    std::string what_;
    double relative_;
};

template <class Tensor>
struct extents_of {
    static std::vector<int> list() { return {}; }
};
template <class Scalar, int... Dims>
struct extents_of<tapeless::tensor<Scalar, Dims...>> {
    static std::vector<int> list() { return {Dims...}; }
};

template <class Scalar>
void fill(Scalar* to, std::vector<double> const& from) {
    for (double const v : from) *to++ = static_cast<Scalar>(v);
}
/// A number or tensor with these entries.
template <class To>
To filled(std::vector<double> const& from) {
    To to{};
    if constexpr (std::is_arithmetic_v<To>) fill(&to, from);
    else fill(to.data(), from);
    return to;
}

template <class Scalar>
void append(std::vector<double>& to, Scalar const* from, int count) {
    for (int i = 0; i < count; ++i) to.push_back(static_cast<double>(from[i]));
}
/// All numbers of a number, tensor, array or tuple.
template <class From>
void append_numbers(std::vector<double>& to, From const& from) {
    if constexpr (std::is_arithmetic_v<From>) append(to, &from, 1);
    else if constexpr (requires { From::rank; }) append(to, from.data(), From::size);
    else std::apply([&](auto const&... parts) { (append_numbers(to, parts), ...); }, from);
}
template <class From>
std::vector<double> numbers_of(From const& from) {
    std::vector<double> to;
    append_numbers(to, from);
    return to;
}

template <class F, class... X, std::size_t... K>
void check_tensor_op(tensor_check const& check, F f, std::index_sequence<K...>, X const&... x) {
    auto const y = tapeless::value(f)(x...);
    using result = std::remove_const_t<decltype(y)>;
    auto const w = filled<result>(check.weights(extents_of<result>::list()));
    check.value(numbers_of(y));
    auto const with_gradient = tapeless::vjp(f)(x..., w);
    check.value(numbers_of(with_gradient.value));
    check.gradient(numbers_of(with_gradient.gradient));
    if (!check.has_second()) return;
    auto const moved = tapeless::jvp(tapeless::vjp(f))(x..., w, filled<X>(check.direction(K))..., result{});
    check.second(numbers_of(moved.tangent.gradient));
}

template <class Scalar, class F, class... Inputs, std::size_t... K>
void check_tensor_op_over(std::string const& name, F f, std::index_sequence<K...> numbers, Inputs...) {
    tensor_check const check(name, std::is_same_v<Scalar, float>, sizeof...(Inputs));
    check_tensor_op(check, f, numbers,
                    filled<typename Inputs::template type<Scalar>>(check.argument(
                        K, extents_of<typename Inputs::template type<Scalar>>::list(), Inputs::index))...);
}

}  // namespace detail

/// Value, gradient of sum(w * f(x)) and its change along a direction, for each Scalar, at the arguments of the case.
/// Errors are at most 1e-12 (float: 1e-5) of the largest number of the value, gradient or change.
template <class Scalar = double, class... More, class F, class... Inputs>
void check_tensor_op(std::string const& name, F f, Inputs... inputs) {
    detail::check_tensor_op_over<Scalar>(name, f, std::index_sequence_for<Inputs...>{}, inputs...);
    (detail::check_tensor_op_over<More>(name, f, std::index_sequence_for<Inputs...>{}, inputs...), ...);
}

}  // namespace support
