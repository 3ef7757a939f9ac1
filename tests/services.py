"""Servers that the tests start for themselves, on free loopback ports in temporary folders, and stop again: PostgreSQL, Redis, the portal.

Only processes started here are ended here. Owns no fixture: see tests/conftest.py.
"""

import json
import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import psycopg
import redis

from portal_app.kernel.config import read_settings
from tools.children import end, run_quietly, start
from tools.frontend import built_front, hold
from tools.places import ROOT
from tools.programs import provide_postgres, provide_redis
from tools.serve import command, environment

_PATIENCE = 120  # seconds that a server may take on a busy machine before we call it dead
_STRAIGHT = urllib.request.build_opener(urllib.request.ProxyHandler({}))  # loopback is never reached through a proxy


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@dataclass(frozen=True)
class Postgres:
    """A private PostgreSQL. Databases belong to `portal`, a role that is no superuser and does not bypass row-level security."""

    port: int
    admin_password: str
    portal_password: str

    def url(self, database: str) -> str:
        return f"postgresql+psycopg://portal:{self.portal_password}@127.0.0.1:{self.port}/{database}"

    def admin(self, database: str = "postgres") -> psycopg.Connection:
        """A superuser's connection, for what only the machine's owner may do."""
        return psycopg.connect(
            host="127.0.0.1", port=self.port, user="postgres", password=self.admin_password, dbname=database, autocommit=True
        )  # fmt: skip

    def create_database(self, template: str = "template1") -> str:
        """A new database as a copy of `template`; returns its name."""
        name = f"portal_{secrets.token_hex(6)}"
        with self.admin() as admin:
            admin.execute(f"CREATE DATABASE {name} TEMPLATE {template} OWNER portal")
        return name

    def drop_database(self, name: str) -> None:
        with self.admin() as admin:
            admin.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


@contextmanager
def running_postgres() -> Iterator[Postgres]:
    programs = provide_postgres()
    with _folder_for(_server_user()) as folder:
        server = Postgres(free_port(), secrets.token_urlsafe(16), secrets.token_urlsafe(16))
        _init_cluster(programs, folder, server)
        process, server = _start_with_a_free_port(lambda port: _start_postgres(programs, folder, port), server)
        try:
            with server.admin() as admin:
                admin.execute("ALTER DATABASE template1 REFRESH COLLATION VERSION")
                admin.execute(f"CREATE ROLE portal LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE PASSWORD '{server.portal_password}'")
            yield server
        finally:
            end(process, politely=signal.SIGINT)  # fast shutdown: sessions are cut, files are complete


def _init_cluster(programs: Path, folder: Path, server: Postgres) -> None:
    word = folder / "password"
    word.write_text(server.admin_password)
    os.chown(word, _owner(folder), -1)
    locale = "C.UTF-8" if sys.platform == "linux" else "en_US.UTF-8"
    made = run_quietly(
        [programs / "initdb", "-D", folder / "data", "-U", "postgres", f"--pwfile={word}", "--auth=scram-sha-256",
         "--encoding=UTF8", f"--locale={locale}", "--no-sync"],
        cwd=folder, **_as_user(_server_user()),
    )  # fmt: skip
    word.unlink()
    if made.returncode:
        raise RuntimeError(f"initdb failed:\n{made.stdout}")


def _start_postgres(programs: Path, folder: Path, port: int) -> subprocess.Popen:
    options = {
        "listen_addresses": "127.0.0.1", "port": port, "unix_socket_directories": "", "max_connections": 200,
        "shared_buffers": "64MB", "fsync": "off", "full_page_writes": "off", "timezone": "UTC",
        "log_min_messages": "warning", "max_prepared_transactions": 0,
    }  # fmt: skip
    settings = [part for name, value in options.items() for part in ("-c", f"{name}={value}")]
    with open(folder / "log", "ab") as log:
        return start(
            [programs / "postgres", "-D", folder / "data", *settings], last_word=signal.SIGQUIT,
            cwd=folder, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True, **_as_user(_server_user()),
        )  # fmt: skip


def _start_with_a_free_port(launch: Callable[[int], subprocess.Popen], server: Postgres) -> tuple[subprocess.Popen, Postgres]:
    """Another program may take the port between our look and the start; then the server ends and we try the next port."""
    for _ in range(5):
        process = launch(server.port)
        if wait_until(lambda server=server: _accepts(server), process):
            return process, server
        server = Postgres(free_port(), server.admin_password, server.portal_password)
    raise RuntimeError("PostgreSQL did not start on five free ports.")


def _accepts(server: Postgres) -> bool:
    try:
        with server.admin():
            return True
    except psycopg.OperationalError:
        return False


@contextmanager
def running_redis() -> Iterator[str]:
    """A private Redis with a password; gives its address."""
    program = provide_redis()
    with _folder_for(None) as folder:
        for _ in range(5):
            port, password = free_port(), secrets.token_urlsafe(16)
            address = f"redis://:{password}@127.0.0.1:{port}/0"
            process = _start_redis(program, folder, port, password)
            if wait_until(lambda address=address: _pongs(address), process):
                break
        else:
            raise RuntimeError("Redis did not start on five free ports.")
        try:
            yield address
        finally:
            end(process)


def _start_redis(program: Path, folder: Path, port: int, password: str) -> subprocess.Popen:
    process = start([program, "-"], cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, start_new_session=True)
    rules = ("bind 127.0.0.1", f"port {port}", f"requirepass {password}", "save ''", "appendonly no", f"dir {json.dumps(str(folder))}")
    with process.stdin as config:  # not as arguments: everybody on the machine can read those
        config.write("\n".join(rules).encode())
    return process


