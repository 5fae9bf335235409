"""Words, days and countries as they stand on paper, in the language of whoever reads them."""

import tomllib
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

_FILE = Path(__file__).parent / "words.toml"
_OURS = "en"


def words(language: str) -> Mapping[str, Any]:
    """Return what stands on paper in a language (BCP 47), in English where it has no words of its own."""
    there = _words()
    return {**there[_OURS], **there.get(language.partition("-")[0], {})}


@cache
def _words() -> dict[str, dict[str, Any]]:
    return tomllib.loads(_FILE.read_text("utf-8"))


def day(on: date, language: str) -> str:
    """Return a day as it stands over a letter: ``9 March 2026``; as ISO 8601 in a language nobody knows."""
    locale = _locale(language)
    if locale is None:
        return on.isoformat()
    from babel.dates import format_date

    return str(format_date(on, "long", locale=locale))


def languages_named(tags: Iterable[str], language: str) -> str:
    """Return the names of languages, said in another."""
    locale = _locale(language)
    names = dict.fromkeys(
        str(locale.languages.get(tag.partition("-")[0], tag)) if locale else tag for tag in tags if tag
    )
    return ", ".join(names)


def is_rtl(language: str) -> bool:
    """Tell whether a language is written from right to left."""
    locale = _locale(language)
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
    locale = _locale(ours if ours in spoken or not spoken else spoken[0]) or _locale(_OURS)
    name = locale.territories.get(country, "") if locale else ""
    return str(name).upper() or country


@cache
def _locale(language: str) -> Any:
    from babel import Locale, UnknownLocaleError

    # Of English without a country, the one that most of the world reads: 9 March 2026.
    for tag in (f"{language}-001" if language == _OURS else language, language.partition("-")[0]):
        try:
            return Locale.parse(tag, sep="-")
        except (UnknownLocaleError, ValueError, TypeError):
            continue
    return None
