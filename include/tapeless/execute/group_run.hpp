// SPDX-License-Identifier: BSL-1.0
// Running the nest of a group, pack by pack; number by number in constant evaluation.
// In: the code of a group, and pointers. Out: what its nodes store.
#pragma once

#include <tapeless/execute/contraction_kernels.hpp>
#include <tapeless/execute/group_values.hpp>

#include <utility>

// g++ finds shadowed names of the user's in lambdas of templates.
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wshadow"
#endif

namespace tapeless::detail {

/// One nest. V: what is computed at once.
template <class Code, class V, bool Unrolled = (lanes<V> > 1)>
struct group_nest {
    using T = lane_type<V>;
    using reading = group_reading<Code, V>;
    static constexpr int width = lanes<V>;
    static constexpr int row = Code::code.row;
    static constexpr int packs_in_row = (row + width - 1) / width;
    static constexpr int tail = row % width == 0 ? width : row % width;
    static constexpr bool is_contraction = Code::group.what == group_kind::contraction;
    static constexpr bool whole_rows = Code::code.whole_rows;
    /// Light code is repeated, so that its packs overlap; calls of elementary functions are long enough.
    static constexpr int repeated = !Unrolled ? 1 : Code::code.transcendental > 0 || Code::code.computed > 8 ? 1 : 4;
    static constexpr int P = is_contraction ? 1 : whole_rows || packs_in_row < repeated ? packs_in_row : repeated;
    static constexpr int whole_pieces = row / (width * P);
    static constexpr int rest = packs_in_row - whole_pieces * P;
    static constexpr int steps = Code::code.size;
    static constexpr int outer_rank = Code::code.outer.rank;

    T const* const* in;
    T* const* out;

    using sums = group_sums<Code, V, P>;
    using row_values = group_row_values<Code, T>;
    template <int Packs>
    using values = group_values<Code, V, Packs>;

    template <int S>
    static constexpr int row_stride = row == 1 ? 0 : group_step_of<Code, S>::value.at.stride[outer_rank];

