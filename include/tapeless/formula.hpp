// SPDX-License-Identifier: BSL-1.0
// Everything for formulas of named variables, with everything for functions.
#pragma once

#include <tapeless/tapeless.hpp>

#include <tapeless/calculus/formula.hpp>
#include <tapeless/calculus/formula_equality.hpp>
