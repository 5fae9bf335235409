"""Sends the casefile to whoever holds it, and tells coordinator and programme who that is.

All of it leaves through the channels, and clearance has its say: whoever objects is written nothing.
"""

from collections.abc import Iterator

from outreach_cases.model.holdings import DUTIES, Holder, Holding
from outreach_cases.model.leaving import Left
from outreach_cases.model.links import Version
from outreach_cases.model.wishes import Paper
from outreach_cases.service.accepting import holding_of
from outreach_cases.service.coordinating import coordinators, programme
from outreach_cases.service.filing import versions
from outreach_cases.service.finding import get
from outreach_cases.service.messaging import drafted, let_leave, written_day
from outreach_cases.service.wishing import terms
from outreach_crm.app import App
from outreach_crm.contacts import service as contacts
from outreach_crm.dispatch import service as dispatch
from outreach_crm.dispatch.model import Dispatch
from outreach_crm.errors import ConflictError
from outreach_crm.model import Ref
from outreach_crm.text import say, term


def begin_casefile(
    app: App, holding_id: int, *, channel: str = "", place: str = "", again: bool = False, because: str = ""
) -> Dispatch:
    """Make the message in which the casefile leaves to who holds it, with the coordinator's address and the duties.

    Args:
        app: the App.
        holding_id: the holding.
        channel: by what it goes; empty: as the group gets papers.
        place: where the channel puts it, such as a folder.
        again: whether it goes though they were sent this version.
        because: why.

    Raises:
        NotFoundError: there is no such holding or channel.
        ConflictError: the group does not hold the case any more, nobody holds the casefile, none is kept, or they were
            sent this version.
        RefusedError: they have no address for the channel or must not be turned to; nothing is written.
        InvalidInputError, DeliveryError: the way out is blocked.
    """
    holding, *_ = _to_send(app, holding_id, again=again)
    way = dispatch.channel_of(app, channel or usual_channel_of(app, holding))
    dispatch.carrier_of(app, way, place).close()  # a way out that is blocked is told before anything is written
    with app.change(term("send casefile"), because=because, final=True):
        holding, holder, version = _to_send(app, holding_id, again=again)  # of two at once, one sends it
        name, ref = f"Casefile {holding.case_id}", Ref("case_holders", holder.id)
        draft = drafted(app, name, f"Casefile: {holding.case}", [*_casefile(app, holding)], ref, way.key, place)
        files = Ref("case_versions", version.id)
        made = dispatch.begin_to(app, draft, contact_of(holder), files=files, because=because)
        app.store.update("case_holders", holder.id, {"version_id": version.id, "dispatch_id": made.id})
        return made


def _to_send(app: App, holding_id: int, *, again: bool) -> tuple[Holding, Holder, Version]:
    holding, holder = to_whom(app, holding_id)
    version = _current(app, holding)
    if holder.version_id == version.id and not again:
        raise ConflictError(
            say("{person} was sent this casefile already; --again sends it once more.", person=holder.person)
        )
    return holding, holder, version


def send_casefile(
    app: App, holding_id: int, *, channel: str = "", place: str = "", again: bool = False, because: str = ""
) -> tuple[Holding, dispatch.Sent]:
    """Let the casefile leave now, and return the holding and what the run came to; see :func:`begin_casefile`."""
    made = begin_casefile(app, holding_id, channel=channel, place=place, again=again, because=because)
    return holding_of(app, holding_id), dispatch.send(app, made.id)


def begin_announcement(
    app: App, holding_id: int, *, channel: str = "", place: str = "", because: str = ""
) -> dict[int, str]:
    """Make the messages that tell coordinator and programme who holds a casefile: their numbers, and to whom each goes.

    "If this casefile holder changes at any time, you should update the country coordinator and the IAR programme"
    (Local Groups: Case Campaigning).

    Raises:
        NotFoundError: there is no such holding or channel.
        ConflictError: nobody holds the casefile, there is neither coordinator nor programme, or they were told.
        RefusedError: one of them has no address for the channel, or must not be turned to; nothing is written.
        InvalidInputError, DeliveryError: the way out is blocked.
    """
    _to_announce(app, holding_id)
    way = dispatch.channel_of(app, channel or dispatch.usual_channel(app))
    dispatch.carrier_of(app, way, place).close()
    made: dict[int, str] = {}
    with app.change(term("tell of casefile holder"), because=because, final=True):
        holding, holder, whom = _to_announce(app, holding_id)  # of two at once, one tells them
        lines, ref = [*_announcement(holding, holder)], Ref("case_holders", holder.id)
        for contact_id, called in whom.items():
            name = f"Holder of casefile {holding.case_id}"
            draft = drafted(app, name, f"Casefile holder: {holding.case}", lines, ref, way.key, place)
            begun = dispatch.begin_to(app, draft, contact_id, says_of=contact_of(holder), because=because)
            made[begun.id] = called
        app.store.update("case_holders", holder.id, {"told_on": app.clock.today().isoformat()})
    return made


