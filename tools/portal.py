"""`make run`, once the packages are there: settings, pages, tables, demo world, server, and a word where to find it."""

import os
import signal
import socket
import subprocess
import time
import urllib.request

from portal_app.kernel.config import Mode, Settings, settings
from tools.children import end, run_quietly, start
from tools.frontend import built_front, hold
from tools.places import BUILD, ROOT, VENV_PYTHON
from tools.say import end_in_sentences, step, stop
from tools.serve import command, environment

_STRAIGHT = urllib.request.build_opener(urllib.request.ProxyHandler({}))  # our own address is never behind a proxy


def main() -> None:
    os.chdir(ROOT)
    chosen = settings()
    check_port_is_free(chosen)
    front = built_front()
    held = hold(front)
    migrate()
    people = demo_people(chosen)
    check_port_is_free(chosen)
    server = start(command(chosen), env=environment(front), pass_fds=(held,), start_new_session=True)
    try:
        wait_until_it_answers(server, chosen)
        step(welcome(chosen, people))
        leave_with(server)
    finally:
        end(server)


def check_port_is_free(chosen: Settings) -> None:
    family = socket.AF_INET6 if ":" in chosen.host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((chosen.host, chosen.port))
        except OverflowError:
            stop(f"PORTAL_PORT={chosen.port} is not a port.")
        except PermissionError:
            stop(f"Port {chosen.port} may only be opened by root. Choose one above 1023: PORTAL_PORT=3000 make run")
        except OSError as trouble:
            if trouble.errno not in (48, 98):  # taken, on macOS and Linux
                stop(f"The address {chosen.host}:{chosen.port} cannot be opened: {trouble.strerror}. See PORTAL_HOST and PORTAL_PORT.")
            who = "A portal runs there already" if _answers(chosen) else "Another program uses it"
            stop(f"Port {chosen.port} is taken. {who}. Stop it, or choose another port: PORTAL_PORT={chosen.port + 1} make run")


def migrate() -> None:
    _run_ours("alembic", "upgrade", "head", trouble="The tables could not be brought up to date.")


def demo_people(chosen: Settings) -> str:
    """In the demo: build its world where there is none yet, and return who can sign in, as text for people."""
    if chosen.mode is not Mode.DEMO:
        return ""
    _run_ours("portal_app.demo", trouble="The demo world could not be built.")
    return _run_ours("portal_app.demo", "people", trouble="The demo people could not be listed.")


def _run_ours(*module_and_arguments: str, trouble: str) -> str:
    done = run_quietly([VENV_PYTHON, "-m", *module_and_arguments], cwd=ROOT)
    if done.returncode:
        log = BUILD / f"{module_and_arguments[0]}.log"
        BUILD.mkdir(exist_ok=True)
        log.write_text(done.stdout)
        stop(f"{trouble} {_what_it_said(done.stdout)}\nAll of its words are in {log.relative_to(ROOT)}.")
    return done.stdout.strip()


def _what_it_said(output: str) -> str:
    """The one sentence in a long trace that helps: the database's own, else the last line."""
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    refused = next((line for line in lines if "OperationalError)" in line), None)
    if refused:
        return f"The database says: {refused.partition(') ')[2]}\nSee PORTAL_DATABASE_URL."
    return lines[-1] if lines else "It said nothing."


def wait_until_it_answers(server: subprocess.Popen, chosen: Settings) -> None:
    while not _answers(chosen):
        if server.poll() is not None:
            stop("The server ended before it answered; its words are above.")
        time.sleep(0.1)


def _answers(chosen: Settings) -> bool:
    try:
        with _STRAIGHT.open(f"http://{_reachable(chosen.host)}:{chosen.port}/ping", timeout=2) as answer:
            return b"pong" in answer.read(64)
    except (OSError, ValueError):
        return False


def _reachable(host: str) -> str:
    return {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)


def welcome(chosen: Settings, people: str) -> str:
    host = "localhost" if chosen.host in ("127.0.0.1", "0.0.0.0", "::1", "::") else chosen.host
    address = f"The portal runs at http://{host}:{chosen.port}/"
    return "\n\n".join(filter(None, ("", address, people, "Ctrl-C stops it.")))


def leave_with(server: subprocess.Popen) -> None:
    """Stay until the server ends: by itself, or because we are asked to. It has a session of its own, so Ctrl-C reaches only us."""
    asked: list[int] = []

    def pass_on(signum: int, _frame: object) -> None:
        asked.append(signum)
        if len(asked) == 1:
            server.terminate()
        else:
            server.kill()

    signal.signal(signal.SIGTERM, pass_on)
    signal.signal(signal.SIGINT, pass_on)
    code = server.wait()
    if asked:
        step("\nThe portal has stopped.")
    elif code:
        stop(f"The server ended by itself (code {code}); its words are above.")


if __name__ == "__main__":
    end_in_sentences(main)
