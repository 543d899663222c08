// SPDX-License-Identifier: BSL-1.0
// W4: a training step (value, gradient, update in place) of 4-16-16-1 with tanh from one sample, and its forward pass.
#include "single_sample.hpp"

int main(int argc, char** argv) {
    bench::add_all_networks<bench::w4_network>("w4");
    return bench::run_benchmarks(argc, argv);
}
