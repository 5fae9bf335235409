"""Compares everybody in a book with everybody who shares a key with them."""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import combinations

from attrs import define, field, frozen

from outreach_crm.contacts.likeness.blocking import Meetings, keys, most
from outreach_crm.contacts.likeness.comparing import compare
from outreach_crm.contacts.likeness.known import Known
from outreach_crm.contacts.likeness.weighing import Tally, score

# So many pairs are compared within a second, also those that share but one rare thing.
_AFFORDABLE = 50_000


@define(eq=False)
class CountedBook:
    """A book whose values were counted, all of them."""

    size: int
    counts: dict[str, Counter[str]]
    repeated: dict[str, bool] = field(factory=dict)

    @classmethod
    def of(cls, everybody: list[Known]) -> "CountedBook":
        """Count what some contacts have."""
        counts = {slot: Counter(values) for slot, values in _values(everybody).items()}
        return cls(len(everybody), counts)

    def count(self, slot: str, value: str) -> int:
        """Return how many contacts have a value."""
        counter = self.counts.get(slot)
        return counter[value] if counter else 0

    def tells(self, name: str) -> bool:
        """Return whether any two contacts have one value of an own field."""
        if name not in self.repeated:
            counter = self.counts.get(f"field {name}") or Counter()
            self.repeated[name] = any(number > 1 for number in counter.values())
        return self.repeated[name]


@frozen
class Likely:
    """Two contacts by number, how probably they are one, and what speaks for it."""

    score: float
    odds: float
    one: int
    other: int
    tally: Tally


def scan(everybody: list[Known], least: float, apart: set[tuple[int, int]]) -> Iterator[Likely]:
    """Yield the pairs of contacts that are probably one.

    Args:
        everybody: all contacts.
        least: the least score.
        apart: pairs that somebody said are not the same, the smaller number first.
    """
    book = CountedBook.of(everybody)
    for one, other in _pairs(everybody):
        tally = compare(everybody[one], everybody[other], book)
        odds = tally.odds(book.size)
        if odds > -12 and score(odds) >= least:
            first, second = sorted((everybody[one].id, everybody[other].id))
            if (first, second) not in apart:
                yield Likely(score(odds), odds, first, second, tally)


def _pairs(everybody: list[Known]) -> Iterator[tuple[int, int]]:
    """Yield whoever shares a key, or two weak ones, that not too many have: as places in the list, each pair once."""
    many, meetings = len(everybody), Meetings()
    for key, block in _blocks(everybody):
        if len(block) <= most(key):
            meetings.add(key, len(block), [one * many + other for one, other in combinations(block, 2)])
    yield from (divmod(pair, many) for pair in meetings.worth_comparing(_AFFORDABLE))


def _blocks(everybody: list[Known]) -> list[tuple[str, list[int]]]:
    """Return the keys that several share, each with who has it, as places in the list."""
    # Most keys are one contact's: a list is made for the second.
    blocks: dict[str, int | list[int]] = {}
    for place, one in enumerate(everybody):
        for key in keys(one):
            block = blocks.get(key)
            if block is None:
                blocks[key] = place
            elif isinstance(block, int):
                if block != place:
                    blocks[key] = [block, place]
            elif block[-1] != place:
                block.append(place)
    return [(key, block) for key, block in blocks.items() if not isinstance(block, int)]


def _values(everybody: list[Known]) -> dict[str, Iterable[str]]:
    """Return what is counted: by slot the values of all contacts."""
    places = [place for one in everybody for place in one.places]
    named = [words for one in everybody for words in one.names]
    return {
        "family": (one.family for one in everybody),
        "given": (one.given for one in everybody),
        "organisation": (name for one in everybody for name in one.organisations),
        "name": (" ".join(words) for words in named),
        "word": (word for words in named for word in words),
        "web": (host for one in everybody for host in one.hosts),
        "email": (email for one in everybody for email in one.emails),
        "phone": (phone for one in everybody for phone in one.phones),
        "town": (place.town for place in places),
        "postcode": (place.postcode for place in places),
        "region": (place.region for place in places),
        "street": (place.street for place in places),
        **{
            f"field {key}": [one.fields[key] for one in everybody if key in one.fields]
            for key in {key for one in everybody for key in one.fields}
        },
    }
