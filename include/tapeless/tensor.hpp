// SPDX-License-Identifier: BSL-1.0
// Functions of tensors: everything that a user needs besides tapeless.hpp.
#pragma once

#include <tapeless/tapeless.hpp>

#include <tapeless/calculus/shaped.hpp>
#include <tapeless/calculus/tensor_calls.hpp>
#include <tapeless/calculus/vmap.hpp>
#include <tapeless/core/tensor_of.hpp>
#include <tapeless/expression/loops.hpp>
#include <tapeless/expression/tensor_sums.hpp>
