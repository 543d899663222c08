// SPDX-License-Identifier: BSL-1.0
// Functions of tensors: everything that a user needs besides tapeless.hpp.
#pragma once

#include <tapeless/tapeless.hpp>

#include <tapeless/calculus/shaped.hpp>
#include <tapeless/calculus/tensor_calls.hpp>
#include <tapeless/calculus/vmap.hpp>
#include <tapeless/core/tensor_of.hpp>
#include <tapeless/expression/axes.hpp>
#include <tapeless/expression/loops.hpp>
#include <tapeless/expression/tensor_algebra.hpp>
#include <tapeless/expression/tensor_conditions.hpp>
#include <tapeless/expression/tensor_einsum.hpp>
#include <tapeless/expression/tensor_extremes.hpp>
#include <tapeless/expression/tensor_functions.hpp>
#include <tapeless/expression/tensor_gather.hpp>
#include <tapeless/expression/tensor_joins.hpp>
#include <tapeless/expression/tensor_pools.hpp>
#include <tapeless/expression/tensor_products.hpp>
#include <tapeless/expression/tensor_shapes.hpp>
#include <tapeless/expression/tensor_slices.hpp>
#include <tapeless/expression/tensor_sums.hpp>
#include <tapeless/expression/tensor_windows.hpp>
