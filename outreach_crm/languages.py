"""What a language knows by itself: the locale of a tag, its name, and a day as letters in it have it."""

import re
from contextlib import suppress
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from outreach_crm.text import Sentence

if TYPE_CHECKING:
    from babel import Locale

_ENGLISH = "en"
_ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


@cache
def locale_of(language: str) -> "Locale | None":
    """Return the locale of a language (BCP 47), of its first part where the whole is not known; None: nobody knows it.

    Of English without a country it is the one that most of the world reads: 9 March 2026.
    """
    from babel import Locale, UnknownLocaleError

    for tag in (f"{language}-001" if language == _ENGLISH else language, language.partition("-")[0]):
        try:
            return Locale.parse(tag, sep="-")
        except (UnknownLocaleError, ValueError, TypeError):
            continue
    return None


def day_in(on: date, language: str, *, weekday: bool = False) -> str:
    """Return a day as it stands in a letter: ``9 March 2026``; as ISO 8601 in a language that nobody knows.

    Args:
        on: the day.
        language: the language (BCP 47).
        weekday: whether it is told which day of the week that is: ``Monday, 9 March 2026``.
    """
    locale = locale_of(language)
    if locale is None:
        return on.isoformat()
    from babel.dates import format_date

    return str(format_date(on, "full" if weekday else "long", locale=locale))


def month_in(on: date, language: str) -> str:
    """Return the month of a day as it stands in a letter: ``March 2026``; see :func:`day_in`."""
    locale = locale_of(language)
    if locale is None:
        return on.isoformat()[:7]
    from babel.dates import format_skeleton

    return str(format_skeleton("yMMMM", on, locale=locale))


def stored_day(value: object) -> date | None:
    """Return the day that a text is as the database has it (ISO 8601), or None where it is none."""
    if isinstance(value, str) and len(value) == len("2026-03-09") and _ISO_DAY.fullmatch(value):
        with suppress(ValueError):
            return date.fromisoformat(value)
    return None


def in_letter(text: str, language: str) -> str:
    """Return a text as it stands in a letter: days in a sentence as :func:`day_in` writes them, its words as they are.

    Args:
        text: a sentence of ``say``, or any other text, which stays as it is.
        language: the language of the letter (BCP 47).
    """
    if not isinstance(text, Sentence):
        return text
    said = text.template.format_map({name: _in_letter(one, language) for name, one in text.values.items()})
    said = said.removesuffix(".") if text.within else said
    return said[:1].upper() + said[1:] if text.begins else said


def _in_letter(value: object, language: str) -> object:
    """Return a value of a sentence as it stands in a letter."""
    if isinstance(value, Sentence):
        return in_letter(value, language)
    day = value if isinstance(value, date) else stored_day(value)
    return value if day is None else day_in(day, language)


def language_name(tag: str) -> str:
    """Return the English name of a language by its tag, or the tag where it has none."""
    from babel import Locale, UnknownLocaleError

    try:
        name = Locale.parse(tag, sep="-").get_display_name("en")
    except (UnknownLocaleError, ValueError):
        name = Locale("en").languages.get(tag.partition("-")[0])
    return str(name) if name else tag
