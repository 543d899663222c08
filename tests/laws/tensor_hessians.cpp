// SPDX-License-Identifier: BSL-1.0
// Second derivatives of tensors do not depend on the order of differentiation, nor on the modes that were nested.
#include "catch.hpp"
#include "support/laws.hpp"
#include "support/shaped_laws.hpp"

#include <tapeless/differentiate/forward.hpp>
#include <tapeless/differentiate/reverse.hpp>

namespace {

using namespace support;

/// The Hessian of the weighted sum of the outputs, times a direction: forward over reverse, then reverse over reverse.
/// Inputs: those of the graph, the weights, the direction.
owned_shaped_graph hessian_products(shaped_sample const& s) {
    owned_shaped_graph const gradient = simplified_tensors(gradient_of_sum(s)->view());
    graph_view const from = gradient->view();
    std::size_t const inputs = s.inputs.size();
    graph_builder out(from, tapeless::sharing::on, 4 * from.size + 16);
    std::vector<int> seeds(static_cast<std::size_t>(from.input_count), -1);
    std::vector<int> sensitivities(inputs, -1);
    std::unique_ptr<bool[]> const wanted(new bool[static_cast<std::size_t>(from.input_count)]{});
    for (std::size_t k = 0; k < inputs; ++k) {
        int const i = out.input(from.input_count + static_cast<int>(k), from.shape_of(from.outputs[k]));
        if (!s.inputs[k].whole) seeds[k] = sensitivities[k] = i;
        wanted[k] = !s.inputs[k].whole;
    }
    std::vector<int> ends(inputs);
    tapeless::forward_sweep(from, seeds.data(), out, ends.data());
    std::vector<int> adjoints(static_cast<std::size_t>(from.input_count));
    tapeless::reverse_sweep(from, wanted.get(), out).run(sensitivities.data(), adjoints.data());
    ends.insert(ends.end(), adjoints.begin(), adjoints.begin() + static_cast<std::ptrdiff_t>(inputs));
    for (std::size_t k = 0; k < ends.size(); ++k)
        ends[k] = arrange::broadcast_to(out, ends[k] < 0 ? out.constant(0) : ends[k],
                                        from.shape_of(from.outputs[k % inputs]));
    return std::make_shared<tapeless::part_copy const>(out.view(ends.data(), static_cast<int>(ends.size())));
}

}  // namespace

TEST_CASE("Hessians of random graphs with shapes are symmetric in two nestings of modes") {
    support::tally count;
    long curved = 0;
    shaped_law_options options{.nodes = 20};
    options.kitchen.deepest = 1;
    std::string const fault = broken(options, [&](shaped_sample const& s) {
        auto const u = direction(s, 1);
        auto const v = direction(s, 2);
        auto const x = joined(s.points[0], weights(s.view(), 3));
        owned_shaped_graph const products = hessian_products(s);
        outcome const of_u = evaluated(products->view(), joined(x, u));
        outcome const of_v = evaluated(products->view(), joined(x, v));
        if (is_delicate(of_u) || is_delicate(of_v)) {
            ++count.unsaid;
            return std::string();
        }
        ++count.said;
        auto const half = static_cast<std::ptrdiff_t>(s.inputs.size());
        auto const part = [](outcome const& from, std::ptrdiff_t first, std::ptrdiff_t size) {
            return std::vector<real_numbers>(from.outputs.begin() + first, from.outputs.begin() + first + size);
        };
        real const there = dot(v, part(of_u, 0, half));
        real const back = dot(u, part(of_v, 0, half));
        curved += there != 0;
        std::string wrong = compared_numbers("v H u and u H v", there, back, of_u.largest + of_v.largest);
        if (!wrong.empty()) return wrong;
        outcome const forward{part(of_u, 0, half), of_u.largest, {}};
        outcome const reverse{part(of_u, half, half), of_u.largest, {}};
        return compared_numbers("forward and reverse over reverse", forward, reverse);
    });
    INFO(fault);
    CHECK(fault.empty());
    INFO(count.said << " compared, " << count.unsaid << " left out, " << curved << " not zero");
    CHECK(count.said > 4 * count.unsaid);
    CHECK(3 * curved > count.said);
}
