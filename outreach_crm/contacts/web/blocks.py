"""The blocks of a card that are edited each by itself: what is asked, and what the answers change."""

from collections.abc import Callable, Mapping

from attrs import frozen

from outreach_crm.accounts import service as accounts
from outreach_crm.app import App
from outreach_crm.contacts import service
from outreach_crm.contacts.fields import OwnField, all_countries, all_languages
from outreach_crm.contacts.model import Card, Contact, Kind, Level, Membership, NameOrder
from outreach_crm.forms import Answer, Choice, Field
from outreach_crm.forms import Kind as Asked
from outreach_crm.keywords import service as keywords
from outreach_crm.sectors import service as sectors
from outreach_crm.text import say

Answers = Mapping[str, Answer]
_LEVELS = {Level.LOCAL: say("local"), Level.NATIONAL: say("national"), Level.INTERNATIONAL: say("international")}
_MEMBERSHIPS = {
    Membership.NONE: say("not at all"),
    Membership.SUPPORTER: say("supporter"),
    Membership.MEMBER: say("member"),
}


@frozen
class Block:
    """A block of a card.

    Args:
        key: its name in paths.
        title: its heading.
        asks: returns the questions, given the App and the card.
        changes: returns what to change, given the App, the card and the answers.
        kinds: of which contacts it is a block.
    """

    key: str
    title: str
    asks: Callable[[App, Card], list[Field]]
    changes: Callable[[App, Card, Answers], service.Edit]
    kinds: frozenset[Kind] = frozenset(Kind)


def blocks_of(contact: Contact) -> list[Block]:
    """Return the blocks of a contact, in their order."""
    return [one for one in BLOCKS.values() if contact.kind in one.kinds]


def _written(card: Card, answers: Answers) -> service.Edit:
    """Return an edit of the contact's own fields, those that are others than they were."""
    said = {key: "" if answer is None else str(answer) for key, answer in answers.items()}
    return service.Edit(fields={key: text for key, text in said.items() if text != _now(card, key)})


def _now(card: Card, key: str) -> str:
    now = getattr(card.contact, key)
    return "" if now is None else str(now)


def _text(card: Card, key: str, label: str, kind: Asked = Asked.TEXT, hint: str = "") -> Field:
    return Field(key=key, label=label, kind=kind, value=_now(card, key), hint=hint)


def _chosen(card: Card, key: str, label: str, choices: list[Choice]) -> Field:
    now = _now(card, key)
    there = {one.key for one in choices}
    more = () if now in there else (Choice(now, now),)  # what was imported may be none of them
    return Field(key=key, label=label, kind=Asked.ONE_OF, value=now, choices=(*choices, *more))


def _names(_: App, card: Card) -> list[Field]:
    also = _text(card, "also", say("Also called"), hint=say("Acronyms and other names, parted by commas."))
    if card.contact.kind is Kind.PERSON:
        orders = [
            Choice(NameOrder.GIVEN_FIRST.value, say("given name first")),
            Choice(NameOrder.FAMILY_FIRST.value, say("family name first")),
        ]
        own = [
            _text(card, "given", say("Given name")),
            _text(card, "family", say("Family name")),
            _chosen(card, "name_order", say("Written with the"), orders),
            also,
            _text(card, "gender", say("Gender")),
            _text(card, "pronouns", say("Pronouns")),
        ]
    else:
        levels = [Choice("", say("not known")), *(Choice(one.value, label) for one, label in _LEVELS.items())]
        own = [
            Field(key="name", label=say("Name"), kind=Asked.TEXT, value=card.contact.name, needed=True),
            also,
            _text(card, "organisation_kind", say("What it is"), hint=say("Such as: bar association, union, hospital.")),
            _chosen(card, "level", say("On which level it works"), levels),
        ]
    further = say("Two letters each, parted by blanks: fr ar.")
    return [
        *own,
        _chosen(card, "country", say("Country"), countries()),
        _chosen(card, "language", say("We write in"), languages(card.contact.language)),
        _text(card, "languages", say("Other languages"), hint=further),
    ]


def countries() -> list[Choice]:
    """Return the countries there are to choose from, and none."""
    return [Choice("", say("not known")), *(Choice(code, name) for code, name in all_countries())]


def languages(now: str) -> list[Choice]:
    """Return the languages there are to choose from, that of now among them, and none."""
    return [Choice("", say("not known")), *(Choice(tag, name) for tag, name in all_languages(now or "en"))]


def _concerns(_: App, card: Card) -> list[Field]:
    return [
        _text(card, "concerns_now", say("Their concerns now"), Asked.LINES),
        _text(card, "can_do", say("What they can do"), Asked.LINES),
        _text(card, "rhythm_days", say("How often we are in touch"), hint=say("Days, or 2w, 3m, 1y, monthly.")),
        _text(card, "remarks", say("Remarks"), Asked.LINES),
    ]


def _belonging(_: App, card: Card) -> list[Field]:
    ways = [Choice(one.value, label) for one, label in _MEMBERSHIPS.items()]
    return [
        _chosen(card, "membership", say("Belongs to us as"), ways),
        _text(card, "membership_from", say("Since"), Asked.DATE),
        _text(card, "membership_to", say("Until"), Asked.DATE),
        _text(card, "brought_by", say("Brought by")),
        _text(card, "met", say("How we met"), Asked.LINES),
    ]


def sector_choices(app: App, there: tuple[str, ...] = ()) -> tuple[Choice, ...]:
    """Return the sectors there are, and those somebody has that are not known any more, to be taken away."""
    known = {one.key: one.name for one in sectors.all_sectors(app)}
    return tuple(Choice(key, name) for key, name in {**{key: key for key in there}, **known}.items())


