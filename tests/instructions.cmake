# SPDX-License-Identifier: BSL-1.0
# Whatever chooses among the instructions of a target, in one executable, which CI builds for several targets.
set(sources
    calculus/update_exchange.cpp
    core/pack.cpp
    core/pack_shuffles.cpp
    core/storage_scalars.cpp
    core/vector_error_function.cpp
    core/vector_exponential.cpp
    core/vector_inverse_trigonometric.cpp
    core/vector_logarithm.cpp
    core/vector_math.cpp
    core/vector_power.cpp
    core/vector_trigonometric.cpp
    execute/contraction_copies.cpp
    execute/contraction_products.cpp
    execute/contraction_random_0.cpp
    execute/contraction_scratch.cpp
    execute/contraction_tails.cpp
    execute/contraction_transposed.cpp
    execute/contraction_vectors.cpp
    execute/contraction_windows.cpp
    execute/groups.cpp
    graph/kernel_of_packs.cpp
    torch/conv2d.cpp
    torch/cumsum.cpp)
list(TRANSFORM sources PREPEND ${CMAKE_CURRENT_SOURCE_DIR}/)
add_test_room(instructions ${sources})
if(CMAKE_CROSSCOMPILING)
    # long double is emulated twice there
    target_compile_definitions(test_instructions PRIVATE TAPELESS_TEST_THINNING=15)
endif()
