"""In which language a page speaks, and how it writes days and numbers."""

import logging
import re
from collections.abc import Iterable, Mapping
from copy import copy
from datetime import date
from decimal import Decimal
from math import isfinite
from pathlib import Path
from unicodedata import bidirectional

from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from babel.numbers import format_decimal
from flask import Flask, current_app, g, request
from markupsafe import Markup, escape

from outreach_crm.app import App
from outreach_crm.clock import on_the_wall
from outreach_crm.languages import stored_day
from outreach_crm.text import Sentence, Term, beginning, count, figure, on_page, row, say, term
from outreach_crm.web import catalogues
from outreach_crm.web.catalogues import Catalogues
from outreach_crm.web.connections import left_out, shared
from outreach_crm.web.model import WebSettings
from outreach_crm.web.visiting import somebody

_LOG = logging.getLogger("outreach_crm.web")
_KEY = "outreach-texts"
# English as it is written where no country says otherwise: 9 March 2026.
_PLAIN = "en_001"
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", re.ASCII)
# Letters written from right to left, and signs that turn what follows them.
_TURNING = frozenset({"R", "AL", "RLE", "RLO", "LRE", "LRO", "RLI", "LRI", "FSI"})


def teach(site: Flask) -> None:
    """Give templates what they say and ask for, and let them write days as people do."""
    site.extensions[_KEY] = _catalogues(site)
    site.jinja_env.globals.update(say=say, count=count, figure=figure, term=term)
    site.jinja_env.globals.update(page_language=language, page_direction=direction)
    site.jinja_env.filters.update(briefly=briefly, on_page=on_page, beginning=beginning, row=row)
    site.jinja_env.filters.update(language_name=language_name, country_name=country_name)
    site.jinja_env.finalize = spoken
    site.context_processor(lambda: {"page_section": shared().section.name, "left_out": left_out})


def _catalogues(site: Flask) -> Catalogues:
    with site.app_context():
        own = shared().settings.of("web", WebSettings).texts
    try:
        return catalogues.read(catalogues.HERE, *([Path(own).expanduser()] if own else ()))
    except (ValueError, OSError) as error:
        _LOG.error("Texts in other languages were left out: %s", " ".join(str(error).split()))
        return Catalogues()


def spoken(value: object) -> object:
    """Return what a page shows as it reads there: a sentence of ``say`` in the language of the page, its days in words.

    It is the template that is translated; the values are filled in afterwards. A day among them is written in words,
    also one that is given as the database has it; a number with the signs of the language.
    """
    if not isinstance(value, (Sentence, date)):  # most of what a page shows
        return value
    if not isinstance(value, Sentence):
        return day(value)
    values = {name: _apart(spoken(_as_read(one))) for name, one in value.values.items()}
    try:
        said = _filled(_texts().translated(value, language()), values)
    except (KeyError, ValueError, IndexError):  # a translation that names what is not there
        said = _filled(value.template, values)
    said = on_page(said) if value.for_page else said
    said = said.removesuffix(".") if value.within else said
    return said[:1].upper() + said[1:] if value.begins else said


def read(text: str) -> str:
    """Return a text as the page shows it, for whoever has to know how long it is."""
    return str(spoken(text))


def _filled(template: str, values: Mapping[str, object]) -> str:
    """Return a template with its values; elements among them, which a macro has drawn, stay elements."""
    drawn = any(isinstance(one, Markup) for one in values.values())
    return (escape(template) if drawn else template).format_map(values)


def briefly(value: object) -> object:
    """Return what stands in a cell as it reads there: a day or a moment in few signs, also as the database has it.

    A moment is what clocks of the section showed: ``9 Mar 2026, 09:15``.
    """
    if isinstance(value, Term):
        return value.label
    if isinstance(value, date):
        # A day stays on one line.
        return format_date(value, "medium", locale=locale()).replace(" ", "\u00a0")
    if not isinstance(value, str) or len(value) not in {10, 20}:
        return value
    if on := stored_day(value):
        return briefly(on)
    try:
        if _MOMENT.fullmatch(value):
            day, _, at = on_the_wall(value, shared().section.time_zone).partition(" ")
            return f"{briefly(date.fromisoformat(day))},\u00a0{at}"
    except ValueError:
        pass
    return value


