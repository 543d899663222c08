// SPDX-License-Identifier: BSL-1.0
// The scalars inside arguments.
// In: types that users pass. Out: the scalar type that a computation uses, and whether one of a kind is there.
#pragma once

#include <tapeless/core/structure.hpp>

namespace tapeless {

namespace detail {

template <class A>
struct scalars_of {
    using type = std::conditional_t<std::is_integral_v<A>, void, compute_scalar<A>>;
};
template <class A>
    requires is_foreign_tensor<A>
struct scalars_of<A> : scalars_of<typename foreign_tensor<A>::type> {
};
template <class A, class B>
struct common_scalar {
    using type = std::common_type_t<A, B>;
};
template <class A>
struct common_scalar<A, void> {
    using type = A;
};
template <class B>
    requires(!std::is_void_v<B>)
struct common_scalar<void, B> {
    using type = B;
};
template <class... A>
struct scalars_of_all {
    using type = void;
};
template <class A, class... B>
struct scalars_of_all<A, B...> {
    using type = typename common_scalar<typename scalars_of<A>::type, typename scalars_of_all<B...>::type>::type;
};
template <class A, std::size_t N>
struct scalars_of<std::array<A, N>> : scalars_of<A> {};
template <class A, int... Dims>
struct scalars_of<tensor<A, Dims...>> : scalars_of<A> {};
template <class A, int... Dims>
struct scalars_of<tensor_span<A, Dims...>> : scalars_of<std::remove_const_t<A>> {};
template <class... A>
struct scalars_of<std::tuple<A...>> : scalars_of_all<A...> {};
template <class A, class B>
struct scalars_of<std::pair<A, B>> : scalars_of_all<A, B> {};
template <class... A>
struct scalars_of<boost::hana::tuple<A...>> : scalars_of_all<A...> {};
template <template <class...> class Result, class... A>
    requires requires { typename Result<A...>::named_members; }
struct scalars_of<Result<A...>> : scalars_of_all<A...> {};

}  // namespace detail

namespace detail {

template <class Scalar, class A>
struct has_scalar : std::is_same<Scalar, A> {};
template <class Scalar, class A, std::size_t N>
struct has_scalar<Scalar, std::array<A, N>> : has_scalar<Scalar, A> {};
template <class Scalar, class A, int... Dims>
struct has_scalar<Scalar, tensor<A, Dims...>> : has_scalar<Scalar, A> {};
template <class Scalar, class... A>
struct has_scalar<Scalar, std::tuple<A...>> : std::disjunction<has_scalar<Scalar, A>...> {};
template <class Scalar, class A, class B>
struct has_scalar<Scalar, std::pair<A, B>> : std::disjunction<has_scalar<Scalar, A>, has_scalar<Scalar, B>> {};
template <class Scalar, class... A>
struct has_scalar<Scalar, boost::hana::tuple<A...>> : std::disjunction<has_scalar<Scalar, A>...> {};
template <class Scalar, template <class...> class Result, class... A>
    requires requires { typename Result<A...>::named_members; }
struct has_scalar<Scalar, Result<A...>> : std::disjunction<has_scalar<Scalar, A>...> {};

}  // namespace detail

/// Whether one of the arguments holds a scalar of this type.
template <class Scalar, class... A>
inline constexpr bool any_holds = (detail::has_scalar<Scalar, A>::value || ...);

/// The scalar type that a computation on these arguments uses: float if no double is among them; whole numbers adapt, and
/// numbers of two bytes are read as float.
template <class... A>
using scalar_type_of =
    std::conditional_t<std::is_same_v<typename detail::scalars_of_all<std::remove_cvref_t<A>...>::type, float>, float,
                       double>;

}  // namespace tapeless
