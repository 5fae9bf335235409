"""Finding contacts: as one types, by list, and from whatever somebody writes to mean one."""

import re
from collections.abc import Sequence

from outreach_crm.app import App
from outreach_crm.contacts import queries
from outreach_crm.contacts.fields import country_name
from outreach_crm.contacts.model import Contact, Found, Kind
from outreach_crm.contacts.names import full_name, split_name
from outreach_crm.errors import InvalidInputError, NotFoundError
from outreach_crm.model import Hit, Ref
from outreach_crm.text import fold, later, read_number, row, say

_WORDS = 4
_NAMED = 8
_DIGITS = re.compile(r"[0-9]+")
_PHONE = re.compile(r"\+?[0-9 ()./-]+")
_SHORTEST_NUMBER = 5
_PART = re.compile(r"[^\W_]+")
_EXTERNAL = re.compile(r"([A-Za-z][\w.-]*):(\S.*)", re.DOTALL)
# Beyond what either engine can number.
_TOO_LARGE, _TOO_LONG = 2**63, 19


def find(app: App, text: str, limit: int = 20) -> list[Found]:
    """Return contacts whose words begin with the words of a text; accents, case and order do not matter.

    A word with an apostrophe, hyphen, dot or ``@`` inside counts as its parts.

    Args:
        app: the App.
        text: beginnings of names, e-mail addresses or towns, the longest four count; or of a telephone number.
        limit: how many at most.
    """
    prefixes = sorted(dict.fromkeys(_number(text) or _parts(text)), key=len, reverse=True)[:_WORDS]
    if not prefixes:
        return []
    return queries.with_about(app.store, queries.find(app.store, prefixes, limit))


def hits(app: App, text: str, limit: int = 10) -> list[Hit]:
    """Return people and organisations that a search finds, those called exactly so first; groups answer for themselves.

    Args:
        app: the App.
        text: beginnings of words, as :func:`find` reads them, or the number of a contact.
        limit: how many at most.
    """
    wanted, number = _parts(text), read_number(text)
    numbered = queries.some(app.store, [number]) if number is not None else []
    found = {one.id: one for one in [*numbered, *find(app, text, limit)] if one.kind is not Kind.GROUP}
    fitting = sorted(found.values(), key=lambda one: one not in numbered and _parts(one.name) != wanted)
    return [Hit(ref=Ref("contacts", one.id), title=one.name, detail=_told(one)) for one in fitting[:limit]]


def list_contacts(
    app: App,
    *,
    kind: Kind | None = None,
    country: str = "",
    sector: str = "",
    trashed: bool = False,
    limit: int = 50,
) -> list[Found]:
    """Return contacts by name, narrowed by kind, country (ISO 3166 alpha-2) and sector (its key).

    Args:
        app: the App.
        kind: only this kind.
        country: only this country.
        sector: only this sector.
        trashed: those in the trash instead of the others.
        limit: how many at most.
    """
    return queries.listed(
        app.store,
        kind=kind.value if kind else None,
        country=country or None,
        sector=sector or None,
        trashed=trashed,
        limit=limit,
    )


def in_trash(app: App) -> list[Found]:
    """Return the contacts in the trash."""
    return list_contacts(app, trashed=True, limit=_TOO_LARGE - 1)


def some(app: App, ids: Sequence[int]) -> list[Found]:
    """Return those of some contacts that the actor may see, in the order given."""
    return queries.some(app.store, ids)


def get(app: App, contact_id: int) -> Contact:
    """Return a contact.

    Raises:
        NotFoundError: there is none of that number, or the actor may not see it.
    """
    found = queries.contact(app.store, contact_id) if contact_id < _TOO_LARGE else None
    if found is None:
        raise NotFoundError(
            say("There is no contact {contact_id}; outreach find NAME shows who is there.", contact_id=contact_id)
        )
    return found


def number_of(app: App, uid: str) -> int:
    """Return the number of a contact by what it is known by outside, whoever may see it.

    Raises:
        NotFoundError: there is none, or it was erased.
    """
    found = queries.number_of(app.store, uid)
    if found is None:
        raise NotFoundError(say("There is no contact of that uid."))
    return found


def merged(app: App, contact: Contact | None) -> Contact | None:
    """Return the contact that one was merged into, as often as that happened; else itself.

    Where the actor may not see it, the one that was merged answers for itself.
    """
    while contact is not None and contact.merged_into is not None:
        into = queries.contact(app.store, contact.merged_into)
        if into is None:
            break
        contact = into
    return contact


