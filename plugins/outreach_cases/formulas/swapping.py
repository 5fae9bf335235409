"""Exchanges that two groups could agree on (formula F12): neither gets a case that fits it less, one gets a better one.

An exchange is only proposed: nobody is moved unless both groups agree.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence

from attrs import frozen

from outreach_cases.formulas.fitting import Case, Fit, Group, fit


@frozen(kw_only=True)
class Swap:
    """An exchange of two cases.

    Args:
        gives: the case the group would give.
        group: the other group.
        takes: the case of the other group, which it would get.
        gain: by how many levels the two groups would be better off together; 1 or more.
    """

    gives: str
    group: str
    takes: str
    gain: int


def swaps(
    group: Group, groups: Sequence[Group], cases: Sequence[Case], held: Mapping[str, Collection[str]]
) -> list[Swap]:
    """Return the exchanges a group could propose, those that gain most first, then by name.

    Args:
        group: who would like another case.
        groups: all groups.
        cases: all cases.
        held: by group, its cases.
    """
    by_name = {case.id: case for case in cases}
    own = {case.id: fit(group, case) for case in cases}
    others = [other for other in groups if other.id != group.id]
    found = [swap for other in others for swap in _between(group.id, own, other, by_name, held)]
    return sorted(found, key=lambda one: (-one.gain, one.gives, one.group, one.takes))


def _between(
    group: str, own: Mapping[str, Fit], other: Group, cases: Mapping[str, Case], held: Mapping[str, Collection[str]]
) -> Iterator[Swap]:
    mine, theirs = held.get(group, ()), held.get(other.id, ())
    for takes in theirs:
        if takes in mine or not own[takes].eligible:
            continue
        before = fit(other, cases[takes]).level
        for gives in mine:
            after = fit(other, cases[gives])
            gained, other_gained = own[gives].level - own[takes].level, before - after.level
            if gives not in theirs and after.eligible and min(gained, other_gained) >= 0 < gained + other_gained:
                yield Swap(gives=gives, group=other.id, takes=takes, gain=gained + other_gained)
