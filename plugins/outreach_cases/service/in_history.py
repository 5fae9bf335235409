"""What the history of a group tells of its casework: what it did for cases and actions, reported, and asked for."""

from collections.abc import Iterator
from datetime import date
from functools import partial

from outreach_cases.queries import actions, holdings, requests
from outreach_cases.queries import activities as queries
from outreach_cases.service.filing import may_read
from outreach_crm.app import App
from outreach_crm.model import Entry, Ref, Side
from outreach_crm.text import count, say


def entries(app: App, contact_id: int) -> Iterator[Entry]:
    """Yield what a group did for cases and actions, reported and asked for, as far as the actor may read it."""
    for one in queries.of_group(app.store, contact_id, restricted=may_read(app)):
        yield Entry(
            on=date.fromisoformat(one.done_on),
            kind=say("activity"),
            title=say("{case}: {what}", case=one.case, what=one.told),
            ref=Ref("case_activities", one.id),
            contact_id=contact_id,
            side=Side.THEIRS,
        )
    reported = queries.reports_of_group(app.store, contact_id)
    held = {one.id: one.case for one in holdings.of_group(app.store, contact_id, past=True)} if reported else {}
    for report in reported:
        yield Entry(
            on=date.fromisoformat(report.handed_on),
            kind=say("report"),
            title=say("Report on {case}, {what}", case=held.get(report.holding_id, say("a case")), what=report.told),
            ref=Ref("case_reports", report.id),
            contact_id=contact_id,
            side=Side.THEIRS,
            detail=report.text,
        )
    yield from _actions(app, contact_id)


def _actions(app: App, group_id: int) -> Iterator[Entry]:
    """Yield the letters a group wrote on actions, where no case tells of them, and what it asked the programme for."""
    entry = partial(Entry, contact_id=group_id, side=Side.THEIRS)
    for row in actions.written(app.store, group_id):
        if row["case_id"] is None:
            told = count(row["letters"], "{n} letter on {what}", "{n} letters on {what}", what=row["title"])
            on, ref = date.fromisoformat(row["done_on"]), Ref("case_actions", row["action_id"])
            yield entry(on=on, kind="activity", title=told, ref=ref)
    for one in requests.listed(app.store, "", group_id, everything=True):
        title = count(one.how_many, "Asks for {n} action for {day}", "Asks for {n} actions for {day}", day=one.day)
        asked = date.fromisoformat(one.asked_on)
        yield entry(on=asked, kind="request", title=title, ref=Ref("case_requests", one.id), detail=one.answer)
