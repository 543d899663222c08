#!/usr/bin/env bash
# SPDX-License-Identifier: BSL-1.0
# Builds the examples and trains a network on the iris data: bash examples/run.sh [options of train_iris]
set -eu
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source tests/debian_packages.sh
install_missing g++ cmake ninja-build libboost-dev libcli11-dev libfccp-dev

cmake -S . -B build/examples -G Ninja \
    -D CMAKE_BUILD_TYPE=Release \
    -D CMAKE_RUNTIME_OUTPUT_DIRECTORY="$PWD/build/examples/bin" \
    -D TAPELESS_BUILD_TESTS=OFF -D TAPELESS_BUILD_BENCH=OFF -D TAPELESS_BUILD_EXAMPLES=ON >/dev/null
cmake --build build/examples -j "$(nproc)" >&2
exec build/examples/bin/train_iris examples/data/iris.csv "$@"
