"""The page with the secret addresses of calendars, and how programs subscribe to them."""

from flask import request, url_for

from outreach_crm.app import App
from outreach_crm.errors import InvalidInputError
from outreach_crm.groups import service as groups
from outreach_crm.policy import Action
from outreach_crm.text import read_number, say
from outreach_crm.web.office import Answer, done, page
from outreach_meetings import service
from outreach_meetings.model.feeds import Whose
from outreach_meetings.web.blueprint import pages


@pages.look("/feeds", Action.EXPORT)
def feeds(app: App) -> Answer:
    """Show the addresses there are, those that can be made, and what to do with one."""
    there = service.feeds(app)
    known = {one.group_id for one in there}
    return page(
        "outreach_meetings/feeds.html",
        feeds=[(one, _whole(service.address_of(app, one))) for one in there],
        groups=[one for one in groups.list_groups(app) if one.contact_id not in known],
        mine=any(one.account_id for one in there),
    )


@pages.act("/feeds/make", Action.EXPORT)
def make_feed(app: App) -> Answer:
    """Make the address of the calendar of a group, or of one's own where none is named."""
    named = request.form.get("group", "")
    number = read_number(named)
    if named and number is None:
        raise InvalidInputError(say("Choose a group."))
    made = service.offer(
        app, Whose(group_id=groups.get(app, number).contact_id) if number else service.my_calendar(app)
    )
    return done(say("The calendar of {name} has an address.", name=made.name), _home(), change_id=made.change_id)


@pages.act("/feeds/<int:feed_id>/renew", Action.EXPORT)
def renew_feed(app: App, feed_id: int) -> Answer:
    """Give a calendar another address."""
    made = service.renew(app, service.get_feed(app, feed_id))
    return done(say("The calendar of {name} has another address.", name=made.name), _home(), change_id=made.change_id)


@pages.act("/feeds/<int:feed_id>/revoke", Action.EXPORT)
def revoke_feed(app: App, feed_id: int) -> Answer:
    """Let an address lead nowhere."""
    gone = service.revoke(app, service.get_feed(app, feed_id))
    told = say("The address of the calendar of {name} leads nowhere now.", name=gone.name)
    return done(told, _home(), change_id=gone.change_id)


def _home() -> str:
    return url_for("outreach_meetings.feeds")


def _whole(address: str) -> str:
    """Return an address as whoever looks at the page can copy it, also where the settings do not say it."""
    return address if address.startswith("http") else f"{request.url_root.rstrip('/')}{address}"
