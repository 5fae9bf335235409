"""Sends minutes to those who are invited to the meeting, without what is kept apart, and tells who did not get them."""

from collections.abc import Iterable, Iterator
from textwrap import indent

from attrs import evolve

from outreach_crm.app import App
from outreach_crm.dispatch import service as dispatch
from outreach_crm.dispatch.model import Delivery, Dispatch, Draft, Text, Wanted
from outreach_crm.errors import ConflictError, InvalidInputError, NotFoundError
from outreach_crm.languages import day_in, in_letter
from outreach_crm.model import Ref
from outreach_crm.text import literal, say
from outreach_meetings.model.attendance import Presence, Standing
from outreach_meetings.model.foreseen import Foreseen
from outreach_meetings.model.minutes import Correction, Minutes, Point, Stage
from outreach_meetings.model.series import Meeting
from outreach_meetings.queries import handing_out as queries
from outreach_meetings.service import closing, foreseeing, noting
from outreach_meetings.service.attending import joining
from outreach_meetings.service.lacking import PURPOSE

_LONGEST_NAME, _UNDER = 60, "   "


def text_of(app: App, meeting: Meeting) -> str:
    """Return the minutes of a meeting as a text that members are sent."""
    return _text(app, _leaving(app, meeting))


def foresee_minutes(app: App, meeting: Meeting, *, channel: str = "", place: str = "") -> Foreseen:
    """Return what sending the minutes of a meeting would come to: who gets them, who does not and why, what they say.

    Args:
        app: the App.
        meeting: the meeting; its minutes may be a draft still.
        channel: by what they go; else as mailings do.
        place: where the channel puts them, such as a folder.

    Raises:
        NotFoundError: there is no such channel.
        DeliveryError: the settings do not say who writes.
    """
    there = _leaving(app, meeting)
    way = dispatch.channel_of(app, channel or dispatch.usual_channel(app))
    with app.store.selection() as chosen:
        queries.choose(chosen, _whom(there))
        found = foreseeing.foreseen(app, _draft(app, there, way.key, place), chosen)
    return found if found.body else evolve(found, body=_text(app, there))


def hand_out(
    app: App, meeting: Meeting, *, again: bool = False, channel: str = "", place: str = "", because: str = ""
) -> tuple[Dispatch, list[Delivery]]:
    """Make the mailing in which finished minutes leave, and return it with those who do not get it, and why.

    It goes to the members of that day and to the guests who were there; clearance for the purpose ``meetings`` holds.
    It is left to :func:`outreach_crm.dispatch.service.send`, or to a job beside the pages.

    Args:
        app: the App.
        meeting: the meeting.
        again: whether they go out though they did before, such as with a correction.
        channel: by what it goes; else as mailings do.
        place: where the channel puts it, such as a folder.
        because: why.

    Raises:
        NotFoundError: nothing is written of that meeting.
        ConflictError: the minutes are a draft still, or they went out before.
        InvalidInputError, DeliveryError: nobody is left to send them to, or the way out is blocked.
    """
    there = _ready(app, meeting, again=again)
    way = dispatch.channel_of(app, channel or dispatch.usual_channel(app))
    dispatch.carrier_of(app, way, place).close()  # a way out that is blocked is told before anything is written
    with app.change("send minutes", because=because, final=True), app.store.selection() as chosen:
        if not queries.choose(chosen, _whom(there)):
            raise InvalidInputError(_nobody(meeting))
        if there.meeting.sitting is not None:
            closing.seal(app, there.meeting.sitting.id)
        made = dispatch.draft(app, _draft(app, there, way.key, place), because=because)
        frozen = dispatch.freeze(app, made.id, chosen, because=because)
        if not dispatch.waits_for_another(app, made.id):
            dispatch.approve(app, made.id, because=because)
            frozen = dispatch.start(app, made.id)
        return frozen, _left_out(app, made.id)


def _leaving(app: App, meeting: Meeting) -> Minutes:
    """Return minutes as they leave: nothing in them is restricted, nor about what only a circle sees."""
    there = noting.minutes(app, meeting, restricted=False)
    if there.meeting.sitting is None:
        return there
    items, letters = (kept(app.store, there.meeting.sitting.id) for kept in (queries.kept_items, queries.kept_letters))
    return evolve(
        there,
        points=tuple(one for one in there.points if one.item_id not in items),
        letters=tuple(one for one in there.letters if one.id not in letters),
    )


