"""Reads countries and languages as files write them: a code or a name in any of six languages, each text once."""

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from outreach_crm.keywords.places import read_places
from outreach_crm.text import fold

LANGUAGES = ("en", "fr", "es", "de", "it", "nl")
_TAG = re.compile(r"[a-zA-Z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*", re.ASCII)


@lru_cache(maxsize=4096)
def country_code(text: str) -> str:
    """Return the ISO 3166 code of the one country a text names, or an empty text."""
    text = text.strip()
    for spelling in (text, text.upper() if len(text) < 4 else text):
        for languages in ((), *((one,) for one in LANGUAGES[1:])):
            places = read_places(spelling, languages)
            if len(places.countries) == 1 and not places.unknown:
                return places.countries[0]
    return ""


@lru_cache(maxsize=4096)
def language_tag(text: str) -> str:
    """Return the tag (BCP 47) of the language a text names, by tag or by name in any of six languages, or nothing."""
    text = text.strip()
    known = _languages()
    code = known.get(fold(text)) or known.get(fold(re.sub(r"\s*\(.*\)", "", text)), "")
    if code:
        return code
    if not _TAG.fullmatch(text):
        return ""
    first, *rest = re.split("[-_]", text)
    if first.lower() not in _codes():
        return ""
    return "-".join([first.lower(), *(part.upper() if len(part) == 2 else part for part in rest)])


def language_tags(texts: Sequence[str]) -> tuple[list[str], list[str]]:
    """Return the tags of some languages, each once, and the texts that name none."""
    found = [(text, language_tag(text)) for text in texts]
    return [*dict.fromkeys(tag for _, tag in found if tag)], [text for text, tag in found if not tag]


@cache
def _languages() -> dict[str, str]:
    from babel import Locale

    found: dict[str, str] = {}
    for language in LANGUAGES:
        for code, name in Locale(language).languages.items():
            if len(code) <= 3:
                found.setdefault(fold(name), code)
    return found


@cache
def _codes() -> frozenset[str]:
    return frozenset(_languages().values())
