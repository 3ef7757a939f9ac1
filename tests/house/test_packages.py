"""The virtual environment is mended: what is gone, cut off or half installed is found."""

import json
from pathlib import Path

import pytest

from tools import packages


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A virtual environment with one package that our note knows."""
    site = tmp_path / "lib" / "python3.11" / "site-packages"
    (site / "starlette").mkdir(parents=True)
    (site / "starlette" / "routing.py").write_text("routes = []")
    (site / "starlette-1.10.0.dist-info").mkdir()
    (site / "starlette-1.10.0.dist-info" / "RECORD").write_text(
        "starlette/routing.py,sha256=x,11\nstarlette/__pycache__/routing.cpython-311.pyc,,\nstarlette-1.10.0.dist-info/RECORD,,\n"
    )
    monkeypatch.setattr(packages, "VENV", tmp_path)
    monkeypatch.setattr(packages, "_NOTE", tmp_path / "note.json")
    packages._NOTE.write_text(json.dumps({"files": {}, "packages": {"starlette": "starlette-1.10.0.dist-info"}}))
    return site


def test_a_whole_package_is_left_alone(site: Path):
    assert packages._damaged_packages() == []


def test_a_deleted_file_is_found(site: Path):
    (site / "starlette" / "routing.py").unlink()
    assert packages._damaged_packages() == ["starlette"]


def test_a_cut_off_file_is_found(site: Path):
    (site / "starlette" / "routing.py").write_text("rou")
    assert packages._damaged_packages() == ["starlette"]


def test_another_version_is_found(site: Path):
    (site / "starlette-1.10.0.dist-info").rename(site / "starlette-2.0.0.dist-info")
    assert packages._damaged_packages() == ["starlette"]


def test_what_an_interrupted_pip_left_is_found_without_a_note(site: Path):
    packages._NOTE.unlink()
    (site / "starlette-1.10.0.dist-info" / "RECORD").unlink()
    assert packages._damaged_packages() == ["starlette"]


def test_what_is_forgotten_is_installed_anew(site: Path):
    packages._forget("starlette")
    assert not (site / "starlette-1.10.0.dist-info").exists()
    assert (site / "starlette" / "routing.py").exists()


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("ERROR: No matching distribution found for polars==2.1.0", "Python 3.11 to 3.13"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE", "its hash differs"),
        ("OSError: [Errno 28] No space left on device", "The disk is full"),
        ("ReadTimeoutError", "HTTPS_PROXY"),
    ],
)
def test_why_pip_failed_is_said_in_a_sentence(said: str, expected: str):
    assert expected in packages._why_pip_failed(said)
