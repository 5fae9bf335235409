"""Shows each reader as much of the tables as their rights reach: the one place where data are masked, for all outputs.

What is above their class of data is not in what statements read: rows are left out, columns say nothing. So no page,
list, count, search, export or sentence made of it can tell. Statements stay as they are written.
"""

from collections.abc import Callable, Mapping
from functools import cache

from attrs import define, evolve, field, frozen, validators

from outreach_crm.policy import DataClass
from outreach_crm.storage.dialect import VISIBLE, Dialect

_NAME = r"[a-z][a-z0-9_]*"
# Whoever may not look at persons: for them there are organisations and groups only.
_NO_PERSON = "coalesce({0}.kind, '') <> 'person'"
# Whoever is confined: what features let their account see, and no other contact; no contact at all is nobody's secret.
_CONFINED = "({0}.id is null or {0}.id in (LET_SEE))"
_NOBODY = "select 0 as id where 1 = 0"


@frozen(kw_only=True)
class Mask:
    """What of a table or published view is only for whoever reaches a class of data.

    Args:
        table: the table or view.
        data: the class.
        of: which rows that is, as a predicate over ``t``; empty for all of them.
        columns: columns that say nothing of these rows, each with what stands there instead (``''``, ``null``); where
            none is named such rows are left out.
    """

    table: str = field(validator=validators.matches_re(_NAME))
    data: DataClass
    of: str = ""
    columns: Mapping[str, str] = field(factory=dict, hash=False)


@define
class Sight:
    """What makes of the dialect of an engine the one in which somebody reads only what they may see.

    Args:
        let_see: what says which contacts an account sees that is confined; see ``MigrationSet.lets_see``.
        masks: what is masked, for whom.
    """

    let_see: tuple[str, ...] = ()
    masks: tuple[Mask, ...] = ()
    _read: dict[DataClass, tuple[tuple[str, str], ...]] = field(factory=dict, init=False)

    def dialect(
        self, whole: Dialect, columns: Callable[[str], Mapping[str, str]], reach: DataClass, *, confined: bool
    ) -> Dialect:
        """Return the dialect of somebody.

        Args:
            whole: of the engine.
            columns: returns the columns of a table or view.
            reach: how far into the data they look.
            confined: whether they see only contacts that features let their account see.
        """
        if reach is DataClass.AT_RISK and not confined:
            return whole
        if reach not in self._read:
            self._read[reach] = tuple(self._masked(reach, columns))
        return _narrowed(
            whole, reach.reaches(DataClass.PERSONAL), self.let_see if confined else None, self._read[reach]
        )

    def _masked(self, reach: DataClass, columns: Callable[[str], Mapping[str, str]]) -> list[tuple[str, str]]:
        above = [one for one in self.masks if not reach.reaches(one.data)]
        tables = dict.fromkeys(one.table for one in above)
        return [(table, _reading([one for one in above if one.table == table], columns(table))) for table in tables]


def _reading(masks: list[Mask], columns: Mapping[str, str]) -> str:
    """Return the SELECT that stands in the place of a table."""
    cells = {name: f"t.{name}" for name in columns}
    rows = []
    for one in masks:
        if not one.columns:
            rows.append(f"not ({one.of})" if one.of else "1 = 0")
        for name, instead in one.columns.items():
            cells[name] = f"case when {one.of} then {instead} else {cells[name]} end" if one.of else instead
    told = ", ".join(cell if cell == f"t.{name}" else f"{cell} as {name}" for name, cell in cells.items())
    return f"select {told} from {masks[0].table} t" + (f" where {' and '.join(rows)}" if rows else "")


@cache
def _narrowed(
    whole: Dialect, persons: bool, let_see: tuple[str, ...] | None, masked: tuple[tuple[str, str], ...]
) -> Dialect:
    visible = [VISIBLE, *([] if persons else [_NO_PERSON])]
    if let_see is not None:
        visible.append(_CONFINED.replace("LET_SEE", " union ".join(let_see) or _NOBODY))
    fragments = {**whole.fragments, "visible": f"({' and '.join(visible)})"}
    return evolve(whole, fragments=fragments, instead=dict(masked))
