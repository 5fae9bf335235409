"""Commands on what was printed: ``jobs``, ``handed``, ``again`` and ``pull``."""

from collections.abc import Sequence

import click

from outreach_crm.app import App
from outreach_crm.cli import output
from outreach_crm.cli.options import because_option, limit_option
from outreach_crm.cli.session import json_option, with_app
from outreach_crm.errors import InvalidInputError
from outreach_crm.model import Panel
from outreach_crm.text import say
from outreach_post.model import HandedOn, Pulled, Taken
from outreach_post.service import handing
from outreach_post.service.tidying import Tidied

_COLUMNS: dict[str, output.Column] = {
    "Sheet": lambda one: one.sheet,
    "Name": lambda one: one.name,
    "Why": lambda one: one.sentence,
    "Mailing": lambda one: one.dispatch,
}


@click.command("jobs")
@click.argument("mailing", default="")
@limit_option(20, most=1000)
@json_option
@with_app
def list_jobs(app: App, mailing: str, *, limit: int) -> None:
    """List what was printed, the latest first: of all mailings or of one."""
    columns: dict[str, output.Column] = {
        "Job": lambda one: one.id,
        "Mailing": lambda one: one.dispatch,
        "What": lambda one: f"{one.sheets} {one.kind}" + (f", {one.copies} copies" if one.copies else ""),
        "In hand": lambda one: one.open,
        "Done": lambda one: one.posted,
        "Made": lambda one: one.made_at[:10],
        "File": lambda one: one.file,
    }
    output.records(
        handing.list_jobs(app, mailing, limit),
        columns,
        empty="Nothing was printed yet. To print: outreach post print MAILING",
    )


@click.command()
@click.argument("job", type=int)
@click.option("--except", "except_", default="", metavar="SHEETS", help="But for these sheets: 14,17,20-25.")
@click.option("--already", is_flag=True, help="They are in the letter box, whatever stands against them.")
@because_option
@json_option
@with_app
def handed(app: App, job: int, *, except_: str, already: bool, because: str) -> None:
    """Say that a job was handed to the post: handed 17; what must not go any more is named and stays."""
    over = handing.handed(app, job, except_=except_, already=already, because=because)
    output.record(over, lambda: _print_handed(over))


def _print_handed(over: HandedOn) -> None:
    output.say(f"Job {over.job_id}: {over.posted} posted, {over.left} in hand still.")
    _print_pulled("Pull these: they must not be posted", over.pull)
    _print_pulled("These have gone although something stood against them", over.gone)


def _print_pulled(title: str, found: Sequence[Pulled]) -> None:
    rows = tuple((one.sheet, one.name, one.sentence) for one in found)
    output.panel(Panel(title=title, columns=("Sheet", "Name", "Why"), rows=rows))


@click.command()
@click.argument("job", type=int)
@click.option("--only", default="", metavar="SHEETS", help="Only these sheets: 14,17,20-25.")
@because_option
@json_option
@with_app
def again(app: App, job: int, *, only: str, because: str) -> None:
    """Print a job once more, such as after a jam; what comes out says that it is a copy."""
    from outreach_post.service import making

    n = handing.again(app, job, only=only, because=because)
    told = making.print_mailing(app, str(handing.get(app, job).dispatch_id))
    output.record(told, lambda: _print_again(n, told.told))


def _print_again(n: int, told: Sequence[str]) -> None:
    output.say(f"To be printed again, as copies: {n}. Pull the first ones: outreach post pull")
    for sentence in told:
        output.say(sentence)


@click.command()
@click.argument("mailing", default="")
@click.option("--done", is_flag=True, help="They are out of the pile now: all of the list, or those of --sheet.")
@click.option("--sheet", "sheets", multiple=True, metavar="NUMBER", help="Only this one, 14-3, as it is listed.")
@because_option
@json_option
@with_app
def pull(app: App, mailing: str, *, done: bool, sheets: Sequence[str], because: str) -> None:
    """List what was printed and must not be posted, by the number on each sheet; --done when they are out.

    What is out never leaves; who has another address by now gets it printed again.
    """
    there = {one.sheet for one in handing.pull_list(app, mailing)}
    if unknown := sorted({*sheets} - there):
        raise InvalidInputError(
            say("Not on the list of what to pull: {names}; outreach post pull shows it.", names=", ".join(unknown))
        )
    if sheets and not done:
        raise InvalidInputError(say("Say that they are out of the pile: --done."))
    if not done:
        output.records(handing.pull_list(app, mailing), _COLUMNS, empty="Nothing has to be pulled.")
        return
    taken = handing.pulled(app, mailing, only={*sheets} or None, because=because)
    left = len(there) - len(taken.pulled)
    output.record(taken, lambda: _print_taken(taken, left))


def _print_taken(taken: Taken, left: int) -> None:
    _print_pulled("Out of the pile", taken.pulled)
    if left > 0:
        output.say(f"On the list still: {left}. To see them: outreach post pull")
    if not taken.pulled:
        output.say("Nothing has to be pulled.")
    if taken.again:
        commands = ", ".join(f"outreach post print {one}" for one in taken.mailings)
        output.say(f"To be printed again, with the address of today: {taken.again}. {commands}")


@click.command()
@because_option
@json_option
@with_app
def tidy(app: App, *, because: str) -> None:
    """Remove the files of letters that are posted or pulled, and of calls that are logged: they hold addresses."""
    from outreach_post.service import tidying

    done = tidying.tidy(app, because=because)
    output.record(done, lambda: _print_tidied(done))


def _print_tidied(done: Tidied) -> None:
    for file in done.removed:
        output.say(f"Removed: {file}")
    output.panel(Panel(title="Remove these yourself", columns=("File", "Why"), rows=done.left))
    if not done.removed and not done.left:
        output.say("Nothing to remove; files of what is in hand stay.")