def interests(label: str, value: tuple[str, ...] = ()) -> Field:
    """Return the question about which keywords somebody wants to hear."""
    find = "outreach_crm.contacts.service.picking:interests"
    return Field(key="interests", label=label, kind=Asked.SEVERAL_OF, value=value, find=find)


def _sectors(app: App, card: Card) -> list[Field]:
    choices = sector_choices(app, card.sectors)
    return [
        Field(key="sectors", label=say("Sectors"), kind=Asked.SEVERAL_OF, value=card.sectors, choices=choices),
        interests(say("Interests"), tuple(str(one.id) for one in service.interests_of(app, card.contact.id))),
    ]


def _sectors_changed(app: App, card: Card, answers: Answers) -> service.Edit:
    chosen, there = _several(answers["sectors"]), card.sectors
    wanted, known = addresses_of(app, answers["interests"]), service.interests_of(app, card.contact.id)
    noted = [str(one.address) for one in known]
    return service.Edit(
        sectors=tuple(key for key in chosen if key not in there),
        no_sectors=tuple(key for key in there if key not in chosen),
        interests=tuple(one for one in wanted if one not in noted),
        no_interests=tuple(one for one in noted if one not in wanted),
    )


def addresses_of(app: App, chosen: Answer) -> tuple[str, ...]:
    """Return the interests that were chosen by their numbers as an edit names them."""
    return tuple(str(one.address) for one in keywords.some(app, map(int, _several(chosen))))


def _several(answer: Answer) -> tuple[str, ...]:
    return answer if isinstance(answer, tuple) else ()


def _holder(app: App, card: Card) -> list[Field]:
    return [holder_field(app, card.held_by)]


def holder_field(app: App, now: str = "") -> Field:
    """Return the question who of us holds the relationship."""
    names = [one.name for one in accounts.list_accounts(app) if not one.retired_on or one.name == now]
    choices = (Choice("", say("nobody")), *(Choice(name, name) for name in names))
    return Field(key="holder", label=say("Held by"), kind=Asked.ONE_OF, value=now, choices=choices)


def _circle(app: App, card: Card) -> list[Field]:
    mine = (Choice(one.name, one.name) for one in accounts.own_circles(app))
    choices = (Choice("", say("everybody who works here")), *mine)
    hint = say("A circle sees the contact alone: in lists, ways, history and counts it does not exist for others.")
    return [
        Field(key="circle", label=say("Seen by"), kind=Asked.ONE_OF, value=card.seen_by, choices=choices, hint=hint)
    ]


def _own(app: App, card: Card) -> list[Field]:
    declared = service.own_fields(app)
    gone = [OwnField(key) for key in card.fields if key not in {one.key for one in declared}]
    numbers = "\n".join(str(one) for one in card.ids)
    hint = say("One a line, as civicrm:4711.")
    return [
        *(_own_field(one, str(card.fields.get(one.key, ""))) for one in (*declared, *gone)),
        Field(key="ids", label=say("Numbers in other systems"), kind=Asked.LINES, value=numbers, hint=hint),
    ]


def _own_field(one: OwnField, now: str) -> Field:
    label, key = one.title or one.key, f"own-{one.key}"
    hint = say("Special data: only what is needed.") if one.is_special and one.title else ""
    if one.kind == "yes-no":
        choices = (Choice("", say("not known")), Choice("yes", say("yes")), Choice("no", say("no")))
        return Field(key=key, label=label, kind=Asked.ONE_OF, value=now, choices=choices, hint=hint)
    return Field(key=key, label=label, kind=Asked.DATE if one.kind == "date" else Asked.TEXT, value=now, hint=hint)


def _own_changed(_: App, card: Card, answers: Answers) -> service.Edit:
    own = {key.removeprefix("own-"): str(answer or "") for key, answer in answers.items() if key != "ids"}
    numbers, there = str(answers["ids"] or "").splitlines(), [str(one) for one in card.ids]
    return service.Edit(
        own_fields={key: text for key, text in own.items() if text != str(card.fields.get(key, ""))},
        ids=tuple(one.strip() for one in numbers if one.strip() and one.strip() not in there),
        no_ids=tuple(one for one in there if one not in {text.strip() for text in numbers}),
    )


def _as_fields(_: App, card: Card, answers: Answers) -> service.Edit:
    return _written(card, answers)


BLOCKS = {
    one.key: one
    for one in (
        Block("names", say("Name, country and languages"), _names, _as_fields),
        Block("concerns", say("Concerns, rhythm and remarks"), _concerns, _as_fields),
        Block("sectors", say("Sectors and interests"), _sectors, _sectors_changed),
        Block(
            "holder",
            say("Who holds the relationship"),
            _holder,
            lambda _, card, answers: service.Edit(
                holder=str(answers["holder"]) if answers["holder"] != card.held_by else None
            ),
        ),
        Block("belonging", say("How they belong to us"), _belonging, _as_fields),
        Block("fields", say("Own fields and numbers elsewhere"), _own, _own_changed),
        Block(
            "circle",
            say("Who sees this contact"),
            _circle,
            lambda _, card, answers: service.Edit(
                circle=str(answers["circle"]) if answers["circle"] != card.seen_by else None
            ),
        ),
    )
}
"""The blocks there are, by key."""

__all__ = [
    "BLOCKS",
    "Block",
    "addresses_of",
    "blocks_of",
    "countries",
    "holder_field",
    "interests",
    "languages",
    "sector_choices",
]
