"""The command ``outreach export``: says who may leave and who is left out, then writes the file."""

import sys
from pathlib import Path
from typing import Any, BinaryIO

import click

from outreach_crm.app import App
from outreach_crm.cli import output
from outreach_crm.cli.options import because_option, confirm_option, replace_option
from outreach_crm.cli.session import json_option, with_app
from outreach_crm.contacts import service as contacts
from outreach_crm.formats import Exporter
from outreach_crm.segments.model import Segment
from outreach_crm.transfer import service
from outreach_crm.transfer.service import Exported, Look, Reason


@click.command()
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True))
@click.option(
    "--format", "key", default="", metavar="FORMAT", help="csv, xlsx, vcard4, vcard3, json; else by the name."
)
@click.option("--segment", default="", metavar="SEGMENT", help="A saved segment: outreach segments list names it.")
@click.option(
    "--where", "lines", multiple=True, metavar="CONDITION", help="As in outreach segments; repeat it to narrow."
)
@click.option("--sector", default="", metavar="SECTOR", help="Only this sector, and cleared for its network.")
@click.option("--everybody", is_flag=True, help="All contacts.")
@click.option(
    "--contact", default="", metavar="CONTACT", help="This one, such as for a telephone: no --purpose needed."
)
@click.option("--purpose", metavar="KEY", default="", help="What for: outreach privacy purposes lists it.")
@click.option("--channel", metavar="WAY", default="", help="By which way they will be turned to: email, phone, post.")
@confirm_option
@because_option
@replace_option
@click.option("--dry-run", is_flag=True, help="Say who would be exported, and write nothing.")
@json_option
@with_app
def export(app: App, file: Path, key: str, purpose: str, because: str, dry_run: bool, **given: Any) -> None:
    """Write contacts to FILE (- for standard output): those we may turn to for the purpose.

    outreach export nurses.xlsx --segment nurses --purpose mailings. Who objected or has no basis is left out and told.
    """
    aside = str(file) == "-"
    exporter = service.exporter_of(app, key, None if aside else file)
    if given["contact"]:
        _one(app, given["contact"], exporter, sys.stdout.buffer if aside else file, replace=given["replace"])
        return
    if not purpose:
        raise click.UsageError("Missing option '--purpose': say what for; outreach privacy purposes lists them.")
    segment = _segment(app, given)
    leaves = service.cleared(app, segment, purpose, channel=given["channel"], sector=given["sector"])
    look, count = leaves.look, len(leaves.ids)
    if dry_run:
        output.record(look, lambda: _tell_look(look))
        return
    if look.warnings:
        _warn(look)
        output.confirm(
            f"Export {count:,} contacts in spite of these warnings?",
            yes=given["confirm_warnings"],
            option="--confirm-warnings",
        )
    into = sys.stdout.buffer if aside else file
    with output.progress("Exporting", 2 * count or None) as done:
        told = service.export(app, leaves, exporter, into, because=because, replace=given["replace"], progress=done)
    if aside:
        _say_aside(told)
    else:
        output.record(told, lambda: _tell(told))


def _one(app: App, text: str, exporter: Exporter, into: Path | BinaryIO, *, replace: bool) -> None:
    found = contacts.resolve(app, text)
    service.export_one(app, found.id, exporter, into, replace=replace)
    if isinstance(into, Path):
        told = {"contact_id": found.id, "file": str(into), "format": exporter.key}
        output.record(told, lambda: output.say(f"{found.name} is in {into}; the log of access says so."))


def _segment(app: App, given: dict[str, Any]) -> Segment:
    if not (given["segment"] or given["lines"] or given["sector"] or given["everybody"]):
        raise click.UsageError("Say whom: --segment SEGMENT, --where CONDITION, --sector SECTOR, or --everybody.")
    return service.whom(app, given["segment"], given["lines"], sector=given["sector"])


def _warn(look: Look) -> None:
    for line in _lines(look.warnings):
        click.echo(f"Warning: {output.plain(line)}", err=True)


def _say_aside(told: Exported) -> None:
    """Say on standard error what was done, where standard output is the file."""
    for line in _summary(told):
        click.echo(output.plain(line), err=True)


def _tell(told: Exported) -> None:
    for line in _summary(told):
        output.say(line)


def _summary(told: Exported) -> list[str]:
    to = "" if told.file == "-" else f" to {told.file}"
    counts = told.counts
    return [
        f"Exported {counts['exported']:,} of {counts['selected']:,} contacts{to} for {told.purpose}"
        f" (outreach history {told.change_id}).",
        *(f"  left out: {line}" for line in _lines(told.left_out)),
    ]


def _tell_look(look: Look) -> None:
    output.prose(f"{look.segment}.")
    output.say(
        f"{look.counts['exported']:,} of {look.counts['selected']:,} contacts would be exported for {look.purpose}."
    )
    for line in _lines(look.left_out):
        output.say(f"  left out: {line}")
    for line in _lines(look.warnings):
        output.say(f"  warning: {line}")


def _lines(reasons: tuple[Reason, ...]) -> list[str]:
    return [f"{one.count:,} ({one.rule}), {one.sentence}" + (" …" if one.count > 1 else "") for one in reasons]
