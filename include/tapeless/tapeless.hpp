// SPDX-License-Identifier: BSL-1.0
// Everything that functions of numbers need; tapeless/tensor.hpp adds tensors, tapeless/formula.hpp formulas.
#pragma once

#include <tapeless/calculus/verb.hpp>  // first: its errors then show a short chain of includes

#include <tapeless/calculus/counts.hpp>
#include <tapeless/calculus/custom.hpp>
#include <tapeless/calculus/external.hpp>
#include <tapeless/calculus/gradient.hpp>
#include <tapeless/calculus/hessian.hpp>
#include <tapeless/calculus/implicit.hpp>
#include <tapeless/calculus/jacobian.hpp>
#include <tapeless/calculus/products.hpp>
#include <tapeless/calculus/taylor.hpp>
#include <tapeless/expression/cond.hpp>
#include <tapeless/expression/expression.hpp>
#include <tapeless/expression/functions.hpp>
#include <tapeless/expression/reductions.hpp>
