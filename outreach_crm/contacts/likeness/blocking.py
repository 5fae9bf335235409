"""Keys that two records of one person or organisation are likely to share: only who shares some is compared."""

from collections.abc import Iterator
from itertools import pairwise

from attrs import define, field

from outreach_crm.contacts.likeness.known import Known, KnownPlace
from outreach_crm.contacts.likeness.spelling import sound
from outreach_crm.contacts.likeness.wordlists import is_shared_mailbox, main_form
from outreach_crm.contacts.model import Kind

# Grows when keys are made in another way, so that kept ones are made anew.
VERSION = "1"
# A key that more contacts share says nothing; whoever is one of them has other keys.
_STRONG, _NAMED, _WEAK = "=", "~", "+"
_COMMON = {_STRONG: 40, _NAMED: 20, _WEAK: 20}
_RARE_NAME, _RARE = 5, 3
_MAILBOX = 6
_MARKS = {Kind.PERSON: "p", Kind.ORGANISATION: "o", Kind.GROUP: "g"}


def keys(one: Known) -> list[str]:
    """Return the keys of a contact, some perhaps twice; texts that mean something to nobody else."""
    mark = _MARKS[one.kind]
    found = [*_of_person(one)] if one.kind is Kind.PERSON else [*_of_others(one)]
    for email in one.emails:
        found.append(f"=e{email}")
        mailbox = email.partition("@")[0]
        if len(mailbox) >= _MAILBOX and not is_shared_mailbox(email):
            found.append(f"+l{mailbox}")
    found += [f"=p{phone}" for phone in one.phones]
    for place in one.places:
        found += _of_place(place)
    found += [f"+v{name}|{value}" for name, value in one.fields.items() if len(value) > 3]
    return [f"{key}{mark}" for key in found]


def most(key: str) -> int:
    """Return how many contacts may share a key for it to say something."""
    return _COMMON[key[0]]


@define
class Meetings:
    """Whoever meets somebody by a key, as numbers of whatever kind: of contacts, of pairs.

    An address is enough to compare two contacts. Of other things they must share two, and where these are of their
    names alone one of them must be rare. One rare thing is a reason too where there is time for it.
    """

    strong: set[int] = field(factory=set)
    named: set[int] = field(factory=set)
    named_twice: set[int] = field(factory=set)
    rarely_named: set[int] = field(factory=set)
    weak: set[int] = field(factory=set)
    weak_twice: set[int] = field(factory=set)
    rare: set[int] = field(factory=set)

    def add(self, key: str, size: int, met: set[int]) -> None:
        """Note who meets by a key that so many share."""
        if key[0] == _STRONG:
            self.strong |= met
        elif key[0] == _NAMED:
            self.named_twice |= self.named & met
            self.named |= met
            if size <= _RARE_NAME:
                self.rarely_named |= met
        else:
            self.weak_twice |= self.weak & met
            self.weak |= met
        if size <= _RARE:
            self.rare |= met

    def worth_comparing(self, affordable: int) -> set[int]:
        """Return who is to be compared; those of one rare thing while there are not more than is affordable."""
        found = self.strong | self.weak_twice | (self.weak & self.named) | (self.rarely_named & self.named_twice)
        return found | self.rare if len(found) + len(self.rare) <= affordable else found


def _of_person(one: Known) -> Iterator[str]:
    given, _, _ = one.given.partition(" ")
    family = one.family.replace(" ", "")
    heard, also_heard = sound(given), sound(family)
    yield _unordered("~n", heard, also_heard)
    yield f"~f{also_heard}"
    if given and family:
        # A slip at the end of the names, at the beginning of one, a form of the given name.
        yield _unordered("~b", given[:3], family[:3])
        yield f"~g{given}|{family[:1]}{family[-2:]}"
        yield f"~h{family}|{given[:1]}"
        yield f"~m{main_form(given)}|{also_heard}"
    for place in one.places:
        for name in (heard, also_heard):
            if name:
                yield f"+t{place.town}|{name}"
                if place.postcode:
                    yield f"+z{place.postcode}|{name}"
    for organisation in one.organisations:
        yield f"+o{organisation}|{heard}"


def _of_others(one: Known) -> Iterator[str]:
    for words in one.names:
        heard = [sound(word) for word in words]
        yield f"=n{''.join(heard)}"
        for first, second in pairwise(heard):
            yield f"~d{first} {second}"
        for word in heard:
            yield f"~w{word}"
            for place in one.places:
                yield f"+t{place.town}|{word}"
    yield from (f"~a{word}" for word in one.short | one.initials)
    yield from (f"=u{host}" for host in one.hosts)


def _of_place(place: KnownPlace) -> Iterator[str]:
    longest = sound(max(place.street.split(), key=len, default=""))
    if place.postcode and longest:
        yield f"+q{place.postcode}|{longest}"
    if place.town and longest:
        yield f"+r{place.town}|{longest}"
    for number in place.numbers:
        if longest:
            yield f"+s{number}|{longest}"
        if place.postcode:
            yield f"+c{number}|{place.postcode}"


def _unordered(mark: str, one: str, other: str) -> str:
    return f"{mark}{one}|{other}" if one < other else f"{mark}{other}|{one}"
