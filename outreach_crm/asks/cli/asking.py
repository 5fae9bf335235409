"""Commands ``outreach asks``: plan, edit, make, answer, done, report, thank, give-up, list, show."""

from collections.abc import Callable
from typing import Any

import click
from attrs import evolve

from outreach_crm.app import App
from outreach_crm.asks import service
from outreach_crm.asks.cli import telling
from outreach_crm.asks.cli.advising import advice as advice_group
from outreach_crm.asks.cli.climbing import level
from outreach_crm.asks.model import OPEN, Ask, AskDraft, ResultKind, State, StepDraft
from outreach_crm.campaigns import service as campaigns
from outreach_crm.cli import output
from outreach_crm.cli.options import because_option, by_option, on_option, version_option
from outreach_crm.cli.session import json_option, with_app
from outreach_crm.contacts import service as contacts
from outreach_crm.dates import in_words, read_date, read_optional, read_past
from outreach_crm.errors import InvalidInputError
from outreach_crm.keywords import service as keywords
from outreach_crm.model import Ref, Side
from outreach_crm.text import count, say
from outreach_crm.timeline.model import EntryKind

_LIST = {
    "No.": lambda one: one.id,
    "Whom": lambda one: one.contact,
    "What": lambda one: one.sentence,
    "State": lambda one: one.state,
    "By": lambda one: one.due_on,
    "Of us": lambda one: one.owner,
}


@click.group()
def asks() -> None:
    """What we ask of others, and what came of it."""


