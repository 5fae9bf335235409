"""Brings e-mail, telephone and web addresses into the form they are stored in; the usual forms by pattern alone.

A pattern costs half a microsecond, the libraries ten to fifty: they are asked only where the pattern does not fit.
"""

import re
from collections.abc import Callable, Sequence
from functools import cache

from outreach_crm.contacts import service as contacts
from outreach_crm.errors import InvalidInputError, sentence_of
from outreach_crm.transfer.model import Labelled

_LOCAL = r"[A-Za-z0-9_%+-]+(?:\.[A-Za-z0-9_%+-]+)*"
_EMAIL = re.compile(rf"{_LOCAL}@(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{{2,24}}")
_ANGLE = re.compile(r"[^<>]*<([^<>]+)>\s*")
# Country codes of ITU-T E.164 and a national number; where that begins with a zero, the library knows what it means.
_E164 = re.compile(
    r"\+([17]|2(?:[07]|[1-69]\d)|3(?:[0-469]|[578]\d)|4(?:[013-9]|2\d)|5(?:[1-8]|[09]\d)|6(?:[0-6]|[789]\d)"
    r"|8(?:[1246]|[0578]\d)|9(?:[0-58]|[679]\d))[1-9]\d{6,11}",
    re.ASCII,
)
_APART = re.compile(r"[ .\-/\u2010-\u2015]")
_WEB = re.compile(r"https?://(?:[a-z0-9-]+\.)+[a-z]{2,24}(?:/[\w./%~#?&=+,;:@!*'()-]*)?", re.ASCII)

Clean = Callable[[str], str]


def cleaned(
    given: Sequence[Sequence[str]], clean: Clean, told: str, doubts: list[tuple[str, str]]
) -> tuple[Labelled, ...]:
    """Return addresses in normal form, each once; one that cannot be read stays as it is.

    Args:
        given: the addresses, each with its label.
        clean: what brings one into normal form, and raises InvalidInputError where it cannot.
        told: how they are called where one is doubtful.
        doubts: takes what is doubtful.
    """
    found = []
    for text, label in given:
        try:
            value = clean(text)
        except InvalidInputError as error:
            doubts.append((told, sentence_of(error)))
            value = text
        found.append(Labelled(value=value, label=label))
    if len(found) > 1:
        return tuple({one.value: one for one in reversed(found)}.values())[::-1]
    return tuple(found)


def email(text: str) -> str:
    """Return an e-mail address in normal form: the strict pattern first, else RFC 5321 by the library, no network."""
    if _EMAIL.fullmatch(text) and len(text) <= 254 and text.find("@") <= 64:
        return text
    inside = _ANGLE.fullmatch(text)
    return contacts.read_email(inside[1] if inside else text)


def phone(country: str) -> Clean:
    """Return what brings telephone numbers, dialled in a country, to E.164 with the extension (RFC 3966)."""
    at_home = _dialled_at_home(country)

    def read(text: str) -> str:
        if _is_possible(text):
            return text
        together = _APART.sub("", text)
        if together.startswith("00"):
            together = f"+{together[2:]}"
        elif at_home and together.isdecimal() and together.isascii():
            return at_home(together) or contacts.read_phone(text, country)
        return together if _is_possible(together) else contacts.read_phone(text, country)

    return read


@cache
def _dialled_at_home(country: str) -> Clean | None:
    """Return what brings digits dialled within a country to E.164; it gives nothing where the library must say.

    It does what ``phonenumbers.parse`` does with a number that begins with no code, be it of a country or of another
    network, whose rest without the trunk prefix is one of that country by pattern and length.
    """
    import phonenumbers

    known = phonenumbers.PhoneMetadata.metadata_for_region(country, None) if country else None
    if known is None or known.general_desc is None or known.national_prefix_transform_rule:
        return None
    code = str(known.country_code)
    elsewhere = re.compile(f"{code}|{known.international_prefix or code}")
    trunk = re.compile(known.national_prefix_for_parsing or "")
    national = re.compile(known.general_desc.national_number_pattern or "")
    lengths = frozenset(known.general_desc.possible_length) & _numbering(code)[0]

    def read(digits: str) -> str:
        if elsewhere.match(digits):
            return ""
        before = trunk.match(digits)
        rest = digits[before.end() :] if before else digits
        return f"+{code}{rest}" if len(rest) in lengths and rest[0] != "0" and national.fullmatch(rest) else ""

    return read


def _is_possible(text: str) -> bool:
    """Return whether a text is E.164, has as many digits as numbers of its country, and begins with no trunk prefix."""
    found = _E164.fullmatch(text)
    if found is None:
        return False
    end = found.end(1)
    lengths, trunk = _numbering(found[1])
    return len(text) - end in lengths and not (trunk and trunk.match(text, end))


@cache
def _numbering(code: str) -> tuple[frozenset[int], re.Pattern[str] | None]:
    """Return how many digits national numbers have under a country code, and what is dialled before them at home."""
    import phonenumbers

    region = phonenumbers.region_code_for_country_code(int(code))
    known = phonenumbers.PhoneMetadata.metadata_for_region_or_calling_code(int(code), region)
    if known is None or known.general_desc is None:
        return frozenset(), None
    trunk = known.national_prefix_for_parsing
    return frozenset(known.general_desc.possible_length), re.compile(trunk) if trunk else None


def web(text: str) -> str:
    """Return a web address with its scheme, scheme and host in small letters."""
    return text if _WEB.fullmatch(text) and len(text) < 2_000 else contacts.read_web(text)
