// SPDX-License-Identifier: BSL-1.0
// The shapes at which reference/tensors.txt has all functions of a kind.
// In: a function and its name there. Out: checks of its values, gradients and second derivatives.
#pragma once

#include "support/tensor_reference.hpp"

// Of a vector, a matrix and a tensor with an axis of size 1.
#define CHECK_ELEMENTWISE(name)                                                                                        \
    do {                                                                                                               \
        constexpr auto f = [](auto x) { return name(x); };                                                             \
        support::check_tensor_op<double, float>(#name ".5", f, support::input<5>);                                     \
        support::check_tensor_op(#name ".2_3", f, support::input<2, 3>);                                               \
        support::check_tensor_op(#name ".2_1_3", f, support::input<2, 1, 3>);                                          \
    } while (false)

// Equal shapes, a row beside a matrix, axes of size 1 on both sides, and numbers beside tensors.
#define CHECK_BROADCAST(name, ...)                                                                                     \
    do {                                                                                                               \
        constexpr auto f = [](auto a, auto b) { return __VA_ARGS__; };                                                 \
        support::check_tensor_op<double, float>(name ".same", f, support::input<2, 3>, support::input<2, 3>);          \
        support::check_tensor_op(name ".row", f, support::input<3>, support::input<2, 3>);                             \
        support::check_tensor_op(name ".both_stretched", f, support::input<2, 1>, support::input<1, 3>);               \
        support::check_tensor_op(name ".scalar_left", f, support::input<>, support::input<2, 3>);                      \
        support::check_tensor_op(name ".scalar_right", f, support::input<4>, support::input<>);                        \
        support::check_tensor_op(name ".scalars", f, support::input<>, support::input<>);                              \
    } while (false)

// Tensors of one entry, and ranks that differ.
#define CHECK_BROADCAST_MORE(name, ...)                                                                                \
    do {                                                                                                               \
        constexpr auto f = [](auto a, auto b) { return __VA_ARGS__; };                                                 \
        support::check_tensor_op(name ".one_with_vector", f, support::input<1>, support::input<3>);                    \
        support::check_tensor_op(name ".ones_with_matrix", f, support::input<1, 1>, support::input<2, 3>);             \
        support::check_tensor_op(name ".stretched_and_longer", f, support::input<2, 1, 3>, support::input<4, 1>);      \
        support::check_tensor_op(name ".rank_four", f, support::input<2, 3, 1, 2>, support::input<1, 3, 2, 1>);        \
        support::check_tensor_op(name ".vector_with_rank_four", f, support::input<2>, support::input<2, 1, 3, 2>);     \
    } while (false)

// Over everything, over some axes, and with the axes kept.
#define CHECK_REDUCTION(name)                                                                                          \
    do {                                                                                                               \
        constexpr auto all = [](auto x) { return name(x); };                                                           \
        support::check_tensor_op<double, float>(#name ".all_5", all, support::input<5>);                               \
        support::check_tensor_op(#name ".all_1", all, support::input<1>);                                              \
        support::check_tensor_op(#name ".all_2_3", all, support::input<2, 3>);                                         \
        support::check_tensor_op(                                                                                      \
            #name ".axis_0", [](auto x) { return name(x, tapeless::axes<0>); }, support::input<2, 3>);                 \
        support::check_tensor_op(                                                                                      \
            #name ".axis_last", [](auto x) { return name(x, tapeless::axes<-1>); }, support::input<2, 3, 2>);          \
        support::check_tensor_op(                                                                                      \
            #name ".axes_0_2", [](auto x) { return name(x, tapeless::axes<0, 2>); }, support::input<2, 3, 2>);         \
        support::check_tensor_op(                                                                                      \
            #name ".axis_of_one", [](auto x) { return name(x, tapeless::axes<1>); }, support::input<2, 1, 3>);         \
        support::check_tensor_op(                                                                                      \
            #name ".keep_1", [](auto x) { return name(x, tapeless::axes<1>, tapeless::keep_axes); },                   \
            support::input<2, 3, 2>);                                                                                  \
        support::check_tensor_op(                                                                                      \
            #name ".keep_0_3", [](auto x) { return name(x, tapeless::axes<0, 3>, tapeless::keep_axes); },              \
            support::input<2, 3, 1, 2>);                                                                               \
    } while (false)
