#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Gives an example that trains on wines spoilt files and wrong arguments: test_wine_bad_input.py program path/to/wine.csv

Each must end with exit code 2, say what is wrong and where on stderr, and print no result. The reader is that of
train_iris, which test_bad_input.py tries on many more files.
"""
import pathlib
import subprocess
import sys
import tempfile

program, good_path = sys.argv[1:]
good = pathlib.Path(good_path).read_text().splitlines()
failures = 0


def check(name, arguments, code, message, folder):
    global failures
    run = subprocess.run([program, *arguments], cwd=folder, capture_output=True, text=True, timeout=120)
    right = run.returncode == code and message in run.stderr and ("held-out accuracy" in run.stdout) == (code == 0)
    print("ok  " if right else "FAIL", name, *([] if right else [run.returncode, repr(run.stderr), repr(run.stdout)]))
    failures += not right


files = {
    # name: lines, exit code, what stderr says
    "good": (good, 0, ""),
    "empty": ([], 2, "wine.csv:1: the file is empty"),
    "header only": (good[:1], 2, "wine.csv:1: the file ends after the header"),
    "another table": (["150,4,setosa,versicolor,virginica", "5.1,3.5,1.4,0.2,0"], 2,
                      "wine.csv:1: expected 13 features, found 4"),
    "missing column": (good[:2] + [good[2].rsplit(",", 1)[0]] + good[3:], 2,
                       "wine.csv:3: expected 14 columns, found 13"),
    "text for a number": (good[:2] + ["red" + good[2][good[2].index(","):]] + good[3:], 2,
                          "wine.csv:3: column 1: expected a finite number, found 'red'"),
    "class out of range": (good[:2] + [good[2].rsplit(",", 1)[0] + ",3"] + good[3:], 2,
                           "wine.csv:3: expected a class from 0 to 2, found 3"),
    "one row": (["1" + good[0][3:], good[1]], 2, "wine.csv: too few rows"),
}
with tempfile.TemporaryDirectory() as folder:
    check("missing file", ["missing.csv"], 2, "missing.csv: cannot be opened: No such file or directory", folder)
    check("folder", ["."], 2, ".: is a folder, not a file", folder)
    check("two files", ["wine.csv", "wine.csv"], 2, "expected at most one file, found 2", folder)
    for name, (lines, code, message) in files.items():
        (pathlib.Path(folder) / "wine.csv").write_text("".join(line + "\n" for line in lines))
        check(name, ["wine.csv"], code, message, folder)

print(f"{failures} failed")
sys.exit(failures > 0)
