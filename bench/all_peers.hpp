// SPDX-License-Identifier: BSL-1.0
// Registers every tool that was found at configuration, in double.
#pragma once

#include "harness.hpp"
#include "peers.hpp"

namespace bench {

template <class Tool, class Workload, class Hand, std::size_t M, class Arguments>
void add_peer(std::string const& workload, std::string const& task, std::array<Arguments, ring_size> const& ring) {
    add_peer_checked<Tool, Workload, Hand, M, Arguments, peer::derivatives<M, Arguments::active>>(workload, task, ring);
}

/// `Hand` gives the derivatives without the value; M is the number of outputs.
template <class Workload, class Hand, std::size_t M, class Arguments>
void add_all_peers([[maybe_unused]] std::string const& workload, [[maybe_unused]] std::string const& task,
                   [[maybe_unused]] std::array<Arguments, ring_size> const& ring) {
#if defined(TAPELESS_BENCH_HAS_CERES)
    add_peer<peer::ceres_jet, Workload, Hand, M>(workload, task, ring);
#endif
#if defined(TAPELESS_BENCH_HAS_EIGEN)
    add_peer<peer::eigen_autodiff, Workload, Hand, M>(workload, task, ring);
#endif
#if defined(TAPELESS_BENCH_HAS_SACADO)
    add_peer<peer::sacado_sfad, Workload, Hand, M>(workload, task, ring);
    add_peer<peer::sacado_rad, Workload, Hand, M>(workload, task, ring);
#endif
#if defined(TAPELESS_BENCH_HAS_ADOLC)
    add_peer<peer::adolc_replay, Workload, Hand, M>(workload, task, ring);
    add_peer<peer::adolc_record, Workload, Hand, M>(workload, task, ring);
#endif
}

}  // namespace bench
