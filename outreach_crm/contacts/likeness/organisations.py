"""Compares what two organisations are called: word by word, rare words weighing more; acronyms; all other names."""

from math import log2

from rapidfuzz.distance import OSA, JaroWinkler

from outreach_crm.contacts.likeness.known import Known, Words
from outreach_crm.contacts.likeness.weighing import Book, Tally, best, share

_ALIKE = 0.92
_SHORTEST_STEM = 4
# The words of a name go together ("bar association"), so each says less than it would alone.
_TOGETHER = 0.75
_RAREST = 0.0005
# How much it costs, for each bit, that both names have words of their own, and that one has more than the other.
_CONTRADICTS, _LONGER = 0.75, 0.16
# How much of a word is lost where it is written otherwise.
_SLIP = 0.1


def compare_names(one: Known, other: Known, book: Book) -> Tally:
    """Return what the names of two organisations or groups say; the best of all that each is called."""
    tally = best(_pair(here, there, book) for here in one.names for there in other.names)
    shortened = one.short & (other.short | other.initials) or other.short & one.initials
    if shortened and not any(told[1] == "name.same" for told in tally.told):
        short = Tally()
        short.add("name.short")
        tally = best((tally, short))
    return tally


def _pair(one: Words, other: Words, book: Book) -> Tally:
    tally = Tally()
    if one == other or sorted(one) == sorted(other) or "".join(one) == "".join(other):
        tally.add("name.same", share(book, "name", " ".join(one)))
        return tally
    mine, theirs, shared = _aligned(one, other, book)
    if not shared:
        tally.add("name.other")
        return tally
    less, more = sorted((mine, theirs))
    same = -1.0 - _CONTRADICTS * less - _LONGER * (more - less)
    chance = max(-_TOGETHER * shared, log2(0.0001))
    percent = round(200 * shared / (2 * shared + mine + theirs))
    tally.same, tally.near, tally.chance = max(same, log2(0.01)), log2(0.12), chance
    tally.told.append((tally.gain, "name.alike", (("percent", percent),)))
    return tally


def _aligned(one: Words, other: Words, book: Book) -> tuple[float, float, float]:
    """Return the bits of the words that only the one has, that only the other has, and that both have."""
    left, shared = list(other), 0.0
    alone: list[str] = []
    for word in one:
        if word in left:
            left.remove(word)
            shared += _bits(word, book)
        else:
            alone.append(word)
    mine = 0.0
    for word in alone:
        match = next((their for their in left if _is_alike(word, their)), None)
        if match is None:
            mine += _bits(word, book)
        else:
            left.remove(match)
            bits = min(_bits(word, book), _bits(match, book))
            shared += bits
            mine += _SLIP * bits
    return mine, sum(_bits(word, book) for word in left), shared


def _bits(word: str, book: Book) -> float:
    return -log2(max(share(book, "word", word), _RAREST))


def _is_alike(one: str, other: str) -> bool:
    if min(len(one), len(other)) >= _SHORTEST_STEM and (one.startswith(other) or other.startswith(one)):
        return True
    if any(sign.isdigit() for sign in one + other):
        return False
    if JaroWinkler.similarity(one, other) >= _ALIKE:
        return True
    return min(len(one), len(other)) > _SHORTEST_STEM and OSA.distance(one, other, score_cutoff=1) <= 1
