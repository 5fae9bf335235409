"""Says in words why a group was given its case, why not a better one, and why a case is offered."""

from collections.abc import Iterator, Mapping, Sequence

from attrs import frozen

from outreach_cases.formulas.auditing import Audit
from outreach_cases.formulas.fitting import WORST, Case, Fit, Group, Obstacle, fit
from outreach_cases.formulas.rolling import Offer
from outreach_cases.formulas.weighing import UNPLACED
from outreach_crm.text import Sentence, Term, count, row, say, term


class Taken(Term):
    """Why a group that could be given a case has not got it."""

    FULL = "full"
    MINIMUM = "the group's own case would have too few groups"
    FREE = "has room, and can be proposed"


@frozen(kw_only=True)
class Better:
    """A case that would have met more of a group's wishes.

    Args:
        case: which.
        level: how well it fits, from 0 to 4.
        because: why the group has not got it.
    """

    case: str
    level: int
    because: tuple[Obstacle | Taken, ...]


@frozen(kw_only=True)
class Explanation:
    """Why a group has its case.

    Args:
        group: which.
        case: what it has; None where it has none.
        fit: what it meets; None where there is no case.
        better: all cases that fit better, the best first.
    """

    group: str
    case: str | None
    fit: Fit | None
    better: tuple[Better, ...]


def explain(group: Group, case: Case | None, cases: Sequence[Case], inside: Mapping[str, int]) -> Explanation:
    """Return why a group has its case, and for each case that fits better why it has not that one.

    Args:
        group: which.
        case: what it has; None where it has none.
        cases: all cases.
        inside: by case, how many groups work on it.
    """
    own = None if case is None else fit(group, case)
    level = UNPLACED if own is None else own.level
    found = [(one, fit(group, one)) for one in cases if case is None or one.id != case.id]
    better = [
        Better(case=one.id, level=how.level, because=_because(how, one, case, inside))
        for one, how in found
        if how.level < level
    ]
    return Explanation(
        group=group.id,
        case=None if case is None else case.id,
        fit=own,
        better=tuple(sorted(better, key=lambda one: (one.level, one.case))),
    )


def _because(how: Fit, one: Case, own: Case | None, inside: Mapping[str, int]) -> tuple[Obstacle | Taken, ...]:
    if how.obstacles:
        return how.obstacles
    if inside.get(one.id, 0) >= one.most:
        return (Taken.FULL,)
    needed = own is not None and inside.get(own.id, 0) <= own.least
    return (Taken.MINIMUM,) if needed and inside.get(one.id, 0) >= one.least else (Taken.FREE,)


def how_it_fits(how: Fit) -> Sentence:
    """Return what a case meets and what not, as a sentence."""
    met, unmet = row(map(term, how.met)), row(map(term, how.unmet))
    if not how.unmet:
        return say("meets all wishes: {met}", met=met) if how.met else say("the group has no wishes")
    if how.met:
        return say("meets {met}, not {unmet}", met=met, unmet=unmet)
    return say("meets none of the wishes: {unmet}", unmet=unmet)


def why_not(better: Better) -> Sentence:
    """Return why a group has not got a case that fits better, as a sentence."""
    return say("{case}: {because}", case=better.case, because=row(one.label for one in better.because))


def why_offered(offer: Offer) -> list[Sentence]:
    """Return why a case is offered, as sentences in the order in which they count."""
    standing, missing = offer.standing, offer.case.least - offer.standing.groups
    told = [how_it_fits(offer.fit)]
    if missing > 0:
        told.append(count(missing, "{n} more group is needed", "{n} more groups are needed"))
    told.append(count(standing.groups, "{n} group works on it", "{n} groups work on it"))
    if standing.idle:
        told.append(count(standing.idle, "{n} day without a group", "{n} days without a group"))
    return told


def rules() -> list[Sentence]:
    """Return what a batch goes by, as sentences in the order of the rules (formula F11)."""
    return [
        say("as many groups as possible get a case"),
        say("cases that have fewer groups than they need lack as few as possible"),
        say("as few groups as possible get nothing they asked for"),
        say("as few groups as possible get less than half of it, then less than two thirds, then less than all"),
        say("groups that waited for a better case come first"),
        say("the lot decides what is left open"),
    ]


def summary(told: Audit) -> Iterator[Sentence]:
    """Yield what an allocation amounts to, as sentences: first what the rules put first."""
    yield count(told.unplaced, "{n} group that takes part has no case", "{n} groups that take part have no case")
    short = sum(told.below.values())
    yield count(
        short,
        "{n} more group is needed by cases that have too few",
        "{n} more groups are needed by cases that have too few",
    )
    yield count(
        told.levels[WORST], "{n} case meets none of its group's wishes", "{n} cases meet none of their groups' wishes"
    )
    met = told.levels[0] - told.unasked
    yield count(met, "{n} case meets all wishes of its group", "{n} cases meet all wishes of their groups")
    if told.unasked:
        yield count(told.unasked, "{n} case is of a group without wishes", "{n} cases are of groups without wishes")
    if told.unexplained:
        yield count(told.unexplained, "{n} better place is free", "{n} better places are free")
