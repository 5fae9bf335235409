"""Reads addresses of all sorts as people write them: e-mail, phone, web, post, and numbers in other systems."""

import re
from contextlib import suppress
from urllib.parse import urlsplit, urlunsplit

from attrs import frozen

from outreach_crm.contacts.fields.values import read_country
from outreach_crm.contacts.model import PointKind
from outreach_crm.errors import InvalidInputError
from outreach_crm.text import say

_PLAIN_EMAIL = re.compile(r"[A-Za-z0-9._%+-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}")
_HOST = re.compile(r"(?:[\w-]+\.)+[^\W\d][\w-]*(?::\d{1,5})?")
# A label is parted from its address by a colon and a blank: `office: ana@example.org`.
_LABEL = re.compile(r"\s*([^\W\d_][^:;@/]{0,39}?)\s*:\s+(\S.*)", re.DOTALL)
_SYSTEM = re.compile(r"([A-Za-z][A-Za-z0-9_.-]{0,39}):(\S(?:.{0,198}\S)?)")
_LONGEST = 2_000
# Codes of countries and networks (ITU-T E.164, list of assigned codes).
_COUNTRY_CODE = re.compile(
    r"[17]|2(?:[07]|1[1-368]|[2346]\d|5[0-8]|9[01789])|3(?:[0-469]|5\d|7[0-8]|8[0-35-79])|4(?:[013-9]|2[013])"
    r"|5(?:[1-8]|0\d|9\d)|6(?:[0-6]|7[02-9]|8[0-35-9]|9[0-2])|8(?:[1246]|0[08]|5[02356]|7[08]|8[0-368])"
    r"|9(?:[0-58]|6[0-8]|7[0-79]|9[2-68])",
    re.ASCII,
)


@frozen
class PostalDraft:
    """A postal address in its parts, lines parted by line breaks; ``country`` is empty where none was written."""

    lines: str
    postcode: str
    town: str
    country: str
    region: str = ""
    label: str = ""


def read_label(text: str) -> tuple[str, str]:
    """Return the label before an address, and the address: ``office: ana@example.org``; the label may be missing."""
    found = _LABEL.fullmatch(text)
    return (found[1], found[2].strip()) if found else ("", text.strip())


def read_email(text: str) -> str:
    """Return an e-mail address in its normal form.

    Raises:
        InvalidInputError: it is not one address (RFC 5321).
    """
    address = text.strip().removeprefix("mailto:")
    plain = _PLAIN_EMAIL.fullmatch(address) and len(address) <= 254 and ".." not in address and ".@" not in address
    if plain and address[0] != ".":
        local, _, domain = address.rpartition("@")
        return f"{local}@{domain.lower()}"
    from email_validator import EmailNotValidError, validate_email

    try:
        return validate_email(address, check_deliverability=False, strict=True).normalized
    except EmailNotValidError as error:
        raise InvalidInputError(
            say("{text!r} is not an e-mail address: {error}.", text=text, error=str(error).rstrip("."))
        ) from None


def read_phone(text: str, country: str) -> str:
    """Return a telephone number as E.164 (``+34915550123``), with ``;ext=`` for an extension (RFC 3966).

    Args:
        text: as people write it.
        country: ISO 3166 alpha-2 of the country it is dialled in, for numbers without ``+``.

    Raises:
        InvalidInputError: it is no number that can be dialled there.
    """
    import phonenumbers

    try:
        number = phonenumbers.parse(text.strip().removeprefix("tel:"), country or None)
    except phonenumbers.NumberParseException:
        number = None
    if number is None or not phonenumbers.is_possible_number(number):
        where = say(" in {country}", country=country) if country else ""
        raise InvalidInputError(
            say(
                "{text!r} is not a telephone number{where}; write it with the country, as +34 915 550 123.",
                text=text,
                where=where,
            )
        )
    plain = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return f"{plain};ext={number.extension}" if number.extension else plain


def dialled(number: str) -> tuple[str, str]:
    """Return the digits of a number (E.164) with its country and without, as it is dialled from abroad and at home."""
    digits = number.partition(";")[0].removeprefix("+")
    code = _COUNTRY_CODE.match(digits)
    return digits, digits[code.end() :] if code else digits


def read_web(text: str) -> str:
    """Return a web address with its scheme, scheme and host in small letters.

    Raises:
        InvalidInputError: it is not a web address.
    """
    address = text.strip() if "://" in text else f"https://{text.strip()}"
    try:
        parts = urlsplit(address)
    except ValueError:  # a bracket that opens and never closes
        parts = urlsplit("")
    host = parts.netloc.lower()
    blank = any(char.isspace() or not char.isprintable() for char in address)
    if parts.scheme not in {"http", "https"} or not _HOST.fullmatch(host) or blank or len(address) > _LONGEST:
        raise InvalidInputError(say("{text!r} is not a web address; write it as https://www.example.org.", text=text))
    return urlunsplit(parts._replace(netloc=host))


def read_point(kind: PointKind, text: str, country: str) -> str:
    """Return an e-mail, phone or web address in its normal form; see the three readers."""
    if kind is PointKind.PHONE:
        return read_phone(text, country)
    return read_email(text) if kind is PointKind.EMAIL else read_web(text)


def read_postal(text: str) -> PostalDraft:
    """Return the parts of a postal address written in one line.

    Args:
        text: ``Calle Mayor 1; 28013 Madrid; Spain`` or ``1 High Street; London; SW1A 1AA; GB``: parts at semicolons
            or line breaks, the country last where it is one.

    Raises:
        InvalidInputError: there is nothing in it.
    """
    parts = [" ".join(part.split()) for part in re.split(r"[;\n]", text)]
    parts = [part for part in parts if part]
    if not parts:
        raise InvalidInputError(say("An address needs at least a street or a town; part its lines with semicolons."))
    country, postcode, town = "", "", ""
    if len(parts) > 1:
        with suppress(InvalidInputError):
            country, parts = read_country(parts[-1]), parts[:-1]
    if len(parts) > 1:
        postcode, town = _town(parts.pop())
        if not town and len(parts) > 1:
            town = parts.pop()
    if max(map(len, (*parts, postcode, town))) > 200:
        raise InvalidInputError(say("A line of an address has 200 letters at most; part the lines with semicolons."))
    return PostalDraft("\n".join(parts), postcode, town, country)


def read_external_id(text: str) -> tuple[str, str]:
    """Return the system and the number a contact has in it: ``civicrm:4711``.

    Raises:
        InvalidInputError: it has not that form.
    """
    found = _SYSTEM.fullmatch(text.strip())
    if not found:
        raise InvalidInputError(
            say("{text!r} is not a number in another system; write system:number, as civicrm:4711.", text=text)
        )
    return found[1].lower(), found[2]


def _town(text: str) -> tuple[str, str]:
    """Part a postcode from a town: words with digits at the beginning, or at the end, are the postcode."""
    parts = text.split()
    digits = [any(char.isdigit() for char in part) for part in parts]
    if digits[0]:
        count = digits.index(False) if False in digits else len(parts)
        return " ".join(parts[:count]), " ".join(parts[count:])
    if digits[-1]:
        count = digits[::-1].index(False)
        return " ".join(parts[-count:]), " ".join(parts[:-count])
    return "", text
