// SPDX-License-Identifier: BSL-1.0
// Compiler attributes that the generated code relies on.
// In: the compiler. Out: two macros, the only ones that the library leaves defined.
#pragma once

/// Put before a function whose body must dissolve into its caller: generated code is one call per node,
/// and neither optimiser may keep it. Debuggers step over it; with clang it leaves no debug information.
#if defined(__clang__)
#define TAPELESS_ALWAYS_INLINE [[gnu::always_inline, gnu::nodebug]]
#elif defined(__GNUC__)
#define TAPELESS_ALWAYS_INLINE [[gnu::always_inline, gnu::artificial]]
#else
#define TAPELESS_ALWAYS_INLINE
#endif

/// The same for a lambda, behind its parameters.
#if defined(__GNUC__)
#define TAPELESS_INLINE_LAMBDA __attribute__((always_inline))
#else
#define TAPELESS_INLINE_LAMBDA
#endif
