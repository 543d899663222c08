#!/usr/bin/env bash
# SPDX-License-Identifier: BSL-1.0
# Builds the examples and trains a network on the iris data: bash examples/run.sh [file] [options of train_iris]
set -eu
from=$PWD
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source tests/debian_packages.sh
install_missing g++ cmake ninja-build libboost-dev libcli11-dev libfccp-dev >&2
install_missing libadolc-dev >&2 || echo "without ADOL-C: nothing to compare with" >&2

cmake -S . -B build/examples -G Ninja \
    -D CMAKE_BUILD_TYPE=Release \
    -D CMAKE_RUNTIME_OUTPUT_DIRECTORY="$PWD/build/examples/bin" \
    -D TAPELESS_BUILD_TESTS=OFF -D TAPELESS_BUILD_BENCH=OFF -D TAPELESS_BUILD_EXAMPLES=ON >/dev/null
cmake --build build/examples -j "$(nproc)" >&2
program=$PWD/build/examples/bin/train_iris
cd "$from" # a file named by the caller is meant from there
exec "$program" "$@"
