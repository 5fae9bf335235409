"""Lets the written answer to feedback leave through the channels, and takes note of what became of it."""

from outreach_cases.model.feedback import Feedback, State, StepKind
from outreach_cases.model.replies import Reply, Way
from outreach_cases.queries import feedback as queries
from outreach_cases.service.feedback import finding, stepping, wording
from outreach_crm.app import App
from outreach_crm.changes import service as journal
from outreach_crm.dispatch import service as dispatch
from outreach_crm.dispatch.model import Dispatch, Draft, Text
from outreach_crm.errors import InvalidInputError
from outreach_crm.model import Channel
from outreach_crm.text import literal, say, term

_PURPOSE = "answers"


def ways(app: App, feedback_id: int) -> list[Way]:
    """Return by which ways the answer to feedback can leave, and what is against each.

    Raises:
        NotFoundError: there is no such feedback.
        InvalidInputError: nothing is written, or whoever gave it is no contact.
        ConflictError: it has its answer.
    """
    found, written, to = _ready(app, feedback_id)
    there = []
    for one in app.plugins.channels():
        address = dispatch.reached(app, to, one) if one.alone else None
        if address is not None:
            seen = dispatch.rehearse_to(app, _draft(app, found, written, one), to)
            way = Way(channel=one.key, title=one.alone, address=address, by_hand=one.by_hand, against=seen.against)
            there.append(way)
    return there


def _ready(app: App, feedback_id: int) -> tuple[Feedback, Reply, int]:
    found = wording.to_answer(app, feedback_id)
    if found.contact_id is None:
        raise InvalidInputError(say("Whoever gave it is no contact; answer them, then say that it was answered."))
    written = queries.reply(app.store, feedback_id)
    if written is None or not written.text:
        raise InvalidInputError(
            say(
                "Nothing is written yet; outreach cases feedback answer {feedback_id} --text FILE.",
                feedback_id=feedback_id,
            )
        )
    return found, written, found.contact_id


def _draft(app: App, found: Feedback, written: Reply, channel: Channel, place: str = "") -> Draft:
    answers = finding.answers(app, found.id)
    before = answers.begun()
    return Draft(
        name=f"Answer to feedback {found.id} ({before + 1})" if before else f"Answer to feedback {found.id}",
        purpose=_PURPOSE,
        texts=(Text(language=written.language, subject=literal(written.subject), body=literal(written.text)),),
        channel=channel.key,
        place=place,
        ref=answers.ref,
        signed_up=True,  # they wrote to us
    )


def begin(
    app: App, feedback_id: int, *, channel: str = "", place: str = "", seen: int | None = None, because: str = ""
) -> Dispatch:
    """Make the message in which the answer to feedback leaves, ready to be sent; one under way is gone on with.

    The feedback is answered once it has left: :func:`settle`.

    Args:
        app: the App.
        feedback_id: which feedback.
        channel: by what it goes; else as mailings do.
        place: where the channel puts it, such as a folder.
        seen: the version of the answer that somebody was shown; None: whatever it is.
        because: why.

    Raises:
        NotFoundError: there is no such feedback or channel.
        InvalidInputError, DeliveryError: nothing is written, or nothing can leave this way.
        ConflictError: it was answered, written otherwise meanwhile, or is on its way by another channel.
        RefusedError: they have no address for the channel or must not be turned to; nothing is written.
    """
    settle(app, feedback_id)
    _ready(app, feedback_id)
    answers = finding.answers(app, feedback_id)
    if there := answers.gone_on_with(channel):
        return there
    way = dispatch.channel_of(app, channel or dispatch.usual_channel(app))
    dispatch.carrier_of(app, way, place).close()  # a way out that is blocked is told before anything is written
    with app.change(term("answer feedback"), because=because, final=True):
        found, written, to = _ready(app, feedback_id)
        if there := answers.gone_on_with(channel):  # of two at once, the first one's leaves
            return there
        journal.check_version(app, say("answer to feedback {number}", number=feedback_id), written.change_id, seen=seen)
        begun = dispatch.begin_to(app, _draft(app, found, written, way, place), to, because=because)
        app.store.update("case_feedback_answers", written.id, {"dispatch_id": begun.id})
        return begun


def send(app: App, feedback_id: int, *, channel: str = "", place: str = "", because: str = "") -> dispatch.Sent:
    """Let the answer to feedback leave now, and return what the run came to; see :func:`begin`."""
    begun = begin(app, feedback_id, channel=channel, place=place, because=because)
    return dispatch.send(app, begun.id)


def settle(app: App, feedback_id: int) -> None:
    """Say that feedback is answered where its answer has left, and that it is not where that has come back.

    It asks nobody whether they may see whose feedback it is: whoever lets messages leave, lets this one leave too.
    """
    found, written = queries.bare(app.store, feedback_id), queries.reply(app.store, feedback_id)
    if found is None or written is None:
        return
    answers, last = finding.answers(app, feedback_id), found.last
    left = answers.left()
    if left is not None and found.state is State.OPEN:
        with app.change(term("answer feedback"), final=True):
            sent = {"way": left.channel, "dispatch_id": left.dispatch_id}
            stepping.add_step(app, found, StepKind.ANSWERED, left.on_day, text=written.text, **sent)
    elif left is None and last and last.step is StepKind.ANSWERED and last.dispatch_id is not None:
        with app.change(term("answer came back"), final=True):
            why = answers.came_back(last.dispatch_id)
            stepping.add_step(app, found, StepKind.RETURNED, app.clock.today(), text=why)
