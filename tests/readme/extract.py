#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Writes each ```cpp block of a Markdown file as a program, and prints the names of the files it wrote.

usage: extract.py README.md directory

A block with `int main` stays as it is. Any other block becomes the body of main(): its #include lines and, in front of
them, <tapeless/tapeless.hpp> move to the top. A block with a line that only stands outside functions (template,
namespace, inline, concept) goes to namespace scope instead, beside an empty main(). Blocks do not see one another.
Compilers report the lines of the Markdown file.
"""
import pathlib
import re
import sys

FENCE = re.compile(r"^(?P<indent> {0,3})(?P<ticks>`{3,}|~{3,})\s*(?P<language>[^\s`]*)")
OUTSIDE_FUNCTIONS = re.compile(r"^(template|namespace|inline|concept|extern)\b", re.M)


def blocks(text: str):
    """Yields the line number of the first line, and the lines, of each cpp block."""
    opened = None
    for number, line in enumerate(text.splitlines(), 1):
        fence = FENCE.match(line)
        if opened is None:
            if fence:
                opened, first, lines = fence, number + 1, []
        elif fence and fence["ticks"].startswith(opened["ticks"]) and not fence["language"]:
            if opened["language"] == "cpp":
                yield first, lines
            opened = None
        else:
            lines.append(line.removeprefix(opened["indent"]))
    if opened:
        sys.exit(f"the block that opens before line {first} is never closed")


def program(first: int, lines: list[str], name: str) -> str:
    body = "\n".join(lines)
    here = f'#line {first} "{name}"\n'
    if re.search(r"\bint\s+main\s*\(", body):
        return f"{here}{body}\n"
    includes = [line for line in lines if re.match(r"\s*#\s*include\b", line)]
    top = "".join(f"{line}\n" for line in ["#include <tapeless/tapeless.hpp>", *includes])
    body = "\n".join("" if line in includes else line for line in lines)
    if OUTSIDE_FUNCTIONS.search(body):
        return f"{top}{here}{body}\nint main() {{}}\n"
    return f"{top}int main() {{\n{here}{body}\n}}\n"


def main() -> None:
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    readme, directory = map(pathlib.Path, sys.argv[1:])
    directory.mkdir(parents=True, exist_ok=True)
    for first, lines in blocks(readme.read_text(encoding="utf-8")):
        target = directory / f"line_{first}.cpp"
        text = program(first, lines, readme.name)
        if not target.exists() or target.read_text(encoding="utf-8") != text:
            target.write_text(text, encoding="utf-8")
        print(target.as_posix())


main()
