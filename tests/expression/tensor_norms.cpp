// SPDX-License-Identifier: BSL-1.0
// Norms of tensors: values, derivatives, numbers of extreme size.
#include "catch.hpp"
#include "support/close.hpp"
#include "support/tensors.hpp"

#include <tapeless/expression/tensor_extremes.hpp>
#include <tapeless/expression/tensor_functions.hpp>

using namespace tapeless;
using support::close;
using support::has_right_derivatives;
using support::infinity;
using support::loaded;
using support::near;
using support::not_a_number;

namespace {

using table = matrix<double, 2, 3>;
using pair = vector<double, 2>;

constexpr table x{1, 2, 3, 4, 5, -6};

constexpr auto length = [](auto const& y) { return norm(y); };

}  // namespace

TEST_CASE("norms of plain tensors") {
    static_assert(norm(pair{3, 4}) == 5 && norm(pair{}) == 0);
    static_assert(norm(pair{-infinity, 1}) == infinity);
    static_assert(close(norm(x, axes<0>)(1), 5.385164807134504, 1e-15));
    static_assert(close(norm(pair{3e300, 4e300}), 5e300, 1e-15) && close(norm(pair{3e-300, 4e-300}), 5e-300, 1e-15));
    CHECK(close(norm(loaded(vector<float, 2>{3e30f, 4e30f})), 5e30f, 1e-6));
    CHECK(near(norm(loaded(x), axes<-1>, keep_axes), tensor<double, 2, 1>{std::sqrt(14.0), std::sqrt(77.0)}, 1e-15));
    CHECK(std::isnan(norm(loaded(pair{not_a_number, 1}))));
    CHECK(norm(loaded(vector<double, 1>{-2})) == 2);
}

TEST_CASE("derivatives of norms") {
    CHECK(near(gradient(length)(loaded(pair{3e300, -4e300})), pair{0.6, -0.8}, 1e-15));
    CHECK(near(gradient(length)(loaded(pair{3e-300, 4e-300})), pair{0.6, 0.8}, 1e-15));
    CHECK(near(gradient(length)(loaded(pair{1e300, 1e-300})), pair{1, 0}, 1e-15));
    CHECK(gradient(length)(loaded(pair{0, 0})) == pair{});
    CHECK(jvp(length)(loaded(pair{0, 0}), loaded(pair{1, 1})).tangent == 0);
    CHECK(jvp(gradient(length))(loaded(pair{0, 0}), loaded(pair{1, 1})).tangent == pair{});
    auto const lengths = [](auto const& y) { return sum(norm(y, axes<1>)); };
    CHECK(near(gradient(lengths)(loaded(table{0, 0, 0, 3, 0, 4})), table{0, 0, 0, 0.6, 0, 0.8}, 1e-15));
    CHECK(has_right_derivatives([](auto const& y) { return sum(square(norm(y, axes<1>))) * norm(y); }, loaded(x)));
    static_assert(gradient(length)(pair{0, 0}) == pair{});
    CHECK(near(gradient(length)(loaded(vector<float, 2>{3, 4})), vector<float, 2>{0.6f, 0.8f}, 1e-6));
}