def _nobody(meeting: Meeting) -> str:
    return say(
        "Nobody was in {group} on {day}, and no guest was there, so that the minutes can go to nobody; who was in it by"
        " then joins by: {command}",
        group=meeting.series.group,
        day=meeting.starts.date(),
        command=joining(meeting),
    )


def _ready(app: App, meeting: Meeting, *, again: bool) -> Minutes:
    """Return the minutes of a meeting where they may leave now."""
    there = _leaving(app, meeting)
    if there.id is None:
        raise NotFoundError(say("Nothing is written of the meeting on {day}.", day=meeting.starts.date()))
    if there.stage is Stage.DRAFT:
        raise ConflictError(
            say("The minutes are a draft still: outreach meetings finish {command}", command=meeting.command)
        )
    if not again and handed_out(app, there.id) is not None:
        once_more = f"outreach meetings send-minutes {meeting.command} --again"
        raise ConflictError(
            say("These minutes were sent already; to send them once more: {once_more}", once_more=once_more)
        )
    return there


def handed_out(app: App, minutes_id: int) -> tuple[Dispatch, list[Delivery]] | None:
    """Return the mailing in which minutes left last, with those who did not get it; None where there is none."""
    found = queries.latest(app.store, minutes_id)
    return None if found is None else (dispatch.get(app, found), _left_out(app, found))


def _whom(there: Minutes) -> list[int]:
    return [
        one.contact_id
        for one in there.attendance.people
        if one.standing is Standing.MEMBER or one.presence in {Presence.PRESENT, Presence.LATE}
    ]


def _left_out(app: App, dispatch_id: int) -> list[Delivery]:
    return dispatch.recipients(app, dispatch_id, Wanted(left_out=True))


def _draft(app: App, there: Minutes, channel: str, place: str) -> Draft:
    group, day = there.meeting.series.group, there.meeting.starts.date()
    language = app.section.language
    subject = f"Minutes of {group}, {day_in(day, language)}"
    return Draft(
        name=dispatch.free_name(app, f"Minutes of {group[:_LONGEST_NAME]}, {day}"),
        purpose=PURPOSE,
        texts=(Text(language=language, subject=literal(subject), body=literal(_text(app, there))),),
        channel=channel,
        place=place,
        ref=Ref("meeting_minutes", there.id) if there.id is not None else None,
        signed_up=True,  # whoever is a member takes part
    )


def _text(app: App, there: Minutes) -> str:
    return "\n\n".join(_paragraphs(there, app.section.language)) + "\n"


def _paragraphs(there: Minutes, language: str) -> Iterator[str]:
    """Yield the minutes paragraph by paragraph, in the order of the agenda; days as the language writes them."""
    meeting = there.meeting
    yield f"{in_letter(meeting.title, language)}, {day_in(meeting.starts.date(), language)}"
    yield in_letter(there.standing, language)
    apologies = [one for one in there.attendance.people if one.presence is Presence.APOLOGIES]
    named = (("Present", there.attendance.present), ("Apologies", apologies))
    people = [f"{label}: {', '.join(one.name for one in some)}" for label, some in named if some]
    yield "\n".join([*people, in_letter(there.attendance.told, language)])
    for point in there.points:
        if point.item_id:
            yield f"{point.number}. {in_letter(point.title, language)}"
        yield from (indent(one, _UNDER if point.item_id else "") for one in _of_point(point, language))
    if there.letters:
        yield "\n".join(["Letters written:", *(f"- {in_letter(one.told, language)}" for one in there.letters)])
    if there.additions:
        yield "\n".join(_corrected(there.additions, language))


def _of_point(point: Point, language: str) -> Iterator[str]:
    yield from (in_letter(one, language) for one in point.approved)
    for passage in point.passages:
        yield "\n".join([passage.text, *_corrected(passage.corrections, language)])
    for decision in point.decisions:
        facts = f" ({in_letter(decision.facts, language)})" if decision.facts else ""
        said = f"Decision {decision.name}: {decision.text}{facts}"
        yield "\n".join([said, *_corrected(decision.corrections, language)])
    for note in point.notes:
        yield f"{note.name}: {note.text}"
    if point.duties:
        yield "\n".join(f"- {in_letter(duty.traced, language)}" for duty in point.duties)


def _corrected(some: Iterable[Correction], language: str) -> Iterator[str]:
    yield from (in_letter(one.told, language) for one in some)
