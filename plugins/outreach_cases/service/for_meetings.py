"""What of casework is for the meeting of a group: letters on its cases and on actions, and reports that are due."""

from collections.abc import Iterator
from datetime import date, timedelta

from outreach_cases.model.actions import Action, Source
from outreach_cases.model.cases import Case
from outreach_cases.model.holdings import Holding
from outreach_cases.model.openness import against_giving, against_letters
from outreach_cases.model.settings import CasesSettings
from outreach_cases.queries import actions as action_queries
from outreach_cases.queries import cases as case_queries
from outreach_cases.queries import holdings as queries
from outreach_cases.queries import requests
from outreach_cases.queries import wishes as wish_queries
from outreach_cases.service import filing, finding, updating
from outreach_crm.app import App
from outreach_crm.keywords import service as keywords
from outreach_crm.model import MOST_MATTERS, AgendaItem, Ref, with_rest
from outreach_crm.text import say

_HEADING = say("Cases of the group")
# Letters by hand, with the time to hear what is new.
_LETTERS, _ACTION, _REPORT = 20, 15, 10
_SHOWN = 300
MOST_ACTIONS = 5
"""So many actions of a source are named on an agenda."""


def matters(app: App, group_id: int, on: date) -> list[AgendaItem]:
    """Return the cases and actions a group can write on when it meets, and which reports it owes by then or soon after.

    A case that rests or is not for groups is left out; what the latest update says stands with each. Where fewer are
    there than the group needs, it is told by when to ask the programme.
    """
    held = queries.of_group(app.store, group_id, past=False)
    found = [one for each in held for one in _of(app, each, on)]
    actions = offered(app, group_id, on)
    lacking = missing(app, group_id, on, there=sum(one.appeals for one in found) + len(actions))
    return [
        *with_rest(found[:MOST_MATTERS], len(found) - MOST_MATTERS, _HEADING),
        *(item for source in Source for item in _of_source(source, actions)),
        *([_asking(app, group_id, on)] if lacking and app.clock.today() <= ask_by(app, on) else []),
    ]


def offered(app: App, group_id: int, on: date) -> list[Action]:
    """Return the actions on which a group can write on a day, those that end first before the others.

    Of a case on which nobody is to write there is none, of any other one at most, and none where the group holds it.
    """
    keywords.prepare(app)
    found = action_queries.offered(app.store, group_id, on.isoformat())
    ids = {one.case_id for one in found if one.case_id}
    cases = {one.id: one for one in case_queries.some(app.store, ids, app.clock.today().isoformat())}
    free = {number for number, case in cases.items() if not any(against_letters(case))}
    open_ = [one for one in found if one.case_id is None or one.case_id in free]
    first = {one.case_id: one.id for one in reversed(open_) if one.case_id}
    return [one for one in open_ if one.case_id is None or first[one.case_id] == one.id]


def missing(app: App, group_id: int, on: date, there: int | None = None) -> int:
    """Return how many actions a group lacks for a meeting on a day; 0 where it asked for them, or needs none.

    Args:
        app: the App.
        group_id: the group, as a contact.
        on: the day.
        there: on how many cases and actions it can write then; None: to be counted.
    """
    needs = wish_queries.terms(app.store, [group_id]).get(group_id)
    if needs is None or needs.actions is None or requests.of_meeting(app.store, group_id, on.isoformat()):
        return 0
    if there is None:
        held = queries.of_group(app.store, group_id, past=False)
        own = sum(one.appeals for each in held for one in _of(app, each, on))
        there = own + len(offered(app, group_id, on))
    return max(needs.actions - there, 0)


def ask_by(app: App, on: date) -> date:
    """Return by when the programme wants to be asked for actions for a meeting on a day."""
    return on - timedelta(days=app.settings.of("cases", CasesSettings).request_days)


def _asking(app: App, group_id: int, on: date) -> AgendaItem:
    by = ask_by(app, on)
    title = say("Ask the programme for more cases, by {day}", day=by)
    return AgendaItem(heading=Source.REQUEST.heading, title=title, ref=Ref("contacts", group_id), due_on=by)


def _of_source(source: Source, actions: list[Action]) -> list[AgendaItem]:
    own = [one for one in actions if one.source is source]
    named = [_writing(one) for one in own[:MOST_ACTIONS]]
    return with_rest(named, len(own) - MOST_ACTIONS, source.heading)


def _writing(one: Action) -> AgendaItem:
    return AgendaItem(
        heading=one.source.heading,
        title=one.title,
        ref=Ref("case_actions", one.id),
        due_on=date.fromisoformat(one.until_on) if one.until_on else None,
        minutes=_ACTION,
        detail=one.text[:_SHOWN],
        appeals=True,
    )


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
