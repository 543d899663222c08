// SPDX-License-Identifier: BSL-1.0
// Holds contract_packs to contract_numbers: the same results, each handed over once, and nothing read beside the
// operands, which end, then begin, at a page that may not be touched.
#pragma once

#include <catch.hpp>

#include <tapeless/execute/contraction_kernels.hpp>

#include <cmath>
#include <limits>
#include <vector>

#include <sys/mman.h>
#include <unistd.h>

namespace contraction_checks {

using tapeless::contraction_plan;
using tapeless::contraction_position;

/// Numbers with forbidden pages on both sides.
template <class T>
class fenced {
public:
    fenced(std::size_t count, bool at_end)
        : page_(static_cast<std::size_t>(sysconf(_SC_PAGESIZE))),
          bytes_((count * sizeof(T) + page_ - 1) / page_ * page_ + 2 * page_) {
        void* const map = mmap(nullptr, bytes_, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        REQUIRE(map != MAP_FAILED);
        start_ = static_cast<char*>(map);
        REQUIRE(mprotect(start_ + page_, bytes_ - 2 * page_, PROT_READ | PROT_WRITE) == 0);
        char* const at = at_end ? start_ + bytes_ - page_ - count * sizeof(T) : start_ + page_;
        data_ = reinterpret_cast<T*>(at);
    }
    fenced(fenced const&) = delete;
    fenced& operator=(fenced const&) = delete;
    ~fenced() { munmap(start_, bytes_); }
    [[nodiscard]] T* data() const { return data_; }

private:
    std::size_t page_;
    std::size_t bytes_;
    char* start_ = nullptr;
    T* data_ = nullptr;
};

/// Where the numbers of an operand lie around its first one.
struct span_of {
    int least = 0;
    int most = 0;
    constexpr void walk(int length, int stride) { (stride < 0 ? least : most) += (length - 1) * stride; }
    [[nodiscard]] constexpr int size() const { return most - least + 1; }
};
constexpr span_of span_of_a(contraction_plan const& plan) {
    span_of s;
    for (int i = 0; i < plan.rank; ++i) s.walk(plan.length[i], plan.a[i]);
    for (int i = 0; i < plan.sums; ++i) s.walk(plan.sum_length[i], plan.sum_a[i]);
    return s;
}
constexpr span_of span_of_b(contraction_plan const& plan) { return span_of_a(exchanged(plan)); }

/// Notes every result, and how often it came.
template <contraction_plan Plan, class T>
struct notes {
    T* out;
    int* times;
    template <int Count, class V>
    TAPELESS_ALWAYS_INLINE inline void operator()(contraction_position const& at, V x) const {
        static_assert(Count >= 1 && Count <= tapeless::lanes<V>);
        int place = 0;
        for (int i = 0; i < Plan.rank; ++i) place += at.at[i] * Plan.result[i];
        for (int i = 0; i < Count; ++i) ++times[place + i];
        tapeless::packs::store<V, Count>(out + place, x);
    }
};

template <class T>
void fill(T* to, int count, unsigned seed) {
    for (int i = 0; i < count; ++i) {
        seed = seed * 1664525u + 1013904223u;
        to[i] = static_cast<T>(static_cast<int>(seed >> 16) % 2001 - 1000) / T(512);
    }
}

template <contraction_plan Plan, class T>
void holds_for(bool at_end) {
    constexpr span_of of_a = span_of_a(Plan);
    constexpr span_of of_b = span_of_b(Plan);
    constexpr int size = Plan.size();
    constexpr int scratch_size = contraction_scratch(Plan, tapeless::native_lanes<T>);
    fenced<T> const a(of_a.size(), at_end);
    fenced<T> const b(of_b.size(), at_end);
    fenced<T> const out(size, at_end);
    fill(a.data(), of_a.size(), 1);
    fill(b.data(), of_b.size(), 2);
    T const* const first_a = a.data() - of_a.least;
    T const* const first_b = b.data() - of_b.least;

    // The scratch begins at 64 bytes; what stands behind it must stay.
    std::vector<T> memory(static_cast<std::size_t>(scratch_size) + 128, T(77));
    std::size_t const off = reinterpret_cast<std::uintptr_t>(memory.data()) % 64;
    T* const scratch = memory.data() + (64 - off) / sizeof(T);

    std::vector<int> times(static_cast<std::size_t>(size), 0);
    tapeless::contract_packs<Plan>(first_a, first_b, notes<Plan, T>{out.data(), times.data()}, scratch);

    std::vector<T> expected(static_cast<std::size_t>(size));
    std::vector<int> times_expected(static_cast<std::size_t>(size), 0);
    tapeless::contract_numbers<Plan>(first_a, first_b, notes<Plan, T>{expected.data(), times_expected.data()});
    int wrong = 0;
    int not_once = 0;
    T const tolerance = std::numeric_limits<T>::epsilon() * T(4) * static_cast<T>(Plan.terms());  // |a b| <= 4
    for (int i = 0; i < size; ++i) {
        auto const k = static_cast<std::size_t>(i);
        if (!(std::abs(out.data()[i] - expected[k]) <= tolerance)) ++wrong;
        if (times[k] != 1 || times_expected[k] != 1) ++not_once;
    }
    CHECK(wrong == 0);
    CHECK(not_once == 0);
    int changed = 0;
    for (T const* p = memory.data(); p != memory.data() + memory.size(); ++p)
        if ((p < scratch || p >= scratch + scratch_size) && *p != T(77)) ++changed;
    CHECK(changed == 0);
}

template <contraction_plan Plan>
void holds() {
    for (bool const at_end : {true, false}) {
        holds_for<Plan, float>(at_end);
        holds_for<Plan, double>(at_end);
    }
}

/// Operands named by their axes as einsum does, "ik", "kj", "ij"; lengths in the order of first appearance.
template <int... Length>
constexpr contraction_plan einsum(char const* a, char const* b, char const* result) {
    constexpr int lengths[] = {Length...};
    int length_of[128]{};
    int named = 0;
    for (char const* operand : {a, b})
        for (char const* c = operand; *c != 0; ++c)
            if (length_of[static_cast<int>(*c)] == 0) length_of[static_cast<int>(*c)] = lengths[named++];
    tapeless::attribute how;
    tapeless::extents of[3];
    char const* const text[3] = {a, b, result};
    for (int k = 0; k < 3; ++k)
        for (char const* c = text[k]; *c != 0; ++c) {
            (k == 0 ? how.axis : k == 1 ? how.step : how.offset)[of[k].rank] = *c;
            of[k].push(length_of[static_cast<int>(*c)]);
        }
    return plan_contraction(how, of[0], tapeless::contiguous(of[0]), of[1], tapeless::contiguous(of[1]), of[2]);
}

/// x(C, H, W) and w(O, C, K, K) -> (O, H - K + 1, W - K + 1), read in place.
constexpr contraction_plan convolution(int channels, int outputs, int height, int width, int window) {
    contraction_plan plan;
    int const h = height - window + 1;
    int const w = width - window + 1;
    auto const push = [&plan](int length, int result, int a, int b) {
        if (length == 1) return;
        plan.length[plan.rank] = length;
        plan.result[plan.rank] = result;
        plan.a[plan.rank] = a;
        plan.b[plan.rank++] = b;
    };
    push(outputs, h * w, 0, channels * window * window);
    push(h, w, width, 0);
    push(w, 1, 1, 0);
    auto const sum = [&plan](int length, int a, int b) {
        if (length == 1) return;
        plan.sum_length[plan.sums] = length;
        plan.sum_a[plan.sums] = a;
        plan.sum_b[plan.sums++] = b;
    };
    sum(channels, height * width, window * window);
    sum(window, width, window);
    sum(window, 1, 1);
    return plan;
}

}  // namespace contraction_checks
