"""The only place that reads the environment: settings with the prefix PORTAL_, and a sentence for each mistake."""

import os
import re
import sys
from collections.abc import Iterator
from difflib import get_close_matches
from enum import StrEnum
from functools import lru_cache
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

ROOT = Path(__file__).resolve().parents[2]
DEMO_SECRET = "demo-only-secret-key-that-everybody-knows"  # refused in production


class Mode(StrEnum):
    DEMO = "demo"  # a portal that is alive: demo world, cast on the sign-in page, mailbox page
    TEST = "test"  # as demo, with a world made by the tests
    PRODUCTION = "production"  # empty, strict, real mail


class Settings(BaseSettings):
    """Every setting with its default; docs/operations/settings.md is checked against this class."""

    model_config = SettingsConfigDict(env_prefix="PORTAL_", extra="ignore")

    mode: Mode = Mode.DEMO
    host: str = "127.0.0.1"
    port: int = Field(3000, ge=1, le=65535)
    workers: int = Field(1, ge=1, le=16)  # processes of one server; more than one share their states over Redis
    origins: str = ""  # comma-separated; empty: loopback addresses at our port (refused in production)
    secret_key: SecretStr = SecretStr(DEMO_SECRET)
    database_url: str = Field("", repr=False)  # empty: SQLite in the data folder
    database_threads: int = Field(8, ge=1, le=64)
    redis_url: SecretStr = SecretStr("")
    data_folder: Path = ROOT / "var"
    mail_url: SecretStr = SecretStr("mailbox:")  # mailbox: keeps mails for the demo page; smtp://user:password@host:port?tls=start
    mail_from: str = "portal@brandt-thode.example"
    supplier_name: str = "Brandt & Thode"
    supplier_trade: str = "fasteners, tools, safety"
    supplier_address: str = ""  # of papers, its lines divided by |; empty: left out, in the demo an invented one
    supplier_imprint: str = ""  # what the law asks for at the foot of a business letter, its parts divided by |
    help_phone: str = "0431 555 01-0"
    help_hours: str = "7:00-18:00"  # Monday to Friday
    trusted_proxies: int = Field(0, ge=0, le=5)
    session_idle_minutes: int = Field(30, ge=1, le=30)
    staff_idle_minutes: int = Field(15, ge=1, le=15)
    session_hours: int = Field(12, ge=1, le=12)
    message_bytes: int = Field(256_000, ge=4_096, le=1_000_000)
    connections_per_address: int = Field(200, ge=1)
    order_undo_seconds: int = Field(60, ge=0, le=3600)  # so long after the click an order can be taken back, and waits before it leaves
    erp_step_minutes: int = Field(2, ge=0, le=1440)  # demo only; 0: orders stand still until staff move them

    @field_validator("origins")
    @classmethod
    def _origins_are_exact(cls, value: str) -> str:
        for origin in _listed(value):
            if not _is_origin(origin):
                raise ValueError(f"“{origin}” is not an origin. Write scheme and host only, for example https://portal.example.com")
        return value

    @field_validator("database_url")
    @classmethod
    def _known_database(cls, value: str) -> str:
        if value and not value.startswith(("sqlite:///", "postgresql://", "postgresql+psycopg://")):
            raise ValueError("use sqlite:///path/to/file.db or postgresql://user:password@host/name")
        return value.replace("postgresql://", "postgresql+psycopg://", 1)

    @field_validator("help_hours")
    @classmethod
    def _two_times(cls, value: str) -> str:
        if not re.fullmatch(r"\d{1,2}:\d{2}-\d{1,2}:\d{2}", value):
            raise ValueError("use two times, for example 7:00-18:00")
        return value

    @field_validator("mail_url")
    @classmethod
    def _known_mail(cls, value: SecretStr) -> SecretStr:
        if not value.get_secret_value().startswith(("mailbox:", "smtp://", "smtps://")):
            raise ValueError("use smtp://user:password@host:587?tls=start or smtps://user:password@host:465")
        return value

    @model_validator(mode="after")
    def _fit_together(self) -> "Settings":
        mistakes = [*self._worker_mistakes(), *(self._production_mistakes() if self.mode is Mode.PRODUCTION else ())]
        if mistakes:
            raise ValueError(" | ".join(mistakes))
        return self

    def _worker_mistakes(self):
        if self.workers > 1 and not self.redis_url.get_secret_value():
            yield "PORTAL_WORKERS: more than one worker needs PORTAL_REDIS_URL, for example redis://:password@127.0.0.1:6379/0"

    def _production_mistakes(self):
        secret = self.secret_key.get_secret_value()
        if secret == DEMO_SECRET or len(secret) < 32 or len(set(secret)) < 10:
            how = "python -c 'import secrets; print(secrets.token_urlsafe(48))'"
            yield f"PORTAL_SECRET_KEY: production needs a secret of its own with at least 32 characters ({how})"
        if not _listed(self.origins):
            yield "PORTAL_ORIGINS: production needs the exact address people open, for example https://portal.example.com"
        elif any(origin.startswith("http://") for origin in self.origin_list):
            yield "PORTAL_ORIGINS: production is reached over https only"
        if self.mail_url.get_secret_value().startswith("mailbox:"):
            yield "PORTAL_MAIL_URL: production sends real mail, for example smtp://user:password@host:587?tls=start"
        if not _is_guarded(self.redis_url.get_secret_value()):
            yield "PORTAL_REDIS_URL: production needs a password for a Redis on another machine, for example rediss://:password@redis.internal:6379/0"

    @property
    def origin_list(self) -> list[str]:
        """The origins a browser may come from, exact."""
        return _listed(self.origins) or [f"http://{name}:{self.port}" for name in ("127.0.0.1", "localhost")]

    @property
    def database(self) -> str:
        return self.database_url or f"sqlite:///{self.data_folder / 'portal.db'}"

    @property
    def public_url(self) -> str:
        """The fixed address that links in mails carry; never taken from a request."""
        return self.origin_list[0]

    @property
    def is_demo(self) -> bool:
        return self.mode is not Mode.PRODUCTION


