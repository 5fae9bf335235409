"""Commands ``outreach import-mappings``: which column says what, kept by name."""

from pathlib import Path
from typing import Any

import click

from outreach_crm.app import App
from outreach_crm.cli import output
from outreach_crm.cli.options import because_option
from outreach_crm.cli.session import json_option, with_app
from outreach_crm.transfer import service
from outreach_crm.transfer.cli.opening import opened, reading_options, show_columns
from outreach_crm.transfer.model import ColumnMapping


@click.group("import-mappings")
def mappings() -> None:
    """Which column of a file says what, kept by name for the next one."""


@mappings.command()
@click.argument("name")
@click.argument("file", type=click.Path(path_type=Path))
@reading_options
@because_option
@json_option
@with_app
def add(app: App, name: str, file: Path, because: str, **given: Any) -> None:
    """Keep how the columns of FILE are read; one of that name is replaced."""
    reading = opened(app, file, given)
    kept = service.save_mapping(
        app, ColumnMapping(name=name, fields=reading.mapping.fields, kind=reading.mapping.kind), because=because
    )
    output.record(kept, lambda: show_columns(reading.columns))
    output.say(f"Kept; read the next such file with --mapping {kept.name!r}.")


@mappings.command("list")
@json_option
@with_app
def list_(app: App) -> None:
    """List the mappings there are."""
    columns = {
        "Name": lambda one: one.name,
        "Columns": lambda one: len([field for field in one.fields.values() if field]),
    }
    output.records(
        service.list_mappings(app), columns, empty="None yet; keep one: outreach import-mappings add NAME FILE"
    )


@mappings.command()
@click.argument("name", metavar="MAPPING")
@json_option
@with_app
def show(app: App, name: str) -> None:
    """Show what a MAPPING says of each column."""
    kept = service.get_mapping(app, name)
    rows = [[header, field or "(left out)"] for header, field in kept.fields.items()]
    output.record(kept, lambda: output.table(["Column", "Read as"], rows))


@mappings.command()
@click.argument("name", metavar="MAPPING")
@because_option
@json_option
@with_app
def remove(app: App, name: str, because: str) -> None:
    """Remove a MAPPING; what was read by it stays."""
    kept = service.get_mapping(app, name)
    service.drop_mapping(app, name, because=because)
    output.record(kept, lambda: output.say(f"Removed: the mapping {kept.name}."))
