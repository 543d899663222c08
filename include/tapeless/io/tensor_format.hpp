// SPDX-License-Identifier: BSL-1.0
// Tensors in std::format and fmt::format, where these are installed: std::format("{::.2f}", x).
// In: a tensor, or a view of one. Out: its text as by to_string with the format options of strings, or behind a second
// colon those of its numbers.
#pragma once

#include <tapeless/io/tensor.hpp>

#include <version>

#if defined(__cpp_lib_format)
#include <format>
#endif
#if __has_include(<fmt/core.h>)
#include <fmt/core.h>
#endif

namespace tapeless::detail {

/// Pieces of text that go where a format function writes.
template <class Iterator>
struct iterator_sink {
    Iterator out;
    constexpr void put(std::string_view text) {
        for (char const c : text) *out++ = c;
    }
};

/// The number itself if format functions know it.
template <class T>
using formatted_scalar = std::conditional_t<is_storage_scalar<T>, float, T>;

/// "{:>30}" is for the whole text, "{::.2f}" for each number.
template <class TextFormatter, class ScalarFormatter>
struct tensor_formatter {
    TextFormatter text;
    ScalarFormatter scalar;
    bool for_scalars = false;

    template <class Context>
    constexpr auto parse(Context& context) {
        if (context.begin() == context.end() || *context.begin() != ':') return text.parse(context);
        for_scalars = true;
        context.advance_to(context.begin() + 1);
        return scalar.parse(context);
    }
    template <class T, int... Dims, class Context>
    auto format(tensor_span<T, Dims...> const& x, Context& context) const {
        if (!for_scalars) {
            auto const written = to_string(x);
            return text.format({written.characters, written.size}, context);
        }
        iterator_sink<typename Context::iterator> sink{context.out()};
        auto put = [&](auto value) {
            context.advance_to(sink.out);
            sink.out = scalar.format(scalar_cast<formatted_scalar<std::remove_const_t<T>>>(value), context);
        };
        put_nested(sink, x, put);
        return sink.out;
    }
    template <class T, int... Dims, class Context>
    auto format(tensor<T, Dims...> const& x, Context& context) const {
        return format(tensor_span<T const, Dims...>(x), context);
    }
};

}  // namespace tapeless::detail

#if defined(__cpp_lib_format)
template <class T, int... Dims>
    requires tapeless::is_printable_scalar<T>
struct std::formatter<tapeless::tensor<T, Dims...>, char>
    : tapeless::detail::tensor_formatter<std::formatter<std::string_view>,
                                         std::formatter<tapeless::detail::formatted_scalar<T>>> {
};
template <class T, int... Dims>
    requires tapeless::is_printable_scalar<std::remove_const_t<T>>
struct std::formatter<tapeless::tensor_span<T, Dims...>, char>
    : std::formatter<tapeless::tensor<std::remove_const_t<T>, Dims...>, char> {
};
#endif

#if __has_include(<fmt/core.h>)
FMT_BEGIN_NAMESPACE
template <typename T, typename Char>
struct is_range;  // of <fmt/ranges.h>, which would format tensors too
template <class T, int... Dims>
struct is_range<tapeless::tensor<T, Dims...>, char> : std::false_type {};
template <class T, int... Dims>
struct is_range<tapeless::tensor_span<T, Dims...>, char> : std::false_type {};
FMT_END_NAMESPACE

template <class T, int... Dims>
    requires tapeless::is_printable_scalar<T>
struct fmt::formatter<tapeless::tensor<T, Dims...>, char>
    : tapeless::detail::tensor_formatter<fmt::formatter<fmt::string_view>,
                                         fmt::formatter<tapeless::detail::formatted_scalar<T>>> {
};
template <class T, int... Dims>
    requires tapeless::is_printable_scalar<std::remove_const_t<T>>
struct fmt::formatter<tapeless::tensor_span<T, Dims...>, char>
    : fmt::formatter<tapeless::tensor<std::remove_const_t<T>, Dims...>, char> {
};
#endif
