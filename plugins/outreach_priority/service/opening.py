"""Opens assessments: an advisory group is asked to judge sectors, or organisations of one sector, by agreed rules."""

import secrets
from collections.abc import Iterable
from datetime import timedelta

from attrs import frozen

from outreach_crm.app import App
from outreach_crm.contacts import service as contacts
from outreach_crm.contacts.model import Contact, Kind
from outreach_crm.dates import read_stored
from outreach_crm.errors import InvalidInputError, NotFoundError
from outreach_crm.groups import service as groups
from outreach_crm.groups.model import ADVISER, Group
from outreach_crm.meaning import the_one
from outreach_crm.sectors import service as sectors
from outreach_crm.sectors.model import Sector
from outreach_crm.text import say, term
from outreach_priority.model import Assessment, AssessmentDraft, SheetState, State
from outreach_priority.queries import assessments
from outreach_priority.service import finding, questionnaires

OPENED = term("open assessment")
"""What the history calls it."""
DAYS = 14
"""Advisers are busy people: so many days to fill in a sheet where no deadline is given."""
_MOST = 10_000


@frozen(kw_only=True)
class _Judged:
    """A sector or an organisation as it is stored."""

    key: str
    title: str
    sector: str
    contact_id: int | None = None


def open_assessment(app: App, draft: AssessmentDraft, *, because: str = "") -> Assessment:
    """Open an assessment: its first round begins, and there is a sheet for each adviser.

    Raises:
        NotFoundError: there is no such group, sector, organisation, person or questionnaire.
        InvalidInputError: nobody is asked, somebody or something is named twice, an organisation is not of the sector,
            or the deadline has passed.
    """
    group = groups.resolve(app, draft.group) if draft.group.strip() else None
    advisers = _advisers(app, draft, group)
    judged, form, due_on = _judged(app, draft), questionnaires.get(app, draft.form), deadline(app, draft.due_on)
    title = " ".join(draft.title.split())
    with app.change(OPENED, because=because):
        assessment_id = app.store.insert(
            "priority_assessments",
            {
                "title": title or f"{group.name if group else 'Priorities'} {app.clock.today().year}",
                "group_id": group.contact_id if group else None,
                "sector": judged[0].sector if draft.organisations else "",
                "questionnaire": assessments.written(form),
                "rules": assessments.written(draft.rules),
                "seed": secrets.randbelow(2**31),
                "round": 1,
                "state": State.OPEN.value,
                "opened_on": app.clock.today().isoformat(),
                "due_on": due_on,
            },
        )
        rows = [
            {"key": one.key, "title": one.title, "sector": one.sector, "contact_id": one.contact_id} for one in judged
        ]
        app.store.insert_many("priority_subjects", [{"assessment_id": assessment_id, **row} for row in rows])
        ask_for_sheets(app, assessment_id, 1, [(seat, one.id, "") for seat, one in enumerate(advisers, 1)])
        return finding.get(app, assessment_id)


def ask_for_sheets(app: App, assessment_id: int, round_: int, seats: Iterable[tuple[int, int, str]]) -> None:
    """Make the sheets of a round, inside a change.

    Args:
        app: the App.
        assessment_id: of which assessment.
        round_: of which round.
        seats: the number, the person and the role of each adviser.
    """
    app.store.insert_many(
        "priority_sheets",
        [
            {
                "uid": secrets.token_hex(8),
                "assessment_id": assessment_id,
                "round": round_,
                "seat": seat,
                "adviser_id": person_id,
                "role": role,
                "state": SheetState.ASKED.value,
            }
            for seat, person_id, role in seats
        ],
    )


def organisations_of(app: App, sector: str) -> tuple[str, ...]:
    """Return the numbers of all organisations of a sector, for a draft that judges all of them.

    Raises:
        NotFoundError: there is no such sector, or no organisation in it.
        InvalidInputError: several sectors fit.
    """
    meant = _sector(app, sector)
    found = contacts.list_contacts(app, kind=Kind.ORGANISATION, sector=meant.key, limit=_MOST)
    if not found:
        raise NotFoundError(say("No organisation of the sector {meant} is recorded yet.", meant=meant.name))
    return tuple(str(one.id) for one in found)


