// EXPECT: explain(f) requires a function f of numbers, or the types of its arguments
// MAX_LINES: 16
// SPDX-License-Identifier: BSL-1.0
#include <tapeless/calculus/gradient.hpp>
#include <tapeless/expression/tensor_sums.hpp>
#include <tapeless/io/explain.hpp>

struct total {
    template <int N>
    constexpr auto operator()(tapeless::tensor<tapeless::traced, N> const& x) const {
        return sum(x);
    }
};

#ifdef SHOULD_FAIL
constexpr auto text = tapeless::explain(tapeless::gradient(total{}));
#else
constexpr auto text = tapeless::explain<tapeless::tensor<float, 3>>(tapeless::gradient(total{}));
#endif
