"""Compares the names of two persons: slips, sounds, friendly forms, initials, and names that changed places."""

from rapidfuzz.distance import OSA, Indel, JaroWinkler

from outreach_crm.contacts.likeness.known import Known
from outreach_crm.contacts.likeness.spelling import look, sound
from outreach_crm.contacts.likeness.weighing import Book, Tally, namesakes, share
from outreach_crm.contacts.likeness.wordlists import is_form_of

_ALIKE, _NEAR, _MOSTLY, _HALF = 0.92, 0.83, 0.6, 0.5


def compare_person(one: Known, other: Known, book: Book) -> Tally:
    """Return what the names of two persons say; the better of the order as written and the other one."""
    tally = _better_order(one, other, book)
    tally.chance = max(tally.chance, namesakes(book.size))
    return tally


def _better_order(one: Known, other: Known, book: Book) -> Tally:
    straight = _in_order(one.given, one.family, other.given, other.family, book)
    crossing = (one.given and other.family) or (one.family and other.given)
    if not crossing or (straight.same > -6 and straight.gain > 0):
        return straight
    crossed = _in_order(one.given, one.family, other.family, other.given, book)
    if one.given and one.family and other.given and other.family:
        crossed.add("order.swapped")
    return crossed if crossed.gain > straight.gain else straight


def _in_order(given: str, family: str, their_given: str, their_family: str, book: Book) -> Tally:
    tally = Tally()
    if family and their_family:
        _family(tally, family, their_family, book)
    if given and their_given:
        _given(tally, given, their_given, book)
    return tally


def _family(tally: Tally, one: str, other: str, book: Book) -> None:
    how, near = _how_alike(one, other)
    _add(tally, "family", how, near, one, other, book)


def _given(tally: Tally, one: str, other: str, book: Book) -> None:
    how, near = _how_alike(one, other)
    if how in {"near", "other", "sounds", "part"}:
        how = _first_alike(one, other, how)
    _add(tally, "given", how, near, one, other, book)


def _first_alike(one: str, other: str, how: str) -> str:
    """Return how alike two given names are by the first of several, by their forms, or by an initial."""
    first, their_first = (name.partition(" ")[0] for name in (one, other))
    if first != their_first and is_form_of(first, their_first):
        return "form"
    if 1 in {len(first), len(their_first)}:
        return "initial" if first[:1] == their_first[:1] else "other"
    if (first, their_first) != (one, other) and _how_alike(first, their_first)[0] in {"same", "alike"}:
        return "part"
    return how


def _add(tally: Tally, what: str, how: str, near: float, one: str, other: str, book: Book) -> None:
    if how == "same":
        tally.add(f"{what}.same", share(book, what, one))
    elif how in {"alike", "sounds", "part"}:
        rare = max(share(book, what, one), share(book, what, other))
        tally.add(f"{what}.{how}", rare, percent=round(100 * near))
    else:
        tally.add(f"{what}.{how}", percent=round(100 * near))


def _how_alike(one: str, other: str) -> tuple[str, float]:
    if one == other:
        return "same", 1.0
    near: float = JaroWinkler.similarity(one, other)
    shorter = min(len(one), len(other))
    if (
        near >= _ALIKE
        or (shorter > 3 and OSA.distance(one, other, score_cutoff=1) <= 1)
        or (near > _HALF and look(one) == look(other))
    ):
        return "alike", near
    if _sounds(one, other):
        return "sounds", near
    if (" " in one or " " in other) and any(len(word) > 2 for word in {*one.split()} & {*other.split()}):
        return "part", near
    if near >= _NEAR or (shorter > 3 and Indel.normalized_similarity(one, other) >= _MOSTLY):
        return "near", near
    return "other", near


def _sounds(one: str, other: str) -> bool:
    heard = sound(one.replace(" ", ""))
    return len(heard) > 2 and heard == sound(other.replace(" ", ""))
