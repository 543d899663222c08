// SPDX-License-Identifier: BSL-1.0
// No call of a verb allocates: operator new of this executable counts.
#include "catch.hpp"

#include <tapeless/calculus/vmap.hpp>
#include <tapeless/expression/loops.hpp>
#include <tapeless/expression/tensor_sums.hpp>
#include <tapeless/nn/optimisers.hpp>
#include <tapeless/tapeless.hpp>

#include <cstdlib>
#include <new>

namespace {

long allocations = 0;

void* counted(std::size_t size) {
    ++allocations;
    if (void* const memory = std::malloc(size == 0 ? 1 : size)) return memory;
    std::abort();
}

/// How many allocations a call makes.
template <class F>
long during(F f) {
    long const before = allocations;
    f();
    return allocations - before;
}

constexpr auto f = [](auto x, auto y) { return sin(x * y) + exp(y) / (1 + x * x) + max(x, y) + pow(x, y); };
constexpr auto rosenbrock = [](auto const& x) {
    auto sum = 0 * x[0];
    for (std::size_t i = 0; i + 1 < x.size(); ++i) {
        auto const bend = x[i + 1] - x[i] * x[i];
        sum += 100 * bend * bend + (1 - x[i]) * (1 - x[i]);
    }
    return sum;
};

constexpr auto recurrent = [](auto const& s, auto const& rows) {
    auto const [state, outputs] =
        tapeless::scan([](auto const& a, auto const& b) { return std::pair(a * b + a, a * a); }, s, rows);
    return sum(state) * sum(outputs) + sum(tapeless::vmap([](auto const& row) { return sum(row * row); })(rows));
};

volatile double sink;

}  // namespace

void* operator new(std::size_t size) { return counted(size); }
void* operator new[](std::size_t size) { return counted(size); }
void* operator new(std::size_t size, std::nothrow_t const&) noexcept { return counted(size); }
void* operator new[](std::size_t size, std::nothrow_t const&) noexcept { return counted(size); }
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete[](void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
void operator delete[](void* memory, std::size_t) noexcept { std::free(memory); }

TEST_CASE("the counter counts") {
    CHECK(during([] {
              // not `new`, which a compiler may leave out
              void* const memory = ::operator new(8);
              sink = memory != nullptr;
              ::operator delete(memory);
          }) == 1);
}

TEST_CASE("verbs do not allocate") {
    double const x = 0.75;
    std::array<double, 30> many;
    for (std::size_t i = 0; i < many.size(); ++i) many[i] = 0.5 + 0.01 * static_cast<double>(i);
    CHECK(during([&] { sink = tapeless::value(f)(x, 1.5); }) == 0);
    CHECK(during([&] { sink = tapeless::gradient(f)(x, 1.5)[0]; }) == 0);
    CHECK(during([&] { sink = tapeless::gradient(f)(0.75f, 1.5f)[1]; }) == 0);
    CHECK(during([&] { sink = tapeless::value_and_gradient(f)(x, 1.5).value; }) == 0);
    CHECK(during([&] { sink = tapeless::jvp(f)(x, 1.5, 1.0, 0.0).tangent; }) == 0);
    CHECK(during([&] { sink = tapeless::vjp(f)(x, 1.5, 2.0).gradient[0]; }) == 0);
    CHECK(during([&] { sink = tapeless::gradient(rosenbrock)(many)[7]; }) == 0);
    CHECK(during([&] { sink = tapeless::jacobian(rosenbrock)(many)[7]; }) == 0);
}

TEST_CASE("functions of tensors do not allocate") {
    tapeless::tensor<double, 3> const s{0.5, 1, -2};
    tapeless::tensor<double, 40, 3> rows{};
    for (int i = 0; i < rows.size; ++i) rows.values[i] = 0.01 * i - 0.5;
    static tapeless::workspace<double, 4096> memory;
    CHECK(during([&] { sink = tapeless::value(recurrent)(s, rows); }) == 0);
    CHECK(during([&] { sink = std::get<1>(tapeless::gradient(recurrent)(s, rows))(3, 1); }) == 0);
    CHECK(during([&] { sink = std::get<0>(tapeless::gradient(recurrent).in(memory)(s, rows))[2]; }) == 0);
    CHECK(during([&] { sink = tapeless::jvp(recurrent)(s, rows, s, rows).tangent; }) == 0);
    CHECK(during([&] { sink = sum(rows, tapeless::axes<0>)[1]; }) == 0);
}

TEST_CASE("training does not allocate") {
    tapeless::tensor<double, 3> s{0.5, 1, -2};
    tapeless::tensor<double, 40, 3> const rows{};
    std::array<double, 30> many{};
    constexpr auto step = tapeless::update_with(tapeless::adam{}, recurrent);
    CHECK(during([&] {
              auto state = step.initial_state(s);
              sink = step(s, state, rows);
          }) == 0);
    CHECK(during([&] { sink = tapeless::update_with(tapeless::sgd{}, rosenbrock)(many); }) == 0);
}
