// SPDX-License-Identifier: BSL-1.0
// Running a graph with shapes: group after group, a nest of loops or a single operation each.
// In: runs of numbers to read, and a workspace. Out: runs of numbers written.
#pragma once

#include <tapeless/core/linear_algebra.hpp>
#include <tapeless/execute/evaluate.hpp>
#include <tapeless/execute/group_run.hpp>
#include <tapeless/execute/group_twins.hpp>
#include <tapeless/execute/tensor_kernels.hpp>
#include <tapeless/execute/tensor_loops.hpp>

#include <type_traits>

// g++ finds shadowed names of the user's in lambdas of templates.
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wshadow"
#endif

namespace tapeless {

namespace detail {

/// A layout without its base, so that equal shapes share their kernels.
[[nodiscard]] constexpr strided from_first(strided layout) noexcept {
    layout.base = 0;
    return layout;
}

/// Kernels of fewer steps become part of the program; others are functions that all nodes of the same shapes share, in
/// other programs too.
inline constexpr int least_shared_steps = 64;

/// The result lies apart from all operands, which lets compilers vectorise without looking.
template <auto Kernel, class T, class... Operand>
[[gnu::noinline]] constexpr void call_kernel(T* __restrict out, Operand const*... operands) noexcept {
    Kernel(out, operands...);
}
template <auto Kernel, int Steps, class T, class... Operand>
TAPELESS_ALWAYS_INLINE constexpr void run_kernel(T* out, Operand const*... operands) noexcept {
    if constexpr (Steps < least_shared_steps) Kernel(out, operands...);
    else call_kernel<Kernel>(out, operands...);
}

/// Computes node I.
template <class Program, int I>
struct node_run {
    static constexpr node n = Program::graph().nodes[I];
    static constexpr extents shape = Program::graph().shape_of(I);
    static constexpr location to = Program::plan.at[I];

    template <int K>
    static constexpr extents shape_of_operand = Program::graph().shape_of(operand(n, K));
    template <int K>
    static constexpr strided layout = from_first(Program::plan.at[operand(n, K)].layout);
    static constexpr attribute how() {
        // Every number is written: g++ 12 names a template argument without the zeros in front that nobody wrote, so
        // that it takes {0, 1} for {1}.
        attribute written;
        if constexpr (is_tensor_operation(n.operation) && n.operation != op::reshape) {
            attribute const stored = Program::graph().attribute_of(I);
            for (int i = 0; i < max_rank; ++i) {
                written.axis[i] = stored.axis[i];
                written.step[i] = stored.step[i];
                written.offset[i] = stored.offset[i];
            }
            written.part = stored.part;
        }
        return written;
    }

