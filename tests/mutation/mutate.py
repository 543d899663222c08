#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Plants a fault into every derivative rule and demands that a test sees it.

usage: mutate.py [-j jobs] [--list] compiler include_directory [compiler options, such as -isystem directory]

Each expression that derivative_rule and extremum_rule (differentiate/rules.hpp) return is made faulty in turn: its sign is
turned; the branches of a select and of a ?: are exchanged; so are the operands of a comparison; `return 0` gives the
sensitivity instead. Each fault stands in a copy of the include tree of its own, against which rules_probe.cpp, the file
beside this one, is compiled and run. The probe must be content with the rules as they are, and fail with every fault: by
a wrong number, not because it does not compile.

Prints "N mutants, N killed"; ends with 1 if one survives.
"""
import argparse
import concurrent.futures
import os
import re
import shutil
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
RULES = os.path.join("tapeless", "differentiate", "rules.hpp")
FUNCTIONS = ("extremum_rule", "derivative_rule")


def body_of(text: str, function: str) -> tuple[int, int]:
    """Where the braces of a function's definition begin and end."""
    definition = re.search(rf"\b{function}\([^;{{]*\{{", text)
    if definition is None:
        sys.exit(f"{RULES} has no function {function}")
    depth = 0
    for i in range(definition.end() - 1, len(text)):
        depth += {"{": 1, "}": -1}.get(text[i], 0)
        if depth == 0:
            return definition.end(), i
    sys.exit(f"{function} has no end")


def split_top(text: str, separators: str) -> list[str]:
    """The parts of an expression between separators that stand in no bracket."""
    parts, depth, begin = [], 0, 0
    for i, c in enumerate(text):
        depth += {"(": 1, "[": 1, ")": -1, "]": -1}.get(c, 0)
        if depth == 0 and c in separators and text[i - 1:i + 1] != "::" and text[i:i + 2] != "::":
            parts.append(text[begin:i])
            begin = i + 1
    return [*parts, text[begin:]]


def calls(text: str, name: str):
    """Every call of a function in an expression: (begin, end, arguments)."""
    for found in re.finditer(rf"\b{name}\(", text):
        depth = 1
        end = found.end()
        while depth > 0:
            depth += {"(": 1, ")": -1}.get(text[end], 0)
            end += 1
        yield found.start(), end, [part.strip() for part in split_top(text[found.end():end - 1], ",")]


def ternaries(text: str):
    """Every c ? x : y that is a whole expression, an argument or in brackets: (begin, end, c, x, y)."""
    pieces, starts = [], [0]
    for i, c in enumerate(text):
        if c in "(,":
            starts.append(i + 1)
    for begin in starts:
        depth, end = 0, begin
        while end < len(text) and not (depth == 0 and text[end] in "),"):
            depth += {"(": 1, ")": -1}.get(text[end], 0)
            end += 1
        piece = text[begin:end]
        parts = split_top(piece, "?:")
        if len(parts) == 3:
            pieces.append((begin, end, *(part.strip() for part in parts)))
    return pieces


def faulty(expression: str):
    """(kind of fault, faulty expression) for an expression that a rule returns."""
    nothing = ("0", "traced(0)")  # has no sign
    if expression in nothing:
        yield "something for nothing", "d"
        return
    if "no_derivative" in expression:
        yield "nothing in place of no derivative", "0"
        return
    whole = split_top(expression, "?:")
    if len(whole) == 3:  # each branch has a sign of its own
        test, first, second = (part.strip() for part in whole)
        yield "first operand", f"{test} ? {'d' if first in nothing else f'-({first})'} : {second}"
        yield "second operand", f"{test} ? {first} : {'d' if second in nothing else f'-({second})'}"
    else:
        yield "sign", f"-({expression})"
    for begin, end, test, first, second in ternaries(expression):
        yield "branches of ?:", f"{expression[:begin]} {test} ? {second} : {first}{expression[end:]}"
    for name in ("select", "choose"):
        for begin, end, arguments in calls(expression, name):
            *test, first, second = arguments
            yield f"branches of {name}", f"{expression[:begin]}{name}({', '.join([*test, second, first])}){expression[end:]}"
    for comparison in re.finditer(r"\b([\w.]+) (<|>=|!=) ([\w.]+)\b", expression):
        left, how, right = comparison.groups()
        if left == right:  # a != a asks for NaN
            replaced = f"{left} == {right}"
        else:
            replaced = f"{right} {how} {left}"
        yield f"operands of {how}", expression[:comparison.start()] + replaced + expression[comparison.end():]


