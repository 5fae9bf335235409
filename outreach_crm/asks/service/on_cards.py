"""What the cards of contacts show of asks: what they were asked, and of a group of ours what it asks."""

from collections.abc import Iterator, Sequence
from datetime import date

from outreach_crm.app import App
from outreach_crm.asks.model import Ask
from outreach_crm.asks.queries import advice
from outreach_crm.asks.queries import asks as queries
from outreach_crm.asks.service import climbing
from outreach_crm.dates import in_words
from outreach_crm.model import Panel, Ref, Step
from outreach_crm.text import say

_RANK, _MOST = 25, 12


def panels(app: App, contact_id: int) -> list[Panel]:
    """Return the asks that a contact has to do with, the latest first."""
    all_of_them = queries.listed(app.store, contact_id=contact_id)
    found = all_of_them[:_MOST]
    return [
        *_level(app, contact_id),
        Panel(
            title=say("Asks"),
            columns=(say("What"), say("State"), say("By when"), say("Of us")),
            rows=tuple((one.sentence, one.state, one.due_on, one.owner) for one in found),
            refs=tuple(Ref("asks", one.id) for one in found),
            rank=_RANK,
            empty=say("Nothing was asked of them yet."),
            asked=_last_asked(app, contact_id, all_of_them),
            steps=(
                Step(label=say("New ask"), path=f"/asks/plan?contact={contact_id}"),
                Step(label=say("Ask for advice"), path=f"/asks/advice/ask?contact={contact_id}"),
            ),
        ),
        *_advice(app, contact_id),
    ]


def _last_asked(app: App, contact_id: int, asks: Sequence[Ask]) -> str:
    """Say what was asked of a contact last, and how far that has come; empty of one who was asked nothing."""
    of_them = [one for one in asks if contact_id in {one.contact_id, one.person.contact_id if one.person else None}]
    made = [(one.made_on, one.id, one) for one in of_them if one.made_on]
    if not made:
        return ""
    day, _, ask = max(made, key=lambda one: one[:2])
    when = in_words(date.fromisoformat(day), app.clock.today())
    return say("{when}: {what} ({state})", when=when, what=ask.sentence, state=ask.state)


def _level(app: App, contact_id: int) -> Iterator[Panel]:
    """Yield how far we have come with an organisation."""
    found = climbing.standing(app, contact_id)
    if found is not None:
        row = (found.rung, found.done, found.last_on, found.because)
        yield Panel(
            title=say("Level of contact"),
            columns=(say("Level"), say("Asks done in a year"), say("Last word"), say("Because")),
            rows=(row,),
            rank=_RANK - 1,
            steps=(Step(label=say("Say it"), path=f"/asks/level/{contact_id}"),),
        )


def _advice(app: App, contact_id: int) -> Iterator[Panel]:
    """Yield what was advised on them, where anything was."""
    found = advice.listed(app.store, contact_id=contact_id, everything=True)
    if found:
        yield Panel(
            title=say("Advice"),
            columns=(say("Question"), say("Of whom"), say("Whom to approach"), say("What to ask"), say("How")),
            rows=tuple((one.question, one.adviser, one.approached, one.what, one.how) for one in found),
            refs=tuple(Ref("advice", one.id) for one in found),
            rank=_RANK + 1,
        )
