"""Processes we start, and only those, are ended by us: also when we are killed ourselves."""

import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from typing import Any

_SET_PARENT_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG of prctl(2)


def start(command: Sequence[str], *, last_word: int = signal.SIGTERM, **options: Any) -> subprocess.Popen:
    """Start a process that gets the signal `last_word` when we die without being able to stop it (Linux)."""
    before_exec = _die_with(os.getpid(), last_word)  # one system call, prepared before the fork: safe beside threads
    return subprocess.Popen([str(part) for part in command], preexec_fn=before_exec, **options)  # noqa: PLW1509


def _die_with(parent: int, last_word: int) -> Callable[[], None] | None:
    if sys.platform != "linux":
        return None
    prctl = ctypes.CDLL(None).prctl  # looked up before the fork: nothing is imported in the child

    def ask_the_kernel() -> None:
        prctl(_SET_PARENT_DEATH_SIGNAL, last_word, 0, 0, 0)
        if os.getppid() != parent:  # died in between
            os.kill(os.getpid(), last_word)

    return ask_the_kernel


def end(process: subprocess.Popen, *, politely: int = signal.SIGTERM, patience: float = 15) -> None:
    """End one process that we started and wait until it is gone."""
    if process.poll() is None:
        process.send_signal(politely)
        try:
            process.wait(patience)
        except subprocess.TimeoutExpired:
            process.kill()
    process.wait()


def run_quietly(command: Sequence[str], **options: Any) -> subprocess.CompletedProcess:
    """Run to the end and keep what it printed, both streams in one text."""
    return subprocess.run(
        [str(part) for part in command], check=False, text=True, errors="replace",
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, **options,
    )  # fmt: skip
