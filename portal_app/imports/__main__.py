"""`python -m portal_app.imports check products FILE ...` says what files would do; `take` in the place of `check` does it."""

import sys
from collections.abc import Iterator
from pathlib import Path

from portal_app.imports import FATE_NAMES, ImportKind, check_file, said_of, take_file
from portal_app.kernel.actor import Actor, system
from portal_app.kernel.db import engine
from portal_app.kernel.errors import PortalError
from portal_app.kernel.file_outcomes import FileOutcome
from portal_app.kernel.i18n import translate
from portal_app.kernel.permissions import Permission

_USAGE = f"Usage: python -m portal_app.imports check|take KIND FILE ...\nKinds, in the order for an empty portal: {', '.join(ImportKind)}"
_DO = {"check": check_file, "take": take_file}


def main(arguments: list[str]) -> int:
    """Prints what becomes of the lines. Returns 0, 1 where a line or a file is wrong, 2 for wrong arguments."""
    if len(arguments) < 3 or arguments[0] not in _DO or arguments[1] not in set(ImportKind):
        print(_USAGE, file=sys.stderr)
        return 2
    operator = system(frozenset({Permission.STAFF_OPERATE, Permission.STAFF_COMPANIES_EDIT}), name="imports")
    try:
        good = [_went_well(operator, arguments[0], ImportKind(arguments[1]), Path(name)) for name in arguments[2:]]
    finally:
        engine().dispose()  # SQLite then moves all it wrote into the one file, which may be copied
    return 0 if all(good) else 1


def _went_well(operator: Actor, verb: str, kind: ImportKind, path: Path) -> bool:
    try:
        outcome = _DO[verb](operator, kind, path.name, path.read_bytes())
    except OSError as trouble:
        print(f"{path}: {trouble.strerror}", file=sys.stderr)
        return False
    except PortalError as trouble:
        print(f"{path}: {translate('en', trouble.message, **trouble.values)}", file=sys.stderr)
        return False
    print("\n".join(_told(path.name, outcome)))
    return not outcome.problems


def _told(name: str, outcome: FileOutcome) -> Iterator[str]:
    counts = ", ".join(f"{outcome.count(fate)} {words.lower()}" for fate, words in FATE_NAMES.items())
    yield f"{name}: {outcome.lines} lines: {counts}"
    if outcome.unread:
        yield f"  columns that mean nothing to us: {', '.join(outcome.unread)}"
    for one in outcome.judged:
        if sentence := said_of("en", one):
            yield f"  line {one.line}, {one.name}: {sentence}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
