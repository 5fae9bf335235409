"""Index numbers of documents: ``AMR 41/22/98``, ``AMR 41/022/1998``, ``asa25/8374/2018``."""

import re
from collections.abc import Iterator

from outreach_crm.errors import InvalidInputError
from outreach_crm.text import say
from outreach_urgent_actions.parse.days import full_year
from outreach_urgent_actions.parse.records import IndexNumber

REGIONS = ("AFR", "AMR", "ASA", "EUR", "MDE", "ACT", "POL", "IOR", "ORG", "DOC", "NWS", "PRE", "REG")

# The site writes "AMR410221998ENGLISH" in names of files; there only four digits of the year can be told apart.
_NUMBER = re.compile(
    rf"(?<![a-z])({'|'.join(REGIONS)})[ .:_-]{{0,2}}(\d\d) ?[/\\.-] ?(\d{{1,4}}) ?[/\\.-] ?(\d{{4}}|'?\d\d)(?!\d)"
    rf"|(?<![a-z])({'|'.join(REGIONS)})(\d\d)(\d{{3,4}})((?:19|20)\d\d)(?=eng|fre|spa|ara|[^a-z\d]|$)",
    re.IGNORECASE | re.ASCII,
)


def read_index(text: str) -> IndexNumber:
    """Return the index number a text is.

    Raises:
        InvalidInputError: it is none, or holds more than one.
    """
    found = [number for number, _, _ in find_indexes(text[:100])]
    if len(found) != 1:
        raise InvalidInputError(say("{text!r} is not an index number; write it as AMR 41/022/1998.", text=text[:60]))
    return found[0]


def find_indexes(text: str) -> Iterator[tuple[IndexNumber, int, int]]:
    """Yield the index numbers in a text with their first position and the one after their last."""
    for found in _NUMBER.finditer(text):
        region, area, serial, year = found.groups()[:4] if found[1] else found.groups()[4:]
        whole = full_year(year)
        if whole:
            yield IndexNumber(region.upper(), area, int(serial), whole), found.start(), found.end()


def without_indexes(folded: str) -> tuple[tuple[IndexNumber, ...], str]:
    """Return the index numbers of a text and the text with blanks for them, and for days of documents beside them."""
    found = list(find_indexes(folded))
    for _, start, end in reversed(found):
        closing = folded.find(")", end)
        in_brackets = folded.rfind("(", 0, start) > folded.rfind(")", 0, start) and closing >= 0
        until = closing if in_brackets else end
        folded = folded[:start] + " " * (until - start) + folded[until:]
    return tuple(dict.fromkeys(number for number, _, _ in found)), folded
