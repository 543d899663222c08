// SPDX-License-Identifier: BSL-1.0
// Contractions 16 to 31 of those that contraction_random.hpp draws.
#include "contraction_random.hpp"

TEST_CASE("random contractions from 16 on are the same by packs as by numbers") {
    contraction_checks::hold_random<16>(std::make_integer_sequence<int, 16>{});
}
