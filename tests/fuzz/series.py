"""A series of broken and hostile texts: what became of each, how long the slowest took, and where a culprit is kept."""

import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from time import process_time

from attrs import define, field

SLOW = 10.0
"""Seconds of CPU that nothing may take: many times what the longest needs, because what is not linear takes minutes."""


@define
class Series:
    """What became of texts by what a reader says of each, and the slowest of them in seconds of CPU.

    ``outcome`` reads one; ``culprit`` is the name under which one is kept that it fails on.
    """

    outcome: Callable[[bytes], str]
    culprit: str
    found: Counter[str] = field(factory=Counter)
    slowest: float = 0.0

    def take(self, content: bytes) -> None:
        """Read a text, and keep its bytes where it cannot be read.

        Raises:
            Exception: whatever the reader raised, or an assertion where it took too long or told what it may not.
        """
        begin = process_time()
        try:
            said = self.outcome(content)
            self.slowest = max(self.slowest, process_time() - begin)
            assert process_time() - begin < SLOW, "it takes too long"
        except BaseException:
            self._kept.write_bytes(content)
            raise
        self.found[said] += 1

    @property
    def _kept(self) -> Path:
        return Path(tempfile.gettempdir(), self.culprit)


def summed_up(series: Series, run: Callable[[], object], monsters: Iterable[tuple[str, bytes]]) -> int:
    """Run a series, then what was made to harm, and print what became of all; returns the exit code."""
    try:
        run()
        slowest = series.slowest
        for name, content in monsters:
            before = process_time()
            series.take(content)
            if process_time() - before > SLOW / 20:
                sys.stdout.write(f"{name:<60} {process_time() - before:>6.2f} s\n")
    except Exception as error:
        sys.stdout.write(f"{type(error).__name__}: {error}\nIt is {series.culprit} in {tempfile.gettempdir()}.\n")
        return 1
    for what, count in sorted(series.found.items()):
        sys.stdout.write(f"{what:<24} {count:>8}\n")
    sys.stdout.write(f"No exception; the slowest mutation took {slowest:.3f} s, of all {series.slowest:.3f} s.\n")
    return 0
