// EXPECT: jacobian(f)(x...), hessian(f)(x...) and their relatives require structs without tensors as members, which have no place for derivatives of each by each: pass the members as arguments
// SPDX-License-Identifier: BSL-1.0
#include <boost/hana/define_struct.hpp>
#include <tapeless/calculus/tensor_calls.hpp>
#include <tapeless/expression/tensor_sums.hpp>
#include <tapeless/tapeless.hpp>

template <class T>
struct layer {
    using line = tapeless::tensor<T, 3>;
    BOOST_HANA_DEFINE_STRUCT(layer, (line, weights), (T, bias));
};

constexpr auto f = [](auto const& l) { return sum(l.weights * l.weights * l.bias); };

#ifdef SHOULD_FAIL
auto second(layer<double> const& l) { return tapeless::hessian(f)(l); }
#else
auto second(layer<double> const& l) { return tapeless::hvp(f)(l, l); }
#endif
