"""Work plans of groups: what a group means to reach in a year, taken over or written, and how far it has come."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from outreach_crm.app import App
from outreach_crm.campaigns import service as campaigns
from outreach_crm.changes import service as journal
from outreach_crm.contacts import service as contacts
from outreach_crm.contacts.model import Kind
from outreach_crm.dates import read_stored
from outreach_crm.errors import ConflictError, InvalidInputError, NotFoundError
from outreach_crm.groups import service as groups
from outreach_crm.meaning import number_meant
from outreach_crm.model import Aim
from outreach_crm.text import later, say, words_in_order
from outreach_meetings.model.plans import Objective, ObjectiveEdit, Plan, State
from outreach_meetings.model.remarks import Remark
from outreach_meetings.model.series import Meeting
from outreach_meetings.queries import plans as queries
from outreach_meetings.service import checking, planning

_AMOUNTS = ("volunteer_hours", "staff_hours", "money")
_EARLIEST, _AHEAD = 1961, 20
_UNTOLD = say("Say what came of it: for whom did it change something? Or why was it given up?")


def work_plan(app: App, group_id: int, year: int) -> Plan:
    """Return the work plan of a group for a year, with what is decided elsewhere and not in it yet.

    Raises:
        NotFoundError: there is no such group.
        InvalidInputError: the contact is no group.
    """
    group = groups.get(app, group_id)
    there = tuple(queries.of_year(app.store, group_id, year))
    taken = {one.ref for one in there}
    offered = tuple((one.ref, one.title) for one in app.plugins.aims(app, group_id, year) if one.ref not in taken)
    return Plan(group_id=group_id, group=group.name, year=year, objectives=there, offered=offered)


def objective(app: App, objective_id: int) -> Objective:
    """Return an objective.

    Raises:
        NotFoundError: there is none of that number, or the actor may not see its group.
    """
    found = queries.one(app.store, objective_id)
    if found is None:
        raise NotFoundError(
            say(
                "There is no objective {objective_id}; outreach meetings work-plan GROUP shows them.",
                objective_id=objective_id,
            )
        )
    return found


def objective_meant(app: App, group_id: int, text: str) -> Objective:
    """Return the one objective of a group that somebody means, by its number or enough of its words.

    Raises:
        NotFoundError: none fits.
        InvalidInputError: several fit; they are named with their numbers.
    """
    names = partial(queries.names, app.store, group_id)
    return objective(app, number_meant(text, "meeting_objectives", names, "objective", "meetings work-plan GROUP"))


def years_planned(app: App, group_id: int) -> list[int]:
    """Return the years for which a group has a plan, and this one, the latest first."""
    return sorted({*queries.years(app.store, group_id), app.clock.today().year}, reverse=True)


def intend(app: App, group_id: int, year: int, edit: ObjectiveEdit, *, because: str = "") -> Objective:
    """Write an objective into the work plan of a group.

    Raises:
        NotFoundError: there is no such group, person or campaign.
        InvalidInputError: it has no title, or a day, a year or a number cannot be right.
    """
    group = groups.get(app, group_id)
    _check_year(app, year)
    if not edit.fields.get("title", "").strip():
        raise checking.problem("title", say("Say what the group means to reach."))
    with app.change("plan work of group", because=because):
        values = {**_values(app, edit.fields), "group_id": group.contact_id, "year": year}
        made = app.store.insert("meeting_objectives", values)
        _give(app, made, edit.fields.get("responsible", ""))
        return objective(app, made)


def twin(app: App, made: Objective) -> Remark | None:
    """Return that an objective stands in the plan of its year in the same words before; None where it does not."""
    words = words_in_order(made.title)
    for one in queries.of_year(app.store, made.group_id, made.year):
        if one.id != made.id and words_in_order(one.title) == words:
            sentence = say(
                "The plan of {year} has it in these words already: {title} (objective {n}). If it is the same, take"
                " this one back.",
                year=str(made.year),
                title=one.title,
                n=one.id,
            )
            return Remark(sentence, f"outreach undo {made.change_id}")
    return None


def take_over(app: App, group_id: int, year: int, *, because: str = "") -> list[Objective]:
    """Take over into the plan what was decided elsewhere for a group; what is in it already stays as it is.

    Raises:
        NotFoundError: there is no such group.
        InvalidInputError: nothing was decided that is not in it.
    """
    group = groups.get(app, group_id)
    _check_year(app, year)
    with app.change("take over work plan", because=because):
        offered = app.plugins.aims(app, group_id, year)
        new = [one for one in offered if queries.of_aim(app.store, group_id, year, one.ref) is None]
        if not new:
            none_left = later(
                "No campaign and no adopted plan for a sector names {group} for {year} that is not in its plan already."
            )
            if not offered:
                none_left = later(
                    "No campaign and no adopted plan for a sector names {group} for {year}; write its objectives"
                    " yourself."
                )
            raise InvalidInputError(say(none_left, group=group.name, year=str(year)))
        made = [app.store.insert("meeting_objectives", _of_aim(group_id, year, one)) for one in new]
        return [objective(app, one) for one in made]


def revise(
    app: App,
    objective_id: int,
    edit: ObjectiveEdit,
    *,
    noted: str = "",
    meeting: Meeting | None = None,
    because: str = "",
) -> Objective:
    """Change an objective, or say how far the group has come with it; to close it, what came of it is said.

    Args:
        app: the App.
        objective_id: which one.
        edit: what of it is to be otherwise.
        noted: how far the group has come since; what was only planned is under way then.
        meeting: the meeting at which that was said.
        because: why it is changed.

    Raises:
        NotFoundError: there is no such objective, person or campaign.
        InvalidInputError: something cannot be right, it is closed without a word on what came of it, or the meeting is
            of another group.
        ConflictError: it is closed and stays so, or somebody else changed it since ``edit.version``.
    """
    with app.change("change objective", because=because):
        now = objective(app, objective_id)
        journal.check_version(app, now.title, now.change_id, seen=edit.version)
        values = _values(app, edit.fields)
        if values.get("title") == "":
            raise checking.problem("title", say("Say what the group means to reach."))
        state = State(values.get("state", now.state))
        if noted.strip():
            _note(app, now, noted.strip(), meeting, closed=now.state.is_closed and state.is_closed)
            state = State.UNDER_WAY if state is State.PLANNED else state
        values |= _closing(app, now, state, values.get("result", now.result))
        app.store.update("meeting_objectives", objective_id, values)
        if "responsible" in edit.fields:
            _give(app, objective_id, edit.fields["responsible"])
        return objective(app, objective_id)


def _closing(app: App, now: Objective, state: State, result: str) -> dict[str, str | None]:
    if not state.is_closed:
        return {"state": state.value, "closed_on": None}
    if not result:
        raise checking.problem("result", _UNTOLD)
    return {"state": state.value, "closed_on": now.closed_on or app.clock.today().isoformat()}


def _note(app: App, now: Objective, text: str, meeting: Meeting | None, *, closed: bool) -> None:
    if meeting is not None and meeting.group_id != now.group_id:
        raise InvalidInputError(
            say("{title!r} is not an objective of {group}.", title=now.title, group=meeting.series.group)
        )
    if closed:
        raise ConflictError(
            say("{title!r} was closed on {closed_on}; open it again first.", title=now.title, closed_on=now.closed_on)
        )
    values = {
        "objective_id": now.id,
        "sitting_id": planning.sitting(app, meeting) if meeting else None,
        "noted_on": (meeting.starts.date() if meeting else app.clock.today()).isoformat(),
        "text": text,
    }
    app.store.insert("meeting_progress", values)


def _of_aim(group_id: int, year: int, aim: Aim) -> dict[str, Any]:
    return {
        "group_id": group_id,
        "year": year,
        "title": str(aim.title),
        "campaign_id": aim.campaign_id,
        "due_on": aim.due_on.isoformat() if aim.due_on else None,
        **{key: getattr(aim, key) for key in _AMOUNTS},
        "ref_kind": aim.ref.kind,
        "ref_id": aim.ref.id,
    }


def _values(app: App, fields: Mapping[str, str]) -> dict[str, Any]:
    found: dict[str, Any] = {key: fields[key].strip() for key in ("title", "result") if key in fields}
    if "due_on" in fields:
        found["due_on"] = read_stored(fields["due_on"], app.clock.today())
    if "campaign" in fields:
        named = fields["campaign"].strip()
        found["campaign_id"] = campaigns.resolve(app, named).id if named else None
    if fields.get("state", "").strip():
        found["state"] = _state(fields["state"]).value
    return found | {key: _amount(key, fields[key]) for key in _AMOUNTS if key in fields}


def _state(text: str) -> State:
    try:
        return State(text.strip().replace("-", " "))
    except ValueError:
        known = ", ".join(one.value for one in State)
        unknown = say("{text!r} does not say how far it is; write {known}.", text=text, known=known)
        raise checking.problem("state", unknown) from None


def _amount(key: str, text: str) -> float:
    try:
        amount = round(float(text.strip().replace(",", ".") or 0), 2)
    except ValueError:
        amount = -1.0
    if not 0 <= amount < 10**9:
        raise checking.problem(key, say("{text!r} is no number of hours or money; write 20 or 12.5.", text=text))
    return amount


def _give(app: App, objective_id: int, who: str) -> None:
    there = queries.responsible(app.store, objective_id)
    chosen = contacts.resolve(app, who, kind=Kind.PERSON).id if who.strip() else None
    if there is not None and there[1] != chosen:
        app.store.delete("meeting_responsible", there[0])
    if chosen is not None and (there is None or there[1] != chosen):
        app.store.insert("meeting_responsible", {"objective_id": objective_id, "contact_id": chosen})


def _check_year(app: App, year: int) -> None:
    last = app.clock.today().year + _AHEAD
    if not _EARLIEST <= year <= last:
        wrong = say(
            "A work plan is for a year between {first} and {last}, not for {year}.",
            first=str(_EARLIEST),
            last=str(last),
            year=str(year),
        )
        raise checking.problem("year", wrong)
