"""The page on which somebody who was invited says whether they come, by their link and without an account.

They see what their invitation told and their own answer, nobody else's; once it is over the page says so and nothing
else.
"""

from flask import render_template

from outreach_crm.app import App
from outreach_crm.forms import Choice, Field, Kind
from outreach_crm.text import beginning, say
from outreach_crm.web import asking
from outreach_crm.web.by_link import ByLink, Holder, Opened, over
from outreach_crm.web.office import Answer
from outreach_meetings import service
from outreach_meetings.model.invitations import Answer as Said
from outreach_meetings.service.replying import Invitation

pages = ByLink("meeting_invitation", "outreach_meetings", "/<of>/<token>", actor="invited by link")


@pages.opens
def whose(app: App, of: str, token: str) -> Opened:
    """Return who was invited, and to what."""
    return Opened(of, service.whose_invitation(app, of, token))


@pages.form()
def by_link(holder: Holder) -> Answer:
    """Show what somebody is invited to, and take whether they come."""
    found = service.invitation(holder.app, holder.what)
    if found.meeting.called_off or found.over:
        return _over(found)
    form = asking.read(*_fields(found), version=found.meeting.sequence)
    kept = ""
    if form.ready:
        with asking.told(form) as outcome:
            answer, comment = Said(form.text("answer")), form.text("comment")
            found = service.reply(holder.app, holder.what, answer, comment, seen=form.seen)
            kept = say("Kept: {name} {answer}.", name=holder.name, answer=found.answer)
        form = outcome.form
    shown = {"form": form, "found": found, "meeting": found.meeting, "kept": kept, "who": holder.name}
    return render_template("outreach_meetings/invitation_by_link.html", **shown), form.status


def _fields(found: Invitation) -> tuple[Field, ...]:
    choices = tuple(Choice(one.value, beginning(one.label)) for one in Said if one is not Said.NONE)
    given = "" if found.answer is Said.NONE else found.answer.value
    return (
        Field(key="answer", label=say("Do you come?"), kind=Kind.ONE_OF, choices=choices, value=given, needed=True),
        Field(
            key="comment",
            label=say("A word to whoever prepares it"),
            kind=Kind.LINES,
            value=found.given.comment if found.given else "",
        ),
    )


def _over(found: Invitation) -> Answer:
    """Return the page that says that there is nothing to be said any more: it does not take place, or it was."""
    meeting, day = found.meeting, found.meeting.starts.date()
    if not meeting.called_off:
        return over(say("{title} is over: it was on {day}.", title=meeting.title, day=day))
    if meeting.series.called_off_on and meeting.series.rule:
        sentence = say("{title} does not take place any more.", title=meeting.title)
    else:
        sentence = say("{title} on {day} does not take place.", title=meeting.title, day=day)
    return over(sentence, render_template("outreach_meetings/invitation_over.html", sentence=sentence, meeting=meeting))
