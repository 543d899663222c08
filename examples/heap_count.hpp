// SPDX-License-Identifier: BSL-1.0
// Counts what the program takes from the heap. Include it in one source file of a program: it defines global functions.
// In: nothing. Out: heap_allocations(), the number of allocations since the program began.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdlib>
#include <new>

#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(memory_sanitizer) || __has_feature(thread_sanitizer)
#define TAPELESS_EXAMPLES_SANITIZED
#endif
#elif defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define TAPELESS_EXAMPLES_SANITIZED
#endif

inline constinit std::atomic<long long> heap_counter = 0;

[[nodiscard]] inline long long heap_allocations() noexcept { return heap_counter.load(std::memory_order_relaxed); }

#if defined(TAPELESS_EXAMPLES_SANITIZED)

// A sanitizer brings its own malloc and new; it offers to call us. (g++ does not ship the header that says so.)
extern "C" int __sanitizer_install_malloc_and_free_hooks(void (*on_malloc)(void const volatile*, std::size_t),
                                                         void (*on_free)(void const volatile*));

inline int const heap_hook = __sanitizer_install_malloc_and_free_hooks(
    [](void const volatile*, std::size_t) { heap_counter.fetch_add(1, std::memory_order_relaxed); },
    [](void const volatile*) {});

#elif defined(__GLIBC__) && !defined(TAPELESS_EXAMPLES_COUNT_NEW_ONLY)

// Operator new calls malloc, so this counts both, also in libraries that the program loads. free stays what it was.
extern "C" {
void* __libc_malloc(std::size_t size);
void* __libc_calloc(std::size_t count, std::size_t size);
void* __libc_realloc(void* old, std::size_t size);
void* __libc_memalign(std::size_t alignment, std::size_t size);

void* malloc(std::size_t size) noexcept {
    heap_counter.fetch_add(1, std::memory_order_relaxed);
    return __libc_malloc(size);
}
void* calloc(std::size_t count, std::size_t size) noexcept {
    heap_counter.fetch_add(1, std::memory_order_relaxed);
    return __libc_calloc(count, size);
}
void* realloc(void* old, std::size_t size) noexcept {
    heap_counter.fetch_add(1, std::memory_order_relaxed);
    return __libc_realloc(old, size);
}
void* aligned_alloc(std::size_t alignment, std::size_t size) noexcept {
    heap_counter.fetch_add(1, std::memory_order_relaxed);
    return __libc_memalign(alignment, size);
}
}

#else

// The forms for arrays, and those that return null, call these two.
void* operator new(std::size_t size) {
    heap_counter.fetch_add(1, std::memory_order_relaxed);
    if (void* const memory = std::malloc(size > 0 ? size : 1)) return memory;
    throw std::bad_alloc();
}
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }

#endif
