// SPDX-License-Identifier: BSL-1.0
// Layouts and attributes as template arguments: g++ 12 takes arrays for equal whose left out zeros are elsewhere, and
// runs the loops of one for the other.
#include "catch.hpp"

#include <tapeless/execute/contraction.hpp>
#include <tapeless/execute/tensor_kernels.hpp>

#include <type_traits>

namespace {

template <auto Value>
struct name {};

template <auto A, auto B>
constexpr bool differ = !std::is_same_v<name<A>, name<B>>;

template <class T, class Change>
constexpr T changed(Change change) {
    T value{};
    change(value);
    return value;
}

}  // namespace

#define DIFFER(type, one, other)                                                                                       \
    STATIC_REQUIRE(differ<changed<tapeless::type>([](auto& x) { x.one = 1; }),                                         \
                          changed<tapeless::type>([](auto& x) { x.other = 1; })>)

TEST_CASE("places of zeros in template arguments") {
    DIFFER(strided, stride[0], stride[1]);
    DIFFER(strided, stride[0], stride[7]);
    DIFFER(attribute, axis[0], axis[1]);
    DIFFER(attribute, step[0], step[1]);
    DIFFER(attribute, offset[0], offset[1]);
    DIFFER(loop_nest<2>, at[0].base, at[1].base);
    DIFFER(loop_nest<3>, at[1].stride[0], at[2].stride[0]);
    DIFFER(loop_nest<3>, at[1].stride[0], at[1].stride[1]);
    DIFFER(tensor_kernel::inner_box, first[0], first[1]);
    DIFFER(contraction_plan, length[0], length[1]);
    DIFFER(contraction_plan, a[0], b[0]);
}
