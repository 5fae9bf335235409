"""Gives a case to a group that accepts it: dated, with a named holder, the duties read, the next report in sight."""

from datetime import date, timedelta
from typing import Any

from outreach_cases.formulas import fitting
from outreach_cases.formulas.explaining import why_offered
from outreach_cases.formulas.rolling import offers
from outreach_cases.model.cases import Case
from outreach_cases.model.holdings import DUTIES, Acceptance, Holding
from outreach_cases.model.openness import against_giving
from outreach_cases.model.settings import CasesSettings
from outreach_cases.queries import holdings as queries
from outreach_cases.queries import pairing as pairs
from outreach_cases.service.finding import get
from outreach_cases.service.pairing import Book, asking_group, open_cases
from outreach_crm.app import App
from outreach_crm.contacts import service as contacts
from outreach_crm.contacts.model import Contact, Kind
from outreach_crm.dates import read_past
from outreach_crm.errors import ConflictError, InvalidInputError, NotFoundError
from outreach_crm.model import Problem
from outreach_crm.text import later, say, term


def accept(app: App, draft: Acceptance, *, because: str = "") -> Holding:
    """Write down that a group takes on a case, and return what it holds then.

    The casefile is sent by :func:`outreach_cases.service.handing_out.send_casefile`.

    Args:
        app: the App.
        draft: which group, which case, who holds the casefile, since when, and that the duties were read.
        because: why it is written down.

    Raises:
        NotFoundError: there is no such group, case or person.
        InvalidInputError: nobody could be the holder, the duties were not read, the day cannot be, or a case was
            chosen that was not offered, and nobody says why.
        ConflictError: the case is not for groups or full, or the group holds it, refused it or has no room.
    """
    with app.change(term("give case to group"), because=because):
        case = get(app, draft.case_id)
        group, name = asking_group(app, draft.group_id)
        for sentence in against_giving(case):
            raise ConflictError(sentence)
        book = open_cases(app)
        held = pairs.held_by(app.store, draft.group_id)
        _check_room(name, group, case, held, book)
        found = fitting.fit(group, book.pairs[str(case.id)])
        _check_fit(name, case, found)
        day = read_day(app, draft.on, case.opened_on)
        holder = holder_of_group(app, draft.group_id, name, draft.holder_id)
        why, other = _why(group, case, held, book), draft.other.strip()
        if not why and not other:
            told = later("{case} is not among the five that fit {name} best; say why they want it.")
            raise wrong("other", say(told, case=case.called, name=name))
        if not draft.agreed:
            told = later("Read the {n} duties with {name} first, then say that it agrees.")
            raise wrong("agreed", say(told, n=len(DUTIES), name=name))
        values = {"fit": found.level, "why": why, "other": "" if why else other, "agreed_on": day}
        return write(app, draft.group_id, case.id, holder.id, day, values)


def write(app: App, group_id: int, case_id: int, holder_id: int, day: str, values: dict[str, Any]) -> Holding:
    """Write down that a group holds a case from a day on, and who holds the casefile. Call inside a change."""
    days = app.settings.of("cases", CasesSettings).report_days
    due = date.fromisoformat(day) + timedelta(days=days)
    holding = {"group_id": group_id, "case_id": case_id, "from_on": day, "report_on": due.isoformat(), **values}
    number = app.store.insert("case_holdings", holding)
    app.store.insert("case_holders", {"holding_id": number, "contact_id": holder_id, "from_on": day})
    return holding_of(app, number)


def holding_of(app: App, holding_id: int) -> Holding:
    """Return a holding by its number.

    Raises:
        NotFoundError: there is none, or the actor may not see the group.
    """
    found = queries.one(app.store, holding_id)
    if found is None:
        raise NotFoundError(
            say(
                "No group holds a case under {holding_id}; outreach cases holders CASE tells who does.",
                holding_id=holding_id,
            )
        )
    return found


def could_hold(app: App, group_id: int) -> dict[int, str]:
    """Return who of a group could hold a casefile: its members outside the trash, by their numbers as contacts."""
    return pairs.members(app.store, group_id, app.clock.today().isoformat())


def holder_of_group(app: App, group_id: int, group: str, person_id: int) -> Contact:
    """Return the person who is to hold a casefile for a group.

    Raises:
        NotFoundError: there is no such person.
        InvalidInputError: it is no person, they are in the trash, or not in the group.
    """
    person = contacts.get(app, person_id)
    if person.kind is not Kind.PERSON:
        raise wrong(
            "holder",
            say(
                "{person} is no person; name somebody of {group} who holds the casefile.",
                person=person.name,
                group=group,
            ),
        )
    if person.trashed_on:
        raise wrong(
            "holder",
            say(
                "{person} is in the trash: name somebody else, or restore contact {person_id}.",
                person=person.name,
                person_id=person_id,
            ),
        )
    if person_id not in could_hold(app, group_id):
        join = f'outreach groups join {group_id} {person_id} --as "casefile holder"'
        raise wrong("holder", say("{person} is not in {group}: {join}", person=person.name, group=group, join=join))
    return person


def read_day(app: App, text: str, first: str) -> str:
    """Return the day that somebody wrote; empty: today.

    Raises:
        InvalidInputError: it is no day, has not come, or was before ``first``.
    """
    today = app.clock.today()
    day = read_past(text, today) if text.strip() else today
    if day > today:
        raise wrong("on", say("{day} has not come yet.", day=day))
    if day.isoformat() < first:
        raise wrong("on", say("{day} cannot be: it began on {first}.", day=day, first=first))
    return day.isoformat()


def wrong(field: str, sentence: str) -> InvalidInputError:
    """Return an error that a form shows beside a field."""
    return InvalidInputError(sentence, (Problem(field=field, sentence=sentence),))


def _check_room(name: str, group: fitting.Group, case: Case, held: list[int], book: Book) -> None:
    if case.id in held:
        raise ConflictError(say("{name} holds {case} already.", name=name, case=case.called))
    if len(held) >= group.places:
        raise ConflictError(
            say(
                "{name} has no room: it holds {number}, and works on {places} at most;"
                " outreach cases terms {group_id} --capacity lets it take on more.",
                name=name,
                number=len(held),
                places=group.places,
                group_id=group.id,
            )
        )
    working, most = book.standings[str(case.id)].groups, book.pairs[str(case.id)].most
    if working >= most:
        raise ConflictError(
            say(
                "{case} is full: it has {working} of the {most} groups that may work on it.",
                case=case.called,
                working=working,
                most=most,
            )
        )


def _check_fit(name: str, case: Case, found: fitting.Fit) -> None:
    """Refuse what nobody may choose; what a group only wished otherwise it may choose with a word why."""
    if fitting.Obstacle.REFUSED in found.obstacles:
        raise ConflictError(
            say(
                "{name} said no to {case}; take that back first: outreach cases refuse --again.",
                name=name,
                case=case.called,
            )
        )
    for one in (fitting.Obstacle.OWN_COUNTRY, fitting.Obstacle.CONFLICT):
        if one in found.obstacles:
            raise ConflictError(
                say("{name} cannot be given {case}: {label}.", name=name, case=case.called, label=one.label)
            )


def _why(group: fitting.Group, case: Case, held: list[int], book: Book) -> str:
    """Return why a case is offered to a group, in the words in which it is; empty where it is not among the best."""
    best = offers(group, book.all, book.standings, held=[*map(str, held)])
    mine = next((one for one in best if one.case.id == str(case.id)), None)
    return "; ".join(why_offered(mine)) if mine else ""
