"""Whom the records of a page tell of: external ids decide, then e-mail and name, then that nothing of it is new.

A page is looked up in a few statements and then judged record by record, so that what one line says is known to the
next one.
"""

from collections.abc import Iterable, Mapping, Sequence

from attrs import define, field

from outreach_crm.app import App
from outreach_crm.contacts.model import Kind, PointKind
from outreach_crm.contacts.service import bulk
from outreach_crm.contacts.service.bulk import Holder, Whole
from outreach_crm.text import both, row, say
from outreach_crm.transfer.service import comparing
from outreach_crm.transfer.service.comparing import Memory
from outreach_crm.transfer.service.memory import memories
from outreach_crm.transfer.service.permissions import Matter
from outreach_crm.transfer.service.taking import Reach, Told

_PERSON, _ORGANISATION = Kind.PERSON.value, Kind.ORGANISATION.value


@define
class Page:
    """What is in the book for the records of one page, and what these add to it on the way."""

    app: App
    holders: Mapping[tuple[str, str], Holder] = field(factory=dict)
    stored: dict[int, Whole] = field(factory=dict)
    memories: Mapping[int, Memory] = field(factory=dict)
    by_id: dict[tuple[str, str], Whole] = field(factory=dict)
    by_reach: dict[tuple[str, str, str], list[Whole]] = field(factory=dict)
    by_name: dict[str, list[Whole]] = field(factory=dict)
    # Organisations that persons are in, by sort name.
    named: dict[str, list[Whole]] = field(factory=dict)
    # On which day something was said last of bases and consents, by what it is about.
    permitted: dict[Matter, str] = field(factory=dict)
    new: dict[int, Whole] = field(factory=dict)
    # The lines that told first of those who are new.
    lines: dict[int, int] = field(factory=dict)

    def match(self, told: Told, at: Whole | None = None) -> tuple[Whole | None, str]:
        """Return the contact a record tells of, or why it cannot be taken in; neither for somebody new.

        ``at`` is the organisation it names, None where there is none of that name yet.
        """
        whole = told.whole
        if whole is None:
            return None, told.refused
        found: dict[int, Whole] = {}
        for key in whole.ids:
            holder = self.holders.get(key)
            if holder is not None and not holder.visible:
                return None, say("{number} belongs to another contact already.", number=":".join(key))
            if holder is not None and holder.trashed:
                return None, say(
                    "It is in the trash; take it out first: outreach contacts restore {number}", number=holder.id
                )
            if (one := self.by_id.get(key)) is not None:
                found[one.key] = one
        if len(found) > 1:
            names = both(row((_number(one), one.name), " ") for one in found.values())
            return None, say("Its numbers belong to several contacts: {names}.", names=names)
        if found:
            one = next(iter(found.values()))
            differs = one.kind != whole.kind
            return one, _differs(whole, one) if differs else ""
        return self._alike(told, whole, at), ""

    def note(self, whole: Whole, reaches: Iterable[Reach] | None = None) -> None:
        """Let further records find a contact that is new or got more numbers and addresses.

        ``reaches`` are its e-mails as ``Told`` has them, where they are known.
        """
        for key in whole.ids:
            self.by_id.setdefault(key, whole)
        for reach in _reaches(whole) if reaches is None else reaches:
            _once(self.by_reach, reach, whole)
        name = whole.columns["sort_name"]
        _once(self.by_name, name, whole)
        if whole.kind != _PERSON:
            _once(self.named, name, whole)
        if whole.id is None:
            self.new[whole.key] = whole

    def organisation(self, name: str, place: str, country: str) -> tuple[Whole | None, str]:
        """Return the one organisation of a sort name, or why it cannot be told which; neither where there is none."""
        found = self.named.get(place, [])
        if len(found) > 1:
            found = [one for one in found if country and one.columns.get("country") == country] or found
        if len(found) > 1:
            return None, say(
                "Several organisations are called {name!r}: {numbers}. Tell them apart, or merge them.",
                name=name,
                numbers=row(map(_number, found)),
            )
        return (found[0] if found else None), ""

    def memory(self, known: Whole) -> Memory:
        """Return what the journal knows of a contact."""
        return self.memories.get(known.id or 0, comparing.NOTHING)

    def _alike(self, told: Told, whole: Whole, at: Whole | None) -> Whole | None:
        for reach in told.reaches:
            for one in self.by_reach.get(reach, ()):
                if not _contradicts(one, whole):
                    return one
        if not told.weak and whole.kind == _PERSON:
            return None
        namesakes = [one for one in self.by_name.get(whole.columns["sort_name"], ()) if one.kind == whole.kind]
        if whole.kind == _ORGANISATION:
            fitting = [one for one in namesakes if not _contradicts(one, whole) and _same_country(one, whole)]
            if len(fitting) == 1:
                return fitting[0]
        if not told.weak or (told.organisation and at is None):
            return None
        # A record that tells nothing new of somebody of that name is about them.
        return next((one for one in namesakes if not comparing.differences(one, told, self.memory(one))), None)


