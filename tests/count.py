#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Prints how many tests a JUnit file of ctest counts as passed and as failed; a test that could not start has failed.

usage: count.py junit.xml
"""
import sys
import xml.etree.ElementTree

passed = failed = 0
for case in xml.etree.ElementTree.parse(sys.argv[1]).getroot().iter("testcase"):
    if case.get("status") == "run":
        passed += 1
    elif case.get("status") != "disabled":
        failed += 1
print(passed, failed)
