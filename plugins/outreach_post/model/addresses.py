"""A postal address in its parts, and the lines it has on an envelope: in the order of the country it goes to.

Sources: the addressing systems of the Universal Postal Union by country (S42 templates), and Royal Mail, Deutsche Post
and USPS (Publication 28) for theirs. What is not in the tables here is written as most of the world does: postcode and
town in one line.
"""

import re
from collections.abc import Iterator, Mapping

from attrs import frozen

_PART = re.compile(r"\{(\w+)\}")
_SPACES = re.compile(r"\s+")
# The last lines of an address, each with the parts it is made of; a line whose parts are all missing is left out.
_USUAL = ("{postcode} {town}", "{region}")
_PLACES: Mapping[str, tuple[str, ...]] = {
    # The town in a line of its own, and the postcode below it.
    **dict.fromkeys(("GB", "GG", "IM", "JE", "GI", "FK"), ("{town}", "{region}", "{postcode}")),
    **dict.fromkeys(("IE", "ZA", "KE", "EG", "IR", "LK"), ("{town}", "{region}", "{postcode}")),
    **dict.fromkeys(("RU", "UA", "BY", "KZ"), ("{town}", "{region}", "{postcode}")),
    # The region between town and postcode.
    **dict.fromkeys(("US", "PR", "GU", "VI", "AS", "MP"), ("{town}, {region} {postcode}",)),
    **dict.fromkeys(("CA", "AU", "SO"), ("{town} {region} {postcode}",)),
    **dict.fromkeys(("JP", "KR", "TH", "TW"), ("{town}, {region} {postcode}",)),
    "CN": ("{town}, {region}", "{postcode}"),
    # The postcode after the town.
    "BR": ("{town}-{region}", "{postcode}"),
    **dict.fromkeys(("CO", "IN", "NZ", "SG", "ID", "VN", "NG", "SA", "JO", "LB"), ("{town} {postcode}", "{region}")),
    **dict.fromkeys(("BD", "PK", "NP", "MM"), ("{town}-{postcode}", "{region}")),
    # The province after the town, in its two letters.
    "IT": ("{postcode} {town} {region}",),
    "SM": ("{postcode} {town} {region}",),
    "MX": ("{postcode} {town}, {region}",),
    "MY": ("{postcode} {town}", "{region}"),
    "PH": ("{postcode} {town}", "{region}"),
}
# Where the town stands over the street.
_TOWN_FIRST = frozenset({"HU"})
# Postcodes as they are grouped: how many signs each group has, and what stands between.
_GROUPS: Mapping[str, tuple[tuple[int, ...], str]] = {
    **dict.fromkeys(("SE", "CZ", "SK", "GR"), ((3, 2), " ")),
    "PL": ((2, 3), "-"),
    "PT": ((4, 3), "-"),
    "BR": ((5, 3), "-"),
    "JP": ((3, 4), "-"),
    "CA": ((3, 3), " "),
    "NL": ((4, 2), " "),
    "IE": ((3, 4), " "),
}
_BRITISH = frozenset({"GB", "GG", "IM", "JE", "GI", "FK"})
# Where the town is written in capitals at home too.
_CAPITALS = frozenset({"GB", "IE", "FR", "NL", "US", "CA", "AU", "ES"})


@frozen(kw_only=True)
class Address:
    """A postal address; ``lines`` are what stands between name and town, ``country`` is ISO 3166 alpha-2."""

    name: str
    lines: tuple[str, ...] = ()
    postcode: str = ""
    town: str = ""
    region: str = ""
    country: str = ""


def written(address: Address, home: str, country_line: str = "") -> tuple[str, ...]:
    """Return the lines of an address as they stand on an envelope.

    Args:
        address: whose.
        home: the country it is posted in (ISO 3166 alpha-2).
        country_line: the name of the country it goes to, for mail that goes abroad; at home there is none.
    """
    country = address.country or home
    abroad = bool(country_line) and country != home
    town = address.town.upper() if abroad or country in _CAPITALS else address.town
    parts = {"town": town, "region": address.region, "postcode": grouped(address.postcode, country)}
    street, place = address.lines, _lines(_PLACES.get(country, _USUAL), parts)
    whole = (town, *street, parts["postcode"]) if country in _TOWN_FIRST else (*street, *place)
    lines = (_SPACES.sub(" ", line).strip() for line in (address.name, *whole, country_line if abroad else ""))
    return tuple(line for line in lines if line)


def grouped(postcode: str, country: str) -> str:
    """Return a postcode as it is written in its country: ``N11AA`` becomes ``N1 1AA``; one we cannot read stays."""
    code = postcode.strip().upper()
    bare = re.sub(r"[\s-]", "", code)
    if country in _BRITISH and 5 <= len(bare) <= 7 and bare.isalnum():
        return f"{bare[:-3]} {bare[-3:]}"
    groups, between = _GROUPS.get(country, ((), ""))
    if not groups or len(bare) != sum(groups) or not bare.isalnum():
        return code
    ends = [sum(groups[: at + 1]) for at in range(len(groups))]
    return between.join(bare[end - size : end] for end, size in zip(ends, groups, strict=True))


def _lines(patterns: tuple[str, ...], parts: Mapping[str, str]) -> Iterator[str]:
    for pattern in patterns:
        names = [name for name in _PART.findall(pattern) if parts[name]]
        if len(names) == len(_PART.findall(pattern)):
            yield _PART.sub(lambda found: parts[found[1]], pattern)
        elif names:  # what stands between goes with the part that is missing
            yield " ".join(parts[name] for name in names)
