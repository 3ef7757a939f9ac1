"""The built pages: made anew for each change that can matter, complete, for any host, and never taken away from a running server."""

import gzip
import json
import os
from pathlib import Path

import pytest

from tools import frontend
from tools.frontend import built_front, digest_of, hold
from tools.places import ROOT


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    """A small checkout."""
    for name, text in {"portal_app/ui/shell.py": "a", "portal_app/ui/de.po": "b", "assets/styles/base.css": "c", "reflex.lock/package.json": "{}"}.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    return tmp_path


@pytest.mark.parametrize("name", ["portal_app/ui/shell.py", "portal_app/ui/de.po", "assets/styles/base.css", "reflex.lock/package.json", "rxconfig.py"])
def test_a_change_in_what_pages_are_made_of_asks_for_a_new_build(sources: Path, name: str):
    before = digest_of(sources)
    (sources / name).write_text("changed")
    assert digest_of(sources) != before


def test_a_renamed_file_asks_for_a_new_build(sources: Path):
    before = digest_of(sources)
    (sources / "portal_app/ui/shell.py").rename(sources / "portal_app/ui/frame.py")
    assert digest_of(sources) != before


@pytest.mark.parametrize("name", ["portal_app/ui/__pycache__/shell.pyc", "assets/external/link.js", "var/portal.db", "README.md", "tests/test_x.py"])
def test_what_pages_are_not_made_of_asks_for_none(sources: Path, name: str):
    before = digest_of(sources)
    (sources / name).parent.mkdir(parents=True, exist_ok=True)
    (sources / name).write_text("new")
    assert digest_of(sources) == before


def test_the_latest_builds_stay_and_the_one_that_is_served(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(frontend, "FRONT", tmp_path)
    for age, name in enumerate(["newest", "second", "third", "fourth", "served", ".new-1"]):
        (tmp_path / name).mkdir()
        os.utime(tmp_path / name, (1_000_000 - age, 1_000_000 - age))
    held = hold(tmp_path / "served")
    os.utime(tmp_path / "served", (0, 0))
    frontend._clear_old_builds(keep=tmp_path / "newest")
    os.close(held)
    assert {path.name for path in tmp_path.iterdir()} == {"newest", "second", "third", "served"}


@pytest.mark.live
def test_building_again_without_a_change_takes_the_same_build():
    before, first, second = digest_of(ROOT), built_front(), built_front()
    assert first == second or digest_of(ROOT) != before  # somebody edits while the tests run


@pytest.mark.live
def test_a_build_is_compressed_and_names_no_address():
    client = built_front() / "build" / "client"
    env = next((client / "assets").glob("reflex-env-*.js"))
    assert "location.host" in env.read_text()
    assert "localhost" not in env.read_text()
    assert env.with_suffix(".js.br").exists()
    assert gzip.decompress(env.with_suffix(".js.gz").read_bytes()) == env.read_bytes()


@pytest.mark.live
@pytest.mark.parametrize("name", ["package.json", "package-lock.json"])
def test_npm_took_exactly_what_is_locked(name: str):
    took = json.loads((built_front() / "reflex.lock" / name).read_text())
    assert took == json.loads((ROOT / "reflex.lock" / name).read_text()), "the pages import something new: make lock"