def _as_read(value: object) -> object:
    """Return the day that a text is, as the database has it, a term and a number as people read them; else the same."""
    if isinstance(value, Term):
        return value.label
    if isinstance(value, (int, float)):
        return _Number(value)
    return stored_day(value) or value


def _apart(value: object) -> object:
    """Keep what is written from right to left, such as a name, from turning its sentence round (UAX #9)."""
    if (
        isinstance(value, str)
        and not isinstance(value, Markup)
        and not value.isascii()
        and any(bidirectional(char) in _TURNING for char in value)
    ):
        return _Isolated(f"\u2068{value}\u2069")
    return value


class _Number:
    """A number among the values of a sentence: written as its field asks (``{n:,}``), in signs of the language."""

    def __init__(self, number: float) -> None:
        self.number = number

    def __repr__(self) -> str:
        return repr(self.number)

    def __format__(self, form: str) -> str:
        text = format(self.number, form)
        if text.isdecimal() or not isfinite(self.number):
            return text
        forms = locale().percent_formats if form.endswith("%") else locale().decimal_formats
        pattern, places = copy(forms[None]), len(text.removesuffix("%").partition(".")[2])
        pattern.frac_prec = (places, places)
        number = Decimal(text.replace(",", "").removesuffix("%")) / (100 if form.endswith("%") else 1)
        return str(format_decimal(number, pattern, locale=locale(), group_separator="," in form))


class _Isolated(str):
    """A value between the signs that keep it apart, which stay outside of quotation marks (``{name!r}``)."""

    def __repr__(self) -> str:
        return f"\u2068{self[1:-1]!r}\u2069"


def speak(app: App, wanted: str, country: str) -> None:
    """Let the page that is made now speak a language (BCP 47) as in a country (ISO 3166), as far as there are texts."""
    _speak([wanted], country or app.section.country)


def language() -> str:
    """Return the language of the page that is made now (BCP 47)."""
    _decide()
    return str(g.language)


def languages() -> dict[str, str]:
    """Return the languages there are texts in: BCP 47 to what each calls itself, the program's own first."""
    return {one: _known(one.replace("-", "_")).get_display_name() or one for one in _texts().languages}


def direction() -> str:
    """Return in which direction the language of the page that is made now is written: ``ltr`` or ``rtl``."""
    return str(locale().text_direction)


def locale() -> Locale:
    """Return the language of the page that is made now, with the habits of its country."""
    _decide()
    found: Locale = g.locale
    return found


def language_name(tag: str) -> str:
    """Return what a language (BCP 47) is called where the page is read; a tag that is none, as it is."""
    try:
        return Locale.parse(tag, sep="-").get_display_name(locale()) or tag
    except (UnknownLocaleError, ValueError):
        return tag


def country_name(code: str) -> str:
    """Return what a country (ISO 3166) is called where the page is read; a code that is none, as it is."""
    return str(locale().territories.get(code, code))


def day(on: date) -> str:
    """Return a day as people write it where the page is read: ``9 March 2026``."""
    return str(format_date(on, "long", locale=locale()))


def _decide() -> None:
    """Let a page for which nothing was said speak as whoever is there chose, or as their browser asks."""
    if "language" not in g:
        who = somebody()
        chosen = [who.language] if who and who.language else []
        _speak([*chosen, *request.accept_languages.values()], shared().section.country)


def _speak(wanted: Iterable[str], country: str) -> None:
    g.language = _texts().nearest(wanted)
    g.locale = _locale(g.language.replace("-", "_"), country)


def _texts() -> Catalogues:
    found: Catalogues = current_app.extensions[_KEY]
    return found


def _locale(language: str, country: str) -> Locale:
    plain = _PLAIN if language == catalogues.OWN else language
    try:
        return Locale.parse(f"{language.partition('_')[0]}_{country}") if country else Locale.parse(plain)
    except (UnknownLocaleError, ValueError):
        return _known(plain)


def _known(language: str) -> Locale:
    try:
        return Locale.parse(language)
    except (UnknownLocaleError, ValueError):
        return Locale.parse(_PLAIN)
