"""The command that gives cases to many groups at once."""

import click

from outreach_cases import service
from outreach_cases.cli.telling import undone_by
from outreach_cases.model.holdings import Holding
from outreach_cases.model.offers import Proposal
from outreach_crm.app import App
from outreach_crm.cli import output
from outreach_crm.cli.options import because_option
from outreach_crm.cli.session import json_option, with_app
from outreach_crm.text import count


@click.command()
@click.option(
    "--seed", type=int, help="The number that lots are drawn from: the same one draws the same; else the day of today."
)
@click.option("--take", "seen", metavar="SIGN", default="", help="Take what was shown: the sign that stood below it.")
@because_option
@json_option
@with_app
def batch(app: App, *, seed: int | None, seen: str, because: str) -> None:
    """Give cases to all groups with room at once, as fairly as can be: batch, then batch --take SIGN.

    A group takes part once its wishes or needs are written down: outreach cases wish, outreach cases terms.
    """
    proposal = service.batch(app, seed)
    if not seen:
        output.record(proposal, lambda: _print(proposal))
        return
    made = service.take(app, proposal.seed, seen, because=because)
    output.record(made, lambda: _print_taken(made))


def _print_taken(made: list[Holding]) -> None:
    given = count(len(made), "{n} case is given", "{n} cases are given")
    output.say(f"{given} ({undone_by(made[0].change_id)}). Now let each read the duties, and say when it agrees:")
    for one in made:
        output.say(f"  {one.group}: outreach cases agree {one.group_id} {one.case_id}")


def _print(found: Proposal) -> None:
    for sentence in found.told:
        output.say(f"{sentence}.")
    rows = [[one.group, one.case_id or "", one.case or "none", one.holder, one.why] for one in found.gifts]
    if rows:
        output.table(["Group", "No.", "Case", "Holds the casefile", "Why"], rows)
    elif not found.left_out:
        output.say("No group with room takes part. To let one: outreach cases wish GROUP, outreach cases terms GROUP")
    for sentence in found.left_out:
        output.prose(f"Left out: {sentence}")
    if found.left_out:
        output.say('To name one: outreach groups role GROUP PERSON "casefile holder"')
    if any(one.case_id is not None for one in found.gifts):
        output.say(f"Nothing is written yet. To take it: outreach cases batch --seed {found.seed} --take {found.seen}")
