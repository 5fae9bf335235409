"""Commands ``outreach ua preview`` and ``outreach ua try``."""

import click

from outreach_crm.app import App
from outreach_crm.cli import output
from outreach_crm.cli.session import json_option, with_app
from outreach_urgent_actions import service
from outreach_urgent_actions.cli.options import RATE, wish_options
from outreach_urgent_actions.model import Brought, Group, Look, Rate, Seen, Trial
from outreach_urgent_actions.service import Wish, interests, naming

_SHOWN = 20
_BROUGHT: dict[str, output.Column] = {
    "Case": lambda one: one.cases,
    "Issued": lambda one: one.issued_on,
    "Subject": lambda one: one.subject,
}


@click.command()
@click.argument("which")
@json_option
@with_app
def preview(app: App, which: str) -> None:
    """Show who would get the Urgent Action WHICH now and why, and who would not and why not; nothing is sent.

    With --json one object for each contact who is signed up: contact, decision, rule, because, channel, language.
    """
    issue_id = naming.to_be_sent(app, which).id
    if output.wants_json():
        output.stream(service.everybody(app, issue_id))
        return
    _look(service.preview(app, issue_id))


@click.command("try")
@wish_options
@click.option("--at-most", type=RATE, help="With a limit: 1/month, '1 every other month'.")
@click.option(
    "--years", type=click.IntRange(1, 100), default=5, show_default=True, help="How many of the last years of the log."
)
@click.option("--all", "everything", is_flag=True, help="Every Urgent Action, however many.")
@json_option
@with_app
def try_out(app: App, wish: Wish, at_most: Rate | None, years: int, everything: bool) -> None:
    """Tell how many Urgent Actions a month a sign-up would have brought, and which."""
    found = service.try_out(app, interests.read(app, wish), years=years, at_most=at_most)
    output.record(found, lambda: _trial(found, at_most, everything=everything))


def _look(look: Look) -> None:
    output.title(look.subject)
    get = "gets" if look.recipients == 1 else "get"
    output.say(f"{look.recipients} {get} it:" if look.recipients else "Nobody gets it.")
    for warning in look.warnings:
        output.prose(f"Mind: {warning}.")
    for group in look.groups:
        if not group.rule:
            output.table(["Contact", "By", "In", "Because"], [_recipient(one) for one in group.some])
            if group.n > len(group.some):
                output.say(f"… and {group.n - len(group.some)} more; --json names everybody.")
    for by, counts in look.counts.items():
        told = ", ".join(f"{key or 'none'} {n}" for key, n in counts.items())
        if told:
            output.prose(f"By {by}: {told}.")
    left_out = [group for group in look.groups if group.rule]
    if not look.groups:
        output.say("Nobody is signed up. outreach ua sign-up CONTACT does it.")
    if left_out:
        output.say()
        n = sum(group.n for group in left_out)
        output.say(f"{n} who {'is signed up does' if n == 1 else 'are signed up do'} not:")
        output.table(["How many", "", "Why not", "Who"], [_group(group) for group in left_out])


def _recipient(one: Seen) -> list[str]:
    return [one.contact, one.channel, one.language, "; ".join(one.because)]


def _group(group: Group) -> list[object]:
    names = ", ".join(one.contact for one in group.some) + (" …" if group.n > len(group.some) else "")
    return [group.n, group.decision, group.sentence, names]


def _trial(trial: Trial, at_most: Rate | None, *, everything: bool) -> None:
    limited = f", {trial.within} within a limit of {at_most}" if at_most else ""
    output.say(f"{trial.interest}: {len(trial.issues)} first issues from {trial.since} to {trial.until}{limited}.")
    output.say(f"That is {trial.a_month:g} a month.")
    for label, n in trial.wider.items():
        if n:
            output.say(f"With {label}, which is more general, it would have been {n}.")
    output.table([*trial.by_year], [[*trial.by_year.values()]])
    shown: list[Brought] = [*reversed(trial.issues)]
    output.say()
    output.records(shown if everything else shown[:_SHOWN], _BROUGHT, empty="None of them would have come.")
    if not everything and len(shown) > _SHOWN:
        output.say(f"… and {len(shown) - _SHOWN} earlier ones; --all shows them.")
