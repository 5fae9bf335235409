"""Commands for what groups wish for and need, and the cases they said no to."""

from typing import Any

import click
from attrs import evolve

from outreach_cases import service
from outreach_cases.cli import telling
from outreach_cases.model.wishes import Facet, Mark, Paper, Terms, TermsDraft
from outreach_crm.app import App
from outreach_crm.cli import output
from outreach_crm.cli.options import because_option
from outreach_crm.cli.session import json_option, with_app
from outreach_crm.groups import service as groups

_WISHES: dict[str, output.Column] = {
    "No.": lambda one: one.id,
    "Of what": lambda one: one.facet,
    "What": lambda one: one.value,
    "How much": lambda one: one.mark,
}
_MARKS = telling.short(Mark)


@click.command()
@click.argument("group")
@click.option(
    "--region", "regions", multiple=True, metavar="REGION", help="A region or a country that its cases are from."
)
@click.option("--issue", "issues", multiple=True, metavar="KEYWORD", help="A keyword that its cases are about.")
@click.option("--gender", "genders", metavar="[f|m|x]", multiple=True, help="The gender of those they are about.")
@click.option(
    "--as", "marks", multiple=True, type=click.Choice([*_MARKS]), help="How much they mean what is said here."
)
@click.option("--drop", "dropped", multiple=True, type=int, help="The number of a wish that they have no longer.")
@because_option
@json_option
@with_app
def wish(
    app: App,
    group: str,
    *,
    regions: tuple[str, ...],
    issues: tuple[str, ...],
    genders: tuple[str, ...],
    marks: tuple[str, ...],
    dropped: tuple[int, ...],
    because: str,
) -> None:
    """Write down what a GROUP wishes for, or list it: wish Lyon --region Africa --gender f --as must."""
    if len({*marks}) > 1:
        raise click.UsageError("--as is for all that a line says; say the rest in a line of its own.")
    mark = _MARKS[marks[0]] if marks else Mark.WISH
    found = groups.resolve(app, group)
    said = {Facet.REGION: regions, Facet.ISSUE: issues, Facet.GENDER: genders}
    with app.change("write down wishes", because=because):
        for number in dropped:
            service.drop_wish(app, found.contact_id, number)
        for facet, values in said.items():
            for value in values:
                service.wish(app, found.contact_id, facet, value, mark)
    there = service.wishes(app, found.contact_id)
    output.records(there, _WISHES, empty=f"{found.name} has no wishes: any case meets all of them.")


@click.command()
@click.argument("group")
@click.option(
    "--capacity",
    metavar="NUMBER",
    help="How many cases it works on at once; empty: as is written of the group, else 1.",
)
@click.option(
    "--languages", metavar="LANGUAGES", help="In which it reads a casefile: fr,en; empty: those in which it writes."
)
@click.option("--paper", type=click.Choice([one.value for one in Paper]), help="How it gets papers.")
@click.option("--actions", help="On how many letter-writing actions it writes at a meeting; empty: nobody said.")
@click.option("--note", help="What else is to be thought of.")
@because_option
@json_option
@with_app
def terms(app: App, group: str, *, because: str, **given: str | None) -> None:
    """Say what a GROUP needs for casework, or show it: terms Lyon --capacity 2 --languages fr,en --paper post."""
    found = groups.resolve(app, group)
    now = service.terms(app, found.contact_id)
    said: dict[str, Any] = {key: value for key, value in given.items() if value is not None}
    if said:
        draft = TermsDraft(
            capacity="" if now.capacity is None else str(now.capacity),
            languages=now.languages,
            paper=now.paper.value,
            actions="" if now.actions is None else str(now.actions),
            note=now.note,
        )
        now = service.set_terms(app, found.contact_id, evolve(draft, **said), because=because)
    output.record(now, lambda: _print_terms(found.name, now))


def _print_terms(name: str, now: Terms) -> None:
    output.title(name)
    output.say(f"Cases at once: {'as is written of the group' if now.capacity is None else now.capacity}")
    output.say(f"Reads: {now.languages or 'the languages in which it writes'}")
    output.say(f"Papers by: {now.paper}")
    if now.actions is not None:
        output.say(f"Actions for a meeting: {now.actions}")
    if now.note:
        output.prose(now.note)


@click.command()
@click.argument("group")
@click.argument("case")
@click.option("--because", default="", help="Why they do not want it.")
@click.option("--again", is_flag=True, help="Let them be offered it again.")
@json_option
@with_app
def refuse(app: App, group: str, case: str, *, because: str, again: bool) -> None:
    """Write down that a GROUP said no to a CASE: refuse Lyon 3 --because "Too far away"."""
    whose, found = groups.resolve(app, group), service.resolve(app, case)
    if again:
        service.drop_refusal(app, whose.contact_id, found.id, because=because)
    else:
        service.refuse(app, whose.contact_id, found.id, because=because)
    there = service.refusals(app, whose.contact_id)
    columns: dict[str, output.Column] = {
        "Case": lambda one: one.case,
        "On": lambda one: one.refused_on,
        "Why": lambda one: one.because,
    }
    output.records(there, columns, empty=f"{whose.name} has said no to no case.")
