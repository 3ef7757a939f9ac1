"""What docs/architecture.md and the decisions list is what the code has."""

from portal_app.kernel.tenancy import owned_tables
from portal_app.schema import metadata
from tests.architecture.rooms import RANKS
from tests.docs.pages import ROOT, blocks_of, rows_of

DOCS = ROOT / "docs"


def test_the_ranks_are_those_of_the_test_of_imports():
    rows = [row for row in rows_of(DOCS / "architecture.md") if "rank" in row]
    assert {name.strip(): int(row["rank"]) for row in rows for name in row["slices"].split(",")} == RANKS


def test_the_global_tables_are_those_that_were_decided():
    decided = [row["Global table"].strip("`") for row in rows_of(DOCS / "decisions" / "0008-an-account-is-global-a-person-is-owned.md")]
    assert sorted(decided) == sorted(metadata.tables.keys() - {table.name for table in owned_tables()})


def test_the_use_case_that_is_quoted_stands_in_the_code_like_that():
    quoted = next(block.text for block in blocks_of(DOCS / "architecture.md") if block.language == "python")
    assert quoted.removesuffix("    ...\n") in (ROOT / "portal_app" / "accounts" / "actions" / "invitations.py").read_text(encoding="utf-8")


def test_every_decision_stands_in_the_list():
    pages = {page.name for page in (DOCS / "decisions").glob("0*.md")}
    listed = (DOCS / "decisions" / "README.md").read_text(encoding="utf-8")
    assert [name for name in pages if f"]({name})" not in listed] == []
