"""What commands say of a step: where the ask stands, how words were read, when to come back, what takes it back."""

from datetime import date

from outreach_crm.app import App
from outreach_crm.asks.model import Ask, State
from outreach_crm.cli import output
from outreach_crm.dates import in_words

# How words were read, where nobody said outright how far it is.
_READ = {
    State.MADE: "it was put to them",
    State.AGREED: "they agreed",
    State.DECLINED: "they declined",
    State.DONE: "they did it",
    State.REPORTED: "what came of it",
    State.THANKED: "we thanked them",
}


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
