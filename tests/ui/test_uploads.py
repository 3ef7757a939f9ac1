"""The door for files: who may, from where, how large, what kind, how often. What is refused is never kept and always a sentence."""

import asyncio
import json
from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass, field, replace

import pytest
from fastapi import FastAPI

from portal_app.integrations.files.refusals import PDF
from portal_app.kernel.actor import Actor, ActorKind
from portal_app.kernel.errors import Invalid
from portal_app.kernel.i18n import translate
from portal_app.kernel.ids import new_id
from portal_app.kernel.permissions import Permission
from portal_app.ui import uploads
from portal_app.ui.bridge import SignIns
from portal_app.ui.uploads import FileDoor, file_answer, file_door

BUYER = Actor(ActorKind.PERSON, frozenset({Permission.CART_EDIT}), "01company", account_id=new_id(), locale="de", name="Jan Keller")
OURS = {"x-portal": "form", "cookie": "__Host-session=buyer", "x-file-name": "Bedarf%20KW%C3%A4.csv"}


@dataclass(frozen=True)
class Found:
    actor: Actor
    touch_due: bool = True


@dataclass
class Office:
    """Who is signed in, and what was taken."""

    taken: list[tuple[Actor, str, bytes]] = field(default_factory=list)
    looked_at: list[int] = field(default_factory=list)
    touched: list[str] = field(default_factory=list)
    people: dict[str, Actor] = field(default_factory=lambda: {"buyer": BUYER, "reader": replace(BUYER, permissions=frozenset())})

    def find(self, _asking: Actor, token: str) -> Found | None:
        return Found(self.people[token]) if token in self.people else None

    def take(self, actor: Actor, name: str, content: bytes) -> str:
        if content == b"bug":
            raise RuntimeError("a bug with secrets in it")
        self.taken.append((actor, name, content))
        return "01taken"

    def look(self, part: bytes) -> None:
        self.looked_at.append(len(part))
        if b"%PDF" in part:
            raise Invalid(PDF)


@pytest.fixture
def office(monkeypatch: pytest.MonkeyPatch) -> Office:
    office = Office()
    signs = SignIns("__Host-session", office.find, lambda _asking, token: office.touched.append(token), lambda *_: [])
    monkeypatch.setattr(uploads, "sign_ins", lambda: signs)
    monkeypatch.setattr(uploads, "allow", lambda _key, _limit: True)
    return office


def ask(office: Office, parts: Iterable[bytes], headers: dict[str, str] = OURS, **door) -> tuple[int, dict]:
    """One request through the ASGI of the door, part by part: (status, answer)."""
    app = FastAPI()
    app.include_router(file_door(FileDoor("/files", Permission.CART_EDIT, 1000, lambda: office.look, office.take, **door)))
    sent: list[dict] = []

    async def go() -> None:
        coming = _messages(list(parts))

        async def receive() -> dict:
            return await anext(coming)

        async def send(message: dict) -> None:
            sent.append(message)

        scope = {
            "type": "http", "method": "POST", "path": "/files", "raw_path": b"/files", "query_string": b"", "client": ("192.0.2.7", 1), "http_version": "1.1",
            "headers": [(name.encode(), value.encode()) for name, value in headers.items()], "scheme": "http", "server": ("t", 80), "root_path": "",
        }  # fmt: skip
        await app(scope, receive, send)

    asyncio.run(go())
    return sent[0]["status"], json.loads(b"".join(message.get("body", b"") for message in sent[1:]) or b"{}")


async def _messages(parts: list[bytes]) -> AsyncIterator[dict]:
    for part in parts:
        yield {"type": "http.request", "body": part, "more_body": True}
    yield {"type": "http.request", "body": b"", "more_body": False}
    while True:
        yield {"type": "http.disconnect"}


def test_a_file_is_handed_on_with_its_name_for_whoever_is_signed_in(office: Office):
    assert ask(office, [b"4711", b";20"]) == (200, {"id": "01taken"})
    ((actor, name, content),) = office.taken
    assert (name, content) == ("Bedarf KWä.csv", b"4711;20")
    assert (actor.account_id, actor.address, office.touched) == (BUYER.account_id, "192.0.2.7", ["buyer"])


@pytest.mark.parametrize(
    ("headers", "status", "code"),
    [
        ({**OURS, "x-portal": "other"}, 403, "forbidden"), ({name: value for name, value in OURS.items() if name != "x-portal"}, 403, "forbidden"),
        ({**OURS, "cookie": "__Host-session=nobody"}, 401, "not-signed-in"), ({"x-portal": "form"}, 401, "not-signed-in"),
        ({**OURS, "cookie": "__Host-session=reader"}, 403, "forbidden"), ({**OURS, "content-length": "1001"}, 422, "invalid"),
    ],
)  # fmt: skip
def test_who_may_not_is_refused_before_a_part_is_looked_at(office: Office, headers: dict[str, str], status: int, code: str):
    answer = ask(office, [b"4711;20"], headers)
    assert (answer[0], answer[1]["problem"]["code"]) == (status, code) and answer[1]["problem"]["title"]
    assert office.taken == office.looked_at == []


def test_what_is_refused_on_its_way_is_not_kept_and_its_rest_is_thrown_away(office: Office):
    assert ask(office, [b"%PDF-1.7", *[b"x" * 100] * 5]) == (422, {"problem": {"title": translate("de", PDF), "code": "invalid"}})
    assert office.taken == [] and office.looked_at == [8]


def test_more_than_may_come_is_not_listened_to(office: Office):
    status, _ = ask(office, [b"%PDF-1.7", *[b"x" * 500] * 1000])
    assert status == 422 and office.taken == []


def test_a_bug_gives_a_number_and_no_trace(office: Office):
    status, answer = ask(office, [b"bug"])
    assert status == 500 and "secrets" not in str(answer) and "-" in answer["problem"]["title"]


def test_too_often_is_too_often(office: Office, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(uploads, "allow", lambda key, limit: (key, limit) != (f"file:{BUYER.account_id}", uploads.OFTEN))
    assert ask(office, [b"4711"])[0] == 429 and office.taken == []


def test_one_file_of_a_person_is_on_its_way(office: Office):
    uploads._on_their_way.add(BUYER.account_id)
    try:
        assert ask(office, [b"4711"])[0] == 429
    finally:
        uploads._on_their_way.discard(BUYER.account_id)
    assert ask(office, [b"4711"])[0] == 200 and uploads._on_their_way == set()


def test_a_file_that_breaks_off_is_not_taken(office: Office, monkeypatch: pytest.MonkeyPatch):
    async def broken(_parts: list[bytes]) -> AsyncIterator[dict]:
        yield {"type": "http.request", "body": b"4711", "more_body": True}
        while True:
            yield {"type": "http.disconnect"}

    monkeypatch.setattr(f"{__name__}._messages", broken)
    assert ask(office, [])[0] == 400 and office.taken == [] and uploads._on_their_way == set()


def test_a_file_to_take_away_cannot_break_out_of_its_name():
    answer = file_answer(b"x", 'a"; filename="b\r\nSet-Cookie: x.csv', "text/csv; charset=utf-8")
    assert answer.headers["content-disposition"] == 'attachment; filename="a___filename__b__Set-Cookie__x.csv"'
    assert answer.headers["cache-control"] == "no-store"
