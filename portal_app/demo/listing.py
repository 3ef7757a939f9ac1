"""Tells who can sign in to the demo world, as text for a terminal."""

from collections.abc import Sequence
from itertools import groupby

from portal_app.accounts import ROLE_NAMES, STAFF_ROLE_NAMES
from portal_app.accounts import demo as accounts_demo
from portal_app.demo.actions import CastLine
from portal_app.kernel.config import settings


def people_as_text(cast: Sequence[CastLine]) -> str:
    """The cast in groups: name, roles, address, and the secret for an authenticator app."""
    widths = [max(len(text) for text in column) for column in zip(*((one.name, _roles(one), one.email) for one in cast), strict=True)]
    lines = [
        "The people of the demo; on the sign-in page one click is enough.",
        f"Password of all: {accounts_demo.PASSWORD}   Each recovery code works once: {', '.join(accounts_demo.RECOVERY_CODES[:3])}, ...",
        "The last column is the secret for an authenticator app; who has none signs in with the password alone.",
    ]
    for company, members in groupby(cast, key=lambda one: one.company):
        lines += ["", company or settings().supplier_name]
        lines += ["  " + _row(one, widths) for one in members]
    return "\n".join(lines)


def _row(one: CastLine, widths: list[int]) -> str:
    texts = [text.ljust(width) for text, width in zip((one.name, _roles(one), one.email), widths, strict=True)]
    return "  ".join([*texts, accounts_demo.secret_of(one.email) if one.has_app else "-"])


def _roles(one: CastLine) -> str:
    names = ROLE_NAMES if one.company else STAFF_ROLE_NAMES
    return ", ".join(names[role] for role in one.roles)
