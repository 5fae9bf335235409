"""Reads languages by their names, in the languages that sections write in."""

from functools import cache

from outreach_crm.languages import language_name
from outreach_crm.text import words_in_order

# Codes of the CLDR that are no country: unions, places nobody knows, and what stands for testing.
_NOWHERE = frozenset({"EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"})
_WRITTEN_IN = ("en", "fr", "es", "de", "it", "nl", "pt")


def tag_of(name: str) -> str:
    """Return the tag of a language by its name (``"espagnol"`` gives ``"es"``), or an empty text; names by the CLDR."""
    return _tags().get(" ".join(words_in_order(name)), "")


def country_name(code: str) -> str:
    """Return the English name of a country (ISO 3166 alpha-2), or the code where it has none; by the CLDR."""
    from babel import Locale

    return str(Locale("en").territories.get(code, code))


def all_countries() -> list[tuple[str, str]]:
    """Return the countries and territories with a code of two letters (ISO 3166), with their English names, by name."""
    from babel import Locale

    named = {code: name for code, name in Locale("en").territories.items() if len(code) == 2 and code not in _NOWHERE}
    return sorted(named.items(), key=lambda pair: pair[1])


def all_languages(tag: str) -> list[tuple[str, str]]:
    """Return the languages that have tags of two letters, and one more, with their English names, by name."""
    from babel import Locale

    named = {one: name for one, name in Locale("en").languages.items() if len(one) == 2}
    return sorted({**named, tag: language_name(tag)}.items(), key=lambda pair: pair[1])


@cache
def _tags() -> dict[str, str]:
    from babel import Locale

    found: dict[str, str] = {}
    for written_in in _WRITTEN_IN:
        for tag, name in Locale(written_in).languages.items():
            if "_" not in tag:
                found.setdefault(" ".join(words_in_order(name)), tag)
    return found