def look_up(app: App, page: Sequence[Told], also_called: Mapping[str, list[int]]) -> Page:
    """Return what is in the book for the records of a page.

    Args:
        app: the App.
        page: the records.
        also_called: what organisations are also called, from ``bulk.organisations``.
    """
    taken = [(told, told.whole) for told in page if told.whole is not None]
    found = Page(app, bulk.holders(app, {key for _, whole in taken for key in whole.ids}))
    left = [(told, whole) for told, whole in taken if not any(key in found.holders for key in whole.ids)]
    wanted = {reach for told, _ in left for reach in told.reaches}
    reached = bulk.reached(app, {key for key, _, _ in wanted})
    names = {whole.columns["sort_name"] for told, whole in left if told.weak or whole.kind != Kind.PERSON}
    places = {told.place for told in page if told.place}
    called = bulk.called(app, names | places)
    ids = {one.id for one in found.holders.values() if one.visible and not one.trashed}
    ids |= {number for reach in wanted & reached.keys() for number in reached[reach]}
    ids |= {one.id for name in names for one in called.get(name, ())}
    found.stored = bulk.load(app, ids)
    found.memories = memories(app, found.stored)
    for whole in found.stored.values():
        found.note(whole)
    for key, holder in found.holders.items():
        if holder.id in found.stored:
            found.by_id[key] = found.stored[holder.id]
    for name in places:
        _place(found, name, called.get(name, ()), also_called.get(name, ()))
    return found


def _place(found: Page, name: str, called: Iterable[bulk.Namesake], also_called: Iterable[int]) -> None:
    there = {one.id for one in found.named.get(name, ())}
    for one in called:
        if one.kind != Kind.PERSON and one.id not in there:
            whole = Whole({"country": one.country}, one.id)
            found.named.setdefault(name, []).append(whole)
    if not found.named.get(name):
        found.named[name] = [found.stored.get(number) or Whole({}, number) for number in also_called]


def _reaches(whole: Whole) -> list[tuple[str, str, str]]:
    name = whole.name_key
    return [(key, whole.kind, name) for kind, key in whole.points if kind == PointKind.EMAIL]


def _contradicts(one: Whole, other: Whole) -> bool:
    """Return whether two contacts have different numbers in one system, which knows them as two."""
    numbers = dict(one.ids.keys())
    return any(numbers.get(system, number) != number for system, number in other.ids)


def _same_country(one: Whole, other: Whole) -> bool:
    return (
        "" in {one.columns["country"], other.columns["country"]} or one.columns["country"] == other.columns["country"]
    )


def _once(index: dict[str, list[Whole]] | dict[tuple[str, str, str], list[Whole]], key: object, whole: Whole) -> None:
    there = index.setdefault(key, [])  # type: ignore[arg-type]
    if whole not in there:  # the very same: two that are equal are two
        there.append(whole)


def _number(one: Whole) -> str:
    return str(one.id) if one.id else say("a line above")


def _differs(told: Whole, known: Whole) -> str:
    return say(
        "It is a {kind} here and {number} {name} a {other}.",
        kind=Kind(told.kind).label,
        number=_number(known),
        name=known.name,
        other=Kind(known.kind).label,
    )
