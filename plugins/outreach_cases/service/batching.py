"""Gives cases to many groups at once, as fairly as can be: looked at first, then taken just as it was looked at.

The lot is drawn from the day unless somebody says from what, so that nobody can try lots until one pleases.
"""

from collections import Counter
from collections.abc import Mapping
from hashlib import sha256

from attrs import evolve, frozen

from outreach_cases.formulas.auditing import audit
from outreach_cases.formulas.batch import Allocation, allocate
from outreach_cases.formulas.explaining import Explanation, explain, how_it_fits, summary
from outreach_cases.formulas.fitting import Group, Obstacle
from outreach_cases.model.holdings import Holding
from outreach_cases.model.offers import Gift, Proposal
from outreach_cases.queries import pairing as queries
from outreach_cases.service.accepting import write
from outreach_cases.service.pairing import Book, open_cases, read_groups
from outreach_crm.app import App
from outreach_crm.errors import ConflictError, InvalidInputError
from outreach_crm.storage import Row
from outreach_crm.text import Sentence, beginning, count, row, say, term

_LARGEST = 2**53


@frozen(kw_only=True)
class _Round:
    """What a batch is drawn from."""

    rows: Mapping[str, Row]
    groups: list[Group]
    leads: Mapping[int, Row]
    book: Book
    kept: Mapping[str, list[str]]


def batch(app: App, seed: int | None = None) -> Proposal:
    """Return which cases all groups with room would be given (F11); nothing is written.

    Groups take part of which wishes, needs or holdings are written down, and who name a casefile holder or coordinator.
    Nobody is moved from a case.

    Args:
        app: the App.
        seed: what the lot is drawn from; None: today's day.

    Raises:
        InvalidInputError: the seed is negative or too large.
    """
    drawn_from = int(app.clock.today().strftime("%Y%m%d")) if seed is None else seed
    if not 0 <= drawn_from < _LARGEST:
        raise InvalidInputError(say("A lot is drawn from a number from 0 to {largest}.", largest=_LARGEST - 1))
    there, left_out = _round(app)
    found = allocate(there.groups, there.book.all, seed=drawn_from, kept=there.kept)
    told = audit(there.groups, there.book.all, found.held())
    inside = Counter(case for own in found.held().values() for case in own)
    gifts = tuple(gift for group in there.groups if group.places for gift in _gifts(there, found, inside, group))
    return Proposal(
        seed=drawn_from,
        gifts=gifts,
        told=tuple(beginning(one) for one in summary(told)),
        left_out=tuple(left_out),
        seen=_seen(drawn_from, gifts),
    )


def _round(app: App) -> tuple[_Round, list[Sentence]]:
    today = app.clock.today().isoformat()
    rows = queries.willing(app.store, today)
    leads = queries.leads(app.store, [one["group_id"] for one in rows], today)
    held = queries.held(app.store)
    led = [one for one in rows if one["group_id"] in leads]
    kept = {str(one["group_id"]): [str(case) for case in held.get(one["group_id"], ())] for one in led}
    book = open_cases(app, also={case for own in held.values() for case in own})
    # Whoever does not take part fills a place all the same.
    others = {number for number in held if str(number) not in kept}
    taken = [str(case) for number in others for case in held[number]]
    pairs = {
        name: evolve(pair, most=max(pair.most - taken.count(name), 0), least=0) if name in taken else pair
        for name, pair in book.pairs.items()
    }
    left_out = [
        say("{group} names neither casefile holder nor coordinator.", group=one["name"])
        for one in rows
        if one["group_id"] not in leads and one["places"] > len(held.get(one["group_id"], ()))
    ]
    named = {str(one["group_id"]): one for one in led}
    groups = read_groups(app, led)
    return _Round(rows=named, groups=groups, leads=leads, book=evolve(book, pairs=pairs), kept=kept), left_out


def _gifts(there: _Round, found: Allocation, inside: Mapping[str, int], group: Group) -> list[Gift]:
    row_of, lead = there.rows[group.id], there.leads[int(group.id)]
    given: list[str | None] = [*found.given[group.id]]
    if not given and not there.kept.get(group.id):
        given = [None]
    made = []
    for name in given:
        case = None if name is None else there.book.pairs[name]
        told = explain(group, case, there.book.all, inside)
        made.append(
            Gift(
                group_id=int(group.id),
                group=row_of["name"],
                case_id=None if name is None else int(name),
                case="" if name is None else there.book.cases[int(name)].called,
                holder_id=lead["person_id"],
                holder=lead["name"],
                fit=None if told.fit is None else told.fit.level,
                why=_why(told),
            )
        )
    return made


def _why(told: Explanation) -> Sentence:
    """Return why a group gets its case and no better one: ``meets region and issue; 2 better cases: full``."""
    first = how_it_fits(told.fit) if told.fit else say("gets no case")
    reasons = Counter(because for one in told.better for because in one.because)
    parts = [
        count(n, "{n} better case: {why}", "{n} better cases: {why}", why=because)
        for because, n in sorted(reasons.items(), key=lambda pair: (-pair[1], pair[0].value))
        if because is not Obstacle.CLOSED
    ]
    return row([first, *parts], "; ")


def _seen(seed: int, gifts: tuple[Gift, ...]) -> str:
    told = ";".join(f"{one.group_id}:{one.case_id}:{one.holder_id}" for one in gifts)
    return sha256(f"{seed};{told}".encode()).hexdigest()[:16]


def take(app: App, seed: int, seen: str, *, because: str = "") -> list[Holding]:
    """Give many groups the cases that were proposed, and return what was given.

    That each group reads the duties stays to be done; see :func:`outreach_cases.service.holding.agree`.

    Args:
        app: the App.
        seed: what the lot was drawn from.
        seen: what stands for the gifts that somebody looked at; see :class:`Proposal`.
        because: why.

    Raises:
        ConflictError: something changed since that was looked at, or there is nothing to give.
    """
    with app.change(term("give cases to groups"), because=because):
        proposal = batch(app, seed)
        if proposal.seen != seen:
            raise ConflictError(say("Cases, groups or wishes have changed since you looked; look again, then take it."))
        given = [one for one in proposal.gifts if one.case_id is not None]
        if not given:
            raise ConflictError(say("There is nothing to give: no group with room could be given a case."))
        today = app.clock.today().isoformat()
        told = {"drawn_by": app.actor.name, "told": str(row(proposal.told, ". "))}
        number = app.store.insert("case_batches", {"seed": seed, "drawn_on": today, **told})
        return [
            write(app, one.group_id, one.case_id, one.holder_id, today, _values(one, number))
            for one in given
            if one.case_id is not None
        ]


def _values(gift: Gift, batch_id: int) -> dict[str, object]:
    return {"fit": gift.fit, "why": str(gift.why), "batch_id": batch_id}
