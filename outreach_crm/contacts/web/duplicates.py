"""Contacts that are in the book twice: pairs to look at side by side, made one or told apart."""

from collections.abc import Callable, Mapping

from attrs import frozen
from flask import request, url_for

from outreach_crm.app import App
from outreach_crm.contacts import service
from outreach_crm.contacts.service import Facts, LikelyPair, Merge, Pair
from outreach_crm.errors import ConflictError, OutreachError
from outreach_crm.jobs import service as jobs
from outreach_crm.model import Ref
from outreach_crm.policy import Action
from outreach_crm.text import figure, read_number, say, term
from outreach_crm.web import visiting
from outreach_crm.web.lists import HTML, Column, Listing, further, wanted
from outreach_crm.web.office import Answer, Office, done, lead_to, page
from outreach_crm.web.wording import country_name, language_name

pages = Office("duplicates", "outreach_crm.contacts")

_SHOWN, _IN_FILE = 50, 10_000
_TAKE = "take-"
# Of a choice that is told as "holder" the column is another one.
_COLUMNS = {"holder": "holder_id"}
_NOT_CHOSEN = {"circle"}
_FIELDS = {
    "name": say("Name"),
    "also": say("Also called"),
    "organisation_kind": say("What it is"),
    "pronouns": say("Pronouns"),
    "languages": say("Other languages"),
    "met": say("How we met"),
    "brought_by": say("Brought by"),
    "can_do": say("What they can do"),
    "concerns_now": say("Their concerns now"),
    "remarks": say("Remarks"),
    "level": say("Level"),
    "language": say("We write in"),
    "country": say("Country"),
    "gender": say("Gender"),
    "membership": say("Membership"),
    "holder": say("Looked after by"),
    "rhythm_days": say("Rhythm"),
}
# Fields whose values are letters or words of the program.
_READ: dict[str, Callable[[str], str]] = {
    "level": term,
    "membership": term,
    "country": country_name,
    "language": language_name,
    "languages": lambda tags: ", ".join(map(language_name, tags.split())),
}


@frozen(kw_only=True)
class Side:
    """What is known of both, as a line of the page: what it is, and what each of the two says."""

    label: str
    one: str
    other: str

    @property
    def same(self) -> bool:
        """Whether both say the same."""
        return self.one == self.other


@pages.lists("", Action.WRITE)
def listed(app: App) -> Listing:
    """List pairs that are probably one, the most probable first; as a file far more of them."""
    shown, when = _SHOWN if wanted() == HTML else _IN_FILE, service.looked_at(app)
    found = service.pairs(app, behind=_numbers(request.args.get("after", "")), limit=shown + 1)
    nobody, not_yet = say("Nobody seems to be in the book twice."), say("Nobody has looked for duplicates yet.")
    return Listing(
        title=say("Duplicates"),
        columns=_COLUMNS_OF_PAIRS,
        rows=found[:shown],
        empty=nobody if when else not_yet,
        more=further(after=_key(found[shown - 1])) if len(found) > shown else "",
        template="contacts/duplicates.html",
        context={"when": when, "to": _path},
        persons=term("duplicates"),
    )


_COLUMNS_OF_PAIRS = (
    Column(title=say("One"), value=lambda row: row.one.name),
    Column(title=say("Number of one"), value=lambda row: row.one.id),
    Column(title=say("The other"), value=lambda row: row.other.name),
    Column(title=say("Number of the other"), value=lambda row: row.other.id),
    Column(title=say("Probably one"), value=lambda row: figure(row.score, ".0%")),
)


@pages.act("/search")
def search(app: App) -> Answer:
    """Look for pairs, which takes a while in a large book."""
    return lead_to(Ref("jobs", jobs.start(app, "duplicates").id))


@pages.look("/<int:one_id>/<int:other_id>", Action.WRITE)
def pair(app: App, one_id: int, other_id: int) -> Answer:
    """Show two contacts side by side, and what making them one would do."""
    visiting.ask(Action.WRITE, Ref("contacts", other_id))
    return _shown(app, one_id, other_id, _kept(one_id, other_id, request.args), {})


