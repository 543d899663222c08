#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Gives train_iris spoilt files and wrong options: test_bad_input.py path/to/train_iris path/to/iris.csv

Each must end with exit code 2, say what is wrong and where on stderr, and print no result.
"""
import pathlib
import subprocess
import sys
import tempfile

program, good_path = sys.argv[1:]
good = pathlib.Path(good_path).read_bytes().split(b"\n")[:151]
failures = 0


def check(name, arguments, code, message, folder):
    global failures
    run = subprocess.run([program, "--quiet", "--no-comparison", "--epochs", "2", *arguments], cwd=folder,
                         capture_output=True, text=True, timeout=120)
    wrong = []
    if run.returncode != code:
        wrong.append(f"exit code {run.returncode} instead of {code}")
    if message not in run.stderr:
        wrong.append(f"stderr lacks {message!r}: {run.stderr!r}")
    if code != 0 and run.stdout:
        wrong.append(f"stdout is not empty: {run.stdout!r}")
    if code == 0 and "held-out accuracy" not in run.stdout:
        wrong.append(f"no result: {run.stdout!r}")
    print("ok  " if not wrong else "FAIL", name, *wrong)
    failures += bool(wrong)


def row(number, text):
    """The good file with another line of this number, the first being 1."""
    lines = list(good)
    lines[number - 1] = text
    return b"\n".join(lines) + b"\n"


whole = b"\n".join(good)
files = {
    # name: content, exit code, what stderr says
    "no newline at the end": (whole, 0, ""),
    "Windows line ends": (whole.replace(b"\n", b"\r\n"), 0, ""),
    "byte order mark": (b"\xef\xbb\xbf" + whole, 0, ""),
    "blank line": (row(17, good[16] + b"\n \t"), 0, ""),
    "spaces around numbers": (row(17, b" 5.4 ,\t3.9, 1.3 ,0.4 , 0 "), 0, ""),
    "empty": (b"", 2, "iris.csv:1: the file is empty"),
    "only blank lines": (b"\n\n", 2, "the file is empty"),
    "header only": (good[0] + b"\n", 2, "iris.csv:1: the file ends after the header"),
    "too few columns": (row(17, b"5.4,3.9,1.3,0"), 2, "iris.csv:17: expected 5 columns, found 4"),
    "too many columns": (row(17, b"5.4,3.9,1.3,0.4,0,1"), 2, "iris.csv:17: expected 5 columns, found 6"),
    "trailing comma": (row(17, b"5.4,3.9,1.3,0.4,"), 2, "iris.csv:17: column 5: expected a whole number, found ''"),
    "other separator": (row(2, b"5.4;3.9;1.3;0.4;0"), 2, "iris.csv:2: expected 5 columns, found 1"),
    "text for a number": (row(17, b"5.4,wide,1.3,0.4,0"), 2,
                          "iris.csv:17: column 2: expected a finite number, found 'wide'"),
    "number and text": (row(17, b"5.4cm,3.9,1.3,0.4,0"), 2, "found '5.4cm'"),
    "empty number": (row(17, b"5.4,,1.3,0.4,0"), 2, "iris.csv:17: column 2: expected a finite number, found ''"),
    "nan": (row(151, b"5.4,3.9,nan,0.4,0"), 2, "iris.csv:151: column 3: expected a finite number, found 'nan'"),
    "inf": (row(17, b"-inf,3.9,1.3,0.4,0"), 2, "iris.csv:17: column 1: expected a finite number, found '-inf'"),
    "too large": (row(17, b"1e999,3.9,1.3,0.4,0"), 2, "iris.csv:17: column 1: expected a finite number"),
    "control characters": (row(17, b"\x1b[31m,3.9,1.3,0.4,0"), 2, "found '?[31m'"),
    "class out of range": (row(17, b"5.4,3.9,1.3,0.4,3"), 2, "iris.csv:17: expected a class from 0 to 2, found 3"),
    "negative class": (row(17, b"5.4,3.9,1.3,0.4,-1"), 2, "iris.csv:17: column 5: expected a whole number, found '-1'"),
    "class with a fraction": (row(17, b"5.4,3.9,1.3,0.4,1.5"), 2, "column 5: expected a whole number, found '1.5'"),
    "one row too few": (b"\n".join(good[:150]) + b"\n", 2,
                        "iris.csv:150: the header announces 150 rows, the file ends after 149"),
    "one row too many": (whole + b"\n" + good[1] + b"\n", 2,
                         "iris.csv:152: the header announces 150 rows, here is one more"),
    "huge row count": (row(1, b"999999999999,4,a,b,c"), 2, "the file ends after 150"),
    "row count 0": (row(1, b"0,4,a,b,c"), 2, "iris.csv:1: expected a row count above 0"),
    "other feature count": (row(1, b"150,5,a,b,c"), 2, "iris.csv:1: expected 4 features, found 5"),
    "two class names": (row(1, b"150,4,a,b"), 2, "iris.csv:1: expected 5 columns, found 4"),
    "empty class name": (row(1, b"150,4,a,,c"), 2, "iris.csv:1: column 4 lacks a class name"),
    "no header": (b"\n".join(good[1:]), 2, "iris.csv:1: column 1: expected a whole number, found '5.1'"),
    "one row": (b"1,4,a,b,c\n5.4,3.9,1.3,0.4,1\n", 2, "iris.csv: too few rows"),
    "constant feature": (b"9,4,a,b,c\n" + b"".join(b"%d,1,1,1,%d\n" % (i, i % 3) for i in range(9)), 0, ""),
    "noise": (bytes(range(256)) * 40, 2, "expected 5 columns"),
}
options = {
    "unknown option": (["--epoch", "3"], 2, "--epoch"),
    "two files": (["iris.csv", "iris.csv"], 2, "iris.csv"),
    "no epochs": (["--epochs", "0"], 2, "--epochs: expected a number in [1 - 1000000], found '0'"),
    "text for epochs": (["--epochs", "many"], 2, "--epochs"),
    "too many epochs": (["--epochs", "99999999999"], 2, "--epochs"),
    "learning rate 0": (["--learning-rate", "0"], 2, "--learning-rate: expected a number in [1e-6 - 1], found '0'"),
    "learning rate nan": (["--learning-rate", "nan"], 2, "--learning-rate: expected a number"),
    "learning rate with unit": (["--learning-rate", "0.1x"], 2, "--learning-rate: expected a number"),
    "negative seed": (["--seed", "-1"], 2, "--seed"),
    "seed too large": (["--seed", "18446744073709551616"], 2, "--seed"),
    "hold out all": (["--hold-out", "1"], 2, "--hold-out: expected a number in [0.05 - 0.9], found '1'"),
    "option without value": (["--seed"], 2, "--seed"),
}

with tempfile.TemporaryDirectory() as folder:
    check("missing file", ["missing.csv"], 2, "missing.csv: cannot be opened: No such file or directory", folder)
    check("folder", ["."], 2, ".: is a folder, not a file", folder)
    check("empty name", [""], 2, "cannot be opened", folder)
    for name, (content, code, message) in files.items():
        (pathlib.Path(folder) / "iris.csv").write_bytes(content)
        check(name, ["iris.csv"], code, message, folder)
    (pathlib.Path(folder) / "iris.csv").write_bytes(whole)
    for name, (arguments, code, message) in options.items():
        check(name, arguments if name == "two files" else ["iris.csv", *arguments], code, message, folder)

print(f"{failures} failed")
sys.exit(failures > 0)
