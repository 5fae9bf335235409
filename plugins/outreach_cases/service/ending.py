"""Ends what groups hold of a case on which work stops, and puts it on the list of the day whom to tell."""

from outreach_cases.model.cases import Case
from outreach_cases.model.holdings import Ended
from outreach_cases.model.levels import Level, Stance, Track, Transition
from outreach_cases.queries import holdings as queries
from outreach_cases.service import acting
from outreach_crm.app import App
from outreach_crm.tasks import service as tasks
from outreach_crm.text import count, say


def rest(app: App, case: Case, made: Transition) -> None:
    """Have everybody told who holds a case that it rests, and end what they hold where it is not taken up again.

    Letter-writing actions on it go off the agendas of meetings to come.

    "Be willing to relinquish work on a case if [the section] or the International Secretariat decides to stop working
    on it" (Local Groups: Case Campaigning). A dormant case stays with its groups. Call inside the change that wrote
    the level or decision down, so that an undo gives the cases back.

    Args:
        app: the App.
        case: as it was before.
        made: the level or decision.
    """
    acting.rest_actions(app, case, str(made.told), stops=made.reason is not None and made.reason.stops)
    today = app.clock.today()
    seen = queries.of_case(app.store, case.id)
    for one in seen:
        holder = one.holder.person if one.holder and one.holder.person else say("whoever holds the casefile")
        whom = one.holder.contact_id if one.holder and one.holder.contact_id else one.group_id
        values = {"holder": holder, "group": one.group, "case": case.called, "told": made.told}
        title = say("Tell {holder} ({group}) of {case}: {told}", **values)
        tasks.add(app, title, due_on=today, contact_id=whom)
    rows = queries.open_rows(app.store, case.id)
    if len(rows) > len(seen):
        hidden = count(
            len(rows) - len(seen),
            "{n} group that only a circle sees holds {case}",
            "{n} groups that only circles see hold {case}",
            case=case.called,
        )
        tasks.add(app, say("{hidden}: have them told: {told}", hidden=hidden, told=made.told), due_on=today)
    how = _how(made)
    if how is None:
        return
    for row in rows:
        # Whenever it was decided elsewhere, what has to stop at once stops today.
        day = today.isoformat() if how is Ended.STOPPED else max(made.decided_on, row["from_on"])
        end(app, row["id"], day, how, str(made.told))


def _how(made: Transition) -> Ended | None:
    if made.reason is not None and made.reason.stops:
        return Ended.STOPPED
    if made.track is Track.LEVEL:
        return Ended.CLOSED if made.state == Level.CLOSED else None
    return Ended.LEFT if made.state == Stance.NOT else None


def end(app: App, holding_id: int, day: str, how: Ended, because: str) -> None:
    """End what a group holds on a day, with who holds its casefile. Call inside a change.

    Args:
        app: the App.
        holding_id: an open holding.
        day: the first day without it (ISO 8601).
        how: how it ends.
        because: why, in words.
    """
    app.store.update("case_holdings", holding_id, {"to_on": day, "ended": how.value, "because": because})
    for one in queries.open_holders(app.store, holding_id):
        app.store.update("case_holders", one["id"], {"to_on": max(day, one["from_on"])})
