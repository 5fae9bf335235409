"""What months and weekdays are called where a page is read, and on which a week begins there."""

from datetime import date

from babel.dates import format_skeleton

from outreach_crm.web.wording import locale


def month_name(first: date) -> str:
    """Return a month as people write it: ``April 2026``."""
    return str(format_skeleton("yMMMM", first, locale=locale()))


def weekday_and_day(on: date) -> str:
    """Return a day with its weekday: ``Thursday 2 April``."""
    return str(format_skeleton("MMMMEEEEd", on, locale=locale()))


def week_begins() -> int:
    """Return the weekday on which a week begins, 0 is Monday (Unicode CLDR, weekData)."""
    return int(locale().first_week_day)


def weekdays() -> list[tuple[str, str]]:
    """Return the weekdays in their order, each in short and whole: ``("Thu", "Thursday")``."""
    short, whole = (locale().days["stand-alone"][width] for width in ("abbreviated", "wide"))
    return [(short[day], whole[day]) for day in ((week_begins() + n) % 7 for n in range(7))]
