// SPDX-License-Identifier: BSL-1.0
// Windows that slide along the last axes of a tensor, and convolutions, which multiply them.
// In: tensors of channels and of weights, and options. Out: a tensor of channels.
#pragma once

#include <tapeless/expression/tensor.hpp>

namespace tapeless {

// Options of convolutions and pools: one number for all axes, or one for each.

/// How far windows are apart.
template <int... Step>
struct stride {};
/// How many zeros stand before and behind an axis.
template <int... Zeros>
struct border {};
/// How far the numbers of a window are apart.
template <int... Step>
struct dilation {};
/// Into how many parts channels are divided that do not meet.
template <int Count>
struct groups {};

namespace detail {

template <class... Option>
struct option_list {};

/// What options say about up to two axes.
struct window_options {
    int stride[2]{};
    int border[2]{};
    int dilation[2]{1, 1};
    int groups = 1;
    bool readable = true;

    [[nodiscard]] constexpr bool has_border() const { return border[0] != 0 || border[1] != 0; }
    template <int... N>
    constexpr void set(int (&to)[2], int axes, int least) {
        int const given[] = {N..., 0};
        readable = readable && (sizeof...(N) == 1 || static_cast<int>(sizeof...(N)) == axes) && ((N >= least) && ...);
        for (int i = 0; i < axes && readable; ++i) to[i] = given[sizeof...(N) == 1 ? 0 : i];
    }
    template <int... N>
    constexpr void read(tapeless::stride<N...>, int axes) {
        set<N...>(stride, axes, 1);
    }
    template <int... N>
    constexpr void read(tapeless::border<N...>, int axes) {
        set<N...>(border, axes, 0);
    }
    template <int... N>
    constexpr void read(tapeless::dilation<N...>, int axes) {
        set<N...>(dilation, axes, 1);
    }
    template <int N>
    constexpr void read(tapeless::groups<N>, int) {
        readable = readable && N > 0;
        if (readable) groups = N;
    }
    template <class Other>
    constexpr void read(Other, int) {
        readable = false;
    }
};
/// `step` is the stride where the options have none.
template <class... Option>
constexpr window_options read_options(option_list<Option...>, [[maybe_unused]] int axes, int step) {
    window_options all;
    for (int& s : all.stride) s = step;
    (all.read(Option{}, axes), ...);
    return all;
}

/// Windows along the last `axes` axes.
struct window_plan {
    window_options options;
    int axes = 1;
    int length[2]{};  ///< of the windows

