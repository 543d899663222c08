// SPDX-License-Identifier: BSL-1.0
// The largest number or the mean of every window along the last axes of a tensor.
// In: a tensor of channels, the length of the windows, and options. Out: a tensor of channels.
#pragma once

#include <tapeless/expression/functions.hpp>
#include <tapeless/expression/tensor_windows.hpp>

namespace tapeless {

namespace detail {

template <int Axes, int Length, class Options, class X>
struct pool_shape {
    static constexpr window_options options = read_options(Options{}, Axes, Length);
    static constexpr bool borders =
        Length > 0 && 2 * options.border[0] <= Length && 2 * options.border[Axes - 1] <= Length;
    static_assert(options.readable && options.groups == 1 && borders,
                  "max_pool1d<k, options...>(x) and its relatives require windows of positive length k and options to "
                  "be stride<n...>, border<n...> or dilation<n...>, with one number or one for each axis of the "
                  "windows, positive but for the border, which is at most half as long as a window");
    static constexpr bool ranked = X::value.rank == Axes + 2 || X::value.rank == Axes + 1;
    static_assert(ranked, "max_pool1d<k, options...>(x) and its relatives require x of (N, C, L...) or (C, L...), with "
                          "one L for each axis of the windows");
    static constexpr window_plan plan{options, Axes, {Length, Length}};
    static constexpr int length(int axis) {
        return options.readable && borders ? plan.count(axis, X::value.at[X::value.rank - Axes + axis]) : 1;
    }
    static constexpr bool long_enough = !ranked || (length(0) > 0 && length(Axes - 1) > 0);
    static_assert(long_enough, "max_pool1d<k, options...>(x) and its relatives require windows that are no longer than "
                               "x with its border");
    static constexpr bool fits = options.readable && options.groups == 1 && borders && ranked && long_enough;
    static constexpr extents value = [] {
        extents result = X::value;
        for (int k = 0; k < Axes && fits; ++k) result.at[result.rank - Axes + k] = length(k);
        return result;
    }();
};

/// x and its border, which becomes -infinity: it is zero, and gets a table added for each axis.
constexpr int below_everything(graph_builder& g, int x, window_plan const& plan) {
    extents const shape = g.shape_of(x);
    for (int k = 0; k < plan.axes; ++k) {
        int const zeros = plan.options.border[k];
        int const length = shape.at[shape.rank - plan.axes + k];
        if (zeros == 0) continue;
        double* const numbers = new double[static_cast<unsigned>(length)]{};
        for (int i = 0; i < length; ++i)
            if (i < zeros || i >= length - zeros) numbers[i] = -__builtin_inf();
        extents to;
        to.push(length);
        for (int i = k + 1; i < plan.axes; ++i) to.push(1);
        x = g.append(op::add, x, g.append_shaped(op::table, to, g.tables().numbers(numbers, length)));
        delete[] numbers;
    }
    return x;
}

template <int Axes, int Length, class Options, op Operation>
struct pool {
    template <class X>
    constexpr auto operator()(X const& x) const {
        using to = pool_shape<Axes, Length, Options, shape_of<X>>;
        if constexpr (!to::fits) return tensor_with<traced, to>(traced(0));
        else {
            window_plan const plan = to::plan;
            bool const fills = Operation == op::reduce_max || !plan.options.has_border();
            if (x.graph() == nullptr && fills) return tensor_with<traced, to>(x.handle());
            graph_builder& g = *x.graph();
            int padded = with_border(g, x.index_in(g), plan);
            if (Operation == op::reduce_max) padded = below_everything(g, padded, plan);
            int const windows = windows_of(g, padded, plan);
            int const mask = ((1 << Axes) - 1) << X::rank;
            auto const reduced = handle_of<to>(g, arrange::reduce(g, Operation, windows, mask));
            if constexpr (Operation == op::reduce_max) return reduced;
            else return reduced / (Axes == 1 ? Length : Length * Length);
        }
    }
};

}  // namespace detail

/// The largest number of every window of k, or k by k, numbers. Windows are k apart if no option says otherwise; the
/// border is below every number.
///
///   max_pool2d<2>(x),  max_pool1d<3, stride<2>, border<1>>(x)
///
/// Shapes      (N, C, L...) -> (N, C, M...) or (C, L...) -> (C, M...)
/// Derivative  equal largest numbers share it evenly; PyTorch gives all of it to the first
/// Error       "max_pool1d<k, options...>(x) and its relatives require ...": options, ranks, lengths
/// Source      PyTorch, torch.nn.functional.max_pool2d
template <int Length, class... Option, class X>
    requires detail::tensor_operands<X>
[[nodiscard]] constexpr auto max_pool1d(X const& x) {
    return detail::call_operation<detail::pool<1, Length, detail::option_list<Option...>, op::reduce_max>>(x);
}
/// The same along the last two axes.
template <int Length, class... Option, class X>
    requires detail::tensor_operands<X>
[[nodiscard]] constexpr auto max_pool2d(X const& x) {
    return detail::call_operation<detail::pool<2, Length, detail::option_list<Option...>, op::reduce_max>>(x);
}

/// The mean of every window of k, or k by k, numbers. Windows are k apart if no option says otherwise; the zeros of the
/// border count.
///
///   avg_pool2d<2>(x),  avg_pool1d<3, stride<1>>(x)
///
/// Shapes      as max_pool1d
/// Error       as max_pool1d
/// Source      PyTorch, torch.nn.functional.avg_pool2d
template <int Length, class... Option, class X>
    requires detail::tensor_operands<X>
[[nodiscard]] constexpr auto avg_pool1d(X const& x) {
    return detail::call_operation<detail::pool<1, Length, detail::option_list<Option...>, op::reduce_sum>>(x);
}
/// The same along the last two axes.
template <int Length, class... Option, class X>
    requires detail::tensor_operands<X>
[[nodiscard]] constexpr auto avg_pool2d(X const& x) {
    return detail::call_operation<detail::pool<2, Length, detail::option_list<Option...>, op::reduce_sum>>(x);
}

}  // namespace tapeless
