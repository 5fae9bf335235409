"""Command ``outreach log``: what happened, which may be what became of an ask."""

from datetime import date
from typing import Any

import click

from outreach_crm.app import App
from outreach_crm.asks import service as asks
from outreach_crm.asks.cli import telling
from outreach_crm.asks.model import State
from outreach_crm.cli import output
from outreach_crm.cli.options import on_option
from outreach_crm.cli.session import json_option, with_app
from outreach_crm.contacts import service as contacts
from outreach_crm.dates import read_optional
from outreach_crm.model import Side
from outreach_crm.timeline import service as timeline
from outreach_crm.timeline.model import EntryKind, LogDraft, LogEntry


@click.command()
@click.argument("who")
@click.argument("summary")
@telling.way_option("kind")
@click.option("--with", "others", multiple=True, metavar="CONTACT", help="Somebody else of theirs.")
@click.option("--colleague", "colleagues", multiple=True, metavar="ACCOUNT", help="Another of us.")
@click.option("--from-them", is_flag=True, help="It came from them, not from us.")
@on_option(name="day")
@click.option("--outcome", default="", help="What came of it.")
@telling.follow_up_option
@click.option("--follow-up-how", "follow_up", default="", help="How to come back to it.")
@click.option("--campaign", metavar="CAMPAIGN", default="", help="The campaign it belongs to.")
@click.option("--ask", metavar="ASK", default="", help="The ask it was about: its number, or words of it.")
@click.option(
    "--state", type=click.Choice([one.value for one in State]), help="How far that is; else what the words clearly say."
)
@json_option
@with_app
def log(app: App, who: str, summary: str, **given: Any) -> None:
    """Write down what happened: log "Ruiz" "called, will sign" --ask 12 --follow-up 2w."""
    today = app.clock.today()
    ids = tuple(contacts.resolve(app, text).id for text in (who, *given["others"]))
    draft = LogDraft(
        contact_ids=ids,
        summary=summary,
        kind=EntryKind(given["kind"]) if given["kind"] else None,
        side=Side.THEIRS if given["from_them"] else Side.OURS,
        on=read_optional(given["day"], today),
        follow_up_on=read_optional(given["follow_up_on"], today),
        **{key: given[key] for key in ("outcome", "follow_up", "colleagues")},
    )
    if not given["ask"]:
        entry = timeline.log(app, draft, campaign=given["campaign"])
        output.record(entry, lambda: _print(app, entry))
        return
    to = State(given["state"]) if given["state"] else None
    ask_id = asks.resolve(app, given["ask"], among=ids).id
    logged = asks.log(app, draft, ask_id, to=to, campaign=given["campaign"])
    output.record(logged, lambda: _print(app, logged.entry))
    if output.wants_json():
        return
    if logged.moved:
        telling.stands(logged.ask, read=logged.read, again="--state")
    else:
        output.say(
            f"Ask {ask_id} stays {logged.ask.state}: the words do not clearly say more; --state says it outright."
        )


def _print(app: App, entry: LogEntry) -> None:
    output.say(f"Noted: {entry.kind} with {', '.join(entry.with_contacts)}, {entry.happened_on}.")
    if entry.follow_up_on:
        telling.reminded(app, date.fromisoformat(entry.follow_up_on))
