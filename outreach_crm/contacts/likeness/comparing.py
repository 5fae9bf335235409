"""Compares two contacts of one kind, thing by thing."""

from rapidfuzz.distance import OSA, Indel, JaroWinkler

from outreach_crm.contacts.likeness.known import Known, KnownPlace
from outreach_crm.contacts.likeness.organisations import compare_names
from outreach_crm.contacts.likeness.persons import compare_person
from outreach_crm.contacts.likeness.weighing import Book, Tally, best, share
from outreach_crm.contacts.likeness.wordlists import is_shared_mailbox
from outreach_crm.contacts.model import Kind

_COMMON = 0.02
_SHORT_EMAIL = 8
_LONG, _DAY = 6, 8
_NO_LETTERS = str.maketrans("", "", "0123456789._-+")
_LIKE_STREET, _NEAR_STREET = 0.85, 0.7
_LIKE_TOWN, _LIKE_TEXT = 0.85, 0.86


def compare(one: Known, other: Known, book: Book) -> Tally:
    """Return what speaks for two contacts being one; what only one of them has says nothing."""
    tally = compare_person(one, other, book) if one.kind is Kind.PERSON else compare_names(one, other, book)
    if one.emails and other.emails:
        _emails(tally, one, other, book)
    if one.phones and other.phones:
        _phones(tally, one, other, book)
    if one.hosts and other.hosts and one.kind is not Kind.PERSON:
        _hosts(tally, one, other, book)
    if one.places and other.places:
        _add_places(tally, one, other, book)
    elif one.country and other.country and one.country != other.country:
        tally.add("country.other")
    if both := one.organisations & other.organisations:
        tally.add("organisation.same", min(share(book, "organisation", name) for name in both))
    for key in one.fields.keys() & other.fields.keys():
        _fields(tally, key, one.fields[key], other.fields[key], book)
    if one.systems & other.systems:
        tally.add("system.other")
    return tally


def _emails(tally: Tally, one: Known, other: Known, book: Book) -> None:
    if both := one.emails & other.emails:
        tally.add("email.same", others=_others("email", both, book))
        return
    for here in one.emails:
        for there in other.emails:
            same_name = _letters(here) == _letters(there)
            slip = len(here) > _SHORT_EMAIL and OSA.distance(here, there, score_cutoff=2) <= 2
            if (same_name or slip) and not is_shared_mailbox(here):
                named = any(len(name) > 2 and name in here for name in (*one.given.split(), *one.family.split()))
                how = ("named" if same_name else "slip") if named else ("alike" if slip else "mailbox")
                tally.add(f"email.{how}", percent=round(100 * Indel.normalized_similarity(here, there)))
                return
    tally.add("email.other")


def _letters(email: str) -> str:
    """Return the letters before the @."""
    return email.partition("@")[0].translate(_NO_LETTERS)


def _phones(tally: Tally, one: Known, other: Known, book: Book) -> None:
    if both := one.phones & other.phones:
        tally.add("phone.same", others=_others("phone", both, book))
    elif any(OSA.distance(here, there, score_cutoff=1) <= 1 for here in one.phones for there in other.phones):
        tally.add("phone.alike")
    else:
        tally.add("phone.other")


def _hosts(tally: Tally, one: Known, other: Known, book: Book) -> None:
    if both := one.hosts & other.hosts:
        tally.add("web.same", min(share(book, "web", host) for host in both), _others("web", both, book))
    else:
        tally.add("web.other")


def _others(slot: str, both: frozenset[str], book: Book) -> float:
    """Return with how many others the least shared of some addresses is shared."""
    return max(1.0, min(book.count(slot, value) for value in both) - 1)


def _add_places(tally: Tally, one: Known, other: Known, book: Book) -> None:
    if len(one.places) == len(other.places) == 1:
        _places(tally, one.places[0], other.places[0], book)
        return
    tallies = []
    for here in one.places:
        for there in other.places:
            tallies.append(Tally())
            _places(tallies[-1], here, there, book)
    tally.join(best(tallies))


