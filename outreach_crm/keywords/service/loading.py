"""Writes schemes into the database, only what differs, and keeps the closure of ``broader`` true to the links.

A scheme may be loaded again and again: what is equal is left alone, so that a second run changes nothing. Keywords that
are no longer in the file stay, since cases and contacts may have them. Each link remembers which scheme states it, so
that a section's own scheme can add links between concepts of others and a new edition of those does not remove them.
"""

import json
from collections.abc import Mapping, Sequence

from attrs import evolve, frozen

from outreach_crm.keywords import queries
from outreach_crm.keywords.expansion import closure, cycle_sentence
from outreach_crm.keywords.model import (
    Address,
    Concept,
    ImportCounts,
    Label,
    Link,
    LinkKind,
    Scheme,
    SchemeFile,
    key_of,
)
from outreach_crm.model import Problem
from outreach_crm.storage import Store
from outreach_crm.text import say, sort_name, words

Stated = tuple[Address, Link]

_ANY = Label("any")


@frozen(kw_only=True)
class Plan:
    """What a file would change: concepts by what happens to them, links, and the links that cannot be laid."""

    file: SchemeFile
    is_new: bool
    added: tuple[Concept, ...]
    changed: tuple[tuple[int, Concept], ...]
    absent: int
    links_added: tuple[Stated, ...]
    links_removed: tuple[int, ...]
    problems: tuple[Problem, ...]

    @property
    def writes(self) -> bool:
        """Whether anything differs from what is stored."""
        return bool(self.is_new or self.added or self.changed or self.links_added or self.links_removed)

    @property
    def counts(self) -> ImportCounts:
        """The plan in figures."""
        read, added, changed = len(self.file.concepts), len(self.added), len(self.changed)
        return ImportCounts(
            schemes=1,
            read=read,
            added=added,
            changed=changed,
            unchanged=read - added - changed,
            absent=self.absent,
            links_added=len(self.links_added),
            links_removed=len(self.links_removed),
        )


def plan_all(store: Store, files: Sequence[SchemeFile]) -> list[Plan]:
    """Compare files with what is stored; they may refer to each other's concepts."""
    there = {*queries.addresses(store), *(concept.address for file in files for concept in file.concepts)}
    return [_plan(store, file, there) for file in files]


def _plan(store: Store, file: SchemeFile, there: set[Address]) -> Plan:
    stored = queries.stored(store, file.scheme.key)
    own = {concept.address for concept in file.concepts}
    wanted = dict.fromkeys(_stated(file))
    usable = {stated for stated in wanted if stated[0] in there and stated[1].to in there}
    laid = queries.stated(store, file.scheme.key)
    absent = stored.keys() - own
    return Plan(
        file=file,
        is_new=file.scheme.key not in queries.schemes(store),
        added=tuple(concept for concept in file.concepts if concept.address not in stored),
        changed=tuple(
            (stored[concept.address][0], concept)
            for concept in file.concepts
            if concept.address in stored and _content(stored[concept.address][1]) != _content(concept)
        ),
        absent=len(absent),
        links_added=tuple(stated for stated in wanted if stated in usable and stated not in laid),
        # The links of a keyword that is no longer in the file stay with it.
        links_removed=tuple(
            laid[stated] for stated in laid if stated not in usable and not absent & {stated[0], stated[1].to}
        ),
        problems=tuple(_no_target(file, stated, there) for stated in wanted if stated not in usable),
    )


def write_concepts(store: Store, planned: Plan, digest: str = "") -> None:
    """Write a plan's scheme and concepts. Call inside a change."""
    scheme_id = _write_scheme(store, planned.file.scheme, digest)
    store.insert_many(
        "keywords", ({"scheme_id": scheme_id, "key": one.address.key, **_values(one)} for one in planned.added)
    )
    ids = queries.ids_in(store, planned.file.scheme.key) if planned.added else {}
    for keyword_id, concept in planned.changed:
        store.update("keywords", keyword_id, _values(concept))
        queries.forget_labels(store, keyword_id)
    named = [(ids[concept.address.key], concept) for concept in planned.added] + [*planned.changed]
    store.insert_many("keyword_labels", (row for keyword_id, concept in named for row in _labels(keyword_id, concept)))


