"""Categories and assortments out of files, as CSV or XLSX: a dry run, and the import of all lines or none."""

from collections.abc import Sequence

from portal_app.accounts import companies_by_number
from portal_app.catalog.actions.keeping import give_assortments, put_assortment, put_categories
from portal_app.catalog.rules.products import CategoryFacts
from portal_app.catalog.rules.shelf_files import (
    ASSORTMENT_COLUMNS,
    CATEGORY_COLUMNS,
    AssortmentEntry,
    assortment_in,
    category_in,
    check_assortments,
    check_categories,
)
from portal_app.catalog.store import shelves
from portal_app.integrations.files import FileLine, FileLines, entries_in, read_lines
from portal_app.kernel.actor import Actor
from portal_app.kernel.file_outcomes import FileOutcome, FilePart, JudgedLine, LineFate, outcome_of, put_parts
from portal_app.kernel.gate import Context, staff_command, staff_query
from portal_app.kernel.ids import Id
from portal_app.kernel.permissions import Permission


@staff_query(Permission.STAFF_OPERATE)
def preview_category_file(ctx: Context, name: str, content: bytes) -> FileOutcome:
    """The dry run. Raises Invalid for a file that is no table of categories."""
    return _judge_categories(ctx, name, content)[0]


@staff_command(Permission.STAFF_OPERATE)
def import_category_file(ctx: Context, name: str, content: bytes) -> FileOutcome:
    """Insert or rename categories by their codes; those that the file does not name stay."""
    outcome, every = _judge_categories(ctx, name, content)
    if outcome.parts:
        put_categories(ctx, every)
    return outcome


@staff_query(Permission.STAFF_OPERATE, across=True)
def preview_assortment_file(ctx: Context, name: str, content: bytes) -> FileOutcome:
    """The dry run. Raises Invalid for a file that is no table of assortments."""
    read = read_lines(name, content, ASSORTMENT_COLUMNS)
    entries, judged = entries_in(read, "name", assortment_in)
    known, given = shelves.assortments_for_all(ctx), shelves.companies_by_assortment(ctx)
    companies = companies_by_number(ctx, {number for _, entry in entries for number in entry.companies})
    problems = check_assortments([entry for _, entry in entries], known, companies)
    for place, (line, entry) in enumerate(entries):
        if place in problems:
            judged.append(JudgedLine(line.line, entry.name, LineFate.WRONG, *problems[place]))
        else:
            sees = {companies[number].id for number in entry.companies} <= given.get(entry.name, set())
            same = known.get(entry.name) == entry.for_all and sees
            judged.append(JudgedLine(line.line, entry.name, LineFate.NEW if entry.name not in known else LineFate.SAME if same else LineFate.CHANGED))
    changed = {one.name for one in judged if one.fate is not LineFate.SAME}
    news = [(line, entry) for line, entry in entries if entry.name in changed]
    return outcome_of(judged, read.unread, _assortment_parts(news, {number: one.id for number, one in companies.items()}))


def import_assortment_file(actor: Actor, name: str, content: bytes) -> FileOutcome:
    """Put assortments and give them to companies; nothing is taken away. First the assortments, then one company after the other."""
    return put_parts(preview_assortment_file(actor, name, content), lambda *part: put_assortment_part(actor, *part))


@staff_command(Permission.STAFF_OPERATE)
def put_assortment_part(ctx: Context, entries: Sequence[AssortmentEntry], company_id: Id = "") -> None:
    """Without a company put these assortments, with one let it see them."""
    if company_id:
        return give_assortments(ctx, company_id, [entry.name for entry in entries])
    for entry in entries:
        put_assortment(ctx, entry.name, for_all=entry.for_all)


def _judge_categories(ctx: Context, name: str, content: bytes) -> tuple[FileOutcome, list[CategoryFacts]]:
    read, known = read_lines(name, content, CATEGORY_COLUMNS), shelves.categories_by_code(ctx)
    entries, judged = entries_in(read, "code", lambda cells: category_in(cells, known.get(cells["code"])))
    problems = check_categories([facts for _, facts in entries], known)
    for place, (line, facts) in enumerate(entries):
        if place in problems:
            judged.append(JudgedLine(line.line, facts.code, LineFate.WRONG, *problems[place]))
        else:
            before = known.get(facts.code)
            judged.append(JudgedLine(line.line, facts.code, LineFate.NEW if before is None else LineFate.SAME if before == facts else LineFate.CHANGED))
    changed = any(one.fate is not LineFate.SAME for one in judged)
    every = [facts for _, facts in entries]
    return outcome_of(judged, read.unread, [_whole(read, name, content)] if changed else ()), every


def _whole(read: FileLines, name: str, content: bytes) -> FilePart:
    return FilePart(name, tuple(line.line for line in read.lines), (name, content))


def _assortment_parts(news: list[tuple[FileLine, AssortmentEntry]], companies: dict[str, Id]) -> list[FilePart]:
    if not news:
        return []
    parts = [FilePart("", tuple(line.line for line, _ in news), ([entry for _, entry in news],))]
    for number in sorted({number for _, entry in news for number in entry.companies}):
        mine = [(line, entry) for line, entry in news if number in entry.companies]
        if number in companies:
            parts.append(FilePart(number, tuple(line.line for line, _ in mine), ([entry for _, entry in mine], companies[number])))
    return parts