@pages.act("/<int:one_id>/<int:other_id>/merge")
def merge(app: App, one_id: int, other_id: int) -> Answer:
    """Make two contacts one, as the page that was seen says."""
    visiting.ask(Action.WRITE, Ref("contacts", other_id))
    kept_id = _kept(one_id, other_id, request.form)
    dropped_id = other_id if kept_id == one_id else one_id
    take = _taken(request.form)
    then = _next(app, one_id, other_id)
    try:
        if request.form.get("seen") != _seen(service.plan_merge(app, kept_id, dropped_id, take=take)):
            raise ConflictError(say("One of the two was changed since you looked. This is how they are now."))
        because = " ".join(request.form.get("because", "").split())
        merged = service.merge(app, kept_id, dropped_id, take=take, because=because)
    except ConflictError as error:
        return _shown(app, one_id, other_id, kept_id, take, error.on_page)
    return done(
        say("{dropped} is one with {kept} now.", dropped=merged.dropped.name, kept=merged.kept.name),
        then,
        change_id=merged.kept.change_id,
    )


@pages.act("/<int:one_id>/<int:other_id>/not-same")
def not_same(app: App, one_id: int, other_id: int) -> Answer:
    """Remember that two contacts are not the same."""
    visiting.ask(Action.WRITE, Ref("contacts", other_id))
    then = _next(app, one_id, other_id)
    apart = service.say_distinct(app, one_id, other_id)
    told = say("{one} and {other} are two, and will not be shown again.", one=apart.one.name, other=apart.other.name)
    return done(told, then, change_id=apart.change_id)


def _shown(
    app: App, one_id: int, other_id: int, kept_id: int, take: Mapping[str, int], problem: str = ""
) -> tuple[str, int]:
    found = service.compare_two(app, one_id, other_id)
    dropped_id = other_id if kept_id == one_id else one_id
    plan: Merge | None = None
    try:
        plan = service.plan_merge(app, kept_id, dropped_id, take=take)
    except OutreachError as error:
        problem = problem or error.on_page
    titles = {one.key: one.title for one in service.own_fields(app) if one.title}
    html, _ = page(
        "contacts/pair.html",
        found=found,
        sides=_sides(found, titles),
        speaks_for=[one for one in found.reasons if one not in found.against],
        plan=plan,
        choices=[one for one in plan.choices if one.field not in _NOT_CHOSEN] if plan else [],
        column=lambda choice: _COLUMNS.get(choice.field, choice.field),
        label=lambda choice: _FIELDS.get(choice.field) or titles.get(choice.field, choice.field),
        read=lambda choice, text: _READ[choice.field](text) if text and choice.field in _READ else text,
        taken=take,
        kept_id=kept_id,
        dropped_id=dropped_id,
        seen=_seen(plan) if plan else "",
        then=_next(app, one_id, other_id),
        problem=problem,
    )
    return html, 409 if problem else 200


def _sides(found: Pair, titles: Mapping[str, str]) -> list[Side]:
    one, other = (_known(side) for side in (found.one, found.other))
    labels = dict.fromkeys([*one, *other])
    return [Side(label=titles.get(key, key), one=one.get(key, ""), other=other.get(key, "")) for key in labels]


def _known(facts: Facts) -> dict[str, str]:
    return dict(facts.known) | ({"Country": country_name(facts.country)} if facts.country else {})


def _kept(one_id: int, other_id: int, sent: Mapping[str, str]) -> int:
    return other_id if sent.get("keep") == str(other_id) else one_id


def _taken(sent: Mapping[str, str]) -> dict[str, int]:
    chosen = ((key.removeprefix(_TAKE), read_number(value)) for key, value in sent.items() if key.startswith(_TAKE))
    return {key: number for key, number in chosen if number is not None}


def _seen(plan: Merge) -> str:
    """Return what tells the two as they are from the two as they were when somebody looked."""
    return f"{plan.kept.id}:{plan.kept.change_id} {plan.dropped.id}:{plan.dropped.change_id}"


def _next(app: App, one_id: int, other_id: int) -> str:
    """Return the path of the pair behind one; that of the list where there is none."""
    found = service.pairs(app, behind=(one_id, other_id), limit=1)
    return _path(found[0]) if found and _key(found[0]) != f"{one_id}-{other_id}" else url_for("duplicates.listed")


def _path(likely: LikelyPair) -> str:
    return url_for("duplicates.pair", one_id=likely.one.id, other_id=likely.other.id)


def _key(likely: LikelyPair) -> str:
    return f"{likely.one.id}-{likely.other.id}"


def _numbers(text: str) -> tuple[int, int] | None:
    one, _, other = text.partition("-")
    numbers = read_number(one), read_number(other)
    return (numbers[0], numbers[1]) if numbers[0] is not None and numbers[1] is not None else None
