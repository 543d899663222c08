// SPDX-License-Identifier: BSL-1.0
// Where other libraries' vectors and matrices are made known.
// In: a type of another library. Out: the tensor that it is read as.
#pragma once

namespace tapeless {

/// How a type of another library is read as a tensor. A specialisation has
///
///   type              tensor<T, Dims...>
///   in_place          whether the numbers lie in memory as those of the tensor
///   data(x)           a pointer to the first of them, if they do
///   copy(x)           the tensor
///
/// Example     tapeless/eigen.hpp
template <class A>
struct foreign_tensor {};

template <class A>
inline constexpr bool is_foreign_tensor = requires {
    typename foreign_tensor<A>::type;
};

}  // namespace tapeless
