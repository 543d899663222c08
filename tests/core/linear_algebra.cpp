// SPDX-License-Identifier: BSL-1.0
#include <tapeless/core/linear_algebra.hpp>

#include "catch.hpp"
#include "reference/linear_algebra.hpp"

#include <limits>

namespace la = tapeless::linear_algebra;

namespace {

template <class T>
constexpr T infinity = std::numeric_limits<T>::infinity();
template <class T>
constexpr T not_a_number = std::numeric_limits<T>::quiet_NaN();

template <class T, int Size>
struct numbers {
    T values[static_cast<std::size_t>(Size)];
};

/// What a system gives, in the precision at hand: exact, but for the expected results.
template <class T, std::size_t Size>
constexpr auto in(double const (&from)[Size]) {
    numbers<T, static_cast<int>(Size)> to{};
    for (std::size_t i = 0; i < Size; ++i) to.values[i] = static_cast<T>(from[i]);
    return to;
}

/// The largest difference over the largest magnitude, in units of epsilon; infinity where a number is not finite.
template <class T, int Size>
constexpr double error(numbers<T, Size> const& got, double const* expected) {
    double difference = 0;
    double magnitude = 0;
    for (int i = 0; i < Size; ++i) {
        double const d = static_cast<double>(got.values[i]) - expected[i];
        if (!(d < infinity<double> && d > -infinity<double>)) return infinity<double>;
        difference = d > difference ? d : -d > difference ? -d : difference;
        magnitude = expected[i] > magnitude ? expected[i] : -expected[i] > magnitude ? -expected[i] : magnitude;
    }
    return difference / magnitude / static_cast<double>(std::numeric_limits<T>::epsilon());
}

template <class T, class System>
constexpr double error_of_cholesky(System const& s) {
    numbers<T, System::size * System::size> l{};
    auto a = in<T>(s.definite);
    for (int i = 0; i < System::size; ++i)
        for (int j = i + 1; j < System::size; ++j) a.values[i * System::size + j] = not_a_number<T>;
    la::cholesky<System::size>(a.values, l.values);
    for (int i = 0; i < System::size; ++i)
        for (int j = i + 1; j < System::size; ++j)
            if (!(l.values[i * System::size + j] == T(0))) return infinity<double>;
    return error(l, s.factor) / s.condition_definite;
}

template <class T, class System>
constexpr double error_of_inverse(System const& s) {
    numbers<T, System::size * System::size> x{};
    la::inverse<System::size>(in<T>(s.general).values, x.values);
    return error(x, s.inverse) / s.condition_general;
}

/// Absolute: a perturbation of the matrix by epsilon moves log |det| by about the condition number times epsilon.
template <class T, class System>
constexpr double error_of_log_determinant(System const& s) {
    T const got = la::log_determinant<System::size>(in<T>(s.general).values);
    double const d = static_cast<double>(got) - s.log_determinant;
    double const size = s.log_determinant < 0 ? -s.log_determinant : s.log_determinant;
    return (d < 0 ? -d : d) / static_cast<double>(std::numeric_limits<T>::epsilon()) / (s.condition_general + size);
}

/// NaN stands in the other triangle; once into memory of its own and once into the right-hand side.
template <class T, bool Upper, bool Transposed, class System>
constexpr double error_of_triangular_solve(System const& s, double const* expected) {
    constexpr int n = System::size;
    auto a = in<T>(s.triangular);
    for (int i = 0; i < n; ++i)
        for (int j = 0; j < n; ++j)
            if (Upper ? j < i : j > i) a.values[i * n + j] = not_a_number<T>;
    auto const b = in<T>(s.right);
    auto in_place = b;
    numbers<T, n * System::columns> x{};
    la::triangular_solve<n, System::columns, Upper, Transposed>(a.values, b.values, x.values);
    la::triangular_solve<n, System::columns, Upper, Transposed>(a.values, in_place.values, in_place.values);
    for (int i = 0; i < n * System::columns; ++i)
        if (!(x.values[i] == in_place.values[i])) return infinity<double>;

    double one_column[static_cast<std::size_t>(n)]{};
    numbers<T, n> c{};
    numbers<T, n> y{};
    for (int i = 0; i < n; ++i) {
        one_column[i] = expected[i * System::columns + 1];
        c.values[i] = b.values[i * System::columns + 1];
    }
    la::triangular_solve<n, 1, Upper, Transposed>(a.values, c.values, y.values);
    double const alone = error(y, one_column);
    double const together = error(x, expected);
    return (alone > together ? alone : together) / s.condition_triangular;
}

struct errors {
    double cholesky;
    double inverse;
    double log_determinant;
    double lower;
    double lower_transposed;
    double upper;
    double upper_transposed;
};

template <class T, class System>
constexpr errors errors_of(System const& s) {
    return {error_of_cholesky<T>(s),
            error_of_inverse<T>(s),
            error_of_log_determinant<T>(s),
            error_of_triangular_solve<T, false, false>(s, s.lower),
            error_of_triangular_solve<T, false, true>(s, s.lower_transposed),
            error_of_triangular_solve<T, true, false>(s, s.upper),
            error_of_triangular_solve<T, true, true>(s, s.upper_transposed)};
}

/// Times epsilon and the condition number; seen at most 0.30.
constexpr double limit = 0.5;

constexpr bool good(errors const& e) {
    return e.cholesky <= limit && e.inverse <= limit && e.log_determinant <= limit && e.lower <= limit &&
           e.lower_transposed <= limit && e.upper <= limit && e.upper_transposed <= limit;
}

static_assert(good(errors_of<double>(reference::linear_system_1)) &&
              good(errors_of<float>(reference::linear_system_1)));
static_assert(good(errors_of<double>(reference::linear_system_2)) &&
              good(errors_of<float>(reference::linear_system_2)));
static_assert(good(errors_of<double>(reference::linear_system_3)) &&
              good(errors_of<float>(reference::linear_system_3)));
static_assert(good(errors_of<double>(reference::linear_system_5)) &&
              good(errors_of<float>(reference::linear_system_5)));
static_assert(error_of_inverse<double>(reference::linear_system_16) <= limit);
static_assert(error_of_cholesky<float>(reference::linear_system_16) <= limit);

template <class T, class... Systems>
void check_good(Systems const&... systems) {
    auto const check = [](auto const& s) {
        errors const e = errors_of<T>(s);
        INFO("size " << s.size << ": " << e.cholesky << ' ' << e.inverse << ' ' << e.log_determinant << ' ' << e.lower
                     << ' ' << e.lower_transposed << ' ' << e.upper << ' ' << e.upper_transposed);
        CHECK(good(e));
    };
    (check(systems), ...);
}

template <class T>
constexpr bool is_finite(T x) {
    return -infinity<T> < x && x < infinity<T>;
}

template <int N, class T, int Size>
constexpr auto cholesky_of(numbers<T, Size> a) {
    numbers<T, Size> l{};
    la::cholesky<N>(a.values, l.values);
    return l;
}

/// From the pivot `first` on, the lower triangle is NaN; before it and above the diagonal, all is finite.
template <int N, class T>
constexpr bool fails_from(int first, numbers<T, N * N> a) {
    auto const l = cholesky_of<N>(a);
    for (int i = 0; i < N; ++i)
        for (int j = 0; j < N; ++j) {
            T const x = l.values[i * N + j];
            if (j > i ? x != T(0) : j < first ? !is_finite(x) : x == x) return false;
        }
    return true;
}

template <class T>
constexpr bool not_positive_definite() {
    T const nan = not_a_number<T>;
    return fails_from<1, T>(0, {{0}}) && fails_from<1, T>(0, {{-1}}) && fails_from<1, T>(0, {{nan}}) &&
           fails_from<2, T>(1, {{1, 1, 1, 1}}) && fails_from<2, T>(1, {{1, 2, 2, 1}}) &&
           fails_from<2, T>(0, {{-1, 0, 0, 1}}) && fails_from<2, T>(0, {{0, 0, 0, 0}}) &&
           fails_from<3, T>(1, {{4, 2, 2, 2, 1, 5, 2, 5, 9}}) && fails_from<3, T>(2, {{1, 0, 0, 0, 1, 0, 0, 0, nan}}) &&
           fails_from<3, T>(0, {{nan, 0, 0, 0, 1, 0, 0, 0, 1}});
}

template <class T>
constexpr bool extreme_factors() {
    T const large = sizeof(T) == 8 ? static_cast<T>(0x1p1000) : static_cast<T>(0x1p120);
    T const tiny = sizeof(T) == 8 ? static_cast<T>(0x1p-1074) : static_cast<T>(0x1p-148);
    T const root = sizeof(T) == 8 ? static_cast<T>(0x1p500) : static_cast<T>(0x1p60);
    T const tiny_root = sizeof(T) == 8 ? static_cast<T>(0x1p-537) : static_cast<T>(0x1p-74);
    auto const l = cholesky_of<2, T, 4>({{large, 0, 0, tiny}});
    return l.values[0] == root && l.values[1] == T(0) && l.values[2] == T(0) && l.values[3] == tiny_root;
}

template <class T>
constexpr bool singular_solutions() {
    numbers<T, 4> x{};
    numbers<T, 4> const a{{2, 0, 5, 0}};
    numbers<T, 2> const b{{4, 3}};
    la::triangular_solve<2, 1, false, false>(a.values, b.values, x.values);
    bool good = x.values[0] == T(2) && x.values[1] == -infinity<T>;
    numbers<T, 1> y{{0}};
    numbers<T, 1> const zero{{0}};
    la::triangular_solve<1, 1, true, false>(zero.values, y.values, y.values);
    good = good && y.values[0] != y.values[0];
    // A reciprocal of this pivot would overflow.
    numbers<T, 1> const tiny{{std::numeric_limits<T>::denorm_min()}};
    y = tiny;
    la::triangular_solve<1, 1, true, true>(tiny.values, y.values, y.values);
    return good && y.values[0] == T(1);
}

/// With as much of the identity below it as to be computed as larger matrices are.
template <int N, class T>
constexpr numbers<T, 36> padded(numbers<T, N * N> a) {
    numbers<T, 36> large{};
    for (int i = 0; i < 6; ++i)
        for (int j = 0; j < 6; ++j)
            large.values[i * 6 + j] = i < N && j < N ? a.values[i * N + j] : i == j ? T(1) : T(0);
    return large;
}

template <int N, class T>
constexpr bool has_no_inverse(numbers<T, N * N> a) {
    numbers<T, N * N> x{};
    numbers<T, 36> y{};
    la::inverse<N>(a.values, x.values);
    la::inverse<6>(padded<N>(a).values, y.values);
    bool any = false;
    bool any_padded = false;
    for (T const v : x.values) any = any || !is_finite(v);
    for (T const v : y.values) any_padded = any_padded || !is_finite(v);
    return any && any_padded;
}

/// -1234 where the two ways to compute it differ.
template <int N, class T>
constexpr T log_determinant(numbers<T, N * N> a) {
    T const alone = la::log_determinant<N>(a.values);
    T const among_others = la::log_determinant<6>(padded<N>(a).values);
    return alone == among_others || (alone != alone && among_others != among_others) ? alone : T(-1234);
}

template <class T>
constexpr bool singular_matrices() {
    T const nan = not_a_number<T>;
    bool good = has_no_inverse<1, T>({{0}}) && has_no_inverse<1, T>({{nan}}) && has_no_inverse<2, T>({{1, 2, 2, 4}}) &&
                has_no_inverse<2, T>({{0, 0, 0, 0}}) && has_no_inverse<2, T>({{0, 1, 0, 3}}) &&
                has_no_inverse<3, T>({{0, 1, 2, 0, 3, 4, 0, 5, 7}}) &&
                has_no_inverse<3, T>({{1, 0, 0, 0, nan, 0, 0, 0, 1}}) &&
                has_no_inverse<3, T>({{1, 2, 3, 2, 4, 6, 1, 1, 1}});
    auto const is = [&good](T got, T expected) {
        good = good && (got == expected || (got != got && expected != expected));
    };
    is(log_determinant<1, T>({{0}}), -infinity<T>);
    is(log_determinant<2, T>({{1, 2, 2, 4}}), -infinity<T>);
    is(log_determinant<2, T>({{0, 0, 0, 0}}), -infinity<T>);
    is(log_determinant<3, T>({{0, 1, 2, 0, 3, 4, 0, 5, 7}}), -infinity<T>);
    is(log_determinant<3, T>({{1, 2, 3, 2, 4, 6, 1, 1, 1}}), -infinity<T>);
    is(log_determinant<1, T>({{nan}}), nan);
    is(log_determinant<3, T>({{1, 0, 0, 0, nan, 0, 0, 0, 1}}), nan);
    is(log_determinant<1, T>({{-infinity<T>}}), infinity<T>);
    is(log_determinant<1, T>({{-1}}), T(0));
    return good;
}

/// The determinant is near 1, but no product of the pivots in their order stays in the range.
template <class T>
constexpr bool extreme_determinants() {
    T const large = sizeof(T) == 8 ? static_cast<T>(0x1p1000) : static_cast<T>(0x1p100);
    T const small = sizeof(T) == 8 ? static_cast<T>(0x1p-1000) : static_cast<T>(0x1p-100);
    T const log_large = sizeof(T) == 8 ? static_cast<T>(693.14718055994531) : static_cast<T>(69.314718055994531);
    numbers<T, 9> const up{{large, 0, 0, 0, -large, 0, 0, 0, 8}};
    numbers<T, 9> const down{{small, 0, 0, 0, small, 0, 0, 0, small}};
    numbers<T, 16> const even{{large, 0, 0, 0, 0, large, 0, 0, 0, 0, small, 0, 0, 0, 0, small}};
    T const first = log_determinant<3, T>(up) - (2 * log_large + static_cast<T>(2.0794415416798357));
    T const second = log_determinant<3, T>(down) + 3 * log_large;
    T const third = log_determinant<4, T>(even);
    T const tolerance = 4 * log_large * std::numeric_limits<T>::epsilon();
    auto const near_zero = [&](T x) { return -tolerance <= x && x <= tolerance; };
    T const half = sizeof(T) == 8 ? static_cast<T>(0x1p400) : static_cast<T>(0x1p40);
    T const log_half = sizeof(T) == 8 ? static_cast<T>(277.25887222397812) : static_cast<T>(27.725887222397812);
    numbers<T, 16> const mixed{{8, 0, 0, 0, 0, half, 0, 0, 0, 0, half, 0, 0, 0, 0, large}};
    T const mixed_expected = 2 * log_half + log_large + static_cast<T>(2.0794415416798357);
    T const fifth = log_determinant<4, T>(mixed) - mixed_expected;
    numbers<T, 9> const spread{{8, 0, 0, 0, large, 0, 0, 0, 1}};
    T const sixth = log_determinant<3, T>(spread) - (log_large + static_cast<T>(2.0794415416798357));
    // Cancellation of moderate pivots costs nothing, as it would in a sum of logarithms.
    numbers<T, 4> const reciprocal{{T(1048577), 0, 0, T(1) / T(1048577)}};
    T const fourth = log_determinant<2, T>(reciprocal);
    T const epsilon = std::numeric_limits<T>::epsilon();
    return near_zero(first) && near_zero(second) && near_zero(third) && near_zero(fifth) && near_zero(sixth) &&
           -epsilon <= fourth && fourth <= epsilon;
}

/// Without a choice by magnitude the first pivot would swamp the rest.
template <class T>
constexpr bool small_pivots() {
    numbers<T, 4> const a{{static_cast<T>(1e-20), 1, 1, 1}};
    numbers<T, 4> x{};
    la::inverse<2>(a.values, x.values);
    numbers<T, 36> y{};
    la::inverse<6>(padded<2>(a).values, y.values);
    for (int i = 0; i < 4; ++i)
        if (!(x.values[i] == y.values[i / 2 * 6 + i % 2])) return false;
    return x.values[0] == T(-1) && x.values[1] == T(1) && x.values[2] == T(1) && is_finite(x.values[3]) &&
           -x.values[3] < static_cast<T>(1e-19) && log_determinant<2, T>(a) == T(0);
}

static_assert(not_positive_definite<double>() && not_positive_definite<float>());
static_assert(extreme_factors<double>() && extreme_factors<float>());
static_assert(singular_solutions<double>() && singular_solutions<float>());
static_assert(singular_matrices<double>() && singular_matrices<float>());
static_assert(extreme_determinants<double>() && extreme_determinants<float>());
static_assert(small_pivots<double>() && small_pivots<float>());

}  // namespace

TEST_CASE("factors, solutions, inverses and determinants agree with the reference") {
    using namespace reference;
    check_good<double>(linear_system_1, linear_system_2, linear_system_3, linear_system_4, linear_system_5,
                       linear_system_6, linear_system_7, linear_system_8, linear_system_16);
    check_good<float>(linear_system_1, linear_system_3, linear_system_4, linear_system_6, linear_system_16);
}

TEST_CASE("matrices without a factor, a solution or an inverse give NaN and infinities") {
    CHECK((not_positive_definite<double>() && not_positive_definite<float>()));
    CHECK((extreme_factors<double>() && extreme_factors<float>()));
    CHECK((singular_solutions<double>() && singular_solutions<float>()));
    CHECK((singular_matrices<double>() && singular_matrices<float>()));
    CHECK((extreme_determinants<double>() && extreme_determinants<float>()));
    CHECK((small_pivots<double>() && small_pivots<float>()));
}
