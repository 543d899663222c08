// SPDX-License-Identifier: BSL-1.0
// Loops that the hand-written counterparts write out, whatever the optimiser thinks of them.
#pragma once

#include "registers.hpp"

#include <type_traits>
#include <utility>

namespace bench {

/// What computes x stays before what comes after: clang 19 otherwise sorts independent chains one behind the other, with the
/// numbers that they share in spilled registers.
template <class R>
TAPELESS_BENCH_INLINE void in_order(R& x) {
#if defined(__AVX512VL__)
    asm volatile("" : "+v"(x));
#elif defined(__SSE2__)
    asm volatile("" : "+x"(x));
#endif
}
/// f(0), f(1), ... f(N - 1) written out; the indices are constants.
template <int N, class F>
TAPELESS_BENCH_INLINE void unrolled(F const& f) {
    [&]<int... I>(std::integer_sequence<int, I...>) TAPELESS_BENCH_LAMBDA {
        (f(std::integral_constant<int, I>{}), ...);
    }
    (std::make_integer_sequence<int, N>{});
}
/// f(i, c) for i = First, ..., Last - 1, written out all or in blocks of at most `Block`; c is a constant, i modulo the block.
template <int First, int Last, int Block, class F>
TAPELESS_BENCH_INLINE void in_blocks(F const& f) {
    constexpr int rest = (Last - First) % Block;
    if constexpr (Last - First <= 2 * Block)
        unrolled<Last - First>([&](auto c) TAPELESS_BENCH_LAMBDA { f(First + c, c); });
    else {
        unrolled<rest>([&](auto c) TAPELESS_BENCH_LAMBDA { f(First + c, c); });
        for (int i = First + rest; i < Last; i += Block)
            unrolled<Block>([&](auto c) TAPELESS_BENCH_LAMBDA { f(i + c, c); });
    }
}

}  // namespace bench
