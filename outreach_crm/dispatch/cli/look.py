"""Commands that look at mailings: ``preview``, ``show``, ``list`` and ``fields``."""

from collections.abc import Mapping

import click

from outreach_crm.app import App
from outreach_crm.cli import output
from outreach_crm.cli.options import limit_option
from outreach_crm.cli.session import Session, json_option, with_app
from outreach_crm.clock import as_read
from outreach_crm.dispatch import service
from outreach_crm.dispatch.cli import cost
from outreach_crm.dispatch.cli.check import said
from outreach_crm.dispatch.cli.files import listed
from outreach_crm.dispatch.model import FIELDS, Delivery, DeliveryState, Example, Preview, Tally, varied
from outreach_crm.model import Panel

# How many reasons, languages or ways a preview names; --json names all.
_TOLD = 10
_REASONS = 20
_STATES = click.Choice([one.value for one in DeliveryState])


@click.command()
@click.argument("mailing")
@json_option
@with_app
def preview(app: App, mailing: str) -> None:
    """Show who would get a MAILING, who would not and why, and three messages as they would leave."""
    found = service.resolve(app, mailing)
    seen = service.preview(app, found.id)
    waits_for = service.checklist(app, found).waits_for
    output.record(seen, lambda: _print_preview(found.name, seen, waits_for, found.id))


def _print_preview(name: str, seen: Preview, waits_for: str, number: int) -> None:
    print_preview(name, seen)
    if waits_for:
        output.say()
        output.prose(f"Before it leaves, somebody says that {waits_for}: outreach mailings check {number}")


def print_preview(name: str, seen: Preview) -> None:
    """Print a preview for people."""
    output.title(f"{name}: {seen.recipients} of {seen.considered} would get it")
    for title, tallies in (
        ("Because each", seen.reasons),
        ("In", seen.languages if len(seen.languages) > 1 else ()),
        ("By", seen.channels if len(seen.channels) > 1 else ()),
    ):
        for one in tallies[:_TOLD]:
            output.prose(f"{title + ':':14}{one.sentence}: {one.n}", indent=" " * 14)
        if rest := tallies[_TOLD:]:
            output.say(f"{'':14}and {len(rest)} more: {sum(one.n for one in rest)}")
    for title, tallies in (
        ("Left out", seen.refused),
        ("To be confirmed", seen.warnings),
        ("Empty in the text", seen.missing),
    ):
        output.panel(Panel(title=title, columns=("", "", "Such as"), rows=tuple(_row(one) for one in tallies)))
    for sentence in seen.advice:
        output.say()
        output.prose(sentence)
    for message in seen.examples:
        _print_message(message)


def _row(one: Tally) -> tuple[int, str, str]:
    return one.n, one.sentence, ", ".join(one.names) + (" ..." if one.names and one.n > len(one.names) else "")


def _print_message(message: Example) -> None:
    output.say()
    output.title(f"To {message.name} ({message.language}): {message.subject}")
    output.say(message.body)


@click.command()
@click.argument("mailing")
@click.option("--state", type=_STATES, default=None, help="Only whom this became of.")
@click.option("--left-out", is_flag=True, help="Only those who did not get it, each with the reason.")
@limit_option(20, "people")
@json_option
@with_app
def show(app: App, mailing: str, *, state: str | None, left_out: bool, limit: int) -> None:
    """Show how a MAILING (number or name) stands: counts, who got it and why, who did not and why not."""
    shown = service.show(app, service.resolve(app, mailing).id, state=state or "", left_out=left_out, limit=limit)
    output.record(shown, lambda: _print(shown))


