"""Pages of invitations: who knows what, who answered, and what leaves for whom, looked at before it does."""

from collections.abc import Sequence

from flask import request

from outreach_crm.app import App
from outreach_crm.dispatch import service as dispatch
from outreach_crm.dispatch.model import Dispatch
from outreach_crm.policy import Action
from outreach_crm.text import count, say
from outreach_crm.web import asking
from outreach_crm.web.office import Answer, done, page
from outreach_meetings import service
from outreach_meetings.model.invitations import Answer as Said
from outreach_meetings.model.invitations import Batch, Guest, Heard
from outreach_meetings.model.series import Meeting
from outreach_meetings.web.blueprint import pages, tabs, there

_HERE = "outreach_meetings.invitations"


@pages.look("/<int:series_id>/<key>/invitations")
def invitations(app: App, series_id: int, key: str) -> Answer:
    """Show who is invited, what they know and what they answered, and who asks for another time."""
    found = service.meeting(app, series_id, key)
    guests = service.guests(app, found)
    return page(
        "outreach_meetings/invitations.html",
        meeting=found,
        tabs=tabs(found, _HERE),
        guests=guests,
        told=_told(guests),
        wishes=service.wishes(app, found),
        to_tell=service.to_invite(app, found),
        to_tell_all=bool(found.series.rule) and service.to_invite(app, found, whole=True),
        to_remind=service.unanswered(app, found).people,
    )


def _told(guests: Sequence[Guest]) -> str:
    asked = [one for one in guests if one.heard in {Heard.CURRENT, Heard.STALE}]
    n = sum(one.answer is not Said.NONE for one in asked)
    return count(
        len(asked), "{n} invited, {answered} of them answered", "{n} invited, {answered} of them answered", answered=n
    )


@pages.form("/<int:series_id>/<key>/invitations/send", Action.SEND)
def send_invitations(app: App, series_id: int, key: str) -> Answer:
    """Show what is to be told to whom, and let it leave."""
    found = service.meeting(app, series_id, key)
    whole = request.values.get("whole") == "yes"
    title = say("Invitations: {title}, {day}", title=found.title, day=found.starts.date())
    return _leave(app, found, service.to_invite(app, found, whole=whole), title)


@pages.form("/<int:series_id>/<key>/invitations/remind", Action.SEND)
def remind(app: App, series_id: int, key: str) -> Answer:
    """Show who is reminded, and let it leave."""
    found = service.meeting(app, series_id, key)
    batch = service.unanswered(app, found)
    title = say("Reminders: {title}, {day}", title=found.title, day=found.starts.date())
    return _leave(app, found, [batch] if batch.people else [], title)


def _leave(app: App, found: Meeting, batches: Sequence[Batch], title: str) -> Answer:
    form, back = asking.read(), there(_HERE, found)
    if form.ready and batches:
        with asking.told(form) as outcome:
            begun = service.begin_inviting(app, batches)
            _beside(app, begun, back)
            return done(say("They are on their way."), back)
        form = outcome.form
    foreseen = service.foresee_inviting(app, batches)
    return page(
        "outreach_meetings/send.html",
        form,
        title=title,
        foreseen=[(batch.letter.label, seen) for batch, seen in foreseen],
        able=any(seen.gets for _, seen in foreseen),
        lacking=service.who_lacks(app, found.group_id, (one for _, seen in foreseen for one in seen.missed)),
        purpose=service.PURPOSE,
        group_id=found.group_id,
        back=back,
    )


def _beside(app: App, begun: Sequence[Dispatch], back: str) -> None:
    for one in begun:
        dispatch.send_beside(app, one.id, path=back)


@pages.act("/<int:series_id>/<key>/invitations/wishes/<int:wish_id>/take", Action.SEND)
def take_wish(app: App, series_id: int, key: str, wish_id: int) -> Answer:
    """Move the meeting to the time that somebody asked for, and tell those who were invited."""
    moved = service.grant_wish(app, wish_id)
    back = there(_HERE, service.meeting(app, series_id, key))
    if batches := service.to_tell(app, moved):
        _beside(app, service.begin_inviting(app, batches), back)
    return done(say("It is moved, and those invited hear of it."), back)


@pages.act("/<int:series_id>/<key>/invitations/wishes/<int:wish_id>/refuse", Action.SEND)
def refuse_wish(app: App, series_id: int, key: str, wish_id: int) -> Answer:
    """Leave the meeting as it is, and tell whoever asked for another time."""
    back = there(_HERE, service.meeting(app, series_id, key))
    _beside(app, service.refuse_wish(app, wish_id), back)
    return done(say("It stays as it is, and they hear of it."), back)