def deadline(app: App, text: str) -> str:
    """Return until when sheets are asked for; where nothing is said, in two weeks.

    Raises:
        InvalidInputError: it is no day, or one that has passed.
    """
    today = app.clock.today()
    due_on = read_stored(text, today) or (today + timedelta(days=DAYS)).isoformat()
    if due_on < today.isoformat():
        raise InvalidInputError(
            say("The deadline {due_on} has passed; advisers need some days: --until 2w.", due_on=due_on)
        )
    return due_on


def adviser(app: App, text: str) -> Contact:
    """Return the person somebody means to ask.

    Raises:
        NotFoundError: there is none.
        InvalidInputError: several fit, or it is no person, or one in the trash.
    """
    found = contacts.resolve(app, text, kind=Kind.PERSON)
    if found.kind is not Kind.PERSON:
        raise InvalidInputError(say("{name} is not a person; only persons fill in sheets.", name=found.name))
    if found.trashed_on:
        raise InvalidInputError(
            say("{name} is in the trash: outreach contacts restore {number}.", name=found.name, number=found.id)
        )
    return found


def _advisers(app: App, draft: AssessmentDraft, group: Group | None) -> list[Contact]:
    if draft.advisers:
        found = [adviser(app, text) for text in draft.advisers]
    elif group:
        found = [contacts.get(app, one) for one in _members(app, group)]
    else:
        raise InvalidInputError(say("Say who is asked: an advisory group with --group, or people with --adviser."))
    if not found:
        raise InvalidInputError(
            say("Nobody is in {group} now: outreach groups join adds people.", group=group.name if group else "it")
        )
    if twice := next((one for one in found if [each.id for each in found].count(one.id) > 1), None):
        raise InvalidInputError(say("{twice} is named twice; each adviser fills in one sheet.", twice=twice.name))
    return found


def _members(app: App, group: Group) -> list[int]:
    """Return who is in a group now: its advisers, or everybody where nobody has that role."""
    today = app.clock.today().isoformat()
    members = [one for one in groups.show(app, group.contact_id).members if one.from_on <= today]
    asked = [one for one in members if one.role == ADVISER] or members
    return list(dict.fromkeys(one.person_id for one in asked))


def _judged(app: App, draft: AssessmentDraft) -> list[_Judged]:
    there = sectors.all_sectors(app)
    named = [_sector(app, text) for text in draft.sectors]
    if draft.organisations:
        if len(named) != 1:
            raise InvalidInputError(say("Organisations are compared within one sector: give one with --sector."))
        found = _organisations(app, draft.organisations, named[0])
    else:
        found = [_Judged(key=one.key, title=one.name, sector=one.key) for one in named or there]
    if not found:
        raise InvalidInputError(say("There is no sector to be judged; outreach sectors list shows what there is."))
    if twice := next((one for one in found if [each.key for each in found].count(one.key) > 1), None):
        raise InvalidInputError(say("{twice} is named twice.", twice=twice.title))
    return found


def _sector(app: App, text: str) -> Sector:
    """Return the sector somebody means by its key, its name, or enough of its words."""
    there = sectors.all_sectors(app)
    if text.strip().lower() in there.keys:
        return sectors.find(there, text)
    return there.entries[the_one(text, dict(enumerate(one.name for one in there)), "sector")]


def _organisations(app: App, texts: Iterable[str], sector: Sector) -> list[_Judged]:
    there = {one.id for one in contacts.list_contacts(app, sector=sector.key, limit=_MOST)}
    found = []
    for text in texts:
        one = contacts.resolve(app, text, kind=Kind.ORGANISATION)
        if one.kind is not Kind.ORGANISATION or one.id not in there:
            raise InvalidInputError(
                say(
                    "{name} is no organisation of the sector {sector}; record it there first.",
                    name=one.name,
                    sector=sector.name,
                )
            )
        found.append(_Judged(key=one.uid, title=one.name, sector=sector.key, contact_id=one.id))
    return found
