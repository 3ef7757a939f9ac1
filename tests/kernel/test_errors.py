"""Foreseen trouble: a code for machines, a status as in HTTP, a sentence for people."""

from inspect import getmembers, isclass

import pytest

from portal_app.kernel import errors
from portal_app.kernel.errors import Conflict, GateBroken, Invalid, NotFound, PortalError

ALL = [cls for _, cls in getmembers(errors, isclass) if issubclass(cls, PortalError) and cls is not PortalError]


@pytest.mark.parametrize("cls", ALL)
def test_each_kind_of_trouble_has_its_own_code_a_status_and_a_sentence(cls: type[PortalError]):
    assert [other for other in ALL if other.code == cls.code] == [cls]
    assert 400 <= cls.status < 600 and cls.code == cls.code.lower()
    assert cls.sentence[0].isupper() and cls.sentence.endswith(".") and "\n" not in cls.sentence


@pytest.mark.parametrize("cls", ALL)
def test_a_sentence_blames_nobody_and_shows_no_inside(cls: type[PortalError]):
    words = cls.sentence.lower()
    assert not any(word in words for word in ("error", "exception", "invalid", "illegal", "failed", "you must", "sql", "traceback", "your fault"))


def test_what_is_not_said_is_the_usual_sentence():
    assert NotFound().message == NotFound.sentence == str(NotFound())


def test_a_sentence_of_its_own_keeps_its_values_apart():
    trouble = Conflict("{name} was changed by {person}.", name="Plant 2", person="Jan Keller")
    assert trouble.message == "{name} was changed by {person}." and trouble.values == {"name": "Plant 2", "person": "Jan Keller"}


def test_fields_have_sentences_of_their_own():
    assert Invalid(fields={"email": "This is no address."}).fields == {"email": "This is no address."}
    assert Invalid().fields == {}


def test_a_broken_rule_of_the_gate_is_no_foreseen_trouble():
    assert not issubclass(GateBroken, PortalError)
