"""What values look like: decides what a header alone leaves open."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence

from outreach_crm.text import fold
from outreach_crm.transfer.mapping.words import words

_EMAIL = re.compile(r"[^@\s,;<>]+@[^@\s,;<>]+\.[^@\s,;<>.]{2,}")
_WEB = re.compile(
    r"(?:https?://|www\.)\S+|[\w-]+(?:\.[\w-]+)*\.(?:org|com|net|eu|info|int|edu|gov|[a-z]{2})(?:/\S*)?", re.IGNORECASE
)
_PHONE = re.compile(r"(?:tel:)?\+?[\d\s()./\-–]{6,24}(?:\s*(?:ext|x|#)\.?\s*\d{1,6})?", re.IGNORECASE)
_ABROAD = re.compile(r"(?:tel:)?(?:\+|00)\d[\d\s()./\-–]{6,22}")
_DAY = re.compile(r"\d{4}-\d\d?-\d\d?(?:[T ].*)?|\d{1,2}[./-]\d{1,2}[./-](?:\d{4}|\d\d)(?: .*)?")


def is_email(text: str) -> bool:
    """Return whether a text holds an e-mail address."""
    return bool(_EMAIL.search(text))


def is_web(text: str) -> bool:
    """Return whether a text is a web address."""
    return bool(_WEB.fullmatch(text)) and "@" not in text


def is_phone(text: str) -> bool:
    """Return whether a text can be a telephone number."""
    return bool(_PHONE.fullmatch(text)) and sum(char.isdigit() for char in text) >= 6 and not _DAY.fullmatch(text)


def is_phone_abroad(text: str) -> bool:
    """Return whether a text is a telephone number with its country."""
    return bool(_ABROAD.fullmatch(text))


def is_day(text: str) -> bool:
    """Return whether a text is a date."""
    return bool(_DAY.fullmatch(text))


def is_answer(text: str) -> bool:
    """Return whether a text says yes or no, or on which day."""
    known = words().values
    return fold(text.strip(" .")) in known["yes"] | known["no"] or is_day(text)


def is_title(text: str) -> bool:
    """Return whether a text is how one addresses somebody: Dr, Mme, Herr."""
    titles = words().values["titles"]
    return all(word in titles for word in re.findall(r"\w+", fold(text).replace(".", " ")))


def is_words(text: str) -> bool:
    """Return whether a text can be a name or some words: no address, number or day."""
    return any(char.isalpha() for char in text) and not is_email(text) and not is_web(text)


# What the values of a field look like; any text may stand in a field that is not here.
LOOKS: Mapping[str, Callable[[str], bool]] = {
    "email": is_email,
    "phone": is_phone,
    "web": is_web,
    "name": is_words,
    "given": is_words,
    "family": is_words,
    "organisation": is_words,
    "prefix": is_title,
    "role": lambda text: is_words(text) and not is_title(text),
    "consent": is_answer,
    "no-consent": is_answer,
    "address": is_words,
    "street": is_words,
    "town": is_words,
    "country": is_words,
}


def share(look: Callable[[str], bool], samples: Sequence[str]) -> float:
    """Return which share of some values looks so; 1 for none, for nothing speaks against it."""
    return sum(map(look, samples)) / len(samples) if samples else 1.0


def data_like(cells: Iterable[str]) -> bool:
    """Return whether a row holds what no header is: an address, a telephone number, a day."""
    return any(
        is_email(cell) or is_phone(cell) or is_day(cell) or cell.startswith(("http://", "https://")) for cell in cells
    )
