"""The tenant guard, writing: new rows carry one's own company, foreign rows stay as they are, whatever is sent."""

from typing import Any

import pytest
from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import make_transient_to_detached

from portal_app.accounts.tables import Company, CostCentre, Person
from portal_app.kernel.db import transaction
from portal_app.kernel.errors import GateBroken
from portal_app.kernel.ids import new_id
from portal_app.kernel.tenancy import ACROSS, NOBODY, Scope, TenantSession, company_scope
from tests.database import TwoCompanies, behind_the_guard


def _all_rows(both: TwoCompanies) -> set[tuple]:
    return set(
        behind_the_guard("SELECT company_id, id, number, name FROM cost_centre WHERE company_id IN (:mine, :theirs)", mine=both.mine, theirs=both.theirs)
    )


def _rows_of(company_id: str) -> set[tuple]:
    return set(behind_the_guard("SELECT id, number, name FROM cost_centre WHERE company_id = :company", company=company_id))


def _mine(both: TwoCompanies) -> Any:
    return transaction(company_scope(both.mine), writes=True)


def _insert_for(session: TenantSession) -> Any:
    return sqlite.insert if session.get_bind().dialect.name == "sqlite" else postgresql.insert


def test_a_new_row_is_stamped_with_the_company(two_companies: TwoCompanies):
    with _mine(two_companies) as session:
        row = CostCentre(number="9", name="New")
        session.add(row)
        session.flush()
        assert row.company_id == two_companies.mine
    assert (row.id, "9", "New") in _rows_of(two_companies.mine)


def test_rows_inserted_in_bulk_are_stamped(two_companies: TwoCompanies):
    with _mine(two_companies) as session:
        session.execute(insert(CostCentre), [{"number": "7", "name": "Seven"}, {"number": "8", "name": "Eight"}])
    assert {(number, name) for _, number, name in _rows_of(two_companies.mine)} > {("7", "Seven"), ("8", "Eight")}


def test_a_bulk_update_changes_ones_own_rows_only(two_companies: TwoCompanies):
    theirs = _rows_of(two_companies.theirs)
    with _mine(two_companies) as session:
        assert session.execute(update(CostCentre).values(name="Changed")).rowcount == 3
    assert {name for _, _, name in _rows_of(two_companies.mine)} == {"Changed"}
    assert _rows_of(two_companies.theirs) == theirs


@pytest.mark.parametrize("how", ["auto", "evaluate", "fetch", False])
def test_a_bulk_update_is_limited_however_loaded_rows_are_kept_in_step(how: Any, two_companies: TwoCompanies):
    theirs = _rows_of(two_companies.theirs)
    with _mine(two_companies) as session:
        session.scalars(select(CostCentre)).all()
        done = session.execute(update(CostCentre).where(CostCentre.number != "2").values(name="Changed").execution_options(synchronize_session=how))
        assert done.rowcount == 2
    assert _rows_of(two_companies.theirs) == theirs


def test_a_bulk_update_by_a_subquery_changes_ones_own_rows_only(two_companies: TwoCompanies):
    theirs = _rows_of(two_companies.theirs)
    longest = select(func.max(CostCentre.number)).scalar_subquery()
    with _mine(two_companies) as session:
        changed = session.execute(update(CostCentre).where(CostCentre.number == longest).values(name="Last").returning(CostCentre.id))
        assert changed.scalars().all() == [two_companies.my_centres[2]]
    assert _rows_of(two_companies.theirs) == theirs


def test_a_bulk_delete_removes_ones_own_rows_only(two_companies: TwoCompanies):
    theirs = _rows_of(two_companies.theirs)
    with _mine(two_companies) as session:
        assert session.execute(delete(CostCentre)).rowcount == 3
    assert _rows_of(two_companies.mine) == set()
    assert _rows_of(two_companies.theirs) == theirs


@pytest.mark.parametrize("write", [update(CostCentre).values(name="Stolen"), delete(CostCentre)], ids=["update", "delete"])
def test_a_foreign_row_named_by_its_id_is_not_hit(write: Any, two_companies: TwoCompanies):
    before = _all_rows(two_companies)
    with _mine(two_companies) as session:
        assert session.execute(write.where(CostCentre.id == two_companies.their_centres[0])).rowcount == 0
    assert _all_rows(two_companies) == before


def test_a_global_table_is_not_changed_by_way_of_foreign_rows(two_companies: TwoCompanies):
    of_theirs = select(CostCentre.company_id).where(CostCentre.company_id == two_companies.theirs)
    with _mine(two_companies) as session:
        assert session.execute(update(Company).where(Company.id.in_(of_theirs)).values(name="Stolen")).rowcount == 0


