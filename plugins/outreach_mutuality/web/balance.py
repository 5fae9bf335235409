"""Pages of the balance: with organisations, by sector, what is out of balance, and whether like was treated alike."""

from flask import url_for

from outreach_crm.app import App
from outreach_crm.model import Ref
from outreach_crm.text import figure, row, say
from outreach_crm.web.lists import HTML, Column, Listing, number_asked, wanted
from outreach_crm.web.office import Answer, page
from outreach_mutuality import service
from outreach_mutuality.model.balances import Balance
from outreach_mutuality.web.blueprint import pages

_PAGE, _FEW = 100, 10


def _evenness(one: Balance) -> str:
    return "" if one.index is None else figure(one.index, ".2f")


_READ = (
    Column(title=say("We asked"), value=lambda one: one.ours),
    Column(title=say("They asked"), value=lambda one: one.theirs),
    Column(title=say("Evenness"), value=_evenness, lesser=True),
)
# A spreadsheet adds up figures.
_FIGURES = (
    Column(title=say("We asked"), value=lambda one: one.we_asked),
    Column(title=say("They did"), value=lambda one: one.they_did),
    Column(title=say("They declined"), value=lambda one: one.they_declined),
    Column(title=say("Open"), value=lambda one: one.asks_open),
    Column(title=say("Given up"), value=lambda one: one.asks_given_up),
    Column(title=say("They asked"), value=lambda one: one.they_asked),
    Column(title=say("We did"), value=lambda one: one.we_did),
    Column(title=say("We offered something else"), value=lambda one: one.we_offered),
    Column(title=say("We declined"), value=lambda one: one.we_declined),
    Column(title=say("Not decided"), value=lambda one: one.requests_open),
    Column(title=say("Evenness"), value=_evenness),
)
_ALARM = Column(title=say("Alarm"), value=lambda one: row([alarm.label for alarm in one.alarms], "; "), lesser=True)


@pages.lists("/balance")
def balance(app: App) -> Listing:
    """List organisations with what was asked and done between us."""
    found, start = service.balances(app), number_asked("from")
    return Listing(
        title=say("Balance"),
        columns=(Column(title=say("Organisation"), value=lambda one: one.name, ref=_ref), *_counts(), _ALARM),
        rows=found[start : start + _PAGE + 1] if wanted() == HTML else found,
        most=_PAGE if wanted() == HTML else 0,
        on=lambda _: {"from": start + _PAGE},
        empty=say("Nothing was asked in either direction."),
        template="outreach_mutuality/balance.html",
        context={"views": _views(), "whole": service.together(say("Total"), found)},
        persons="balance",
    )


@pages.lists("/balance/sectors")
def sectors(app: App) -> Listing:
    """List sectors with what was asked and done between us and their organisations."""
    found = service.by_sector(app)
    return Listing(
        title=say("Balance"),
        columns=(
            Column(title=say("Sector"), value=lambda one: one.name),
            Column(title=say("Organisations"), value=lambda one: one.organisations, lesser=True),
            *_counts(),
        ),
        rows=(*found.sectors, found.whole) if found.sectors else (),
        empty=say("Nothing was asked in either direction."),
        template="outreach_mutuality/balance.html",
        context={
            "views": _views(),
            "told": say("Whoever belongs to two sectors counts in both, and once in all of them."),
        },
    )


@pages.lists("/balance/alarms")
def alarms(app: App) -> Listing:
    """List what is out of balance, each leading to what can be done about it."""
    return Listing(
        title=say("Balance"),
        columns=(
            Column(title=say("What"), value=lambda one: one.what, ref=lambda one: one.ref),
            Column(title=say("Alarm"), value=lambda one: one.alarm),
            Column(title=say("Whose"), value=lambda one: one.contact, ref=_ref),
            Column(title=say("Since"), value=lambda one: one.on),
        ),
        rows=service.pressing(app),
        most=_PAGE if wanted() == HTML else 0,
        empty=say("Nothing is out of balance."),
        template="outreach_mutuality/balance.html",
        context={"views": _views()},
        persons="balance",
    )


@pages.look("/balance/alike")
def alike(app: App) -> Answer:
    """Show whether like requests were treated alike."""
    found = service.consistency(app, _FEW)
    return page("outreach_mutuality/alike.html", found=found, views=_views(), few=_FEW)


def _counts() -> tuple[Column, ...]:
    return _READ if wanted() == HTML else _FIGURES


def _views() -> list[tuple[str, str, str]]:
    """Return the views of the balance: of each its label, its path and its endpoint."""
    views = (
        (say("Organisations"), "balance"),
        (say("Sectors"), "sectors"),
        (say("Out of balance"), "alarms"),
        (say("Were like requests treated alike?"), "alike"),
    )
    return [(label, url_for(f"{pages.name}.{view}"), f"{pages.name}.{view}") for label, view in views]


def _ref(one: Balance) -> Ref:
    return Ref("contacts", one.contact_id)
