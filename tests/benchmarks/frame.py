"""The frame of benchmarks: a name, a function that measures, figures with their goals."""

import gc
import statistics
from collections.abc import Callable, Iterator
from time import process_time

from attrs import frozen

_KNOWN: dict[str, "Benchmark"] = {}


@frozen(kw_only=True)
class Figure:
    """One figure: what it is of, its value and unit, and whether the goal (in words) is met."""

    title: str
    value: float
    unit: str
    goal: str = ""
    met: bool = True


@frozen
class Benchmark:
    """A benchmark: its name, what it measures, and the function that does it."""

    name: str
    title: str
    run: Callable[[], Iterator[Figure]]


def benchmark(name: str) -> Callable[[Callable[[], Iterator[Figure]]], Callable[[], Iterator[Figure]]]:
    """Register a function that yields figures under a name; its docstring says what it measures."""

    def register(function: Callable[[], Iterator[Figure]]) -> Callable[[], Iterator[Figure]]:
        _KNOWN[name] = Benchmark(name, (function.__doc__ or "").splitlines()[0], function)
        return function

    return register


def benchmarks() -> dict[str, Benchmark]:
    """Return all benchmarks by name."""
    from tests.benchmarks import (
        clearance,
        concurrency,
        duplicates,
        importing,
        journal,
        million,
        reading,
        start_up,
        undo,
    )

    assert all((clearance, concurrency, duplicates, importing, journal, million, reading, start_up, undo))
    return _KNOWN


def cpu(work: Callable[[], object]) -> float:
    """Return the processor seconds a piece of work takes in this process."""
    gc.collect()
    gc.disable()
    try:
        start = process_time()
        work()
        return process_time() - start
    finally:
        gc.enable()


def interleaved(rounds: int, ours: Callable[[], float], other: Callable[[], float]) -> tuple[float, float, float]:
    """Measure two things in turn, so that whatever slows the machine slows both.

    Returns:
        The median of each, and the median of what they were to each other round by round.
    """
    pairs = []
    for number in range(rounds):
        if number % 2:
            first, second = ours(), other()
        else:
            second, first = other(), ours()
        pairs.append((first, second))
    return (
        statistics.median(first for first, _ in pairs),
        statistics.median(second for _, second in pairs),
        statistics.median(first / second for first, second in pairs),
    )
