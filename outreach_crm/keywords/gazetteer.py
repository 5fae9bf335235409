"""The names of countries and their parts, indexed by folded words: what can be meant by what people write."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from attrs import frozen

from outreach_crm.keywords.model import Address, Concept, Facet, SchemeFile
from outreach_crm.keywords.scheme_file import SHIPPED, load_scheme
from outreach_crm.text import fold

BREAK = "|"

# A slash, bracket or comma ends a name; so do a dash with a space beside it and two dashes, but not a hyphen in a name.
_TOKEN = re.compile(r"(?P<word>[^\W_]+(?:['’`´][^\W_]+)*)|(?P<stop>[/|\\()\[\],;:+\n–—]|--+|\s-|-\s)|&")
_APOSTROPHE = re.compile(r"['’`´]")


@frozen
class Token:
    """A word or a break of a text: its folded form and where it stands."""

    name: str
    start: int
    end: int


@frozen
class Place:
    """Something a name can mean: a country, a part of one or more countries, or several countries under one name."""

    concept: Concept
    code: str
    part_of: tuple[str, ...] = ()
    stands_for: tuple[str, ...] = ()

    @property
    def is_country(self) -> bool:
        """Whether it is a country, a former one included."""
        return self.concept.facet is Facet.COUNTRY


Name = tuple[str, ...]


@frozen(eq=False)
class Gazetteer:
    """All names with what each can mean; one equals only itself, so that what was looked up in it can be kept.

    ``codes`` are those of standards; ``vocabulary`` the words names are made of; ``longest`` the words of the longest;
    ``longer`` says in which names of something else a name stands, and at which word.
    """

    names: Mapping[Name, tuple[Place, ...]]
    codes: Mapping[str, Place]
    vocabulary: frozenset[str]
    longest: int
    longer: Mapping[Name, tuple[tuple[Name, int], ...]]


def tokens(text: str) -> Iterator[Token]:
    """Yield the words and breaks of a text in normal form C; breaks that follow each other are one."""
    last = ""
    for found in _TOKEN.finditer(text):
        sign = BREAK if found["stop"] else "and"
        name = fold(_APOSTROPHE.sub("", found["word"])) if found["word"] else sign
        if name != BREAK or last != BREAK:
            yield Token(name, found.start(), found.end())
        last = name


def name_of(text: str) -> Name:
    """Return the folded words of a name, with its breaks; ``"Korea (South)"`` gives ``("korea", "|", "south")``."""
    words = [token.name for token in tokens(unicodedata.normalize("NFC", text))]
    return tuple(words[words[:1] == [BREAK] : len(words) - (words[-1:] == [BREAK])])


def gazetteer_of(scheme: SchemeFile, languages: Iterable[str] = ()) -> Gazetteer:
    """Index the countries and parts of a scheme, with the countries' names in further languages."""
    places = _places(scheme)
    names: dict[Name, dict[Address, Place]] = {}
    for place in places.values():
        for label in place.concept.labels:
            names.setdefault(name_of(label.text), {})[place.concept.address] = place
    own = frozenset(names)
    for language in languages:
        for place in places.values():
            translated = name_of(country_name(place.code, language))
            # What the scheme itself says of a name decides: "Guinea" is Spanish for one country and English for it too.
            if place.is_country and translated and translated not in own:
                names.setdefault(translated, {})[place.concept.address] = place
    return Gazetteer(
        names={name: tuple(found.values()) for name, found in names.items()},
        codes={code: place for place in places.values() for code in place.concept.codes},
        vocabulary=frozenset(word for name in names for word in name if word != BREAK),
        longest=max(map(len, names)),
        longer=_longer(names),
    )


@cache
def shipped_gazetteer(languages: tuple[str, ...] = ()) -> Gazetteer:
    """Return the index of the countries that come with the program."""
    return gazetteer_of(load_scheme(SHIPPED / "countries.toml"), languages)


def country_name(code: str, language: str) -> str:
    """Return the name of a country (ISO 3166 alpha-2) in a language (BCP 47), or an empty text if the CLDR has none."""
    from babel import Locale, UnknownLocaleError

    try:
        return str(Locale.parse(language, sep="-").territories.get(code, ""))
    except (UnknownLocaleError, ValueError):
        return ""


def _places(scheme: SchemeFile) -> dict[Address, Place]:
    codes = {concept.address: concept.codes[0] for concept in scheme.concepts if concept.codes}
    countries = {concept.address for concept in scheme.concepts if concept.facet is Facet.COUNTRY}
    above: dict[Address, list[str]] = {}
    below: dict[Address, list[str]] = {}
    for specific, general in scheme.broader_pairs:
        if general in countries:
            above.setdefault(specific, []).append(codes[general])
        elif specific in countries:
            below.setdefault(general, []).append(codes[specific])
    return {
        concept.address: Place(
            concept,
            codes.get(concept.address, ""),
            tuple(above.get(concept.address, ())),
            tuple(below.get(concept.address, ())),
        )
        for concept in scheme.concepts
    }


def _longer(names: Mapping[Name, Mapping[Address, Place]]) -> dict[Name, tuple[tuple[Name, int], ...]]:
    """Return for each name the longer names it stands in that mean something else, and at which word."""
    longer: dict[Name, list[tuple[Name, int]]] = {}
    for name, meant in names.items():
        for start in range(len(name)):
            for end in range(start + 1, len(name) + 1):
                inner = name[start:end]
                if inner != name and inner in names and names[inner].keys() != meant.keys():
                    longer.setdefault(inner, []).append((name, start))
    return {name: tuple(found) for name, found in longer.items()}
