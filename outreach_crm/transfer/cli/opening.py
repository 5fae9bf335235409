"""What commands that read files have in common: the options that answer a file's questions, and asking them."""

import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

import click

from outreach_crm.app import App
from outreach_crm.cli import output
from outreach_crm.cli.options import day_first_option, encoding_option, map_option
from outreach_crm.contacts import service as contacts
from outreach_crm.transfer import service
from outreach_crm.transfer.model import Column, Question
from outreach_crm.transfer.service import Reading

F = TypeVar("F", bound=Callable[..., Any])

_OPTIONS = (
    map_option,
    click.option("--mapping", default="", metavar="NAME", help="A mapping kept by outreach import-mappings."),
    encoding_option,
    day_first_option,
    click.option("--header/--no-header", default=None, help="Whether the first row names the columns."),
    click.option("--sheet", metavar="NAME", default="", help="Which sheet of a spreadsheet."),
    click.option(
        "--country",
        metavar="COUNTRY",
        default="",
        help="Where telephones without a country are; else in the section's own.",
    ),
)
_YES_NO = {"yes": True, "no": False}


def reading_options(function: F) -> F:
    """Add the options that say how a file is to be read; give them to :func:`opened`."""
    for option in reversed(_OPTIONS):
        function = option(function)
    return function


def opened(app: App, path: Path, given: Mapping[str, Any]) -> Reading:
    """Open a file; what it leaves open is asked on a terminal.

    Raises:
        click.UsageError: something has to be asked and nobody can answer; the sentence names the option.
        OutreachError: the file cannot be read.
    """
    answers: dict[str, Any] = {key: given[key] for key in ("encoding", "day_first", "header", "sheet")}
    pairs = service.read_pairs(given["pairs"])
    country = contacts.read_country(given["country"])
    mapping = given["mapping"] or None
    while True:
        reading = service.read(app, path, mapping=mapping, columns=pairs, country=country, **answers)
        if not reading.questions:
            return reading
        question = reading.questions[0]
        answers[question.key] = _answer(question)


def show_columns(columns: tuple[Column, ...]) -> None:
    """Print which column is taken for what, those that are left out last."""
    ordered = sorted(columns, key=lambda column: not column.field)
    shown: dict[str, output.Column] = {
        "Column": lambda one: one.header,
        "Read as": lambda one: one.field or "(left out)",
        "By": lambda one: one.why,
        "Such as": lambda one: "; ".join(one.samples[:2]),
    }
    output.table([*shown], [[column(one) for column in shown.values()] for one in ordered])


def _answer(question: Question) -> Any:
    choices = [choice.shown or choice.value for choice in question.choices]
    if not sys.stdin.isatty():
        listed = "".join(f"\n  {one.value}: {one.shown}" for one in question.choices if one.shown)
        raise click.UsageError(output.plain(f"{question.sentence} Give {question.option}.{listed}"))
    click.echo(output.plain(question.sentence), err=True)
    for number, shown in enumerate(choices, 1):
        click.echo(output.plain(f"  {number}  {shown}"), err=True)
    chosen = click.prompt("Number", type=click.IntRange(1, len(choices)), err=True)
    value = question.choices[chosen - 1].value
    return _YES_NO.get(value, value)
