"""New rows by the hundred thousand: as few statements as can be, and triggers put off until the end."""

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

from attrs import define, field

if TYPE_CHECKING:
    from outreach_crm.storage.store import Store

_A_FEW_ROWS = 250


@define
class Bulk:
    """Counts new rows by table; from a few hundred on, their triggers are put off until the end."""

    store: "Store"
    ends: ExitStack
    counts: Counter[str] = field(factory=Counter)

    def inserted(self, table: str, count: int) -> None:
        """Note new rows of a kept table, which its triggers have accepted."""
        before = self.counts[table]
        self.counts[table] += count
        if before < _A_FEW_ROWS <= before + count:
            self.ends.enter_context(self.store._put_off(table))


def by_powers(batch: Sequence[Sequence[Any]]) -> Iterator[Sequence[Sequence[Any]]]:
    """Part rows into numbers of them that are powers of two, so that few statements, which are remembered, do."""
    done = 0
    while left := len(batch) - done:
        size = 1 << (left.bit_length() - 1)
        yield batch[done : done + size]
        done += size
