"""Reads countries as people write them: ``usa/texas``, ``israel/opt``, ``dr congo``, ``iran (issued 5 May)``.

What is understood is returned as codes, what is not as it stands. Nothing is guessed: a name that can mean two
countries is understood only beside a name that decides between them.
"""

import unicodedata
from collections.abc import Iterator, Sequence

from attrs import frozen

from outreach_crm.keywords.gazetteer import BREAK, Gazetteer, Place, Token, shipped_gazetteer, tokens
from outreach_crm.keywords.model import Address
from outreach_crm.keywords.scanning import Match, find_names, is_noise, stands_alone
from outreach_crm.text import fold


@frozen
class Places:
    """What was read from a text.

    ``countries`` are ISO 3166 codes in the order written (two letters; four for former states), ``parts`` the folded
    names of states and territories inside them, ``unknown`` what was not understood, as written; ``keywords`` are the
    concepts of the countries and parts.
    """

    countries: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    keywords: tuple[Address, ...] = ()


def read_places(
    text: str, languages: tuple[str, ...] = (), gazetteer: Gazetteer | None = None, *, misspelt: bool = True
) -> Places:
    """Read the countries a text names.

    Args:
        text: a country field, a code in capitals, or the place in a subject, with whatever stands around it.
        languages: further languages (``"fr"``) whose names for countries are understood besides English.
        gazetteer: the names to know; those that come with the program unless given.
        misspelt: whether a word that is a letter away from a name is read as it; in running text it seldom is.
    """
    known = gazetteer or shipped_gazetteer(languages)
    written = unicodedata.normalize("NFC", text)
    by_code = known.codes.get(written.strip())
    if by_code and by_code.is_country and not written.strip().isdigit():
        return _as_places([by_code], [by_code.code], (), known)
    words = list(tokens(written))
    matches = find_names(words, known, misspelt=misspelt)
    decided = _decide(matches)
    decided |= _abbreviated_parts(words, matches, decided, known)
    places = [decided[at] for at in sorted(decided)]
    return _as_places(places, _certain(places), tuple(_unknown(written, words, matches, decided)), known)


def _decide(matches: Sequence[Match]) -> dict[int, Place]:
    """Choose what each match means, by the position of its first word; those that stay ambiguous are left out."""
    certain = _certain([match.places[0] for match in matches if len(match.places) == 1])
    chosen = {match.start: _choose(match.places, certain) for match in matches}
    return {start: place for start, place in chosen.items() if place}


def _certain(places: Sequence[Place]) -> list[str]:
    """Return the codes of countries that places name beyond doubt."""
    named = [code for place in places for code in (place.stands_for or ((place.code,) if place.is_country else ()))]
    return named + [place.part_of[0] for place in places if len(place.part_of) == 1]


def _choose(places: Sequence[Place], certain: Sequence[str]) -> Place | None:
    """Choose by the countries named beside: Georgia is a state beside the USA and a country elsewhere."""
    countries = [place for place in places if place.is_country]
    for narrowed in (
        [place for place in places if set(place.part_of) & set(certain)],
        [place for place in countries if place.code in certain],
        countries,
        places,
    ):
        if narrowed:
            return narrowed[0] if len(narrowed) == 1 else None
    return None


def _abbreviated_parts(
    words: Sequence[Token], matches: Sequence[Match], decided: dict[int, Place], known: Gazetteer
) -> dict[int, Place]:
    """Read ``tn`` in ``usa (tn)``: the last part of an ISO 3166-2 code beside its country."""
    taken = {at for match in matches for at in range(match.start, match.end)}
    found = {}
    for country in _certain(list(decided.values())):
        for at, word in enumerate(words):
            part = known.codes.get(f"{country}-{word.name.upper()}")
            if part and at not in taken and stands_alone(words, at, at + 1):
                found[at] = part
    return found


def _unknown(
    written: str, words: Sequence[Token], matches: Sequence[Match], decided: dict[int, Place]
) -> Iterator[str]:
    """Yield the stretches of the text that were not understood, without fillers around them."""
    understood = set(decided)
    for match in matches:
        if match.start in decided:
            understood |= set(range(match.start, match.end))
    stretch: list[Token] = []
    for at, word in enumerate([*words, Token(BREAK, len(written), len(written))]):
        if at not in understood and word.name != BREAK:
            stretch.append(word)
            continue
        telling = [word for word in stretch if not is_noise(word)]
        if telling:
            yield written[telling[0].start : telling[-1].end]
        stretch = []


def _as_places(places: Sequence[Place], certain: Sequence[str], unknown: tuple[str, ...], known: Gazetteer) -> Places:
    countries: dict[str, None] = {}
    parts: dict[str, Address] = {}
    for place in places:
        if place.part_of:
            parts[fold(place.concept.label("en"))] = place.concept.address
        # A part of two countries belongs to the one it is named beside, else to both.
        owners = [code for code in place.part_of if code in certain] or place.part_of
        for code in (*place.stands_for, *owners, *([place.code] if place.is_country else [])):
            countries[code] = None
    addresses = (*(known.codes[code].concept.address for code in countries), *parts.values())
    return Places(tuple(countries), tuple(parts), unknown, addresses)
