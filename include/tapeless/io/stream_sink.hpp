// SPDX-License-Identifier: BSL-1.0
// Text that goes to a stream.
// In: pieces of text. Out: the same on a std::ostream.
#pragma once

#include <ostream>
#include <string_view>

namespace tapeless::detail {

/// Text goes out as it is: no width, no separators between thousands, whatever the stream is set to.
struct stream_sink {
    std::ostream& out;
    void put(std::string_view text) { out.write(text.data(), static_cast<std::streamsize>(text.size())); }
};

}  // namespace tapeless::detail
