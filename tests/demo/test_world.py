"""The demo world: who is in it, that it is built once, and that an interrupted building goes on."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from portal_app.accounts import PersonLine, Role, StaffRole, find_signed_in, list_cost_centres, list_people, sign_in
from portal_app.accounts import demo as people
from portal_app.accounts.actions.companies import list_companies
from portal_app.accounts.actions.demo_entry import enter_as
from portal_app.accounts.actions.passwords import check_new_password
from portal_app.accounts.actions.people_changes import deactivate_person
from portal_app.accounts.actions.second_step import enter_code
from portal_app.accounts.actions.staff_people import list_staff
from portal_app.accounts.demo import playing, steps
from portal_app.accounts.rules.record import RECORD_WORDS as PEOPLE_WORDS
from portal_app.catalog import RECORD_WORDS as CATALOG_WORDS
from portal_app.demo import build_world, list_cast
from portal_app.demo.__main__ import main
from portal_app.demo.world import PARTS
from portal_app.integrations.erp import RECORD_WORDS as ERP_WORDS
from portal_app.integrations.mail import list_kept_mails
from portal_app.kernel import clock
from portal_app.kernel.actor import Actor, system, visitor
from portal_app.kernel.config import Mode, settings
from portal_app.kernel.errors import NotFound, PortalError
from portal_app.kernel.permissions import Permission
from portal_app.ordering import RECORD_WORDS as ORDERING_WORDS
from portal_app.pricing import RECORD_WORDS as PRICING_WORDS
from portal_app.purchasing import RECORD_WORDS as PURCHASING_WORDS
from tests.services import run_ours

_MANY = 200


def actor_of(email: str) -> Actor:
    return find_signed_in(visitor(), enter_as(visitor(), email).token).actor


def everything_in(file: Path) -> dict[str, list[tuple]]:
    with closing(sqlite3.connect(file)) as database:
        tables = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
        return {name: sorted(database.execute(f'SELECT * FROM "{name}"'), key=repr) for name in tables}


def people_of(email: str) -> dict[str, PersonLine]:
    return {line.email: line for line in list_people(actor_of(email), size=_MANY).page.rows}


def test_a_second_building_changes_nothing(world: Path) -> None:
    before = everything_in(world)
    assert build_world() == []
    assert everything_in(world) == before


def test_what_people_changed_in_the_demo_stays_changed(world: Path) -> None:
    lang = actor_of("h.lang@hansen-mb.example")
    deactivate_person(lang, people_of("h.lang@hansen-mb.example")["p.voigt@hansen-mb.example"].id)
    build_world()
    assert people_of("h.lang@hansen-mb.example")["p.voigt@hansen-mb.example"].state == "off"


def test_everything_that_a_company_reads_in_its_record_is_said_in_words(world: Path) -> None:
    with closing(sqlite3.connect(world)) as database:
        done = {action for (action,) in database.execute("SELECT DISTINCT action FROM audit_entry WHERE company_id IS NOT NULL")}
    worded = {action for words in (PEOPLE_WORDS, CATALOG_WORDS, PRICING_WORDS, ERP_WORDS, PURCHASING_WORDS, ORDERING_WORDS) for action in words}
    assert len(done) > 20 and done <= worded


class BrokenOff(Exception):
    pass


def break_off() -> None:
    raise BrokenOff


def test_an_interrupted_building_goes_on_where_it_stopped(sqlite_database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is broken off at a later step each time, and each time a process that knows nothing of the others begins anew."""
    all_steps = steps._steps
    for count in (1, 9, 30, 75):
        monkeypatch.setattr(steps, "_steps", lambda today, count=count: broken_after(count, all_steps(today)))
        monkeypatch.setattr(playing, "_players", playing.Players())
        with pytest.raises(BrokenOff):
            build_world()
    monkeypatch.setattr(steps, "_steps", all_steps)
    monkeypatch.setattr(playing, "_players", playing.Players())
    assert build_world() == [part.name for part in PARTS]
    assert people_as_cast(people_of("h.lang@hansen-mb.example")) == planned(people.COMPANIES[0])
    assert people_as_cast(people_of("v.egger@alpenrose.example")) == planned(people.COMPANIES[2])


def broken_after(count: int, all_steps: Iterator[steps.Step]) -> list[steps.Step]:
    in_order = sorted(all_steps, key=lambda step: step.at)
    return [*in_order[:count], replace(in_order[count], take=break_off)]


def people_as_cast(lines: dict[str, PersonLine]) -> dict[str, tuple[str, bool]]:
    return {email: (line.state, line.has_second_step) for email, line in lines.items()}


def planned(customer: people.Customer) -> dict[str, tuple[str, bool]]:
    state = {one.email: "off" if one.off else "active" if one.joined is not None else "invited" for one in customer.members}
    return {one.email: (state[one.email], one.app and one.joined is not None) for one in customer.members}


def test_the_world_stands_on_postgres_too(demo_postgres: str, postgres, tmp_path: Path) -> None:
    said = run_ours("portal_app.demo", database_url=postgres.url(demo_postgres), folder=tmp_path)
    assert said == "The demo world stands already; nothing was changed.\n"