def write_links(store: Store, planned: Plan, ids: Mapping[Address, int]) -> None:
    """Write a plan's links. Call inside a change, when the concepts of all plans are written and have their ids."""
    scheme_id = queries.schemes(store)[planned.file.scheme.key]["id"]
    for link_id in planned.links_removed:
        store.delete("keyword_links", link_id)
    store.insert_many(
        "keyword_links",
        (
            {"from_id": ids[start], "to_id": ids[link.to], "kind": link.kind.value, "stated_by": scheme_id}
            for start, link in planned.links_added
        ),
    )


def cycles(store: Store, files: Sequence[SchemeFile]) -> tuple[Problem, ...]:
    """Return a problem for each cycle that the links of some files are part of, with those stored."""
    by_id = {keyword_id: address for address, keyword_id in queries.addresses(store).items()}
    stored = [(by_id[specific], by_id[general]) for specific, general in queries.broader_pairs(store)]
    stated = [pair for file in files for pair in file.broader_pairs]
    touched = {address for pair in stated for address in pair}
    found = closure(stored + stated).cycles
    return tuple(Problem(sentence=cycle_sentence(cycle)) for cycle in found if touched & set(cycle))


def closure_is_current(store: Store) -> bool:
    """Return whether the closure was made from the concepts and links there are now."""
    return queries.closure_mark(store) == queries.mark(store)


def make_closure(store: Store) -> None:
    """Make the closure anew from the links; it is derived, so that no change is opened for it."""
    with store.write():
        made = closure(queries.broader_pairs(store), queries.ids(store))
        queries.replace_closure(store, made.rows, queries.mark(store))


def _write_scheme(store: Store, scheme: Scheme, digest: str) -> int:
    values = {"title": scheme.title, "version": scheme.version, "source": scheme.source, "digest": digest}
    stored = queries.schemes(store).get(scheme.key)
    if stored is None:
        return store.insert("schemes", {"key": scheme.key, **values})
    if any(stored[name] != value for name, value in values.items()):
        store.update("schemes", stored["id"], values)
    return int(stored["id"])


def _content(concept: Concept) -> tuple[object, ...]:
    """Return what makes a concept equal to another edition of itself: all but the order of labels, and its links."""
    return frozenset(concept.labels), evolve(concept, labels=(_ANY,), links=())


def _values(concept: Concept) -> dict[str, str | None]:
    label = concept.label("en")
    return {
        "label": label,
        "sort_name": sort_name(label),
        "words": json.dumps(words(*(one.text for one in concept.labels)), ensure_ascii=False),
        "facet": concept.facet.value if concept.facet else "",
        "definition": concept.definition,
        "codes": json.dumps(concept.codes),
        "valid_from": concept.valid_from.isoformat() if concept.valid_from else None,
        "valid_to": concept.valid_to.isoformat() if concept.valid_to else None,
    }


def _labels(keyword_id: int, concept: Concept) -> list[dict[str, object]]:
    return [
        {
            "keyword_id": keyword_id,
            "text": label.text,
            "language": label.language,
            "kind": label.kind.value,
            "lookup": key_of(label.text),
        }
        for label in dict.fromkeys(concept.labels)
    ]


def _stated(file: SchemeFile) -> list[Stated]:
    own = [(concept.address, link) for concept in file.concepts for link in concept.links]
    return own + [(specific, Link(LinkKind.BROADER, general)) for specific, general in file.below]


def _no_target(file: SchemeFile, stated: Stated, there: set[Address]) -> Problem:
    start, link = stated
    missing = start if start not in there else link.to
    sentence = say("There is no keyword {missing}; the link was left out.", missing=missing)
    return Problem(sentence=sentence, file=file.scheme.key, field=f"{start} {link.kind.value}")
