"""Writes to the holder of a casefile, or to the coordinator, about what is due; once for each day it fell due."""

from outreach_cases.model.holdings import Holding
from outreach_cases.model.leaving import Left
from outreach_cases.model.prompts import Prompt, Waiting
from outreach_cases.service.accepting import holding_of
from outreach_cases.service.coordinating import coordinators, programme
from outreach_cases.service.finding import get
from outreach_cases.service.handing_out import contact_of, reached, to_whom
from outreach_cases.service.messaging import drafted, let_leave, written_day
from outreach_cases.service.reporting import report_so_far
from outreach_cases.service.watching import waiting
from outreach_crm.app import App
from outreach_crm.dispatch import service as dispatch
from outreach_crm.errors import ConflictError
from outreach_crm.model import Ref
from outreach_crm.text import say, term

_SUBJECTS = {
    Prompt.REPORT: "Your report on {case}",
    Prompt.MISSING: "No report on {case} so far",
    Prompt.GROUP: "No word on {case} so far",
    Prompt.COORDINATOR: "No news of {case} so far",
}


def due_prompt(app: App, holding_id: int) -> Waiting | None:
    """Return about what somebody is to be written to now of a holding, the longest due; None: about nothing.

    Raises:
        NotFoundError: there is no such holding.
    """
    holding_of(app, holding_id)
    return next((one for one in waiting(app, app.clock.today()) if one.holding_id == holding_id), None)


def begin_prompt(
    app: App, holding_id: int, *, kind: Prompt | None = None, channel: str = "", place: str = "", because: str = ""
) -> dict[int, str]:
    """Make the messages about what is due of a holding: their numbers, and to whom each goes.

    Args:
        app: the App.
        holding_id: the holding.
        kind: about what, as somebody was shown it; None: what is due longest.
        channel: by what it goes; empty: as mailings do.
        place: where the channel puts it, such as a folder.
        because: why.

    Raises:
        NotFoundError: there is no such holding or channel.
        ConflictError: nothing is due that was not told already, something else than was shown is, or there is nobody to
            be written to.
        RefusedError: one of them has no address for the channel, or must not be turned to; nothing is written.
        InvalidInputError, DeliveryError: the way out is blocked.
    """
    _, due, _ = _to_prompt(app, holding_id, kind)
    way = dispatch.channel_of(app, channel or dispatch.usual_channel(app))
    dispatch.carrier_of(app, way, place).close()  # a way out that is blocked is told before anything is written
    made: dict[int, str] = {}
    with app.change(term("write about case"), because=because, final=True):
        holding, due, whom = _to_prompt(app, holding_id, due.kind)  # of two at once, one writes
        subject, lines = _SUBJECTS[due.kind].format(case=holding.case), _lines(app, holding, due)
        for contact_id, called in whom.items():
            name, ref = f"Case {holding.case_id}: {due.kind.value}", Ref("case_holdings", holding.id)
            draft = drafted(app, name, subject, lines, ref, way.key, place)
            begun = dispatch.begin_to(app, draft, contact_id, says_of=_says_of(holding), because=because)
            made[begun.id] = called
        row = {"holding_id": holding.id, "kind": due.kind.value, "due_on": due.due_on.isoformat()}
        app.store.insert("case_prompts", {**row, "sent_on": app.clock.today().isoformat()})
    return made


def _to_prompt(app: App, holding_id: int, kind: Prompt | None) -> tuple[Holding, Waiting, dict[int, str]]:
    holding, due = holding_of(app, holding_id), due_prompt(app, holding_id)
    if due is None or kind not in {None, due.kind}:
        raise ConflictError(
            say("Nobody is to be written to about {group} and {case} now.", group=holding.group, case=holding.case)
        )
    return holding, due, _whom(app, holding, due.kind)


def prompt(app: App, holding_id: int, *, channel: str = "", place: str = "", because: str = "") -> Left:
    """Write to whom it concerns now, and return what became of it; see :func:`begin_prompt`."""
    made = begin_prompt(app, holding_id, channel=channel, place=place, because=because)
    return let_leave(app, made)


def _whom(app: App, holding: Holding, kind: Prompt) -> dict[int, str]:
    """Return who is written to, by name: who holds the casefile, or who coordinates the work on the country.

    Raises:
        ConflictError: there is nobody.
    """
    if kind.to_holder:
        _, holder = to_whom(app, holding.id)
        return {contact_of(holder): holder.person}
    country = get(app, holding.case_id).country
    found = {one.contact_id: one.name for one in coordinators(app, [country])} if country else {}
    if not found and (office := programme(app)):
        found = {office.id: office.name}
    if not found:
        raise ConflictError(
            say(
                "Nobody coordinates the work on {case}, and the settings name no programme:"
                " outreach cases coordinator COUNTRY NAME, or [cases] programme.",
                case=holding.case,
            )
        )
    return found


def _says_of(holding: Holding) -> int | None:
    """Return of whom a message speaks: who holds the casefile, with whom it is erased."""
    return holding.holder.contact_id if holding.holder else None


def _lines(app: App, holding: Holding, due: Waiting) -> list[str]:
    if due.kind is Prompt.REPORT:
        so_far = report_so_far(app, holding.id)
        known = ["What is written down of it so far:", "", so_far.text] if so_far.text else []
        asked = f"The report of {holding.group} on {holding.case} is due by {written_day(app, holding.report_on)}."
        return [asked, "", *known, "", "Write back what is missing, and what came of it. Appeal letters are the least."]
    heard = written_day(app, due.last_on) if due.last_on else ""
    if due.kind is Prompt.COORDINATOR:
        return [
            f"You have had no news of {holding.case} since {heard}.",
            f"Please ask those who give cases to groups: {', '.join(_programme(app, holding))}.",
        ]
    what = (
        f"No report came, which was due by {written_day(app, holding.report_on)}."
        if due.kind is Prompt.MISSING
        else f"Nothing was heard of the group since {heard}."
    )
    holder = holding.holder.person if holding.holder else ""
    return [
        f"{holding.group} has worked on {holding.case} since {written_day(app, holding.from_on)}. {what}",
        *([f"{holder} holds the casefile."] if holder else []),
        "Could you ask how they fare? The case stays with the group whatever the answer.",
    ]


def _programme(app: App, holding: Holding) -> list[str]:
    office = programme(app)
    if office is None:
        raise ConflictError(
            say(
                "The settings name no programme that {group} could turn to: give [cases] programme its name.",
                group=holding.group,
            )
        )
    return reached(app, office.id, office.name)
