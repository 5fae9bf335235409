"""Offers calendars at secret addresses, which any program can subscribe to and whoever has one can read."""

from collections.abc import Iterable, Iterator
from secrets import token_hex

from outreach_crm.accounts import service as accounts
from outreach_crm.app import App
from outreach_crm.errors import NotFoundError, RefusedError
from outreach_crm.groups import service as groups
from outreach_crm.model import Objection
from outreach_crm.text import say
from outreach_meetings import ical
from outreach_meetings.model.feeds import Feed, Span, Whose
from outreach_meetings.queries import feeds as queries
from outreach_meetings.service import feeding, naming

PREFIX = "/calendar"
"""Below which path calendars stand."""
_KIND = "feeds"
_TABLE = "meeting_feeds"


def my_calendar(app: App) -> Whose:
    """Return whose calendar is that of whoever acts.

    Raises:
        NotFoundError: they have no account yet, and so nothing of their own.
    """
    if app.actor.account_id is None:
        raise NotFoundError(
            say("{actor} has done nothing here yet and has no calendar; name a group.", actor=app.actor.name)
        )
    return Whose(account_id=app.actor.account_id)


def feeds(app: App) -> list[Feed]:
    """Return the calendars whose address is good: those of groups, and of accounts only one's own."""
    mine = app.actor.account_id
    return [one for one in queries.live(app.store) if one.group_id or one.account_id == mine]


def get_feed(app: App, feed_id: int) -> Feed:
    """Return a calendar of a group, or one's own.

    Raises:
        NotFoundError: there is none of that number, or it is somebody else's.
    """
    found = queries.one(app.store, feed_id)
    if found is None or (found.account_id and found.account_id != app.actor.account_id):
        raise NotFoundError(
            say("There is no calendar {feed_id}; outreach meetings feed GROUP makes one.", feed_id=feed_id)
        )
    return found


def feed_of(app: App, whose: Whose) -> Feed | None:
    """Return the calendar of a group or an account at a good address; None where there is none."""
    found = queries.of(app.store, whose)
    return found if found is not None and not found.revoked_on else None


def revoked_feed_of(app: App, whose: Whose) -> Feed | None:
    """Return the calendar whose address was revoked and not replaced; None where there is a good one, or was none."""
    found = queries.of(app.store, whose)
    return found if found is not None and found.revoked_on else None


def offer(app: App, whose: Whose, *, because: str = "") -> Feed:
    """Return the calendar of a group or an account at a secret address, which is made where there is none.

    Raises:
        NotFoundError: there is no such group or account.
        RefusedError: the group is of a circle; what stands at an address is read by whoever has it.
    """
    there = feed_of(app, whose)
    if there is not None:
        return there
    if whose.group_id:
        group = groups.get(app, whose.group_id)
        if queries.restricted(app.store, [whose.group_id]):
            raise RefusedError(
                say("{group} is of a circle; its calendar leaves the house by no address.", group=group.name)
            )
    else:
        accounts.of_number(app, whose.account_id or 0)
    with app.change("offer calendar", because=because):
        values = {"group_id": whose.group_id, "account_id": whose.account_id}
        made_on = app.clock.today().isoformat()
        return get_feed(app, app.store.insert(_TABLE, {"uid": token_hex(8), **values, "made_on": made_on}))


def revoke(app: App, feed: Feed, *, because: str = "") -> Feed:
    """Let the address of a calendar lead nowhere from now on; taken back, it is good again.

    Raises:
        NotFoundError: it leads nowhere already.
    """
    with app.change("revoke calendar", because=because):
        now = get_feed(app, feed.id)
        if now.revoked_on:
            raise NotFoundError(
                say("The address of that calendar was good until {revoked_on}.", revoked_on=now.revoked_on)
            )
        app.store.update(_TABLE, feed.id, {"revoked_on": app.clock.today().isoformat()})
        return get_feed(app, feed.id)


def renew(app: App, feed: Feed, *, because: str = "") -> Feed:
    """Give a calendar another address; the one before leads nowhere from now on."""
    with app.change("renew calendar", because=because):
        revoke(app, feed)
        return offer(app, feed.whose)


def objections(app: App) -> Iterator[Objection]:
    """Return which addresses of calendars were revoked."""
    return (Objection(table=_TABLE, values=dict(row)) for row in queries.revoked(app.store))


def object_again(app: App, given: Iterable[Objection]) -> None:
    """Revoke addresses again in an older copy; see the hook of that name. Call inside a change."""
    for one in given:
        number = queries.good(app.store, one.values["uid"]) if one.table == _TABLE else None
        if number is not None:
            app.store.update(_TABLE, number, {"revoked_on": one.values["revoked_on"]})


def address_of(app: App, feed: Feed) -> str:
    """Return where a calendar stands; only its path where the settings do not say how pages are reached."""
    return f"{naming.address(app)}{PREFIX}/{_tokens(app).issue(_KIND, feed.uid)}.ics"


def opened(app: App, token: str) -> Feed:
    """Return the calendar that stands at an address.

    Args:
        app: the App.
        token: the last part of the address, without its ending.

    Raises:
        NotFoundError: nobody was given that address, or it is good no longer.
    """
    kind, uid = _tokens(app).opened(token)
    found = queries.by_uid(app.store, uid) if kind == _KIND else None
    if found is None or found.revoked_on:
        raise NotFoundError(say("This calendar is not offered here any more; ask whoever gave you the address."))
    return found


def as_file(app: App, whose: Whose, span: Span | None = None) -> bytes:
    """Return the calendar of a group or an account as a calendar file: the same bytes while nothing changes.

    Args:
        app: the App.
        whose: the group or the account.
        span: the days; else from three months back to two years ahead.
    """
    found = feeding.events(app, whose, span or Span.around(app.clock.today()))
    return ical.calendar(found, product=naming.PRODUCT, name=name_of(app, whose))


def name_of(app: App, whose: Whose) -> str:
    """Return the name of the group or the account that a calendar is of.

    Raises:
        NotFoundError: there is no such group or account.
    """
    if whose.group_id:
        return groups.get(app, whose.group_id).name
    return accounts.of_number(app, whose.account_id or 0).name


def _tokens(app: App) -> accounts.Tokens:
    return accounts.tokens(app, "calendar")
