// SPDX-License-Identifier: BSL-1.0
// logsumexp of tensors: values, derivatives, numbers of extreme size.
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

constexpr auto soft_most = [](auto const& y) { return logsumexp(y); };

}  // namespace

TEST_CASE("logsumexp") {
    static_assert(close(logsumexp(pair{1000, 1000}), 1000.693147180559945, 1e-14));
    static_assert(logsumexp(pair{-infinity, -infinity}) == -infinity);
    CHECK(logsumexp(loaded(pair{-infinity, 1})) == 1);
    CHECK(logsumexp(loaded(pair{infinity, 1})) == infinity);
    CHECK(std::isnan(logsumexp(loaded(pair{1, not_a_number}))));
    CHECK(close(logsumexp(loaded(vector<float, 2>{90, 90})), 90.693147f, 1e-6));
    auto const by_columns = logsumexp(loaded(table{-1000, 0, -infinity, -1000, std::log(3.0), -infinity}), axes<0>);
    CHECK(near(by_columns, vector<double, 3>{-1000 + std::log(2.0), std::log(4.0), -infinity}, 1e-15));
}

TEST_CASE("derivatives of logsumexp") {
    CHECK(gradient(soft_most)(loaded(pair{1e300, -1e300})) == pair{1, 0});
    CHECK(gradient(soft_most)(loaded(pair{-infinity, 1})) == pair{0, 1});
    CHECK(gradient(soft_most)(loaded(pair{-infinity, -infinity})) == pair{});
    CHECK(jvp(soft_most)(loaded(pair{-infinity, -infinity}), loaded(pair{1, 1})).tangent == 0);
    CHECK(gradient(soft_most)(loaded(pair{-1000, -1000})) == pair{0.5, 0.5});
    static_assert(gradient(soft_most)(pair{-infinity, -infinity}) == pair{});
    auto const by_rows = [](auto const& y) { return sum(square(logsumexp(y * 0.3, axes<1>))) + logsumexp(y); };
    CHECK(has_right_derivatives(by_rows, loaded(table{1, 2, 3, 4, 5, -6})));
}
