// SPDX-License-Identifier: BSL-1.0
// Catch2 by one name: version 2 (one header) or 3. Catch::Approx and Catch::Matchers work with both.
#pragma once

#if __has_include(<catch2/catch_all.hpp>)
#include <catch2/catch_all.hpp>
#else
#include <catch2/catch.hpp>

namespace Catch {
using Detail::Approx;
}
#endif
