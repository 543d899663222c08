// EXPECT: gradient(f)(x...) and its relatives require a matrix of Eigen to be of fixed size
// SPDX-License-Identifier: BSL-1.0
#include <tapeless/calculus/gradient.hpp>
#include <tapeless/calculus/tensor_calls.hpp>
#include <tapeless/eigen.hpp>
#include <tapeless/expression/tensor_sums.hpp>

constexpr auto f = [](auto x) { return sum(x * x); };

#ifdef SHOULD_FAIL
using vector = Eigen::VectorXd;
#else
using vector = Eigen::Vector3d;
#endif

double slope(vector const& x) { return tapeless::gradient(f)(x)[0]; }
