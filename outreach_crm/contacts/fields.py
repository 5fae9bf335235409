"""What people write into the fields of a contact, checked and brought into one form."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from urllib.parse import urlsplit

from attrs import field as attr_field
from attrs import frozen

from outreach_crm.contacts.model import Level, Membership, NameOrder, PointKind
from outreach_crm.dates import read_date
from outreach_crm.errors import InvalidInputError

_PLAIN_EMAIL = re.compile(r"[A-Za-z0-9._%+-]+@(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z]{2,}")
_LANGUAGE = re.compile(r"[a-zA-Z]{2,3}(-[A-Za-z0-9]{2,8})*")
_RHYTHM = re.compile(r"(?:every )?(\d{1,4}) ?(d|w|m|y)?(?:ays?|eeks?|onths?|ears?)?")
_DAYS = {"d": 1, "w": 7, "m": 30, "y": 365}


@frozen
class OwnField:
    """A field the section declares for itself; ``data_class`` says how careful we are with it (undeclared: special)."""

    key: str
    title: str = ""
    kind: str = "text"
    data_class: str = "special"


@frozen
class OwnRelation:
    """A kind of relationship the section adds: its key and how it reads from either end."""

    key: str
    label: str
    inverse: str


@frozen
class ContactsSettings:
    """Settings of contacts: own fields and own kinds of relationship."""

    fields: tuple[OwnField, ...] = attr_field(default=())
    relations: tuple[OwnRelation, ...] = attr_field(default=())


def read_email(text: str) -> str:
    """Return an e-mail address in its normal form.

    Raises:
        InvalidInputError: it is not one address (RFC 5321).
    """
    address = text.strip()
    if _PLAIN_EMAIL.fullmatch(address) and ".." not in address and ".@" not in address and address[0] != ".":
        local, _, domain = address.rpartition("@")
        return f"{local}@{domain.lower()}"
    from email_validator import EmailNotValidError, validate_email

    try:
        return validate_email(address, check_deliverability=False).normalized
    except EmailNotValidError as error:
        raise InvalidInputError(f"{text!r} is not an e-mail address: {str(error).rstrip('.')}.") from None


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
        number = phonenumbers.parse(text, country or None)
    except phonenumbers.NumberParseException:
        number = None
    if number is None or not phonenumbers.is_possible_number(number):
        where = f" in {country}" if country else ""
        raise InvalidInputError(
            f"{text!r} is not a telephone number{where}; write it with the country, as +34 915 550 123."
        )
    plain = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return f"{plain};ext={number.extension}" if number.extension else plain


def read_web(text: str) -> str:
    """Return a web address with its scheme.

    Raises:
        InvalidInputError: it is not a web address.
    """
    address = text.strip() if "://" in text else f"https://{text.strip()}"
    parts = urlsplit(address)
    if parts.scheme not in {"http", "https"} or "." not in parts.netloc or " " in address:
        raise InvalidInputError(f"{text!r} is not a web address.")
    return address


def read_point(kind: PointKind, text: str, country: str) -> str:
    """Return an e-mail, phone or web address in its normal form; see the three readers."""
    if kind is PointKind.PHONE:
        return read_phone(text, country)
    return read_email(text) if kind is PointKind.EMAIL else read_web(text)


def read_country(text: str) -> str:
    """Return the ISO 3166 alpha-2 code of one country, however it is written.

    Raises:
        InvalidInputError: it is no country we know, or more than one.
    """
    if not text:
        return ""
    from outreach_crm.keywords.places import read_places

    places = read_places(text)
    if len(places.countries) != 1 or places.unknown:
        raise InvalidInputError(f"{text!r} is not one country; write its name or two letters (ISO 3166).")
    return places.countries[0]


def read_language(text: str) -> str:
    """Return a language tag (BCP 47) such as ``es`` or ``pt-BR``.

    Raises:
        InvalidInputError: it has not the form of one.
    """
    if text and not _LANGUAGE.fullmatch(text):
        raise InvalidInputError(f"{text!r} is not a language; write two letters such as en, fr, es (BCP 47).")
    return text


def read_languages(text: str) -> str:
    """Return language tags parted by blanks."""
    return " ".join(read_language(part) for part in re.split(r"[\s,;]+", text.strip()) if part)


def read_rhythm(text: str) -> int | None:
    """Return days between contacts: ``90``, ``3m``, ``every 2 weeks``; nothing for an empty text.

    Raises:
        InvalidInputError: it is no such rhythm.
    """
    if not text.strip():
        return None
    found = _RHYTHM.fullmatch(text.strip().lower())
    days = int(found[1]) * _DAYS[found[2] or "d"] if found else 0
    if not days:
        raise InvalidInputError(f"{text!r} is not a rhythm; write days, or 2w, 3m, 1y.")
    return days


def _one_of(kind: type[Level] | type[Membership] | type[NameOrder]) -> Callable[[str], str]:
    def read(text: str) -> str:
        values = [one.value for one in kind]
        if text not in values and not (kind is Level and text == ""):
            raise InvalidInputError(f"{text!r} is none of {', '.join(value or '(empty)' for value in values)}.")
        return text

    return read


def readers(today: date) -> Mapping[str, Callable[[str], object]]:
    """Return the fields of a contact that people may set, each with what reads its text."""

    def day(text: str) -> str | None:
        return read_date(text, today).isoformat() if text.strip() else None

    return {
        "name": _name,
        "also": str.strip,
        "given": str.strip,
        "family": str.strip,
        "name_order": _one_of(NameOrder),
        "organisation_kind": str.strip,
        "level": _one_of(Level),
        "language": read_language,
        "languages": read_languages,
        "country": read_country,
        "gender": str.strip,
        "pronouns": str.strip,
        "membership": _one_of(Membership),
        "membership_from": day,
        "membership_to": day,
        "brought_by": str.strip,
        "met": str.strip,
        "rhythm_days": read_rhythm,
        "can_do": str.strip,
        "concerns_now": str.strip,
    }


def read_fields(values: Mapping[str, str], today: date) -> dict[str, object]:
    """Return fields of a contact ready to be stored.

    Raises:
        InvalidInputError: a field is unknown or a value cannot be right; the sentence names the field.
    """
    known = readers(today)
    read: dict[str, object] = {}
    for name, text in values.items():
        if name not in known:
            raise InvalidInputError(f"{name!r} is not a field of a contact; there are {', '.join(known)}.")
        try:
            read[name] = known[name](text)
        except InvalidInputError as error:
            raise InvalidInputError(f"{name}: {error}") from None
    start, end = read.get("membership_from"), read.get("membership_to")
    if isinstance(start, str) and isinstance(end, str) and end < start:
        raise InvalidInputError("membership_to: it ends before it begins.")
    return read


def _name(text: str) -> str:
    if not text.strip():
        raise InvalidInputError("A contact needs a name.")
    return " ".join(text.split())
