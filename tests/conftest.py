"""What every test may ask for. Nothing is started before a test asks for it; all of it is stopped at the end, also after Ctrl-C.

    database                    this process works on a fresh database with all tables: once on SQLite, once on PostgreSQL
    sqlite_database, postgres_database    the same on one of them
    empty_sqlite, empty_postgres          address of a fresh database without tables
    postgres, postgres_url, redis_url     the servers themselves
    live_portal                 the built portal with the demo world, one process, SQLite (one for each test module)
    live_portal_two_workers     the same on PostgreSQL with two workers and Redis
    browser, page               Chromium; a page that fails its test for requests to foreign hosts, uncaught errors, CSP violations
    in_full                     True in the long form of a long run (make test-kills, test-races, test-load, test-fuzz)
"""

import os
import shutil
import tempfile
from pathlib import Path

# Thousands of small databases, each synchronous FULL: on a disk the tests would mostly wait for it. In memory, when there is enough.
_MEMORY = Path("/dev/shm")
if _MEMORY.is_dir() and os.access(_MEMORY, os.W_OK) and shutil.disk_usage(_MEMORY).free > 2_000_000_000:
    os.environ["TMPDIR"], tempfile.tempdir = str(_MEMORY), None

# Before anything of ours is imported: no setting of whoever runs the tests may reach them, and importing the app compiles nothing.
_WORK = tempfile.TemporaryDirectory(prefix="portal-tests-")
for _name in [name for name in os.environ if name.lstrip("_").startswith(("PORTAL_", "REFLEX_"))]:
    del os.environ[_name]
os.environ |= {
    "PORTAL_MODE": "test",
    "PORTAL_DATA_FOLDER": _WORK.name,
    "REFLEX_WEB_WORKDIR": f"{_WORK.name}/web",
    "REFLEX_STATES_WORKDIR": f"{_WORK.name}/states",
    "REFLEX_DIR": f"{_WORK.name}/reflex",
    "__REFLEX_SKIP_COMPILE": "true",
    "NO_PROXY": "127.0.0.1,localhost",
    "no_proxy": "127.0.0.1,localhost",
}

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, expect, sync_playwright

from portal_app.kernel.config import settings
from portal_app.kernel.db import engine
from tests.services import LivePortal, Postgres, run_ours, running_portal, running_postgres, running_redis
from tools.programs import provide_chromium

_PICTURES = Path(__file__).parent.parent / ".build" / "pictures"
# Milliseconds that a browser test waits for what it expects to see. A promise in seconds states its own time; all others only say that it comes.
PATIENCE = 15_000
_LAUNCH = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--disable-dev-shm-usage", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
)  # fmt: skip
_MARKS = {
    "browser": "browser", "live_portal": "live", "live_portal_two_workers": "live",
    "postgres": "postgres", "redis_url": "redis",
}  # fmt: skip


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--long", action="store_true", help="long runs in full: kills, races, load, fuzz")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark each test by what it asks for, and put the quick ones first, the browser last."""
    for item in items:
        asked_for = {*getattr(item, "fixturenames", ()), *_chosen_servers(item)}
        for mark in {_MARKS[name] for name in asked_for if name in _MARKS}:
            item.add_marker(mark)
    items.sort(key=_how_late)


def _chosen_servers(item: pytest.Item) -> list[str]:
    """Fixtures that a test names by a parameter: with `database` it exists once for each, and only one needs a server."""
    chosen = getattr(item, "callspec", None)
    return [value for value in chosen.params.values() if isinstance(value, str)] if chosen else []


def _how_late(item: pytest.Item) -> int:
    order = ("redis", "postgres", "races", "kills", "fuzz", "live", "load", "browser")
    return max((place for place, mark in enumerate(order, start=1) if item.get_closest_marker(mark)), default=0)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo) -> Iterator[None]:
    """A browser test that fails leaves a picture of its page in .build/pictures."""
    report = yield
    page = getattr(item, "funcargs", {}).get("page")
    if report.when == "call" and report.failed and page is not None and not page.is_closed():
        _PICTURES.mkdir(parents=True, exist_ok=True)
        picture = _PICTURES / f"{item.name.translate(str.maketrans('/[]', '___'))}.png"
        page.screenshot(path=picture)
        report.sections.append(("picture", str(picture)))
    return report


@pytest.fixture(scope="session")
def in_full(request: pytest.FixtureRequest) -> bool:
    return request.config.getoption("--long")


# Databases


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    with running_postgres() as server:
        yield server


