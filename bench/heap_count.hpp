// SPDX-License-Identifier: BSL-1.0
// Counts every allocation of the program, those of libraries too, where the C library is glibc; elsewhere nothing is known (-1).
// Include it in one translation unit of a program only.
#pragma once

#include <atomic>
#include <cerrno>
#include <cstddef>
#include <cstdlib>

#if defined(__SSE2__)
#include <immintrin.h>  // clang's declares posix_memalign anew, which may only come before a definition
#endif

namespace bench {
inline std::atomic<long long> heap_counter{0};
}

#if defined(__GLIBC__)
extern "C" {
void* __libc_malloc(std::size_t);
void* __libc_calloc(std::size_t, std::size_t);
void* __libc_realloc(void*, std::size_t);
void* __libc_memalign(std::size_t, std::size_t);

void* malloc(std::size_t bytes) noexcept {
    bench::heap_counter.fetch_add(1, std::memory_order_relaxed);
    return __libc_malloc(bytes);
}
void* calloc(std::size_t count, std::size_t bytes) noexcept {
    bench::heap_counter.fetch_add(1, std::memory_order_relaxed);
    return __libc_calloc(count, bytes);
}
void* realloc(void* old, std::size_t bytes) noexcept {
    bench::heap_counter.fetch_add(1, std::memory_order_relaxed);
    return __libc_realloc(old, bytes);
}
void* aligned_alloc(std::size_t alignment, std::size_t bytes) noexcept {
    bench::heap_counter.fetch_add(1, std::memory_order_relaxed);
    return __libc_memalign(alignment, bytes);
}
int posix_memalign(void** result, std::size_t alignment, std::size_t bytes) noexcept {
    bench::heap_counter.fetch_add(1, std::memory_order_relaxed);
    *result = __libc_memalign(alignment, bytes);
    return *result != nullptr ? 0 : ENOMEM;
}
}
#endif

namespace bench {

/// Allocations so far.
[[nodiscard]] inline long long heap_allocations() {
#if defined(__GLIBC__)
    return heap_counter.load(std::memory_order_relaxed);
#else
    return -1;
#endif
}

}  // namespace bench
