"""The frame of benchmarks: a name, a function that measures, figures with their goals."""

import gc
import statistics
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from tempfile import TemporaryDirectory
from time import process_time

from attrs import frozen

from outreach_crm.app import App

# The same on every machine, whoever runs it.
ENVIRON = {"OUTREACH_SETTINGS": "none.toml", "OUTREACH_KEY": "0" * 32, "LOGNAME": "bench"}
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
    for module in iter_modules([str(Path(__file__).parent)]):
        if not module.name.startswith("__"):
            import_module(f"tests.benchmarks.{module.name}")
    return _KNOWN


@contextmanager
def section(name: str) -> Iterator[App]:
    """Give an App on a new SQLite file of that name, in a folder of its own that is gone afterwards."""
    with TemporaryDirectory() as folder:
        app = App.open(str(Path(folder) / f"{name}.db"), environ=ENVIRON)
        yield app
        app.close()


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
