// EXPECT: requires a range whose type states its size; span_of<Dims...>(range) looks at run time
// MAX_LINES: 16
// SPDX-License-Identifier: BSL-1.0
#include <tapeless/core/tensor.hpp>

#include <span>

bool is_square(std::span<double> numbers) {
#ifdef SHOULD_FAIL
    return tapeless::tensor_span<double, 2, 2>(numbers).size == 4;
#else
    return tapeless::span_of<2, 2>(numbers).has_value();
#endif
}
