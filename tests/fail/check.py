#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Checks that a faulty program is refused with a sentence a person can read.

usage: check.py compiler source.cpp [compiler options, such as -I include]

The source begins with what it expects, and holds its fault under a macro:

    // EXPECT: matmul(a, b) requires the columns of a to equal the rows of b
    // EXPECT ALSO: {"x"}
    // MAX_LINES: 25
    #include <tapeless/tapeless.hpp>
    #ifdef SHOULD_FAIL
    ...
    #endif

It is compiled twice. Without SHOULD_FAIL it must compile: otherwise the fault might be another one. With it the compiler
must fail, print every EXPECT sentence on a line that says "error:", every EXPECT ALSO on any line that is not a line of
the source, and print at most MAX_LINES lines (if given).
"""
import os
import re
import subprocess
import sys


def expectations(text: str) -> tuple[list[str], list[str], int | None]:
    """The EXPECT and EXPECT ALSO sentences and the MAX_LINES of the comment that opens the file."""
    sentences: list[str] = []
    also: list[str] = []
    max_lines = None
    for line in text.splitlines():
        if not line.startswith("//"):
            break
        if found := re.match(r"//\s*EXPECT:\s*(.*\S)", line):
            sentences.append(found[1])
        elif found := re.match(r"//\s*EXPECT ALSO:\s*(.*\S)", line):
            also.append(found[1])
        elif found := re.match(r"//\s*MAX_LINES:\s*(\d+)\s*$", line):
            max_lines = int(found[1])
        elif re.match(r"//\s*(EXPECT|MAX_LINES)", line):
            sys.exit(f"cannot read the line: {line}")
    return sentences, also, max_lines


def compile_once(compiler: str, source: str, options: list[str]) -> tuple[bool, str]:
    """Whether the source compiles, and what the compiler prints."""
    command = [compiler, "-std=c++20", "-fsyntax-only", "-fmessage-length=0", *options, source]
    run = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                         env={**os.environ, "LC_ALL": "C"}, encoding="utf-8", errors="replace")
    return run.returncode == 0, run.stdout


def main() -> int:
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    compiler, source, *options = sys.argv[1:]
    with open(source, encoding="utf-8") as file:
        text = file.read()
    sentences, also, max_lines = expectations(text)
    if not sentences:
        sys.exit(f"{source} does not begin with a line // EXPECT: sentence")
    if not re.search(r"^\s*#\s*if.*\bSHOULD_FAIL\b", text, re.M):
        sys.exit(f"{source} has nothing under #ifdef SHOULD_FAIL")

    compiles, output = compile_once(compiler, source, options)
    if not compiles:
        print(f"the control (without SHOULD_FAIL) does not compile:\n{output}")
        return 1

    compiles, output = compile_once(compiler, source, ["-DSHOULD_FAIL", *options])
    lines = output.splitlines()
    faults = []
    if compiles:
        faults.append("it compiles with SHOULD_FAIL")
    # The sentence has to come after "error:": a quoted source line may hold it too.
    errors = [line.split("error:", 1)[1] for line in lines if "error:" in line]
    for sentence in sentences:
        if not any(sentence in error for error in errors):
            faults.append(f"no error line says: {sentence}")
    for part in also:
        if not any(part in line for line in lines if not re.match(r"\s*\d+ \| ", line)):
            faults.append(f"no line says: {part}")
    if max_lines is not None and len(lines) > max_lines:
        faults.append(f"the diagnostic has {len(lines)} lines, more than {max_lines}")
    if faults:
        print("\n".join(faults), f"\nthe compiler says ({len(lines)} lines):\n{output}", sep="")
        return 1
    print(f"refused in {len(lines)} lines")
    return 0


sys.exit(main())
