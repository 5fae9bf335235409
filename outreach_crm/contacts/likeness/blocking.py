"""Keys that two records of one person or organisation are likely to share: only who shares some is compared."""

from collections.abc import Collection, Iterable
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
_COMMON = {_STRONG: 40, _NAMED: 12, _WEAK: 12}
_RARE_NAME, _RARE = 5, 3
_MAILBOX, _SHORT = 6, 3


def keys(one: Known) -> list[str]:
    """Return the keys of a contact, some perhaps twice; texts that mean something to nobody else."""
    found: list[str] = []
    if one.kind is Kind.PERSON:
        _of_person(one, found)
    else:
        _of_others(one, found)
    for email in one.emails:
        found.append(f"=e{email}")
        mailbox = email.partition("@")[0]
        if len(mailbox) >= _MAILBOX and not is_shared_mailbox(email):
            found.append(f"+l{mailbox}")
    found += [f"=p{phone}" for phone in one.phones]
    for place in one.places:
        _of_place(place, found)
    for name, value in one.fields.items():
        if len(value) > _SHORT:
            found.append(f"+v{name}|{value}")
    # Only contacts of one kind are compared; most are persons.
    return found if one.kind is Kind.PERSON else [f"{key}|{one.kind.value}" for key in found]


def most(key: str) -> int:
    """Return how many contacts may share a key for it to say something."""
    return _COMMON[key[0]]


@define
class Meetings:
    """Whoever meets somebody by a key, as numbers of whatever kind: of contacts, of pairs.

    An address is enough to compare two contacts. Of other things they must share two, and where these are of their
    names alone one of them must be rare. One rare thing is a reason too where there is time for it.
    """

    strong: list[int] = field(factory=list)
    named: list[int] = field(factory=list)
    rarely_named: list[int] = field(factory=list)
    weak: list[int] = field(factory=list)
    rare: list[int] = field(factory=list)

    def add(self, key: str, size: int, met: Collection[int]) -> None:
        """Note who meets by a key that so many share; each once."""
        if key[0] == _STRONG:
            self.strong += met
        elif key[0] == _NAMED:
            self.named += met
            if size <= _RARE_NAME:
                self.rarely_named += met
        else:
            self.weak += met
        if size <= _RARE:
            self.rare += met

    def worth_comparing(self, affordable: int) -> set[int]:
        """Return who is to be compared; those of one rare thing while there are not more than is affordable."""
        named, named_twice = _once_and_twice(self.named)
        weak, weak_twice = _once_and_twice(self.weak)
        found = weak_twice | (weak & named) | named_twice.intersection(self.rarely_named)
        found.update(self.strong)
        rare = set(self.rare)
        return found | rare if len(found) + len(rare) <= affordable else found


def _once_and_twice(numbers: Iterable[int]) -> tuple[set[int], set[int]]:
    once: set[int] = set()
    twice: set[int] = set()
    for number in numbers:
        (twice if number in once else once).add(number)
    return once, twice


def _of_person(one: Known, found: list[str]) -> None:
    given = one.given.partition(" ")[0]
    family = one.family.replace(" ", "")
    heard, also_heard = sound(given), sound(family)
    found.append(_unordered("~n", heard, also_heard))
    if given and family:
        # A slip at the end of the names, at the beginning of one, a form of the given name.
        found.append(_unordered("~b", given[:3], family[:3]))
        found.append(f"~h{family}|{given[:1]}")
        found.append(f"~m{main_form(given)}|{also_heard}")
    for place in one.places:
        for name in (heard, also_heard):
            if name:
                found.append(f"+t{place.town}|{name}")
                if place.postcode:
                    found.append(f"+z{place.postcode}|{name}")
    found += [f"+o{organisation}|{heard}" for organisation in one.organisations]


def _of_others(one: Known, found: list[str]) -> None:
    for words in one.names:
        heard = [sound(word) for word in words]
        found.append(f"=n{''.join(heard)}")
        found += [f"~d{first} {second}" for first, second in pairwise(heard)]
        for word in heard:
            found.append(f"~w{word}")
            found += [f"+t{place.town}|{word}" for place in one.places]
    found += [f"~a{word}" for word in one.short | one.initials]
    found += [f"=u{host}" for host in one.hosts]


def _of_place(place: KnownPlace, found: list[str]) -> None:
    longest = sound(max(place.street.split(), key=len, default=""))
    if longest and place.postcode:
        found.append(f"+q{place.postcode}|{longest}")
    for number in place.numbers:
        if longest:
            found.append(f"+s{number}|{longest}")
        if place.postcode:
            found.append(f"+c{number}|{place.postcode}")


def _unordered(mark: str, one: str, other: str) -> str:
    return f"{mark}{one}|{other}" if one < other else f"{mark}{other}|{one}"
