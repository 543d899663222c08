// EXPECT: to_eigen(x) requires a tensor, or a std::array, tuple or result of a verb of tensors
// MAX_LINES: 20
// SPDX-License-Identifier: BSL-1.0
#include <tapeless/eigen.hpp>
#include <tapeless/tapeless.hpp>

#include <boost/hana/define_struct.hpp>

template <class T>
struct layer {
    using weights = tapeless::tensor<T, 2, 2>;
    BOOST_HANA_DEFINE_STRUCT(layer, (weights, w));
};

#ifdef SHOULD_FAIL
auto convert(layer<double> const& x) { return tapeless::to_eigen(x); }
#else
auto convert(layer<double> const& x) { return tapeless::to_eigen(std::tuple(x.w)); }
#endif
