"""What a language knows by itself: the locale of a tag, its name, and a day as letters in it have it."""

from datetime import date
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from babel import Locale

_ENGLISH = "en"


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


def language_name(tag: str) -> str:
    """Return the English name of a language by its tag, or the tag where it has none."""
    from babel import Locale, UnknownLocaleError

    try:
        name = Locale.parse(tag, sep="-").get_display_name("en")
    except (UnknownLocaleError, ValueError):
        name = Locale("en").languages.get(tag.partition("-")[0])
    return str(name) if name else tag
