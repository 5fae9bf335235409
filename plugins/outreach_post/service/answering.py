"""What came of calls: reached, no answer, refused, a wrong number; each goes into the history and settles its line."""

import re

from attrs import frozen

from outreach_crm.app import App
from outreach_crm.contacts import service as contacts
from outreach_crm.contacts.service import Edit
from outreach_crm.dispatch import service as dispatch
from outreach_crm.dispatch.model import DeliveryState, Outcome
from outreach_crm.errors import InvalidInputError, NotFoundError, RefusedError
from outreach_crm.meaning import fitting
from outreach_crm.privacy import service as privacy
from outreach_crm.privacy.model import ConsentDraft
from outreach_crm.privacy.model import State as Said
from outreach_crm.storage import Row
from outreach_crm.text import Term, say
from outreach_crm.timeline import service as timeline
from outreach_crm.timeline.model import EntryKind, LogDraft
from outreach_post.model import JobKind, Made
from outreach_post.queries import calls as rows
from outreach_post.queries import jobs
from outreach_post.service import objecting
from outreach_post.service.calling import shown
from outreach_post.service.stationery import settings

_NOT_DIGITS = re.compile(r"\D")
_SHORTEST_NUMBER = 5


class Came(Term):
    """What came of a call."""

    REACHED = "reached"
    NO_ANSWER = "no answer"
    REFUSED = "refused"
    WRONG_NUMBER = "wrong number"


@frozen(kw_only=True)
class Line:
    """A line of a list of calls, as the screen shows it; ``why_not`` says why nobody must call any more."""

    line: str
    phone: str
    number: str
    name: str
    organisation: str
    last: str
    tried: int
    why_not: str
    mailing: str
    sheet_id: int
    delivery_id: int
    dispatch_id: int
    contact_id: int | None


@frozen(kw_only=True)
class Call:
    """A call that was made.

    Args:
        whom: the line (``4-7``), the telephone number, or the name.
        came: what came of it.
        said: what they said.
        never_again: whether they never want to be called again.
        mailing: of which mailing, where somebody stands on several lists.
    """

    whom: str
    came: Came
    said: str = ""
    never_again: bool = False
    mailing: str = ""


@frozen(kw_only=True)
class Logged:
    """What was written down of a call: ``again`` says whether they are called once more, ``objected`` never again."""

    line: str
    name: str
    came: Came
    again: bool
    objected: bool
    left: int


def call_list(app: App, mailing: str = "") -> list[Line]:
    """Return the lines of lists that are in hand, of all mailings or of one, by list and number.

    Raises:
        NotFoundError: there is no such mailing.
    """
    dispatch_id = dispatch.resolve(app, mailing).id if mailing else 0
    open_ = [one for one in jobs.unsettled(app.store, JobKind.CALLS, dispatch_id) if one.is_open]
    against = objecting.against(app, open_)
    told = rows.lines(app.store, [one.id for one in open_])
    tried = jobs.tried(app.store, [one.delivery_id for one in open_])
    names = {one: dispatch.get(app, one).name for one in {line.dispatch_id for line in open_}}
    return [
        _line(one, told.get(one.id), names[one.dispatch_id], tried.get(one.delivery_id, 1) - 1, against.get(one.id, ""))
        for one in open_
    ]


def _line(one: Made, row: Row | None, mailing: str, tried: int, why_not: str) -> Line:
    said = row or dict.fromkeys(("phone", "name", "organisation", "last"), "")
    number = said["phone"] or ""
    return Line(
        line=one.label,
        phone=shown(number),
        number=number,
        name=said["name"],
        organisation=said["organisation"],
        last=said["last"],
        tried=tried,
        why_not=why_not or ("" if row else say("is seen by another circle only")),
        mailing=mailing,
        sheet_id=one.id,
        delivery_id=one.delivery_id,
        dispatch_id=one.dispatch_id,
        contact_id=one.contact_id,
    )


def log_call(app: App, call: Call, *, because: str = "") -> Logged:
    """Write down what came of a call.

    Who does not answer comes back on a later list, as often as ``[post] tries`` says; who never wants to be called
    again objects to calls; a wrong number is marked as wrong.

    Raises:
        NotFoundError: nobody on a list fits.
        InvalidInputError: several do.
        RefusedError: the line was settled in the meantime.
    """
    line = _the_one(call.whom, call_list(app, call.mailing))
    with app.change("log call", because=because, final=True):
        again = _settle(app, line, call)
        jobs.posted(app.store, [line.sheet_id])
        if line.contact_id is not None:
            _write_down(app, line, call)
            if call.never_again:
                objection = ConsentDraft(state=Said.OBJECTED, channel="phone", source="call")
                privacy.record(app, line.contact_id, objection, because=because or call.said)
            if call.came is Came.WRONG_NUMBER and line.number:
                contacts.edit(app, line.contact_id, Edit(wrong=(line.number,)), because="wrong number")
    left = len([one for one in call_list(app, call.mailing) if one.dispatch_id == line.dispatch_id])
    told = {"again": again, "objected": call.never_again}
    return Logged(line=line.line, name=line.name, came=call.came, left=left, **told)


def _settle(app: App, line: Line, call: Call) -> bool:
    """Settle a line, and return whether they are called once more."""
    wanted, came = settings(app), call.came
    again = came is Came.NO_ANSWER and line.tried + 1 < wanted.tries
    state = {
        Came.REACHED: DeliveryState.SENT,
        Came.REFUSED: DeliveryState.SENT,
        Came.NO_ANSWER: DeliveryState.DEFERRED if again else DeliveryState.FAILED,
        Came.WRONG_NUMBER: DeliveryState.FAILED,
    }[came]
    code = came.value.replace(" ", "-")
    wait = wanted.call_again_hours * 3600 if again else None
    outcome = Outcome(id=line.delivery_id, state=state, code=code, reply=call.said, wait=wait)
    if dispatch.settle_in_hand(app, line.dispatch_id, [outcome]) == 0:
        raise RefusedError(
            say("Line {line} is not in hand any more; outreach phone list shows those that are.", line=line.line)
        )
    return again


def _write_down(app: App, line: Line, call: Call) -> None:
    if line.contact_id is None:
        return
    summary = f"Call: {line.mailing}"
    outcome = call.said if call.came is Came.REACHED else ": ".join(filter(None, (call.came.value, call.said)))
    draft = LogDraft(contact_ids=(line.contact_id,), summary=summary, kind=EntryKind.CALL, outcome=outcome)
    timeline.log(app, draft)


def _the_one(whom: str, lines: list[Line]) -> Line:
    wanted = whom.strip()
    found = [one for one in lines if one.line == wanted]
    digits = _NOT_DIGITS.sub("", wanted).lstrip("0")
    if not found and len(digits) >= _SHORTEST_NUMBER:
        found = [one for one in lines if _NOT_DIGITS.sub("", one.phone).endswith(digits)]
    if not found:
        names = {at: one.name for at, one in enumerate(lines)}
        found = [lines[at] for at in fitting(wanted, names)]
    if not found:
        raise NotFoundError(say("Nobody on a list of calls fits {whom!r}; outreach phone list shows them.", whom=whom))
    if len(found) > 1:
        near = "; ".join(f"{one.line} {one.name} ({one.mailing})" for one in found[:8])
        raise InvalidInputError(say("Several lines fit {whom!r}: {near}. Give the line.", whom=whom, near=near))
    return found[0]
