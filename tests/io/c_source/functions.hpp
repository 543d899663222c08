// SPDX-License-Identifier: BSL-1.0
// What is written as C and compared with it.
// In: functions of the workloads and of this test. Out: for each, how to write it and how to call it on plain numbers.
#pragma once

#include <tapeless/io/c_source.hpp>

#include <type_traits>

namespace c_source {

/// A function under test, written in double as `name` and in float as `name_f`; `run` and `run_float` read as many
/// numbers as it takes and write as many as it returns.
struct function {
    char const* name;
    char const* name_f;
    int inputs;
    int outputs;
    double low;  ///< of the numbers that it is called with
    double high;
    void (*write)(tapeless::c_file&, tapeless::c_function const&);
    void (*run)(double const* in, double* out);
    void (*run_float)(float const* in, float* out);
};

template <class T, class... S, class F>
void call(tapeless::detail::structure_list<S...>, F const& f, T const* in, T* out) {
    auto next = [&in] { return *in++; };
    auto store = [&out](auto const& scalar) { *out++ = scalar; };
    std::tuple<tapeless::structure_over<S, T>...> const x{
        tapeless::detail::structure_traits<S>::template generate<T>(next)...};
    auto const y = std::apply(f, x);
    tapeless::detail::structure_traits<tapeless::structure_of<decltype(y)>>::visit(y, store);
}

template <class F, class... A>
constexpr function entry(char const* name, char const* name_f, double low, double high) {
    using call_type = tapeless::inspected<F, A...>;
    return {name,
            name_f,
            call_type::program::input_layout::leaves,
            call_type::program::output_layout::leaves,
            low,
            high,
            [](tapeless::c_file& file, tapeless::c_function const& what) { file.write<A...>(F{}, what); },
            [](double const* in, double* out) { call(typename call_type::arguments{}, F{}, in, out); },
            [](float const* in, float* out) { call(typename call_type::arguments{}, F{}, in, out); }};
}

struct list {
    function const* at;
    int size;
};
list workloads();
list second_derivatives();
list choices();
list elementary();

}  // namespace c_source
