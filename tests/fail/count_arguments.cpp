// EXPECT: node_count(f) and its relatives require a function f of numbers, or the types of its arguments
// MAX_LINES: 16
// SPDX-License-Identifier: BSL-1.0
#include <tapeless/calculus/counts.hpp>
#include <tapeless/calculus/gradient.hpp>

struct norm {
    template <class T, std::size_t N>
    constexpr T operator()(std::array<T, N> const& x) const {
        T sum = 0;
        for (T const& entry : x) sum += entry * entry;
        return sqrt(sum);
    }
};

#ifdef SHOULD_FAIL
constexpr auto flops = tapeless::flop_count(tapeless::gradient(norm{}));
#else
constexpr auto flops = tapeless::flop_count<std::array<double, 3>>(tapeless::gradient(norm{}));
#endif
