// SPDX-License-Identifier: BSL-1.0
// A graph for many samples gives what it gives for one after the other, and so do derivatives.
#include "catch.hpp"
#include "support/laws.hpp"
#include "support/shaped_laws.hpp"

#include <tapeless/graph/batch.hpp>

namespace {

using namespace support;

struct batch_case {
    std::vector<bool> mapped;
    std::vector<std::vector<real_numbers>> samples;
};

owned_shaped_graph batched(graph_view const& from, batch_case const& c) {
    int const count = static_cast<int>(c.samples.size());
    graph_builder out(tapeless::sharing::on);
    static_cast<void>(out.tables());
    std::vector<int> inputs;
    std::unique_ptr<bool[]> const mapped(new bool[c.mapped.size() + 1]{});
    for (std::size_t k = 0; k < c.mapped.size(); ++k) {
        mapped[k] = c.mapped[k];
        extents const& own = c.samples[0][k].shape;
        extents shape = own;
        if (mapped[k]) {
            shape = {};
            shape.push(count);
            for (int j = 0; j < own.rank; ++j) shape.push(own.at[j]);
        }
        inputs.push_back(out.input(static_cast<int>(k), shape));
    }
    tapeless::batching batch(from, count, out);
    batch.run(inputs.data(), mapped.get());
    std::vector<int> ends;
    for (int k = 0; k < from.output_count; ++k) ends.push_back(batch.output(k));
    return std::make_shared<tapeless::part_copy const>(out.view(ends.data(), static_cast<int>(ends.size())));
}

/// Numbers of all samples, one after the other under a leading axis.
real_numbers stacked(std::vector<real_numbers> const& samples) {
    real_numbers all;
    all.shape.push(static_cast<int>(samples.size()));
    for (int j = 0; j < samples[0].shape.rank; ++j) all.shape.push(samples[0].shape.at[j]);
    for (real_numbers const& x : samples) all.at.insert(all.at.end(), x.at.begin(), x.at.end());
    return all;
}

std::string compare_batch(graph_view const& g, batch_case const& c, support::tally& count) {
    std::vector<real_numbers> inputs;
    outcome one_by_one;
    bool delicate = false;
    for (std::size_t k = 0; k < c.mapped.size(); ++k) {
        std::vector<real_numbers> of_all;
        for (auto const& sample : c.samples) of_all.push_back(sample[k]);
        inputs.push_back(c.mapped[k] ? stacked(of_all) : of_all[0]);
    }
    std::vector<std::vector<real_numbers>> outputs(static_cast<std::size_t>(g.output_count));
    for (auto const& sample : c.samples) {
        outcome const one = evaluated(g, sample);
        delicate = delicate || is_delicate(one);
        one_by_one.largest = std::max(one_by_one.largest, one.largest);
        for (std::size_t k = 0; k < outputs.size(); ++k) outputs[k].push_back(one.outputs[k]);
    }
    for (auto const& of_all : outputs) one_by_one.outputs.push_back(stacked(of_all));
    owned_shaped_graph const together = batched(g, c);
    outcome const all = evaluated(together->view(), inputs);
    if (delicate || is_delicate(all)) {
        ++count.unsaid;
        return {};
    }
    ++count.said;
    std::string const wrong = compared_numbers("one by one and together", one_by_one, all);
    return wrong.empty() ? wrong : wrong + "\n" + listing(g) + "became\n" + listing(together->view());
}

}  // namespace

TEST_CASE("random graphs with shapes and their derivatives give for a batch what they give for each sample") {
    support::tally count;
    std::string const fault = broken(shaped_law_options{}, [&](shaped_sample const& s) {
        batch_case c{{}, s.points};
        for (input_plan const& input : s.inputs) c.mapped.push_back(input.mapped);
        std::string const wrong = compare_batch(s.view(), c, count);
        if (!wrong.empty()) return wrong;
        bool const mapped = s.inputs[0].mapped;  // tangents alone, else sensitivities alone
        for (std::size_t k = 0; k < s.inputs.size(); ++k) c.mapped.push_back(mapped);
        for (int k = 0; k < s.view().output_count; ++k) c.mapped.push_back(!mapped);
        for (int sample = 0; sample < 2; ++sample) {
            auto& x = c.samples[static_cast<std::size_t>(sample)];
            x = joined(joined(x, direction(s, mapped ? sample : 0)), weights(s.view(), mapped ? 5 : 6 + sample));
        }
        return compare_batch(both_derivatives(s)->view(), c, count);
    });
    INFO(fault);
    CHECK(fault.empty());
    INFO(count.said << " compared, " << count.unsaid << " left out");
    CHECK(count.said > 9 * count.unsaid);
}
