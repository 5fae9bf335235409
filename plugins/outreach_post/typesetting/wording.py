"""Words, days and countries as they stand on paper, in the language of whoever reads them."""

import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from outreach_crm.languages import locale_of

_FILE = Path(__file__).parent / "words.toml"
_OURS = "en"


def words(language: str) -> Mapping[str, Any]:
    """Return what stands on paper in a language (BCP 47), in English where it has no words of its own."""
    there = _words()
    return {**there[_OURS], **there.get(language.partition("-")[0], {})}


@cache
def _words() -> dict[str, dict[str, Any]]:
    return tomllib.loads(_FILE.read_text("utf-8"))


def languages_named(tags: Iterable[str], language: str) -> str:
    """Return the names of languages, said in another."""
    locale = locale_of(language)
    names = dict.fromkeys(
        str(locale.languages.get(tag.partition("-")[0], tag)) if locale else tag for tag in tags if tag
    )
    return ", ".join(names)


def is_rtl(language: str) -> bool:
    """Tell whether a language is written from right to left."""
    locale = locale_of(language)
    return bool(locale and locale.text_direction == "rtl")


@cache
def country_line(country: str, home: str, language: str) -> str:
    """Return the last line of an address abroad: the country, in capitals, as it is called where the letter is posted.

    Source: Universal Postal Union, Convention Manual, addressing: country of destination in capital letters, in the
    language of the country of origin or one that is known everywhere.

    Args:
        country: it goes to (ISO 3166 alpha-2).
        home: it is posted in; of several languages that one has, the section's is taken where it is among them.
        language: the section's (BCP 47).

    Returns:
        The line; the code of the country where it has no name, and nothing for mail that stays at home.
    """
    if not country or country == home:
        return ""
    from babel.languages import get_official_languages

    spoken = get_official_languages(home, regional=True, de_facto=True) if home else ()
    ours = language.partition("-")[0]
    locale = locale_of(ours if ours in spoken or not spoken else spoken[0]) or locale_of(_OURS)
    name = locale.territories.get(country, "") if locale else ""
    return str(name).upper() or country
