"""Command ``outreach history``: the journal of all, of a contact, of one change; and its proof."""

from collections.abc import Callable
from typing import Any

import click

from outreach_crm.accounts import service as accounts
from outreach_crm.app import App
from outreach_crm.changes import service as changes
from outreach_crm.changes.model import ChangeDetail, ChangeEntry
from outreach_crm.cli import output
from outreach_crm.cli.options import limit_option
from outreach_crm.cli.session import json_option, with_app
from outreach_crm.clock import as_read
from outreach_crm.contacts import service
from outreach_crm.errors import NotFoundError
from outreach_crm.keywords import service as keywords

_CONTACTS = ("contact_id", "person_id", "organisation_id", "from_id", "to_id", "merged_into")
_NAMES_SHOWN = 3


@click.command()
@click.argument("what", required=False)
@limit_option(20, most=100_000)
@json_option
@with_app
def history(app: App, what: str | None, limit: int) -> None:
    """Show who changed what: the latest; a contact's; one change's number; or, with verify, that nobody altered it.

    A number is a change's; for the contact of a number write contacts:12.
    """
    if what == "verify":
        _verify(app)
    elif what and what.isascii() and what.isdigit():
        detail = changes.detail(app, int(what[:20]), limit=max(limit, 200))
        output.record(detail, lambda: _print(app, detail))
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
        "About": _about,
        "Why": lambda one: one.why,
        "": lambda one: "" if one.state == "done" else str(one.state),
    }
    output.records(entries, columns, empty="Nothing was changed yet.")


def _about(entry: ChangeEntry) -> str:
    more = " and more" if len(entry.about) > _NAMES_SHOWN else ""
    return ", ".join(entry.about[:_NAMES_SHOWN]) + more


def _print(app: App, detail: ChangeDetail) -> None:
    entry = detail.entry
    output.title(f"Change {entry.id}: {entry.what}")
    output.say(f"{entry.by} by {entry.via}, {as_read(entry.at)}" + (f", because {entry.why}" if entry.why else ""))
    output.say(f"State: {entry.state}" + (" (final)" if entry.final else ""))
    for row in detail.rows:
        name = row.after.get("name") or row.before.get("name") or ""
        output.say()
        output.say(f"{row.title} {row.row_id}{f' {name}' if name else ''} {row.done}")
        for column in row.after or row.before:
            old, new = _shown(app, column, row.before.get(column)), _shown(app, column, row.after.get(column))
            if old != new:
                output.say(
                    f"  {column}: {f'{old} -> {new}' if row.before and row.after else new if row.after else old}"
                )
    left = sum(detail.counts.values()) - len(detail.rows)
    if left > 0:
        kinds = ", ".join(f"{title}: {number}" for title, number in detail.counts.items())
        output.say(f"\nAnd {left} more rows (in all {kinds}); --limit shows more.")


def _shown(app: App, column: str, value: Any) -> str:
    if value is None or value == "":
        return "(nothing)"
    read: dict[str, Callable[[App, int], str]] = {
        "holder_id": accounts.name_of,
        "account_id": accounts.name_of,
        "circle_id": accounts.circle_name,
        "keyword_id": keywords.label,
        **dict.fromkeys(_CONTACTS, _contact),
    }
    name = read[column](app, value) if column in read else ""
    return f"{value} {name}".strip()


def _contact(app: App, contact_id: int) -> str:
    try:
        return service.get(app, contact_id).name
    except NotFoundError:
        return ""


def _verify(app: App) -> None:
    verdict = changes.verify(app)
    output.record(verdict, lambda: output.say(f"{verdict.entries} entries checked: " + _outcome(verdict.problems)))
    for problem in verdict.problems if not output.wants_json() else ():
        output.say(f"  {problem}")
    if verdict.problems:
        raise click.exceptions.Exit(1)


def _outcome(problems: tuple[str, ...]) -> str:
    return f"{len(problems)} do not fit." if problems else "all as they were written."
