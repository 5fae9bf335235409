"""Offers a group the cases that are best for it, with the reasons; what it said no to is not offered again."""

from collections import Counter
from collections.abc import Iterator

from outreach_cases.formulas import fitting
from outreach_cases.formulas.explaining import why_offered
from outreach_cases.formulas.rolling import Standing, offers
from outreach_cases.model.offers import Offered, Offering
from outreach_cases.queries import pairing as queries
from outreach_cases.service.pairing import Book, asking_group, open_cases
from outreach_crm.app import App
from outreach_crm.text import Sentence, count, row, say


def offer(app: App, group_id: int) -> Offering:
    """Return the five best cases for a group (F12), with the reasons, or why there are none.

    Args:
        app: the App.
        group_id: the group, as a contact.

    Raises:
        NotFoundError: there is no such group.
        InvalidInputError: it is no group, has ended, or is in the trash.
    """
    group, name = asking_group(app, group_id)
    book = open_cases(app)
    held = [str(one) for one in queries.held_by(app.store, group_id)]
    found = offers(group, book.all, book.standings, held=held)
    offered = tuple(
        Offered(case=book.cases[int(one.case.id)], fit=one.fit.level, why=tuple(why_offered(one))) for one in found
    )
    against = [*_room(name, len(held), group.places)]
    if not offered:
        against += _nothing(group, book, held)
    return Offering(
        group_id=group_id, group=name, held=len(held), places=group.places, offered=offered, against=tuple(against)
    )


def _room(name: str, held: int, places: int) -> Iterator[Sentence]:
    if places == 0:
        yield say("{group} takes no case on at present.", group=name)
    elif held >= places:
        holds = count(held, "{n} case", "{n} cases")
        yield say("{group} holds {cases} already, and works on no more.", group=name, cases=holds)


def _nothing(group: fitting.Group, book: Book, held: list[str]) -> Iterator[Sentence]:
    """Yield why no case can be offered, and how often."""
    if not book.pairs:
        yield say("No case is open to groups: active, public, and decided on by our section.")
        return
    why: Counter[str] = Counter()
    for one in book.all:
        found = fitting.fit(group, one)
        if one.id in held:
            why[say("the group holds it")] += 1
        elif found.obstacles:
            why.update(obstacle.label for obstacle in found.obstacles)
        elif book.standings.get(one.id, Standing()).groups >= one.most:
            why[say("full")] += 1
    told = row([say("{why} ({n})", why=one, n=n) for one, n in why.most_common()], "; ")
    yield count(
        len(book.pairs),
        "Of {n} open case none can be offered: {why}.",
        "Of {n} open cases none can be offered: {why}.",
        why=told,
    )
