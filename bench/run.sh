#!/usr/bin/env bash
# SPDX-License-Identifier: BSL-1.0
# Installs what is missing (Debian, Ubuntu), builds the benchmarks with g++ and clang++, runs them and prints the tables.
#   bench/run.sh [--quick] [--no-install]
# Environment: TAPELESS_BENCH_COMPILERS="g++ clang++-19", TAPELESS_BENCH_BUILD=<build folder>
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(dirname "$here")
build=${TAPELESS_BENCH_BUILD:-$root/build}
compilers=${TAPELESS_BENCH_COMPILERS:-"g++ clang++-19"}
repetitions=15
install=yes
for argument in "$@"; do
    case $argument in
        --quick) repetitions=5 ;;
        --no-install) install=no ;;
        *) echo "unknown option $argument" >&2; exit 2 ;;
    esac
done

packages=(g++ cmake make libbenchmark-dev libboost-dev libadolc-dev libtrilinos-sacado-dev libceres-dev libeigen3-dev
    libtorch-dev libopenblas-dev python3-matplotlib)
[[ $compilers == *clang++-19* ]] && packages+=(clang-19)
if [[ $install == yes ]] && command -v dpkg-query >/dev/null; then
    missing=()
    for package in "${packages[@]}"; do
        [[ $(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null || true) == installed ]] || missing+=("$package")
    done
    if ((${#missing[@]})); then
        as_root=()
        ((EUID == 0)) || as_root=(sudo)
        "${as_root[@]}" apt-get update
        # One by one: a peer that this release does not carry is left out, the rest is still measured.
        for package in "${missing[@]}"; do
            "${as_root[@]}" apt-get -y install --no-install-recommends "$package" || echo "not available: $package" >&2
        done
    fi
fi

# build <compiler> <flags> [target]: configures and builds; $folder is where.
build() {
    folder=$build/bench-$1$(tr -d ' =' <<<"$2")
    cmake -S "$root" -B "$folder" -G "Unix Makefiles" -DCMAKE_CXX_COMPILER="$1" -DCMAKE_BUILD_TYPE=Release \
        -DCMAKE_CXX_FLAGS_RELEASE="$2 -DNDEBUG" -DTAPELESS_BUILD_BENCH=ON -DTAPELESS_BUILD_TESTS=OFF -DTAPELESS_BUILD_EXAMPLES=OFF >/dev/null
    cmake --build "$folder" ${3:+--target "$3"} >&2
}

columns=()
figure=()
for compiler in $compilers; do
    command -v "$compiler" >/dev/null || { echo "no $compiler, left out" >&2; continue; }
    for flags in "-O3 -march=native" "-O2"; do
        build "$compiler" "$flags"
        columns+=("$compiler $flags=$folder")
        ((${#figure[@]})) || figure=(--compiler "$compiler $flags" "$folder/bench/widths")
    done
done
python3 "$here/table.py" --repetitions "$repetitions" "${columns[@]}"

# W4 for every width of registers, and at -O2.
if [[ $(uname -m) == x86_64 ]]; then
    columns=()
    for compiler in $compilers; do
        command -v "$compiler" >/dev/null || continue
        for flags in "-O3 -march=native" "-O2 -march=native" "-O3 -mavx2 -mfma" "-O3"; do
            build "$compiler" "$flags" bench_w4
            columns+=("$compiler $flags=$folder/bench/bench_w4")
        done
    done
    echo
    python3 "$here/table.py" --repetitions "$repetitions" "${columns[@]}"
fi

# The figure, by the first Python that has matplotlib.
for python in python3 /usr/bin/python3; do
    if "$python" -c 'import matplotlib' 2>/dev/null; then
        echo
        "$python" "$here/figure.py" "${figure[@]}"
        break
    fi
done
echo
TAPELESS_BENCH_COMPILERS="$compilers" "$here/object_size.sh"
