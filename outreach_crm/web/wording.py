"""In which language a page speaks, and how it writes days."""

from datetime import date
from unicodedata import bidirectional

from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from flask import Flask, g

from outreach_crm.app import App
from outreach_crm.text import Sentence, count, say
from outreach_crm.web.connections import left_out, shared

SPOKEN = ("en",)
"""The languages there are texts in; the sentences of ``say`` are where further ones begin."""
# English as it is written where no country says otherwise: 9 March 2026.
_PLAIN = "en_001"
# Letters written from right to left, and signs that turn what follows them.
_TURNING = frozenset({"R", "AL", "RLE", "RLO", "LRE", "LRO", "RLI", "LRI", "FSI"})


def teach(site: Flask) -> None:
    """Give templates what they say and ask for, and let them write days as people do."""
    site.jinja_env.globals.update(say=say, count=count, language=language, direction=direction)
    site.jinja_env.finalize = spoken
    site.context_processor(lambda: {"section": shared().section.name, "left_out": left_out})


def spoken(value: object) -> object:
    """Return what a page shows as it reads there: a sentence of ``say`` with its days written out.

    It keeps template and values, which is where a translation would come in.
    """
    if isinstance(value, Sentence):
        return value.template.format_map({name: _apart(spoken(one)) for name, one in value.values.items()})
    return day(value) if isinstance(value, date) else value


def _apart(value: object) -> object:
    """Keep what is written from right to left, such as a name, from turning its sentence round (UAX #9)."""
    if isinstance(value, str) and any(bidirectional(char) in _TURNING for char in value):
        return f"\u2068{value}\u2069"
    return value


def speak(app: App, wanted: str, country: str) -> None:
    """Let the page that is made now speak a language (BCP 47) as in a country (ISO 3166), as far as there are texts."""
    g.locale = _locale(wanted.partition("-")[0], country or app.section.country)


def language() -> str:
    """Return the language of the page that is made now."""
    return str(locale().language)


def direction() -> str:
    """Return in which direction the language of the page that is made now is written: ``ltr`` or ``rtl``."""
    return str(locale().text_direction)


def locale() -> Locale:
    """Return the language of the page that is made now, with the habits of its country."""
    found: Locale | None = g.get("locale")
    return found or Locale.parse(_PLAIN)


def day(on: date) -> str:
    """Return a day as people write it where the page is read: ``9 March 2026``."""
    return str(format_date(on, "long", locale=locale()))


def _locale(wanted: str, country: str) -> Locale:
    spoken = wanted if wanted in SPOKEN else SPOKEN[0]
    try:
        return Locale.parse(f"{spoken}_{country}") if country else Locale.parse(_PLAIN if spoken == "en" else spoken)
    except (UnknownLocaleError, ValueError):
        return Locale.parse(_PLAIN if spoken == "en" else spoken)