def _to_announce(app: App, holding_id: int) -> tuple[Holding, Holder, dict[int, str]]:
    holding, holder = to_whom(app, holding_id)
    if holder.told_on:
        raise ConflictError(
            say(
                "They were told on {told_on} that {person} holds the casefile.",
                told_on=holder.told_on,
                person=holder.person,
            )
        )
    whom = dict(_told_of(app, holding))
    if not whom:
        raise ConflictError(
            say(
                "Nobody coordinates the work on {case}, and the settings name no programme:"
                " outreach cases coordinator COUNTRY NAME, or [cases] programme.",
                case=holding.case,
            )
        )
    return holding, holder, whom


def announce(
    app: App, holding_id: int, *, channel: str = "", place: str = "", because: str = ""
) -> tuple[Holding, Left]:
    """Tell coordinator and programme now, and return what became of it; see :func:`begin_announcement`."""
    made = begin_announcement(app, holding_id, channel=channel, place=place, because=because)
    return holding_of(app, holding_id), let_leave(app, made)


def to_whom(app: App, holding_id: int) -> tuple[Holding, Holder]:
    """Return a holding and who holds its casefile and can be written to.

    Raises:
        NotFoundError: there is no such holding.
        ConflictError: the group does not hold the case any more, or nobody who could be written to has the casefile.
    """
    holding = holding_of(app, holding_id)
    if not holding.open:
        raise ConflictError(
            say(
                "{group} does not hold {case} any more: {told}.",
                group=holding.group,
                case=holding.case,
                told=holding.told,
            )
        )
    if holding.vacant or holding.holder is None or holding.holder.contact_id is None:
        raise ConflictError(
            say(
                "Nobody who can be written to holds the casefile of {case} in {group};"
                " outreach cases hand-over {group_id} {case_id} NAME",
                case=holding.case,
                group=holding.group,
                group_id=holding.group_id,
                case_id=holding.case_id,
            )
        )
    return holding, holding.holder


def contact_of(holder: Holder) -> int:
    """Return the contact of who holds a casefile.

    Raises:
        ConflictError: the actor may not see them.
    """
    if holder.contact_id is None:
        raise ConflictError(say("Only a circle may see who holds the casefile."))
    return holder.contact_id


def _current(app: App, holding: Holding) -> Version:
    found = [one for one in versions(app, holding.case_id) if one.current and one.file is not None]
    if not found:
        raise ConflictError(
            say(
                "No casefile of {case} is kept; outreach cases file {case_id} FILE keeps one.",
                case=holding.case,
                case_id=holding.case_id,
            )
        )
    return found[0]


def usual_channel_of(app: App, holding: Holding) -> str:
    """Return by what papers reach a group: by post where it wants that and something takes letters there."""
    by_post = [one.key for one in app.plugins.channels() if one.alone and one.key == "post"]
    if terms(app, holding.group_id).paper is Paper.POST and by_post:
        return by_post[0]
    return dispatch.usual_channel(app)


def _told_of(app: App, holding: Holding) -> Iterator[tuple[int, str]]:
    """Yield who is told of the holder of a casefile: the coordinators of the country, then the programme."""
    case = get(app, holding.case_id)
    for one in coordinators(app, [case.country]) if case.country else ():
        yield one.contact_id, one.name
    if office := programme(app):
        yield office.id, office.name


def _casefile(app: App, holding: Holding) -> Iterator[str]:
    since = f"{holding.group} has worked on {holding.case} since {written_day(app, holding.from_on)}"
    yield f"{since}, and you hold the casefile: it is attached."
    yield ""
    case = get(app, holding.case_id)
    if case.wish:
        yield f"What they wish: {case.wish}"
        yield ""
    named = [*coordinators(app, [case.country])] if case.country else []
    for one in named:
        yield f"Your first point of contact is {', '.join(reached(app, one.contact_id, one.name))}."
    if office := programme(app):
        yield f"Those who give cases to groups: {', '.join(reached(app, office.id, office.name))}."
    yield ""
    yield "What your group agreed to:"
    yield from (f"{number}. {duty}" for number, duty in enumerate(DUTIES, 1))
    yield ""
    yield f"The next report is due by {written_day(app, holding.report_on)}."


def reached(app: App, contact_id: int, name: str) -> list[str]:
    """Return what somebody is called, with their e-mail address and telephone, where they have any."""
    points = contacts.own_card(app, contact_id).points
    return [name, *(one.value for one in points if one.kind.value in {"email", "phone"} and not one.wrong_since)]


def _announcement(holding: Holding, holder: Holder) -> Iterator[str]:
    yield f"Since {holder.from_on}, {holder.person} holds the casefile of {holding.case} for {holding.group}."
    if holder.papers:
        yield f"Handed over: {holder.papers}"