def _print(shown: service.Shown) -> None:
    found = shown.dispatch
    output.title(f"{found.name}  (mailing {found.id}, {found.state.label})")
    halted = f"{as_read(found.halted_at or '')}: {found.halted_because}" if found.state in {"paused", "stopped"} else ""
    waits_for = shown.checklist.waits_for if found.state == "draft" else ""
    for label, text in (
        ("To", shown.segment and f"the segment {shown.segment}"),
        ("Goes by", found.channel + (", or as each of them asked" if found.signed_up else "")),
        ("Purpose", found.purpose + (f", for the sector {found.sector}" if found.sector else "")),
        ("Texts", ", ".join(f"{one.language}: {one.subject}" for one in found.texts)),
        ("Checked", said(shown.checklist) if shown.checklist.ticks else ""),
        ("Waits for", waits_for and f"somebody to say that {waits_for}: outreach mailings check {found.id}"),
        ("Files", listed(shown.files)),
        ("Approved", found.approved_at and f"by {found.approved_by}, {as_read(found.approved_at)}"),
        ("Last day", found.until_on),
        ("Halted", halted and f"by {found.halted_by}, {halted}"),
        ("Confirmed", "; ".join(f"{one.by}: {_rules(one.rules, shown.warnings)}" for one in shown.confirmed)),
        ("So far", ", ".join(f"{one.n} {one.state.label}" for one in shown.counts) or "nothing is frozen"),
        ("Came back", shown.returned),
        ("Cost", cost.said(shown.costs)),
        ("Next attempt", as_read(shown.next_try)),
    ):
        if text:
            output.prose(f"{label + ':':14}{text}", indent=" " * 14)
    rows = tuple((one.n, one.sentence) for one in shown.left_out[:_REASONS])
    output.panel(Panel(title="Left out, cancelled or failed", columns=("", "Why"), rows=rows))
    if rest := shown.left_out[_REASONS:]:
        output.say(f"and {len(rest)} more reasons, of {sum(one.n for one in rest)}; --json names all")
    people = tuple(_person(one) for one in shown.deliveries)
    output.panel(Panel(title="Who", columns=("", "", "By", "In", "Why"), rows=people))
    if shown.ways_on:
        output.say()
    for sentence in shown.ways_on:
        output.prose(sentence)


def _person(one: Delivery) -> tuple[str, ...]:
    state = "came back" if one.returned else one.state.label
    return one.name, state, one.channel, one.language, one.left_out or one.returned or "; ".join(one.why)


def _rules(rules: Mapping[str, int], warnings: Mapping[str, str]) -> str:
    return ", ".join(f"{warnings[rule]} ({n})" for rule, n in rules.items())


@click.command("list")
@click.option("--all", "everything", is_flag=True, help="Those that are over too.")
@limit_option(50)
@json_option
@with_app
def list_mailings(app: App, everything: bool, limit: int) -> None:
    """List mailings, the latest first."""
    columns: dict[str, output.Column] = {
        "No.": lambda one: one.id,
        "Name": lambda one: one.name,
        "State": lambda one: one.state.label,
        "Purpose": lambda one: one.purpose,
        "By": lambda one: one.channel,
        "Frozen": lambda one: (one.frozen_at or "")[:10],
        "Approved by": lambda one: one.approved_by,
    }
    found = service.list_dispatches(app, everything=everything, limit=limit)
    empty = "No mailing yet." if everything else "Nothing is under way; --all shows mailings that are done."
    output.records(found, columns, empty=f"{empty} To draft one: outreach mailings add NAME --segment WHO")


@click.command()
@click.argument("mailing", required=False)
@json_option
@click.pass_context
def fields(ctx: click.Context, mailing: str | None) -> None:
    """List what a text can say of whom it is to, as {given_name}; of a MAILING also what it brings itself."""
    known = {**FIELDS}
    if mailing:
        found = service.resolve(ctx.ensure_object(Session).app, mailing)
        own = dict.fromkeys(varied(found.variants), "differs from one to the next")
        known |= {name: f"for all: {value or 'empty'}" for name, value in found.fields.items()} | own
    if output.wants_json():
        output.document(known)
        return
    output.table(["Field", "What it is"], [[f"{{{name}}}", meaning] for name, meaning in known.items()])
