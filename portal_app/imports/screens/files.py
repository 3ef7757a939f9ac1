"""The state of the imports' page: which kind, which file, what would become of its lines, and how far taking it is."""

from dataclasses import dataclass
from typing import Any, Literal

from portal_app.imports.actions import begin_taking, check_handed_file, drop_handed_file, put_of
from portal_app.imports.rules import FATE_NAMES, KIND_NAMES, ImportKind, said_of
from portal_app.kernel.file_outcomes import FileOutcome, JudgedLine, LineFate
from portal_app.kernel.i18n import format_number, message, translate, translate_count
from portal_app.ui import PortalState, Problem, go_on_after_step_up, on_event

ROUTE = "/staff/imports"
MOST_SHOWN = 200
_TONES = {LineFate.NEW: "green", LineFate.CHANGED: "blue", LineFate.SAME: "", LineFate.WRONG: "red"}
_FIRST = (LineFate.WRONG, LineFate.CHANGED, LineFate.NEW, LineFate.SAME)  # what somebody must see stands above
Kind = Literal["warehouses", "categories", "companies", "assortments", "products", "prices", "stock", "orders"]


@dataclass(frozen=True)
class Choice:
    value: str
    label: str


@dataclass(frozen=True)
class Count:
    """How many lines have one fate."""

    label: str
    count: str
    tone: str


@dataclass(frozen=True)
class LineSaid:
    """One line of the file as finished text."""

    line: str
    name: str
    fate: str
    tone: str
    sentence: str


class ImportFiles(PortalState):
    """Nothing of a file is kept here; it waits in the database until it is taken or replaced."""

    view: str = "loading"
    kind: str = "warehouses"
    kinds: list[Choice] = []
    seen: str = ""  # what names the file that was handed in
    name: str = ""
    counts: list[Count] = []
    rows: list[LineSaid] = []
    total: str = ""
    more: str = ""
    unread: str = ""
    wrong: bool = False
    nothing_new: bool = False
    taken: bool = False
    trouble: Problem = Problem()
    parts: int = 0  # of the file that is being taken; 0: none is
    done: int = 0
    going: str = ""

    @on_event
    async def show(self) -> None:
        self.kinds = [Choice(kind.value, translate(self._locale, KIND_NAMES[kind])) for kind in ImportKind]
        self.view = "ready"

    @on_event
    def choose(self, kind: Kind) -> Any:
        """Another kind reads the same file differently, so what was said of it goes."""
        self.kind = kind
        self._forget()
        return ImportFiles.check if self.seen else None

    @on_event
    def take_in(self, seen: str, name: str) -> Any:
        """A file has arrived."""
        self.seen, self.name = seen[:26], name[:120]
        self._forget()
        return ImportFiles.check

    @on_event(background=True)
    async def check(self) -> None:
        """The dry run. A large file takes a few seconds, so nobody waits for it with the page."""
        async with self:
            kind, seen = ImportKind(self.kind), self.seen
            self.going = translate(self._locale, "Every line is looked at …")
        outcome = await self._do(check_handed_file, kind, seen)
        async with self:
            self.going = ""
            if (self.kind, self.seen) == (kind, seen):
                self._say(outcome)

    @on_event
    async def take(self) -> Any:
        """The first step asks for the code where it was not given for a while."""
        if self.parts or not self.seen:
            return None
        if await self._do(begin_taking, ImportKind(self.kind), self.seen) is None:
            if not await go_on_after_step_up(self, ImportFiles.take):
                self._say(None)
            return None
        self.parts, self.done, self.trouble, self.going = 1, 0, Problem(), translate(self._locale, "Being taken …")
        return ImportFiles.put_parts

    @on_event(background=True)
    async def put_parts(self) -> Any:
        """Look once more, then put part after part; who closes the page leaves what is put so far, and the file can be taken again."""
        async with self:
            kind, seen = ImportKind(self.kind), self.seen
        outcome = await self._do(check_handed_file, kind, seen)
        if outcome is None or outcome.problems:
            return await self._stop(outcome)
        async with self:
            self.parts = len(outcome.parts)
        for place, part in enumerate(outcome.parts, start=1):
            answer = await self._do(put_of(kind), *part.arguments)
            if answer is None or (isinstance(answer, FileOutcome) and answer.problems):
                return await self._stop(answer)
            async with self:
                self.done = place
        await self._do(drop_handed_file)
        async with self:
            self.parts, self.going, self.taken, self.seen = 0, "", True, ""
        await self._toast(message("{name} is taken: {lines} lines."), name=self.name, lines=outcome.lines)
        return None

    async def _stop(self, outcome: FileOutcome | None) -> Any:
        """It did not go on: a code is missing, or what was looked at is another one now."""
        async with self:
            self.parts, self.going = 0, ""
            waits = outcome is None and await go_on_after_step_up(self, ImportFiles.take)
            if not waits:
                self._say(outcome)
        return None

    def _forget(self) -> None:
        self.counts, self.rows, self.total, self.more, self.unread = [], [], "", "", ""
        self.wrong, self.nothing_new, self.taken, self.trouble = False, False, False, Problem()

    def _say(self, outcome: FileOutcome | None) -> None:
        """What becomes of the lines; without an outcome why the file cannot be read."""
        self._forget()
        if outcome is None:
            self.trouble, self.problem = self.problem, Problem()
            return
        locale = self._locale
        self.counts = [Count(translate(locale, words), format_number(locale, outcome.count(fate)), _TONES[fate]) for fate, words in FATE_NAMES.items()]
        in_order = sorted(outcome.judged, key=lambda one: (_FIRST.index(one.fate), one.line))
        self.rows = [_row(locale, one) for one in in_order[:MOST_SHOWN]]
        self.total = translate_count(locale, "{n} line of the file", "{n} lines of the file", outcome.lines)
        if len(in_order) > MOST_SHOWN:
            self.more = translate(locale, "The first {most} are shown, wrong ones above.", most=format_number(locale, MOST_SHOWN))
        self.unread = ", ".join(outcome.unread)
        self.wrong, self.nothing_new = bool(outcome.problems), not outcome.problems and not outcome.parts


def _row(locale: str, one: JudgedLine) -> LineSaid:
    return LineSaid(format_number(locale, one.line), one.name, translate(locale, FATE_NAMES[one.fate]), _TONES[one.fate], said_of(locale, one))
