"""Takes in a list of letter-writing actions, such as those of an issue of the magazine; run again, nothing more."""

from collections.abc import Mapping
from functools import partial
from pathlib import Path

from attrs import evolve

from outreach_cases.model.actions import ActionDraft, Source
from outreach_cases.model.imports import OF_ACTIONS, Fate, Line, Report
from outreach_cases.service.acting import SameActionError, add_action
from outreach_cases.service.reading_lists import read_list, rehearsed, taken
from outreach_crm.app import App
from outreach_crm.text import say, term


def import_actions(
    app: App, path: Path, source: Source, *, encoding: str = "", because: str = "", dry_run: bool = False
) -> Report:
    """Take in actions from a table: CSV or a spreadsheet, a row for each action under headers.

    An action that is there already, by its title, place and case, stays as it is.

    Args:
        app: the App.
        path: the file.
        source: where all of them come from.
        encoding: of a text that is not UTF-8.
        because: why.
        dry_run: find out what would be done, and do nothing.

    Raises:
        ImportRejectedError: the file cannot be read at all.
        InvalidInputError: it has no rows, or no column says what actions are called.
    """
    found = read_list(app, path, encoding, OF_ACTIONS, needed="title", what=say("an action"))
    take_all = partial(taken, app, found, partial(_taken, app, source), named="title")
    if dry_run:
        return rehearsed(app, take_all)
    with app.change(term("import actions"), because=because or path.name) as change:
        report = take_all()
    return evolve(report, change_id=change.id if report.counts[Fate.NEW.value] else None)


def _taken(app: App, source: Source, said: Mapping[str, str], line: int) -> Line:
    try:
        made = add_action(app, source, ActionDraft(**{"title": "", **said}))
    except SameActionError:
        return Line(line=line, name=said.get("title", said.get("case", "")), fate=Fate.SAME)
    until = say("until {day}", day=made.until_on) if made.until_on else say("open end")
    return Line(line=line, name=made.title, fate=Fate.NEW, told=tuple(one for one in (made.place, until) if one))