    /// A step at a piece of a row: `Packs` packs from place `j` of the row on, of the last one `Count` lanes.
    template <int S, int Packs, int Count, class Values>
    TAPELESS_ALWAYS_INLINE constexpr void step(Values& full, row_values& of_row, sums& total,
                                               [[maybe_unused]] contraction_position const& at,
                                               [[maybe_unused]] int j) const noexcept {
        constexpr group_step s = group_step_of<Code, S>::value;
        if constexpr (s.late || s.what == deed::number || s.what == deed::result) return;
        else if constexpr (s.lies == reach::row && s.what != deed::combine) row_step<S>(of_row, at);
        else if constexpr (s.what == deed::load) {
            T const* const from = in[s.memory] + reading::template place<S>(at) + j * row_stride<S>;
            if constexpr (Packs > 1)
                each_pack<Packs - 1, Unrolled>(
                    [&](int p) TAPELESS_INLINE_LAMBDA { full.v[s.slot][p] = load<S, width>(from, p); });
            full.v[s.slot][Packs - 1] = load<S, Count>(from, Packs - 1);
        } else if constexpr (s.what == deed::store) {
            T* const to = out[s.memory] + reading::template place<S>(at) + j;
            if constexpr (Packs > 1)
                each_pack<Packs - 1, Unrolled>([&](int p) TAPELESS_INLINE_LAMBDA {
                    store<width>(to + p * width, reading::template number<s.a>(full, of_row, p));
                });
            store<Count>(to + (Packs - 1) * width, reading::template number<s.a>(full, of_row, Packs - 1));
        } else if constexpr (s.what == deed::combine) {
            V const last = valid<s.operation, Count>(reading::template number<s.a>(full, of_row, Packs - 1));
            if constexpr (s.lies == reach::row && whole_rows) {
                V all = last;
                if constexpr (Packs > 1)
                    each_pack<Packs - 1, Unrolled>([&](int p) TAPELESS_INLINE_LAMBDA {
                        all = combine<s.operation, V>(reading::template number<s.a>(full, of_row, p), all);
                    });
                of_row.v[s.slot] = folded<s.operation>(all);
            } else {
                if constexpr (Packs > 1)
                    each_pack<Packs - 1, Unrolled>([&](int p) TAPELESS_INLINE_LAMBDA {
                        total.at[s.c][p] =
                            combine<s.operation, V>(total.at[s.c][p], reading::template number<s.a>(full, of_row, p));
                    });
                total.at[s.c][Packs - 1] = combine<s.operation, V>(total.at[s.c][Packs - 1], last);
            }
        } else if constexpr (Packs == 1) compute<S>(full, of_row, 0);
        else each_pack<Packs, Unrolled>([&](int p) TAPELESS_INLINE_LAMBDA { compute<S>(full, of_row, p); });
    }
    template <int S, class Values>
    TAPELESS_ALWAYS_INLINE static constexpr void compute(Values& full, row_values const& of_row, int p) noexcept {
        constexpr group_step s = group_step_of<Code, S>::value;
        if constexpr (s.truth) full.t[s.slot][p] = reading::template judged<false, S>(full, of_row, p);
        else full.v[s.slot][p] = reading::template computed<false, S>(full, of_row, p);
    }
    template <int S>
    TAPELESS_ALWAYS_INLINE constexpr void row_step(row_values& of_row,
                                                   [[maybe_unused]] contraction_position const& at) const noexcept {
        constexpr group_step s = group_step_of<Code, S>::value;
        if constexpr (s.what == deed::load) of_row.v[s.slot] = in[s.memory][reading::template place<S>(at)];
        else if constexpr (s.what == deed::store)
            out[s.memory][reading::template place<S>(at)] = reading::template row_number<s.a>(of_row);
        else if constexpr (s.what == deed::compute) {
            constexpr int nothing = 0;
            if constexpr (s.truth) of_row.t[s.slot] = reading::template judged<true, S>(nothing, of_row, 0);
            else of_row.v[s.slot] = reading::template computed<true, S>(nothing, of_row, 0);
        }
    }
    template <int S, int Count>
    TAPELESS_ALWAYS_INLINE static constexpr V load(T const* from, int p) noexcept {
        if constexpr (width == 1) return from[p * row_stride<S>];
        else if constexpr (row_stride<S> == 0) return packs::splat<V>(*from);
        else if constexpr (row_stride<S> == 1) return packs::load<V, Count>(from + p * width);
        else return packs::gather<V, Count>(from + p * width * row_stride<S>, row_stride<S>);
    }
    template <int Count>
    TAPELESS_ALWAYS_INLINE static constexpr void store(T* to, V x) noexcept {
        if constexpr (width == 1) *to = x;
        else packs::store<V, Count>(to, x);
    }
    /// What lies outside of the row changes no sum.
    template <op Operation, int Count>
    TAPELESS_ALWAYS_INLINE static constexpr V valid(V x) noexcept {
        if constexpr (Count == width) return x;
        else return packs::first<Count>(x, neutral<Operation, T>);
    }
    template <op Operation>
    TAPELESS_ALWAYS_INLINE static constexpr T folded(V x) noexcept {
        if constexpr (width == 1) return x;
        else return packs::fold(x, [](auto a, auto b) TAPELESS_INLINE_LAMBDA { return combine<Operation>(a, b); });
    }

    template <int Packs, int Count, class Values>
    TAPELESS_ALWAYS_INLINE constexpr void all_steps(Values& full, row_values& of_row, sums& total,
                                                    contraction_position const& at, int j) const noexcept {
        run_steps<Packs, Count>(full, of_row, total, at, j, std::make_integer_sequence<int, steps>{});
    }
    template <int Packs, int Count, class Values, int... S>
    TAPELESS_ALWAYS_INLINE constexpr void run_steps(Values& full, row_values& of_row, sums& total,
                                                    contraction_position const& at, int j,
                                                    std::integer_sequence<int, S...>) const noexcept {
        (step<S, Packs, Count>(full, of_row, total, at, j), ...);
    }
    template <int Packs, int Count>
    TAPELESS_ALWAYS_INLINE constexpr void piece(row_values& of_row, sums& total, contraction_position const& at,
                                                int j) const noexcept {
        values<Packs> full;
        all_steps<Packs, Count>(full, of_row, total, at, j);
    }
    TAPELESS_ALWAYS_INLINE constexpr void pieces(row_values& of_row, sums& total,
                                                 contraction_position const& at) const noexcept {
        int j = 0;
        for (; j < whole_pieces * P * width; j += P * width) piece<P, width>(of_row, total, at, j);
        if constexpr (rest > 0) piece<rest, tail>(of_row, total, at, j);
    }

