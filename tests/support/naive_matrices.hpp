// SPDX-License-Identifier: BSL-1.0
// Linear algebra as textbooks have it, for tests.
// In: square matrices, row by row. Out: factors and solutions.
#pragma once

#include <cmath>
#include <cstddef>
#include <utility>
#include <vector>

namespace support {

/// Gauss and Jordan: b becomes the solution of m * x = b. Returns the determinant.
template <class Real>
Real naive_solve(std::vector<Real>& m, std::size_t order, Real* b, std::size_t columns) {
    Real determinant = 1;
    for (std::size_t i = 0; i < order; ++i) {
        std::size_t best = i;
        for (std::size_t r = i; r < order; ++r)
            if (std::fabs(m[r * order + i]) > std::fabs(m[best * order + i])) best = r;
        if (best != i) determinant = -determinant;
        for (std::size_t c = 0; c < order; ++c) std::swap(m[i * order + c], m[best * order + c]);
        for (std::size_t c = 0; c < columns && best != i; ++c) std::swap(b[i * columns + c], b[best * columns + c]);
        Real const pivot = m[i * order + i];
        determinant *= pivot;
        for (std::size_t c = 0; c < order; ++c) m[i * order + c] /= pivot;
        for (std::size_t c = 0; c < columns; ++c) b[i * columns + c] /= pivot;
        for (std::size_t r = 0; r < order; ++r) {
            Real const factor = m[r * order + i];
            if (r == i) continue;
            for (std::size_t c = 0; c < order; ++c) m[r * order + c] -= factor * m[i * order + c];
            for (std::size_t c = 0; c < columns; ++c) b[r * columns + c] -= factor * b[i * columns + c];
        }
    }
    return determinant;
}
/// Reads only a triangle of the matrix, transposed if so wanted.
template <class Real>
void naive_triangular_solve(Real const* m, std::size_t order, bool upper, bool transposed, Real* b,
                            std::size_t columns) {
    std::vector<Real> triangle(order * order);
    for (std::size_t i = 0; i < order; ++i)
        for (std::size_t j = 0; j < order; ++j)
            if (upper ? i <= j : i >= j) triangle[transposed ? j * order + i : i * order + j] = m[i * order + j];
    static_cast<void>(naive_solve(triangle, order, b, columns));
}
/// The lower factor; the upper triangle of `l` stays as it is.
template <class Real>
void naive_cholesky(Real const* m, std::size_t order, Real* l) {
    for (std::size_t i = 0; i < order; ++i)
        for (std::size_t j = 0; j <= i; ++j) {
            Real sum = m[i * order + j];
            for (std::size_t k = 0; k < j; ++k) sum -= l[i * order + k] * l[j * order + k];
            l[i * order + j] = i == j ? std::sqrt(sum) : sum / l[j * order + j];
        }
}

}  // namespace support
