"""Takes a PostgreSQL server of the tests down and starts it again, as an operator or an accident would."""

import os
import signal
import subprocess
import time
from pathlib import Path

import psycopg

from tests.services import Postgres


class Outage:
    """Stops and starts one server. Only for a server that no other test uses; `end` stops what `start` started."""

    def __init__(self, server: Postgres) -> None:
        self._server = server
        with server.admin() as admin:
            folder = admin.execute("SHOW data_directory").fetchone()[0]
        self._lock = Path(folder) / "postmaster.pid"
        self._pid = int(self._lock.read_text().split()[0])
        self._command = Path(f"/proc/{self._pid}/cmdline").read_bytes().decode().split("\0")[:-1]
        self._owner = Path(folder).stat()
        self._started: subprocess.Popen | None = None

    def stop(self) -> None:
        """As `pg_ctl stop -m fast`: sessions are cut, files are complete."""
        self._end_with(signal.SIGINT)

    def kill(self) -> None:
        """As if the machine took it away. The server's children notice and end."""
        self._end_with(signal.SIGKILL)

    def start(self) -> None:
        own = {"user": self._owner.st_uid, "group": self._owner.st_gid, "extra_groups": []} if os.geteuid() == 0 else {}
        give_up = time.monotonic() + 60
        while time.monotonic() < give_up:
            self._started = subprocess.Popen(self._command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **own)
            self._pid = self._started.pid
            if self._answers(give_up):
                return
            time.sleep(0.2)  # the children of a killed server may still hold its memory
        raise RuntimeError("PostgreSQL did not start again.")

    def end(self) -> None:
        if self._started is not None and self._started.poll() is None:
            self._end_with(signal.SIGINT)

    def _answers(self, give_up: float) -> bool:
        while self._started.poll() is None and time.monotonic() < give_up:
            try:
                self._server.admin().close()
                return True
            except psycopg.OperationalError:
                time.sleep(0.05)
        return False

    def _end_with(self, word: signal.Signals) -> None:
        os.kill(self._pid, word)
        give_up = time.monotonic() + 60
        while self._is_running() and time.monotonic() < give_up:
            time.sleep(0.02)

    def _is_running(self) -> bool:
        if self._started is not None:
            return self._started.poll() is None
        try:
            return Path(f"/proc/{self._pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
        except FileNotFoundError:
            return False
