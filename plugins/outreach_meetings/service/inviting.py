"""Lets invitations leave, and tells those invited what was changed or called off; each mail passes clearance."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from outreach_crm.app import App
from outreach_crm.attachments import service as attachments
from outreach_crm.dispatch import service as dispatch
from outreach_crm.dispatch.model import Dispatch
from outreach_crm.errors import ConflictError, RefusedError
from outreach_crm.model import Ref
from outreach_crm.storage import Selection
from outreach_crm.text import row, say
from outreach_meetings.model.foreseen import Foreseen
from outreach_meetings.model.invitations import Answer, Batch, Guest, Heard, Letter
from outreach_meetings.model.series import Meeting
from outreach_meetings.queries import invitations as queries
from outreach_meetings.service import foreseeing, hearing, inviting_letters, itip, planning
from outreach_meetings.service.lacking import who_lacks

_AGAIN = timedelta(days=3)
"""Nobody is reminded within so many days of the last mail about the meeting."""
_LETTERS = {Heard.NEW: Letter.INVITATION, Heard.STALE: Letter.CHANGE, Heard.UNTOLD: Letter.CANCELLATION}


def to_invite(app: App, meeting: Meeting, *, whole: bool = False) -> list[Batch]:
    """Return who is to be written to about a meeting, in batches: invited, told of a change, or told that it is off.

    Of a meeting that is over nobody is written to.

    Args:
        app: the App.
        meeting: the meeting.
        whole: whether it is about all of its series.
    """
    if meeting.is_over(app.clock.now()) and not (whole and meeting.series.rule):
        return []
    whole = whole or not meeting.series.rule or bool(meeting.series.called_off_on)
    people = hearing.guests(app, meeting, whole=whole)
    found = []
    for state, letter in _LETTERS.items():
        those = tuple(one for one in people if one.heard is state)
        for all_of, some in _parted(app, meeting, state, those, whole=whole):
            if some:
                found.append(Batch(letter=letter, meeting=meeting, whole=all_of, people=some))
    return found


def to_tell(app: App, meeting: Meeting) -> list[Batch]:
    """Return who of those who were invited to a meeting is to be told what was changed, or that it is off."""
    return [one for one in to_invite(app, meeting) if one.letter is not Letter.INVITATION]


def _parted(
    app: App, meeting: Meeting, state: Heard, those: tuple[Guest, ...], *, whole: bool
) -> Iterator[tuple[bool, tuple[Guest, ...]]]:
    """Part those for whom the same is so of the whole series, and who are told that, from the others."""
    if whole or state is Heard.NEW or not those:
        yield whole, those
        return
    of_all = {one.contact_id for one in hearing.guests(app, meeting, whole=True) if one.heard is state}
    yield True, tuple(one for one in those if one.contact_id in of_all)
    yield False, tuple(one for one in those if one.contact_id not in of_all)


def unanswered(app: App, meeting: Meeting) -> Batch:
    """Return who was invited to a meeting, has not answered, and was not written to within three days."""
    since = app.clock.today() - _AGAIN
    over = meeting.is_over(app.clock.now())
    people = [
        one
        for one in (() if over else hearing.guests(app, meeting))
        if one.heard is Heard.CURRENT and one.answer is Answer.NONE and date.fromisoformat(one.last_on) <= since
    ]
    return Batch(letter=Letter.REMINDER, meeting=meeting, whole=not meeting.series.rule, people=tuple(people))


def foresee_inviting(app: App, batches: Sequence[Batch]) -> list[tuple[Batch, Foreseen]]:
    """Return what batches would come to if they left now: who gets what, and who does not, and why; nothing is written.

    Raises:
        NotFoundError: there is no e-mail.
        DeliveryError: the settings do not say who writes.
    """
    return [(one, _foresee(app, one)) for one in batches]


def _foresee(app: App, batch: Batch) -> Foreseen:
    with app.store.selection() as chosen:
        _choose(app, batch, chosen)
        return foreseeing.foreseen(app, inviting_letters.draft(app, batch), chosen)


def begin_inviting(app: App, batches: Sequence[Batch], *, because: str = "") -> list[Dispatch]:
    """Let batches leave: each becomes a mailing that is ready to be sent; ``dispatch.send`` takes it out.

    Raises:
        NotFoundError: there is no e-mail.
        DeliveryError: nothing can leave: the settings do not say who writes, or the way out is blocked.
        RefusedError: clearance lets it go to nobody; nothing is written.
        ConflictError: nobody is to be written to.
    """
    if not batches:
        raise ConflictError(say("Everybody knows of it as it is planned; nobody has to be written to."))
    way = dispatch.channel_of(app, inviting_letters.CHANNEL)
    organizer = dispatch.answers_to(app, way)
    dispatch.carrier_of(app, way, "").close()  # a way out that is blocked is told before anything is written
    with app.change("invite to meeting", because=because, final=True):
        found = [_begin(app, one, organizer, because) for one in batches]
        begun = [one for one in found if one is not None]
        if not begun:
            raise RefusedError(_to_nobody(app, foresee_inviting(app, batches)))
        return begun


def _to_nobody(app: App, foreseen: Sequence[tuple[Batch, Foreseen]]) -> str:
    """Return why invitations can go to nobody, and what to do about it."""
    left_out = [pair for _, seen in foreseen for pair in seen.left_out]
    why = row((say("{name}: {why}", name=name, why=why) for name, why in left_out), "; ")
    way = who_lacks(app, foreseen[0][0].meeting.group_id, (one for _, seen in foreseen for one in seen.missed)).way
    nobody = say("It can go to nobody: {why}.", why=why)
    return row((nobody, way), " ") if way else nobody


def _begin(app: App, batch: Batch, organizer: str, because: str) -> Dispatch | None:
    with app.store.selection() as chosen:
        _choose(app, batch, chosen)
        draft = inviting_letters.draft(app, batch)
        if not dispatch.foresee_draft(app, draft, chosen, dispatch.Asked(limit=1)).preview.recipients:
            return None
        made = dispatch.draft(app, draft, because=because)
        kind = f"text/calendar; charset=utf-8; method={batch.letter.method}"
        data = itip.file(app, batch, organizer)
        attachments.attach(app, Ref("dispatches", made.id), f"{batch.letter.value}.ics", kind, data)
        dispatch.freeze(app, made.id, chosen, confirmed=True, because=because)
    dispatch.approve(app, made.id, because=because)
    if batch.letter is not Letter.REFUSAL:
        _note(app, batch, made.id, organizer)
    return dispatch.start(app, made.id)


def _choose(app: App, batch: Batch, chosen: Selection) -> None:
    queries.choose(app.store, chosen, [one.contact_id for one in batch.people])


def _note(app: App, batch: Batch, dispatch_id: int, organizer: str) -> None:
    """Write down who was told of which meetings: of all of a series, also of those of it that differ."""
    meeting, of = batch.meeting, batch.meeting.series
    told: list[tuple[int | None, int, str]] = []
    if batch.whole:
        told.append((None, of.sequence if of.rule else meeting.sequence, batch.letter.method))
        if batch.letter is not Letter.CANCELLATION:
            for one in itip.differing(app, of):
                method = "CANCEL" if one.called_off else "REQUEST"
                told.append((planning.sitting(app, one), one.sequence, method))
    else:
        told.append((planning.sitting(app, meeting), meeting.sequence, batch.letter.method))
    for contact_id in queries.queued(app.store, dispatch_id):
        for sitting_id, sequence, method in told:
            row = {"series_id": of.id, "sitting_id": sitting_id, "contact_id": contact_id, "method": method}
            more = {"dispatch_id": dispatch_id, "sequence": sequence, "organizer": organizer}
            app.store.insert("meeting_invitations", {**row, **more, "sent_on": app.clock.today().isoformat()})


def send_invitations(app: App, begun: Sequence[Dispatch]) -> list[dispatch.Sent]:
    """Let mailings leave now, and return what each run came to."""
    return [dispatch.send(app, one.id) for one in begun]
