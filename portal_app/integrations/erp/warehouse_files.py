"""Files of the embedded ERP's warehouses: where goods leave, until when, and how long they are on their way. The first line is asked first."""

from collections.abc import Mapping
from datetime import time
from zoneinfo import available_timezones

from portal_app.integrations.erp.port import Warehouse
from portal_app.kernel.file_columns import ColumnProblem, FileColumns, needed_in, text_in, whole_in
from portal_app.kernel.i18n import message

COLUMNS = FileColumns({
    "code": "code warehouse lager kuerzel", "name": "name bezeichnung", "region": "region", "time_zone": "timezone zeitzone",
    "cut_off": "cutoff annahmeschluss bestellschluss", "lead_days": "leaddays days lieferzeit tage laufzeit",
}, needed=("code",))  # fmt: skip
NOT_A_ZONE = message("This time zone is not known. An example is Europe/Berlin.")
NOT_A_TIME = message("In the column {column} stands {value}, which is not a time of the day. An example is 15:00.")


def warehouse_in(cells: Mapping[str, str], known: Warehouse | None) -> Warehouse:
    """Raises ColumnProblem. A column that is not there, and an empty cell, leave what is known; a new one is where the first warehouse would be."""
    before = known or Warehouse(cells["code"], cells["code"])
    said = {field: cell for field, cell in cells.items() if cell}
    zone = said.get("time_zone", before.time_zone)
    if zone not in available_timezones():
        raise ColumnProblem(NOT_A_ZONE)
    cut_off = _time(said["cut_off"]) if "cut_off" in said else before.cut_off
    lead_days = whole_in("leaddays", said["lead_days"]) if "lead_days" in said else before.lead_days
    code, name = needed_in("code", cells["code"], 8), text_in("name", said.get("name", before.name), 80)
    return Warehouse(code, name, text_in("region", said.get("region", before.region), 8), zone, cut_off, lead_days)


def _time(cell: str) -> time:
    hours, _, minutes = cell.partition(":")
    try:
        return time(int(hours), int(minutes))
    except ValueError:
        raise ColumnProblem(NOT_A_TIME, column="cutoff", value=cell[:40]) from None
