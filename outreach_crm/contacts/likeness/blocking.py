"""Keys that two records of one person or organisation are likely to share: only who shares some is compared."""

from collections.abc import Iterator
from itertools import pairwise

from outreach_crm.contacts.likeness.known import Known, KnownPlace
from outreach_crm.contacts.likeness.spelling import sound
from outreach_crm.contacts.likeness.wordlists import is_shared_mailbox, main_form
from outreach_crm.contacts.model import Kind

# Grows when keys are made in another way, so that kept ones are made anew.
VERSION = "1"
# A key that more contacts share says nothing; whoever is one of them has other keys.
COMMON = 40
# A key with this mark says little, unless it is rare: two contacts are compared where they share two of them.
WEAK, RARE = "~", 4
_WEAKLY_COMMON = 20
_MAILBOX = 6
_MARKS = {Kind.PERSON: "p", Kind.ORGANISATION: "o", Kind.GROUP: "g"}


def keys(one: Known) -> list[str]:
    """Return the keys of a contact, some perhaps twice; texts that mean something to nobody else."""
    mark = _MARKS[one.kind]
    found = [*_of_person(one)] if one.kind is Kind.PERSON else [*_of_others(one)]
    for email in one.emails:
        found.append(f"e{email}")
        mailbox = email.partition("@")[0]
        if len(mailbox) >= _MAILBOX and not is_shared_mailbox(email):
            found.append(f"l{mailbox}")
    found += [f"p{phone}" for phone in one.phones]
    for place in one.places:
        found += _of_place(place)
    found += [f"f{name}|{value}" for name, value in one.fields.items() if len(value) > 3]
    return [f"{key}{mark}" for key in found]


def most(key: str) -> int:
    """Return how many contacts may share a key for it to say something."""
    return _WEAKLY_COMMON if key[0] == WEAK else COMMON


def _of_person(one: Known) -> Iterator[str]:
    given, _, _ = one.given.partition(" ")
    family = one.family.replace(" ", "")
    heard, also_heard = sound(given), sound(family)
    yield _unordered("n", heard, also_heard)
    yield f"~f{also_heard}"
    if given and family:
        # A slip at the end of the names, at the beginning of one, a form of the given name.
        yield _unordered("~b", given[:3], family[:3])
        yield f"~g{given}|{family[:1]}{family[-2:]}"
        yield f"~h{family}|{given[:1]}"
        yield f"m{main_form(given)}|{also_heard}"
    for place in one.places:
        for name in (heard, also_heard):
            if name:
                yield f"~t{place.town}|{name}"
                if place.postcode:
                    yield f"z{place.postcode}|{name}"
    for organisation in one.organisations:
        yield f"o{organisation}|{heard}"


def _of_others(one: Known) -> Iterator[str]:
    for words in one.names:
        heard = [sound(word) for word in words]
        yield f"n{''.join(heard)}"
        for first, second in pairwise(heard):
            yield f"d{first} {second}"
        for word in heard:
            yield f"w{word}"
            for place in one.places:
                yield f"~t{place.town}|{word}"
    yield from (f"a{word}" for word in one.short | one.initials)
    yield from (f"u{host}" for host in one.hosts)


def _of_place(place: KnownPlace) -> Iterator[str]:
    longest = sound(max(place.street.split(), key=len, default=""))
    if place.postcode and longest:
        yield f"~q{place.postcode}|{longest}"
    if place.town and longest:
        yield f"~r{place.town}|{longest}"
    for number in place.numbers:
        if longest:
            yield f"~s{number}|{longest}"
        if place.postcode:
            yield f"c{number}|{place.postcode}"


def _unordered(mark: str, one: str, other: str) -> str:
    return f"{mark}{one}|{other}" if one < other else f"{mark}{other}|{one}"
