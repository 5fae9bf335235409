"""Asks the programme for actions for the meeting of a group, and keeps what it answers.

"If you still need more cases for your meeting, please let the IAR team know and we will provide these for you. [...]
Please try to give us as much advance notice of your meeting as possible" (Local Groups: Case Campaigning).
"""

from collections.abc import Iterator
from datetime import date, timedelta

from outreach_cases.model.actions import Action, ActionDraft, Request, RequestDraft, Source
from outreach_cases.model.wishes import Paper
from outreach_cases.queries import requests as queries
from outreach_cases.service import acting, for_meetings
from outreach_cases.service.accepting import wrong
from outreach_cases.service.coordinating import programme
from outreach_cases.service.handing_out import reached
from outreach_cases.service.messaging import drafted, written_day
from outreach_cases.service.pairing import asking_group
from outreach_cases.service.wishing import terms
from outreach_crm.app import App
from outreach_crm.contacts.model import Contact
from outreach_crm.dates import read_date
from outreach_crm.dispatch import service as dispatch
from outreach_crm.errors import ConflictError, NotFoundError
from outreach_crm.groups import service as groups
from outreach_crm.model import Ref, Reminder, Step
from outreach_crm.text import say, term

USUAL = 3
"""So many actions are asked for where nobody says how many."""
_MOST, _MOST_PEOPLE = 100, 10_000
_AHEAD = timedelta(days=7)


def begin_request(app: App, draft: RequestDraft, *, channel: str = "", place: str = "", because: str = "") -> Request:
    """Make the message in which the programme is asked for actions for the meeting of a group, and return the request.

    A request that comes later than the programme wants to be asked is taken; it says so itself (``late``).

    Args:
        app: the App.
        draft: which group, for which day, how many.
        channel: by what the message goes; empty: as messages usually do.
        place: where the channel puts it, such as a folder.
        because: why.

    Raises:
        NotFoundError: there is no such group or channel.
        InvalidInputError: the day has passed, a number cannot be, or the group is no more.
        ConflictError: it was asked for that meeting already, or the settings name no programme.
        RefusedError: the programme has no address for the channel, or must not be turned to; nothing is written.
        DeliveryError: the way out is blocked.
    """
    _, name = asking_group(app, draft.group_id)
    meets = _day(app, draft.meets_on)
    _check_new(app, draft.group_id, name, meets)
    office, row = _office(app), _row(app, draft, meets)
    way = dispatch.channel_of(app, channel or dispatch.usual_channel(app))
    dispatch.carrier_of(app, way, place).close()  # a way out that is blocked is told before anything is written
    with app.change(term("ask for actions"), because=because, final=True):
        number = app.store.insert("case_requests", row)
        made, ref = get_request(app, number), Ref("case_requests", number)
        lines = [*_lines(app, made)]
        message = drafted(app, "Actions for a meeting", f"Actions for {name}, {meets}", lines, ref, way.key, place)
        begun = dispatch.begin_to(app, message, office.id, says_of=draft.group_id, because=because)
        app.store.update("case_requests", number, {"dispatch_id": begun.id})
        return get_request(app, number)


def request(
    app: App, draft: RequestDraft, *, channel: str = "", place: str = "", because: str = ""
) -> tuple[Request, dispatch.Sent]:
    """Ask the programme now, and return the request and what the run came to; see :func:`begin_request`."""
    made = begin_request(app, draft, channel=channel, place=place, because=because)
    return made, dispatch.send(app, made.dispatch_id or 0)


def _day(app: App, text: str) -> date:
    if not text.strip():
        raise wrong("meets_on", say("Say on which day the group meets."))
    day = read_date(text, app.clock.today())
    if day < app.clock.today():
        raise wrong("meets_on", say("{day} has passed; give the day of a meeting to come.", day=day))
    return day


def _check_new(app: App, group_id: int, name: str, meets: date) -> None:
    if there := queries.of_meeting(app.store, group_id, meets.isoformat()):
        raise ConflictError(
            say(
                "The programme was asked on {asked_on} already for the meeting of {name} on {meets}"
                " (request {number}); ring it up, or write down what it answered: outreach cases answer {number}",
                asked_on=there.asked_on,
                name=name,
                meets=meets,
                number=there.id,
            )
        )


