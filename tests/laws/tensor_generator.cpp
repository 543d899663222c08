// SPDX-License-Identifier: BSL-1.0
// Plans of graphs with shapes, generated and shrunk by RapidCheck, and what the laws do with their graphs.
#include "catch.hpp"
#include "support/laws.hpp"
#include "support/shaped_laws.hpp"

#include <rapidcheck.h>

#include <sstream>

namespace support {

namespace {

rc::Gen<shaped_plan> plans(shaped_law_options const& options) {
    // inRange shrinks its range with the size, which here is meant for the number of recipes alone.
    auto const from_range = [](int low, int high) { return rc::gen::resize(100, rc::gen::inRange(low, high)); };
    auto const recipe = rc::gen::map(
        rc::gen::tuple(from_range(0, dish_count + 12), from_range(0, 64), from_range(0, 64), from_range(0, 1 << 20)),
        [](std::tuple<int, int, int, int> const& t) {
            constexpr dish often[] = {dish::arithmetic, dish::arithmetic, dish::arithmetic, dish::arithmetic,
                                      dish::function,   dish::function,   dish::function,   dish::function,
                                      dish::loop,       dish::loop,       dish::comparison, dish::logic};
            int const what = std::get<0>(t) - 12;
            return shaped_recipe{what < 0 ? often[what + 12] : static_cast<dish>(what), std::get<1>(t), std::get<2>(t),
                                 std::get<3>(t)};
        });
    auto const input =
        rc::gen::map(rc::gen::tuple(from_range(0, 64), from_range(0, 8), from_range(0, 4), from_range(0, 1 << 20)),
                     [](std::tuple<int, int, int, int> const& t) {
                         return input_plan{std::get<0>(t), std::get<1>(t) == 7, std::get<2>(t) != 3, std::get<3>(t)};
                     });
    auto const recipes = [recipe](double most) {
        return rc::gen::scale(most / 50.0, rc::gen::container<std::vector<shaped_recipe>>(recipe));
    };
    return rc::gen::map(
        rc::gen::tuple(rc::gen::container<std::vector<input_plan>>(static_cast<std::size_t>(options.inputs), input),
                       recipes(options.nodes), recipes(12)),
        [kitchen = options.kitchen](auto const& t) {
            return shaped_plan{std::get<0>(t), std::get<1>(t), std::get<2>(t), kitchen};
        });
}

}  // namespace

void showValue(shaped_plan const& p, std::ostream& out) { out << "\n" << listing(follow(p)); }

std::string broken(shaped_law_options const& options, std::function<std::string(shaped_sample const&)> const& law) {
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

namespace {

/// Counts what the results need, in loop bodies too.
void count_operations(tapeless::graph_view const& g, int* found) {
    for (int i = 0; i < g.size; ++i) {
        ++found[static_cast<int>(g.nodes[i].operation)];
        if (g.nodes[i].operation == tapeless::op::scan) count_operations(g.part(g.attribute_of(i).part), found);
    }
}

bool is_generated(tapeless::op o) {
    using tapeless::op;
    for (op const left_out : {op::captured, op::no_derivative, op::call, op::custom})
        if (o == left_out) return false;
    return true;
}

}  // namespace

TEST_CASE("random graphs with shapes hold every operation") {
    int found[tapeless::op_count]{};
    int ranks[5]{};
    std::string const fault = support::broken({.graphs = 1000}, [&](support::shaped_sample const& s) {
        count_operations(s.view(), found);
        for (int i = 0; i < s.view().size; ++i) ++ranks[std::min(s.view().shape_of(i).rank, 4)];
        return std::string();
    });
    CHECK(fault.empty());
    for (int i = 0; i < tapeless::op_count; ++i) {
        if (!is_generated(static_cast<tapeless::op>(i))) continue;
        INFO(tapeless::row(static_cast<tapeless::op>(i)).name << " " << found[i]);
        CHECK(found[i] > 2);
    }
    for (int const count : ranks) CHECK(count > 100);
}