def test_a_subquery_carries_no_foreign_value_into_a_row(two_companies: TwoCompanies):
    theirs = select(CostCentre.name).where(CostCentre.id == two_companies.their_centres[0]).scalar_subquery()
    with _mine(two_companies) as session:
        mine = update(CostCentre).where(CostCentre.id == two_companies.my_centres[0])
        session.execute(mine.values(name=func.coalesce(theirs, "nothing found")))
    assert (two_companies.my_centres[0], "1", "nothing found") in _rows_of(two_companies.mine)


def test_an_insert_that_meets_ones_own_row_updates_it(two_companies: TwoCompanies):
    with _mine(two_companies) as session:
        put = _insert_for(session)(CostCentre).on_conflict_do_update(index_elements=["company_id", "number"], set_={"name": "Again"})
        session.execute(put, [{"number": "1", "name": "Again"}, {"number": "4", "name": "New"}])
    assert {(number, name) for _, number, name in _rows_of(two_companies.mine) if number in "14"} == {("1", "Again"), ("4", "New")}
    assert {name for _, _, name in _rows_of(two_companies.theirs)} == {f"{two_companies.theirs} {number}" for number in (1, 2, 3)}


# What is refused


def _add_foreign(session: TenantSession, both: TwoCompanies) -> None:
    session.add(CostCentre(company_id=both.theirs, number="9", name="Planted"))
    session.flush()


def _move(session: TenantSession, both: TwoCompanies) -> None:
    session.get(CostCentre, both.my_centres[0]).company_id = both.theirs
    session.flush()


def _pretend_it_was_loaded(session: TenantSession, both: TwoCompanies) -> None:
    row = CostCentre(id=both.their_centres[0], company_id=both.mine, number="1", name="Old")
    make_transient_to_detached(row)
    session.add(row)
    row.name = "Stolen"
    session.flush()


def _bring_along(session: TenantSession, both: TwoCompanies) -> None:
    with transaction(company_scope(both.theirs), writes=False) as other:
        row = other.get(CostCentre, both.their_centres[0])
    session.add(row)
    session.delete(row)
    session.flush()


def _replace_by_id(session: TenantSession, both: TwoCompanies) -> None:
    put = _insert_for(session)(CostCentre).on_conflict_do_update(index_elements=["id"], set_={"name": "Stolen"})
    session.execute(put, [{"id": both.their_centres[0], "number": "1", "name": "Stolen"}])


def _replace_and_move(session: TenantSession, both: TwoCompanies) -> None:
    put = _insert_for(session)(CostCentre).on_conflict_do_update(index_elements=["company_id", "number"], set_={"company_id": both.theirs})
    session.execute(put, [{"number": "1", "name": "Moved"}])


def _read_into_a_global_table(session: TenantSession, both: TwoCompanies) -> None:
    source = select(CostCentre.id, CostCentre.name, CostCentre.id, Company.created_at).join(Company, Company.id == CostCentre.company_id)
    session.execute(insert(Company).from_select(["id", "name", "customer_number", "created_at"], source))


def _merge(session: TenantSession, both: TwoCompanies) -> None:
    session.merge(CostCentre(id=both.their_centres[0], company_id=both.theirs, number="1", name="Stolen"))
    session.flush()


def _write_inside_a_question(session: TenantSession, both: TwoCompanies) -> None:
    changed = update(CostCentre).values(name="Stolen").returning(CostCentre.id).cte()
    session.execute(select(changed.c.id))


def _rows_by_key(session: TenantSession, both: TwoCompanies) -> None:
    session.execute(update(CostCentre), [{"id": both.their_centres[0], "name": "Stolen"}])


