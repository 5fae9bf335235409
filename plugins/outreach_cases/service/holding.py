"""What becomes of a case that a group holds: another holder of the casefile, the duties agreed to, and letting go."""

from outreach_cases.model.holdings import Ended, Holder, Holding
from outreach_cases.queries import holdings as queries
from outreach_cases.service.accepting import holder_of_group, holding_of, read_day, wrong
from outreach_cases.service.ending import end
from outreach_cases.service.finding import get
from outreach_crm.app import App
from outreach_crm.contacts.model import Contact
from outreach_crm.errors import ConflictError
from outreach_crm.groups import service as groups
from outreach_crm.model import Ref
from outreach_crm.tasks import service as tasks
from outreach_crm.text import count, say, term


def holders_of(app: App, case_id: int, *, past: bool = False) -> list[Holding]:
    """Return which groups hold a case, each with who holds its casefile; with ``past`` also those that did.

    Raises:
        NotFoundError: there is no such case.
    """
    get(app, case_id)
    return queries.of_case(app.store, case_id, past=past)


def held_by(app: App, group_id: int, *, past: bool = False) -> list[Holding]:
    """Return which cases a group holds, the earliest first; with ``past`` also those that it held.

    Raises:
        NotFoundError: there is no such group.
    """
    groups.get(app, group_id)
    return queries.of_group(app.store, group_id, past=past)


def meant_holding(app: App, group_id: int, case_id: int) -> Holding:
    """Return what a group holds of a case.

    Raises:
        ConflictError: it does not hold it.
    """
    found = [one for one in held_by(app, group_id) if one.case_id == case_id]
    if not found:
        raise ConflictError(
            say(
                "{group} does not hold {case}.",
                group=groups.get(app, group_id).name,
                case=get(app, case_id).called,
            )
        )
    return found[0]


def hand_over(
    app: App,
    holding_id: int,
    person_id: int,
    *,
    papers: str = "",
    on: str = "",
    seen: int | None = None,
    because: str = "",
) -> Holding:
    """Write down that somebody else of the group holds the casefile from a day on, and with which papers.

    That the coordinator and the programme are to be told stands in the list of the day; see
    :func:`outreach_cases.service.handing_out.announce`.

    Args:
        app: the App.
        holding_id: the holding.
        person_id: who holds the casefile now.
        papers: what was handed over with it.
        on: since when; empty: today.
        seen: the row of the holder whom somebody was shown, 0 for nobody; None: whoever it is.
        because: why.

    Raises:
        NotFoundError: there is no such holding or person.
        InvalidInputError: nobody could be the holder, or the day cannot be.
        ConflictError: the group holds the case no more, they hold the casefile already, or not who was shown does.
    """
    with app.change(term("hand casefile over"), because=because):
        holding = _open(app, holding_id)
        person = holder_of_group(app, holding.group_id, holding.group, person_id)
        _check_holder(holding, person, seen)
        now = queries.open_holders(app.store, holding_id)
        day = read_day(app, on, max(one["from_on"] for one in (*now, {"from_on": holding.from_on})))
        for one in now:
            app.store.update("case_holders", one["id"], {"to_on": day})
        row = {"holding_id": holding_id, "contact_id": person.id, "from_on": day, "papers": papers.strip()}
        app.store.insert("case_holders", row)
        return holding_of(app, holding_id)


def _check_holder(holding: Holding, person: Contact, seen: int | None) -> None:
    now = holding.holder
    if now is None:
        return
    if (now.contact_id, now.to_on) == (person.id, None):
        raise ConflictError(
            say("{person} holds the casefile of {case} already.", person=person.name, case=holding.case)
        )
    if seen not in {None, now.id}:
        who = now.person or say("Somebody else")
        raise ConflictError(
            say(
                "{who} holds the casefile of {case} since {from_on}. Look again.",
                who=who,
                case=holding.case,
                from_on=now.from_on,
            )
        )


def agree(app: App, holding_id: int, *, because: str = "") -> Holding:
    """Write down that a group has read the duties and agrees to them, where it was given the case without that.

    Raises:
        NotFoundError: there is no such holding.
        ConflictError: it did already, or does not hold the case any more.
    """
    with app.change(term("agree to duties"), because=because):
        holding = _open(app, holding_id)
        if holding.agreed_on:
            raise ConflictError(
                say(
                    "{group} agreed to the duties on {agreed_on} already.",
                    group=holding.group,
                    agreed_on=holding.agreed_on,
                )
            )
        app.store.update("case_holdings", holding_id, {"agreed_on": app.clock.today().isoformat()})
        return holding_of(app, holding_id)


def relinquish(app: App, holding_id: int, *, because: str, on: str = "") -> Holding:
    """Write down that a group lets go of a case, and why; others who hold it are not moved.

    Args:
        app: the App.
        holding_id: the holding.
        because: why.
        on: the first day without it; empty: today.

    Raises:
        NotFoundError: there is no such holding.
        InvalidInputError: nobody says why, or the day cannot be.
        ConflictError: it has ended already.
    """
    with app.change(term("relinquish case"), because=because):
        holding = _open(app, holding_id)
        if not because.strip():
            raise wrong("because", say("Say why they let go of it, in a word or two."))
        now = queries.open_holders(app.store, holding_id)
        day = read_day(app, on, max(one["from_on"] for one in (*now, {"from_on": holding.from_on})))
        end(app, holding.id, day, Ended.RELINQUISHED, because.strip())
        left = len(queries.open_rows(app.store, holding.case_id))
        still = count(left, "{n} group is left", "{n} groups are left")
        title = say(
            "{group} has let go of {case}, {still}: tell the coordinator",
            group=holding.group,
            case=holding.case,
            still=still,
        )
        about = Ref("cases", holding.case_id)
        tasks.add(app, title, due_on=app.clock.today(), contact_id=holding.group_id, about=about)
        return holding_of(app, holding_id)


def holders(app: App, holding_id: int) -> list[Holder]:
    """Return who held a casefile one after the other, the earliest first.

    Raises:
        NotFoundError: there is no such holding.
    """
    holding_of(app, holding_id)
    return queries.holders(app.store, holding_id)


def _open(app: App, holding_id: int) -> Holding:
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
    return holding
