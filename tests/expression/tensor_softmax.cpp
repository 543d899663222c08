// SPDX-License-Identifier: BSL-1.0
// softmax and log_softmax of tensors: values, derivatives, numbers of extreme size.
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

namespace {

using table = matrix<double, 2, 3>;
using pair = vector<double, 2>;

constexpr table x{1, 2, 3, 4, 5, -6};

/// By the definition, which overflows for large numbers.
table plain_softmax(table const& y, bool down) {
    table result{};
    for (int i = 0; i < 2; ++i)
        for (int k = 0; k < 3; ++k) {
            double sum = 0;
            if (down) sum = std::exp(y(0, k)) + std::exp(y(1, k));
            else sum = std::exp(y(i, 0)) + std::exp(y(i, 1)) + std::exp(y(i, 2));
            result(i, k) = std::exp(y(i, k)) / sum;
        }
    return result;
}

}  // namespace

TEST_CASE("softmax of plain tensors") {
    table const y = loaded(x);
    CHECK(near(softmax(y), plain_softmax(y, false), 1e-14));
    CHECK(near(softmax(y, axis<1>), plain_softmax(y, false), 1e-14));
    CHECK(near(softmax(y, axis<0>), plain_softmax(y, true), 1e-14));
    CHECK(near(log_softmax(y), log(plain_softmax(y, false)), 1e-14));
    CHECK(near(log_softmax(y, axis<-2>), log(plain_softmax(y, true)), 1e-14));
    CHECK(near(softmax(loaded(vector<float, 2>{100, 100})), vector<float, 2>{0.5f, 0.5f}, 1e-6));
}

TEST_CASE("softmax of large numbers") {
    static_assert(softmax(pair{-1000, 1000}) == pair{0, 1});
    static_assert(log_softmax(pair{-1000, 1000}) == pair{-2000, 0});
    static_assert(softmax(pair{-infinity, 1}) == pair{0, 1});
    CHECK(softmax(loaded(pair{1000, 1000})) == pair{0.5, 0.5});
    CHECK(softmax(loaded(pair{-1e300, 1e300})) == pair{0, 1});
    CHECK(log_softmax(loaded(pair{-infinity, 1})) == pair{-infinity, 0});
    CHECK(log_softmax(loaded(pair{-800, 0})) == pair{-800, 0});
    auto const loss = [](auto const& y) { return -log_softmax(y)(0); };
    CHECK(gradient(loss)(loaded(pair{-1000, 1000})) == pair{-1, 1});
    CHECK(gradient(loss)(loaded(pair{1000, -1000})) == pair{0, 0});
    auto const first = [](auto const& y) { return softmax(y)(0); };
    CHECK(gradient(first)(loaded(pair{-1000, 1000})) == pair{0, 0});
}

TEST_CASE("derivatives of softmax") {
    auto const f = [](auto const& y) { return sum(softmax(y * 0.5, axis<0>) * y) + sum(square(softmax(y * 0.3))); };
    auto const g = [](auto const& y) {
        return sum(log_softmax(y * 0.5, axis<0>) * y) + sum(sin(log_softmax(y * 0.3)));
    };
    CHECK(has_right_derivatives(f, loaded(x)));
    CHECK(has_right_derivatives(g, loaded(x)));
}
