"""The table of ranks in docs/architecture.md is the one that the test of imports uses."""

from tests.architecture.rooms import RANKS
from tests.docs.pages import ROOT, rows_of

PAGE = ROOT / "docs" / "architecture.md"


def test_the_ranks_are_those_of_the_test_of_imports():
    written = {name.strip(): int(row["rank"]) for row in rows_of(PAGE) if "rank" in row for name in row["slices"].split(",")}
    assert written == RANKS
