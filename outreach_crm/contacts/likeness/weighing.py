"""Adds up what speaks for one person, for two that are near each other, and for chance; gives score and reasons."""

from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from math import log2
from typing import Any, Protocol

from attrs import define, field, frozen

from outreach_crm.text import say

# So many contacts the rarest things are measured against, however small the book is.
_SMALLEST_BOOK = 500


class Book(Protocol):
    """What a whole address book knows of how rare things are."""

    size: int

    def count(self, slot: str, value: str) -> int:
        """Return how many contacts have a value, such as a family name."""

    def tells(self, name: str) -> bool:
        """Return whether an own field says anything of who somebody is: a number of each row says nothing."""


@frozen
class Weight:
    """One likeness or difference: the logarithms (base 2) of its three probabilities, and its sentence."""

    same: float
    near: float
    chance: float | None
    least: float
    sentence: str


@cache
def _evidence() -> Mapping[str, Any]:
    import tomllib

    return tomllib.loads(files(__package__).joinpath("evidence.toml").read_text("utf-8"))


@cache
def _besides() -> Mapping[str, int]:
    return {slot: int(many) for slot, many in _evidence()["besides"].items()}


@cache
def weights() -> Mapping[str, Weight]:
    """Return every likeness and difference by its key, such as ``family.same``."""
    return {
        f"{what}.{how}": Weight(
            log2(one["same"]),
            log2(one["near"]),
            None if one["chance"] == "rarity" else log2(one["chance"]),
            one.get("least", 0.0),
            one.get("sentence", ""),
        )
        for what, ways in _evidence().items()
        if what not in {"expected", "besides"}
        for how, one in ways.items()
    }


@cache
def expected(size: int) -> tuple[float, float]:
    """Return the logarithms of how probably a pair is one, or near, in a book of a size, before anything is known."""
    among, before = max(size, _SMALLEST_BOOK), _evidence()["expected"]
    return log2(before["same"] / among), log2(before["near"] / among)


def share(book: Book, slot: str, value: str) -> float:
    """Return how rare a value is: which part of all others may be expected to have it.

    A small book knows little of that, so some more contacts are imagined in it (``besides``) who have other values.
    """
    return max(book.count(slot, value) - 1, 0.5) / (book.size + _besides().get(slot, 1))


@cache
def namesakes(size: int) -> float:
    """Return the logarithm of how probably two people of a book share even the rarest of names by chance."""
    return log2(float(_evidence()["expected"]["namesakes"]) / max(size, _SMALLEST_BOOK))


@define(eq=False)
class Tally:
    """What is known of one pair so far, as logarithms; ``told`` are weight, key and words of each piece."""

    same: float = 0.0
    near: float = 0.0
    chance: float = 0.0
    told: list[tuple[float, str, dict[str, object]]] = field(factory=list)

    def add(self, key: str, rarity: float = 0.0, others: float = 1.0, **words: object) -> None:
        """Add a likeness or difference.

        Args:
            key: as in ``evidence.toml``.
            rarity: which part of the book has the value, where that counts.
            others: how many near ones may be expected to have it too.
            words: what its sentence needs.
        """
        weight = weights()[key]
        chance = log2(max(rarity, weight.least)) if weight.chance is None else weight.chance
        self.same += weight.same
        self.near += weight.near if others <= 1 else min(weight.near + log2(others), -0.1)
        self.chance += chance
        self.told.append((weight.same - chance, key, words))

    def join(self, other: "Tally") -> None:
        """Add all of another tally."""
        self.same += other.same
        self.near += other.near
        self.chance += other.chance
        self.told += other.told

    @property
    def gain(self) -> float:
        """How much this speaks for one rather than for chance, in bits."""
        return self.same - self.chance

    def odds(self, size: int) -> float:
        """Return the logarithm (base 2) of how much more probable it is that the pair is one than that it is not."""
        one, near = expected(size)
        apart, beside = self.chance, near + self.near
        larger, smaller = max(apart, beside), min(apart, beside)
        return one + self.same - larger - log2(1 + 2 ** max(smaller - larger, -60))

    def reasons(self) -> tuple[str, ...]:
        """Return what speaks for it and against it in sentences, the weightiest first."""
        return self._sentences(self.told)

    def against(self) -> tuple[str, ...]:
        """Return what speaks against it in sentences, the weightiest first."""
        return self._sentences([one for one in self.told if one[0] < 0])

    @staticmethod
    def _sentences(told: Iterable[tuple[float, str, dict[str, object]]]) -> tuple[str, ...]:
        known, sentences = weights(), []
        for _, key, words in sorted(told, key=lambda one: -abs(one[0])):
            if text := known[key].sentence:
                sentences.append(say(text, **words))
        return tuple(dict.fromkeys(sentences))


def score(odds: float) -> float:
    """Return odds (base 2 logarithm) as a probability, rounded to four digits."""
    bounded = min(max(odds, -60), 60)
    return round(1 / (1 + 2**-bounded), 4)


def best(tallies: Iterable[Tally]) -> Tally:
    """Return the tally that speaks most for one; an empty one where there is none."""
    return max(tallies, key=lambda one: one.gain, default=Tally())