def _listed(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


def _is_origin(text: str) -> bool:
    """Exactly what a browser sends as Origin: scheme, lower-case host and, when it is unusual, port."""
    parts = urlsplit(text)
    try:
        usual = {"http": 80, "https": 443}[parts.scheme]
        port = f":{parts.port}" if parts.port not in (None, usual) else ""
    except (KeyError, ValueError):
        return False
    host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname
    return bool(host) and "*" not in host and text == f"{parts.scheme}://{host}{port}"


def _is_guarded(redis_url: str) -> bool:
    """Whoever can write to Redis runs code here, so only Redis on this machine may go without a password."""
    try:
        parts = urlsplit(redis_url)
        return not redis_url or bool(parts.password) or parts.scheme == "unix" or parts.hostname == "localhost" or ip_address(parts.hostname or "").is_loopback
    except ValueError:
        return False


class BadSettings(Exception):
    """Settings that cannot be used; the text has one sentence a line."""


def read_settings(**given: object) -> Settings:
    """Read and check the environment. Raises BadSettings with one sentence for each mistake."""
    mistakes = list(_unknown_names())
    try:
        read = Settings(**given)
    except ValidationError as trouble:
        mistakes += [_sentence(error) for error in trouble.errors()]
    if mistakes:
        raise BadSettings("\n".join(mistakes))
    return read


def _unknown_names() -> Iterator[str]:
    """A setting with a slip in its name would be passed over in silence."""
    for name in sorted(os.environ):
        ours, _, rest = name.lower().partition("_")
        if ours == "portal" and rest not in Settings.model_fields:
            near = get_close_matches(rest, Settings.model_fields, n=1)
            yield f"{name}: there is no such setting{f'; PORTAL_{near[0].upper()} perhaps?' if near else '.'}"


def _sentence(error: dict) -> str:
    text = error["msg"].removeprefix("Value error, ")
    if not error["loc"]:
        return text.replace(" | ", "\n")
    return f"PORTAL_{str(error['loc'][0]).upper()}: {text}"


@lru_cache(maxsize=1)
def settings() -> Settings:
    """The settings of this process, read once. A mistake ends the process with its sentences, before anything is served."""
    try:
        return read_settings()
    except BadSettings as mistakes:
        sys.exit(f"The portal cannot start:\n{mistakes}")
