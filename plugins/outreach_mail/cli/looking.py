"""Commands that look: ``status`` and ``check``."""

import click

from outreach_crm.app import App
from outreach_crm.cli import output
from outreach_crm.cli.session import json_option, with_app
from outreach_crm.clock import as_read
from outreach_crm.dispatch import service as dispatch
from outreach_crm.dispatch.model import DeliveryState
from outreach_crm.model import Panel
from outreach_mail import service
from outreach_mail.model import Standing, Tried


@click.command()
@click.argument("mailing", required=False)
@json_option
@with_app
def status(app: App, mailing: str | None) -> None:
    """Show how mailings stand that go by e-mail, or one MAILING, and what servers said of what they did not take."""
    found = service.status(app, dispatch.resolve(app, mailing).id if mailing else None)
    columns: dict[str, output.Column] = {
        "No.": lambda one: one.id,
        "Name": lambda one: one.name,
        "State": lambda one: one.state,
        "To send": lambda one: sum(one.count(state) for state in _STILL),
        "Sent": lambda one: one.count(DeliveryState.SENT),
        "Came back": lambda one: one.returned,
        "Put off": lambda one: one.count(DeliveryState.DEFERRED),
        "Failed": lambda one: one.count(DeliveryState.FAILED),
        "In doubt": lambda one: one.count(DeliveryState.IN_DOUBT),
        "Next attempt": lambda one: as_read(one.next_try),
    }
    output.records(found, columns, empty="No mailing is under way by e-mail. See: outreach mailings list")
    for one in () if output.wants_json() else found:
        _more(one)


_STILL = (DeliveryState.QUEUED, DeliveryState.CLAIMED, DeliveryState.INFLIGHT)


def _more(one: Standing) -> None:
    if not one.halted and one.count(DeliveryState.DEFERRED):
        output.say(f"To try at once what was put off of {one.name}: outreach mail retry {one.id}")
    if one.halted:
        output.prose(f"{one.name} is {one.state}: {one.halted}")
    rows = tuple((said.n, DeliveryState(said.state).label, said.reply) for said in one.said)
    output.panel(Panel(title=f"{one.name}: what servers said", columns=("", "", "Answer"), rows=rows))
    for sentence in one.ways_on:
        output.prose(f"{one.name}: {sentence}")


@click.command()
@json_option
@with_app
def check(app: App) -> None:
    """Try the mail server: connect, make the connection secret, log in; say what it offers, and send nothing."""
    tried = service.check(app)
    output.record(tried, lambda: _print(tried))


def _print(tried: Tried) -> None:
    output.say(f"{tried.server}:{tried.port} takes messages from us.")
    for label, text in (
        ("Greeting", tried.greeting),
        ("Secret", tried.secret or "no: everything goes in the open"),
        ("Logged in", tried.user or "no: it asks for nobody"),
        ("Offers", ", ".join(tried.offers)),
        ("Who writes", tried.sender or 'nobody yet: sender = "Section <office@…>" under [mail]'),
        ("To leave", _TO_LEAVE[tried.to_leave]),
    ):
        output.prose(f"{label + ':':12}{text}", indent=" " * 12)


_TO_LEAVE = {
    "page": "each message has a link to a page of whoever gets it",
    "mail": "each message has an address to write to; a page needs [web] address",
    "": "nothing says how: set [web] address, or [mail] return_path",
}
