"""Settings: a sentence for each mistake, nothing passed over in silence, and no production with demo keys."""

import os
import subprocess
import sys
from typing import Any

import pytest

from portal_app.kernel.config import DEMO_SECRET, ROOT, BadSettings, Mode, read_settings

GOOD = {
    "mode": "production",
    "secret_key": "tU4-mQ9xw2LkV0hZr7bYfE3sNcJ8aGdP1oXi6TKe",
    "origins": "https://portal.brandt-thode.example",
    "mail_url": "smtp://portal:secret@mail.brandt-thode.example:587?tls=start",
}


def _mistakes(**given: Any) -> list[str]:
    with pytest.raises(BadSettings) as refused:
        read_settings(**given)
    return str(refused.value).splitlines()


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("mode", "live", "PORTAL_MODE: Input should be 'demo', 'test' or 'production'"),
        ("port", "http", "PORTAL_PORT: Input should be a valid integer"),
        ("port", 0, "PORTAL_PORT: Input should be greater than or equal to 1"),
        ("port", 65536, "PORTAL_PORT: Input should be less than or equal to 65535"),
        ("database_threads", 65, "PORTAL_DATABASE_THREADS: Input should be less than or equal to 64"),
        ("session_hours", 13, "PORTAL_SESSION_HOURS: Input should be less than or equal to 12"),
        ("session_idle_minutes", 31, "PORTAL_SESSION_IDLE_MINUTES: Input should be less than or equal to 30"),
        ("staff_idle_minutes", 16, "PORTAL_STAFF_IDLE_MINUTES: Input should be less than or equal to 15"),
        ("database_url", "mysql://x", "PORTAL_DATABASE_URL: use sqlite:///"),
        ("database_url", "sqlite://", "PORTAL_DATABASE_URL: use sqlite:///"),
        ("mail_url", "http://x", "PORTAL_MAIL_URL: use smtp://"),
        ("workers", 2, "PORTAL_WORKERS: more than one worker needs PORTAL_REDIS_URL"),
    ],
)
def test_a_mistake_is_named_with_its_setting_and_what_to_do(name: str, value: object, sentence: str):
    (mistake,) = _mistakes(**{name: value})
    assert mistake.startswith(sentence)


@pytest.mark.parametrize(
    "origin",
    ["*", "https://*", "https://*.example.com", "portal.example.com", "//portal.example.com", "ftp://portal.example.com", "https://", "https://portal.example.com/",
     "https://portal.example.com/path", "https://portal.example.com?x", "https://portal.example.com#x", "https://user@portal.example.com",
     "https://user:password@portal.example.com", "https://portal.example.com:0x50", "https://portal.example.com:99999", "https://portal.example.com:443",
     "http://portal.example.com:80", "HTTPS://portal.example.com", "https://Portal.Example.com", "https://a.example, nonsense", "null", "https://portal.example.com:"],
)  # fmt: skip
def test_an_origin_is_exactly_what_a_browser_sends(origin: str):
    (mistake,) = _mistakes(origins=origin)
    assert "is not an origin" in mistake


@pytest.mark.parametrize(
    ("origins", "expected"),
    [
        ("https://portal.example.com", ["https://portal.example.com"]),
        (" https://a.example , https://b.example:8443 ,", ["https://a.example", "https://b.example:8443"]),
        ("http://[::1]:3000", ["http://[::1]:3000"]),
        ("", ["http://127.0.0.1:3000", "http://localhost:3000"]),
        (" , ", ["http://127.0.0.1:3000", "http://localhost:3000"]),
    ],
)
def test_good_origins_are_listed(origins: str, expected: list[str]):
    assert read_settings(origins=origins).origin_list == expected
    assert read_settings(origins=origins).public_url == expected[0]


def test_several_mistakes_are_named_at_once():
    found = _mistakes(port="x", database_url="mysql://x", mail_url="x")
    assert [line.split(":")[0] for line in found] == ["PORTAL_PORT", "PORTAL_DATABASE_URL", "PORTAL_MAIL_URL"]


