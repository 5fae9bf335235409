"""Commands ``outreach asks advice``: ask, answer, list."""

import click

from outreach_crm.app import App
from outreach_crm.asks import service
from outreach_crm.asks.model.advice import Advice, AdviceDraft, AdviceGiven, Role
from outreach_crm.cli import output
from outreach_crm.cli.options import because_option, by_option
from outreach_crm.cli.session import json_option, with_app

_LIST = {
    "No.": lambda one: one.id,
    "Of whom": lambda one: one.adviser,
    "Question": lambda one: one.question,
    "By": lambda one: one.due_on,
    "Whom to approach": lambda one: one.approached,
    "What to ask": lambda one: one.what,
    "How": lambda one: one.how,
}


@click.group()
def advice() -> None:
    """Whom to approach, what to ask and how: asked of advisers."""


@advice.command("ask")
@click.argument("adviser")
@click.argument("question")
@by_option("By when it is needed", "due_on")
@click.option("--about", metavar="CONTACT", default="", help="The contact it is about.")
@click.option("--sector", metavar="SECTOR", default="", help="The sector it is about.")
@because_option
@json_option
@with_app
def ask_(app: App, adviser: str, question: str, due_on: str, about: str, sector: str, because: str) -> None:
    """Ask an ADVISER or an advisory group: ask "Council" "Whom of the bar, and how?" --about "Bar of Vigo" --by 2w."""
    draft = AdviceDraft(adviser=adviser, question=question, due_on=due_on, about=about, sector=sector)
    found = service.ask_advice(app, draft, because=because)
    output.record(found, lambda: _print_asked(found))


def _print_asked(found: Advice) -> None:
    undo = f"take back: outreach undo {found.change_id}"
    output.say(f"Advice {found.id} is asked of {found.adviser}, by {found.due_on} ({undo}).")
    output.say(f'Once it is given: outreach asks advice answer {found.id} --whom "..." --what "..." --how "..."')


@advice.command()
@click.argument("number", type=int)
@click.option("--whom", help="Whom to approach: a contact, or in words.")
@click.option("--what", help="What it is best to ask of them.")
@click.option("--how", help="How best to approach them.")
@because_option
@json_option
@with_app
def answer(app: App, number: int, whom: str | None, what: str | None, how: str | None, because: str) -> None:
    """Write down what was advised, by the NUMBER of the advice; what is not said again stays, empty text takes away."""
    found = service.give_advice(app, number, AdviceGiven(whom=whom, what=what, how=how), because=because)
    output.record(found, lambda: _print_given(found, whom))


def _print_given(found: Advice, whom: str | None) -> None:
    output.say(f"Advised (take back: outreach undo {found.change_id}).")
    if whom and found.whom:
        output.say(f"Nobody in the book is called {found.whom!r}: it is kept as words.")
    for one in found.those(Role.WHOM) if whom else ():
        output.say(f"Whom to approach: {one.name} (contact {one.contact_id}).")
    output.say(f"To ask them: outreach asks plan --advice {found.id} --why ...")


@advice.command("list")
@click.option("--all", "everything", is_flag=True, help="Those that are over too.")
@json_option
@with_app
def list_(app: App, everything: bool) -> None:
    """List advice that is waited for, the next due first."""
    found = service.advice_listed(app, everything=everything)
    output.records(found, _LIST, empty='No advice is waited for: outreach asks advice ask WHO "..." --by 2w')
