"""What commands on what was said share: how and when to come back as options, and what they tell of a step."""

from collections.abc import Callable
from datetime import date
from typing import Any

import click

from outreach_crm.app import App
from outreach_crm.asks.model import Ask, State
from outreach_crm.cli import output
from outreach_crm.dates import in_words
from outreach_crm.timeline.model import EntryKind

# How words were read, where nobody said outright how far it is.
_READ = {
    State.MADE: "it was put to them",
    State.AGREED: "they agreed",
    State.DECLINED: "they declined",
    State.DONE: "they did it",
    State.REPORTED: "what came of it",
    State.THANKED: "we thanked them",
}

follow_up_option = click.option(
    "--follow-up",
    "follow_up_on",
    metavar="DAY",
    default="",
    help="When to come back to it: 2w, friday, 2026-03-09.",
)


def way_option(name: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Return ``--way``, how something was said, as an argument of that name."""
    ways = click.Choice([one.value for one in EntryKind])
    return click.option("--way", name, type=ways, help="How it was said; else the first word says it.")


def stands(ask: Ask, *, read: bool, again: str) -> None:
    """Say where an ask stands after a step.

    Args:
        ask: as it is now.
        read: whether that was read from words.
        again: how to say it outright, where they were read wrongly.
    """
    undo = f"take back: outreach undo {ask.change_id}"
    output.say(f"Ask {ask.id} of {ask.contact}: {ask.state}{'.' if read else f' ({undo}).'}")
    if read:
        output.say(f"Read as: {_READ[ask.state]} ({undo}; {again} says it outright).")


def reminded(app: App, on: date) -> None:
    """Say when somebody is reminded."""
    output.say(f"You will be reminded {in_words(on, app.clock.today())} ({on}).")
