"""Commands for what belongs to a case: links, its casefile, restricted notes."""

from collections.abc import Iterable
from pathlib import Path

import click

from outreach_cases import service
from outreach_cases.cli import telling
from outreach_cases.model.cases import Case
from outreach_cases.model.links import Link, LinkKind, Pointer
from outreach_crm.app import App
from outreach_crm.attachments import service as attachments
from outreach_crm.cli import output
from outreach_crm.cli.options import because_option, on_option
from outreach_crm.cli.session import json_option, with_app
from outreach_crm.errors import NotFoundError
from outreach_crm.text import say

_KINDS = telling.short(LinkKind)


@click.command()
@click.argument("case")
@click.argument("other")
@click.option("--as", "kind", type=click.Choice([*_KINDS]), help="How they are linked, where OTHER is a case.")
@click.option("--remove", is_flag=True, help="Take the link away.")
@because_option
@json_option
@with_app
def link(app: App, case: str, other: str, *, kind: str | None, remove: bool, because: str) -> None:
    """Link a CASE to another one, or to an Urgent Action: link 3 5 --as continues, link 3 "UA 205/01"."""
    found = service.resolve(app, case)
    if remove:
        _remove(app, found, other, _KINDS[kind] if kind else None, because)
    elif kind:
        service.link(app, found.id, service.resolve(app, other).id, _KINDS[kind], because=because)
    elif other.isdecimal():
        raise click.UsageError(f"Say how case {other} is linked: --as {', --as '.join(_KINDS)}.")
    else:
        service.point(app, found.id, other, because=because)
    links, pointers = service.links(app, found.id), service.pointers(app, found.id)
    output.record({"links": links, "belongs": pointers}, lambda: print_links(found.id, links, pointers))


def _remove(app: App, case: Case, other: str, kind: LinkKind | None, because: str) -> None:
    if kind is not None:
        wanted = service.resolve(app, other)
        ids = [one.id for one in service.links(app, case.id) if (one.case_id, one.kind) == (wanted.id, kind)]
        for number in ids:
            service.unlink(app, number, because=because)
    else:
        ids = [one.id for one in service.pointers(app, case.id) if other.lower() in one.called.lower()]
        for number in ids:
            service.let_go(app, number, because=because)
    if not ids:
        raise NotFoundError(say("{case} is not linked so to {other}.", case=case.called, other=other))


def print_links(case_id: int, links: Iterable[Link], pointers: Iterable[Pointer]) -> None:
    """Print what a case is linked to, and what belongs to it."""
    for one in links:
        output.say(f"Case {case_id} {one.told}: {one.case_id} {one.case}")
    for pointer in pointers:
        output.say(f"Belongs to it: {pointer.called}")


@click.command()
@click.argument("case")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@on_option("Of which day it is", "dated_on")
@click.option("--note", default="", help="What is new in it.")
@because_option
@json_option
@with_app
def file(app: App, case: str, file: Path, dated_on: str, note: str, because: str) -> None:
    """Keep a version of the casefile of a CASE; those before it stay: file 3 casefile.pdf --note "A new prison"."""
    found = service.resolve(app, case)
    made = service.keep(app, found.id, file.name, attachments.read(file), dated_on=dated_on, note=note, because=because)
    output.record(made, lambda: output.say(f"Kept: {file.name}, of {made.dated_on}, the casefile of {found.called}."))


@click.command()
@click.argument("case")
@click.argument("text")
@click.option("--circle", default="", metavar="CIRCLE", help="Only this circle reads it; else whoever may write here.")
@json_option
@with_app
def note(app: App, case: str, text: str, circle: str) -> None:
    """Write a restricted note on a CASE; the history does not tell what it says."""
    found = service.resolve(app, case)
    service.note(app, found.id, text, circle=circle)
    there = service.notes(app, found.id)
    readers = max(there, key=lambda one: one.id).circle or "whoever may write here"
    output.record(there, lambda: output.say(f"Kept with {found.called}, for {readers}."))