def redis_at(address: str) -> redis.Redis:
    """A client that says at once what is wrong, instead of trying again for seconds."""
    return redis.Redis.from_url(address, retry=None, retry_on_error=[])


def _pongs(address: str) -> bool:
    try:
        with redis_at(address) as client:
            return client.ping()
    except redis.RedisError:
        return False


@dataclass
class LivePortal:
    """The built portal as a stranger starts it, on a free loopback port. As text it is its address."""

    url: str
    database_url: str
    settings: dict[str, str]
    folder: Path
    front: Path
    held: int = field(repr=False)
    process: subprocess.Popen = field(repr=False)

    def __str__(self) -> str:
        return self.url

    def log(self) -> str:
        return (self.folder / "portal.log").read_text(errors="replace")

    def kill(self) -> None:
        """kill -9 for the server and its workers, as when the machine takes them away."""
        _kill_group(self.process)
        self.process.wait()

    def stop(self) -> None:
        end(self.process)
        _kill_group(self.process)

    def start_again(self) -> None:
        """With the same settings, on the same port and database."""
        self.process = _start_portal(self.settings, self.front, self.held, self.folder)
        if not wait_until(lambda: _answers(self.url), self.process):
            raise RuntimeError(f"The portal did not start again:\n{self.log()}")


@contextmanager
def running_portal(database_url: str, **settings: str) -> Iterator[LivePortal]:
    """Start the portal on a database that is migrated and filled. Settings without prefix: running_portal(url, mode="demo", workers="2")."""
    front = _front_of_this_run()
    held = hold(front)
    with _folder_for(None) as folder:
        for _ in range(5):
            port = free_port()
            wanted = {
                "mode": "demo", "port": str(port), "host": "127.0.0.1", "data_folder": str(folder), "database_url": database_url, **settings,
            }  # fmt: skip
            process = _start_portal(wanted, front, held, folder)
            portal = LivePortal(f"http://127.0.0.1:{port}", database_url, wanted, folder, front, held, process)
            if wait_until(lambda portal=portal: _answers(portal.url), process):
                break
            if "address already in use" not in portal.log().lower():
                raise RuntimeError(f"The portal did not start:\n{portal.log()}")
        else:
            raise RuntimeError("The portal found no free port in five tries.")
        try:
            yield portal
        finally:
            portal.stop()
            os.close(held)


@cache
def _front_of_this_run() -> Path:
    """Built once a run, also when somebody edits meanwhile."""
    return built_front()


def _start_portal(settings: dict[str, str], front: Path, held: int, folder: Path) -> subprocess.Popen:
    chosen = read_settings(**settings)
    ours = {f"PORTAL_{name.upper()}": value for name, value in settings.items()}
    with open(folder / "portal.log", "ab") as log:
        return start(
            command(chosen), env={**environment(front), **ours}, cwd=ROOT, pass_fds=(held,),
            stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True,
        )  # fmt: skip


def _kill_group(process: subprocess.Popen) -> None:
    """The portal has a session of its own, so the group holds the server and its workers and nobody else."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)


def _answers(url: str) -> bool:
    try:
        with _STRAIGHT.open(f"{url}/ping", timeout=5) as answer:
            return answer.status == 200
    except OSError:
        return False


def run_ours(*module_and_arguments: str, database_url: str, folder: Path, mode: str = "demo") -> str:
    """Run one of our modules in a process of its own on a database; raises with its words when it fails."""
    ours = {"PORTAL_DATABASE_URL": database_url, "PORTAL_DATA_FOLDER": str(folder), "PORTAL_MODE": mode}
    done = run_quietly([sys.executable, "-m", *module_and_arguments], cwd=ROOT, env={**os.environ, **ours})
    if done.returncode:
        raise RuntimeError(f"python -m {' '.join(module_and_arguments)} failed:\n{done.stdout}")
    return done.stdout


def wait_until(is_ready: Callable[[], bool], process: subprocess.Popen) -> bool:
    """True once it is ready, False when the process ended first. A server that does neither is a failure."""
    give_up = time.monotonic() + _PATIENCE
    while time.monotonic() < give_up:
        if is_ready():
            return True
        if process.poll() is not None:
            return False
        time.sleep(0.05)
    process.kill()
    raise RuntimeError(f"Not ready after {_PATIENCE} seconds: {process.args}")


def _server_user() -> pwd.struct_passwd | None:
    """PostgreSQL refuses to run as root: then it runs as an unprivileged user that is there anyway."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise RuntimeError("Root may not run PostgreSQL, and there is neither a user postgres nor nobody.")


def _as_user(user: pwd.struct_passwd | None) -> dict[str, object]:
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []} if user else {}


@contextmanager
def _folder_for(user: pwd.struct_passwd | None) -> Iterator[Path]:
    """A temporary folder that `user` owns and can reach, deleted at the end."""
    folder = Path(tempfile.mkdtemp(prefix="portal-test-", dir=_reachable_by_all() if user else None))
    try:
        if user:
            os.chown(folder, user.pw_uid, user.pw_gid)
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _reachable_by_all() -> str:
    wanted = Path(tempfile.gettempdir()).resolve()
    reachable = all(folder.stat().st_mode & 0o001 for folder in (wanted, *wanted.parents))
    return str(wanted) if reachable else "/tmp"


def _owner(folder: Path) -> int:
    return folder.stat().st_uid
