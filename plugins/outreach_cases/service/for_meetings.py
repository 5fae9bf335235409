"""What of casework is for the meeting of a group: letters on the cases that it holds, and reports that are due."""

from collections.abc import Iterator
from datetime import date, timedelta

from outreach_cases.model.cases import Case
from outreach_cases.model.holdings import Holding
from outreach_cases.model.openness import against_giving
from outreach_cases.model.settings import CasesSettings
from outreach_cases.queries import holdings as queries
from outreach_cases.service import filing, finding, updating
from outreach_crm.app import App
from outreach_crm.model import MOST_MATTERS, AgendaItem, Ref, with_rest
from outreach_crm.text import say

_HEADING = say("Cases of the group")
# Letters by hand, with the time to hear what is new.
_LETTERS, _REPORT = 20, 10
_SHOWN = 300


def matters(app: App, group_id: int, on: date) -> list[AgendaItem]:
    """Return the cases a group can write on when it meets, and which reports it owes by then or soon after.

    A case that rests or is not for groups is left out; what the latest update says stands with each.
    """
    held = queries.of_group(app.store, group_id, past=False)
    found = [one for each in held for one in _of(app, each, on)]
    return with_rest(found[:MOST_MATTERS], len(found) - MOST_MATTERS, _HEADING)


def _of(app: App, held: Holding, on: date) -> Iterator[AgendaItem]:
    case = finding.get(app, held.case_id)
    if not [*against_giving(case)]:
        yield _appeals(app, held, case)
    due_on = date.fromisoformat(held.report_on)
    if due_on <= on + timedelta(days=app.settings.of("cases", CasesSettings).report_before):
        yield AgendaItem(
            heading=_HEADING,
            title=say("Report on {case}", case=held.case),
            ref=Ref("case_holdings", held.id),
            due_on=due_on,
            owner=_whose(held),
            minutes=_REPORT,
        )


def _appeals(app: App, held: Holding, case: Case) -> AgendaItem:
    news = next(iter(updating.updates(app, case.id)), None)
    current = next((one for one in filing.versions(app, case.id) if one.current), None)
    return AgendaItem(
        heading=_HEADING,
        title=say("Appeal letters on {case}", case=held.case),
        ref=Ref("cases", case.id),
        owner=_whose(held),
        minutes=_LETTERS,
        detail=news.text[:_SHOWN] if news else "",
        paper=Ref("case_versions", current.id) if current else None,
        appeals=True,
    )


def _whose(held: Holding) -> str:
    return held.holder.person if held.holder else ""