def _drafted(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that say an ask; what is not said is None."""
    for option in reversed(
        (
            click.option("--why", help="Why they, and why it matters."),
            by_option("By when it should be done", "due_on", default=None),
            click.option("--person", metavar="CONTACT", help="The right person to put it to."),
            click.option("--person-because", help="Why this person."),
            click.option(
                "--kind", type=click.Choice([one.value for one in ResultKind]), help="What it is hoped to bring."
            ),
            click.option("--country", metavar="COUNTRY", help="The country it is about."),
            click.option("--campaign", metavar="CAMPAIGN", help="The campaign it belongs to."),
            click.option("--owner", metavar="ACCOUNT", help="Who of us approaches them; else you."),
            click.option("--group", metavar="GROUP", help="A group of ours that does."),
            click.option("--how", help="How best to approach them."),
            click.option("--given", help="What they are told and given."),
            click.option("--copied/--not-copied", default=None, help="Whether we ask to be copied in; else we do."),
            click.option("--follow-up-how", "follow_up", help="How we come back to it."),
        )
    ):
        command = option(command)
    return command


@asks.command()
@click.argument("who", default="")
@click.argument("sentence", default="")
@click.option("--segment", metavar="SEGMENT", default="", help="Ask each contact of a segment, instead of one.")
@click.option("--advice", type=int, help="Begin with what was advised, by its number.")
@_drafted
@because_option
@json_option
@with_app
def plan(app: App, who: str, sentence: str, *, segment: str, advice: int | None, because: str, **given: Any) -> None:
    """Plan an ask: plan "Bar of Vigo" "write to the minister" --why "heard there" --by 3w."""
    if segment and not sentence:
        # Where a segment is asked, the only words are what it is asked.
        who, sentence = "", who
    if segment and advice is not None:
        raise click.UsageError("Advice is about somebody, and a --segment about many: leave out --advice, or say WHOM.")
    if not who and advice is None and not segment:
        raise click.UsageError('Say whom to ask, or name a --segment: plan "Bar of Vigo" "write to the minister".')
    said = {"sentence": sentence, "why": "", "due_on": "", **_said(given)}
    draft = AskDraft(contact_id=contacts.resolve(app, who).id if who else 0, **said)
    if segment:
        found = service.plan_for(app, segment, draft, because=because)
        output.records(found, _LIST, empty="")
        _say_planned(app, found)
        return
    if advice is not None:
        draft = service.advised(app, draft, service.get_advice(app, advice))
    ask = service.plan(app, draft, because=because)
    output.record(ask, lambda: _print_planned(app, ask))


@asks.command()
@click.argument("ask")
@click.option("--what", "sentence", help="What they are asked to do, in one sentence.")
@_drafted
@version_option
@because_option
@json_option
@with_app
def edit(app: App, ask: str, *, version: int | None, because: str, **given: Any) -> None:
    """Change an ASK: edit 12 --by 2w --what "sign the appeal"; what is not said stays, empty text takes away."""
    found, said = service.resolve(app, ask), _said(given)
    if said.get("person") == "":
        said.setdefault("person_because", "")
    draft = evolve(service.as_draft(app, found), version=version, **said)
    changed = service.edit(app, found.id, draft, because=because)
    output.record(changed, lambda: output.say(f"Changed: ask {changed.id} of {changed.contact}, {_by(app, changed)}"))


def _said(given: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in given.items() if value is not None}


def _by(app: App, ask: Ask) -> str:
    """Return by when an ask should be done, and how what was written is taken back."""
    due = read_date(ask.due_on, app.clock.today())
    return f"by {ask.due_on} ({in_words(due, app.clock.today())}; take back: outreach undo {ask.change_id})."


def _say_planned(app: App, found: list[Ask]) -> None:
    """Say how many asks were planned for a segment, and what to know before they are put."""
    if output.wants_json():
        return
    undo = f"take back: outreach undo {found[0].change_id}"
    output.say(f"{count(len(found), 'Planned: {n} ask', 'Planned: {n} asks')} ({undo}).")
    for hint in service.hints_of_many(app, found):
        output.prose(f"- {hint.sentence}", indent="  ")


def _print_planned(app: App, ask: Ask) -> None:
    output.say(f"Ask {ask.id} of {ask.contact} is planned, {_by(app, ask)}")
    for hint in service.hints(app, ask):
        output.prose(f"- {hint.sentence}", indent="  ")
    output.say(f"When you have asked them: outreach asks make {ask.id}")


def _or_said(to: State | None) -> Callable[..., Any]:
    """Add the options that say an answer outright, where a command does not know it."""

    def decorate(command: Callable[..., Any]) -> Callable[..., Any]:
        answers = ((State.DECLINED, "Say that they will not."), (State.AGREED, "Say that they will."))
        for one, told in answers if to is None else ():
            option = click.option(f"--{one.value}", "said", flag_value=one, type=click.UNPROCESSED, help=told)
            command = option(command)
        return command

    return decorate


def _step(name: str, to: State | None, sentence: str) -> click.Command:
    """Return the command that says how far an ask has come; None: one of the options or the words say that."""

    @click.command(name, help=sentence)
    @click.argument("ask")
    @click.argument("note", default="")
    @_or_said(to)
    @on_option()
    @telling.way_option("way")
    @click.option("--reason", default="", help="Why they declined, or we gave it up.")
    @click.option("--outcome", "result", default="", help="What came of it.")
    @click.option("--kind", type=click.Choice([one.value for one in ResultKind]), help="What it brought.")
    @telling.follow_up_option
    @because_option
    @json_option
    @with_app
    def command(app: App, ask: str, note: str, *, because: str, said: State | None = None, **given: Any) -> None:
        found = service.resolve(app, ask)
        state = to or said or _answered(found, note)
        step = _read_step(app, state, note, given)
        moved = service.move(app, found.id, step, because=because)
        output.record(moved, lambda: _print_moved(app, moved, step, read=not (to or said)))

    return command


def _answered(ask: Ask, note: str) -> State:
    """Return what the words of an answer clearly say.

    Raises:
        InvalidInputError: they do not.
    """
    found = service.meant(note, Side.THEIRS)
    if found not in {State.AGREED, State.DECLINED}:
        raise InvalidInputError(
            say(
                "It is not clear from that whether {contact} will do it; say --agreed or --declined,"
                ' or write down what was said: outreach log {contact_id} "..." --ask {ask_id}.',
                contact=ask.contact,
                contact_id=ask.contact_id,
                ask_id=ask.id,
            )
        )
    return found


def _print_moved(app: App, ask: Ask, step: StepDraft, *, read: bool) -> None:
    telling.stands(ask, read=read, again="--agreed or --declined")
    if step.follow_up_on:
        telling.reminded(app, step.follow_up_on)


def _read_step(app: App, to: State, note: str, given: dict[str, Any]) -> StepDraft:
    today = app.clock.today()
    return StepDraft(
        to=to,
        note=note,
        on=read_past(given["on"], today) if given["on"] else None,
        how=EntryKind(given["way"]) if given["way"] else None,
        reason=given["reason"],
        result=given["result"],
        kind=ResultKind(given["kind"]) if given["kind"] else None,
        follow_up_on=read_optional(given["follow_up_on"], today),
    )


for _name, _to, _sentence in (
    ("make", State.MADE, 'Say that an ASK was put to them: make 12 "called, will bring it before the council".'),
    ("answer", None, 'Say what they answered: answer 12 "will sign", or answer 12 "not this year" --declined.'),
    ("done", State.DONE, "Say that they did it."),
    ("report", State.REPORTED, 'Say what came of it: report 12 "the ministry answered".'),
    ("thank", State.THANKED, "Say that they were thanked."),
    ("give-up", State.GIVEN_UP, 'Give an ASK up: give-up 12 "no answer in three months".'),
):
    asks.add_command(_step(_name, _to, _sentence))
asks.add_command(advice_group)
asks.add_command(level)


@asks.command("list")
@click.option("--contact", metavar="CONTACT", default="", help="Only what has to do with this contact.")
@click.option("--owner", metavar="ACCOUNT", default="", help="Whose of us; else those of everybody.")
@click.option("--country", metavar="COUNTRY", default="", help="Only what is about this country.")
@click.option(
    "--state",
    "states",
    multiple=True,
    type=click.Choice([one.value for one in State]),
    help="Only those that are so far.",
)
@click.option("--all", "everything", is_flag=True, help="Those that are over too.")
@json_option
@with_app
def list_asks(app: App, contact: str, owner: str, country: str, states: tuple[str, ...], everything: bool) -> None:
    """List asks that are open, the next due first; with --all the latest first."""
    wanted = [State(one) for one in states] or (None if everything else OPEN)
    found = service.listed(
        app,
        states=wanted,
        contact_id=contacts.resolve(app, contact).id if contact else None,
        owner=owner,
        country=contacts.read_country(country) if country else None,
    )
    output.records(found, _LIST, empty='Nothing is asked of anybody: outreach asks plan WHO "..." --why "..." --by 2w')


@asks.command()
@click.argument("ask")
@json_option
@with_app
def show(app: App, ask: str) -> None:
    """Show an ASK with all that happened to it."""
    found = service.resolve(app, ask)
    output.record(found, lambda: _print(app, found))


def _print(app: App, ask: Ask) -> None:
    output.title(f"Ask {ask.id} of {ask.contact}: {ask.state}")
    output.prose(ask.sentence)
    facts = {
        "Why they": ask.why,
        "By": ask.due_on,
        "Put to": f"{ask.person.name}: {ask.person.because}".rstrip(": ") if ask.person else "",
        "Of us": ", ".join([ask.owner, *(one.name for one in ask.groups)]),
        "For": ", ".join(one.name for one in campaigns.of_ref(app, Ref("asks", ask.id))),
        "Country": keywords.country_name(ask.country, "en") if ask.country else "",
        "To bring": ask.kind.label if ask.kind else "",
        "How": ask.how,
        "Given": ask.given,
        "Copies": "we ask to be copied in" if ask.copied else "we do not ask to be copied in",
        "Follow up": ask.follow_up,
        "Reason": ask.reason,
        "Result": ask.result,
    }
    output.table(["", ""], [[key, value] for key, value in facts.items() if value])
    if told := service.history(app, ask):
        output.say()
        output.table(["When", "State", "What"], [[one.happened_on, state, one.summary] for state, one in told])
