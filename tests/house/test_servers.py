"""The servers that tests start: they run, they are private, and row-level security binds the role that tests use."""

import os
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest
import redis
from sqlalchemy import create_engine, text

from tests.services import Postgres, redis_at, running_postgres, running_redis


def _one(url: str, question: str) -> object:
    engine = create_engine(url)
    with engine.connect() as connection:
        return connection.execute(text(question)).scalar_one()


def test_the_role_of_tests_is_bound_by_row_level_security(postgres_url: str):
    assert _one(postgres_url, "SELECT rolsuper OR rolbypassrls OR rolcreaterole FROM pg_roles WHERE rolname = current_user") is False


def test_the_role_of_tests_owns_its_database(postgres_url: str):
    owner = "SELECT pg_get_userbyid(datdba) = current_user FROM pg_database WHERE datname = current_database()"
    assert _one(postgres_url, owner) is True


def test_postgres_is_at_least_15_and_sorts_umlauts_as_text(postgres_url: str):
    assert int(_one(postgres_url, "SHOW server_version_num")) >= 150000
    assert _one(postgres_url, "SELECT lower('ÄÖÜ')") == "äöü"


def test_postgres_asks_for_the_password(postgres: Postgres):
    with pytest.raises(psycopg.OperationalError, match="password"):
        psycopg.connect(host="127.0.0.1", port=postgres.port, user="postgres", password="wrong", dbname="postgres")


def test_a_fresh_database_has_the_tables_and_nothing_of_others(database: str):
    assert _one(database, "SELECT count(*) FROM company") == 0
    assert _one(database, "SELECT count(*) FROM alembic_version") == 1


def test_redis_asks_for_the_password(redis_url: str):
    assert redis_at(redis_url).ping()
    with pytest.raises(redis.AuthenticationError):
        redis_at("redis://" + redis_url.partition("@")[2]).ping()


def test_servers_are_gone_after_their_block():
    with running_postgres() as server, running_redis() as address:
        pass
    with pytest.raises(psycopg.OperationalError):
        server.admin()
    with pytest.raises(redis.ConnectionError):
        redis_at(address).ping()


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel's parent death signal is Linux only")
def test_servers_are_gone_when_the_tests_are_killed(tmp_path: Path):
    program = (
        "import os, signal, time\nfrom tests.services import running_redis\n"
        "with running_redis() as address:\n    print(address, flush=True)\n    os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    alone = {**os.environ, "PYTHONPATH": os.getcwd(), "TMPDIR": str(tmp_path)}
    killed = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, env=alone)
    address = killed.stdout.strip()
    assert address.startswith("redis://"), killed.stderr
    with pytest.raises(redis.ConnectionError):
        for _ in range(200):
            redis_at(address).ping()
