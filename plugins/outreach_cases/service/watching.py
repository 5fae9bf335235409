"""Sees which reports are due and who is silent, for the list of the day and calendars; it takes no group off a case."""

from collections.abc import Iterator
from datetime import date, timedelta

from attrs import evolve

from outreach_cases.model.prompts import Prompt, Waiting, stage_of
from outreach_cases.model.settings import CasesSettings
from outreach_cases.queries import cases as case_queries
from outreach_cases.queries import prompts as queries
from outreach_crm.app import App
from outreach_crm.model import CalendarEvent, Due, Ref, Reminder, Step
from outreach_crm.storage import Row
from outreach_crm.text import later, say

_TOLD = {
    Prompt.REPORT: later("{group}: the report on {case} is due by {day}"),
    Prompt.MISSING: later("{group}: no report on {case} came by {day}; ask the coordinator"),
    Prompt.GROUP: later("{group}: nothing was heard of it on {case} since {day}; tell the coordinator"),
    Prompt.COORDINATOR: later("{group}: no news of {case} went to it since {day}; tell it whom to ask"),
}
_GROUP = say("Case reports")
_SIGNS = ("from_on", "did_on", "reported_on", "seen_on")


def waiting(app: App, today: date) -> list[Waiting]:
    """Return about which holdings somebody is to be written to and was not yet, the longest due first."""
    rows = queries.every(app.store)
    sent = queries.sent(app.store, [row["id"] for row in rows]) if rows else set()
    found = [one for row in rows for one in _of(app, row, today)]
    left = [one for one in found if (one.holding_id, one.kind.value, one.due_on.isoformat()) not in sent]
    return sorted(left, key=lambda one: (one.due_on, one.holding_id, one.kind))


def _of(app: App, row: Row, today: date) -> Iterator[Waiting]:
    """Yield what is the matter with a holding: its report, and silence on either side."""
    report_on, settings = date.fromisoformat(row["report_on"]), _settings(app)
    before, after, asked = settings.report_before, settings.report_after, settings.report_asked
    stage = stage_of(report_on, today, before=before, after=after, asked=asked)
    if stage is not None:
        yield _waiting(row, *stage, report_on)
    heard = max(date.fromisoformat(row[one]) for one in _SIGNS if row[one])
    # Who asks for a missing report hears of the group by that.
    missing = stage is not None and stage[0] is Prompt.MISSING
    if not missing and (due_on := heard + timedelta(days=settings.group_days)) <= today:
        yield evolve(_waiting(row, Prompt.GROUP, due_on, heard), last_on=heard)
    told = max(date.fromisoformat(row[one]) for one in ("from_on", "told_on") if row[one])
    if (due_on := told + timedelta(days=settings.update_days)) <= today:
        yield evolve(_waiting(row, Prompt.COORDINATOR, due_on, told), last_on=told)


def _waiting(row: Row, kind: Prompt, due_on: date, day: date) -> Waiting:
    told = say(_TOLD[kind], group=row["group"], case=case_of(row), day=day)
    return Waiting(row["id"], kind, due_on, told, row["group_id"], row["case_id"], row["owner_id"])


def case_of(row: Row) -> str:
    """Return what the case of a row is called, with its reference."""
    return f"{row['case_name']} ({row['ref']})" if row["ref"] else str(row["case_name"])


def reminders(app: App, today: date) -> list[Reminder]:
    """Return what of casework is due on a day, each for whoever holds the contact with the group."""
    return [
        Reminder(
            due_on=one.due_on,
            sentence=one.sentence,
            command=f"outreach cases prompt {one.group_id} {one.case_id}",
            group=_GROUP,
            owner_id=one.owner_id,
            ref=Ref("case_holdings", one.holding_id),
            step=Step(label=say("See it"), path=f"/cases/holdings/{one.holding_id}"),
            summary="{n} groups to write about on their cases",
        )
        for one in waiting(app, today)
    ]


def days(app: App, start: date, end: date) -> list[CalendarEvent]:
    """Return by when reports on cases are due, each with its group.

    Programs of others read calendars: a case is named only where anybody may know of it.
    """
    rows = queries.reports_between(app.store, start.isoformat(), end.isoformat())
    today = app.clock.today().isoformat()
    cases = {one.id: one.open_name for one in case_queries.some(app.store, {row["case_id"] for row in rows}, today)}
    return [
        CalendarEvent(
            ref=Ref("case_holdings", row["id"]),
            title=say("Report of {group} on {case}", group=row["group"], case=cases[row["case_id"]]),
            on=date.fromisoformat(row["report_on"]),
            kind=Due.DEADLINE,
            contact_ids=(row["group_id"],),
            owner_id=row["owner_id"],
        )
        for row in rows
        if row["case_id"] in cases
    ]


def _settings(app: App) -> CasesSettings:
    return app.settings.of("cases", CasesSettings)
