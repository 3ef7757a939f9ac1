"""The garbage collector is held back for a while, never for good."""

import gc
import threading

import pytest

from portal_app.kernel.collecting import collector_held, leave_out_what_stays


def test_it_is_held_in_the_block_and_runs_again_after_it():
    with collector_held():
        assert not gc.isenabled()
        with collector_held():
            pass
        assert not gc.isenabled()
    assert gc.isenabled()


def test_trouble_in_the_block_does_not_stop_it_for_good():
    with pytest.raises(ValueError, match="trouble"), collector_held():
        raise ValueError("trouble")
    assert gc.isenabled()


def test_it_runs_again_when_the_last_of_several_threads_is_done():
    inside, go_on = threading.Event(), threading.Event()

    def work() -> None:
        with collector_held():
            inside.set()
            go_on.wait(5)

    thread = threading.Thread(target=work)
    with collector_held():
        thread.start()
        assert inside.wait(5)
    assert not gc.isenabled()
    go_on.set()
    thread.join()
    assert gc.isenabled()


def test_whoever_switched_it_off_finds_it_off():
    gc.disable()
    try:
        with collector_held():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_what_stays_is_left_out():
    try:
        leave_out_what_stays()
        assert gc.get_freeze_count() > 10_000
    finally:
        gc.unfreeze()