@pytest.fixture(scope="session")
def postgres_template(postgres: Postgres, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Name of a database with all tables; copying it takes a moment."""
    name = postgres.create_database()
    run_ours("alembic", "upgrade", "head", database_url=postgres.url(name), folder=tmp_path_factory.mktemp("migrate"))
    return name


@pytest.fixture(scope="session")
def postgres_url(postgres: Postgres, postgres_template: str) -> str:
    """One database with all tables for the whole run. Tests that write should ask for `postgres_database`."""
    return postgres.url(postgres.create_database(template=postgres_template))


@pytest.fixture
def empty_postgres(postgres: Postgres) -> Iterator[str]:
    name = postgres.create_database()
    yield postgres.url(name)
    postgres.drop_database(name)


@pytest.fixture
def postgres_database(postgres: Postgres, postgres_template: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    name = postgres.create_database(template=postgres_template)
    with _working_on(postgres.url(name), monkeypatch):
        yield postgres.url(name)
    postgres.drop_database(name)


@pytest.fixture
def empty_sqlite(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'empty.db'}"


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database file with all tables; copying it takes a moment."""
    folder = tmp_path_factory.mktemp("sqlite")
    run_ours("alembic", "upgrade", "head", database_url=f"sqlite:///{folder / 'template.db'}", folder=folder)
    return folder / "template.db"


@pytest.fixture
def sqlite_database(sqlite_template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    url = f"sqlite:///{shutil.copy(sqlite_template, tmp_path / 'portal.db')}"
    with _working_on(url, monkeypatch):
        yield url


@pytest.fixture(params=["sqlite", "postgres"])
def database(request: pytest.FixtureRequest) -> str:
    return request.getfixturevalue(f"{request.param}_database")


@contextmanager
def _working_on(url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Point this process at a database: settings and engine are made once a process, so both are made anew."""
    monkeypatch.setenv("PORTAL_DATABASE_URL", url)
    settings.cache_clear()
    engine.cache_clear()
    yield
    engine().dispose()
    settings.cache_clear()
    engine.cache_clear()


# Servers


@pytest.fixture(scope="session")
def redis_url() -> Iterator[str]:
    with running_redis() as address:
        yield address


@pytest.fixture(scope="session")
def demo_sqlite(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database file with the demo world."""
    folder = tmp_path_factory.mktemp("demo")
    file = Path(shutil.copy(sqlite_template, folder / "demo.db"))
    run_ours("portal_app.demo", database_url=f"sqlite:///{file}", folder=folder)
    return file


@pytest.fixture(scope="session")
def demo_postgres(postgres: Postgres, postgres_template: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Name of a database with the demo world."""
    name = postgres.create_database(template=postgres_template)
    run_ours("portal_app.demo", database_url=postgres.url(name), folder=tmp_path_factory.mktemp("demo"))
    return name


@pytest.fixture(scope="module")
def live_portal(demo_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LivePortal]:
    file = shutil.copy(demo_sqlite, tmp_path_factory.mktemp("live") / "portal.db")
    with running_portal(f"sqlite:///{file}", order_undo_seconds="10") as portal:
        yield portal


@pytest.fixture(scope="module")
def live_portal_two_workers(postgres: Postgres, demo_postgres: str, redis_url: str) -> Iterator[LivePortal]:
    name = postgres.create_database(template=demo_postgres)
    with running_portal(postgres.url(name), workers="2", redis_url=redis_url) as portal:
        yield portal
    postgres.drop_database(name)


# Browser


@pytest.fixture(scope="session")
def chromium_path() -> Path:
    return provide_chromium()


@pytest.fixture(scope="session")
def browser(chromium_path: Path) -> Iterator[Browser]:
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=chromium_path, args=list(_LAUNCH))
        yield chromium
        chromium.close()


@pytest.fixture
def page_troubles() -> list[str]:
    """What went wrong behind the page. A test that provokes such trouble looks at it here and clears it."""
    return []


@pytest.fixture
def open_page(browser: Browser, request: pytest.FixtureRequest, page_troubles: list[str]) -> Iterator[Callable[..., Page]]:
    """Opens pages of different people: each has cookies and storage of its own. Takes the options of Playwright's new_context."""
    opened: list[BrowserContext] = []
    portals = [request.getfixturevalue(name) for name in request.fixturenames if name in ("live_portal", "live_portal_two_workers")]
    address = {"base_url": portals[0].url} if portals else {}

    def open_one(**options: object) -> Page:
        context = browser.new_context(**{"locale": "en-GB", "timezone_id": "Europe/Berlin", **address, **options})
        opened.append(context)
        _watch(context, page_troubles)
        return context.new_page()

    yield open_one
    for context in opened:
        context.close()
    assert not page_troubles, "Behind the page:\n" + "\n".join(page_troubles)


@pytest.fixture
def page(open_page: Callable[..., Page]) -> Page:
    return open_page()


def _watch(context: BrowserContext, troubles: list[str]) -> None:
    def note_request(request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme in ("http", "https", "ws", "wss") and address.hostname not in ("127.0.0.1", "localhost"):
            troubles.append(f"request to a foreign host: {request.url}")

    def note_words(message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text:
            troubles.append(f"console: {message.text}")

    context.on("request", note_request)
    context.on("console", note_words)
    context.on("weberror", lambda trouble: troubles.append(f"uncaught: {trouble.error}"))
