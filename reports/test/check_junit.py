#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Reads what the writer `junit` makes of hard results: xmllint with the schema, then the
reader that continuous integration uses, and compares.

Usage: check_junit.py PROGRAM SCHEMA
"""
import resource
import shutil
import signal
import subprocess
import sys
import tempfile

SKIP = 77
try:
    import junitparser
except ImportError:
    print("skipped: there is no python3-junitparser")
    sys.exit(SKIP)
if not shutil.which("xmllint"):
    print("skipped: there is no xmllint (libxml2-utils)")
    sys.exit(SKIP)


def read(*mode):
    with tempfile.NamedTemporaryFile(suffix=".xml") as file:
        written = subprocess.run([sys.argv[1], "junit", *mode], stdout=file)
        if written.returncode == SKIP:
            print("skipped: built without the JUnit report")
            sys.exit(SKIP)
        assert written.returncode == 0
        subprocess.run(["xmllint", "--noout", "--schema", sys.argv[2], file.name], check=True)
        suites = junitparser.JUnitXml.fromfile(file.name)
    (suite,) = suites
    cases = list(suite)
    found = [result for case in cases for result in case.result]
    failures = sum(isinstance(result, junitparser.Failure) for result in found)
    errors = sum(isinstance(result, junitparser.Error) for result in found)
    for totals in (suites, suite):
        counts = totals.tests, totals.failures, totals.errors
        assert counts == (len(cases), failures, errors), counts
    assert "e" not in suite._elem.get("time")
    return cases, {p.name: p.value for p in suite.properties()}


cases, properties = read()
assert len(cases) == 9
assert properties["seed"] == str(2**63 - 1) and properties["interrupted"] == "false"
assert properties["version"] == '1.2.3-"<test>"'
kinds = [[(type(r).__name__, r.type) for r in case.result] for case in cases]
assert kinds == [
    [], [("Failure", "wrong")], [("Error", "undecided")], [("Error", "error")],
    [("Failure", "transposed")], [], [("Failure", "right")], [], []], kinds

assert cases[0].classname == "softmax" and cases[0].name == "ds/dz [double]"
nasty = cases[1]
assert nasty.classname == "quo\"te's <&> ]]> 100% %s # \\ end"
assert nasty.name.startswith("line\none\ttab \ufffd\ufffd[31m größe ∂s 𝛼 \ufffd\ufffd\ufffd ")
(failure,) = nasty.result
assert failure.message == (
    "wrong where right was expected: NaN where the true derivative is finite: 0/0 \\")
for words in ("entry (1,2,3,4,5)", "inf, -inf, 0.3333333333333333", "0x1.5555555555555p-2",
              "... 92 more", 'quo"te = 100', "secant check 'x' --at 0x1p-1074"):
    assert words in failure.text, words
assert "expected ')'" in cases[3].result[0].text

cases, _ = read("empty")
assert [case.name for case in cases] == ["nothing was checked"]
cases, properties = read("interrupted")
assert len(cases) == 10 and properties["interrupted"] == "true"
assert cases[-1].name == "interrupted" and cases[-1].result


def no_room():
    """Files may not grow, as on a full disk; standard output is a pipe and may."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


full = subprocess.run([sys.argv[1], "junit"], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                      preexec_fn=no_room)
assert full.returncode == 1, full.returncode
assert full.stderr == b"cannot write the temporary file of the JUnit report\n", full.stderr
