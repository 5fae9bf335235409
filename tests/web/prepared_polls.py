"""Polls of dates in the prepared office: an open one with an answer by mail to be read, and a closed one."""

from outreach_crm.app import App
from outreach_crm.contacts import service as contacts
from outreach_crm.contacts.model import ContactDraft
from outreach_crm.groups import service as groups
from outreach_crm.groups.model import GroupDraft
from outreach_crm.model import Mail, Ref
from outreach_meetings import service
from outreach_meetings.model.polls import Answer, PollDraft

_PEOPLE = ("Nele Winter", "Omar Said", "Pia Falk")


def polls(app: App) -> None:
    """Let a group be asked twice for a date: one is chosen, one is asked about still."""
    group = groups.add(app, GroupDraft(name="Teachers' circle", structure="specialist"))
    for name in _PEOPLE:
        made = contacts.add(app, ContactDraft(name=name))
        groups.join(app, group.contact_id, made.id, since=app.clock.today())
    whose = str(group.contact_id)
    first = service.open_poll(app, PollDraft(group=whose, dates=("2w 18:00", "3w 18:00"), keys=(_PEOPLE[0],)))
    for person, answer in zip(first.people, (Answer.YES, Answer.MAYBE, Answer.NO), strict=True):
        service.answer_poll(app, first.id, person.contact_id, {first.dates[0].id: answer})
    service.close_poll(app, first.id)
    draft = PollDraft(group=whose, dates=("6w 18:00", "7w 18:00"), keys=(_PEOPLE[0],), quorum=3, place="Library")
    second = service.open_poll(app, draft)
    one, two, _ = second.people
    service.answer_poll(app, second.id, one.contact_id, dict.fromkeys([day.id for day in second.dates], Answer.MAYBE))
    told = "1 yes, if the bus comes"
    mail = Mail(contact_id=two.contact_id, sender="x@example.org", subject="Re", text=told, on=app.clock.today())
    with app.change("mail came back"):
        app.plugins.incoming(app, Ref("meeting_polls", second.id), mail)
