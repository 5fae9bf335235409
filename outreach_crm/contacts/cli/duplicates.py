"""Commands on contacts that are in the book twice: list, show, merge, not-same."""

import click

from outreach_crm.app import App
from outreach_crm.cli import output
from outreach_crm.cli.options import because_option, dry_run_option, limit_option
from outreach_crm.cli.session import json_option, with_app
from outreach_crm.contacts import service
from outreach_crm.errors import InvalidInputError
from outreach_crm.text import read_number, say

_SHOWN = 50
_TOLD = 3
_PAIRS = {
    "Score": lambda pair: f"{pair.score:.2f}",
    "One": lambda pair: f"{pair.one.id} {pair.one.name}",
    "The other": lambda pair: f"{pair.other.id} {pair.other.name}",
    "Why": lambda pair: "; ".join(pair.reasons[:_TOLD]),
}


@click.command("list")
@click.option(
    "--least",
    metavar="SCORE",
    type=click.FloatRange(0, 1),
    help="The least score; else duplicates_from of the settings.",
)
@limit_option(None, otherwise="50 in a table, all with --json")
@json_option
@with_app
def list_duplicates(app: App, least: float | None, limit: int | None) -> None:
    """List the contacts that are probably one, the most probable first."""
    pairs = service.find_duplicates(app, least=least)
    shown = pairs[: limit or (len(pairs) if output.wants_json() else _SHOWN)]
    output.records(shown, _PAIRS, empty="Nobody seems to be in the book twice.")
    if shown:
        first = f"{shown[0].one.id} {shown[0].other.id}"
        output.say(f"{len(shown)} of {len(pairs)}. Look closer: outreach duplicates show {first}")


@click.command()
@click.argument("one")
@click.argument("other")
@json_option
@with_app
def show(app: App, one: str, other: str) -> None:
    """Show two contacts side by side, with what speaks for them being one and what against it."""
    pair = service.compare_two(app, service.resolve(app, one).id, service.resolve(app, other).id)
    output.record(pair, lambda: _side_by_side(pair))


@click.command()
@click.argument("keep")
@click.argument("drop")
@click.option("--take", multiple=True, metavar="FIELD=NUMBER", help="Whose value stays: --take name=12.")
@dry_run_option
@because_option
@json_option
@with_app
def merge(app: App, keep: str, drop: str, take: tuple[str, ...], dry_run: bool, because: str) -> None:
    """Make two contacts one: DROP goes into KEEP with all that is known of it; undo parts them again."""
    kept, dropped, taken = service.resolve(app, keep), service.resolve(app, drop), _taken(take)
    if dry_run:
        planned = service.plan_merge(app, kept.id, dropped.id, take=taken)
        output.record(planned, lambda: _merge(planned, "Would be merged"))
        return
    done = service.merge(app, kept.id, dropped.id, take=taken, because=because)
    output.record(done, lambda: _merge(done, "Merged"))
    output.say(f"Take back: outreach undo {done.kept.change_id}")


@click.command("not-same")
@click.argument("one")
@click.argument("other")
@because_option
@json_option
@with_app
def not_same(app: App, one: str, other: str, because: str) -> None:
    """Remember that two contacts are not the same; they are not listed again."""
    ids = (service.resolve(app, one).id, service.resolve(app, other).id)
    apart = service.say_distinct(app, *ids, because=because)
    first, second = apart.one, apart.other
    said = f"Told apart: {first.id} {first.name} and {second.id} {second.name}."
    output.record({"one_id": first.id, "other_id": second.id}, lambda: output.say(said))


def _taken(texts: tuple[str, ...]) -> dict[str, int]:
    read = {}
    for text in texts:
        name, _, number = text.partition("=")
        found = read_number(number)
        if found is None:
            raise InvalidInputError(
                say("{text!r} names no field and contact; write field=number, as name=12.", text=text)
            )
        read[name.strip()] = found
    return read


def _side_by_side(pair: service.Pair) -> None:
    one, other = dict(pair.one.known), dict(pair.other.known)
    rows = [[label, one.get(label, ""), other.get(label, "")] for label in dict.fromkeys([*one, *other])]
    output.table(["", f"{pair.one.id}", f"{pair.other.id}"], rows)
    output.say()
    output.say(f"{pair.score:.0%} probably one: {'; '.join(pair.reasons) or 'nothing is known of both'}.")
    ids = f"{pair.one.id} {pair.other.id}"
    output.say(f"outreach duplicates merge {ids}, or outreach duplicates not-same {ids}")


def _merge(done: service.Merge, what: str) -> None:
    output.say(f"{what}: {done.dropped.id} {done.dropped.name} into {done.kept.id} {done.kept.name}.")
    rows = [[one.field, one.kept, one.dropped, one.chosen, one.why] for one in done.choices]
    if rows:
        output.say()
        output.table(["Field", f"{done.kept.id}", f"{done.dropped.id}", "Stays", "Why"], rows)
    moved = [[one.title, one.moved or "", one.dropped or ""] for one in done.moved]
    if moved:
        output.say()
        output.table(["What", "Moves", "Is there already"], moved)
