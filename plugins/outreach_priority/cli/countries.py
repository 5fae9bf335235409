"""Commands about one country: ``country`` shows it; ``link``, ``route``, ``unlink`` and ``unroute`` make it known."""

from typing import Any

import click

from outreach_crm.app import App
from outreach_crm.cli import output
from outreach_crm.cli.options import because_option
from outreach_crm.cli.session import json_option, with_app
from outreach_crm.contacts.model import Path
from outreach_crm.model import Panel
from outreach_priority.model.countries import (
    STRENGTHS,
    Approach,
    CountryView,
    Link,
    LinkDraft,
    LinkKind,
    Route,
    RouteDraft,
    SectorRoute,
)
from outreach_priority.service import linking, looking

_SOURCE = click.option("--source", default="", help="Where that is from.")
_KNOWN = click.option("--known-on", default="", metavar="DAY", help="When it was known: 2026-01, 3m; else today.")
# So many bodies are named; with --json all of them.
_BODIES = 4
_COUNTRIES: dict[str, output.Column] = {
    "": lambda one: one.country,
    "Country": lambda one: one.name,
    "Links with us": lambda one: one.links,
    "Sectors with a route": lambda one: one.sectors,
}


@click.command()
@click.argument("country")
@click.argument("kind", type=click.Choice([one.value for one in LinkKind]))
@click.argument("what")
@_SOURCE
@_KNOWN
@click.option("--instead-of", "number", type=int, help="The number of a link that is said anew.")
@because_option
@json_option
@with_app
def link(app: App, number: int | None, because: str, **said: Any) -> None:
    """Keep what links our society with a COUNTRY: link CL economic "Copper for our cable works" --source "Customs"."""
    draft = LinkDraft(**said)
    if number is None:
        kept = linking.add_link(app, draft, because=because)
    else:
        kept = linking.edit_link(app, number, draft, because=because)
    output.record(
        kept, lambda: output.say(f"Kept: link {kept.id}, {kept.kind.label} with {_name(app, kept)}: {kept.what}")
    )


@click.command()
@click.argument("number", type=int)
@because_option
@json_option
@with_app
def unlink(app: App, number: int, because: str) -> None:
    """Take away a link with a country, by its NUMBER."""
    gone = linking.drop_link(app, number, because=because)
    output.record(gone, lambda: output.say(f"Taken away: {gone.kind.label} with {_name(app, gone)}: {gone.what}"))


@click.command()
@click.argument("country")
@click.argument("sector")
@click.argument("way", type=click.Choice([one.value for one in Route]))
@click.argument("what")
@click.option("--strength", type=int, required=True, help="1 (weak) to 4 (strong); 0: looked for, and not there.")
@click.option("--through", default="", metavar="CONTACT", help="The organisation or person it runs through.")
@_SOURCE
@_KNOWN
@click.option("--instead-of", "number", type=int, help="The number of a route that is said anew.")
@because_option
@json_option
@with_app
def route(app: App, way: str, strength: int, number: int | None, because: str, **said: Any) -> None:
    """Keep how a SECTOR reaches a COUNTRY: route CL medical body "The WMA spoke up in 2024" --strength 3.

    Ways: responsible (influences those responsible there), body (belongs to an influential international body), home
    (moves others at home, our government included). Said again of the same way, it is renewed.
    """
    draft = RouteDraft(route=way, strength=strength, **said)
    if number is None:
        kept = linking.set_route(app, draft, because=because)
    else:
        kept = linking.edit_route(app, number, draft, because=because)
    output.record(kept, lambda: _print_kept(app, kept))


def _name(app: App, kept: Link | SectorRoute) -> str:
    return looking.name_of(app, kept.country)


def _print_kept(app: App, kept: SectorRoute) -> None:
    output.prose(f"Kept: route {kept.id}, {kept.sector} to {_name(app, kept)}. {kept.sentence}")
    for strength, meaning in zip(STRENGTHS[1:], kept.route.anchors, strict=True):
        output.say(f"  {strength} {'◂' if strength == kept.strength else ' '} {meaning}")


@click.command()
@click.argument("number", type=int)
@because_option
@json_option
@with_app
def unroute(app: App, number: int, because: str) -> None:
    """Take away a route of a sector to a country, by its NUMBER."""
    gone = linking.drop_route(app, number, because=because)
    output.record(gone, lambda: output.prose(f"Taken away: {gone.sector} to {_name(app, gone)}. {gone.sentence}"))


@click.command()
@click.argument("country", default="")
@click.option(
    "--ways",
    type=click.IntRange(0, 20),
    default=looking.WAYS,
    show_default=True,
    help="How many ways to people there, for each sector.",
)
@json_option
@with_app
def country(app: App, country: str, ways: int) -> None:
    """Show the sectors to turn to for a COUNTRY, in order, why and through whom; without one, which countries are."""
    if not country:
        empty = 'Nothing is kept of any country yet: outreach priority link CL economic "…"'
        output.records(looking.known_countries(app), _COUNTRIES, empty=empty)
        return
    view = looking.look_at(app, country, ways=ways)
    output.record(view, lambda: _print(view))


def _print(view: CountryView) -> None:
    output.title(f"{view.name} ({view.country})")
    for sentence in view.told:
        output.prose(sentence, indent="  ")
    rows = tuple((one.id, one.kind.label, one.what, one.source, one.known_on) for one in view.links)
    columns = ("No.", "Link", "What", "Source", "Known on")
    output.panel(Panel(title="What links our society with it", columns=columns, rows=rows))
    for number, one in enumerate(view.approaches):
        if not number:
            output.say()
            output.title("Sectors to turn to, in this order")
        _print_approach(one)
    if view.others:
        output.say()
        output.title("Sectors without a known route")
        for one in view.others:
            _print_other(one)


def _print_approach(one: Approach) -> None:
    output.say(f"{one.place}. {one.name}")
    for route in one.routes:
        source = f"{route.source}, " if route.source else ""
        output.prose(f"   {route.sentence} ({source}{route.known_on}; route {route.id})", indent="   ")
    for way in one.through:
        output.prose(f"   Through {_way(way)}.", indent="   ")
    _print_unknown(one)


def _print_other(one: Approach) -> None:
    output.say(f"-  {one.name}")
    for route in one.routes:
        output.prose(f"   {route.sentence} (route {route.id})", indent="   ")
    for way in one.through[:1]:
        output.prose(f"   Somebody is known there: {_way(way)}.", indent="   ")
    _print_unknown(one)


def _print_unknown(one: Approach) -> None:
    if len(one.unknown) == len(Route):
        output.say("   Not looked at yet.")
    elif one.unknown:
        output.prose(f"   Not known yet: {'; '.join(way.question for way in one.unknown)}.", indent="   ")
    if one.bodies:
        more = f" and {len(one.bodies) - _BODIES} more" if len(one.bodies) > _BODIES else ""
        output.prose(f"   Bodies to ask about: {', '.join(one.bodies[:_BODIES])}{more}.", indent="   ")


def _way(way: Path) -> str:
    held = f" (held by {way.held_by})" if way.held_by else ""
    steps = [f"{step.name} [{step.link}]" if step.link else step.name for step in way.steps]
    return f"{steps[0]}{held}" + "".join(f" → {step}" for step in steps[1:])