def test_good_production_settings_are_taken():
    assert read_settings(**GOOD).mode is Mode.PRODUCTION
    assert read_settings(**GOOD).is_demo is False


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("secret_key", DEMO_SECRET),
        ("secret_key", ""),
        ("secret_key", "x" * 31),
        ("secret_key", "a" * 64),
        ("secret_key", "abcabcabcabcabcabcabcabcabcabcabcabc"),
        ("origins", ""),
        ("origins", " , "),
        ("origins", "http://portal.brandt-thode.example"),
        ("origins", "https://portal.brandt-thode.example,http://localhost:3000"),
        ("mail_url", "mailbox:"),
        ("redis_url", "redis://redis.internal:6379/0"),
        ("redis_url", "rediss://portal@redis.internal:6379/0"),
        ("redis_url", "redis://:@10.0.0.7:6379/0"),
        ("redis_url", "redis://127.0.0.1.evil.example"),
        ("redis_url", "redis://0.0.0.0:6379"),
        ("redis_url", "redis://[::"),
        ("redis_url", "redis://"),
    ],
)
def test_production_refuses_what_is_only_good_for_a_demo(name: str, value: str):
    (mistake,) = _mistakes(**{**GOOD, name: value})
    assert mistake.startswith(f"PORTAL_{name.upper()}: production")


@pytest.mark.parametrize(
    "address",
    [
        "",
        "redis://127.0.0.1:6379/0",
        "redis://localhost",
        "redis://[::1]:6379",
        "unix:///run/redis.sock",
        "rediss://:password@redis.internal:6379/0",
        "redis://u:p@10.0.0.7",
    ],
)
def test_redis_needs_a_password_unless_it_is_on_this_machine(address: str):
    assert read_settings(**GOOD, redis_url=address).redis_url.get_secret_value() == address


def test_production_with_all_defaults_lists_everything_that_is_missing():
    found = _mistakes(mode="production", workers=2)
    assert [line.split(":")[0] for line in found] == ["PORTAL_WORKERS", "PORTAL_SECRET_KEY", "PORTAL_ORIGINS", "PORTAL_MAIL_URL"]


def _start(**environment: str) -> subprocess.CompletedProcess:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("PORTAL_")}
    code = "from portal_app.kernel.config import settings; settings(); print('started')"
    return subprocess.run([sys.executable, "-c", code], cwd=ROOT, env={**clean, **environment}, capture_output=True, text=True)


def test_a_process_with_demo_keys_does_not_start_in_production():
    done = _start(PORTAL_MODE="production")
    assert done.returncode != 0 and done.stdout == ""
    assert done.stderr.startswith("The portal cannot start:")
    assert all(f"PORTAL_{name}:" in done.stderr for name in ("SECRET_KEY", "ORIGINS", "MAIL_URL"))
    assert "Traceback" not in done.stderr and DEMO_SECRET not in done.stderr


def test_a_process_with_good_settings_starts():
    done = _start(**{f"PORTAL_{name.upper()}": value for name, value in GOOD.items()})
    assert (done.returncode, done.stdout) == (0, "started\n")


@pytest.mark.parametrize(
    ("name", "hint"), [("PORTAL_ORIGIN", "PORTAL_ORIGINS perhaps?"), ("PORTAL_SECERT_KEY", "PORTAL_SECRET_KEY perhaps?"), ("PORTAL_QQQQ", "no such setting.")]
)
def test_a_slip_in_the_name_of_a_setting_is_noticed(name: str, hint: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv(name, "x")
    (mistake,) = _mistakes()
    assert mistake.startswith(f"{name}: there is no such setting") and hint in mistake


def test_a_mistake_never_repeats_a_secret():
    text = "\n".join(_mistakes(mode="production", secret_key="a-short-secret", mail_url="telnet://user:mail-password@host", redis_url="x", port="x"))
    assert "a-short-secret" not in text and "mail-password" not in text


def test_settings_printed_by_accident_hide_what_is_secret():
    text = repr(read_settings(**GOOD, redis_url="redis://:redis-password@h/0", database_url="postgresql://u:database-password@h/d"))
    assert GOOD["secret_key"] not in text and "redis-password" not in text and "database-password" not in text and "secret@mail" not in text


@pytest.mark.parametrize("given", ["postgresql://u:p@h/d", "postgresql+psycopg://u:p@h/d"])
def test_a_postgresql_address_is_written_either_way(given: str):
    assert read_settings(database_url=given).database == "postgresql+psycopg://u:p@h/d"


def test_without_an_address_the_database_is_a_file_in_the_data_folder(tmp_path: Any):
    assert read_settings(data_folder=tmp_path).database == f"sqlite:///{tmp_path}/portal.db"
