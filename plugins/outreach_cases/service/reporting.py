"""Takes in what a group reports on a case, assembled from what it did."""

from datetime import date, timedelta

from attrs import evolve

from outreach_cases.model.activities import ActivityDraft, ActivityKind, Report, assembled
from outreach_cases.model.holdings import Holding
from outreach_cases.model.settings import CasesSettings
from outreach_cases.queries import activities as queries
from outreach_cases.service.accepting import holding_of, read_day, wrong
from outreach_cases.service.recording import record
from outreach_crm.app import App
from outreach_crm.errors import ConflictError
from outreach_crm.text import say, term


def reports(app: App, holding_id: int) -> list[Report]:
    """Return the reports on what a group holds, the latest first.

    Raises:
        NotFoundError: there is no such holding.
    """
    holding_of(app, holding_id)
    return queries.reports(app.store, holding_id)


def report_so_far(app: App, holding_id: int, on: str = "") -> Report:
    """Return the report as what was done would make it, not handed in; nothing is written.

    It tells what no report told yet, up to a day (empty: today). What is restricted it counts and does not tell.

    Raises:
        NotFoundError: there is no such holding.
        InvalidInputError: the day has not come, or another report was handed in after it.
        ConflictError: the group did not hold the case on that day, or handed one in on it already.
    """
    holding = holding_of(app, holding_id)
    before = next(iter(queries.reports(app.store, holding_id)), None)
    start = _day_after(before.handed_on) if before else holding.from_on
    day = read_day(app, on, holding.from_on)
    _check_owed(holding, before, day)
    those = [one for one in queries.of_holding(app.store, holding_id, restricted=True) if one.report_id is None]
    those = [one for one in those if one.done_on <= day]
    return Report(
        id=0,
        holding_id=holding_id,
        from_on=start,
        handed_on=day,
        text=assembled(those),
        letters=sum(one.letters for one in those),
        written_by=app.actor.name,
        change_id=0,
    )


def _check_owed(holding: Holding, before: Report | None, day: str) -> None:
    """Refuse a report of a day on which the group did not hold the case, or after which it handed one in."""
    if holding.to_on is not None and day > holding.to_on:
        raise ConflictError(
            say(
                "{group} does not hold {case} any more ({told}) and owes no report;"
                " what it did until then can still be written down.",
                group=holding.group,
                case=holding.case,
                told=holding.told,
            )
        )
    if before and day <= before.handed_on:
        raise ConflictError(
            say(
                "{group} handed in a report on {handed_on} already; give a later day.",
                group=holding.group,
                handed_on=before.handed_on,
            )
        )


def hand_in(
    app: App, holding_id: int, *, text: str = "", letters: int = 0, on: str = "", because: str = ""
) -> tuple[Report, Holding]:
    """Take in the report of a group on a case; the next one is due a year later.

    "Keep a record of your activities and outcomes on the case and report on these back to the relevant Country
    Coordinator on a regular basis, or at least once a year" (Local Groups: Case Campaigning).

    Args:
        app: the App.
        holding_id: the holding.
        text: what it says; empty: what was written down of activities.
        letters: appeal letters that the report tells of and nobody had written down; they are, with it.
        on: when it was handed in; empty: today.
        because: why.

    Returns:
        The report, and the holding with the day of the next one.

    Raises:
        NotFoundError: there is no such holding.
        InvalidInputError: it says nothing, or the day or the number cannot be.
        ConflictError: the group did not hold the case on that day, or handed one in on it or later.
    """
    with app.change(term("take report in"), because=because):
        if letters < 0:
            raise wrong("letters", say("{n} letters cannot be; give 0 where all are written down already.", n=letters))
        holding = holding_of(app, holding_id)
        made = report_so_far(app, holding_id, on)
        if letters:
            record(app, _told_in_report(holding, letters, on))
            made = report_so_far(app, holding_id, on)
        said = text.strip() or made.text
        if not said:
            raise wrong("text", say("Nothing was written down of what they did; write what the report says."))
        _keep(app, evolve(made, text=said), holding.report_on)
        if holding.open:
            app.store.update("case_holdings", holding_id, {"report_on": _next(app, made.handed_on)})
        return queries.reports(app.store, holding_id)[0], holding_of(app, holding_id)


def _told_in_report(holding: Holding, letters: int, on: str) -> ActivityDraft:
    return ActivityDraft(
        case_id=holding.case_id,
        group_id=holding.group_id,
        kind=ActivityKind.LETTERS,
        on=on,
        number=letters,
        words="told in a report",
    )


def _keep(app: App, made: Report, due_on: str) -> None:
    """Write a report down with the day by which it was due, and which activities it told."""
    row = {"holding_id": made.holding_id, "from_on": made.from_on, "handed_on": made.handed_on, "due_on": due_on}
    said = {"text": made.text, "letters": made.letters, "written_by": made.written_by}
    number = app.store.insert("case_reports", {**row, **said})
    for one in queries.of_holding(app.store, made.holding_id, restricted=True):
        if one.report_id is None and one.done_on <= made.handed_on:
            app.store.update("case_activities", one.id, {"report_id": number})


def _next(app: App, handed_on: str) -> str:
    days = app.settings.of("cases", CasesSettings).report_days
    return (date.fromisoformat(handed_on) + timedelta(days=days)).isoformat()


def _day_after(day: str) -> str:
    return (date.fromisoformat(day) + timedelta(days=1)).isoformat()