def _office(app: App) -> Contact:
    office = programme(app)
    if office is None:
        raise ConflictError(say("The settings name nobody who could be asked; give [cases] programme a name."))
    return office


def _row(app: App, draft: RequestDraft, meets: date) -> dict[str, object]:
    many = (for_meetings.missing(app, draft.group_id, meets) or USUAL) if draft.how_many is None else draft.how_many
    for field, number, most in (("how_many", many, _MOST), ("people", draft.people, _MOST_PEOPLE)):
        if number is not None and not 1 <= number <= most:
            raise wrong(field, say("{number} cannot be; give a number from 1 to {most:,}.", number=number, most=most))
    return {
        "group_id": draft.group_id,
        "meets_on": meets.isoformat(),
        "how_many": many,
        "people": draft.people,
        "due_on": for_meetings.ask_by(app, meets).isoformat(),
        "asked_on": app.clock.today().isoformat(),
        "asked_by": app.actor.name,
    }


def _lines(app: App, made: Request) -> Iterator[str]:
    meets = written_day(app, made.meets_on)
    yield f"{made.group} meets on {meets} and asks for actions on which it can write letters: {made.how_many}."
    if made.people is not None:
        yield f"About {made.people} people are expected."
    by_post = terms(app, made.group_id).paper is Paper.POST
    yield f"It gets papers by {'post' if by_post else 'e-mail'}: {', '.join(reached(app, made.group_id, made.group))}."
    if made.late:
        yield f"This comes later than by {written_day(app, made.due_on)}, and we know that it may be too late."


def get_request(app: App, request_id: int) -> Request:
    """Return a request.

    Raises:
        NotFoundError: there is none of that number, or the actor may not see the group.
    """
    found = queries.one(app.store, request_id)
    if found is None:
        raise NotFoundError(
            say("There is no request {request_id}; outreach cases requests lists them.", request_id=request_id)
        )
    return found


def requests(app: App, group_id: int | None = None, *, everything: bool = False) -> list[Request]:
    """Return the requests that wait for an answer, or all of them, of one group or of all; the latest meeting first."""
    if group_id is not None:
        groups.get(app, group_id)
    return queries.listed(app.store, app.clock.today().isoformat(), group_id, everything=everything)


def answer(
    app: App, request_id: int, given: ActionDraft | None, note: str = "", *, because: str = ""
) -> tuple[Request, Action | None]:
    """Write down what the programme answered: an action for that meeting, or in words why there is none.

    Args:
        app: the App.
        request_id: the request; further actions are added to what was answered before.
        given: the action; None: the programme gave none.
        note: what it said besides; needed where it gave none.
        because: why it is written down.

    Returns:
        The request, and the action.

    Raises:
        NotFoundError: there is no such request, place or case.
        InvalidInputError: something is missing or cannot be right.
        ConflictError: the very same was given already, or nobody is to write letters on its case.
    """
    with app.change(term("write down answer of programme"), because=because):
        now = get_request(app, request_id)
        if given is None and not note.strip():
            raise wrong("title", say("Say which action the programme gave, or what it said instead."))
        made = acting.insert_action(app, Source.REQUEST, given, now.group_id, now.meets_on) if given else None
        first = now.answered_on or app.clock.today().isoformat()
        app.store.update("case_requests", request_id, {"answered_on": first, "answer": note.strip() or now.answer})
        return get_request(app, request_id), made


def given_for(app: App, found: Request) -> list[Action]:
    """Return the actions with which the programme answered a request."""
    return acting.some_actions(app, queries.given(app.store, found.group_id, found.meets_on))


def reminders(app: App, today: date) -> Iterator[Reminder]:
    """Yield the requests that nobody answered a week before the meeting."""
    for row in queries.waiting(app.store, today.isoformat()):
        meets = date.fromisoformat(row["meets_on"])
        yield Reminder(
            due_on=meets - _AHEAD,
            sentence=say("{group} meets on {day} and waits for the programme's actions", group=row["group"], day=meets),
            command=f"outreach cases answer {row['id']}",
            group=say("Requests for actions"),
            owner_id=row["owner_id"],
            ref=Ref("case_requests", row["id"]),
            step=Step(label=say("Write down the answer"), path=f"/cases/requests/{row['id']}/answer"),
            summary="{n} groups wait for actions for their meetings",
            ends_on=meets,
        )