    // Sums: where they begin and end.
    template <reach Lies, int S>
    static constexpr bool accumulates =
        group_step_of<Code, S>::value.what == deed::combine&& group_step_of<Code, S>::value.lies == Lies &&
        !(Lies == reach::row && whole_rows);
    template <reach Lies, int S>
    TAPELESS_ALWAYS_INLINE static constexpr void begin_sum(sums& total) noexcept {
        if constexpr (accumulates<Lies, S>) {
            constexpr group_step s = group_step_of<Code, S>::value;
            each_pack<P, Unrolled>(
                [&](int p) TAPELESS_INLINE_LAMBDA { total.at[s.c][p] = packs::splat<V>(neutral<s.operation, T>); });
        }
    }
    /// Whether any sum lies so.
    template <reach Lies>
    static constexpr bool has_sums = Lies == reach::row      ? Code::code.has_rows && !whole_rows
                                     : Lies == reach::column ? Code::code.has_columns
                                                             : Code::code.has_totals;
    template <reach Lies, int... S>
    TAPELESS_ALWAYS_INLINE static constexpr void begin_all(sums& total, std::integer_sequence<int, S...>) noexcept {
        (begin_sum<Lies, S>(total), ...);
    }
    template <reach Lies>
    TAPELESS_ALWAYS_INLINE static constexpr void begin_sums(sums& total) noexcept {
        if constexpr (has_sums<Lies>) begin_all<Lies>(total, std::make_integer_sequence<int, steps>{});
    }
    template <int S>
    TAPELESS_ALWAYS_INLINE static constexpr T whole_sum(sums& total) noexcept {
        constexpr group_step s = group_step_of<Code, S>::value;
        V all = total.at[s.c][0];
        each_pack<P - 1, Unrolled>(
            [&](int p) TAPELESS_INLINE_LAMBDA { all = combine<s.operation, V>(all, total.at[s.c][p + 1]); });
        return folded<s.operation>(all);
    }
    template <int S>
    TAPELESS_ALWAYS_INLINE static constexpr void end_row_sum(row_values& of_row, sums& total) noexcept {
        if constexpr (accumulates<reach::row, S>) of_row.v[group_step_of<Code, S>::value.slot] = whole_sum<S>(total);
    }
    template <int S>
    TAPELESS_ALWAYS_INLINE constexpr void late_step(row_values& of_row, contraction_position const& at) const noexcept {
        if constexpr (group_step_of<Code, S>::value.late) row_step<S>(of_row, at);
    }
    TAPELESS_ALWAYS_INLINE constexpr void end_row(row_values& of_row, sums& total,
                                                  contraction_position const& at) const noexcept {
        if constexpr (has_sums<reach::row>) end_row_sums(of_row, total, at, std::make_integer_sequence<int, steps>{});
    }
    template <int... S>
    TAPELESS_ALWAYS_INLINE constexpr void end_row_sums(row_values& of_row, sums& total, contraction_position const& at,
                                                       std::integer_sequence<int, S...>) const noexcept {
        (end_row_sum<S>(of_row, total), ...);
        (late_step<S>(of_row, at), ...);
    }
    template <int S>
    TAPELESS_ALWAYS_INLINE constexpr void end_total(sums& total) const noexcept {
        if constexpr (accumulates<reach::total, S>) *out[group_step_of<Code, S>::value.memory] = whole_sum<S>(total);
    }
    template <int Packs, int Count, int S>
    TAPELESS_ALWAYS_INLINE constexpr void end_column(sums& total, int j) const noexcept {
        if constexpr (accumulates<reach::column, S>) {
            constexpr group_step s = group_step_of<Code, S>::value;
            T* const to = out[s.memory] + j;
            each_pack<Packs - 1, Unrolled>(
                [&](int p) TAPELESS_INLINE_LAMBDA { store<width>(to + p * width, total.at[s.c][p]); });
            store<Count>(to + (Packs - 1) * width, total.at[s.c][Packs - 1]);
        }
    }

