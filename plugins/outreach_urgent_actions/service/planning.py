"""Plans what the drafts of a source become: their days, order, cases and keywords; nothing is written."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta

from attrs import evolve, field, frozen

from outreach_crm.app import App
from outreach_crm.keywords import service as keywords
from outreach_crm.keywords.model import Keyword
from outreach_crm.model import Problem
from outreach_crm.text import say
from outreach_urgent_actions.model.dating import Settled, Told, is_backwards, settle
from outreach_urgent_actions.model.drafts import Draft
from outreach_urgent_actions.model.issues import Kind
from outreach_urgent_actions.model.keywording import is_label
from outreach_urgent_actions.model.oddities import is_impossible
from outreach_urgent_actions.queries import issues as queries
from outreach_urgent_actions.service.chains import Chain, Chains, Link
from outreach_urgent_actions.service.drafting import is_place


@frozen(kw_only=True)
class Planned:
    """A draft with its day and its cases; ``known`` is its number in the book, where it is there already."""

    draft: Draft
    settled: Settled
    impossible: bool = False
    known: int | None = None
    chains: tuple[Chain, ...] = ()

    @property
    def given(self) -> str:
        """What the source gave as the day of issue, where that cannot be right."""
        return self.draft.given if self.impossible or self.settled.doubted else ""


@frozen(kw_only=True)
class Plan:
    """What becomes of the drafts of a source, in the order of time.

    Args:
        planned: every draft that is or will be in the book.
        meant: what is written to the keyword it means; what is not in the thesaurus is not in it.
        unmapped: keywords as issued that are not in the thesaurus, with how often they are used.
        problems: drafts that cannot be taken in.
        chains: the cases.
    """

    planned: tuple[Planned, ...]
    meant: dict[str, Keyword] = field(factory=dict)
    unmapped: tuple[tuple[str, int], ...] = ()
    problems: tuple[Problem, ...] = ()
    chains: Chains

    @property
    def new(self) -> list[Planned]:
        """The drafts that are not in the book yet."""
        return [one for one in self.planned if one.known is None]


def plan(app: App, drafts: Sequence[Draft], *, file: str = "", in_log: bool = True) -> Plan:
    """Plan what becomes of drafts.

    Args:
        app: the App.
        drafts: in the order of their source.
        file: what the source is called in problems.
        in_log: whether neighbours tell when a message was issued.
    """
    today = app.clock.today()
    told = [_believable(one, today) for one in drafts]
    settled = settle(told) if in_log else [_alone(one) for one in told]
    rows = [
        Planned(draft=draft, settled=day, impossible=bool(draft.given and not said.given))
        for draft, said, day in zip(drafts, told, settled, strict=True)
    ]
    days = [one.settled.on for one in rows]
    # Where no day is known at all, the numbers of first issues tell which way round a log is.
    if is_backwards(days if any(days) else [_of_number(one.draft) for one in rows]):
        rows.reverse()
    rows, problems = _known(app, rows, file)
    new = [one for one in rows if one.known is None]
    numbers = {case.number for one in rows for case in one.draft.cases if case.number is not None}
    chains = Chains.of(app.store, numbers)
    joined = iter(chains.join_all([_link(one) for one in new]))
    planned = tuple(evolve(one, chains=next(joined)) if one.known is None else one for one in rows)
    for one in planned:
        for chain in one.chains:
            chain.take(one.draft.kind, _iso(one.settled.on), one.draft.name)
    used = Counter(text for one in rows for text in one.draft.keywords if not is_label(text))
    meant = keywords.understood(app, [*used, *(text for one in new for text in (*one.draft.added, *one.draft.places))])
    # A keyword that is a list of countries has said so as places.
    unmapped = tuple((text, uses) for text, uses in used.most_common() if text not in meant and not is_place(text))
    return Plan(planned=planned, meant=meant, unmapped=unmapped, problems=tuple(problems), chains=chains)


def _believable(draft: Draft, today: date) -> Told:
    """Return what a draft says of days without those that cannot be right."""
    years = [case.year for case in draft.cases if case.year]
    year = min(years, default=None)

    def may_be(day: date) -> bool:
        return not is_impossible(day, year, today)

    given = draft.told.given
    named = tuple(day for day in draft.told.named if may_be(day))
    return Told(given=given if given and may_be(given) else None, named=named, until=draft.deadline_on)


def _alone(told: Told) -> Settled:
    """Return the day of a message without neighbours: the one it gives, else the one on which it was sent."""
    sent = next(iter(told.named), None)
    return Settled(on=told.given or sent, inferred=told.given is None and sent is not None)


def _of_number(draft: Draft) -> date | None:
    """Return a day that rises with year and number of a first issue."""
    case = next((case for case in draft.cases if case.is_complete), None)
    if draft.kind is not Kind.INITIAL or case is None or case.number is None or case.year is None:
        return None
    return date(case.year, 1, 1) + timedelta(days=min(case.number, 364))


def _known(app: App, rows: list[Planned], file: str) -> tuple[list[Planned], list[Problem]]:
    """Find again what is in the book, and leave out what comes again or contradicts what is there."""
    source = rows[0].draft.source if rows else ""
    there = queries.by_digest(app.store, [one.draft.digest for one in rows])
    ids = queries.by_external(app.store, source, [one.draft.external_id for one in rows if one.draft.external_id])
    kept: list[Planned] = []
    problems: list[Problem] = []
    digests: dict[str, Draft] = {}
    numbers: dict[str, Draft] = {}
    for one in rows:
        draft = one.draft
        number = draft.external_id
        known = there.get(draft.digest)
        sentence = ""
        if draft.digest in digests:
            sentence = say(
                "It is line {line} again, word for word; it was taken in once.", line=digests[draft.digest].line
            )
        elif number in numbers:
            sentence = say(
                "Its number, {number}, is that of line {line} too; it was left out. Give it another.",
                number=number,
                line=numbers[number].line,
            )
        elif known is None and number and number in ids:
            sentence = say(
                "{number} is in the book with other words; it was left as it is there."
                " See outreach ua show {ids} and change it by outreach ua edit.",
                number=number,
                ids=ids[number],
            )
        digests.setdefault(draft.digest, draft)
        if number:
            numbers.setdefault(number, draft)
        if sentence:
            problems.append(Problem(sentence=sentence, file=file, line=draft.line or None, field=draft.name))
        else:
            kept.append(evolve(one, known=known))
    return kept, problems


def _link(one: Planned) -> Link:
    return Link(one.draft.cases, one.draft.kind, frozenset(one.draft.places), _iso(one.settled.on) or "")


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
