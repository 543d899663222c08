// SPDX-License-Identifier: BSL-1.0
// Calls the C functions beside those of the library on many numbers and compares the results: compare [ulp].
// Without a number every bit must be equal. With one, what stands in the list of elementary functions alone may differ
// by so many units in the last place, where the result is a normal number.
#include "functions.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <limits>
#include <random>
#include <string_view>
#include <vector>

// The C functions as a C user would declare them, for T = double and, with _f after the name, for T = float.
template <class T>
using w1_gradient_type = void(T, T, T, T*);
template <class T>
using w2_both_type = void(T const*, T*, T*);
template <class T>
using w5_jacobian_type = void(T const*, T const*, T, T const*, T*, T*, T*, T*, T*, T*);
template <class T>
using network_gradient_type = void(T const*, T const*, T const*, T*);
template <class T>
using w6_value_type = T(T, T, T, T, T);
template <class T>
using w6_gradient_type = void(T, T, T, T, T, T*);
template <class T>
using w6_all_type = void(T, T, T, T, T, T*, T*, T*);
template <class T>
using selects_type = void(T, T, T*, T*);
template <class T>
using extremes_type = void(T, T, T, T*, T*);
template <class T>
using structured_type = void(T, T const*, T const*, T, T*, T*);
template <class T>
using of_one_type = void(T, T*);
template <class T>
using of_two_type = void(T, T, T*);

#define TAPELESS_DECLARE(name, type)                                                                                   \
    extern "C" type<double> name;                                                                                      \
    extern "C" type<float> name##_f;
TAPELESS_DECLARE(w1_gradient, w1_gradient_type)
TAPELESS_DECLARE(w2_both, w2_both_type)
TAPELESS_DECLARE(w5_jacobian, w5_jacobian_type)
TAPELESS_DECLARE(network_gradient, network_gradient_type)
TAPELESS_DECLARE(w6_value, w6_value_type)
TAPELESS_DECLARE(w6_gradient, w6_gradient_type)
TAPELESS_DECLARE(w6_all, w6_all_type)
TAPELESS_DECLARE(selects, selects_type)
TAPELESS_DECLARE(branches, selects_type)
TAPELESS_DECLARE(branches_in_a_row, selects_type)
TAPELESS_DECLARE(extremes, extremes_type)
TAPELESS_DECLARE(structured, structured_type)
TAPELESS_DECLARE(of_one, of_one_type)
TAPELESS_DECLARE(of_one_slopes, of_one_type)
TAPELESS_DECLARE(of_two, of_two_type)
TAPELESS_DECLARE(pairs, selects_type)

