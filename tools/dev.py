"""`make dev`: as `make run`, and on each change the server starts again; the pages are built anew when they may have changed.

A broken change leaves the last good server running and says what is wrong.
"""

import os
import signal
import subprocess
from pathlib import Path

import watchfiles

from portal_app.kernel.config import Settings, settings
from tools.children import end, start
from tools.frontend import built_front, hold
from tools.places import ROOT
from tools.portal import check_port_is_free, demo_people, migrate, wait_until_it_answers, welcome
from tools.say import Stop, end_in_sentences, step
from tools.serve import command, environment

_WATCHED = ("portal_app", "assets", "alembic", "rxconfig.py")
_SERVER_ROOMS = {"rules", "tables", "store", "actions", "api", "jobs", "kernel", "integrations", "alembic", "demo"}


def main() -> None:
    os.chdir(ROOT)
    chosen = settings()
    check_port_is_free(chosen)
    front, server = built_front(), None
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        migrate()
        people = demo_people(chosen)
        server = serve(chosen, front)
        step(welcome(chosen, people))
        for changes in watchfiles.watch(*_existing(_WATCHED), watch_filter=watchfiles.DefaultFilter(), raise_interrupt=False):
            changed = [Path(path).relative_to(ROOT) for _, path in changes]
            front, server = follow(changed, chosen, front, server)
    finally:
        if server:
            end(server)
    step("\nThe portal has stopped.")


def follow(changed: list[Path], chosen: Settings, front: Path, server: subprocess.Popen) -> tuple[Path, subprocess.Popen]:
    """Serve what was changed; what cannot be built is not served."""
    step(f"\nChanged: {', '.join(sorted(map(str, changed))[:5])}")
    try:
        if not all(stays_on_the_server(path) for path in changed):
            front = built_front()
        if any(path.parts[0] == "alembic" for path in changed):
            migrate()
    except Stop as trouble:
        step(f"{trouble}\n\nThe last good portal goes on.")
        return front, server
    end(server)
    return front, _serve_or_say(chosen, front)


def stays_on_the_server(path: Path) -> bool:
    """True for rooms that no page is made of: slice/store.py, slice/actions/..., kernel/..., alembic/..."""
    return any(Path(part).stem in _SERVER_ROOMS for part in path.parts)


def _serve_or_say(chosen: Settings, front: Path) -> subprocess.Popen:
    server = _launch(chosen, front)
    try:
        wait_until_it_answers(server, chosen)
        step("The portal runs again.")
    except Stop as trouble:
        step(f"{trouble}\nIt starts again after your next change.")
    return server


def serve(chosen: Settings, front: Path) -> subprocess.Popen:
    server = _launch(chosen, front)
    wait_until_it_answers(server, chosen)
    return server


def _launch(chosen: Settings, front: Path) -> subprocess.Popen:
    held = hold(front)
    server = start(command(chosen), env=environment(front), pass_fds=(held,), start_new_session=True)
    os.close(held)
    return server


def _existing(names: tuple[str, ...]) -> list[Path]:
    return [ROOT / name for name in names if (ROOT / name).exists()]


if __name__ == "__main__":
    end_in_sentences(main)
