#!/usr/bin/env bash
# SPDX-License-Identifier: BSL-1.0
# Builds and tests the library on Debian 12, from a bare machine on: bash tests/run.sh [preset...]
# The presets are those of CMakePresets.json, by default gcc, clang and asan-ubsan, then further targets, of which those
# that this machine cannot run are skipped. A build that fails counts as one failed test. Ends with the line
# "N passed, N failed".
set -u
exec </dev/null
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source tests/debian_packages.sh

presets=("$@")
if ((${#presets[@]} == 0)); then
    presets=(gcc clang asan-ubsan aarch64 x86-64-v3 x86-64-v4)
fi
jobs=$(nproc)
passed=0
failed=0
skipped=()

launcher=()
if command -v ccache >/dev/null; then
    launcher=(-D CMAKE_CXX_COMPILER_LAUNCHER=ccache)
fi

# step name command...: runs the command with its output in a log, and prints how long it took.
step() {
    local name=$1 begin=$SECONDS status=0
    shift
    "$@" >"$log" 2>&1 || status=$?
    local result=ok
    if ((status != 0)); then
        result=FAILED
    fi
    echo "$preset: $name $result, $((SECONDS - begin)) s"
    return $status
}

# lacks preset: prints what this machine lacks to run it, or nothing.
lacks() {
    local needed=() extension
    case $1 in
    aarch64)
        if ! command -v aarch64-linux-gnu-g++ >/dev/null || ! command -v qemu-aarch64 >/dev/null; then
            echo "cross compiler or emulator"
        fi
        ;;
    x86-64-v3) needed=(avx2 bmi2 f16c fma) ;;
    x86-64-v4) needed=(avx512f avx512bw avx512cd avx512dq avx512vl) ;;
    esac
    for extension in "${needed[@]}"; do
        if ! grep -qsw "$extension" /proc/cpuinfo; then
            echo "$extension"
            return
        fi
    done
}

run_preset() {
    local missing
    missing=$(lacks "$preset")
    if [[ -n $missing ]]; then
        echo "$preset: skipped, no $missing here"
        skipped+=("$preset")
        return
    fi
    mkdir -p build
    log=build/$preset.configure.log
    if ! step configure cmake --preset "$preset" "${launcher[@]}"; then
        cat "$log"
        failed=$((failed + 1))
        return
    fi
    log=build/$preset.build.log
    if ! step build cmake --build --preset "$preset" -j "$jobs" -- -k 0; then
        grep -v '^\[[0-9]*/[0-9]*\] ' "$log" | head -n 300
        failed=$((failed + 1))
    fi
    log=build/$preset.test.log
    local junit=$PWD/build/$preset.junit.xml counts
    rm -f "$junit"
    if ! step test ctest --preset "$preset" -j "$jobs" --output-junit "$junit"; then
        # without what passed and without the places where ctest looks for a program that was not built
        grep -vE '^ *(Start +[0-9]+:|[0-9]+/[0-9]+ Test .* Passed )|^Looked in the|^/?[^ ]+/[^ /:]+$' "$log" | head -n 500
    fi
    if ! counts=$(python3 tests/count.py "$junit"); then
        failed=$((failed + 1))
        return
    fi
    passed=$((passed + ${counts% *}))
    failed=$((failed + ${counts#* }))
}

if ! install_missing "${compilers_and_tools[@]}" "${test_packages[@]}"; then
    echo "cannot install what the tests need"
    echo "0 passed, 1 failed"
    exit 1
fi
if ! install_missing "${peer_packages[@]}"; then
    echo "some tools to compare with are missing; going on without them"
fi
if ! install_missing "${embedded_packages[@]}"; then
    echo "no compiler for microcontrollers; going on without it"
fi
if ! install_missing "${target_packages[@]}"; then
    echo "no compiler for 64-bit ARM or no emulator; going on without it"
fi

for preset in "${presets[@]}"; do
    run_preset
done

echo "all: $SECONDS s"
if ((${#skipped[@]} > 0)); then
    echo "${#skipped[@]} targets skipped: ${skipped[*]}"
fi
echo "$passed passed, $failed failed"
((failed == 0 && passed > 0))
