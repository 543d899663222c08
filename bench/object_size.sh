#!/usr/bin/env bash
# SPDX-License-Identifier: BSL-1.0
# Machine code by hand and by tapeless, bytes of code and constants: of W1's gradient at -O2 (at most 1.2 times that by hand is
# wanted) and of W4's training step (at most 8192). Fails where it is more, or where the tapeless object holds a trace of
# allocation, exceptions, virtual calls or static initialisers.
#   Environment: TAPELESS_BENCH_COMPILERS="g++ clang++-19", TAPELESS_BENCH_INCLUDE=<include folder>
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
include=${TAPELESS_BENCH_INCLUDE:-$(dirname "$here")/include}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# _Zn and _Zd are the new and delete operators; __cxa_ and _Unwind_ exceptions and guards; _ZTV and _ZTI virtual tables and type names.
forbidden='(_Zn[wa]|_Zd[la]|malloc|calloc|realloc|free$|aligned_alloc|__cxa_|_Unwind_|__gxx_personality|_ZTV|_ZTI|_ZSt[0-9]+__throw|_GLOBAL__sub_I|__static_init|_ZGV|__tls)'
forbidden_sections='\.(init_array|ctors|gcc_except_table|tbss|tdata)'

# Bytes of all sections of one kind, code spread over function sections included.
section_bytes() { size -A "$1" | awk -v kind="$2" '$1 ~ "^\\." kind "($|\\.)" { sum += $2 } END { print sum + 0 }'; }

status=0

# compile <workload> <flags>: <scratch>/hand.o and <scratch>/tapeless.o; $hand and $own are their bytes of code.
compile() {
    local kind
    for kind in hand tapeless; do
        # shellcheck disable=SC2086
        "$compiler" -std=c++20 $2 ${TAPELESS_BENCH_FLAGS:-} -I"$include" -I"$here" -c "$here/size_$1_$kind.cpp" -o "$scratch/$kind.o"
    done
    hand=$(section_bytes "$scratch/hand.o" text)
    own=$(section_bytes "$scratch/tapeless.o" text)
}

# demand_plain <what>: fails where the tapeless object holds what it must not.
demand_plain() {
    if symbols=$(nm "$scratch/tapeless.o" | awk '{ print $NF }' | grep -E "$forbidden"); then
        printf '%s: symbols that must not be there:\n%s\n' "$1" "$symbols" >&2
        status=1
    fi
    if sections=$(size -A "$scratch/tapeless.o" | awk '$2 > 0 { print $1 }' | grep -E "^$forbidden_sections"); then
        printf '%s: sections that must not be there:\n%s\n' "$1" "$sections" >&2
        status=1
    fi
}

echo "| W1's gradient, -O2 | hand: code (+ constants) | tapeless: code (+ constants) | ratio of code |"
echo "|---|---:|---:|---:|"
for compiler in ${TAPELESS_BENCH_COMPILERS:-g++ clang++-19}; do
    command -v "$compiler" >/dev/null || continue
    compile w1 -O2
    ratio=$(awk -v a="$own" -v b="$hand" 'BEGIN { printf "%.2f", a / b }')
    echo "| $compiler | $hand (+ $(section_bytes "$scratch/hand.o" rodata)) | $own (+ $(section_bytes "$scratch/tapeless.o" rodata)) | $ratio |"
    awk -v r="$ratio" 'BEGIN { exit !(r > 1.2) }' && { echo "$compiler: ratio $ratio is above 1.2" >&2; status=1; }
    demand_plain "$compiler"
done

echo
echo "| W4's training step | hand: code (+ constants) | tapeless: code (+ constants) |"
echo "|---|---:|---:|"
for compiler in ${TAPELESS_BENCH_COMPILERS:-g++ clang++-19}; do
    command -v "$compiler" >/dev/null || continue
    for flags in "-O3 -march=native" "-O2 -march=native" -O2; do
        compile w4 "$flags"
        echo "| $compiler $flags | $hand (+ $(section_bytes "$scratch/hand.o" rodata)) | $own (+ $(section_bytes "$scratch/tapeless.o" rodata)) |"
        ((own <= 8192)) || { echo "$compiler $flags: W4's step has $own bytes of code, more than 8192" >&2; status=1; }
        demand_plain "$compiler $flags"
    done
done
exit $status