REFUSED = {
    "a new row of another company": _add_foreign,
    "a row moved by assignment": _move,
    "a row moved by update": lambda s, both: s.execute(update(CostCentre).values(company_id=both.theirs)),
    "a row moved by ordered values": lambda s, both: s.execute(update(CostCentre).ordered_values((CostCentre.company_id, both.theirs))),
    "a row moved by parameters": lambda s, both: s.execute(update(CostCentre), {"company_id": both.theirs}),
    "a bulk insert with a foreign company": lambda s, both: s.execute(insert(CostCentre), [{"company_id": both.theirs, "number": "9", "name": "Planted"}]),
    "an insert with values the guard cannot stamp": lambda s, both: s.execute(insert(CostCentre).values(number="9", name="Planted")),
    "an insert from a select": lambda s, both: s.execute(insert(CostCentre).from_select(["number", "name"], select(CostCentre.number, CostCentre.name))),
    "a global insert that reads tenant rows": _read_into_a_global_table,
    "an update by keys": _rows_by_key,
    "an update of a global table joined with tenant rows": lambda s, both: s.execute(
        update(Company).where(Company.id == CostCentre.company_id).values(name="X")
    ),
    "a row only said to have been loaded": _pretend_it_was_loaded,
    "a row loaded by another call": _bring_along,
    "an insert that replaces by id": _replace_by_id,
    "an insert that replaces and moves": _replace_and_move,
    "an insert or replace": lambda s, both: s.execute(
        insert(CostCentre).prefix_with("OR REPLACE"), [{"id": both.their_centres[0], "number": "1", "name": "Stolen"}]
    ),
    "an update compiled as plain SQL": lambda s, both: s.execute(update(CostCentre).values(name="Stolen").execution_options(dml_strategy="core_only")),
    "a delete compiled as plain SQL": lambda s, both: s.execute(delete(CostCentre), execution_options={"dml_strategy": "core_only"}),
    "an update of the bare table": lambda s, both: s.execute(update(CostCentre.__table__).values(name="Stolen")),
    "a delete of the bare table": lambda s, both: s.execute(delete(CostCentre.__table__)),
    "an insert into the bare table": lambda s, both: s.execute(insert(CostCentre.__table__), {"company_id": both.theirs, "number": "9", "name": "Planted"}),
    "a write inside a question": _write_inside_a_question,
    "the old bulk ways: objects": lambda s, both: s.bulk_save_objects([CostCentre(company_id=both.theirs, number="9", name="Planted")]),
    "the old bulk ways: inserts": lambda s, both: s.bulk_insert_mappings(CostCentre, [{"company_id": both.theirs, "number": "9", "name": "Planted"}]),
    "the old bulk ways: updates": lambda s, both: s.bulk_update_mappings(CostCentre, [{"id": both.their_centres[0], "name": "Stolen"}]),
    "the connection itself": lambda s, both: s.connection(),
    "a commit of one's own": lambda s, both: s.commit(),
    "a rollback of one's own": lambda s, both: s.rollback(),
}


@pytest.mark.parametrize("how", REFUSED)
def test_what_could_touch_a_foreign_row_is_refused_and_changes_nothing(how: str, two_companies: TwoCompanies):
    before = _all_rows(two_companies)
    with pytest.raises(GateBroken), _mine(two_companies) as session:
        REFUSED[how](session, two_companies)
    assert _all_rows(two_companies) == before


def test_merging_a_foreign_row_finds_nothing_and_changes_nothing(two_companies: TwoCompanies):
    before = _all_rows(two_companies)
    with pytest.raises((GateBroken, IntegrityError)), _mine(two_companies) as session:
        _merge(session, two_companies)
    assert _all_rows(two_companies) == before


@pytest.mark.parametrize("scope", [NOBODY, ACROSS], ids=["nobody", "across"])
@pytest.mark.parametrize("how", ["object", "insert", "update", "delete"])
def test_tenant_rows_are_written_for_one_named_company_only(scope: Scope, how: str, two_companies: TwoCompanies):
    writes = {
        "object": lambda session: (session.add(CostCentre(company_id=two_companies.mine, number="9", name="X")), session.flush()),
        "insert": lambda session: session.execute(insert(CostCentre), [{"company_id": two_companies.mine, "number": "9", "name": "X"}]),
        "update": lambda session: session.execute(update(CostCentre).values(name="X")),
        "delete": lambda session: session.execute(delete(CostCentre)),
    }
    before = _all_rows(two_companies)
    with pytest.raises(GateBroken), transaction(scope, writes=True) as session:
        writes[how](session)
    assert _all_rows(two_companies) == before


def test_a_reading_across_cannot_change_the_row_it_found(two_companies: TwoCompanies):
    with pytest.raises(GateBroken), transaction(ACROSS, writes=True) as session:
        session.get(CostCentre, two_companies.their_centres[0]).name = "Changed"
        session.flush()


def test_an_id_taken_by_another_company_cannot_be_taken_again(two_companies: TwoCompanies):
    with pytest.raises(IntegrityError), _mine(two_companies) as session:
        session.add(CostCentre(id=two_companies.their_centres[0], number="9", name="Planted"))
        session.flush()
    assert (two_companies.their_centres[0], "1", f"{two_companies.theirs} 1") in _rows_of(two_companies.theirs)


def test_people_of_one_company_may_have_the_numbers_of_another(two_companies: TwoCompanies):
    with _mine(two_companies) as session:
        assert session.scalar(select(func.count()).select_from(Person)) == 0
        session.add(CostCentre(id=new_id(), number="4711", name="Ours"))
    with transaction(company_scope(two_companies.theirs), writes=True) as session:
        session.add(CostCentre(id=new_id(), number="4711", name="Theirs"))
    assert ("4711", "Ours") in {(number, name) for _, number, name in _rows_of(two_companies.mine)}
