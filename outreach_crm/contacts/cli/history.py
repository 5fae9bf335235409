"""Command ``outreach history``: the journal of all, of a contact, of one change; and its proof."""

from typing import Any

import click

from outreach_crm.app import App
from outreach_crm.changes import service as changes
from outreach_crm.changes.model import ChangeDetail, ChangeEntry
from outreach_crm.cli import output
from outreach_crm.cli.session import json_option, with_app
from outreach_crm.contacts import service


@click.command()
@click.argument("what", required=False)
@click.option("--limit", default=20, show_default=True, help="How many entries at most.")
@json_option
@with_app
def history(app: App, what: str | None, limit: int) -> None:
    """Show who changed what: the latest; a contact's; one change's number; or `verify` to prove the journal."""
    if what == "verify":
        _verify(app)
    elif what and what.isdigit():
        detail = changes.detail(app, int(what))
        output.record(detail, lambda: _print(detail))
    else:
        entries = (
            changes.about_contact(app, service.resolve(app, what).id, limit) if what else changes.latest(app, limit)
        )
        _list(entries)


def _list(entries: list[ChangeEntry]) -> None:
    columns = {
        "No.": lambda one: one.id,
        "When (UTC)": lambda one: one.at.replace("T", " ").removesuffix("Z"),
        "Who": lambda one: one.by,
        "What": lambda one: one.what,
        "Why": lambda one: one.why,
        "": lambda one: "" if one.state == "done" else str(one.state),
    }
    output.records(entries, columns, empty="Nothing was changed yet.")


def _print(detail: ChangeDetail) -> None:
    entry = detail.entry
    output.title(f"Change {entry.id}: {entry.what}")
    output.say(f"{entry.by} by {entry.via}, {entry.at}" + (f", because {entry.why}" if entry.why else ""))
    output.say(f"State: {entry.state}" + (" (final)" if entry.final else ""))
    for row in detail.rows:
        output.say()
        verb = "changed" if row.before and row.after else ("added" if row.after else "removed")
        output.say(f"{row.title} {row.row_id} {verb}")
        for name in row.after or row.before:
            old, new = row.before.get(name), row.after.get(name)
            if old != new and (old or new):
                output.say(f"  {name}: {_shown(old)} -> {_shown(new)}" if row.before else f"  {name}: {new}")
    if detail.hidden:
        output.say(f"{detail.hidden} more rows are about contacts you may not see.")


def _shown(value: Any) -> str:
    return "(nothing)" if value in {None, ""} else str(value)


def _verify(app: App) -> None:
    verdict = changes.verify(app)
    output.record(verdict, lambda: output.say(f"{verdict.entries} entries checked: " + _outcome(verdict.problems)))
    for problem in verdict.problems if not output.wants_json() else ():
        output.say(f"  {problem}")
    if verdict.problems:
        raise click.exceptions.Exit(1)


def _outcome(problems: tuple[str, ...]) -> str:
    return f"{len(problems)} do not fit." if problems else "all as they were written."