def resolve(app: App, text: str, *, kind: Kind | None = None, trashed: bool = False) -> Contact:
    """Return the one contact somebody means.

    Args:
        app: the App.
        text: its number, ``contacts:12``, its number in another system (``civicrm:4711``), its name, its acronym, or
            enough of its words.
        kind: only of this kind, where words are given.
        trashed: look among those in the trash, where words are given.

    Raises:
        NotFoundError: none fits.
        InvalidInputError: several fit; they are named with their numbers.
    """
    numbered = by_number(app, text)
    if numbered is not None:
        return numbered
    fitting = _in_trash(app, text) if trashed else exactly(app, text) or find(app, text, limit=100)
    if kind is not None:
        fitting = [one for one in fitting if one.kind is kind]
    if not fitting:
        raise NotFoundError(_none_fits(app, text, kind, trashed=trashed))
    if len(fitting) > 1:
        more = say("; and {number} more", number=len(fitting) - _NAMED) if len(fitting) > _NAMED else ""
        raise InvalidInputError(
            say(
                "Several contacts fit {text!r}: {named}{more}. Give the number.",
                text=text,
                named=_named(fitting[:_NAMED]),
                more=more,
            )
        )
    return get(app, fitting[0].id)


def by_number(app: App, text: str) -> Contact | None:
    """Return the contact of a number, ours or another system's; None where the text is no number of a contact.

    The number of a contact that was merged leads to the one it was merged into.

    Raises:
        NotFoundError: it is one of our numbers, and there is no such contact.
    """
    number = text.strip().removeprefix("contacts:")
    if number.isascii() and number.isdigit():
        found = queries.contact(app.store, int(number)) if len(number) < _TOO_LONG else None
        if found is None and not exactly(app, text):  # an emergency service may be called 112
            raise NotFoundError(
                say("There is no contact {number}; outreach find NAME shows who is there.", number=number)
            )
        return merged(app, found)
    external = _EXTERNAL.fullmatch(text.strip())
    theirs = queries.has_external_id(app.store, external[1].lower(), external[2]) if external else None
    return queries.contact(app.store, theirs) if theirs is not None else None


def exactly(app: App, text: str) -> list[Found]:
    """Return the contacts whose whole name or acronym this is, whatever the accents, case and punctuation.

    ``Ruiz, Ana`` is ``Ana Ruiz`` too.
    """
    wanted = [_parts(text), _parts(full_name(*split_name(text)))]
    if not wanted[0]:
        return []
    rows = queries.named(app.store, list(dict.fromkeys(wanted[0])))
    fitting = [row for row in rows if any(name in wanted for name in _names(row["also"], row["name"]))]
    return queries.with_about(app.store, fitting)


def _told(one: Found) -> str:
    country = country_name(one.country) if one.country else ""
    return row(part for part in (one.about or one.kind.label, country) if part)


def _number(text: str) -> list[str]:
    """Return the digits of what looks like a telephone number, without the zeros dialled before it; else nothing."""
    digits = "".join(_DIGITS.findall(text))
    return [digits.lstrip("0")] if _PHONE.fullmatch(text.strip()) and len(digits) >= _SHORTEST_NUMBER else []


def _parts(text: str) -> list[str]:
    return _PART.findall(fold(text))


def _names(also: str, name: str) -> list[list[str]]:
    """Return the name, all that it is also called, and each of the latter alone, as folded words."""
    return [_parts(one) for one in (name, also, *re.split(r"[,;/]", also))]


def _in_trash(app: App, text: str) -> list[Found]:
    wanted = _parts(text)
    trash = in_trash(app)
    whole = [one for one in trash if _parts(one.name) == wanted]
    return whole or [one for one in trash if wanted and _fits(one.name, wanted)]


def _fits(name: str, prefixes: list[str]) -> bool:
    return all(any(word.startswith(prefix) for word in _parts(name)) for prefix in prefixes)


def _named(found: list[Found]) -> str:
    return "; ".join(f"{one.id} {one.name}" + (f" ({one.about})" if one.about else "") for one in found)


_NONE: dict[Kind | None, str] = {
    None: later("No contact fits {text!r}; try fewer letters with outreach find."),
    Kind.PERSON: later("No person fits {text!r}; try fewer letters with outreach find."),
    Kind.ORGANISATION: later("No organisation fits {text!r}; try fewer letters with outreach find."),
    Kind.GROUP: later("No group fits {text!r}; try fewer letters with outreach find."),
}


def _none_fits(app: App, text: str, kind: Kind | None, *, trashed: bool) -> str:
    if not text.strip():
        return say("Say which contact: its number, its name or enough of it.")
    if trashed:
        return say("Nothing in the trash fits {text!r}; outreach contacts list --trash shows what is there.", text=text)
    thrown = [one for one in _in_trash(app, text) if kind in {None, one.kind}]
    if thrown:
        return say(
            "{name} is in the trash; outreach contacts restore {number} takes it out.",
            name=thrown[0].name,
            number=thrown[0].id,
        )
    return say(_NONE[kind], text=text)
