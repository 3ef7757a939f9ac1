"""The command line: a sample of real wholesale data goes into an empty portal, in its order, and once."""

from pathlib import Path

import pytest

from portal_app.imports import ImportKind
from portal_app.imports.__main__ import main
from tests.database import behind_the_guard

SAMPLE = Path(__file__).parents[1] / "data" / "online_retail"


def kind_of(path: Path) -> ImportKind:
    return ImportKind(path.stem.split("-")[1])


def counts() -> dict[str, int]:
    tables = ("company", "product", "list_price", "agreed_price", "erp_stock", "placed_order", "order_line", "person", "audit_entry")
    return {table: behind_the_guard(f"SELECT count(*) FROM {table}")[0][0] for table in tables}


def test_the_sample_goes_in_and_the_same_files_again_change_nothing(sqlite_database: str, capsys: pytest.CaptureFixture[str]):
    for path in sorted(SAMPLE.glob("*.csv")):
        assert main(["check", kind_of(path), str(path)]) == 0, capsys.readouterr().out
        assert main(["take", kind_of(path), str(path)]) == 0, capsys.readouterr().out
    taken = counts()
    audited = taken.pop("audit_entry")
    assert taken == {
        "company": 30, "product": 298, "list_price": 298, "agreed_price": 142, "erp_stock": 298, "placed_order": 157, "order_line": 1490, "person": 2,
    }  # fmt: skip
    capsys.readouterr()
    for path in sorted(SAMPLE.glob("*.csv")):
        assert main(["take", kind_of(path), str(path)]) == 0
    assert counts() == taken | {"audit_entry": audited}
    told = capsys.readouterr().out
    assert "9-orders.csv: 1490 lines: 0 new, 0 changed, 1490 known already, 0 wrong" in told


def test_a_wrong_line_is_told_with_its_place_and_the_column(sqlite_database: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    file = tmp_path / "companies.csv"
    file.write_text("Customer number;Company;Currency;Shelf\n1;Hansen;EUR;7\n2;;EUR;8\n3;Nordwerk;Euro;9\n")
    assert main(["take", "companies", str(file)]) == 1
    assert capsys.readouterr().out.splitlines() == [
        "companies.csv: 3 lines: 1 new, 0 changed, 0 known already, 2 wrong",
        "  columns that mean nothing to us: Shelf",
        "  line 3, 2: name: Please fill this in.",
        "  line 4, 3: currency: Please enter the currency as three capital letters, such as EUR.",
    ]
    assert counts()["company"] == 0


def test_what_is_no_file_of_its_kind_is_told_and_the_next_one_is_taken(sqlite_database: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    good, bad = tmp_path / "good.csv", tmp_path / "bad.csv"
    good.write_text("Code;Name\nKI;Kiel\n")
    bad.write_text("Name\nKiel\n")
    assert main(["take", "warehouses", str(tmp_path / "missing.csv"), str(bad), str(good)]) == 1
    told = capsys.readouterr()
    assert "missing.csv: No such file" in told.err and "bad.csv: A column is missing. Please name it code" in told.err
    assert behind_the_guard("SELECT code FROM erp_warehouse") == [("KI",)]


@pytest.mark.parametrize("arguments", [[], ["check"], ["check", "products"], ["put", "products", "x.csv"], ["check", "shoes", "x.csv"]])
def test_wrong_arguments_get_the_usage(arguments: list[str], capsys: pytest.CaptureFixture[str]):
    assert main(arguments) == 2
    assert "Usage: python -m portal_app.imports" in capsys.readouterr().err
