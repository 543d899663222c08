// EXPECT: sgd{...} requires momentum where dampening or nesterov is given
// MAX_LINES: 25
// SPDX-License-Identifier: BSL-1.0
#include <tapeless/nn/optimisers.hpp>

#ifdef SHOULD_FAIL
constexpr auto optimiser = tapeless::sgd{.learning_rate = 0.1, .nesterov = true};
#else
constexpr auto optimiser = tapeless::sgd{.learning_rate = 0.1, .momentum = 0.9, .nesterov = true};
#endif
static_assert(optimiser.learning_rate > 0);
