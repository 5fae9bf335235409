"""What pages of privacy ask, and how they call what the ledger says."""

from outreach_crm.app import App
from outreach_crm.forms import Choice, Field, Kind
from outreach_crm.privacy import service
from outreach_crm.privacy.model import Suppression
from outreach_crm.sectors import service as sectors
from outreach_crm.text import say

GRANTED, WITHDRAWN, OBJECTED, GIVEN_UP = "granted", "withdrawn", "objected", "given-up"
STATES = {
    GRANTED: say("they may be turned to"),
    WITHDRAWN: say("they took it back"),
    OBJECTED: say("they said no"),
    GIVEN_UP: say("we gave it up"),
}
"""What can be recorded, as the ledger tells of it."""


def ways_of(app: App, none: str) -> tuple[Choice, ...]:
    """Return the ways somebody can be reached, and what none of them means."""
    return (Choice("", none), *(Choice(one, service.way(one)) for one in service.channels(app)))


def purposes_of(app: App, none: str = "") -> tuple[Choice, ...]:
    """Return the purposes there are, after what none of them means."""
    there = tuple(Choice(one.key, service.in_a_line(one)) for one in service.purposes(app))
    return (Choice("", none), *there) if none else there


def what_was_said(app: App) -> list[Field]:
    """Ask what is to be written into the ledger."""
    states = (
        Choice(OBJECTED, say("They say no")),
        Choice(GRANTED, say("They say yes, or we have another basis")),
        Choice(WITHDRAWN, say("They take a yes back")),
        Choice(GIVEN_UP, say("We give up a basis of ours")),
    )
    return [
        Field(key="what", label=say("What"), kind=Kind.ONE_OF, value=OBJECTED, choices=states),
        *_grounds(app, purposes_of(app, say("everything")), "", say("— for a yes only —")),
    ]


def basis_of_members(app: App, purpose: str) -> list[Field]:
    """Ask on which basis the members of a group are turned to; ``purpose`` is the key of what is proposed."""
    return _grounds(app, purposes_of(app, say("Choose what for")), purpose, say("Choose a basis"))


def _grounds(app: App, purposes: tuple[Choice, ...], purpose: str, no_basis: str) -> list[Field]:
    today = app.clock.today()
    any_way, any_sector = say("any way"), Choice("", say("not for one sector only"))
    bases = (Choice("", no_basis), *(Choice(one.key, service.lawful(one)) for one in service.bases(app)))
    return [
        Field(key="purpose", label=say("For"), kind=Kind.ONE_OF, value=purpose, choices=purposes),
        Field(key="channel", label=say("By"), kind=Kind.ONE_OF, value="", choices=ways_of(app, any_way)),
        Field(key="basis", label=say("On which basis"), kind=Kind.ONE_OF, value="", choices=bases),
        Field(
            key="sector",
            label=say("For the network of a sector"),
            kind=Kind.ONE_OF,
            value="",
            choices=(any_sector, *(Choice(one.key, one.name) for one in sectors.all_sectors(app))),
            hint=say("To be held for a sector needs a basis for special categories of data, such as explicit consent."),
        ),
        Field(key="source", label=say("Where it comes from"), kind=Kind.TEXT, hint=say("A form, a call, a register.")),
        Field(key="wording", label=say("In which words"), kind=Kind.LINES, hint=say("Exactly what they agreed to.")),
        Field(key="proof", label=say("Where the proof lies"), kind=Kind.TEXT),
        Field(key="given_on", label=say("On which day"), kind=Kind.DATE, value=today, most=today),
        Field(key="valid_until", label=say("Until"), kind=Kind.DATE, hint=say("Where it ends by itself.")),
        Field(key="because", label=say("Why, for the history"), kind=Kind.TEXT),
    ]


def suppression_fields(app: App) -> list[Field]:
    """Ask for what and by which way an address is not to be used."""
    return [
        Field(key="purpose", label=say("For"), kind=Kind.ONE_OF, value="", choices=purposes_of(app, say("everything"))),
        Field(
            key="everywhere",
            label=say("Whoever has it is reached by no way at all"),
            kind=Kind.YES_NO,
            hint=say("Else only this address is not used."),
        ),
        Field(key="reason", label=say("In a word, without names"), kind=Kind.TEXT, value="asked"),
    ]


def not_by(one: Suppression) -> str:
    """Return by which way an address is not to be used."""
    return service.way(one.channel) if one.channel else say("by no way")


def titles(app: App) -> dict[str, str]:
    """Return how purposes are called, by key; an empty key is all of them."""
    return {"": say("everything"), **{one.key: service.in_a_line(one) for one in service.purposes(app)}}
