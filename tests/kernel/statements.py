"""A small grammar of statements for property tests: joins, aliases, subqueries, unions and conditions over tenant tables, sometimes with a bare table."""

from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st
from sqlalchemy import and_, delete, exists, func, literal, not_, or_, select, true, union, union_all, update
from sqlalchemy.orm import aliased

from portal_app.accounts.tables import Company, CostCentre, DeliveryAddress, RoleAssignment

TENANT_CLASSES = {CostCentre: "number", DeliveryAddress: "label", RoleAssignment: "role"}
WORDS = ["1", "2", "3", "buyer", "Plant 1", "Plant 2", "none of these"]


@dataclass(frozen=True)
class Source:
    """Something to read from: what stands in the FROM, and its three columns."""

    element: Any
    company: Any
    key: Any
    word: Any

    @property
    def columns(self) -> tuple[Any, Any, Any]:
        return self.company, self.key, self.word


def _class(cls: type) -> Source:
    return Source(cls, cls.company_id, cls.id, getattr(cls, TENANT_CLASSES[cls]))


def _alias(cls: type) -> Source:
    other = aliased(cls)
    return Source(other, other.company_id, other.id, getattr(other, TENANT_CLASSES[cls]))


def _bare(cls: type) -> Source:
    return _of_table(cls.__table__, cls)


def _bare_alias(cls: type) -> Source:
    return _of_table(cls.__table__.alias(), cls)


def _of_table(table: Any, cls: type) -> Source:
    return Source(table, table.c.company_id, table.c.id, table.c[TENANT_CLASSES[cls]])


def _inner(statement: Any, kind: str) -> Source:
    inner = statement.cte() if kind == "cte" else statement.subquery()
    return Source(inner, inner.c.company, inner.c.key, inner.c.word)


@st.composite
def sources(draw: st.DrawFn, depth: int, bare: bool, *, beside_others: bool = False) -> Source:
    """Something to read from. Beside other sources it has a name of its own, so that no table stands there twice under one name."""
    plain = [] if beside_others else ["class", *(["bare"] if bare else [])]
    kinds = ["alias", *plain, *(["subquery", "cte"] if depth else []), *(["bare alias"] if bare else [])]
    kind = draw(st.sampled_from(kinds))
    if kind in ("subquery", "cte"):
        return _inner(draw(selects(depth - 1, bare)), kind)
    return {"class": _class, "alias": _alias, "bare": _bare, "bare alias": _bare_alias}[kind](draw(st.sampled_from(list(TENANT_CLASSES))))


@st.composite
def conditions(draw: st.DrawFn, one: Source, depth: int, bare: bool) -> Any:
    """A condition on a source. The nested ones look at other rows, whose number and contents must not show."""
    simple = ["word", "company", "always"]
    kind = draw(st.sampled_from([*simple, *(["in", "exists", "count", "highest", "or", "and", "not"] if depth else [])]))
    if kind in ("or", "and"):
        combine = or_ if kind == "or" else and_
        return combine(draw(conditions(one, depth - 1, bare)), draw(conditions(one, depth - 1, bare)))
    if kind == "not":
        return not_(draw(conditions(one, depth - 1, bare)))
    if kind in simple:
        return {"word": one.word == draw(st.sampled_from(WORDS)), "company": one.company != "", "always": or_(one.word != "", true())}[kind]
    other = draw(sources(depth - 1, bare, beside_others=True))
    related = draw(st.sampled_from([other.word == one.word, other.company != one.company, other.word != ""]))
    return {
        "in": one.word.in_(select(other.word).where(draw(conditions(other, depth - 1, bare)))),
        "exists": draw(st.sampled_from([exists(select(other.key).where(related)), select(other.key).where(related).exists()])),
        "count": select(func.count(other.key)).where(related).scalar_subquery() > draw(st.integers(0, 4)),
        "highest": one.word == select(func.max(other.word)).where(related).scalar_subquery(),
    }[kind]


@st.composite
def selects(draw: st.DrawFn, depth: int, bare: bool = False) -> Any:
    """A select, or a union of two, of the columns company, key and word."""
    if depth and draw(st.integers(0, 3)) == 0:
        both = draw(single_selects(depth - 1, bare)), draw(single_selects(depth - 1, bare))
        return draw(st.sampled_from([union, union_all]))(*both)
    return draw(single_selects(depth, bare))


@st.composite
def single_selects(draw: st.DrawFn, depth: int, bare: bool) -> Any:
    one = draw(sources(depth, bare))
    shape = draw(st.sampled_from(["plain", "join", "outer join", "join of companies", "product", "distinct", "grouped"]))
    shown, statement = one, None
    if shape in ("join", "outer join", "product"):
        other = draw(sources(max(depth - 1, 0), bare, beside_others=True))
        shown = draw(st.sampled_from([one, other]))
        if shape == "product":
            statement = select(*_named(shown)).where(one.word == other.word)
        else:
            statement = select(*_named(shown)).select_from(one.element).join(other.element, one.word <= other.word, isouter=shape == "outer join")
    elif shape == "join of companies":
        statement = select(*_named(one)).select_from(Company).outerjoin(one.element, one.company == Company.id)
    elif shape == "grouped":
        statement = select(func.min(one.company).label("company"), func.max(one.key).label("key"), one.word.label("word")).group_by(one.word)
    else:
        statement = select(*_named(one))
    statement = statement.distinct() if shape == "distinct" else statement
    return statement.where(draw(conditions(one, depth, bare)))


def _named(source: Source) -> tuple[Any, Any, Any]:
    return source.company.label("company"), source.key.label("key"), source.word.label("word")


@st.composite
def questions(draw: st.DrawFn, bare: bool) -> Any:
    """A whole question: rows, a count of them, or whether there are any."""
    inner = draw(selects(draw(st.integers(0, 2)), bare))
    kind = draw(st.sampled_from(["rows", "rows", "count", "any"]))
    if kind == "rows":
        return inner
    rows = inner.subquery()
    return select(func.count()).select_from(rows) if kind == "count" else select(exists(select(literal(1)).select_from(rows)))


@st.composite
def writes(draw: st.DrawFn) -> Any:
    """A bulk update or delete of one tenant class."""
    cls = draw(st.sampled_from([CostCentre, DeliveryAddress]))
    condition = draw(conditions(_class(cls), draw(st.integers(0, 2)), bare=False))
    statement = draw(st.sampled_from([delete(cls), update(cls).values(closed_at=None, **{"name" if cls is CostCentre else "city": "changed"})]))
    return statement.where(condition).execution_options(synchronize_session=False)
