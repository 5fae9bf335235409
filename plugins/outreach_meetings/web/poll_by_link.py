"""The page on which somebody says which dates suit them, by their link and without an account.

They see the dates and their own answers, nobody else's; to open it changes nothing, and once the poll takes no answers
any more the page says so and nothing else.
"""

from http import HTTPStatus

from flask import Blueprint, render_template

from outreach_crm.contacts import service as contacts
from outreach_crm.model import Actor, Via
from outreach_crm.text import say
from outreach_crm.web import asking, wording
from outreach_crm.web.connections import acting, shared
from outreach_crm.web.office import Answer
from outreach_meetings import service
from outreach_meetings.web.polls import date_fields, said_in

pages = Blueprint("meeting_poll", "outreach_meetings", template_folder="templates")

_NAME = "asked by link"


@pages.route("/<token>", methods=("GET", "POST"))
def by_link(token: str) -> Answer:
    """Show the dates, and take which of them suit."""
    uid = service.whose_poll_link(shared(), token)
    contact_id = service.asked_by_link(acting(Actor(name=_NAME, via=Via.WEB)), uid)
    app = acting(Actor(name=_NAME, via=Via.WEB, contact_id=contact_id))
    contact = contacts.get(app, contact_id)
    wording.speak(app, contact.language or app.section.language, contact.country)
    found = service.ballot(app, uid)
    if not found.takes(app.clock.today()):
        over = say("This poll is over: no date can be chosen here any more.")
        return render_template("web/told.html", title=over, sentence=over), HTTPStatus.GONE
    form = asking.read(*date_fields([(one.id, one.told, found.own.get(one.id)) for one in found.dates]))
    kept = ""
    if form.ready:
        found = service.vote(app, uid, said_in(form))
        kept = say("Kept. You can change it until {day}.", day=found.closes_on)
    shown = {"form": form, "poll": found, "kept": kept, "who": contact.given or contact.name}
    return render_template("outreach_meetings/poll_by_link.html", **shown), form.status
