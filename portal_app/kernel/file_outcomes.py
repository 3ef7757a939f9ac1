"""What taking a file did, or would do: one verdict for each of its lines, and counts that add up."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from portal_app.kernel.errors import PortalError


class LineFate(StrEnum):
    """What becomes of a line."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"  # what it says is known already
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class JudgedLine:
    """`line` is where it stands in the file, `name` what it is about. `reason` is a sentence whose {names} `values` fill; only wrong ones need one."""

    line: int
    name: str
    fate: LineFate
    reason: str = ""
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class FilePart:
    """What is put in one transaction: the arguments of the action that puts it, and the places of its lines in the file."""

    name: str
    lines: tuple[int, ...]
    arguments: tuple[Any, ...]


@dataclass(frozen=True)
class FileOutcome:
    """With problems nothing is changed. `unread` are the heads of columns that mean nothing to us."""

    judged: tuple[JudgedLine, ...]
    unread: tuple[str, ...] = ()
    parts: tuple[FilePart, ...] = ()

    def count(self, fate: LineFate) -> int:
        return sum(one.fate is fate for one in self.judged)

    @property
    def lines(self) -> int:
        return len(self.judged)

    @property
    def new(self) -> int:
        return self.count(LineFate.NEW)

    @property
    def changed(self) -> int:
        return self.count(LineFate.CHANGED)

    @property
    def same(self) -> int:
        return self.count(LineFate.SAME)

    @property
    def problems(self) -> tuple[JudgedLine, ...]:
        return tuple(one for one in self.judged if one.fate is LineFate.WRONG)


def outcome_of(judged: Iterable[JudgedLine], unread: tuple[str, ...] = (), parts: Iterable[FilePart] = ()) -> FileOutcome:
    """With the verdicts in the order of the file. With a wrong line there is nothing to put, and nothing of what is known already is put again."""
    in_order = tuple(sorted(judged, key=lambda one: one.line))
    return FileOutcome(in_order, unread, () if any(one.fate is LineFate.WRONG for one in in_order) else tuple(parts))


def put_parts(outcome: FileOutcome, put: Callable[..., Any]) -> FileOutcome:
    """Each part in its own transaction, or none where a line is wrong. `put` is called with the arguments of each.

    A part that is refused in spite of the dry run, since somebody changed something meanwhile, becomes wrong lines with that reason; the
    others are put. Taking the same file again then puts what is missing.
    """
    if outcome.problems:
        return outcome
    refused: dict[int, PortalError] = {}
    for part in outcome.parts:
        try:
            put(*part.arguments)
        except PortalError as trouble:
            refused |= dict.fromkeys(part.lines, trouble)
    return replace(outcome, judged=tuple(_after(one, refused.get(one.line)) for one in outcome.judged), parts=())


def _after(one: JudgedLine, trouble: PortalError | None) -> JudgedLine:
    if trouble is None:
        return one
    sentence = next(iter(trouble.fields.values()), trouble.message)
    return replace(one, fate=LineFate.WRONG, reason=sentence, values={name: str(value) for name, value in trouble.values.items()})
