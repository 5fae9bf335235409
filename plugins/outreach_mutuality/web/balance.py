"""The page of the balance: what was asked and done in both directions."""

from flask import request as sent

from outreach_crm.app import App
from outreach_crm.model import Ref
from outreach_crm.text import row, say
from outreach_crm.web.lists import Column, Listing
from outreach_mutuality import service
from outreach_mutuality.model.balances import Balance
from outreach_mutuality.web.blueprint import pages


@pages.lists("/balance")
def balance(app: App) -> Listing:
    """List organisations with what was asked and done between us."""
    alarms = "alarms" in sent.args
    found = [one for one in service.balances(app) if one.alarms or not alarms]
    return Listing(
        title=say("Balance"),
        columns=(
            Column(title=say("Organisation"), value=lambda one: one.name, ref=_ref),
            Column(title=say("We asked"), value=lambda one: one.we_asked),
            Column(title=say("They did"), value=lambda one: one.they_did),
            Column(title=say("They asked"), value=lambda one: one.they_asked),
            Column(title=say("We did"), value=lambda one: one.we_did),
            Column(title=say("We declined"), value=lambda one: one.we_declined, lesser=True),
            Column(title=say("Not decided"), value=lambda one: one.requests_open, lesser=True),
            Column(title=say("Evenness"), value=_evenness, lesser=True),
            Column(title=say("Alarm"), value=lambda one: row([alarm.label for alarm in one.alarms], "; ")),
        ),
        rows=found,
        empty=say("Nothing was asked in either direction."),
        template="outreach_mutuality/balance.html",
        context={"alarms": alarms, "treated": service.treatment(app)},
        persons="balance",
    )


def _ref(one: Balance) -> Ref:
    return Ref("contacts", one.contact_id)


def _evenness(one: Balance) -> str:
    return "" if one.index is None else f"{one.index:.2f}"
