"""The page on which somebody says which dates suit them, by their link and without an account.

They see the dates and their own answers, nobody else's; to open it changes nothing, and once the poll takes no answers
any more the page says so and nothing else.
"""

from flask import render_template

from outreach_crm.app import App
from outreach_crm.text import say
from outreach_crm.web import asking
from outreach_crm.web.by_link import ByLink, Holder, Opened, over
from outreach_crm.web.office import Answer
from outreach_meetings import service
from outreach_meetings.web.polls import date_fields, said_in

pages = ByLink("meeting_poll", "outreach_meetings", actor="asked by link")


@pages.opens
def asked(app: App, token: str) -> Opened:
    """Return who is asked by a link."""
    uid = service.whose_poll_link(app, token)
    return Opened(uid, service.asked_by_link(app, uid))


@pages.form()
def by_link(holder: Holder) -> Answer:
    """Show the dates, and take which of them suit."""
    found = service.ballot(holder.app, holder.what)
    if not found.takes(holder.app.clock.today()):
        return over(say("This poll is over: no date can be chosen here any more."))
    form = asking.read(*date_fields([(one.id, one.told, found.own.get(one.id)) for one in found.dates]))
    kept = ""
    if form.ready:
        found = service.vote(holder.app, holder.what, said_in(form))
        kept = say("Kept. You can change it until {day}.", day=found.closes_on)
    shown = {"form": form, "poll": found, "kept": kept, "who": holder.name}
    return render_template("outreach_meetings/poll_by_link.html", **shown), form.status
