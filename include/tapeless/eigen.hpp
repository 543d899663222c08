// SPDX-License-Identifier: BSL-1.0
// Tensors as matrices of Eigen, and such matrices as tensors. Nothing else in the library includes Eigen.
// In: tensors of rank 1 and 2, or vectors, matrices, maps and expressions of fixed size. Out: views, or copies, of the
// other library's kind; and such matrices as arguments of gradient(f) and its relatives.
#pragma once

#include <tapeless/core/structure.hpp>

#include <Eigen/Core>

namespace tapeless {

/// What Eigen computes with: a matrix, an array, a map, a block, an expression of these.
template <class M>
concept eigen_expression = requires {
    typename M::Scalar;
}
&&std::is_base_of_v<Eigen::DenseBase<std::remove_const_t<M>>, M>;

template <class M>
inline constexpr bool has_fixed_size =
    int(M::RowsAtCompileTime) != Eigen::Dynamic&& int(M::ColsAtCompileTime) != Eigen::Dynamic;

namespace detail {

template <class Scalar, int Rows, int Columns, bool IsVector>
struct eigen_shape {
    using owner = tensor<Scalar, Rows, Columns>;
    template <class T>
    using span = tensor_span<T, Rows, Columns>;
};
template <class Scalar, int Rows, int Columns>
struct eigen_shape<Scalar, Rows, Columns, true> {
    using owner = tensor<Scalar, Rows * Columns>;
    template <class T>
    using span = tensor_span<T, Rows * Columns>;
};
constexpr int extent_or_one(int extent) { return extent > 0 ? extent : 1; }  // so that one sentence is all there is
template <class M>
using eigen_shape_of = eigen_shape<typename M::Scalar, extent_or_one(M::RowsAtCompileTime),
                                   extent_or_one(M::ColsAtCompileTime), bool(M::IsVectorAtCompileTime)>;

/// Whether the elements of a matrix are neighbours, row by row.
template <class M>
constexpr bool lies_row_by_row() {
    if constexpr ((int(M::Flags) & Eigen::DirectAccessBit) == 0) return false;
    else if constexpr (bool(M::IsVectorAtCompileTime)) return int(M::InnerStrideAtCompileTime) == 1;
    else
        return bool(M::IsRowMajor) && int(M::InnerStrideAtCompileTime) == 1 &&
               int(M::OuterStrideAtCompileTime) == int(M::ColsAtCompileTime);
}

template <int... Dims>
inline constexpr bool is_matrix_shape = sizeof...(Dims) == 1 || sizeof...(Dims) == 2;

template <class T, int Options, int... Dims>
struct eigen_matrix_of {
    using type = Eigen::Matrix<T, 1, 1>;  // so that one sentence is all there is to read
};
template <class T, int Options, int Rows>
struct eigen_matrix_of<T, Options, Rows> {
    using type = Eigen::Matrix<T, Rows, 1>;
};
template <class T, int Options, int Rows, int Columns>
struct eigen_matrix_of<T, Options, Rows, Columns> {  // Eigen refuses the other order for single rows and columns
    using type = Eigen::Matrix<T, Rows, Columns,
                               Rows == 1      ? Eigen::RowMajor
                               : Columns == 1 ? Eigen::ColMajor
                                              : Options>;
};

constexpr int eigen_alignment(std::size_t bytes) {
    return bytes >= 64   ? Eigen::Aligned64
           : bytes >= 32 ? Eigen::Aligned32
           : bytes >= 16 ? Eigen::Aligned16
                         : Eigen::Unaligned;
}

template <class T, int Alignment, int... Dims>
using eigen_map_of = Eigen::Map<
    std::conditional_t<std::is_const_v<T>,
                       typename eigen_matrix_of<std::remove_const_t<T>, Eigen::RowMajor, Dims...>::type const,
                       typename eigen_matrix_of<std::remove_const_t<T>, Eigen::RowMajor, Dims...>::type>,
    Alignment>;

}  // namespace detail

/// The tensor of the shape of an Eigen type of fixed size: vectors, upright or not, have one extent.
template <eigen_expression M>
using eigen_tensor = typename detail::eigen_shape_of<M>::owner;

/// The matrix of Eigen of the shape of a tensor.
template <class T, int Options, int... Dims>
using eigen_matrix = typename detail::eigen_matrix_of<T, Options, Dims...>::type;

/// The elements of an Eigen expression as a tensor, a copy.
///
/// Shapes      (m, 1) or (1, m) -> (m), else (m, n) -> (m, n)
/// Cost        that of evaluating the expression; no allocation
/// Error       "to_tensor(m) requires a matrix of fixed size"
/// Example     tests/core/eigen.cpp
template <eigen_expression M>
[[nodiscard]] auto to_tensor(M const& m) {
    static_assert(has_fixed_size<M>, "to_tensor(m) requires a matrix of fixed size; m.topLeftCorner<R, C>() has one");
    eigen_tensor<M> result{};
    if constexpr (has_fixed_size<M>) {
        using row_by_row =
            eigen_matrix<typename M::Scalar, Eigen::RowMajor, M::RowsAtCompileTime, M::ColsAtCompileTime>;
        Eigen::Map<row_by_row>(result.data()) = m.matrix();
    }
    return result;
}

/// The elements of a vector or a row-major matrix seen as a tensor: no copy, what is written there is written here.
///
/// Shapes      as to_tensor
/// Error       "eigen_span(m) requires a matrix that lies row by row"
template <class M>
    requires eigen_expression<std::remove_reference_t<M>>
[[nodiscard]] auto eigen_span(M&& m) {
    using matrix = std::remove_cvref_t<M>;
    static_assert(has_fixed_size<matrix>, "eigen_span(m) requires a matrix of fixed size");
    static_assert(detail::lies_row_by_row<matrix>(),
                  "eigen_span(m) requires a matrix that lies row by row (Eigen::RowMajor); to_tensor(m) copies any");
    static_assert(std::is_lvalue_reference_v<M> || !std::is_same_v<matrix, typename matrix::PlainObject>,
                  "eigen_span(m) requires a matrix that outlives the call");
    if constexpr (has_fixed_size<matrix> && detail::lies_row_by_row<matrix>()) {
        using element = std::remove_pointer_t<decltype(m.data())>;
        return typename detail::eigen_shape_of<matrix>::template span<element>(m.data());
    }
}

/// A tensor of rank 1 or 2 seen as a matrix of Eigen: no copy, what is written there is written here.
///
/// Shapes      (m) -> (m, 1), (m, n) -> (m, n)
/// Error       "eigen_map(x) requires a tensor of rank 1 or 2"
/// Example     tests/core/eigen.cpp
template <class T, int... Dims>
[[nodiscard]] auto eigen_map(tensor_span<T, Dims...> x) {
    static_assert(detail::is_matrix_shape<Dims...>, "eigen_map(x) requires a tensor of rank 1 or 2");
    return detail::eigen_map_of<T, Eigen::Unaligned, Dims...>(x.data());
}
template <class T, int... Dims>
[[nodiscard]] auto eigen_map(tensor<T, Dims...>& x) {
    static_assert(detail::is_matrix_shape<Dims...>, "eigen_map(x) requires a tensor of rank 1 or 2");
    return detail::eigen_map_of<T, detail::eigen_alignment(alignof(tensor<T, Dims...>)), Dims...>(x.data());
}
template <class T, int... Dims>
[[nodiscard]] auto eigen_map(tensor<T, Dims...> const& x) {
    static_assert(detail::is_matrix_shape<Dims...>, "eigen_map(x) requires a tensor of rank 1 or 2");
    return detail::eigen_map_of<T const, detail::eigen_alignment(alignof(tensor<T, Dims...>)), Dims...>(x.data());
}
template <class T, int... Dims>
void eigen_map(tensor<T, Dims...> const&&) = delete;  // nothing refers to what ends here

/// A matrix of Eigen with the elements of a tensor of rank 1 or 2, a copy: to_eigen(x), to_eigen<Eigen::RowMajor>(x).
///
/// Shapes      as eigen_map
/// Error       "to_eigen(x) requires a tensor of rank 1 or 2"
template <int Options = Eigen::ColMajor, class T, int... Dims>
[[nodiscard]] auto to_eigen(tensor_span<T, Dims...> x) {
    static_assert(detail::is_matrix_shape<Dims...>, "to_eigen(x) requires a tensor of rank 1 or 2");
    eigen_matrix<std::remove_const_t<T>, Options, Dims...> result = eigen_map(x);
    return result;
}
template <int Options = Eigen::ColMajor, class T, int... Dims>
[[nodiscard]] auto to_eigen(tensor<T, Dims...> const& x) {
    return to_eigen<Options>(tensor_span<T const, Dims...>(x));
}

namespace detail {

template <class S>
inline constexpr bool is_tuple = false;
template <template <class...> class Tuple, class... Elements>
inline constexpr bool is_tuple<structure::tuple<Tuple, Elements...>> = true;

/// A structure of tensors as one of matrices.
template <int Options, class A>
struct in_eigen {
    static_assert(is_scalar<A>, "to_eigen(x) requires a tensor, or a std::array, tuple or result of a verb of tensors");
    using type = A;
    static type from(A const& x) { return x; }
};
template <int Options, class T, int... Dims>
struct in_eigen<Options, tensor<T, Dims...>> {
    using type = eigen_matrix<T, Options, Dims...>;
    static type from(tensor<T, Dims...> const& x) { return to_eigen<Options>(x); }
};
template <int Options, class A, std::size_t N>
struct in_eigen<Options, std::array<A, N>> {
    using type = std::array<typename in_eigen<Options, A>::type, N>;
    static type from(std::array<A, N> const& x) {
        type result;
        for (std::size_t i = 0; i < N; ++i) result[i] = in_eigen<Options, A>::from(x[i]);
        return result;
    }
};
template <int Options, template <class...> class Tuple, class... A>
    requires is_tuple<structure_of<Tuple<A...>>>
struct in_eigen<Options, Tuple<A...>> {
    using type = Tuple<typename in_eigen<Options, A>::type...>;
    static type from(Tuple<A...> const& x) {
        return [&]<std::size_t... I>(std::index_sequence<I...>) {
            return type{in_eigen<Options, A>::from(element_of<I>(x))...};
        }
        (std::index_sequence_for<A...>{});
    }
};

}  // namespace detail

/// What a verb returned, with a matrix of Eigen in the place of every tensor: to_eigen(value_and_gradient(f)(m)).
///
/// Shapes      arrays, tuples and named results stay, numbers too; their tensors as to_eigen
/// Error       "to_eigen(x) requires a tensor, or a std::array, tuple or result of a verb of tensors"
/// Example     tests/calculus/eigen_arguments.cpp
template <int Options = Eigen::ColMajor, class A>
    requires holds_tensors<structure_of<A>>
[[nodiscard]] auto to_eigen(A const& x) { return detail::in_eigen<Options, A>::from(x); }

/// Vectors, matrices, maps and expressions of fixed size are arguments of verbs as the tensors that to_tensor makes. Those
/// that lie row by row are read where they are.
///
/// Error       "gradient(f)(x...) and its relatives require a matrix of Eigen to be of fixed size"
template <eigen_expression M>
struct foreign_tensor<M> {
    static_assert(has_fixed_size<M>,
                  "gradient(f)(x...) and its relatives require a matrix of Eigen to be of fixed size");
    using type = eigen_tensor<M>;
    static constexpr bool in_place = has_fixed_size<M> && detail::lies_row_by_row<M>();
    static auto data(auto& m) { return m.data(); }
    static type copy(M const& m) { return to_tensor(m); }
};

}  // namespace tapeless
