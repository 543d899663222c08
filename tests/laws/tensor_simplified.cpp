// SPDX-License-Identifier: BSL-1.0
// Simplification of graphs with shapes keeps values, those of derivatives too.
#include "catch.hpp"
#include "support/laws.hpp"
#include "support/shaped_laws.hpp"

TEST_CASE("simplified random graphs with shapes and their derivatives have the same values") {
    using namespace support;
    support::tally count;
    long before = 0;
    long after = 0;
    std::string const fault = broken(shaped_law_options{}, [&](shaped_sample const& s) {
        auto const inputs = joined(joined(s.points[0], direction(s, 1)), weights(s.view(), 2));
        for (owned_shaped_graph const& g : {s.graph, both_derivatives(s)}) {
            owned_shaped_graph const small = simplified_tensors(g->view());
            before += compacted(g->view())->view().size;
            after += small->view().size;
            if (small->view().size > 2 * g->view().size) return std::string("more than twice as many nodes");
            outcome const x = evaluated(g->view(), inputs);
            outcome const y = evaluated(small->view(), inputs);
            if (is_delicate(x) || is_delicate(y)) {
                ++count.unsaid;
                continue;
            }
            ++count.said;
            std::string const wrong = compared_numbers("before and after", x, y);
            if (!wrong.empty()) return wrong + "\n" + listing(g->view()) + "became\n" + listing(small->view());
        }
        return std::string();
    });
    INFO(fault);
    CHECK(fault.empty());
    INFO(count.said << " compared, " << count.unsaid << " left out; " << before << " nodes became " << after);
    CHECK(count.said > 9 * count.unsaid);
    CHECK(after < before);
}
