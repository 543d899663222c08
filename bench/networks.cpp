// SPDX-License-Identifier: BSL-1.0
// As W4, other sizes: a tiny one, a classifier with softmax and cross entropy, a wide one.
#include "single_sample.hpp"

int main(int argc, char** argv) {
    bench::add_all_networks<bench::small_network>("2-8-1");
    bench::add_all_networks<bench::classifier_network>("8-32-32-4 softmax");
    bench::add_all_networks<bench::wide_network>("16-64-64-8");
    return bench::run_benchmarks(argc, argv);
}
