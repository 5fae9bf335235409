"""What is odd about Urgent Actions: chains that do not hold, days that cannot be, messages that contradict each other.

Nothing is mended or merged by these rules; each finding names the message it is about, for somebody to look at.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise

from attrs import field, frozen

from outreach_crm.text import later, row, say
from outreach_urgent_actions.model.issues import Kind

# What is looked for, in the order in which it is told.
KINDS = {
    "two-firsts": "two first issues under one number with different countries: two cases",
    "no-first": "a chain without its first issue",
    "after-stop": "a message after a stop",
    "after-final": "a message after the final one",
    "other-country": "a message on other countries than the first issue of its case",
    "missing-ordinal": "an update that is missing in between",
    "first-again": "a first issue that comes again",
    "repeat": "an exact repeat of a message",
    "other-case": "a keyword list that names another case",
    "incomplete-number": "a number without its series, number or year",
    "impossible-date": "a day that cannot be",
    "doubtful-date": "a day of issue that does not fit its place in the log",
}
# What a log calls the day of an issue may be that of writing or of sending.
_ABOUT = 7
_UPDATES = (Kind.FOLLOWUP, Kind.FINAL)


@frozen(kw_only=True)
class Fact:
    """A message as far as these rules ask: one of the book, or one that is about to be saved.

    Args:
        name: how it is called in what is told.
        id: its number in the book; None where it is not in it yet.
        line: its line in the file it comes from.
        chains: its cases, as reference and variant.
        order: its place among messages of one day.
        countries: names of its countries.
        labels: numbers of cases that stand in its keyword list, as number and year (None where not written).
        numbers: numbers of its own cases, likewise.
        given: the day of issue as it was written, where it is not taken for it; ``impossible`` where it cannot be.
        fresh: whether it is to be told of; others are only looked at.
    """

    name: str
    id: int | None = None
    line: int | None = None
    chains: tuple[tuple[str, int], ...] = ()
    kind: Kind = field(converter=Kind)
    ordinal: int | None = None
    subject: str = ""
    on: str = ""
    order: int = 0
    deadline: str = ""
    inferred: bool = False
    given: str = ""
    impossible: bool = False
    countries: frozenset[str] = frozenset()
    labels: tuple[tuple[int, int | None], ...] = ()
    numbers: frozenset[tuple[int | None, int | None]] = frozenset()
    fresh: bool = True


@frozen(kw_only=True)
class Odd:
    """Something odd: its kind, a sentence, and the message it is about."""

    kind: str
    sentence: str
    name: str
    case: str = ""
    id: int | None = None
    line: int | None = None


def find_odd(facts: Iterable[Fact]) -> list[Odd]:
    """Return what is odd about messages, grouped by kind; those of one case must all be there."""
    ordered = sorted(facts, key=lambda one: (one.on, one.order))
    chains: dict[tuple[str, int], list[Fact]] = {}
    for one in ordered:
        for key in one.chains:
            chains.setdefault(key, []).append(one)
    found = [*_two_firsts(chains), *_repeats(ordered)]
    for (ref, variant), members in chains.items():
        found += _in_chain(ref if variant == 1 else f"{ref} ({variant})", members)
    of_earlier = {id(one) for members in chains.values() for one in _with_day_of_earlier(members)}
    for one in ordered:
        found += _by_itself(one)
        if one.given and not one.impossible and id(one) not in of_earlier:
            sentence = say(
                "Its day of issue is given as {given}; its neighbours are of {day}.", given=one.given, day=one.on
            )
            found.append(_odd("doubtful-date", one, sentence, one.chains[0][0] if one.chains else ""))
    told = {(one.id, one.line) for one in ordered if one.fresh}
    order = {kind: at for at, kind in enumerate(KINDS)}
    return sorted((one for one in found if (one.id, one.line) in told), key=lambda one: order[one.kind])


def is_impossible(on: date | None, year: int | None, today: date) -> bool:
    """Tell whether a message cannot have been issued on a day: before its year, before there were any, or later.

    A number of January may be printed in the last days of December, and further east it may be tomorrow already. What
    is no day at all is none to be issued on.
    """
    if on is None:
        return True
    early = date(year, 1, 1).toordinal() - 15 if year else date(1961, 5, 28).toordinal()
    return on.toordinal() > today.toordinal() + 1 or on.toordinal() < early


def _odd(kind: str, about: Fact, sentence: str, case: str = "") -> Odd:
    return Odd(kind=kind, sentence=sentence, name=about.name, case=case, id=about.id, line=about.line)


def _two_firsts(chains: Mapping[tuple[str, int], Sequence[Fact]]) -> Iterator[Odd]:
    for (ref, variant), members in chains.items():
        first = next((one for one in members if one.kind is Kind.INITIAL), None)
        other = next((one for one in chains.get((ref, 1), ()) if one.kind is Kind.INITIAL), None)
        if variant > 1 and first and other and "?" not in ref:
            sentence = say(
                "{ref} was printed on {theirs} ({name}) and on {countries}; this is kept as a second case, {ref}"
                " ({variant}). Check which number is right.",
                ref=ref,
                theirs=_listed(other.countries),
                name=other.name,
                countries=_listed(first.countries),
                variant=variant,
            )
            yield _odd("two-firsts", first, sentence, ref)


def _repeats(ordered: Sequence[Fact]) -> Iterator[Odd]:
    seen: dict[tuple[str, tuple[tuple[str, int], ...]], Fact] = {}
    for one in ordered:
        if not one.subject or not one.chains:
            continue
        key = (" ".join(one.subject.lower().split()), one.chains)
        if key in seen:
            sentence = say("It repeats {other} word for word.", other=_called(seen[key]))
            yield _odd("repeat", one, sentence, one.chains[0][0])
        seen.setdefault(key, one)


def _in_chain(case: str, members: Sequence[Fact]) -> Iterator[Odd]:
    firsts = [one for one in members if one.kind is Kind.INITIAL]
    if not firsts:
        sentence = say("{case} has no first issue here; it begins with this.", case=case)
        yield _odd("no-first", members[0], sentence, case)
    for one in firsts[1:]:
        if " ".join(one.subject.split()) != " ".join(firsts[0].subject.split()):
            sentence = say("{case} has a first issue already: {other}.", case=case, other=_called(firsts[0]))
            yield _odd("first-again", one, sentence, case)
    yield from _elsewhere(case, firsts, members)
    yield from _missing(case, members)
    yield from _after_the_end(case, members)


def _elsewhere(case: str, firsts: Sequence[Fact], members: Sequence[Fact]) -> Iterator[Odd]:
    home = {country for one in firsts for country in one.countries}
    for one in members:
        if home and one.countries and not home & one.countries:
            sentence = say(
                "It is on {countries}; {case} began on {home}. Check its number.",
                countries=_listed(one.countries),
                case=case,
                home=_listed(home),
            )
            yield _odd("other-country", one, sentence, case)


def _missing(case: str, members: Sequence[Fact]) -> Iterator[Odd]:
    numbered = {one.ordinal: one for one in members if one.kind in _UPDATES and one.ordinal}
    for before, after in pairwise([0, *sorted(numbered)]):
        if after - before > 1:
            values = {"case": case, "first": before + 1, "last": after - 1, "after": after}
            sentence = (
                say("{case} has no update {first} here, but this is update {after}.", **values)
                if after - before == 2
                else say("{case} has no updates {first} to {last} here, but this is update {after}.", **values)
            )
            yield _odd("missing-ordinal", numbered[after], sentence, case)


def _after_the_end(case: str, members: Sequence[Fact]) -> Iterator[Odd]:
    ended: Fact | None = None
    for one in members:
        if ended is not None and one.on > ended.on and one.subject != ended.subject:
            stop = ended.kind is Kind.STOP
            said = (
                later("{case} was stopped by {other}, and stays so: outreach ua reopen opens it again.")
                if stop
                else later("{case} was closed by {other}, and stays so: outreach ua reopen opens it again.")
            )
            sentence = say(said, case=case, other=_called(ended))
            yield _odd("after-stop" if stop else "after-final", one, sentence, case)
        if one.kind is Kind.STOP or (one.kind is Kind.FINAL and ended is None):
            ended = one


def _with_day_of_earlier(members: Sequence[Fact]) -> Iterator[Fact]:
    """Yield the updates for which a log gives the day of an issue before them: it says which they follow, no more."""
    days: list[date] = []
    for one in members:
        given = _day(one.given)
        if given and any(abs((day - given).days) <= _ABOUT for day in days):
            yield one
        days += filter(None, [_day(one.on)])


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


def _by_itself(one: Fact) -> Iterator[Odd]:
    case = one.chains[0][0] if one.chains else ""
    wrong = [label for label in one.labels if one.numbers and not any(_same(label, own) for own in one.numbers)]
    if wrong:
        named = ", ".join(f"{number}/{year}" if year else str(number) for number, year in wrong)
        sentence = say("Its keywords name {cases}, its subject {case}.", cases=named, case=case)
        yield _odd("other-case", one, sentence, case)
    for ref, _ in one.chains:
        if "?" in ref:
            sentence = say("Its number is {ref}; outreach ua edit --case gives it the right one.", ref=ref)
            yield _odd("incomplete-number", one, sentence, ref)
    if one.impossible:
        wrong_day = say("It cannot have been issued on {day}.", day=one.given)
        taken = say("It has no day of issue now.")
        if one.inferred:
            taken = say("{day} was taken from its neighbours.", day=one.on)
        yield _odd("impossible-date", one, row((wrong_day, taken), " "), case)
    if one.deadline and one.on and one.deadline < one.on:
        sentence = say("Its deadline, {deadline}, is before its issue on {day}.", deadline=one.deadline, day=one.on)
        yield _odd("impossible-date", one, sentence, case)


def _same(label: tuple[int, int | None], own: tuple[int | None, int | None]) -> bool:
    return label[0] == own[0] and (label[1] is None or own[1] is None or label[1] == own[1])


def _called(one: Fact) -> str:
    return say("{name} of {day}", name=one.name, day=one.on) if one.on else one.name


def _listed(countries: Iterable[str]) -> str:
    return ", ".join(sorted(countries)) or say("no country")
