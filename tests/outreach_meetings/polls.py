"""Small makers of polls of dates; the tests' clock stands at Monday 2026-03-09."""

from typing import Any

from outreach_crm.app import App
from outreach_crm.contacts import service as contacts
from outreach_crm.contacts.model import ContactDraft
from outreach_crm.groups import service as groups
from outreach_crm.groups.model import Group
from outreach_crm.privacy import service as privacy
from outreach_crm.privacy.model import ConsentDraft
from outreach_meetings import service
from outreach_meetings.model.polls import Answer, Asked, Poll, PollDraft
from outreach_meetings.model.ranking import Ranked
from tests.outreach_meetings.builders import a_doctors_group

THURSDAY, FRIDAY, MONDAY = "2026-04-02 19:30", "2026-04-03 19:30", "2026-04-06 18:00"
DATES = (THURSDAY, FRIDAY, MONDAY)
PEOPLE = ("Ana Ruiz", "Bo Li", "Tom Bell")
_SHORT = {"y": Answer.YES, "m": Answer.MAYBE, "n": Answer.NO}


def a_poll(app: App, group: Group | None = None, dates: tuple[str, ...] = DATES, **draft: Any) -> Poll:
    """Open a poll of a group of three doctors, unless another one is given."""
    whose = group if group is not None else a_doctors_group(app, *PEOPLE)
    return service.open_poll(app, PollDraft(group=str(whose.contact_id), dates=dates, **draft))


def who(found: Poll, name: str) -> Asked:
    """One who is asked, by name."""
    return next(one for one in found.people if one.name == name)


def said(app: App, found: Poll, **answers: str) -> Poll:
    """Answer for people: ``said(app, poll, Ana="ymn")``, a letter for each date, a dot for none."""
    for name, letters in answers.items():
        asked = next(one for one in found.people if one.name.startswith(name))
        given = {one.id: _SHORT[x] for one, x in zip(found.dates, letters, strict=True) if x != "."}
        found = service.answer_poll(app, found.id, asked.contact_id, given)
    return found


def order(app: App, found: Poll) -> list[str]:
    """The dates of a poll, the best first."""
    return [f"{one.date.starts:%Y-%m-%d %H:%M}" for one in service.rank_dates(app, found)]


def about(app: App, found: Poll, date: str) -> Ranked:
    """How a date ranks."""
    return next(one for one in service.rank_dates(app, found) if f"{one.date.starts:%Y-%m-%d %H:%M}" == date)


def reachable_doctors(app: App, *names: str) -> Group:
    """A doctors' group whose members have an address and agreed to be written to about meetings."""
    group = a_doctors_group(app)
    for name in names or PEOPLE:
        email = f"{name.partition(' ')[0].lower()}@example.org"
        made = contacts.add(app, ContactDraft(name=name, emails=(email,)))
        groups.join(app, group.contact_id, made.id, since=app.clock.today().replace(month=1, day=1))
        agreed = ConsentDraft(purpose="meetings", basis="consent", source="form", wording="Write to me.")
        privacy.record(app, made.id, agreed)
    return group


def last_change(app: App) -> int:
    """The number of the change that was made last."""
    return int(app.store.value("select max(id) as n from changes"))
