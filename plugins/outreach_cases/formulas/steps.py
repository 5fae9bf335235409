"""Levels as they were written, made ready to be counted: what was given twice in a row, and several levels as one."""

from collections.abc import Collection, Iterable

from attrs import frozen

from outreach_cases.formulas.stock_and_flow import Case, Transition

APART = "apart"
"""How all levels are called that are not among those that are gathered."""


@frozen(kw_only=True)
class Steps:
    """Transitions of which each gives a case another level than it had.

    Args:
        taken: those, in order of their days.
        twice: what gave a case the level that it had; one between was taken back.
    """

    taken: tuple[Transition, ...]
    twice: tuple[Transition, ...]


def steps(transitions: Iterable[Transition]) -> Steps:
    """Return what changed the level of a case, apart from what did not.

    Args:
        transitions: in the order in which they were written down, which holds among those of one day.
    """
    standing: dict[Case, str] = {}
    taken, twice = [], []
    for one in sorted(transitions, key=lambda row: row.on):
        if standing.get(one.case) == one.to:
            twice.append(one)
        else:
            taken.append(one)
            standing[one.case] = one.to
    return Steps(taken=tuple(taken), twice=tuple(twice))


def gathered(transitions: Iterable[Transition], levels: Collection[str], name: str) -> tuple[Transition, ...]:
    """Return when cases came to one of some levels and when they left all of them.

    Args:
        transitions: as :func:`steps`.
        levels: those that count as one.
        name: how that one is called.
    """
    return steps(
        Transition(one.case, one.on, name if one.to in levels else APART, one.reason) for one in transitions
    ).taken
