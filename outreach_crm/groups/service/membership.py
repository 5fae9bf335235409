"""Who is in a group, as what, since when: joining, leaving, changing roles; what was stays in the history."""

from collections.abc import Sequence
from datetime import date

from outreach_crm.app import App
from outreach_crm.contacts import service as contacts
from outreach_crm.contacts.model import Contact, Kind
from outreach_crm.errors import ConflictError, InvalidInputError, NotFoundError
from outreach_crm.groups import queries
from outreach_crm.groups.fields import read_role
from outreach_crm.groups.model import MEMBER, ROLES, Group, GroupsSettings, Member
from outreach_crm.groups.service.finding import get
from outreach_crm.text import say, term


def roles(app: App) -> tuple[str, ...]:
    """Return the roles there are in groups: those every group knows, then the section's own."""
    return tuple(dict.fromkeys((*ROLES, *app.settings.of("groups", GroupsSettings).roles)))


def join(
    app: App,
    group_id: int,
    person_id: int,
    *,
    role: str = MEMBER,
    since: date | None = None,
    until: date | None = None,
    because: str = "",
) -> Member:
    """Make a person a member of a group; whoever is one since a later day, in that role, is one since this day then.

    Args:
        app: the App.
        group_id: the group, as a contact.
        person_id: the person.
        role: as what.
        since: the first day; else today.
        until: the day the term ends, where that is known.
        because: why.

    Raises:
        NotFoundError: there is no such group or person.
        InvalidInputError: it is not a person, the role is unknown, or the dates cannot be right.
        ConflictError: the person is a member already, or was one in that time.
    """
    with app.change("join group", because=because):
        group, person = get(app, group_id), _person(app, person_id)
        known = read_role(role, roles(app))
        start, end = _span(app, group, since, until)
        met = [term for term in queries.terms(app.store, group_id, person_id) if term.meets(start, end)]
        if len(met) == 1 and until is None and met[0].role == known and start < met[0].from_on:
            app.store.update("group_members", met[0].id, {"from_on": start})
            return _term(app, group_id, person_id, met[0].id)
        if met:
            raise ConflictError(_already(app, met[0]))
        return _begin(app, group, person, known, (start, end))


def leave(app: App, group_id: int, person_id: int, *, on: date | None = None, because: str = "") -> list[Member]:
    """End a person's membership of a group, in all roles, and return the terms that ended.

    Args:
        app: the App.
        group_id: the group, as a contact.
        person_id: the person.
        on: the first day without them; else today.
        because: why.

    Raises:
        NotFoundError: there is no such group or person, or the person is not in the group.
        InvalidInputError: they joined after that day.
    """
    with app.change("leave group", because=because):
        present = _present(app, get(app, group_id), contacts.get(app, person_id))
        _end(app, present, on or app.clock.today())
        ended = {term.id for term in present}
        return [term for term in queries.terms(app.store, group_id, person_id) if term.id in ended]


def give_role(
    app: App,
    group_id: int,
    person_id: int,
    role: str,
    *,
    on: date | None = None,
    until: date | None = None,
    also: bool = False,
    because: str = "",
) -> Member:
    """Give a member of a group another role, or another end of the term; the role before stays in the history.

    Args:
        app: the App.
        group_id: the group, as a contact.
        person_id: the member.
        role: as what from now on.
        on: the first day; else today.
        until: the day the term ends, where that is known.
        also: keep the present roles besides.
        because: why.

    Raises:
        NotFoundError: there is no such group or person, or the person is not in the group.
        InvalidInputError: the role is unknown, or the dates cannot be right.
        ConflictError: they have that role already, or had it in that time.
    """
    with app.change("change role in group", because=because):
        group, person = get(app, group_id), _person(app, person_id)
        known, present = read_role(role, roles(app)), _present(app, group, person)
        held = [term for term in present if term.role == known]
        others = [] if also else [term for term in present if term.role != known]
        if held and not others and until is None:
            raise _has_role(group, person, known)
        if others:
            _end(app, others, on or app.clock.today())
        if held:
            return _prolong(app, held[0], until)
        return _add_role(app, group, person, known, (on, until), min(term.from_on for term in present))


def _has_role(group: Group, person: Contact, known: str) -> ConflictError:
    return ConflictError(
        say("{person} is {known} of {group} already.", person=person.name, known=known, group=group.name)
    )