    /// From the first to the last number of a window.
    [[nodiscard]] constexpr int reach(int axis) const { return options.dilation[axis] * (length[axis] - 1) + 1; }
    /// How many windows an axis of some length has, at most 0 for none.
    [[nodiscard]] constexpr int count(int axis, int along) const {
        int const room = along + 2 * options.border[axis] - reach(axis);
        return room < 0 ? 0 : room / options.stride[axis] + 1;
    }
    /// The map of a view's axes (..., windows..., places in a window...), or those two the other way round, to x.
    [[nodiscard]] constexpr attribute map(int leading, bool windows_first) const {
        attribute how;
        for (int i = 0; i < leading + 2 * axes; ++i) {
            int const axis = (i - leading) % axes;
            bool const of_window = (i - leading >= axes) != windows_first;
            how.axis[i] = i < leading ? i : leading + axis;
            how.step[i] = i < leading ? 1 : of_window ? options.stride[axis] : options.dilation[axis];
        }
        return how;
    }
};

/// x with zeros around its last axes. A padded x is stored; windows over it then are strides, which cost nothing.
constexpr int with_border(graph_builder& g, int x, window_plan const& plan) {
    extents to = g.shape_of(x);
    attribute how;
    for (int i = 0; i < to.rank; ++i) {
        how.axis[i] = i;
        how.step[i] = 1;
    }
    for (int k = 0; k < plan.axes; ++k) {
        int const axis = to.rank - plan.axes + k;
        how.offset[axis] = -plan.options.border[k];
        to.at[axis] += 2 * plan.options.border[k];
    }
    return arrange::view(g, x, to, how);
}
/// The windows of x, which has its border: its axes, then the places in a window.
constexpr int windows_of(graph_builder& g, int x, window_plan const& plan) {
    extents to = g.shape_of(x);
    int const leading = to.rank - plan.axes;
    for (int k = 0; k < plan.axes; ++k)  // the border is there already
        to.at[leading + k] = plan.count(k, to.at[leading + k] - 2 * plan.options.border[k]);
    for (int k = 0; k < plan.axes; ++k) to.push(plan.length[k]);
    return arrange::view(g, x, to, plan.map(leading, true));
}

/// The axes of channels, split into groups where there are any.
constexpr extents in_groups(extents const& of, int channels, int groups) {
    extents split;
    for (int i = 0; i < of.rank; ++i) {
        if (i == channels && groups > 1) split.push(groups);
        split.push(i == channels ? of.at[i] / groups : of.at[i]);
    }
    return split;
}

/// The shape of a convolution. Transposed: w has the channels of x first.
template <int Axes, bool Transposed, class Options, class X, class W>
struct convolution_shape {
    static constexpr window_options options = read_options(Options{}, Axes, 1);
    static_assert(options.readable, "conv1d<options...>(x, w) and its relatives require options to be stride<n...>, "
                                    "border<n...>, dilation<n...> or groups<n>, with one number or one for each axis "
                                    "of the windows, positive but for the border");
    static constexpr bool batched = X::value.rank == Axes + 2;
    static constexpr bool ranked = (batched || X::value.rank == Axes + 1) && W::value.rank == Axes + 2;
    static_assert(ranked,
                  "conv1d(x, w) and its relatives require x of (N, C, L...) or (C, L...) and w of (O, C, K...), "
                  "with one L and K for each axis of the windows");
    static constexpr int channel_axis = batched ? 1 : 0;
    static constexpr int channels = ranked ? X::value.at[channel_axis] : 0;
    static constexpr bool paired = !ranked || !options.readable ||
                                   (channels == (Transposed ? W::value.at[0] : W::value.at[1] * options.groups) &&
                                    W::value.at[0] % options.groups == 0);
    static_assert(paired,
                  "conv1d(x, w) and its relatives require the channels of x and w to agree: w of (O, C / groups, "
                  "K...), for conv_transpose1d and conv_transpose2d of (C, O / groups, K...), where groups "
                  "divides O and C");
    static constexpr window_plan plan = [] {
        window_plan result{options, Axes, {}};
        for (int k = 0; k < Axes && W::value.rank == Axes + 2; ++k) result.length[k] = W::value.at[2 + k];
        return result;
    }();
    /// Before the border is taken away where it is transposed.
    static constexpr int length(int axis) {
        int const along = X::value.at[X::value.rank - Axes + axis];
        return Transposed ? (along - 1) * plan.options.stride[axis] + plan.reach(axis) : plan.count(axis, along);
    }
    static constexpr int length_of_result(int axis) {
        return length(axis) - (Transposed ? 2 * plan.options.border[axis] : 0);
    }
    static constexpr bool long_enough =
        !ranked || !options.readable || (length_of_result(0) > 0 && length_of_result(Axes - 1) > 0);
    static_assert(long_enough, "conv1d(x, w) and its relatives require windows that are no longer than x with its "
                               "border; a transposed one a border that leaves some of the result");
    static constexpr bool fits = options.readable && ranked && paired && long_enough;
    static constexpr extents value = [] {
        if (!fits) return X::value;
        extents result = X::value;
        result.at[channel_axis] = Transposed ? W::value.at[1] * options.groups : W::value.at[0];
        for (int k = 0; k < Axes; ++k) result.at[result.rank - Axes + k] = length_of_result(k);
        return result;
    }();
};

/// Labels of what a convolution multiplies.
struct convolution_labels {
    enum : int { item, group, channel, window, place = window + 2, output = place + 2 };
    arrange::labels all;
    constexpr convolution_labels& add(int label, bool there = true) {
        if (there) all.push(label);
        return *this;
    }
    constexpr convolution_labels& add_axes(int first, int axes) {
        for (int k = 0; k < axes; ++k) all.push(first + k);
        return *this;
    }
};

template <int Axes, bool Transposed, class Options>
struct convolution {
    template <class X, class W>
    constexpr auto operator()(X const& x, W const& w) const {
        using to = convolution_shape<Axes, Transposed, Options, shape_of<X>, shape_of<W>>;
        if constexpr (!to::fits) return tensor_with<traced, to>(traced(0));
        else {
            using l = convolution_labels;
            window_plan const plan = to::plan;
            int const groups = plan.options.groups;
            graph_builder* const graph = graph_of(x, w);
            if (!Transposed && graph == nullptr && !plan.options.has_border())
                return tensor_with<traced, to>(node_of(x) * node_of(w) * (extent_of<W>.size() / extent_of<W>.at[0]));
            graph_builder& g = *graph;
            int const channels = arrange::reshape(g, x.index_in(g), in_groups(extent_of<X>, to::channel_axis, groups));
            int const weights = arrange::reshape(g, w.index_in(g), in_groups(extent_of<W>, 0, groups));
            l of_x;
            l of_w;
            l of_result;
            of_x.add(l::item, to::batched).add(l::group, groups > 1).add(l::channel).add_axes(l::window, Axes);
            of_w.add(l::group, groups > 1).add(Transposed ? l::channel : l::output);
            of_w.add(Transposed ? l::output : l::channel).add_axes(l::place, Axes);
            of_result.add(l::item, to::batched).add(l::group, groups > 1).add(l::output);
            if constexpr (!Transposed) {
                of_x.add_axes(l::place, Axes);
                of_result.add_axes(l::window, Axes);
                int const windows = windows_of(g, with_border(g, channels, plan), plan);
                return handle_of<to>(
                    g, arrange::reshape(g, arrange::contract(g, windows, of_x.all, weights, of_w.all, of_result.all),
                                        to::value));
            } else {
                int const leading = of_result.all.count;
                of_result.add_axes(l::place, Axes).add_axes(l::window, Axes);
                int const products = arrange::contract(g, channels, of_x.all, weights, of_w.all, of_result.all);
                extents whole = leading_axes(g.shape_of(products), Axes);
                for (int k = 0; k < Axes; ++k) whole.at[leading + k] = to::length(k);
                window_plan inner = plan;
                for (int& zeros : inner.options.border) zeros = -zeros;
                int const sums = arrange::unview(g, products, whole, plan.map(leading, false));
                return handle_of<to>(g, arrange::reshape(g, with_border(g, sums, inner), to::value));
            }
        }
    }
};

}  // namespace detail

/// Convolution along one axis or two, as machine learning means it: weights are not mirrored.
///
///   y_noi = sum_ck x_nc(stride * i + dilation * k - border) * w_ock
///   conv2d<stride<2>, border<1>>(x, w),  conv1d<dilation<2>, groups<4>>(x, w)
///
/// Shapes      x: (N, C, L...) or (C, L...), w: (O, C / groups, K...) -> (N, O, M...) or (O, M...)
/// Cost        one copy of x where there is a border, and one contraction; windows are read where they lie. The
///             gradient by x takes memory for all windows
/// Error       "conv1d(x, w) and its relatives require ...": options, ranks, channels, lengths
/// Source      PyTorch, torch.nn.functional.conv2d
template <class... Option, class X, class W>
    requires detail::tensor_operands<X, W>
[[nodiscard]] constexpr auto conv1d(X const& x, W const& w) {
    return detail::call_operation<detail::convolution<1, false, detail::option_list<Option...>>>(x, w);
}
/// The same along the last two axes.
template <class... Option, class X, class W>
    requires detail::tensor_operands<X, W>
[[nodiscard]] constexpr auto conv2d(X const& x, W const& w) {
    return detail::call_operation<detail::convolution<2, false, detail::option_list<Option...>>>(x, w);
}

/// The transposed of a convolution by its x: every number of x adds its multiple of the weights.
///
///   y_no(stride * i + dilation * k - border) += x_nci * w_cok
///
/// Shapes      x: (N, C, L...) or (C, L...), w: (C, O / groups, K...) -> (N, O, M...) or (O, M...) with
///             M = (L - 1) * stride + dilation * (K - 1) + 1 - 2 * border
/// Cost        one contraction, whose products take memory for all windows, and one sum
/// Error       as conv1d
/// Source      PyTorch, torch.nn.functional.conv_transpose2d
template <class... Option, class X, class W>
    requires detail::tensor_operands<X, W>
[[nodiscard]] constexpr auto conv_transpose1d(X const& x, W const& w) {
    return detail::call_operation<detail::convolution<1, true, detail::option_list<Option...>>>(x, w);
}
/// The same along the last two axes.
template <class... Option, class X, class W>
    requires detail::tensor_operands<X, W>
[[nodiscard]] constexpr auto conv_transpose2d(X const& x, W const& w) {
    return detail::call_operation<detail::convolution<2, true, detail::option_list<Option...>>>(x, w);
}

}  // namespace tapeless
