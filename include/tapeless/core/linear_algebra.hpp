// SPDX-License-Identifier: BSL-1.0
// Factors, solutions and inverses of small matrices of fixed size, in constant evaluation and at run time.
// In: float or double numbers in memory, row by row. Out: the same; nothing is allocated, nothing is refused.
#pragma once

#include <tapeless/core/ieee.hpp>
#include <tapeless/core/math.hpp>

namespace tapeless::linear_algebra {

namespace detail {

/// The rows from `first` to `last` of x -= column * row, where x has `Stride` numbers in a row and the column `Step`.
/// The callers keep `row` in a local array, or the compiler must fear that it overlaps x.
template <int Stride, int Step, class T>
TAPELESS_ALWAYS_INLINE constexpr void subtract_product(T* x, T const* column, T const* row, int first, int last,
                                                       int count = Stride) noexcept {
    if constexpr (Stride == 1) {
        for (int i = first; i < last; ++i) x[i] = ieee::sub(x[i], ieee::mul(column[i * Step], row[0]));
    } else {
// clang unrolls a short inner loop and then gathers and scatters over the outer one, up to 10 times slower.
#if defined(__clang__)
#pragma clang loop vectorize(disable)
#endif
        for (int i = first; i < last; ++i)
            for (int j = 0; j < count; ++j)
                x[i * Stride + j] = ieee::sub(x[i * Stride + j], ieee::mul(column[i * Step], row[j]));
    }
}

template <class T>
TAPELESS_ALWAYS_INLINE constexpr void copy(T const* from, T* to, int count) noexcept {
    for (int i = 0; i < count; ++i) to[i] = from[i];
}

/// Gaussian elimination with partial pivoting: row i of L U is row order[i] of a.
///
///   L below the diagonal of lu (its own diagonal is 1), U on and above it
///
/// Numerics    a column without a pivot leaves a zero on the diagonal of U; NaN spreads
/// Source      Golub and Van Loan, Matrix Computations, section 3.4
template <int N, class T>
constexpr void factorise(T const* a, T* lu, int* order) noexcept {
    copy(a, lu, N * N);
    for (int i = 0; i < N; ++i) order[i] = i;
    for (int k = 0; k < N; ++k) {
        int pivot = k;
        for (int i = k + 1; i < N; ++i)
            if (math::abs(lu[i * N + k]) > math::abs(lu[pivot * N + k])) pivot = i;
        T row[N];
        copy(lu + pivot * N, row, N);
        if (pivot != k) {
            copy(lu + k * N, lu + pivot * N, N);
            copy(row, lu + k * N, N);
            int const swapped = order[k];
            order[k] = order[pivot];
            order[pivot] = swapped;
        }
        if (row[k] == T(0)) continue;
        T column[N];
        for (int i = k + 1; i < N; ++i) {
            column[i] = ieee::div(lu[i * N + k], row[k]);
            lu[i * N + k] = column[i];
        }
        subtract_product<N, 1>(lu + k + 1, column, row + k + 1, k + 1, N, N - k - 1);
    }
}

/// Where a matrix is so small that all of it may stay in registers: a row swap by selection, all loops unrolled.
/// The inverse of 3 by 3 then takes 10 to 25 ns for 45 to 85, that of 4 by 4 20 to 50 for 80 to 120.
template <int N>
inline constexpr bool in_registers = N <= 4;

/// Gaussian elimination with partial pivoting on the first N of `Width` columns, which become U.
template <int N, int Width, class T>
TAPELESS_ALWAYS_INLINE constexpr void eliminate(T (&u)[N][Width]) noexcept {
#pragma GCC unroll 4
    for (int k = 0; k < N; ++k) {
#pragma GCC unroll 4
        for (int i = k + 1; i < N; ++i) {
            bool const swap = math::abs(u[i][k]) > math::abs(u[k][k]);
#pragma GCC unroll 8
            for (int j = k; j < Width; ++j) {
                T const upper = u[k][j];
                T const lower = u[i][j];
                u[k][j] = swap ? lower : upper;
                u[i][j] = swap ? upper : lower;
            }
        }
#pragma GCC unroll 4
        for (int i = k + 1; i < N; ++i) {
            T const factor = u[k][k] == T(0) ? T(0) : ieee::div(u[i][k], u[k][k]);
#pragma GCC unroll 8
            for (int j = k + 1; j < Width; ++j) u[i][j] = ieee::sub(u[i][j], ieee::mul(factor, u[k][j]));
        }
    }
}

template <int N, class T>
constexpr void inverse_in_registers(T const* a, T* x) noexcept {
    T u[N][2 * N];
#pragma GCC unroll 4
    for (int i = 0; i < N; ++i)
#pragma GCC unroll 8
        for (int j = 0; j < 2 * N; ++j) u[i][j] = j < N ? a[i * N + j] : j == N + i ? T(1) : T(0);
    eliminate(u);
#pragma GCC unroll 4
    for (int step = 1; step <= N; ++step) {
        int const k = N - step;
#pragma GCC unroll 4
        for (int j = N; j < 2 * N; ++j) u[k][j] = ieee::div(u[k][j], u[k][k]);
#pragma GCC unroll 4
        for (int i = 0; i < k; ++i)
#pragma GCC unroll 4
            for (int j = N; j < 2 * N; ++j) u[i][j] = ieee::sub(u[i][j], ieee::mul(u[i][k], u[k][j]));
    }
#pragma GCC unroll 4
    for (int i = 0; i < N; ++i)
#pragma GCC unroll 4
        for (int j = 0; j < N; ++j) x[i * N + j] = u[i][N + j];
}

/// The diagonal of U, whose product is the determinant but for its sign.
template <int N, class T>
TAPELESS_ALWAYS_INLINE constexpr void pivots(T const* a, T* diagonal) noexcept {
    if constexpr (in_registers<N>) {
        T u[N][N];
#pragma GCC unroll 4
        for (int i = 0; i < N; ++i)
#pragma GCC unroll 4
            for (int j = 0; j < N; ++j) u[i][j] = a[i * N + j];
        eliminate(u);
#pragma GCC unroll 4
        for (int i = 0; i < N; ++i) diagonal[i] = u[i][i];
    } else {
        T lu[N * N];
        int order[N];
        factorise<N>(a, lu, order);
        for (int i = 0; i < N; ++i) diagonal[i] = lu[i * N + i];
    }
}

}  // namespace detail

/// The solution of a triangular system.
///
///   a x = b, or transpose(a) x = b where `Transposed`
///
/// Shapes      a: (N, N), of which only the upper or the lower triangle is read; b, x: (N, M)
///             x may be b itself, but may not overlap a
/// Cost        N^2 M flops, of which N M are divisions
/// Numerics    backward stable; a zero on the diagonal gives infinities or NaN
template <int N, int M, bool Upper, bool Transposed, class T>
constexpr void triangular_solve(T const* __restrict a, T const* b, T* x) noexcept {
    constexpr bool forward = Upper == Transposed;
    detail::copy(b, x, N * M);
    for (int step = 0; step < N; ++step) {
        int const k = forward ? step : N - 1 - step;
        T row[M];
        for (int j = 0; j < M; ++j) {
            // Not times a reciprocal, which overflows for a pivot below the normal range.
            row[j] = ieee::div(x[k * M + j], a[k * N + k]);
            x[k * M + j] = row[j];
        }
        int const first = forward ? k + 1 : 0;
        int const last = forward ? N : k;
        if constexpr (Transposed) detail::subtract_product<M, 1>(x, a + k * N, row, first, last);
        else detail::subtract_product<M, N>(x, a + k, row, first, last);
    }
}

/// The lower factor of a symmetric positive definite matrix.
///
///   l transpose(l) = a
///
/// Shapes      a: (N, N), of which only the lower triangle is read; l: (N, N), zero above the diagonal
/// Cost        N^3 / 3 flops and N square roots
/// Numerics    backward stable; NaN in the lower triangle from the column of the first pivot on that is not positive
/// Source      Golub and Van Loan, Matrix Computations, section 4.2
template <int N, class T>
constexpr void cholesky(T const* a, T* l) noexcept {
    for (int i = 0; i < N; ++i)
        for (int j = 0; j < N; ++j) l[i * N + j] = j <= i ? a[i * N + j] : T(0);
    for (int k = 0; k < N; ++k) {
        T const square = l[k * N + k];
        // The root of 0 is a number, and a last pivot of 0 would pass unseen.
        T const pivot = square > T(0) ? math::sqrt(square) : static_cast<T>(__builtin_nan(""));
        l[k * N + k] = pivot;
        T column[N];
        for (int i = k + 1; i < N; ++i) {
            column[i] = ieee::div(l[i * N + k], pivot);
            l[i * N + k] = column[i];
        }
        for (int i = k + 1; i < N; ++i)
            for (int j = k + 1; j <= i; ++j) l[i * N + j] = ieee::sub(l[i * N + j], ieee::mul(column[i], column[j]));
    }
}

/// The inverse of a square matrix.
///
///   a x = 1
///
/// Shapes      a, x: (N, N)
/// Cost        2 N^3 flops; N^2 + 2 N numbers on the stack
/// Numerics    Gaussian elimination with partial pivoting; a singular matrix gives infinities or NaN
/// Source      Higham, Accuracy and Stability of Numerical Algorithms, section 14.3
template <int N, class T>
constexpr void inverse(T const* a, T* x) noexcept {
    if constexpr (detail::in_registers<N>) {
        detail::inverse_in_registers<N>(a, x);
    } else {
        T lu[N * N];
        int order[N];
        detail::factorise<N>(a, lu, order);
        for (int i = 0; i < N; ++i)
            for (int j = 0; j < N; ++j) x[i * N + j] = i == j ? T(1) : T(0);
        for (int k = 0; k < N; ++k) {  // the inverse of L is lower triangular: row k ends at column k
            T row[N];
            detail::copy(x + k * N, row, k + 1);
            detail::subtract_product<N, N>(x, lu + k, row, k + 1, N, k + 1);
        }
        triangular_solve<N, N, true, false>(lu, x, x);
        for (int i = 0; i < N; ++i) {
            T row[N];
            detail::copy(x + i * N, row, N);
            for (int j = 0; j < N; ++j) x[i * N + order[j]] = row[j];
        }
    }
}

/// The logarithm of the magnitude of a determinant.
///
///   log |det a|
///
/// Shapes      a: (N, N)
/// Cost        2 N^3 / 3 flops and, unless a pivot is extreme, one logarithm
/// Numerics    Gaussian elimination with partial pivoting; no product leaves the range; singular: -infinity
template <int N, class T>
[[nodiscard]] constexpr T log_determinant(T const* a) noexcept {
    constexpr T large = sizeof(T) == 8 ? static_cast<T>(0x1p500) : static_cast<T>(0x1p60);
    constexpr T small = T(1) / large;
    constexpr auto moderate = [](T magnitude) { return small < magnitude && magnitude < large; };
    T diagonal[N];
    detail::pivots<N>(a, diagonal);
    T sum = T(0);
    T product = T(1);
    for (int k = 0; k < N; ++k) {
        T const pivot = math::abs(diagonal[k]);
        if (moderate(pivot)) product = product * pivot;
        if (moderate(pivot) && moderate(product)) continue;
        sum = ieee::add(sum, math::log(moderate(pivot) ? product : pivot));
        if (moderate(pivot)) product = T(1);
    }
    return ieee::add(sum, math::log(product));
}

}  // namespace tapeless::linear_algebra
