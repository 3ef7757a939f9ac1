"""Files into an empty portal, kind after kind: `imports:FOLDER` takes the files of a folder, without it the sample in tests/data.

The whole of Online Retail: `python -m tools.online_retail all online_retail.parquet FOLDER`, then `python -m benchmarks imports:FOLDER`.
With a second folder (`imports:FOLDER:PORTAL`) the portal stays there, to be started with PORTAL_DATA_FOLDER.
"""

import resource
import tempfile
import time
from itertools import pairwise
from pathlib import Path

from benchmarks.databases import using
from benchmarks.measure import fact, title
from portal_app.imports import ImportKind, check_file, take_file
from portal_app.kernel.actor import system
from portal_app.kernel.permissions import Permission
from tests.services import run_ours
from tools.places import ROOT

SAMPLE = ROOT / "tests" / "data" / "online_retail"
_OPERATOR = system(frozenset({Permission.STAFF_OPERATE, Permission.STAFF_COMPANIES_EDIT}), name="imports")


def main(folder: str = "", portal: str = "") -> None:
    with tempfile.TemporaryDirectory() as spare:
        home = Path(portal or spare)
        home.mkdir(parents=True, exist_ok=True)
        url = f"sqlite:///{home.absolute() / 'portal.db'}"
        run_ours("alembic", "upgrade", "head", database_url=url, folder=home)
        with using(url):
            _take_all(Path(folder) if folder else SAMPLE)
        fact("the database", f"{(home / 'portal.db').stat().st_size / 1e6:,.0f} MB")
        fact("most memory of the process", f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000:,.0f} MB")


def _take_all(folder: Path) -> None:
    title(f"Files of {folder.name} into an empty portal on SQLite")
    begin, worked = time.perf_counter(), time.process_time()
    lines = sum(_take(path) for path in sorted(folder.glob("*.csv")))
    fact("all together", f"{lines:,} lines in {time.perf_counter() - begin:,.1f} s, {time.process_time() - worked:,.1f} s of them at work")


def _take(path: Path) -> int:
    """The second word of its name says what a file holds. Seconds at work are the process's own, whatever else the machine does."""
    kind, content = ImportKind(path.stem.split("-")[1]), path.read_bytes()
    times = [(time.perf_counter(), time.process_time())]
    looked = check_file(_OPERATOR, kind, path.name, content)
    times.append((time.perf_counter(), time.process_time()))
    taken = take_file(_OPERATOR, kind, path.name, content)
    times.append((time.perf_counter(), time.process_time()))
    assert not taken.problems, taken.problems[:3]
    (checked, at_check), (put, at_put) = ((end[0] - start[0], end[1] - start[1]) for start, end in pairwise(times))
    fact(path.name, f"{looked.lines:>7,} lines, checked in {checked:6.1f} s ({at_check:5.1f} at work), taken in {put:6.1f} s ({at_put:5.1f} at work)")
    return looked.lines
