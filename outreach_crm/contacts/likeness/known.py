"""Facts made ready to be compared: folded, in Latin letters, without titles, legal forms and house styles."""

import re
from collections.abc import Iterable, Iterator

from attrs import define

from outreach_crm.contacts.likeness.facts import Facts, Place
from outreach_crm.contacts.likeness.spelling import latin, parts
from outreach_crm.contacts.likeness.wordlists import without_form, without_titles
from outreach_crm.contacts.model import Kind
from outreach_crm.contacts.names import split_name
from outreach_crm.text import fold

_NOT_DIGITS = re.compile(r"\D+")
_NOT_LETTERS = re.compile(r"[\W_]+")
# A phone is told by its last digits: country codes and zeros before them come and go.
_PHONE_DIGITS = 8
# What else something is called is a name when it is longer, else an acronym or "n/a".
_SHORT = 4
_HOST = re.compile(r"^(?:[a-z]+://)?(?:www\.)?([^/:?#\s]+)", re.IGNORECASE)
_OTHER_NAMES = re.compile(r"[,;/]")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_IN_BRACKETS = re.compile(r"\(([^)]*)\)")

Words = tuple[str, ...]


@define(eq=False)
class KnownPlace:
    """A postal address made ready: house numbers apart from the words of the street."""

    numbers: frozenset[str]
    street: str
    postcode: str
    town: str
    region: str
    country: str


@define(eq=False)
class Known:
    """Facts made ready. A person has ``given`` and ``family`` names; ``names`` are all that others are called."""

    id: int
    kind: Kind
    given: str
    family: str
    names: tuple[Words, ...]
    short: frozenset[str]
    initials: frozenset[str]
    country: str
    emails: frozenset[str]
    phones: frozenset[str]
    hosts: frozenset[str]
    places: tuple[KnownPlace, ...]
    organisations: frozenset[str]
    fields: dict[str, str]
    systems: frozenset[str]


def prepare(facts: Facts) -> Known:
    """Return facts as they are compared."""
    person = facts.kind is Kind.PERSON
    given, family = _person(facts) if person else ("", "")
    names = () if person else tuple(dict.fromkeys(_names(facts)))
    return Known(
        id=facts.id,
        kind=facts.kind,
        given=given,
        family=family,
        names=names,
        short=frozenset() if person else frozenset(_short(facts)),
        initials=frozenset("".join(word[0] for word in words) for words in names if len(words) > 2),
        country=facts.country,
        emails=frozenset(fold(one.strip()) for one in facts.emails),
        phones=frozenset(_digits(facts.phones)),
        hosts=frozenset(_hosts(facts.webs)),
        places=tuple(_place(one) for one in facts.places),
        organisations=frozenset(" ".join(without_form(parts(one))) for one in facts.organisations),
        fields={key: _value(value) for key, value in facts.fields.items() if value.strip()},
        systems=frozenset(one.partition(":")[0].lower() for one in facts.ids),
    )


def _person(facts: Facts) -> tuple[str, str]:
    given, family = facts.given, facts.family
    if not given and not family:
        given, family = split_name(facts.name)
    return _bare(given), _bare(family)


def _bare(name: str) -> str:
    return " ".join(without_titles(parts(name)))


def _names(facts: Facts) -> Iterator[Words]:
    """Yield what an organisation is called: its name, what is also said, the name without what stands in brackets."""
    also = (text for text in _OTHER_NAMES.split(facts.also) if len(text.strip()) > _SHORT)
    for text in (facts.name, *also):
        for one in {text: None, _IN_BRACKETS.sub(" ", text): None}:
            # Dots stand in abbreviations (e.V., U.S.), which are one word.
            if words := parts(one.replace(".", "")):
                yield without_form(words)


def _short(facts: Facts) -> Iterator[str]:
    """Yield acronyms as they are written."""
    for text in (facts.name, *_OTHER_NAMES.split(facts.also), *_IN_BRACKETS.findall(facts.name)):
        word = text.strip().replace(".", "")
        if 2 < len(word) < 9 and word.isalnum() and word.upper() == word and not word.isdigit():
            yield latin(word)


def _digits(phones: Iterable[str]) -> Iterator[str]:
    for one in phones:
        digits = _NOT_DIGITS.sub("", one)
        if len(digits) > 4:
            yield digits[-_PHONE_DIGITS:]


def _hosts(webs: Iterable[str]) -> Iterator[str]:
    for one in webs:
        if found := _HOST.match(one):
            yield found[1].lower()


def _value(text: str) -> str:
    """Return a value of an own field folded; a day as its eight digits, however it is parted."""
    return text.strip().replace("-", "") if _DAY.fullmatch(text.strip()) else latin(text.strip())


def _place(place: Place) -> KnownPlace:
    words = parts(place.lines)
    return KnownPlace(
        numbers=frozenset(word.lstrip("0") for word in words if word[0].isdigit()),
        street=" ".join(word for word in words if not word[0].isdigit()),
        postcode=_NOT_LETTERS.sub("", latin(place.postcode)),
        town=" ".join(parts(place.town)),
        region=" ".join(parts(place.region)),
        country=place.country,
    )
