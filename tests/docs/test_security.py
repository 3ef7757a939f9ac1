"""docs/security.md: every test it names exists, and every test that says what it proves stands in that row."""

import re

import pytest

from tests.docs.proofs import TEST, functions_of, marks, numbers_of, rows

_NOT_YET = re.compile(r"missing|comes with [\w -]+|not applicable: .+")


def test_each_requirement_stands_in_one_row():
    numbers = [number for row in rows() for number in numbers_of(row)]
    assert len(numbers) > 100
    assert sorted({number for number in numbers if numbers.count(number) > 1}) == []


@pytest.mark.parametrize("row", rows(), ids=lambda row: row.get("ASVS") or row["#"])
def test_every_test_that_is_named_exists(row: dict[str, str]):
    parts = [part.strip() for part in re.split("<br>|;", row["Proof"])]
    named = [TEST.fullmatch(part) for part in parts]
    assert [hit[0] for hit in named if hit and hit[2] not in functions_of(hit[1])] == []
    assert [part for part, hit in zip(parts, named, strict=True) if not hit and not _NOT_YET.fullmatch(part)] == []


def test_every_test_that_says_what_it_proves_stands_in_that_row():
    written = {number: row["Proof"] for row in rows() for number in numbers_of(row)}
    left_out = [f"{number}: `{file}::{name}`" for number, file, name in marks() if f"`{file}::{name}`" not in written.get(number, "")]
    assert left_out == [], "Write them with: .venv/bin/python -m tests.docs.proofs"


def test_what_the_framework_does_by_itself_is_proved_to_be_mended():
    assert [row["#"] for row in rows() if "#" in row and not TEST.search(row["Proof"])] == []
