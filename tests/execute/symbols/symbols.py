#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Compiles gradients.cpp and looks at the symbols of the object: nothing may allocate, throw, be virtual or run before main.

usage: symbols.py compiler source [compiler options, such as -I include]
"""
import os
import re
import subprocess
import sys
import tempfile

FORBIDDEN = {
    "allocation": r"operator new|operator delete|\bmalloc\b|\bfree\b",
    "exceptions": r"__cxa_(throw|allocate_exception|begin_catch)|__gxx_personality|std::terminate",
    "virtual functions": r"vtable for|typeinfo for",
    "initialisation before main": r"_GLOBAL__sub_I|__cxx_global_var_init|__cxa_atexit|guard variable",
    "graphs at run time": r"graph_builder|reverse_sweep|forward_sweep|scheduler|identities",
}
EXPECTED = ["plain_gradient", "single_gradient", "array_gradient", "plain_jacobian", "forward_product"]


def main() -> int:
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    compiler, source, *options = sys.argv[1:]
    with tempfile.TemporaryDirectory() as directory:
        program = os.path.join(directory, "gradients.o")
        subprocess.run([compiler, "-std=c++20", "-O1", *options, "-c", source, "-o", program], check=True,
                       stdin=subprocess.DEVNULL)
        symbols = subprocess.run(["nm", "-C", program], check=True, stdout=subprocess.PIPE, encoding="utf-8").stdout
    faults = [f"missing: {name}" for name in EXPECTED if not re.search(rf" T {name}\(", symbols)]
    for what, pattern in FORBIDDEN.items():
        faults += [f"{what}: {line.strip()}" for line in symbols.splitlines() if re.search(pattern, line)]
    print("\n".join(faults) if faults else f"{len(symbols.splitlines())} symbols, all of them harmless")
    return 1 if faults else 0


sys.exit(main())
