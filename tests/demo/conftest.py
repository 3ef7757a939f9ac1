"""For tests of the demo world: it is built once, here, and each test works on a copy."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from portal_app.kernel.config import settings
from portal_app.kernel.db import engine


@pytest.fixture
def world(demo_sqlite: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of the finished world, on which this process works."""
    file = Path(shutil.copy(demo_sqlite, tmp_path / "portal.db"))
    monkeypatch.setenv("PORTAL_DATABASE_URL", f"sqlite:///{file}")
    settings.cache_clear()
    engine.cache_clear()
    yield file
    engine().dispose()
    settings.cache_clear()
    engine.cache_clear()
