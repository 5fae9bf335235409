"""The board of Urgent Actions, and finding one by its number or words."""

from flask import request, url_for

from outreach_crm.app import App
from outreach_crm.errors import OutreachError
from outreach_crm.model import Ref
from outreach_crm.text import Sentence, count, row, say
from outreach_crm.web.lists import HTML, Column, Listing, number_asked, wanted
from outreach_crm.web.office import Answer, lead_to
from outreach_urgent_actions.model.boards import BoardLine, Tab
from outreach_urgent_actions.model.issues import State
from outreach_urgent_actions.service import boards
from outreach_urgent_actions.web.pages import HERE, day, pages, way_on

_PAGE = 50
_TABS = {
    Tab.RUNNING: say("Running"),
    Tab.PAST: say("Past"),
    Tab.STOPPED: say("Under a stop"),
    Tab.ALL: say("All"),
}
_EMPTY = {
    Tab.RUNNING: say("No case is running. Paste the Urgent Action that has just arrived, and it stands here."),
    Tab.PAST: say("No case is past its deadline or closed."),
    Tab.STOPPED: say("No case was stopped."),
    Tab.ALL: say(
        "There is no case yet. Paste the Urgent Action that has just arrived, or import the log of the years."
    ),
}


def _wrote(one: BoardLine) -> Sentence | str:
    if not one.appeals:
        return ""
    appeals = count(one.appeals, "{n} appeal", "{n} appeals")
    return say("{wrote} ({appeals})", wrote=one.wrote, appeals=appeals) if one.wrote else appeals


_COLUMNS = (
    Column(title=say("Case"), value=lambda one: one.name, ref=lambda one: Ref("ua_cases", one.id)),
    Column(title=say("Subject"), value=lambda one: one.subject),
    Column(title=say("Deadline"), value=lambda one: one.deadline_on),
    Column(title=say("State"), value=lambda one: State(one.state).label, lesser=True),
    Column(title=say("Last issue"), value=lambda one: say("{what}, {day}", what=one.last, day=day(one.last_on) or "?")),
    Column(title=say("Got it"), value=lambda one: one.got),
    Column(title=say("To go"), value=lambda one: one.left or ""),
    Column(title=say("Wrote"), value=_wrote),
    Column(title=say("To look at"), value=lambda one: row(one.alarms, "; ")),
)


@pages.lists("")
def board(app: App) -> Answer | Listing:
    """Show the cases of a tab with their figures, alarms and next steps; or those that a number or words find."""
    if text := request.args.get("q", "").strip():
        return _found(text, boards.search(app, text, 20))
    said = request.args.get("tab", "")
    tab = Tab(said) if said in {*Tab} else Tab.RUNNING
    keyword, start = request.args.get("keyword", "").strip(), number_asked("from")
    problem = ""
    try:
        rows = boards.board(app, tab, keyword=keyword, limit=_PAGE + 1, offset=start)
    except OutreachError as error:
        if wanted() != HTML:
            raise
        rows, problem = [], error.on_page
    return _listing(
        rows,
        title=say("Urgent Actions"),
        empty=_EMPTY[tab] if not keyword else say("No case of this tab has that keyword."),
        start=start,
        tab=tab.value,
        keyword=keyword,
        problem=problem,
    )


def _found(text: str, rows: list[BoardLine]) -> Answer | Listing:
    """Return the cases that were found; of the only one it is the page that is shown."""
    if len(rows) == 1 and wanted() == HTML:
        return lead_to(url_for("urgent_actions.show_case", case_id=rows[0].id))
    empty = say("No case is called so: {words}. A number is written as UA 205/01.", words=text)
    return _listing(rows, title=say("Cases found"), empty=empty, tab="", keyword="")


def _listing(
    rows: list[BoardLine],
    *,
    title: Sentence,
    empty: Sentence,
    tab: str,
    keyword: str,
    start: int = 0,
    problem: str = "",
) -> Listing:
    return Listing(
        title=title,
        columns=_COLUMNS,
        rows=rows,
        empty=empty,
        most=_PAGE,
        on=lambda _: {"from": start + _PAGE},
        template=f"{HERE}/board.html",
        context={
            "tabs": [
                (label, url_for("urgent_actions.board", tab=one.value, keyword=keyword or None), one.value == tab)
                for one, label in _TABS.items()
            ],
            "tab": tab,
            "keyword": keyword,
            "problem": problem,
            "ways_on": {one.id: way_on(one.id, one.step) for one in rows},
        },
    )
