"""Commands ``outreach doctor`` and ``outreach plugins``."""

import click

from outreach_crm.app import App
from outreach_crm.cli import output
from outreach_crm.cli.session import json_option, with_app
from outreach_crm.upkeep import service


@click.command()
@json_option
@with_app
def doctor(app: App) -> None:
    """Check that everything is in order; exits with 1 when something is not."""
    findings = service.examine(app)
    columns = {
        "": lambda one: "ok" if one.ok else "look",
        "What": lambda one: one.subject,
        "Finding": lambda one: one.sentence,
    }
    output.records(findings, columns, empty="")
    if not all(finding.ok for finding in findings):
        raise click.exceptions.Exit(1)


@click.group()
def plugins() -> None:
    """Plugins: what is installed and what it offers."""


@plugins.command("list")
@json_option
@with_app
def list_plugins(app: App) -> None:
    """List what is loaded, from where, with which hooks, and what failed."""
    columns = {
        "Plugin": lambda one: one.name,
        "From": lambda one: one.origin,
        "State": lambda one: one.state,
        "Hooks": lambda one: ", ".join(one.hooks),
        "": lambda one: one.sentence,
    }
    output.records(service.list_plugins(app), columns, empty="No plugins.")
