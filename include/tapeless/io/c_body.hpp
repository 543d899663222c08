// SPDX-License-Identifier: BSL-1.0
// A program with a name for every value.
// In: the steps of a program, which use local values again. Out: the same steps over values that are written once.
#pragma once

#include <tapeless/calculus/compiled.hpp>

namespace tapeless::detail {

/// A value of the program: a number or a condition.
struct c_value {
    enum kind_type : std::uint8_t { number, condition, input, constant };
    kind_type kind = number;
    bool outlives = false;  ///< used after the block where it is computed
    int uses = 0;
    int block_end = 0;  ///< the step after the block where it is computed
    int index = 0;      ///< the number in its name, or of the input or the constant
};

/// Steps over values: `a` of a load or a store is the number of the input or output.
struct c_body {
    program_step* steps;
    int size;
    c_value* values;
    int value_count;
    double const* constants;

    /// The step after the branch at i and both its sides.
    [[nodiscard]] int after(int i) const {
        return steps[i].what == action::branch ? i + 1 + steps[i].a + steps[i].b : i + 1;
    }
    /// Whether the step at i + 1 takes what the step at i computes to its place and nothing else uses it, so that the
    /// two are one line.
    [[nodiscard]] bool is_carried_on(int i) const {
        if (i + 1 >= size || computes(steps[i].what) != one_result) return false;
        c_value const& value = values[steps[i].d];
        program_step const& next = steps[i + 1];
        return value.uses == 1 && i + 1 < value.block_end &&
               ((next.what == action::store && next.d == steps[i].d) ||
                (next.what == action::move && next.a == steps[i].d));
    }

    enum result_count { no_result, one_result, two_results };
    [[nodiscard]] static constexpr result_count computes(action what) {
        if (what == action::load || what == action::store || what == action::move || what == action::branch)
            return no_result;
        return operands_of(what).second ? two_results : one_result;
    }
};

/// Tells the local values of a program apart: `numbers` and `conditions` map them to values so far, `first_in` and
/// `first_out` runs of scalars to numbers of inputs and outputs.
class c_renaming {
public:
    c_renaming(c_body& body, int constant_count, int* numbers, int* conditions, int const* first_in,
               int const* first_out)
        : body_(body), numbers_(numbers), conditions_(conditions), first_in_(first_in), first_out_(first_out) {
        for (int k = 0; k < constant_count; ++k) numbers_[k] = add(c_value::constant, body.size, k);
        run(0, body.size);
        give_names();
    }

private:
    int add(c_value::kind_type kind, int block_end, int index = -1) {
        body_.values[body_.value_count] = {kind, false, 0, block_end, index};
        return body_.value_count++;
    }
    void give_names() {
        for (int i = 0; i < body_.size; ++i)
            if (body_.is_carried_on(i)) body_.values[body_.steps[i].d].index = 0;
        int names[] = {0, 0};
        for (int v = 0; v < body_.value_count; ++v)
            if (body_.values[v].index < 0 && body_.values[v].uses > 0)
                body_.values[v].index = names[body_.values[v].kind == c_value::condition ? 1 : 0]++;
    }
    int use(int v, int at) {
        c_value& value = body_.values[v];
        ++value.uses;
        value.outlives = value.outlives || at >= value.block_end;
        return v;
    }

    /// Each side of a branch is a block of its own.
    void run(int first, int last) {
        for (int i = first; i < last; i = body_.after(i)) {
            program_step& s = body_.steps[i];
            switch (s.what) {
            case action::load:
                s.a = first_in_[s.a] + s.b;
                s.d = numbers_[s.d] = add(c_value::input, body_.size, s.a);
                break;
            case action::store:
                s.a = first_out_[s.a] + s.b;
                s.d = use(numbers_[s.d], i);
                break;
            case action::move:
                s.a = use(numbers_[s.a], i);
                s.d = numbers_[s.d];
                break;
            case action::branch:
                s.d = use(conditions_[s.d], i);
                open_moves(i + 1, i + 1 + s.a, last);
                run(i + 1, i + 1 + s.a);
                run(i + 1 + s.a, body_.after(i));
                break;
            default: compute(s, i, last);
            }
        }
    }
    void compute(program_step& s, int i, int last) {
        step_operands const o = operands_of(s.what);
        for (int k = 0; k < o.conditions + o.numbers; ++k)
            operand(s, k) = use((k < o.conditions ? conditions_ : numbers_)[operand(s, k)], i);
        s.d = (o.truth ? conditions_ : numbers_)[s.d] = add(o.truth ? c_value::condition : c_value::number, last);
        if (o.second) s.c = numbers_[s.c] = add(c_value::number, last);
    }
    /// What the two sides of a branch leave in the same place is one value of the block around them.
    void open_moves(int first, int last, int block_end) {
        for (int i = first; i < last; i = body_.after(i))
            if (body_.steps[i].what == action::move) numbers_[body_.steps[i].d] = add(c_value::number, block_end);
    }

    c_body& body_;
    int* numbers_;
    int* conditions_;
    int const* first_in_;
    int const* first_out_;
};

/// The body of a program and the room that it takes.
template <class Program>
class c_body_of {
    static constexpr auto const& from = Program::value;
    static constexpr unsigned length = static_cast<unsigned>(from.size) + 1;

public:
    c_body_of() : body_{steps_, from.size, values_, 0, from.constants} {
        for (int i = 0; i < from.size; ++i) steps_[i] = from.steps[i];
        int numbers[static_cast<unsigned>(from.values) + 1]{};
        int conditions[static_cast<unsigned>(from.conditions) + 1]{};
        int first_in[static_cast<unsigned>(Program::input_layout::runs) + 1]{};
        int first_out[static_cast<unsigned>(Program::output_layout::runs) + 1]{};
        number(layout_of<typename Program::arguments>::places, Program::input_layout::leaves, first_in);
        number(places_of<typename Program::result>.at, Program::output_layout::leaves, first_out);
        c_renaming(body_, from.constant_count, numbers, conditions, first_in, first_out);
    }
    c_body_of(c_body_of const&) = delete;
    c_body_of& operator=(c_body_of const&) = delete;

    [[nodiscard]] c_body const& get() const { return body_; }

private:
    static void number(place const* places, int scalars, int* first) {
        for (int k = 0; k < scalars; ++k)
            if (places[k].offset == 0) first[places[k].run] = k;
    }

    program_step steps_[length]{};
    c_value values_[2 * length + static_cast<unsigned>(from.constant_count)]{};
    c_body body_;
};

}  // namespace tapeless::detail
