"""What records were at any time, as far as it was written down by then and not taken back."""

from typing import Any

from attrs import frozen

from outreach_crm.app import App
from outreach_crm.changes import queries
from outreach_crm.storage.history import written


@frozen
class Life:
    """What a row of a kept table was since when.

    Args:
        row_id: the row.
        steps: each moment (UTC) at which it was written with what it was then, None where it was taken away; what an
            undo took back is left out.
    """

    row_id: int
    steps: tuple[tuple[str, dict[str, Any] | None], ...]

    def at(self, moment: str) -> dict[str, Any] | None:
        """Return the row as it was before a moment (UTC); None: it was not there."""
        return next((row for since, row in reversed(self.steps) if since < moment), None)

    @property
    def first(self) -> dict[str, Any] | None:
        """The row as it was written first; None: all that was ever written of it was taken back."""
        return next((row for _, row in self.steps if row is not None), None)


def lives(app: App, table: str, column: str, value: int) -> list[Life]:
    """Return what the rows of a kept table were that have a number in a column, or had it, by their ids.

    Args:
        app: the App.
        table: a kept table of the feature that asks, which is about no contacts and withholds nothing.
        column: a column that holds a number: ``id``, or the one that names the owner.
        value: the number.

    Raises:
        ValueError: the table is none of that kind.
    """
    found = written(app.store, table, column, value)
    changes = sorted({change for steps in found.values() for change, _ in steps})
    undone = queries.undone_by(app.store, changes)
    # An undo brings back what stands already where what it took back is left out.
    moments = {
        one["id"]: one["opened_at"]
        for one in queries.some(app.store, changes)
        if one["undoes"] is None and one["id"] not in undone
    }
    return [
        Life(number, tuple((moments[change], row) for change, row in steps if change in moments))
        for number, steps in sorted(found.items())
    ]