    /// f(position) for every row.
    template <int Axis, class F>
    TAPELESS_ALWAYS_INLINE static constexpr void each_row(contraction_position at, F const& f) noexcept {
        if constexpr (Axis == outer_rank) f(at);
        else
            for (int i = 0; i < Code::code.outer.at[Axis]; ++i) {
                at.at[Axis] = i;
                each_row<Axis + 1>(at, f);
            }
    }

    /// Columns of a piece, over all rows.
    template <int Packs, int Count>
    TAPELESS_ALWAYS_INLINE constexpr void columns(row_values& of_row, sums& total, int j) const noexcept {
        begin_sums<reach::column>(total);
        each_row<0>(contraction_position{}, [&](contraction_position const& at) TAPELESS_INLINE_LAMBDA {
            begin_sums<reach::row>(total);
            piece<Packs, Count>(of_row, total, at, j);
            end_row(of_row, total, at);
        });
        [&]<int... S>(std::integer_sequence<int, S...>) TAPELESS_INLINE_LAMBDA {
            (end_column<Packs, Count, S>(total, j), ...);
        }
        (std::make_integer_sequence<int, steps>{});
    }

    TAPELESS_ALWAYS_INLINE constexpr void run() const noexcept {
        row_values of_row;
        sums total;
        begin_sums<reach::total>(total);
        if constexpr (Code::code.has_columns) {
            int j = 0;
            for (; j < whole_pieces * P * width; j += P * width) columns<P, width>(of_row, total, j);
            if constexpr (rest > 0) columns<rest, tail>(of_row, total, j);
        } else
            each_row<0>(contraction_position{}, [&](contraction_position const& at) TAPELESS_INLINE_LAMBDA {
                begin_sums<reach::row>(total);
                pieces(of_row, total, at);
                end_row(of_row, total, at);
            });
        if constexpr (has_sums<reach::total>) end_totals(total, std::make_integer_sequence<int, steps>{});
    }
    template <int... S>
    TAPELESS_ALWAYS_INLINE constexpr void end_totals(sums& total, std::integer_sequence<int, S...>) const noexcept {
        (end_total<S>(total), ...);
    }
};

/// Finishes the results of a contraction.
template <class Code, class T>
struct group_finish {
    T const* const* in;
    T* const* out;

    template <int Count, class V>
    TAPELESS_ALWAYS_INLINE constexpr void operator()(contraction_position const& at, V x) const noexcept {
        using nest = group_nest<Code, V>;
        typename nest::row_values of_row;
        typename nest::sums total;
        typename nest::template values<1> full;
        full.v[0][0] = x;
        nest{in, out}.template all_steps<1, Count>(full, of_row, total, at,
                                                   nest::outer_rank < max_rank ? at.at[nest::outer_rank] : 0);
    }
};

/// The packs of a nest: as wide as the target's, or as narrow as its rows.
template <class Code, class T>
constexpr int nest_lanes() {
    constexpr int least = 16 / static_cast<int>(sizeof(T));
    int result = native_lanes<T>;
    while (result > least && result / 2 >= Code::code.row) result /= 2;
    return Code::code.row == 1 ? 1 : result;
}

/// Runs a group.
template <class Code, class T>
TAPELESS_ALWAYS_INLINE constexpr void run_group(T const* const* in, T* const* out,
                                                [[maybe_unused]] T* scratch) noexcept {
    if constexpr (Code::group.what == group_kind::contraction) {
        if (__builtin_is_constant_evaluated())
            contract_numbers<Code::code.contraction>(in[Code::code.a], in[Code::code.b],
                                                     group_finish<Code, T>{in, out});
        else
            contract_packs<Code::code.contraction>(in[Code::code.a], in[Code::code.b], group_finish<Code, T>{in, out},
                                                   scratch);
    } else if constexpr (nest_lanes<Code, T>() == 1) group_nest<Code, T>{in, out}.run();
    else {
        if (__builtin_is_constant_evaluated()) group_nest<Code, T>{in, out}.run();
        else group_nest<Code, pack<T, nest_lanes<Code, T>()>>{in, out}.run();
    }
}

}  // namespace tapeless::detail

#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic pop
#endif