namespace {

/// Calls a C function with numbers that lie one after the other; `sizes` are those of its pointers.
template <class T, class R, class... P>
void call_c(R (*f)(P...), T const* in, T* out, int const* sizes) {
    auto next = [&]<class Q>(std::type_identity<Q>) {
        if constexpr (std::is_same_v<Q, T>) return *in++;
        else if constexpr (std::is_same_v<Q, T const*>) return std::exchange(in, in + *sizes++);
        else return std::exchange(out, out + *sizes++);
    };
    std::tuple<P...> const x{next(std::type_identity<P>{})...};
    if constexpr (std::is_void_v<R>) std::apply(f, x);
    else *out = std::apply(f, x);
}

struct c_side {
    std::string_view name;
    void (*run)(double const* in, double* out);
    void (*run_float)(float const* in, float* out);
};

#define TAPELESS_ROW(name, ...)                                                                                        \
    {                                                                                                                  \
#name, [](double const *in, double *out) {                                                                     \
            int const sizes[] = {__VA_ARGS__};                                                                         \
            call_c(&name, in, out, sizes);                                                                             \
        },                                                                                                             \
            [](float const *in, float *out) {                                                                          \
                int const sizes[] = {__VA_ARGS__};                                                                     \
                call_c(&name##_f, in, out, sizes);                                                                     \
            }       \
    }
constexpr c_side c_sides[] = {
    TAPELESS_ROW(w1_gradient, 3),
    TAPELESS_ROW(w2_both, 10, 1, 10),
    TAPELESS_ROW(w5_jacobian, 11, 3, 2, 11, 3, 1, 11, 3, 1),
    TAPELESS_ROW(network_gradient, 67, 4, 3, 67),
    TAPELESS_ROW(w6_value, 1),
    TAPELESS_ROW(w6_gradient, 5),
    TAPELESS_ROW(w6_all, 1, 5, 25),
    TAPELESS_ROW(selects, 1, 2),
    TAPELESS_ROW(branches, 2, 4),
    TAPELESS_ROW(branches_in_a_row, 1, 2),
    TAPELESS_ROW(extremes, 1, 3),
    TAPELESS_ROW(structured, 2, 6, 1, 2),
    TAPELESS_ROW(of_one, 31),
    TAPELESS_ROW(of_one_slopes, 31),
    TAPELESS_ROW(of_two, 7),
    TAPELESS_ROW(pairs, 1, 2),
};

/// How far two results are apart, in units in the last place; no distance between any two NaN.
template <class T>
double distance(T a, T b) {
    using bits = std::conditional_t<sizeof(T) == 8, std::int64_t, std::int32_t>;
    if ((a != a && b != b) || std::bit_cast<bits>(a) == std::bit_cast<bits>(b)) return 0;
    if (a != a || b != b || std::signbit(a) != std::signbit(b)) return std::numeric_limits<double>::infinity();
    return std::abs(static_cast<double>(std::bit_cast<bits>(a) - std::bit_cast<bits>(b)));
}

/// Numbers of the function's range, now and then at another scale, equal to the one before, or special.
template <class T>
class samples {
public:
    samples(double low, double high) : inside_(low, high) {}
    void fill(std::vector<T>& x) {
        bool const mixed = chance_(random_) < 64;
        for (std::size_t i = 0; i < x.size(); ++i) {
            x[i] = static_cast<T>(inside_(random_));
            if (!mixed) continue;
            int const kind = chance_(random_);
            if (kind < 60) x[i] *= std::exp2(static_cast<T>(chance_(random_) % 80 - 40));
            else if (kind < 80) x[i] = special[static_cast<std::size_t>(chance_(random_)) % std::size(special)];
            else if (kind < 90 && i > 0) x[i] = x[i - 1];
        }
    }

private:
    static constexpr T special[] = {T(0),
                                    T(-0.0),
                                    T(1),
                                    T(-1),
                                    T(0.75),
                                    T(-0.75),
                                    T(27.25),
                                    T(10.5),
                                    T(20.5),
                                    T(-20),
                                    T(50.5),
                                    T(-41),
                                    T(88.9),
                                    T(-103.98),
                                    T(710.5),
                                    T(-746),
                                    T(1e30),
                                    T(-1e-30),
                                    T(3.4e38),
                                    T(6e5),
                                    std::numeric_limits<T>::infinity(),
                                    -std::numeric_limits<T>::infinity(),
                                    std::numeric_limits<T>::quiet_NaN(),
                                    std::numeric_limits<T>::denorm_min()};
    std::mt19937_64 random_{20240917};
    std::uniform_real_distribution<double> inside_;
    std::uniform_int_distribution<int> chance_{0, 255};
};

struct outcome {
    long results = 0;
    long differ = 0;
    double most = 0;
};

template <class T>
outcome compare(c_source::function const& f, void (*run)(T const*, T*), void (*run_c)(T const*, T*), double most) {
    samples<T> sample(f.low, f.high);
    std::vector<T> x(static_cast<std::size_t>(f.inputs));
    std::vector<T> expected(static_cast<std::size_t>(f.outputs));
    outcome found;
    for (int k = 0; k < 20000; ++k) {
        sample.fill(x);
        std::vector<T> got(expected.size(), T(77));
        run(x.data(), expected.data());
        run_c(x.data(), got.data());
        for (std::size_t i = 0; i < got.size(); ++i) {
            double const d = distance(got[i], expected[i]);
            bool const small = std::abs(expected[i]) < std::numeric_limits<T>::min() * 2;
            ++found.results;
            if (d == 0 || (most > 0 && small)) continue;
            found.most = std::max(found.most, d);
            if (d > most && found.differ++ < 3)
                std::printf("%s<%s>[%d] at %a: %a, in C %a\n", f.name, sizeof(T) == 8 ? "double" : "float",
                            static_cast<int>(i), static_cast<double>(x[0]), static_cast<double>(expected[i]),
                            static_cast<double>(got[i]));
        }
    }
    return found;
}

}  // namespace

int main(int count, char** arguments) {
    double const most = count > 1 ? std::atof(arguments[1]) : 0;
    long functions = 0;
    outcome all;
    for (c_source::list const functions_of :
         {c_source::workloads(), c_source::second_derivatives(), c_source::choices(), c_source::elementary()})
        for (int k = 0; k < functions_of.size; ++k) {
            c_source::function const& f = functions_of.at[k];
            std::string_view const name = f.name;
            if (most > 0 && name != "of_one" && name != "of_two") continue;
            for (c_side const& c : c_sides)
                if (c.name == name) {
                    functions += 2;
                    for (outcome const& o :
                         {compare(f, f.run, c.run, most), compare(f, f.run_float, c.run_float, most)}) {
                        all.results += o.results;
                        all.differ += o.differ;
                        all.most = std::max(all.most, o.most);
                    }
                }
        }
    std::printf("%ld functions, %ld results, %ld differ, the most by %g units in the last place\n", functions,
                all.results, all.differ, all.most);
    return all.differ == 0 && functions == (most > 0 ? 4 : 32) ? 0 : 1;
}
