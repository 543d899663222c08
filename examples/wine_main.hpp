// SPDX-License-Identifier: BSL-1.0
// The main function of examples that train on wines.
// In: the arguments of main and what to do with a file. Out: the exit code: 1 if a claim does not hold, 2 for bad input.
#pragma once

#include "check.hpp"

#include <cstdio>
#include <exception>

namespace example {

/// run(path) for the file that the user names, else for the one that comes with the examples.
template <class Run>
[[nodiscard]] int wine_main(int argc, char** argv, char const* name, Run run) {
    if (argc > 2) {
        std::fprintf(stderr, "%s [file]: expected at most one file, found %d\n", name, argc - 1);
        return 2;
    }
    try {
        run(argc > 1 ? argv[1] : TAPELESS_EXAMPLES_DATA_DIR "/wine.csv");
    } catch (std::exception const& error) {
        std::fprintf(stderr, "%s\n", error.what());
        return 2;
    }
    return exit_code();
}

}  // namespace example