def test_three_companies_have_people_in_all_five_roles(world: Path) -> None:
    operator = system(frozenset({Permission.STAFF_COMPANIES_VIEW}))
    assert [(line.name, line.people, line.invited) for line in list_companies(operator).rows] == [
        ("Alpenrose Seilbahnservice GmbH", 5, 0), ("Hansen Maschinenbau GmbH", 12, 1), ("Shannon Valve Works Ltd", 7, 1),
    ]  # fmt: skip
    for admin in ("h.lang@hansen-mb.example", "aoife.brennan@shannonvalve.example", "v.egger@alpenrose.example"):
        held = {held.role for line in people_of(admin).values() for held in line.roles if line.state == "active"}
        assert held >= {Role.ADMINISTRATOR, Role.MANAGER, Role.BUYER, Role.ACCOUNTING, Role.READ_ONLY}


def test_the_supplier_has_people_in_its_three_roles(world: Path) -> None:
    staff = list_staff(system(frozenset({Permission.STAFF_OPERATE})))
    assert {line.role for line in staff} == set(StaffRole)
    assert all(line.has_joined and line.has_second_step for line in staff)
    assert {line.name: line.customers for line in staff} == {"Petra Thode": 0, "Katrin Lund": 2, "Owen Price": 1, "Jonas Feddersen": 0}


def test_the_people_of_hansen_are_those_of_the_picture(world: Path) -> None:
    today, hansen = clock.today(), people_of("h.lang@hansen-mb.example")
    shown = {
        line.name: (line.unit, ", ".join(held.role for held in line.roles), line.limit_per_order and int(line.limit_per_order.amount))
        for line in hansen.values()
    }
    assert shown["Anna Berg"] == ("Purchasing", "purchasing-manager", 5000)
    assert shown["Jan Keller"] == ("Maintenance", "buyer", 1500)
    assert shown["Dr Henrik Lang"] == ("Management", "administrator, purchasing-manager", None)
    assert not hansen["m.roth@hansen-mb.example"].has_second_step
    tim, greta = hansen["t.wolff@hansen-mb.example"], hansen["g.nissen@hansen-mb.example"]
    assert (tim.state, tim.since.date()) == ("invited", today - timedelta(days=3))
    assert (greta.state, greta.since.date()) == ("off", today - timedelta(days=21))
    assert [line.number for line in list_cost_centres(actor_of("h.lang@hansen-mb.example"))] == ["4711", "4712", "4720", "4730"]


def test_everybody_signs_in_with_the_printed_password_and_code(world: Path) -> None:
    """One of each kind here; the others share the same code and data."""
    for email, company in (("j.keller@hansen-mb.example", "Hansen Maschinenbau GmbH"), ("k.lund@brandt-thode.example", "")):
        opened = sign_in(visitor(), email, people.PASSWORD)
        opened = enter_code(visitor(), opened.token, people.code_of(email))
        assert find_signed_in(visitor(), opened.token).company_name == company
    assert find_signed_in(visitor(), sign_in(visitor(), "m.roth@hansen-mb.example", people.PASSWORD).token) is not None


def test_the_demo_password_could_be_chosen_by_everybody() -> None:
    for customer in people.COMPANIES:
        for one in customer.members:
            check_new_password(people.PASSWORD, (one.name, one.email, customer.facts.name))


def test_nobody_of_the_cast_has_a_real_address() -> None:
    assert all(one.email.endswith(".example") for one in people.active_members())


def test_the_mailbox_holds_only_the_mails_of_the_last_month(world: Path) -> None:
    mails = list_kept_mails(visitor(), size=_MANY).rows
    assert all(clock.now() - mail.at <= timedelta(days=30) for mail in mails)
    assert [mail.subject for mail in mails if mail.to == "t.wolff@hansen-mb.example"] == ["Ihre Einladung ins Portal von Brandt & Thode"]


def test_the_cast_is_named_with_the_codes_of_its_roles(world: Path) -> None:
    cast = {line.email: line for line in list_cast(visitor())}
    assert cast["h.lang@hansen-mb.example"].roles == ("purchasing-manager", "administrator")
    assert cast["p.thode@brandt-thode.example"].roles == ("administrator",)
    assert "t.wolff@hansen-mb.example" not in cast and "g.nissen@hansen-mb.example" not in cast


def test_in_production_there_is_no_cast_and_no_short_way_in(world: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings(), "mode", Mode.PRODUCTION)
    with pytest.raises(NotFound):
        list_cast(visitor())
    with pytest.raises(NotFound):
        enter_as(visitor(), "j.keller@hansen-mb.example")


def test_the_short_way_in_is_for_those_who_can_sign_in_only(world: Path) -> None:
    for email in ("t.wolff@hansen-mb.example", "g.nissen@hansen-mb.example", "nobody@hansen-mb.example"):
        with pytest.raises(NotFound):
            enter_as(visitor(), email)


def test_production_refuses_to_build_a_demo_world(sqlite_database: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(settings(), "mode", Mode.PRODUCTION)
    assert main([]) == 1
    assert "it has no demo world" in capsys.readouterr().err
    with pytest.raises(PortalError):
        build_world()
