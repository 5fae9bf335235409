"""Making two contacts one: which value stays, what moves, and what both were is in the journal."""

from collections.abc import Mapping

from attrs import frozen

from outreach_crm.accounts import service as accounts
from outreach_crm.app import App
from outreach_crm.contacts import queries
from outreach_crm.contacts.likeness import parts_of, without_titles
from outreach_crm.contacts.model import Contact, Kind
from outreach_crm.contacts.service import bulk
from outreach_crm.contacts.service.duplicates import check_comparable
from outreach_crm.contacts.service.finding import get
from outreach_crm.contacts.service.tidying import tidy
from outreach_crm.errors import ConflictError, InvalidInputError
from outreach_crm.meaning import suggestion
from outreach_crm.storage.merging import Moved, merge_rows, plan_rows
from outreach_crm.text import fold, say, sort_name

# Columns that go together, and how the value that stays is chosen where both contacts have one.
_NAME = ("name", "given", "family", "name_order", "sort_name")
_TOGETHER = {"name": _NAME, "membership": ("membership", "membership_from", "membership_to")}
_FULLER = ("name", "organisation_kind", "pronouns")
_BOTH = {
    "also": ", ",
    "languages": " ",
    **dict.fromkeys(("met", "brought_by", "can_do", "concerns_now", "remarks"), "\n"),
}
_NEWER = ("level", "language", "country", "gender", "membership", "holder_id", "rhythm_days")
_LONGEST = 200


@frozen(kw_only=True)
class Choice:
    """One field in which two contacts differ: both values, the one that stays, and why it and not the other."""

    field: str
    kept: str
    dropped: str
    chosen: str
    why: str


@frozen(kw_only=True)
class Merge:
    """What a merge does or did: which contact stays, which fields differ, and what moved."""

    kept: Contact
    dropped: Contact
    choices: tuple[Choice, ...]
    moved: tuple[Moved, ...]


@frozen(kw_only=True)
class _Decision:
    """What is written: columns of the contact, own fields, and what is told of it."""

    values: Mapping[str, object]
    own: Mapping[str, str]
    choices: tuple[Choice, ...]


def plan_merge(app: App, kept_id: int, dropped_id: int, *, take: Mapping[str, int] | None = None) -> Merge:
    """Return what :func:`merge` would do, without doing it; it raises the same."""
    kept, dropped = _checked(app, kept_id, dropped_id)
    decision = _decide(app, kept, dropped, take or {})
    moved = plan_rows(app.store, "contacts", dropped.id, kept.id)
    return Merge(kept=kept, dropped=dropped, choices=decision.choices, moved=tuple(moved))


def merge(
    app: App, kept_id: int, dropped_id: int, *, take: Mapping[str, int] | None = None, because: str = ""
) -> Merge:
    """Make two contacts one; all that any feature holds of the second goes over to the first, and undo restores both.

    The second keeps its number, which leads to the first from then on.

    Args:
        app: the App.
        kept_id: the contact that stays.
        dropped_id: the contact that is merged into it.
        take: fields by name with the number of the contact whose value is to stay, where the choice is to be another.
        because: why.

    Raises:
        NotFoundError: one of them does not exist, or the actor may not see it.
        InvalidInputError: they are of different kinds, or ``take`` names no field, or neither of the two.
        ConflictError: one is in the trash, they belong to different circles, or a plugin cannot take part.
    """
    with app.change("merge contacts", because=because):
        kept, dropped = _checked(app, kept_id, dropped_id)
        decision = _decide(app, kept, dropped, take or {})
        app.plugins.merging(app, kept.id, dropped.id)
        preferred = queries.preferred(app.store, kept.id)
        moved = merge_rows(app.store, "contacts", dropped.id, kept.id)
        app.store.update("contacts", kept.id, decision.values)
        for key, value in decision.own.items():
            (row,) = queries.row_ids(app.store, "contact_fields", kept.id, "field", key)
            app.store.update("contact_fields", row, {"value": value})
        tidy(app, kept, preferred)
        today = app.clock.today().isoformat()
        app.store.update("contacts", dropped.id, {"merged_into": kept.id, "trashed_on": today})
        bulk.index_words(app, kept.id)
        return Merge(kept=get(app, kept.id), dropped=get(app, dropped.id), choices=decision.choices, moved=tuple(moved))


def _checked(app: App, kept_id: int, dropped_id: int) -> tuple[Contact, Contact]:
    kept, dropped = check_comparable(app, kept_id, dropped_id)
    if None not in {kept.circle_id, dropped.circle_id} and kept.circle_id != dropped.circle_id:
        circles = [accounts.circle_name(app, one.circle_id) for one in (kept, dropped)]
        raise ConflictError(
            say(
                "{kept} is seen by {circles} and {dropped} by {others}: as one contact it would be seen"
                " by people who do not see both now. Give both one circle first.",
                kept=kept.name,
                circles=circles[0],
                dropped=dropped.name,
                others=circles[1],
            )
        )
    return kept, dropped


