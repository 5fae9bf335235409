"""Writes down what happened and lets it be a step of an ask, in one change."""

from attrs import frozen

from outreach_crm.app import App
from outreach_crm.asks.model import Ask, State, StepDraft
from outreach_crm.asks.service import moving
from outreach_crm.asks.service.finding import get
from outreach_crm.asks.service.reading import meant, reached
from outreach_crm.errors import InvalidInputError
from outreach_crm.text import say
from outreach_crm.timeline import service as timeline
from outreach_crm.timeline.model import LogDraft, LogEntry


@frozen(kw_only=True)
class Logged:
    """What was written down, and the ask as it is now.

    ``moved`` says whether it came further by that, ``read`` whether the words said so, and not whoever wrote them.
    """

    entry: LogEntry
    ask: Ask
    moved: bool
    read: bool


def log(app: App, draft: LogDraft, ask_id: int, *, to: State | None = None, campaign: str = "") -> Logged:
    """Write down what happened with an ask.

    Args:
        app: the App.
        draft: what happened, with whom.
        ask_id: the ask it was about.
        to: how far that is now; None: what the words clearly say, and where they do not it is put to them at least.
        campaign: name or number of the campaign it belongs to.

    Raises:
        NotFoundError: there is no such ask, contact or campaign.
        InvalidInputError: it has nothing to do with whoever took part, or cannot be right; see ``timeline.log``.
        ConflictError: the ask cannot come so far from where it is.
    """
    with app.change("log"):
        ask = get(app, ask_id)
        about = {ask.contact_id, *(one.contact_id for one in ask.taking)}
        if not about.intersection(draft.contact_ids):
            raise InvalidInputError(
                say("Ask {ask_id} is one of {contact}, who did not take part.", ask_id=ask.id, contact=ask.contact)
            )
        entry = timeline.log(app, draft, campaign=campaign)
        found = to or _meant(ask, draft)
        if found is None:
            app.store.insert("ask_entries", {"ask_id": ask_id, "entry_id": entry.id, "state": ""})
            return Logged(entry=entry, ask=ask, moved=False, read=False)
        step = StepDraft(
            to=found,
            note=draft.summary,
            on=draft.on,
            reason=draft.outcome if found is State.DECLINED else "",
            result=draft.outcome if found in {State.DONE, State.REPORTED} else "",
            entry_id=entry.id,
        )
        return Logged(entry=entry, ask=moving.move(app, ask_id, step), moved=True, read=to is None)


def _meant(ask: Ask, draft: LogDraft) -> State | None:
    """Return how far words bring an ask: they are no proof, and where they would lead nowhere it stays."""
    found = meant(draft.summary, draft.side)
    if found in ask.ways:
        return found
    return State.MADE if ask.state is State.PLANNED and reached(draft.summary) else None