    template <class T>
    TAPELESS_ALWAYS_INLINE static constexpr void run(tensor_memory<T> const& m) noexcept {
        T* const out = to.where == memory_space::output ? m.out[to.run] + to.offset : m.workspace + to.offset;
        if constexpr (n.operation == op::view) run_view(out, numbers_of<Program, n.a>(m));
        else if constexpr (n.operation == op::unview) run_unview(out, numbers_of<Program, n.a>(m));
        else if constexpr (n.operation == op::reshape)
            run_kernel<&tensor_kernel::copy<copying(shape_of_operand<0>, layout<0>), T>, shape.size()>(
                out, numbers_of<Program, n.a>(m));
        else if constexpr (n.operation >= op::reduce_sum && n.operation <= op::reduce_min)
            run_kernel<&tensor_kernel::reduce<n.operation, reduction(), shape.size(), T>, shape_of_operand<0>.size()>(
                out, numbers_of<Program, n.a>(m));
        else if constexpr (n.operation == op::argmax || n.operation == op::argmin) {
            constexpr int axis = mask_axis(how().axis[0]);
            tensor_kernel::extreme_place<n.operation, along(axis), shape_of_operand<0>.at[axis],
                                         layout<0>.stride[axis]>(out, numbers_of<Program, n.a>(m));
        } else if constexpr (n.operation == op::cumsum) {
            constexpr int axis = how().axis[0];
            tensor_kernel::cumsum<beside(axis), shape.at[axis], shape.stride(axis), layout<0>.stride[axis]>(
                out, numbers_of<Program, n.a>(m));
        } else if constexpr (n.operation == op::concat) {
            constexpr int axis = how().axis[0];
            constexpr int first = shape_of_operand<0>.at[axis];
            run_kernel<&tensor_kernel::copy<part(shape_of_operand<0>, layout<0>), T>, shape.size()>(
                out, numbers_of<Program, n.a>(m));
            run_kernel<&tensor_kernel::copy<part(shape_of_operand<1>, layout<1>), T>, shape.size()>(
                out + first * shape.stride(axis), numbers_of<Program, n.b>(m));
        } else if constexpr (n.operation == op::gather) {
            constexpr int axis = how().axis[0];
            tensor_kernel::gather<chosen(shape, shape_of_operand<0>, contiguous(shape), layout<0>),
                                  shape_of_operand<0>.at[axis], layout<0>.stride[axis]>(
                out, numbers_of<Program, n.a>(m), numbers_of<Program, n.b>(m));
        } else if constexpr (n.operation == op::scatter) {
            constexpr int axis = how().axis[0];
            tensor_kernel::fill(out, shape.size(), T(0));
            tensor_kernel::scatter<chosen(shape_of_operand<0>, shape, layout<0>, contiguous(shape)), shape.at[axis],
                                   shape.stride(axis)>(out, numbers_of<Program, n.a>(m), numbers_of<Program, n.b>(m));
        } else if constexpr (n.operation == op::scan) run_loop<Program, I>(m);
        else if constexpr (n.operation == op::call) run_call(out, m);
        else if constexpr (n.operation == op::result) return;  // its loop or call has written it
        else if constexpr (n.operation == op::triangular_solve)
            run_triangular_solve(out, numbers_of<Program, n.a>(m), numbers_of<Program, n.b>(m));
        else {
            static_assert(n.operation >= op::cholesky && n.operation <= op::log_determinant);
            run_factored(out, numbers_of<Program, n.a>(m));
        }
    }

private:
    /// The node of argument K of a call.
    template <int K>
    static constexpr int argument = [] {
        operand_list const all(Program::graph().nodes, n.a);
        return all[K];
    }();
    /// The node of result K of a call, -1 if nobody reads it.
    template <int K>
    static constexpr int result_node = [] {
        graph_view const g = Program::graph();
        for (int i = I + 1; i < g.size; ++i)
            if (g.nodes[i].operation == op::result && g.nodes[i].a == I && g.nodes[i].b == K &&
                Program::plan.at[i].where != memory_space::nowhere)
                return i;
        return -1;
    }();
    template <int K, class T>
    static constexpr void store_result(tensor_memory<T> const& m, T number) noexcept {
        if constexpr (constexpr int i = result_node<K>; i >= 0) {
            constexpr location l = Program::plan.at[i];
            (l.where == memory_space::output ? m.out[l.run] : m.workspace)[l.offset] = number;
        }
    }
    template <class T>
    static constexpr void run_call(T* out, tensor_memory<T> const& m) noexcept {
        constexpr int arguments = n.callee->arguments;
        constexpr int results = n.callee->results;
        T numbers[static_cast<unsigned>(arguments + results)]{};
        [&]<int... K>(std::integer_sequence<int, K...>) {
            ((numbers[K] = numbers_of<Program, argument<K>>(m)[Program::plan.at[argument<K>].layout.base]), ...);
        }
        (std::make_integer_sequence<int, arguments>{});
        if constexpr (std::is_same_v<T, float>) n.callee->in_float(numbers, numbers + arguments);
        else n.callee->in_double(numbers, numbers + arguments);
        *out = numbers[arguments];
        [&]<int... K>(std::integer_sequence<int, K...>) { (store_result<K + 1>(m, numbers[arguments + K + 1]), ...); }
        (std::make_integer_sequence<int, results - 1>{});
    }

    static constexpr int mask_axis(int mask) {
        int axis = 0;
        while ((mask >> axis & 1) == 0) ++axis;
        return axis;
    }
    static constexpr loop_nest<2> copying(extents const& over, strided const& from) {
        return loop_nest<2>{over, {contiguous(over), from}}.collapsed();
    }
    /// A part of the result, which has its strides.
    static constexpr loop_nest<2> part(extents const& over, strided const& from) {
        return loop_nest<2>{over, {contiguous(shape), from}}.collapsed();
    }
    static constexpr loop_nest<2> reduction() {  // collapsed: see how()
        loop_nest<2> nest{shape_of_operand<0>, {{}, layout<0>}};
        for (int i = 0, k = 0; i < nest.over.rank; ++i)
            if ((how().axis[0] >> i & 1) == 0) nest.at[0].stride[i] = shape.stride(k++);
        return nest.collapsed();
    }
    /// The axes of the result under one that the operand has besides.
    static constexpr loop_nest<2> along(int axis) {
        loop_nest<2> nest{shape, {contiguous(shape), {}}};
        for (int i = 0; i < shape.rank; ++i) nest.at[1].stride[i] = layout<0>.stride[i < axis ? i : i + 1];
        return nest.collapsed();
    }
    /// All axes but one.
    static constexpr loop_nest<2> beside(int axis) {
        loop_nest<2> nest{shape, {contiguous(shape), layout<0>}};
        nest.over.at[axis] = 1;
        return nest.collapsed();
    }
    /// The axes of what is gathered: it, what it comes from, the indices. Leading ones may run in all three.
    static constexpr loop_nest<3> chosen(extents const& gathered, extents const& from, strided const& of_gathered,
                                         strided const& of_from) {
        int const axis = how().axis[0];
        int const common = how().axis[1];
        int const chosen = shape_of_operand<1>.rank - common;
        loop_nest<3> nest{gathered, {of_gathered, {}, {}}};
        nest.at[1].base = of_from.base;
        for (int i = 0; i < common; ++i) nest.at[2].stride[i] = layout<1>.stride[i];
        for (int i = 0; i < gathered.rank; ++i)
            if (i >= axis && i < axis + chosen) nest.at[2].stride[i] = layout<1>.stride[common + i - axis];
            else nest.at[1].stride[i] = of_from.stride[i < axis ? i : i - chosen + 1];
        static_cast<void>(from);
        return nest.collapsed();
    }

