"""The tenant guard, reading: however a question is put, the answer holds rows of one's own company only, and all of those asked for."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlalchemy import case, exists, func, literal, select, union, union_all
from sqlalchemy.orm import aliased, join

from portal_app.accounts.tables import Account, Company, CostCentre, DeliveryAddress, Person, RoleAssignment
from portal_app.kernel import clock
from portal_app.kernel.db import transaction
from portal_app.kernel.ids import new_id
from portal_app.kernel.tenancy import ACROSS, NOBODY, TenantSession, company_scope
from tests.database import TwoCompanies

Ask = Callable[[TenantSession, TwoCompanies], Any]


def _names(session: TenantSession, statement: Any) -> set[str]:
    return set(session.scalars(statement).all())


def _through_subquery(session: TenantSession, _both: TwoCompanies) -> set[str]:
    inner = select(CostCentre.name, CostCentre.number).subquery()
    return _names(session, select(inner.c.name).where(inner.c.number > "0"))


def _through_common_table_expression(session: TenantSession, _both: TwoCompanies) -> set[str]:
    inner = select(CostCentre.name).cte("centres")
    return _names(session, select(inner.c.name))


def _through_recursion(session: TenantSession, _both: TwoCompanies) -> set[str]:
    start = select(CostCentre.name, CostCentre.number).where(CostCentre.number == "1").cte("walk", recursive=True)
    walk = start.union(select(CostCentre.name, CostCentre.number).join(start, CostCentre.number > start.c.number))
    return _names(session, select(walk.c.name))


def _through_alias_of_a_union(session: TenantSession, _both: TwoCompanies) -> set[str]:
    both = aliased(CostCentre, union(select(CostCentre), select(CostCentre)).subquery())
    return {row.name for row in session.scalars(select(both))}


def _through_from_statement(session: TenantSession, _both: TwoCompanies) -> set[str]:
    return {row.name for row in session.scalars(select(CostCentre).from_statement(union_all(select(CostCentre), select(CostCentre))))}


def _through_self_join(session: TenantSession, _both: TwoCompanies) -> set[str]:
    other = aliased(CostCentre)
    pairs = session.execute(select(CostCentre.name, other.name).join(other, CostCentre.number == other.number)).all()
    return {name for pair in pairs for name in pair}


def _through_outer_join(session: TenantSession, both: TwoCompanies) -> set[str]:
    statement = select(CostCentre.name).select_from(Company).outerjoin(CostCentre, CostCentre.company_id == Company.id)
    return _names(session, statement.where(Company.id.in_([both.mine, both.theirs]), CostCentre.id.is_not(None)))


def _through_window(session: TenantSession, _both: TwoCompanies) -> set[str]:
    return {name for name, _ in session.execute(select(CostCentre.name, func.row_number().over(order_by=CostCentre.name)))}


def _through_function(session: TenantSession, _both: TwoCompanies) -> set[str]:
    joined = session.scalar(select(func.min(CostCentre.name) + literal("|") + func.max(CostCentre.name)))
    first, last = joined.split("|")
    return _names(session, select(CostCentre.name).where(CostCentre.name.between(first, last)))


def _through_case(session: TenantSession, _both: TwoCompanies) -> set[str]:
    return _names(session, select(case((CostCentre.number > "0", CostCentre.name), else_="")))


# Every way of asking ends in the names of cost centres, so that a foreign one shows.
WAYS: dict[str, Ask] = {
    "columns": lambda s, both: _names(s, select(CostCentre.name)),
    "entity": lambda s, both: {row.name for row in s.scalars(select(CostCentre))},
    "bundle of entity and column": lambda s, both: {row[0].name for row in s.execute(select(CostCentre, CostCentre.number))},
    "exec": lambda s, both: set(s.exec(select(CostCentre.name)).scalars()),
    "streamed": lambda s, both: {row.name for row in s.scalars(select(CostCentre).execution_options(yield_per=1))},
    "ordered by label": lambda s, both: set(s.scalars(select(CostCentre.name.label("n")).order_by("n"))),
    "grouped": lambda s, both: _names(s, select(CostCentre.name).group_by(CostCentre.name).having(func.count() > 0)),
    "distinct": lambda s, both: _names(s, select(CostCentre.name).distinct()),
    "alias": lambda s, both: _names(s, select(aliased(CostCentre).name)),
    "self join": _through_self_join,
    "join of another table": lambda s, both: _names(s, select(CostCentre.name).join(Company, Company.id == CostCentre.company_id)),
    "joined from another table": lambda s, both: _names(s, select(CostCentre.name).select_from(join(Company, CostCentre))),
    "outer join": _through_outer_join,
    "no join at all": lambda s, both: _names(s, select(CostCentre.name).where(Company.id == CostCentre.company_id)),
    "subquery": _through_subquery,
    "common table expression": _through_common_table_expression,
    "recursion": _through_recursion,
    "union": lambda s, both: _names(s, union_all(select(CostCentre.name), select(CostCentre.name))),
    "union with another table": lambda s, both: _names(s, union(select(Company.name).where(literal(False)), select(CostCentre.name))),
    "intersection": lambda s, both: _names(s, select(CostCentre.name).intersect(select(CostCentre.name))),
    "alias of a union": _through_alias_of_a_union,
    "from a statement": _through_from_statement,
    "window": _through_window,
    "function": _through_function,
    "case": _through_case,
    "or": lambda s, both: _names(s, select(CostCentre.name).where((CostCentre.number == "1") | literal(True))),
    "named company": lambda s, both: _names(s, select(CostCentre.name).where(CostCentre.company_id.in_([both.mine, both.theirs]))),
    "in a select": lambda s, both: _names(s, select(CostCentre.name).where(CostCentre.id.in_(select(CostCentre.id)))),
}


@pytest.mark.parametrize("way", WAYS)
def test_a_question_finds_all_of_ones_own_rows_and_no_others(way: str, two_companies: TwoCompanies):
    with transaction(company_scope(two_companies.mine), writes=False) as session:
        found = WAYS[way](session, two_companies)
    assert found == {f"{two_companies.mine} {number}" for number in (1, 2, 3)}


@pytest.mark.parametrize("way", [way for way in WAYS if way not in ("function",)])
def test_a_question_of_nobody_finds_no_tenant_row(way: str, two_companies: TwoCompanies):
    with transaction(NOBODY, writes=False) as session:
        assert WAYS[way](session, two_companies) == set()


def test_reading_across_finds_the_rows_of_both(two_companies: TwoCompanies):
    both = [two_companies.mine, two_companies.theirs]
    with transaction(ACROSS, writes=False) as session:
        found = _names(session, select(CostCentre.name).where(CostCentre.company_id.in_(both)))
    assert found == {f"{company} {number}" for company in both for number in (1, 2, 3)}


def test_get_answers_none_for_a_foreign_row_as_for_an_unknown_one(two_companies: TwoCompanies):
    with transaction(company_scope(two_companies.mine), writes=False) as session:
        assert session.get(CostCentre, two_companies.my_centres[0]).number == "1"
        assert session.get(CostCentre, two_companies.their_centres[0]) is None
        assert session.get(CostCentre, new_id()) is None


def test_get_takes_nothing_from_an_earlier_scope(two_companies: TwoCompanies):
    from portal_app.kernel.db import narrow

    with transaction(ACROSS, writes=False) as session:
        assert session.get(CostCentre, two_companies.their_centres[0]) is not None
        narrow(session, company_scope(two_companies.mine))
        assert session.get(CostCentre, two_companies.their_centres[0]) is None


def test_counts_cover_ones_own_rows_only(two_companies: TwoCompanies):
    with transaction(company_scope(two_companies.mine), writes=False) as session:
        assert session.scalar(select(func.count()).select_from(CostCentre)) == 3
        assert session.scalar(select(func.count(CostCentre.id))) == 3
        assert session.scalar(select(func.count()).select_from(select(CostCentre).subquery())) == 3


def test_exists_does_not_betray_a_foreign_row(two_companies: TwoCompanies):
    def is_there(centre: str) -> Any:
        return select(CostCentre.id).where(CostCentre.id == centre).exists()

    with transaction(company_scope(two_companies.mine), writes=False) as session:
        assert session.scalar(select(exists(select(CostCentre.id).where(CostCentre.id == two_companies.my_centres[0])))) is True
        assert session.scalar(select(exists(select(CostCentre.id).where(CostCentre.id == two_companies.their_centres[0])))) is False
        assert session.scalars(select(Company.id).where(is_there(two_companies.their_centres[0]))).all() == []


def test_a_correlated_question_about_both_companies_counts_ones_own_rows_only(two_companies: TwoCompanies):
    centres = select(func.count(CostCentre.id)).where(CostCentre.company_id == Company.id).scalar_subquery()
    asked = select(Company.id, centres).where(Company.id.in_([two_companies.mine, two_companies.theirs]))
    with transaction(company_scope(two_companies.mine), writes=False) as session:
        assert dict(session.execute(asked).all()) == {two_companies.mine: 3, two_companies.theirs: 0}


def test_an_outer_join_fills_the_place_of_foreign_rows_with_nothing(two_companies: TwoCompanies):
    asked = select(Company.id, CostCentre.id).outerjoin(CostCentre, CostCentre.company_id == Company.id).where(Company.id == two_companies.theirs)
    with transaction(company_scope(two_companies.mine), writes=False) as session:
        assert session.execute(asked).all() == [(two_companies.theirs, None)]


def test_several_tenant_tables_in_one_question_are_each_limited(two_companies: TwoCompanies):
    from tests.database import behind_the_guard

    _person_with_role(two_companies.theirs, two_companies.their_centres[0])
    crossed = select(Person.id, RoleAssignment.id, CostCentre.name).where(RoleAssignment.person_id == Person.id, CostCentre.id == RoleAssignment.cost_centre_id)
    with transaction(company_scope(two_companies.mine), writes=False) as session:
        assert session.execute(crossed).all() == []
    with transaction(company_scope(two_companies.theirs), writes=False) as session:
        assert [name for _, _, name in session.execute(crossed)] == [f"{two_companies.theirs} 1"]
    assert behind_the_guard("SELECT count(*) FROM role_assignment WHERE company_id = :company", company=two_companies.theirs) == [(1,)]


def test_a_row_loaded_again_is_still_ones_own(two_companies: TwoCompanies):
    with transaction(company_scope(two_companies.mine), writes=False) as session:
        row = session.get(CostCentre, two_companies.my_centres[1])
        session.expire(row)
        assert row.name == f"{two_companies.mine} 2"
        session.refresh(row)
        assert row.company_id == two_companies.mine


def test_the_condition_is_not_taken_from_the_cache_of_another_company(two_companies: TwoCompanies):
    def ask(turn: int) -> bool:
        company = two_companies.mine if turn % 2 else two_companies.theirs
        with transaction(company_scope(company), writes=False) as session:
            return _names(session, select(CostCentre.name)) == {f"{company} {number}" for number in (1, 2, 3)}

    with ThreadPoolExecutor(6) as threads:
        assert all(threads.map(ask, range(240)))


BUILT_ONCE = select(CostCentre.name).where(CostCentre.number <= "2")


def test_a_statement_that_is_built_once_is_limited_for_each_who_sends_it(two_companies: TwoCompanies):
    def ask(turn: int) -> bool:
        company = two_companies.mine if turn % 2 else two_companies.theirs
        with transaction(company_scope(company), writes=False) as session:
            return _names(session, BUILT_ONCE) == {f"{company} 1", f"{company} 2"}

    with transaction(ACROSS, writes=False) as session:
        assert _names(session, BUILT_ONCE) >= {f"{company} 1" for company in (two_companies.mine, two_companies.theirs)}
    with ThreadPoolExecutor(6) as threads:
        assert all(threads.map(ask, range(60)))
    with transaction(NOBODY, writes=False) as session:
        assert _names(session, BUILT_ONCE) == set()


def test_an_empty_table_of_a_company_is_empty_though_others_have_rows(two_companies: TwoCompanies):
    with transaction(company_scope(two_companies.mine), writes=False) as session:
        assert session.scalars(select(DeliveryAddress)).all() == []


def _person_with_role(company_id: str, centre_id: str) -> None:
    with transaction(company_scope(company_id), writes=True) as session:
        account = Account(email=f"{new_id()}@nordwerk.example", name="Ole Kruse", created_at=clock.now())
        session.add(account)
        session.flush()
        person = Person(account_id=account.id, first_name="Ole", last_name="Kruse", invited_at=clock.now())
        session.add(person)
        session.flush()
        session.add(RoleAssignment(person_id=person.id, role="buyer", cost_centre_id=centre_id, granted_at=clock.now()))
