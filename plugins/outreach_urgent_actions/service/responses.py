"""Writing down what came back: appeals sent, replies, thanks, and what became of those a case is about."""

from collections.abc import Mapping
from datetime import date

from attrs import frozen

from outreach_crm.app import App
from outreach_crm.contacts import service as contacts
from outreach_crm.errors import InvalidInputError, NotFoundError
from outreach_crm.model import Mail
from outreach_crm.text import fold, say, term
from outreach_urgent_actions.model.issues import Case, Person
from outreach_urgent_actions.model.responses import OUTCOMES, RESULTS, Came, Response
from outreach_urgent_actions.queries import cases as case_queries
from outreach_urgent_actions.queries import responses as queries
from outreach_urgent_actions.service import finding

# What the journal calls it.
_LOGGED = {
    Came.APPEALS: term("log appeals"),
    Came.REPLY: term("log reply"),
    Came.THANKS: term("log thanks"),
}


@frozen(kw_only=True)
class Appeals:
    """Appeals that were sent: how many of each kind, by whom, or at which meeting; ``on`` None is today."""

    letters: int = 0
    emails: int = 0
    calls: int = 0
    unsorted: int = 0
    by: str = ""
    meeting: str = ""
    on: date | None = None
    note: str = ""


def log_appeals(app: App, case: str, sent: Appeals, *, because: str = "") -> Response:
    """Write down appeals that were sent for a case.

    Raises:
        NotFoundError: there is no such case or contact.
        InvalidInputError: several are meant, no appeal is given, or the day is in the future.
    """
    figures = {"letters": sent.letters, "emails": sent.emails, "calls": sent.calls, "unsorted": sent.unsorted}
    if not any(figures.values()) or min(figures.values()) < 0:
        raise InvalidInputError(say("Say how many appeals were sent: --letters 12, --emails 3."))
    found = finding.find_case(app, case)
    values = {**figures, "sender": sent.meeting.strip(), "note": sent.note.strip()}
    return _write(app, found, Came.APPEALS, sent.by, sent.on, values, because)


def log_letters(
    app: App, case: Case, group_id: int, on: date, letters: int, *, issue_id: int | None = None
) -> Response | None:
    """Count letters that a group wrote for a case at a meeting: one entry for each case and day, however often told.

    Args:
        app: the App.
        case: the case.
        group_id: the group's contact.
        on: when.
        letters: how many more; below zero where too many were written down. Where none is left, the entry goes.
        issue_id: the issue by which they wrote, where that is known.

    Raises:
        NotFoundError: there is no such contact.
        InvalidInputError: the day is in the future.
    """
    if not letters:
        return None
    who = contacts.get(app, group_id).id
    there = queries.at_meeting(app.store, case.id, who, on)
    if there is None:
        values = {"letters": letters, "issue_id": issue_id, "source": queries.MEETING}
        return _write(app, case, Came.APPEALS, str(who), on, values, "")
    number, before = there
    with app.change(_LOGGED[Came.APPEALS]):
        if before + letters == 0:
            app.store.delete("ua_responses", number)
        else:
            app.store.update("ua_responses", number, {"letters": before + letters})
        return queries.one(app.store, number)


def log_reply(
    app: App,
    case: str,
    *,
    sender: str,
    result: str,
    by: str = "",
    on: date | None = None,
    note: str = "",
    because: str = "",
) -> Response:
    """Write down the reply of an authority.

    Args:
        app: the App.
        case: about which case.
        sender: who replied.
        result: what it comes to, one of ``RESULTS``.
        by: who passed it on to us.
        on: when; else today.
        note: what it says.
        because: why.

    Raises:
        NotFoundError: there is no such case or contact.
        InvalidInputError: several are meant, nobody replied, or there is no such result.
    """
    if result not in RESULTS:
        raise InvalidInputError(say("A reply is {names}, not {result!r}.", names=", ".join(RESULTS), result=result))
    if not sender.strip():
        raise InvalidInputError(say("Say who replied: --from 'Ministry of Justice'."))
    values = {"sender": sender.strip(), "result": result, "note": note.strip()}
    return _write(app, finding.find_case(app, case), Came.REPLY, by, on, values, because)


