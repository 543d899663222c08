// SPDX-License-Identifier: BSL-1.0
// Operations on plain tensors.
// In: tensors of numbers. Out: what the operation's own program makes of them, at once.
#pragma once

#include <tapeless/calculus/gradient.hpp>
#include <tapeless/calculus/shaped.hpp>
#include <tapeless/expression/tensor.hpp>

namespace tapeless::detail {

template <class Operation, class... A>
constexpr auto run_now(A const&... arguments) {
    return value(Operation{})(arguments...);
}

}  // namespace tapeless::detail
