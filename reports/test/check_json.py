#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Reads what the writer `json` makes of hard results, with Python's reader, and compares.

Usage: check_json.py PROGRAM
"""
import json
import math
import struct
import subprocess
import sys

CLAIM_KEYS = ["type", "case", "claim", "id", "precision", "formula", "verdict", "expected",
              "mistake_planted", "reason", "caveats", "points", "elements", "regimes", "power",
              "file", "line", "reading", "agreement", "certificate", "accuracy",
              "worst", "counterexample", "mistake", "replay"]


def forbidden(word):
    raise ValueError(word + " is no JSON")


def unique(pairs):
    assert len(dict(pairs)) == len(pairs), "a key occurs twice"
    return dict(pairs)


def records(*mode):
    out = subprocess.run([sys.argv[1], "json", *mode], stdout=subprocess.PIPE, check=True).stdout
    text = out.decode("utf-8", "strict")
    assert text.endswith("\n")
    found = [json.loads(line, parse_constant=forbidden, object_pairs_hook=unique)
             for line in text[:-1].split("\n")]
    kinds = [r["type"] for r in found]
    assert kinds == ["run"] + ["claim"] * (len(found) - 2) + ["summary"], kinds
    return found


def bits(number):
    return struct.pack(">d", number)


def value(number):
    """A number of a record: JSON's, or one of three words."""
    if isinstance(number, str):
        assert number in ("nan", "inf", "-inf"), number
    return float(number)


def from_hex(text):
    return float(text) if text in ("nan", "inf", "-inf") else float.fromhex(text)


run, *claims, summary = records()
assert run["seed"] == 2**63 - 1 and run["version"] == '1.2.3-"<test>"', run
assert len(claims) == summary["claims"] == 9
for claim in claims:
    assert list(claim) == CLAIM_KEYS, list(claim)
    assert all(type(n) is int for n in claim["elements"].values())
assert [c["verdict"] for c in claims] == [
    "right", "wrong", "undecided", "error", "transposed", "wrong", "right", "undecided", "wrong"]

right, nasty, empty, crash = claims[:4]
assert right["power"] == 3.04e-10 and right["caveats"] == ["holds only for K > 1"]
assert right["worst"] == {"index": [2, 1], "claimed": -0.1, "measured": -0.1, "bar": 3e-17,
                          "step": 2.0**-17, "reason": None}
assert right["accuracy"] == {
    "value": {"ulps": 0.75, "share": "nan", "index": [2], "got": 0.5, "exact": 0.5,
              "regime": "tails", "point": 6, "entries": 120, "undecided": 1},
    "derivative": {"ulps": "inf", "share": 12, "index": [2, 1], "got": "nan", "exact": -0.1,
                   "regime": "normal", "point": -1, "entries": 604, "undecided": 0}}
assert nasty["accuracy"] is None
assert right["counterexample"] is None and right["mistake"] is None
assert [r["elements"]["right"] for r in right["regimes"]] == [604, 600]

assert nasty["case"] == "quo\"te's <&> ]]> 100% %s # \\ end"
assert nasty["claim"].startswith("line\none\ttab \x01\x1b[31m größe ∂s 𝛼 \ufffd\ufffd\ufffd ")
assert nasty["claim"].endswith("\x85 \u202e \u2028 \ufffd\ufffd\ufffd \ufffd\ufffd")
assert nasty["power"] == "nan" and nasty["worst"]["claimed"] == "nan"
assert nasty["worst"]["measured"] == "inf" and nasty["worst"]["bar"] == "-inf"
assert nasty["worst"]["step"] == 2.0**-1074 and nasty["worst"]["index"] == [1, 2, 3, 4, 5]
point = nasty["counterexample"]
assert point["regime"] == "tails" and point["index"] == 17
assert point["sizes"] == {"K": 3, 'quo"te': 100}
assert list(point["inputs"]) == ["a", 'W "#\n\x1b', "x", "empty", "T"]
for array in point["inputs"].values():
    assert len(array["values"]) == len(array["hex"]) == math.prod(array["shape"])
    for number, text in zip(map(value, array["values"]), map(from_hex, array["hex"])):
        assert bits(number) == bits(text) or (math.isnan(number) and math.isnan(text))
matrix = list(map(value, point["inputs"]['W "#\n\x1b']["values"]))
assert math.isnan(matrix[2])
assert list(map(bits, matrix[:2] + matrix[3:])) == list(
    map(bits, [0.1, -0.0, math.inf, -math.inf, 1 / 3]))
vector = point["inputs"]["x"]["values"]
assert list(map(bits, map(value, vector))) == [bits((i - 50) / 7) for i in range(100)]

assert all(empty[key] is None for key in ("case", "claim", "precision", "replay", "worst"))
assert empty["power"] == "inf"
assert crash["claim"] == "df/dx # SKIP me # TODO \ufffd\ufffd"
assert summary["verdicts"] == {"right": 2, "transposed": 1, "wrong": 3, "undecided": 2, "error": 1}
assert (summary["expected"], summary["unexpected"], summary["unresolved"]) == (4, 3, 2)
assert (summary["mistakes"], summary["caught"], summary["interrupted"]) == (2, 1, False)
assert summary["seconds"] == 0.0000123

run, summary = records("empty")
assert run["version"] is None and summary["claims"] == 0 and summary["seconds"] == "nan"
assert records("interrupted")[-1]["interrupted"] is True
assert records() == records(), "two runs differ"