    // The plan has the operands of what follows row by row, perhaps from some number on.
    /// The last two axes of the first operand are matrices.
    static constexpr int rows() { return shape_of_operand<0>.at[shape_of_operand<0>.rank - 1]; }
    static constexpr int matrices() { return shape_of_operand<0>.size() / (rows() * rows()); }
    template <class T>
    static constexpr void run_triangular_solve(T* out, T const* a, T const* b) noexcept {
        constexpr int columns = shape.size() / (matrices() * rows());
        for (int i = 0; i < matrices(); ++i)
            linear_algebra::triangular_solve<rows(), columns, how().axis[0] == 1, how().axis[1] == 1>(
                a + layout<0>.base + i * rows() * rows(), b + layout<1>.base + i * rows() * columns,
                out + i * rows() * columns);
    }
    template <class T>
    static constexpr void run_factored(T* out, T const* a) noexcept {
        constexpr int size = rows() * rows();
        for (int i = 0; i < matrices(); ++i) {
            T const* const from = a + layout<0>.base + i * size;
            if constexpr (n.operation == op::cholesky) linear_algebra::cholesky<rows()>(from, out + i * size);
            else if constexpr (n.operation == op::inverse) linear_algebra::inverse<rows()>(from, out + i * size);
            else out[i] = linear_algebra::log_determinant<rows()>(from);
        }
    }

