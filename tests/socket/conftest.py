"""Started servers for the tests of the socket: our guard around the probe app, without a built front end, so they start in seconds."""

import os
import shutil
import signal
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from portal_app.kernel.config import read_settings
from tests.services import free_port, wait_until
from tests.socket.client import Tab
from tests.socket.world import SignedInPerson, Visitor, signed_in
from tools.children import end, start
from tools.places import ROOT
from tools.serve import command

PORTAL_APP = "portal_app.portal_app:app"
PROBE_APP = "tests.socket.probe:app"


@dataclass
class Server:
    """A started server and the folder with its log."""

    url: str
    folder: Path
    values: dict[str, str]
    app: str
    process: subprocess.Popen

    def person(self, name: str = "Anna Berg", **options: object) -> SignedInPerson:
        """A new person who is signed in."""
        return signed_in(self.values["PORTAL_DATABASE_URL"], name, **options)

    def log(self) -> str:
        return (self.folder / "log").read_text(errors="replace")

    def tab(self, who: Visitor = Visitor(), *, headers: dict[str, str] | None = None, **options: object) -> Tab:  # noqa: B008 - frozen
        return Tab(self.url, headers=who.headers | (headers or {}), **options)

    def kill(self) -> None:
        """The server and its workers: they are a group of their own."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def start_again(self) -> None:
        self.process = _start(self.values, self.folder, self.app)


@contextmanager
def running_server(folder: Path, database_url: str, app: str = PROBE_APP, **chosen: str) -> Iterator[Server]:
    """Start the probe app, or another, on a migrated database. Settings without prefix; others (REFLEX_...) as they are."""
    port = free_port()
    values = {"PORTAL_MODE": "test", "PORTAL_PORT": str(port), "PORTAL_DATA_FOLDER": str(folder), "PORTAL_DATABASE_URL": database_url}
    values |= {name if name.isupper() else f"PORTAL_{name.upper()}": value for name, value in chosen.items()}
    server = Server(f"http://127.0.0.1:{port}", folder, values, app, _start(values, folder, app))
    try:
        yield server
    finally:
        end(server.process)


def _start(values: dict[str, str], folder: Path, app: str) -> subprocess.Popen:
    settings_of_server = {name.removeprefix("PORTAL_").lower(): value for name, value in values.items() if name.startswith("PORTAL_")}
    line = [part.replace(PORTAL_APP, app) for part in command(read_settings(**settings_of_server))]
    with open(folder / "log", "ab") as log:
        process = start(
            line, env={**os.environ, "REFLEX_ENV_MODE": "prod", **values}, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
            start_new_session=True,
        )  # fmt: skip
    if not wait_until(lambda: _answers(values["PORTAL_PORT"]), process):
        raise RuntimeError(f"The server did not start:\n{(folder / 'log').read_text()}")
    return process


def _answers(port: str) -> bool:
    try:
        return httpx.get(f"http://127.0.0.1:{port}/ready", timeout=2, trust_env=False).status_code == 200
    except httpx.TransportError:
        return False


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo) -> Iterator[None]:
    """A test that fails shows the last lines of its server's log."""
    report = yield
    servers = [value for value in getattr(item, "funcargs", {}).values() if isinstance(value, Server)]
    if report.when == "call" and report.failed:
        report.sections += [("log of the server", server.log()[-6_000:]) for server in servers]
    return report


@pytest.fixture
def own_database(sqlite_template: Path, tmp_path: Path) -> str:
    """A database for a server with settings of its own."""
    return f"sqlite:///{shutil.copy(sqlite_template, tmp_path / 'own.db')}"


@pytest.fixture(scope="module")
def server(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One process on SQLite, states in memory."""
    folder = tmp_path_factory.mktemp("socket")
    url = f"sqlite:///{shutil.copy(sqlite_template, folder / 'portal.db')}"
    with running_server(folder, url) as server:
        yield server


@pytest.fixture(scope="module")
def two_workers(postgres_url: str, redis_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Two processes on PostgreSQL, states in Redis behind a password."""
    folder = tmp_path_factory.mktemp("workers")
    with running_server(folder, postgres_url, redis_url=redis_url, workers="2") as server:
        yield server


@pytest.fixture
def anna(server: Server) -> SignedInPerson:
    return server.person("Anna Berg")


@pytest.fixture
def jan(server: Server) -> SignedInPerson:
    return server.person("Jan Keller")


@pytest.fixture
def open_tab(server: Server) -> Iterator[Callable[..., Tab]]:
    """Opens tabs on the server and closes them at the end."""
    tabs: list[Tab] = []

    def opened(who: Visitor = Visitor(), **options: object) -> Tab:  # noqa: B008 - frozen
        tabs.append(server.tab(who, **options))
        return tabs[-1]

    yield opened
    for tab in tabs:
        tab.close()