def _places(tally: Tally, one: KnownPlace, other: KnownPlace, book: Book) -> None:
    if _is_elsewhere(one, other):
        tally.add("address.other")
        return
    known = 1.0  # which part of the book is left once it is known that the town, the post code … are the same
    if one.town and other.town:
        known = _town(tally, one.town, other.town, known, book)
    if one.postcode and other.postcode:
        known = _postcode(tally, one.postcode, other.postcode, known, book)
    if one.region and other.region:
        if one.region == other.region:
            tally.add("region.same", min(1.0, share(book, "region", one.region) / known))
        else:
            tally.add("region.other")
    if one.street and other.street:
        _street(tally, one, other, known, book)


def _is_elsewhere(one: KnownPlace, other: KnownPlace) -> bool:
    """Return whether nothing of two addresses is alike: somebody who moves changes all of it at once."""
    if (one.postcode and one.postcode == other.postcode) or (one.town and one.town == other.town):
        return False
    pairs = ((one.street, other.street), (one.town, other.town), (one.postcode, other.postcode))
    both = [pair for pair in pairs if pair[0] and pair[1]]
    return bool(both) and not any(JaroWinkler.similarity(*pair) >= _NEAR_STREET for pair in both)


def _town(tally: Tally, one: str, other: str, known: float, book: Book) -> float:
    if one == other:
        rare = max(share(book, "town", one), 0.0005)
        tally.add("town.same", rare)
        return rare
    near = JaroWinkler.similarity(one, other)
    if near >= _LIKE_TOWN or OSA.distance(one, other, score_cutoff=2) <= 2 < len(one) - 2:
        tally.add("town.alike", percent=round(100 * near))
        return max(share(book, "town", one), share(book, "town", other), 0.003)
    tally.add("town.other")
    return known


def _postcode(tally: Tally, one: str, other: str, known: float, book: Book) -> float:
    if one == other:
        rare = max(share(book, "postcode", one), 0.0003)
        tally.add("postcode.same", min(0.5, rare / known) if known < 1 else rare)
        return min(rare, known)
    if OSA.distance(one, other, score_cutoff=1) <= 1:
        tally.add("postcode.alike")
    else:
        tally.add("postcode.other")
    return known


def _street(tally: Tally, one: KnownPlace, other: KnownPlace, known: float, book: Book) -> None:
    near = 1.0 if one.street == other.street else _ratio(one.street, other.street)
    numbered = bool(one.numbers and other.numbers)
    same_number = numbered and bool(one.numbers & other.numbers)
    percent = round(100 * near)
    if near == 1.0 and same_number:
        # Of those in one street some have one number; of those in one town few have one street.
        tally.add("street.same", min(0.05, share(book, "street", one.street) / known / 20))
    elif near >= _LIKE_STREET and same_number:
        tally.add("street.alike", percent=percent)
    elif near >= _LIKE_STREET:
        tally.add("street.number" if numbered else "street.words")
    elif near >= _NEAR_STREET:
        tally.add("street.near", percent=percent)
    else:
        tally.add("street.other")


def _ratio(one: str, other: str) -> float:
    near: float = Indel.normalized_similarity(one, other)
    if near < _LIKE_STREET and " " in one and " " in other:
        return max(near, Indel.normalized_similarity(" ".join(sorted(one.split())), " ".join(sorted(other.split()))))
    return near


def _fields(tally: Tally, key: str, one: str, other: str, book: Book) -> None:
    if not book.tells(key):
        return
    slot = f"field {key}"
    rare = share(book, slot, one)
    if max(rare, share(book, slot, other)) > _COMMON:
        tally.add("choice.same" if one == other else "choice.other", rare)
    elif one == other:
        tally.add("field.same", rare, field=key)
    elif _is_slip(one, other):
        tally.add("field.alike", field=key)
    elif len(one) > _LONG and OSA.distance(one, other, score_cutoff=2) <= 2:
        tally.add("field.near", field=key)
    else:
        tally.add("field.other", field=key)


def _is_slip(one: str, other: str) -> bool:
    """Return whether two values may be one written with a slip: a sign, two of them turned round, day and month."""
    if len(one) < 4:
        return False
    if OSA.distance(one, other, score_cutoff=1) <= 1:
        return True
    if len(one) == len(other) == _DAY and one.isdigit():
        return one[:4] + one[6:] + one[4:6] == other
    if any(sign.isdigit() for sign in one):
        return False
    return len(one) > 5 and _ratio(one, other) >= _LIKE_TEXT
