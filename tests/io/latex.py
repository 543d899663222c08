#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Has matplotlib's mathtext parse every formula that latex.cpp expects.

usage: latex.py latex.cpp
"""
import pathlib
import re
import sys

from matplotlib.mathtext import MathTextParser


def without_cases(formula: str) -> str:
    """mathtext knows no environments and no words."""
    for old, new in ((r"\begin{cases}", "["), (r"\end{cases}", "]"), (r"\text{if }", ""), (r"\text{otherwise}", ""),
                     ("&", ","), (r"\\", ";")):
        formula = formula.replace(old, new)
    return formula


source = pathlib.Path(sys.argv[1]).read_text()
formulas = [re.sub(r'\)"\s*R"\(', "", f) for f in re.findall(r'R"\((.*?)\)"(?!\s*R")', source, re.S)]
formulas = [f for f in formulas if f.count("{") == f.count("}")]
parser = MathTextParser("path")
faults = 0
for formula in formulas:
    try:
        parser.parse(f"${without_cases(formula)}$")
    except ValueError as error:
        faults += 1
        print(f"{formula}\n{error}\n")
print(f"{len(formulas)} formulas, {faults} that do not parse")
sys.exit(faults != 0 or len(formulas) < 50)
