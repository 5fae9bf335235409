"""What the history of a group tells of its casework: what it did for cases, and what it reported."""

from collections.abc import Iterator
from datetime import date

from outreach_cases.queries import activities as queries
from outreach_cases.queries import holdings
from outreach_cases.service.filing import may_read
from outreach_crm.app import App
from outreach_crm.model import Entry, Ref, Side
from outreach_crm.text import say


def entries(app: App, contact_id: int) -> Iterator[Entry]:
    """Yield what a group did for cases and reported on them, as far as the actor may read it."""
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