def _decide(app: App, kept: Contact, dropped: Contact, take: Mapping[str, int]) -> _Decision:
    own = (queries.fields(app.store, kept.id), queries.fields(app.store, dropped.id))
    known = [*_FULLER, *_BOTH, *_NEWER, *own[0], *own[1]]
    for name, number in take.items():
        if name not in known:
            raise InvalidInputError(
                say("{name!r} is no field to be chosen{suggestion}.", name=name, suggestion=suggestion(name, known))
            )
        if number not in {kept.id, dropped.id}:
            raise InvalidInputError(
                say(
                    "{name}={number}: take it from {kept_id} or from {dropped_id}.",
                    name=name,
                    number=number,
                    kept_id=kept.id,
                    dropped_id=dropped.id,
                )
            )
    values: dict[str, object] = {"added_on": min(kept.added_on, dropped.added_on)}
    choices = [_circle(app, kept, dropped, values)]
    choices += [_field(app, name, kept, dropped, take.get(name), values) for name in (*_FULLER, *_BOTH, *_NEWER)]
    chosen: dict[str, str] = {}
    for key in own[0].keys() & own[1].keys():
        if own[0][key] != own[1][key]:
            source, why = _source(key, kept, dropped, take.get(key))
            value = own[0 if source is kept else 1][key]
            chosen |= {} if source is kept else {key: value}
            choices.append(Choice(field=key, kept=own[0][key], dropped=own[1][key], chosen=value, why=why))
    return _Decision(values=values, own=chosen, choices=tuple(one for one in choices if one is not None))


def _circle(app: App, kept: Contact, dropped: Contact, values: dict[str, object]) -> Choice | None:
    if kept.circle_id == dropped.circle_id:
        return None
    names = {one.id: accounts.circle_name(app, one.circle_id) for one in (kept, dropped)}
    values["circle_id"] = kept.circle_id or dropped.circle_id
    chosen = names[kept.id] or names[dropped.id]
    return Choice(
        field="circle", kept=names[kept.id], dropped=names[dropped.id], chosen=chosen, why=say("the narrower")
    )


def _field(
    app: App, name: str, kept: Contact, dropped: Contact, taken: int | None, values: dict[str, object]
) -> Choice | None:
    """Choose a field, write its columns into the values, and tell it where the two differ."""
    here, there = getattr(kept, name), getattr(dropped, name)
    texts = [here, there]
    if name == "also":  # the name that does not stay is what the contact is also called
        texts += [one.name for one in (kept, dropped) if one.name != values.get("name", kept.name)]
    if here == there and len(texts) == 2:
        return None
    why: str
    if taken is None and name in _BOTH:
        values[name] = _joined(texts, _BOTH[name])
        chosen, why = str(values[name]), say("both")
    else:
        source, why = _source(name, kept, dropped, taken)
        values.update({column: _column(source, column) for column in _TOGETHER.get(name, (name,))})
        chosen = _shown(app, name, getattr(source, name))
    shown = [_shown(app, name, value) for value in (here, there)]
    if shown == [chosen, chosen]:
        return None
    if not all(shown) and name != "also":
        why = say("the only one")
    return Choice(field=name.removesuffix("_id"), kept=shown[0], dropped=shown[1], chosen=chosen, why=why)


def _source(name: str, kept: Contact, dropped: Contact, taken: int | None) -> tuple[Contact, str]:
    """Return from which of the two a value is taken, and why."""
    if taken is not None:
        return (kept if taken == kept.id else dropped), say("as told")
    here, there = (getattr(one, name, "?") for one in (kept, dropped))
    if not here or not there:
        return (kept if here else dropped), say("the only one")
    if name in _FULLER:
        words = [_words(str(text)) for text in (here, there)]
        return (
            (dropped, say("the fuller"))
            if words[1] > words[0]
            else (kept, say("as it was") if len({*words}) == 1 else say("the fuller"))
        )
    return (dropped if dropped.change_id > kept.change_id else kept), say("the newer")


def _column(source: Contact, column: str) -> object:
    if column == "sort_name":
        person = source.kind is Kind.PERSON
        return sort_name(source.name, source.given, source.family) if person else sort_name(source.name)
    value = getattr(source, column)
    return value.value if hasattr(value, "value") else value


def _joined(texts: list[str], between: str) -> str:
    """Return the parts of some texts one after the other, each once, as many as fit."""
    found: dict[str, str] = {}
    for text in texts:
        for part in text.split(between.strip(" ") or None):
            found.setdefault(_as_written(part), part.strip())
    kept = [part for part in found.values() if part]
    while between != "\n" and len(between.join(kept)) > _LONGEST:
        kept.pop()
    return between.join(kept)


def _words(text: str) -> int:
    """Return how many words a name has, without titles and initials."""
    return sum(len(word) > 1 for word in without_titles(parts_of(text)))


def _as_written(text: str) -> str:
    return fold(" ".join(text.split()))


def _shown(app: App, name: str, value: object) -> str:
    if name == "holder_id":
        return accounts.name_of(app, value if isinstance(value, int) else None)
    return "" if value is None else str(value)
