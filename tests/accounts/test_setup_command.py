"""`python -m portal_app.accounts setup`: the first administrator's link, in words a person at a terminal can use."""

import re
from datetime import timedelta

import pytest

from portal_app.accounts import NextStep
from portal_app.accounts.__main__ import main
from portal_app.accounts.actions.staff_side import accept_staff_link
from portal_app.kernel.config import settings
from portal_app.kernel.errors import NotFound
from tests.accounts.cast import PASSWORD, Somebody, somewhere


def test_it_prints_a_link_that_works(database: str, capsys):
    assert main(["setup", "petra@thode.example", "Petra Thode"]) == 0
    said = capsys.readouterr().out
    token = re.search(r"^http://127\.0\.0\.1:3000/set-up#([\w-]{43})$", said, re.MULTILINE)[1]
    assert "within 60 minutes" in said
    assert accept_staff_link(somewhere(), token, PASSWORD).step is NextStep.SET_UP


def test_the_link_carries_the_portals_public_address(database: str, capsys, monkeypatch):
    monkeypatch.setenv("PORTAL_ORIGINS", "https://portal.thode.example")
    settings.cache_clear()
    main(["setup", "petra@thode.example", "Petra Thode"])
    assert "https://portal.thode.example/set-up#" in capsys.readouterr().out


@pytest.mark.asvs("6.3.2")
def test_twice_is_refused_with_a_sentence(petra: Somebody, capsys):
    assert main(["setup", "other@thode.example", "Other"]) == 1
    out, err = capsys.readouterr()
    assert (out, err) == ("", "The portal has its first administrator already. Others are invited by them.\n")


@pytest.mark.parametrize("arguments", [[], ["setup"], ["setup", "a@b.example"], ["other", "a@b.example", "A B"], ["setup", "a@b.example", "A", "B"]])
def test_wrong_arguments_are_answered_with_the_usage(arguments: list[str], capsys):
    assert main(arguments) == 2
    assert capsys.readouterr().err.startswith("Usage: python -m portal_app.accounts setup EMAIL")


def test_wrong_facts_are_told_line_by_line(database: str, capsys):
    assert main(["setup", "petra", ""]) == 1
    assert capsys.readouterr().err.splitlines()[1:] == [
        "Please enter a complete e-mail address, such as a.berg@company.example.", "Please enter the name.",
    ]  # fmt: skip


def test_the_link_is_dead_after_an_hour(database: str, capsys, advance):
    main(["setup", "petra@thode.example", "Petra Thode"])
    token = re.search(r"#([\w-]{43})", capsys.readouterr().out)[1]
    advance(timedelta(minutes=61))
    with pytest.raises(NotFound):
        accept_staff_link(somewhere(), token, PASSWORD)