def log_thanks(
    app: App, case: str, *, sender: str, note: str = "", by: str = "", on: date | None = None, because: str = ""
) -> Response:
    """Write down thanks for a case, to be passed on to those who wrote; see :func:`log_reply`.

    Raises:
        NotFoundError: there is no such case or contact.
        InvalidInputError: several are meant, or nobody gave thanks.
    """
    if not sender.strip():
        raise InvalidInputError(say("Say whose thanks they are: --from 'her family'."))
    values = {"sender": sender.strip(), "note": note.strip()}
    return _write(app, finding.find_case(app, case), Came.THANKS, by, on, values, because)


def take_in(app: App, issue_id: int, mail: Mail) -> None:
    """Write down what a supporter wrote back to an issue, for somebody to read: once for each of its cases.

    Args:
        app: the App, inside a change.
        issue_id: what they answered.
        mail: what they wrote.
    """
    day = mail.on.isoformat()
    own = {"contact_id": mail.contact_id, "kind": Came.MAIL.value, "on_date": day, "month": day[:7], "note": mail.text}
    for case in finding.cases_of(app, issue_id):
        app.store.insert("ua_responses", {**own, "case_id": case.id, "issue_id": issue_id})


def set_outcome(
    app: App,
    case: str,
    name: str,
    *,
    outcome: str,
    on: date | None = None,
    note: str = "",
    add: bool = False,
    because: str = "",
) -> Person:
    """Write down what became of somebody a case is about.

    Args:
        app: the App.
        case: which case.
        name: whom, or enough of the name.
        outcome: one of ``OUTCOMES``.
        on: when; else today.
        note: more of it.
        add: add a person whom the case does not name yet.
        because: why.

    Raises:
        NotFoundError: there is no such case, or it names nobody of that name.
        InvalidInputError: several are meant, or there is no such outcome.
    """
    _check_outcome(outcome)
    found = finding.find_case(app, case)
    values = {"outcome": outcome, "outcome_on": _day(app, on), "outcome_note": note.strip()}
    with app.change("outcome of a case", because=because):
        person = _person(app, found, name, add=add)
        if person is None:
            own = {"case_id": found.id, "kind": "person", "name": " ".join(name.split())}
            number = app.store.insert("ua_people", {**own, **values})
        else:
            number = person.id
            app.store.update("ua_people", number, values)
        return next(one for one in case_queries.people(app.store, [found.id]) if one.id == number)


def _check_outcome(outcome: str) -> None:
    if outcome not in OUTCOMES:
        raise InvalidInputError(
            say("An outcome is {names}, not {outcome!r}.", names=", ".join(OUTCOMES), outcome=outcome)
        )


def _write(
    app: App, case: Case, kind: Came, by: str, on: date | None, values: Mapping[str, object], because: str
) -> Response:
    day = _day(app, on)
    with app.change(_LOGGED[kind], because=because):
        who = contacts.resolve(app, by).id if by else None
        own = {"case_id": case.id, "contact_id": who, "kind": kind.value, "on_date": day, "month": day[:7]}
        number = app.store.insert("ua_responses", {**own, **values})
        made = queries.one(app.store, number)
    if made is None:
        raise NotFoundError(say("There is no response {number}.", number=number))
    return made


def _day(app: App, on: date | None) -> str:
    today = app.clock.today()
    if on is not None and on > today:
        raise InvalidInputError(say("{on} is in the future.", on=on))
    return (on or today).isoformat()


def _person(app: App, case: Case, name: str, *, add: bool) -> Person | None:
    """Return whom of a case a name means; None where it is to be added."""
    there = case_queries.people(app.store, [case.id])
    wanted = fold(name).split()
    exact = [one for one in there if fold(one.name).split() == wanted]
    near = exact or [one for one in there if {*wanted} <= {*fold(one.name).split()}]
    if len(near) == 1:
        return near[0]
    listed = ", ".join(one.name for one in near or there)
    if near:
        raise InvalidInputError(say("{name!r} can be {listed}; give the whole name.", name=name, listed=listed))
    if add and wanted:
        return None
    told = say("it names {listed}", listed=listed) if listed else say("it names nobody yet")
    raise NotFoundError(
        say("{ref} names no {name!r}: {told}; give --add to add a person.", ref=case.ref, name=name, told=told)
    )
