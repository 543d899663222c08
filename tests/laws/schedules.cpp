// SPDX-License-Identifier: BSL-1.0
// A schedule computes what its graph says: as expressions, whatever the arguments, and bit by bit as it is executed.
#include "catch.hpp"
#include "support/jacobians.hpp"
#include "support/laws.hpp"
#include "support/programs.hpp"
#include "support/simplified.hpp"

#include <cstring>

namespace {

using support::op;
using support::owned_graph;
using tapeless::action;

constexpr int outputs = 3;
using support::copied;
using support::executed;
using program_type = support::scheduled<outputs>::scheduler::program_type;

/// What the steps leave in the results if values are expressions instead of numbers: nodes of `g`, where equal
/// expressions are one node. A place that was used again holds another expression, whatever the numbers are. Empty if
/// a step reads a place that holds nothing.
class symbolic_run {
public:
    symbolic_run(program_type const& p, tapeless::graph_builder& g)
        : graph_(g), numbers_(static_cast<std::size_t>(p.values), -1),
          conditions_(static_cast<std::size_t>(p.conditions), -1), results_(outputs, -1) {
        for (int i = 0; i < p.constant_count; ++i) at(numbers_, i) = g.constant(p.constants[i]);
        for (int i = 0; i < p.size && sound_; ++i) run(p.steps[i]);
        for (int r : results_) sound_ = sound_ && r >= 0;
    }
    [[nodiscard]] std::vector<int> results() const { return sound_ ? results_ : std::vector<int>{}; }

private:
    static int& at(std::vector<int>& v, int i) { return v.at(static_cast<std::size_t>(i)); }
    int number(int i) { return read(numbers_, i); }
    int read(std::vector<int>& v, int i) {
        sound_ = sound_ && at(v, i) >= 0;
        return sound_ ? at(v, i) : 0;
    }
    int make(op o, int a, int b = 0, int c = 0) {
        if (tapeless::row(o).commutative && a > b) std::swap(a, b);
        return graph_.append(o, a, b, c);
    }
    void run(tapeless::program_step const& s) {
        switch (s.what) {
        case action::load: at(numbers_, s.d) = graph_.input(s.b); return;
        case action::store: at(results_, s.b) = number(s.d); return;
        case action::mul_add:
            at(numbers_, s.d) = make(op::add, make(op::mul, number(s.a), number(s.b)), number(s.c));
            return;
        case action::mul_sub:
            at(numbers_, s.d) = make(op::sub, make(op::mul, number(s.a), number(s.b)), number(s.c));
            return;
        case action::sub_mul:
            at(numbers_, s.d) = make(op::sub, number(s.c), make(op::mul, number(s.a), number(s.b)));
            return;
        case action::sincos:
        case action::erf_exp:
        case action::erfc_exp: {
            int const x = number(s.a);
            at(numbers_, s.d) = make(s.what == action::sincos    ? op::sin
                                     : s.what == action::erf_exp ? op::erf
                                                                 : op::erfc,
                                     x);
            at(numbers_, s.c) =
                s.what == action::sincos ? make(op::cos, x) : make(op::exp, make(op::neg, make(op::mul, x, x)));
            return;
        }
        default: break;
        }
        op const o = static_cast<op>(s.what);
        support::role const what = support::role_of(o);
        bool const on_conditions = what == support::role::conditions;
        int const count = tapeless::arity(o);
        int const a = on_conditions || what == support::role::choice ? read(conditions_, s.a) : number(s.a);
        int const b = count < 2 ? 0 : on_conditions ? read(conditions_, s.b) : number(s.b);
        int const c = count < 3 ? 0 : number(s.c);
        (tapeless::is_condition(o) ? at(conditions_, s.d) : at(numbers_, s.d)) = make(o, a, b, c);
    }

    tapeless::graph_builder& graph_;
    std::vector<int> numbers_, conditions_, results_;
    bool sound_ = true;
};

template <class T>
bool identical(std::vector<T> const& x, std::vector<T> const& y) {
    for (std::size_t i = 0; i < x.size(); ++i)
        if (std::memcmp(&x[i], &y[i], sizeof(T)) != 0 && !(x[i] != x[i] && y[i] != y[i])) return false;
    return x.size() == y.size();
}

std::string meaning_lost(owned_graph const& from, std::vector<double> const& point, support::tally& count) {
    if (from.size() > 300) return ++count.unsaid, "";
    support::scheduled<outputs> const s(from);
    tapeless::graph_builder g(tapeless::sharing::on);
    std::vector<int> const expected = copied(from, g);
    if (symbolic_run(s.program, g).results() != expected) return "the steps compute something else";
    if (s.program.values > from.size()) return "more local values than nodes";
    bool paired = false;  // erf and exp in one are as exact as each alone, but not the same bits
    for (int i = 0; i < s.program.size; ++i) paired = paired || s.program.steps[i].what >= action::erf_exp;
    if (paired || s.program.conditions > 512) return ++count.unsaid, "";
    ++count.said;
    auto const in_double = support::node_values<double>(from, point, support::kernel_value<double>);
    if (!identical(executed<double, outputs>(s.program, point), support::only_outputs(from, in_double)))
        return "other double bits";
    auto const in_float = support::node_values<float>(from, point, support::kernel_value<float>);
    if (!identical(executed<float, outputs>(s.program, point), only_outputs(from, in_float))) return "other float bits";
    return "";
}

}  // namespace

TEST_CASE("schedules of random graphs and of their gradients mean what the graphs mean") {
    support::tally count;
    auto const law = [&](support::sample const& s) {
        std::string wrong = meaning_lost(s.graph, s.point, count);
        owned_graph first = s.graph;
        first.outputs.resize(1);
        owned_graph const rows = support::simplified(support::jacobian_by_rows(first), s.graph.size());
        if (wrong.empty()) wrong = meaning_lost(rows, s.point, count);
        if (!wrong.empty()) wrong += ", gradient:\n" + formula(rows);
        return wrong;
    };
    for (bool const far : {false, true}) {
        std::string const fault = support::broken({.graphs = 1500, .outputs = outputs, .wild = far}, law);
        INFO(fault);
        CHECK(fault.empty());
    }
    INFO(count.said << " executed, " << count.unsaid << " compared as expressions alone");
    CHECK(count.said > 9 * count.unsaid);
}
