"""Warehouses out of files: their order, what is changed, and what is refused."""

from datetime import time

import pytest

from portal_app.integrations.erp import Warehouse, import_warehouse_file, list_warehouses, preview_warehouse_file
from portal_app.integrations.erp.warehouse_files import NOT_A_TIME, NOT_A_ZONE
from portal_app.kernel.actor import system
from portal_app.kernel.file_columns import EMPTY_CELL, TWICE
from portal_app.kernel.gate import Context, staff_query
from portal_app.kernel.permissions import Permission

OPERATOR = system(frozenset({Permission.STAFF_OPERATE}), name="test")


@staff_query(Permission.STAFF_OPERATE)
def warehouses(ctx: Context) -> tuple[Warehouse, ...]:
    return list_warehouses(ctx)


def csv(*lines: str) -> bytes:
    return "\n".join(("Lager,Name,Region,Zeitzone,Annahmeschluss,Laufzeit", *lines)).encode()


def test_the_first_line_is_asked_first_and_the_same_file_changes_nothing(database: str):
    file = csv("NU,Nürnberg,DE-BY,Europe/Berlin,14:30,2", "KI,Kiel,DE-SH,,,")
    assert import_warehouse_file(OPERATOR, "w.csv", file).new == 2
    assert warehouses(OPERATOR) == (Warehouse("NU", "Nürnberg", "DE-BY", cut_off=time(14, 30), lead_days=2), Warehouse("KI", "Kiel", "DE-SH"))
    again = import_warehouse_file(OPERATOR, "w.csv", file)
    assert (again.same, again.parts) == (2, ())
    assert import_warehouse_file(OPERATOR, "w.csv", csv("KI,Kiel,DE-SH,,16:00,")).changed == 1
    assert [(one.code, one.cut_off) for one in warehouses(OPERATOR)] == [("KI", time(16)), ("NU", time(14, 30))]


@pytest.mark.parametrize(
    ("line", "reason"),
    [("XX,X,DE,Mars/Base,,", NOT_A_ZONE), ("XX,X,DE,,25:00,", NOT_A_TIME), (",X,DE,,,", EMPTY_CELL), ("KI,Kiel,DE,,,", TWICE)],
)
def test_a_wrong_line_keeps_all_out(sqlite_database: str, line: str, reason: str):
    outcome = import_warehouse_file(OPERATOR, "w.csv", csv("KI,Kiel,DE-SH,,,", line))
    assert [one.reason for one in outcome.problems] == [reason]
    assert warehouses(OPERATOR) == ()


def test_the_dry_run_puts_nothing(sqlite_database: str):
    assert preview_warehouse_file(OPERATOR, "w.csv", csv("KI,Kiel,DE-SH,,,")).new == 1
    assert warehouses(OPERATOR) == ()