    template <class T>
    static constexpr void run_view(T* out, T const* from) noexcept {
        constexpr auto box = tensor_kernel::box_of(shape_of_operand<0>, how(), shape);
        if constexpr (stays_inside(shape_of_operand<0>, how(), shape))
            run_kernel<&tensor_kernel::copy<
                           copying(shape, through_view(layout<0>, shape_of_operand<0>.rank, how(), shape)), T>,
                       shape.size()>(out, from);
        else if constexpr (box.known) {
            constexpr strided through = through_view(layout<0>, shape_of_operand<0>.rank, how(), shape);
            tensor_kernel::fill(out, shape.size(), T(0));
            if constexpr (box.count.size() > 0)
                run_kernel<&tensor_kernel::copy<loop_nest<2>{box.count,
                                                             {tensor_kernel::inside(contiguous(shape), box),
                                                              tensor_kernel::inside(through, box)}}
                                                    .collapsed(),
                                                T>,
                           box.count.size()>(out, from);
        } else
            for (int i = 0; i < shape.size(); ++i) {
                int const place = tensor_kernel::place_in_view<shape_of_operand<0>, how(), shape>(i, layout<0>);
                out[i] = place < 0 ? T(0) : from[place];
            }
    }
    template <class T>
    static constexpr void run_unview(T* out, T const* from) noexcept {
        constexpr extents of = shape_of_operand<0>;
        constexpr auto box = tensor_kernel::box_of(shape, how(), of);
        constexpr strided through = through_view(contiguous(shape), shape.rank, how(), of);
        tensor_kernel::fill(out, shape.size(), T(0));
        if constexpr (stays_inside(shape, how(), of))
            run_kernel<&tensor_kernel::accumulate<loop_nest<2>{of, {through, layout<0>}}.collapsed(), T>, of.size()>(
                out, from);
        else if constexpr (box.known) {
            if constexpr (box.count.size() > 0)
                run_kernel<&tensor_kernel::accumulate<loop_nest<2>{box.count,
                                                                   {tensor_kernel::inside(through, box),
                                                                    tensor_kernel::inside(layout<0>, box)}}
                                                          .collapsed(),
                                                      T>,
                           box.count.size()>(out, from);
        } else
            for (int i = 0; i < of.size(); ++i) {
                int const place = tensor_kernel::place_in_view<shape, how(), of>(i, contiguous(shape));
                int at = 0;
                for (int k = of.rank - 1, left = i; k >= 0; left /= of.at[k--])
                    at += left % of.at[k] * layout<0>.stride[k];
                if (place >= 0) out[place] = ieee::add(out[place], from[at]);
            }
    }
};

/// The memory of node I that a group writes.
template <class Program, int I, class T>
TAPELESS_ALWAYS_INLINE constexpr T* written_by_group(tensor_memory<T> const& m) noexcept {
    if constexpr (Program::plan.stored[I] && Program::plan.at[I].computed) return own_numbers<Program, I>(m);
    else return nullptr;
}
/// Equal layers run one nest.
template <class Code, class T>
[[gnu::noinline]] constexpr void call_group(T const* const* in, T* const* out, T* scratch) noexcept {
    run_group<Code>(in, out, scratch);
}
template <class Program, int G, class T, int... K>
TAPELESS_ALWAYS_INLINE constexpr void run_nest_of(tensor_memory<T> const& m,
                                                  std::integer_sequence<int, K...>) noexcept {
    using code = group_code<Program, G>;
    T const* const in[] = {numbers_of<Program, fixed<code::code.nodes[K]>>(m)..., nullptr};
    T* const out[] = {written_by_group<Program, fixed<code::code.nodes[K]>>(m)..., nullptr};
    if constexpr (group_twins<Program>::template is_shared<G>)
        call_group<group_code<Program, group_twins<Program>::template of<G>>>(in, out,
                                                                              m.workspace + Program::plan.copies);
    else run_group<code>(in, out, m.workspace + Program::plan.copies);
}
template <class Program, int G, class T>
TAPELESS_ALWAYS_INLINE constexpr void run_step_of(tensor_memory<T> const& m) noexcept {
    if constexpr (Program::plan.groups[G].what == group_kind::single)
        node_run<Program, Program::plan.groups[G].first>::run(m);
    else run_nest_of<Program, G>(m, std::make_integer_sequence<int, group_code<Program, G>::code.pointers>{});
}
template <class Program, int I, class T>
TAPELESS_ALWAYS_INLINE constexpr void copy_output(tensor_memory<T> const& m) noexcept {
    if constexpr (Program::plan.copied[I]) {
        constexpr int of = Program::graph().outputs[I];
        constexpr extents shape = Program::graph().shape_of(of);
        constexpr loop_nest<2> nest =
            loop_nest<2>{shape, {contiguous(shape), from_first(Program::plan.at[of].layout)}}.collapsed();
        run_kernel<&tensor_kernel::copy<nest, T>, shape.size()>(
            m.out[Program::output_places[I].run] + Program::output_places[I].offset, numbers_of<Program, of>(m));
    }
}
template <class Program, int First, class T, int... I>
TAPELESS_ALWAYS_INLINE constexpr void run_groups_of(tensor_memory<T> const& m,
                                                    std::integer_sequence<int, I...>) noexcept {
    (run_step_of<Program, fixed<Program::plan.order[First + I]>>(m), ...);
}
template <class Program, int First, class T, int... I>
TAPELESS_ALWAYS_INLINE constexpr void copy_outputs(tensor_memory<T> const& m,
                                                   std::integer_sequence<int, I...>) noexcept {
    (copy_output<Program, First + I>(m), ...);
}
/// Blocks of 64, since a fold over more than 256 operands is too deep for clang.
template <class Program, class T, int... Nodes, int... Outputs>
constexpr void run_all(tensor_memory<T> const& m, std::integer_sequence<int, Nodes...>,
                       std::integer_sequence<int, Outputs...>) noexcept {
    constexpr int nodes = Program::plan.group_count;
    constexpr int outputs = Program::graph().output_count;
    (run_groups_of<Program, Nodes * 64>(
         m, std::make_integer_sequence<int, (nodes - Nodes * 64 < 64 ? nodes - Nodes * 64 : 64)>{}),
     ...);
    (copy_outputs<Program, Outputs * 64>(
         m, std::make_integer_sequence<int, (outputs - Outputs * 64 < 64 ? outputs - Outputs * 64 : 64)>{}),
     ...);
}

}  // namespace detail

/// Runs a graph with shapes. `Program` has graph(), plan and output_places.
///
/// Cost        one loop nest a group; no allocation
template <class Program, class T>
constexpr void run_tensor_program(T const* const* in, T* const* out, T* workspace) noexcept {
    detail::run_all<Program>(detail::tensor_memory<T>{in, out, workspace},
                             std::make_integer_sequence<int, (Program::plan.group_count + 63) / 64>{},
                             std::make_integer_sequence<int, (Program::graph().output_count + 63) / 64>{});
}

}  // namespace tapeless

#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic pop
#endif
