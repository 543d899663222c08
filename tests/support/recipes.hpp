// SPDX-License-Identifier: BSL-1.0
// Random graphs as lists of recipes, of which any sublist is a graph again: what a shrinking generator needs.
// In: recipes and where to evaluate. Out: a graph over all operations of the table, and a point.
#pragma once

#include "support/formula.hpp"

#include <algorithm>
#include <string_view>

namespace support {

/// What a random graph must know about an operation beyond its row in the table.
enum class role {
    numbers,     ///< all operands are numbers
    conditions,  ///< all operands are conditions
    choice,      ///< the first operand is a condition
    left_out,    ///< not generated: a node of it is more than an operation with operands
};

/// Operations that are not just `arity` numbers to one result. By name, so that a row may stand here before its
/// operation does; an operation with three operands that is not listed is left out.
struct role_exception {
    std::string_view name;
    role what;
};
inline constexpr role_exception role_exceptions[] = {
    {"input", role::left_out},
    {"constant", role::left_out},
    {"logical_not", role::conditions},
    {"logical_and", role::conditions},
    {"logical_or", role::conditions},
    {"select", role::choice},
    {"cond", role::choice},
    {"stop_gradient", role::left_out},  // its derivative is not that of its value
};

constexpr role role_of(op operation) {
    tapeless::op_row const& row = tapeless::row(operation);
    for (role_exception const& e : role_exceptions)
        if (e.name == row.name) return e.what;
    if (!tapeless::has_kernel(operation)) return role::left_out;
    return row.arity > 2 ? role::left_out : role::numbers;
}

/// One node to be: operands as distances back, constants as places in `recipe_constants`.
struct recipe {
    op operation = op::add;
    int a = 0;
    int b = 0;
    int c = 0;
};
inline constexpr double recipe_constants[] = {1, 2, 0, -1, 0.5, 3, -2, 0.25, 1.5, 4, -0.75, 10, 1.0 / 3, 0.1, -0.0, 64};
inline constexpr double wild_constants[] = {1e200, -1e200, 1e-200, 1e300,           800, -800,
                                            1e-30, 1e19,   1e38,   __builtin_inf(), 5,   0};

/// Where to evaluate.
enum class terrain {
    plain,  ///< arguments that meet no special value by chance
    grid,   ///< quarters: ties, zeros and bounds of domains are met
    wild,   ///< huge and tiny numbers, infinities
};

struct plan {
    std::vector<recipe> recipes;
    std::vector<int> coordinates;  ///< -1024 ... 1023 each
    std::vector<int> outputs;      ///< distances back
    terrain where = terrain::plain;
};

struct sample {
    owned_graph graph;
    std::vector<double> point;
};

inline double coordinate(int k, terrain where) {
    switch (where) {
    case terrain::plain: return (k + 0.41421356237309515) / 350;
    case terrain::grid: return std::floor(k / 128.0) / 4;
    case terrain::wild: break;
    }
    return k % 3 == 0 ? wild_constants[static_cast<unsigned>(k + 1024) % 12] : k / 256.0;
}

/// Follows the recipes. But for wild terrain, a node whose value is not of moderate size looks for other operands and
/// is left out if it finds none.
inline sample follow(plan const& p) {
    sample s;
    for (int k : p.coordinates) s.point.push_back(coordinate(k, p.where));
    tapeless::graph_builder g(tapeless::sharing::on);
    std::vector<long double> values;
    std::vector<int> numbers;
    std::vector<int> conditions;
    std::vector<int> unused;  // numbers that no node has as an operand yet
    auto const value_of = [&](node const& n) {
        if (n.operation == op::input) return static_cast<long double>(s.point[static_cast<std::size_t>(n.a)]);
        if (n.operation == op::constant) return static_cast<long double>(n.value);
        auto const at = [&](int i) { return values[static_cast<std::size_t>(i)]; };
        int const operands = tapeless::arity(n.operation);
        return standard(n.operation, at(n.a), operands > 1 ? at(n.b) : 0, operands > 2 ? at(n.c) : 0);
    };
    auto const keep = [&](int i) {
        if (i < static_cast<int>(values.size())) return;
        values.push_back(value_of(g[i]));
        for (int k = 0; k < tapeless::arity(g[i].operation); ++k) std::erase(unused, operand(g[i], k));
        bool const condition = tapeless::is_condition(g[i].operation);
        (condition ? conditions : numbers).push_back(i);
        if (!condition) unused.push_back(i);
    };
    auto const back = [&](std::vector<int> const& from, int distance) {
        std::size_t const d = static_cast<std::size_t>(distance);
        if (&from == &numbers && d < 40 && !unused.empty()) return unused[unused.size() - 1 - d % 4 % unused.size()];
        return from[from.size() - 1 - d % from.size()];
    };
    for (int i = 0; i < static_cast<int>(s.point.size()); ++i) keep(g.input(i));
    for (recipe const& r : p.recipes) {
        if (r.operation == op::constant) {
            bool const wild = p.where == terrain::wild && r.b % 3 == 0;
            keep(g.constant(wild ? wild_constants[r.a % 12] : recipe_constants[r.a % 16]));
            continue;
        }
        role const what = role_of(r.operation);
        if (what == role::left_out || (what != role::numbers && conditions.empty())) continue;
        for (int attempt = 0; attempt < 6; ++attempt) {
            node n{r.operation, 0, 0, 0, 0};
            n.a = back(what == role::numbers ? numbers : conditions, r.a + (what == role::choice ? 0 : attempt));
            if (tapeless::arity(r.operation) > 1) n.b = back(what == role::conditions ? conditions : numbers, r.b);
            if (tapeless::arity(r.operation) > 2) n.c = back(numbers, r.c + attempt);
            long double const size = std::fabs(value_of(n));
            if (p.where != terrain::wild && size != 0 && !(size > 1e-4L && size < 1e4L)) continue;  // NaN too
            keep(g.append(n));
            break;
        }
    }
    std::vector<int> outputs;
    for (int distance : p.outputs)
        outputs.push_back(numbers[numbers.size() - 1 - static_cast<std::size_t>(distance) % numbers.size()]);
    s.graph = take(g, outputs);
    return s;
}

}  // namespace support
