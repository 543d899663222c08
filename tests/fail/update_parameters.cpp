// EXPECT: update_with(optimiser, f)(parameters, x...) requires all parameters to be float or all to be double
// MAX_LINES: 25
// SPDX-License-Identifier: BSL-1.0
#include <tapeless/calculus/update.hpp>
#include <tapeless/nn/optimisers.hpp>
#include <tapeless/tapeless.hpp>

constexpr auto loss = [](auto const& p) { return p.first * p.second; };

#ifdef SHOULD_FAIL
double train(std::pair<double, float>& p) { return tapeless::update_with(tapeless::sgd{}, loss)(p); }
#else
double train(std::pair<double, double>& p) { return tapeless::update_with(tapeless::sgd{}, loss)(p); }
#endif
