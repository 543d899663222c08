// SPDX-License-Identifier: BSL-1.0
// 4-w-w-1 with tanh from single samples, w = 4 ... 128: what figure.py draws.
#include "peak.hpp"
#include "single_sample.hpp"

template <int Width>
using square_network = bench::network<bench::loss_kind::squared, 4, Width, Width, 1>;

int main(int argc, char** argv) {
    bench::add_peak("width");
    bench::add_all_networks<square_network<4>, false>("width 4");
    bench::add_all_networks<square_network<8>, false>("width 8");
    bench::add_all_networks<square_network<16>, false>("width 16");
    bench::add_all_networks<square_network<32>, false>("width 32");
    bench::add_all_networks<square_network<64>, false>("width 64");
    bench::add_all_networks<square_network<128>, false>("width 128");
    return bench::run_benchmarks(argc, argv);
}
