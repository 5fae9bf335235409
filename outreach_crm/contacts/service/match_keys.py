"""Keeps the keys by which a new contact finds those it may be, and asks the database how rare things are."""

import json
from collections.abc import Callable, Sequence
from hashlib import blake2b

from attrs import define, field

from outreach_crm.app import App
from outreach_crm.contacts.likeness import VERSION, Known, Meetings, keys, most, prepare
from outreach_crm.contacts.model import Kind
from outreach_crm.contacts.queries import duplicates, match_keys
from outreach_crm.storage.meta import get_meta, set_meta

_MARKS = "match_keys"
# Things are counted to a part of the book, and what more contacts have than that is common.
_COMMON, _AT_LEAST = 1 / 40, 1_000
# Which part of the contacts has one street, post code …, where no index can tell.
_EXPECTED = {"postcode": 0.001, "street": 0.001, "region": 0.1}
_SHORTEST_VALUE = 4
# So many contacts are compared with one, even where they share one rare thing only.
_AFFORDABLE = 200


def refresh(app: App, progress: Callable[[int], None] = lambda _: None) -> None:
    """Bring the keys up to date with whatever was written since they were last asked.

    Args:
        app: the App.
        progress: told how many contacts were read, page by page; a million takes a minute, once.
    """
    marks = _marks(app)
    if not marks:
        with app.store.write():
            match_keys.forget_all(app.store)
    for table, mark, contacts in match_keys.changed(app.store, marks):
        marks[table] = mark
        with app.store.write():
            known = map(prepare, duplicates.facts(app.store, contacts, everybody=True)) if contacts else ()
            made = ((key, one.id) for one in known for key in _digests(app, keys(one)))
            match_keys.replace(app.store, contacts, made)
            set_meta(app.store, _MARKS, json.dumps({"version": VERSION, **marks}))
        progress(len(contacts))


def sharing(app: App, asked: Sequence[Known]) -> list[set[int]]:
    """Return for each of some the contacts that share enough keys with it that not too many have."""
    wanted = [set(keys(one)) for one in asked]
    blocks = _blocks(app, set().union(*wanted))
    found = []
    for those in wanted:
        meetings = Meetings()
        for key in those & blocks.keys():
            meetings.add(key, len(blocks[key]), blocks[key])
        found.append(meetings.worth_comparing(_AFFORDABLE))
    return found


def _blocks(app: App, wanted: set[str]) -> dict[str, set[int]]:
    """Return by key the contacts that have it, of keys that somebody has and not too many."""
    by_most: dict[int, list[str]] = {}
    for key in wanted:
        by_most.setdefault(most(key), []).append(key)
    found: dict[str, set[int]] = {}
    for limit, some in by_most.items():
        digests = _digests(app, some)
        blocks = match_keys.blocks(app.store, digests, limit)
        found |= {key: blocks[digest] for key, digest in zip(some, digests, strict=True) if digest in blocks}
    return found


@define
class AskedBook:
    """A book that is asked for what one comparison needs, each thing once.

    Args:
        app: the App.
        new: how many of the two that are compared are not in the book yet.
    """

    app: App
    new: int = 1
    size: int = field(init=False)
    counted: dict[tuple[str, str], int] = field(factory=dict)

    @size.default
    def _size(self) -> int:
        return match_keys.newest_contact(self.app.store)

    def count(self, slot: str, value: str) -> int:
        """Return about how many contacts have a value, with whoever is not in the book yet."""
        if (slot, value) not in self.counted:
            self.counted[slot, value] = self.new + self._count(slot, value)
        return self.counted[slot, value]

    def tells(self, name: str) -> bool:
        """Return whether an own field says anything; of a single contact that cannot be known, so it does."""
        return bool(name)

    def _count(self, slot: str, value: str) -> int:
        if slot in _EXPECTED:
            return round(self.size * _EXPECTED[slot])
        if slot.startswith("field ") and len(value) < _SHORTEST_VALUE:
            return self.most
        key = {"email": f"=e{value}", "phone": f"=p{value}", "web": f"=u{value}"}.get(slot, "")
        if slot.startswith("field "):
            key = f"+v{slot.removeprefix('field ')}|{value}"
        if key:
            digests = _digests(self.app, [key, *(f"{key}|{kind.value}" for kind in Kind)])
            return sum(len(match_keys.sharing(self.app.store, digest, self.most)) for digest in digests)
        return min((match_keys.having_word(self.app.store, word, self.most) for word in value.split()), default=0)

    @property
    def most(self) -> int:
        """To how many contacts things are counted."""
        return max(_AT_LEAST, round(self.size * _COMMON))


def _marks(app: App) -> dict[str, int]:
    """Return how far each table was read; nothing where keys are made in another way by now."""
    marks = json.loads(get_meta(app.store, _MARKS) or "{}")
    return marks if marks.pop("version", "") == VERSION else {}


def _digests(app: App, texts: Sequence[str]) -> list[int]:
    """Return keyed digests of some keys as numbers, so that nobody reads a name in them."""
    secret = app.secret("match")
    made = (blake2b(text.encode(), key=secret, digest_size=8).digest() for text in texts)
    return [int.from_bytes(one, "big", signed=True) for one in made]
