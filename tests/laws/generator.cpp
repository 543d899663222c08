// SPDX-License-Identifier: BSL-1.0
// The only place that meets RapidCheck: plans of graphs, generated and shrunk.
#include "catch.hpp"
#include "support/laws.hpp"

#include <rapidcheck.h>

#include <cstdlib>
#include <sstream>

namespace support {

namespace {

/// What shrinking moves towards comes first; what formulas are made of comes often.
std::vector<op> operations(law_options const& options) {
    std::vector<op> list;
    auto const add = [&](op o) {
        if (options.allowed == nullptr || options.allowed(o)) list.push_back(o);
    };
    for (int times = 0; times < 6; ++times)
        for (op o : {op::add, op::constant, op::mul, op::sub, op::neg, op::div}) add(o);
    for (int times = 0; times < 3; ++times)
        for (op o : {op::less, op::less_equal, op::select}) add(o);
    for (int i = 0; i < tapeless::op_count; ++i)
        if (role_of(static_cast<op>(i)) != role::left_out) add(static_cast<op>(i));
    return list;
}

rc::Gen<plan> plans(law_options const& options) {
    std::vector<op> const list = operations(options);
    auto const recipe_of = [list](std::tuple<int, int, int, int> const& t) {
        return recipe{list[static_cast<std::size_t>(std::get<0>(t))], std::get<1>(t), std::get<2>(t), std::get<3>(t)};
    };
    // inRange shrinks its range with the size, which here is meant for the number of recipes alone.
    auto const from_range = [](int low, int high) { return rc::gen::resize(100, rc::gen::inRange(low, high)); };
    auto const distance = from_range(0, 64);
    auto const recipes = rc::gen::map(
        rc::gen::tuple(from_range(0, static_cast<int>(list.size())), distance, distance, distance), recipe_of);
    auto const several = [](int n, rc::Gen<int> const& gen) {
        return rc::gen::container<std::vector<int>>(static_cast<std::size_t>(n), gen);
    };
    return rc::gen::build<plan>(
        rc::gen::set(&plan::recipes,
                     rc::gen::scale(options.nodes / 50.0, rc::gen::container<std::vector<recipe>>(recipes))),
        rc::gen::set(&plan::coordinates, several(options.inputs, from_range(-1024, 1024))),
        rc::gen::set(&plan::outputs, rc::gen::map(several(options.outputs - 1, from_range(0, 6)),
                                                  [](std::vector<int> v) {
                                                      v.insert(v.begin(), 0);
                                                      return v;
                                                  })),
        rc::gen::set(&plan::where, options.wild
                                       ? rc::gen::element(terrain::grid, terrain::wild)
                                       : rc::gen::weightedElement<terrain>({{3, terrain::plain}, {1, terrain::grid}})));
}

}  // namespace

void showValue(plan const& p, std::ostream& out) {
    sample const s = follow(p);
    out << "\n" << formula_at(s.graph, s.point);
}

int law_times() {
    char const* const times = std::getenv("TAPELESS_LAWS_TIMES");
    return times == nullptr ? 1 : std::max(1, std::atoi(times));
}

std::string broken(law_options const& options, std::function<std::string(sample const&)> const& law) {
    rc::detail::TestParams parameters = rc::detail::configuration().testParams;
    if (std::getenv("RC_PARAMS") == nullptr) parameters.seed = 1;
    parameters.maxSuccess = options.graphs * law_times();
    auto const property = [&] {
        std::string const fault = law(follow(*plans(options)));
        if (!fault.empty()) RC_FAIL(fault);
    };
    rc::detail::TestResult const result = rc::detail::checkTestable(property, rc::detail::TestMetadata{}, parameters);
    if (result.is<rc::detail::SuccessResult>()) return {};
    std::ostringstream message;
    rc::detail::printResultMessage(result, message);
    return message.str();
}

}  // namespace support

TEST_CASE("random graphs hold every operation, and share nodes") {
    using tapeless::op;
    int found[tapeless::op_count]{};
    int shared = 0;
    long nodes = 0;
    std::string const fault = support::broken({.graphs = 1000, .outputs = 2}, [&](support::sample const& s) {
        std::vector<int> uses(s.graph.nodes.size());
        for (int output : s.graph.outputs) ++uses[static_cast<std::size_t>(output)];
        bool several = false;
        for (std::size_t i = uses.size(); i-- > 0;) {
            tapeless::node const& n = s.graph.nodes[i];
            if (uses[i] == 0) continue;
            ++found[static_cast<int>(n.operation)];
            ++nodes;
            several = several || (uses[i] > 1 && tapeless::arity(n.operation) > 0);
            for (int k = 0; k < tapeless::arity(n.operation); ++k) ++uses[static_cast<std::size_t>(operand(n, k))];
        }
        shared += several;
        return std::string();
    });
    CHECK(fault.empty());
    for (int i = 0; i < tapeless::op_count; ++i) {
        op const operation = static_cast<op>(i);
        if (support::role_of(operation) == support::role::left_out) continue;
        INFO(tapeless::row(operation).name);
        CHECK(found[i] > 2);
    }
    INFO(nodes << " live nodes, " << shared << " graphs with shared nodes");
    CHECK(nodes > 6000);
    CHECK(shared > 300);
}
