// SPDX-License-Identifier: BSL-1.0
// Tensors on streams: std::cout << x.
// In: a tensor, or a view of one. Out: its text as by to_string.
#pragma once

#include <tapeless/io/stream_sink.hpp>
#include <tapeless/io/tensor.hpp>

namespace tapeless {

/// [[1, 2, 3], [4, 5, 6]] with the shortest digits of every number, whatever the stream is set to.
///
/// Cost        number by number, no allocation by the library
template <class T, int... Dims>
requires is_printable_scalar<T> std::ostream& operator<<(std::ostream& out, tensor<T, Dims...> const& x) {
    detail::stream_sink sink{out};
    write_text(sink, x);
    return out;
}
template <class T, int... Dims>
requires is_printable_scalar<std::remove_const_t<T>> std::ostream& operator<<(std::ostream& out,
                                                                              tensor_span<T, Dims...> const& x) {
    detail::stream_sink sink{out};
    write_text(sink, x);
    return out;
}

}  // namespace tapeless
