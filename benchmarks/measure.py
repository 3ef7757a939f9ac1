"""Timing and printing for the benchmarks. Machines are noisy: medians and ratios of one run mean something, single figures less."""

import statistics
import time
from collections.abc import Callable


def timed(work: Callable[[], object], times: int) -> list[float]:
    """Milliseconds of each of `times` calls, after a tenth as many calls to warm up."""
    for _ in range(max(1, times // 10)):
        work()
    return [_milliseconds(work) for _ in range(times)]


def alternately(first: Callable[[], object], second: Callable[[], object], times: int) -> tuple[list[float], list[float]]:
    """Two pieces of work in turn, so that both meet the same noise. Milliseconds of each call."""
    for _ in range(max(1, times // 10)):
        first(), second()
    pairs = [(_milliseconds(first), _milliseconds(second)) for _ in range(times)]
    return [one for one, _ in pairs], [two for _, two in pairs]


def median(values: list[float]) -> float:
    return statistics.median(values)


def at(share: float, values: list[float]) -> float:
    """The value that `share` (0.95) of the values do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def title(text: str) -> None:
    print(f"\n{text}\n{'-' * len(text)}", flush=True)


def line(name: str, values: list[float], unit: str = "ms") -> None:
    print(f"{name:<58} median {median(values):8.2f}  p95 {at(0.95, values):8.2f} {unit}  (n={len(values)})", flush=True)


def fact(name: str, value: object) -> None:
    print(f"{name:<58} {value}", flush=True)


def _milliseconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000
