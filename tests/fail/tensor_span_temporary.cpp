// EXPECT: span_of<Dims...>(range) requires a range that outlives the call
// MAX_LINES: 16
// SPDX-License-Identifier: BSL-1.0
#include <tapeless/core/tensor.hpp>

#include <vector>

std::vector<double> numbers() { return {1, 2, 3, 4}; }

double first() {
#ifdef SHOULD_FAIL
    return (*tapeless::span_of<2, 2>(numbers()))(0, 0);
#else
    auto const kept = numbers();
    return (*tapeless::span_of<2, 2>(kept))(0, 0);
#endif
}
