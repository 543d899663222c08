// EXPECT: node_count(f) and its relatives require f to return numbers, and f and every function that it calls to be
// MAX_LINES: 16
// SPDX-License-Identifier: BSL-1.0
#include <tapeless/calculus/counts.hpp>

#ifdef SHOULD_FAIL
template <class T>
T helper(T x) {
    return x * x;
}
#else
template <class T>
constexpr T helper(T x) {
    return x * x;
}
#endif

constexpr int nodes = tapeless::node_count([](auto x) { return helper(x); });
