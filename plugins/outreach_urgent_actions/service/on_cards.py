"""What the cards of contacts show: what they are signed up for, what they wrote; most have neither and load nothing."""

from collections.abc import Iterator
from datetime import date

from outreach_crm.app import App
from outreach_crm.model import Entry, Panel, Ref, Side, Step
from outreach_crm.text import say, term
from outreach_urgent_actions.queries import responses, sign_ups

_COLUMNS = (say("For"), say("How often"), say("By which way"), say("Since"), say("Now"))


def panel(app: App, contact_id: int) -> Panel:
    """Return the sign-ups of a contact as a panel of its page."""
    rows: tuple[tuple[str, ...], ...] = ()
    refs: tuple[Ref, ...] = ()
    if sign_ups.of_contact(app.store, contact_id):
        from outreach_urgent_actions.service.signing import of_contact

        found = of_contact(app, contact_id)
        rows = tuple((one.told, one.rhythm, one.way, one.signed_on, one.state) for one in found)
        refs = tuple(Ref("ua_sign_ups", one.id) for one in found)
    steps = (Step(label="Sign up", path=f"/urgent-actions/sign-ups/add?contact={contact_id}"),)
    return Panel(title="Urgent Actions", columns=_COLUMNS, rows=rows, rank=60, refs=refs, steps=steps)


def entries(app: App, contact_id: int) -> Iterator[Entry]:
    """Yield what somebody wrote or passed on, for their history."""
    found = responses.of_contact(app.store, contact_id)
    if not found:
        return
    from outreach_urgent_actions.model.responses import Came

    for one in found:
        if one.kind is Came.MAIL:  # it stands in the history as a mail
            continue
        title = (
            say("{figures} for {case}", figures=one.figures, case=one.case)
            if one.kind is Came.APPEALS
            else say("{kind} of {sender}, {case}", kind=one.kind, sender=one.sender, case=one.case)
        )
        day = date.fromisoformat(one.on_date or f"{one.month}-01")
        yield Entry(
            on=day,
            kind=term("appeal") if one.kind is Came.APPEALS else one.kind.value,
            title=title,
            ref=Ref("ua_responses", one.id),
            contact_id=contact_id,
            side=Side.THEIRS,
            detail=one.note,
        )
