"""Numbers and lists as pages say them in the language of whoever reads."""

import pytest
from attrs import evolve

from outreach_crm.app import App
from outreach_crm.settings import Settings
from outreach_crm.text import both, count, either, figure, say
from outreach_crm.web.site import make_site
from outreach_crm.web.wording import spoken

pytestmark = pytest.mark.connections


@pytest.mark.parametrize(
    ("given", "en", "fr", "es"),
    [
        (figure(12345), "12,345", "12\u202f345", "12.345"),
        (figure(2.5, ".1f"), "2.5", "2,5", "2,5"),
        (figure(12345.678, ",.1f"), "12,345.7", "12\u202f345,7", "12.345,7"),
        (figure(0.425, ".1%"), "42.5%", "42,5\u00a0%", "42,5\u00a0%"),
        (figure(0.5, "g"), "0.5", "0,5", "0,5"),
        (figure(-1200), "-1,200", "-1\u202f200", "-1.200"),
        (figure(float("inf")), "inf", "inf", "inf"),
        (say("{n}: {most:,}", n=2026, most=2026), "2026: 2,026", "2026: 2\u202f026", "2026: 2.026"),
        (say("{number!r}", number=2.5), "2.5", "2.5", "2.5"),
        (count(1200, "{n:,} MB", "{n:,} MB"), "1,200 MB", "1\u202f200 MB", "1.200 MB"),
    ],
)
def test_a_number_in_a_sentence_has_the_signs_of_the_language(app: App, given: str, en: str, fr: str, es: str) -> None:
    assert {language: _read(app, given, language) for language in ("en", "fr", "es")} == {"en": en, "fr": fr, "es": es}


def test_a_number_is_grouped_as_in_the_country_of_the_section(app: App) -> None:
    assert _read(app, figure(1234567.5, ",.1f"), "en", "IN") == "12,34,567.5"


@pytest.mark.parametrize(
    ("given", "en", "fr", "es"),
    [
        (either(["a", "b", "c"]), "a, b or c", "a, b ou c", "a, b o c"),
        (both([say("today"), "b"]), "today and b", "aujourd'hui et b", "hoy y b"),
        (either(["a"]), "a", "a", "a"),
    ],
)
def test_a_list_ends_with_the_word_of_the_language(app: App, given: str, en: str, fr: str, es: str) -> None:
    assert str(given) == en
    assert {language: _read(app, given, language) for language in ("en", "fr", "es")} == {"en": en, "fr": fr, "es": es}


def _read(app: App, given: str, language: str, country: str = "") -> object:
    """What a page in a language, of a section in a country, says."""
    own = evolve(app, settings=Settings({"section": {"name": "Section Example", "country": country}}))
    site = make_site(own, public_only=False)
    with site.test_request_context("/", headers={"Accept-Language": language}):
        return spoken(given)
