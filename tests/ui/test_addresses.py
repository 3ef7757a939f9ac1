"""A page is served under its own address, whatever folder it was built into."""

import asyncio
from pathlib import Path

import pytest

from portal_app.ui.addresses import Addresses


def asked_for(pages: Path, path: str, kind: str = "http") -> str:
    """The path that reaches the static files."""
    reached = []

    async def files(scope, receive, send) -> None:
        reached.append(scope["path"])

    asyncio.run(Addresses(files, pages)({"type": kind, "path": path}, None, None))
    return reached[0]


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    for name in ("index.html", "company/people/index.html", "assets/page.js"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("")
    return tmp_path


@pytest.mark.parametrize(
    ("path", "reached"),
    [
        ("/company/people", "/company/people/"), ("/company/people/", "/company/people/"), ("/", "/"), ("/company", "/company"),
        ("/assets", "/assets"), ("/assets/page.js", "/assets/page.js"), ("/nowhere", "/nowhere"), ("//company/people", "//company/people"),
    ],
)  # fmt: skip
def test_only_pages_are_asked_for_as_folders(pages: Path, path: str, reached: str):
    assert asked_for(pages, path) == reached


def test_sockets_pass_untouched(pages: Path):
    assert asked_for(pages, "/company/people", "websocket") == "/company/people"