def _add_role(
    app: App, group: Group, person: Contact, role: str, days: tuple[date | None, date | None], joined: str
) -> Member:
    """Begin a further term of a member who joined on a day."""
    start, end = _span(app, group, *days)
    if start < joined:
        raise InvalidInputError(
            say(
                "{person} is in {group} since {joined}, not yet on {start}.",
                person=person.name,
                group=group.name,
                joined=joined,
                start=start,
            )
        )
    for there in queries.terms(app.store, group.contact_id, person.id):
        if there.role == role and there.meets(start, end):
            raise ConflictError(_already(app, there))
    return _begin(app, group, person, role, (start, end))


def _person(app: App, person_id: int) -> Contact:
    person = contacts.get(app, person_id)
    if person.kind is not Kind.PERSON:
        raise InvalidInputError(
            say("{person} is not a person; only persons are members of a group.", person=person.name)
        )
    if person.trashed_on:
        raise InvalidInputError(
            say(
                "{person} is in the trash: outreach contacts restore {person_id}.",
                person=person.name,
                person_id=person_id,
            )
        )
    return person


def _present(app: App, group: Group, person: Contact) -> list[Member]:
    """Return a person's terms in a group that are not over, those that are yet to begin too."""
    today = app.clock.today().isoformat()
    found = [term for term in queries.terms(app.store, group.contact_id, person.id) if not term.ended(today)]
    if not found:
        raise NotFoundError(say("{person} is not in {group}.", person=person.name, group=group.name))
    return found


def _span(app: App, group: Group, since: date | None, until: date | None) -> tuple[str, str | None]:
    start, end = (since or app.clock.today()).isoformat(), until.isoformat() if until else None
    if end is not None and end <= start:
        raise InvalidInputError(say("A term that begins on {start} cannot end on {end}.", start=start, end=end))
    if group.founded_on and start < group.founded_on:
        raise InvalidInputError(
            say(
                "{group} was founded on {founded_on}; nobody joined it on {start}.",
                group=group.name,
                founded_on=group.founded_on,
                start=start,
            )
        )
    if group.ended_on and (end is None or end > group.ended_on):
        raise InvalidInputError(
            say(
                "{group} ended on {ended_on}; a membership ends by then: give --until.",
                group=group.name,
                ended_on=group.ended_on,
            )
        )
    return start, end


def _begin(app: App, group: Group, person: Contact, role: str, span: tuple[str, str | None]) -> Member:
    values = {"group_id": group.contact_id, "person_id": person.id, "role": role, "from_on": span[0], "to_on": span[1]}
    term_id = app.store.insert("group_members", values)
    return _term(app, group.contact_id, person.id, term_id)


def _prolong(app: App, held: Member, until: date | None) -> Member:
    if until is not None:
        if until.isoformat() <= held.from_on:
            raise InvalidInputError(
                say("The term began on {from_on}; it cannot end on {until}.", from_on=held.from_on, until=until)
            )
        app.store.update("group_members", held.id, {"to_on": until.isoformat()})
    return _term(app, held.group_id, held.person_id, held.id)


def _end(app: App, present: Sequence[Member], on: date) -> None:
    """End terms on a day; one that would have begun later lasts no day."""
    day = on.isoformat()
    first = min(term.from_on for term in present)
    if day < first:
        who = say("{person} is in {group}", person=present[0].person, group=present[0].group)
        raise InvalidInputError(say("{who} since {first}; that cannot end on {day}.", who=who, first=first, day=day))
    for one in present:
        app.store.update("group_members", one.id, {"to_on": max(one.from_on, min(day, one.to_on or day))})


def _term(app: App, group_id: int, person_id: int, term_id: int) -> Member:
    return next(term for term in queries.terms(app.store, group_id, person_id) if term.id == term_id)


def _already(app: App, there: Member) -> str:
    if there.ended(app.clock.today().isoformat()):
        return say(
            "{person} was {role} of {group} from {first} to {last} already.",
            person=there.person,
            role=term(there.role),
            group=there.group,
            first=there.from_on,
            last=there.to_on,
        )
    return say(
        "{person} is in {group} already, as {role} since {first}; another role:"
        ' outreach groups role {group_id} {person_id} "…".',
        person=there.person,
        role=term(there.role),
        group=there.group,
        first=there.from_on,
        group_id=there.group_id,
        person_id=there.person_id,
    )