def mutants(text: str):
    """(line, rule, kind of fault, text of the file with the fault)."""
    for function in FUNCTIONS:
        begin, end = body_of(text, function)
        statement = re.compile(r"\breturn\s+([^;]+);|\btraced const \w+ = ([^;]+\?[^;]+);")
        for found in statement.finditer(text, begin, end):
            group = 1 if found[1] else 2
            cases = re.search(r"((?:case op::\w+:\s*)+)(?:if \([^;]*|[^;{}]*)$", text[begin:found.start()])
            previous = re.findall(r"case op::(\w+):", text[begin:found.start()])
            rule = ", ".join(re.findall(r"op::(\w+)", cases[1])) if cases else previous[-1] if previous else function
            for kind, expression in faulty(found[group].strip()):
                line = text.count("\n", 0, found.start()) + 1
                yield line, rule, kind, text[:found.start(group)] + expression + text[found.end(group):]


def probe(compiler: str, include: str, options: list[str], rules: str | None) -> str:
    """What the probe says about these rules: "content", "faults" or "does not compile"."""
    with tempfile.TemporaryDirectory() as directory:
        tree = os.path.join(directory, "include")
        shutil.copytree(include, tree)
        if rules is not None:
            with open(os.path.join(tree, RULES), "w", encoding="utf-8") as file:
                file.write(rules)
        program = os.path.join(directory, "probe")
        build = subprocess.run(
            [compiler, "-std=c++20", "-O0", "-w", "-I", tree, "-I", os.path.dirname(HERE), *options,
             os.path.join(HERE, "rules_probe.cpp"), "-o", program],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8",
            errors="replace")
        if build.returncode != 0:
            return "does not compile:\n" + build.stdout[:3000]
        run = subprocess.run([program], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                             encoding="utf-8", timeout=60)
        return "content" if run.returncode == 0 else "faults:\n" + run.stdout


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("-j", type=int, default=os.cpu_count(), metavar="jobs")
    parser.add_argument("--list", action="store_true", help="only show what would be planted")
    parser.add_argument("compiler")
    parser.add_argument("include")
    arguments, options = parser.parse_known_args()

    with open(os.path.join(arguments.include, RULES), encoding="utf-8") as file:
        text = file.read()
    planted = list(mutants(text))
    missed = set(re.findall(r"case op::(\w+):", text)) - {name for _, rule, _, _ in planted for name in rule.split(", ")}
    stops = re.search(r"((?:\s*case op::\w+:)+) break;", text)
    missed -= set(re.findall(r"case op::(\w+):", stops[1])) if stops else set()
    if missed:
        sys.exit(f"no fault planted in: {', '.join(sorted(missed))}")
    if arguments.list:
        for line, rule, kind, faulty_text in planted:
            before, after = text.splitlines(), faulty_text.splitlines()
            new = next((b for a, b in zip(before, after) if a != b), "")
            print(f"{line}: {rule}: {kind}: {new.strip()}")
        return 0

    verdict = probe(arguments.compiler, arguments.include, options, None)
    if verdict != "content":
        print(f"the rules as they are: {verdict}")
        return 1
    with concurrent.futures.ThreadPoolExecutor(arguments.j) as pool:
        verdicts = list(pool.map(lambda m: probe(arguments.compiler, arguments.include, options, m[3]), planted))
    killed = 0
    for (line, rule, kind, _), verdict in zip(planted, verdicts):
        if verdict.startswith("faults"):
            killed += 1
        else:
            print(f"SURVIVED {RULES}:{line}: {rule}: {kind}: {verdict}")
    print(f"{len(planted)} mutants, {killed} killed")
    return 0 if killed == len(planted) else 1


sys.exit(main())
