"""The SQL of what belongs to a case: links, records of others, versions of the casefile, restricted notes."""

from outreach_cases.model.links import Link, Note, Pointer
from outreach_cases.queries import within
from outreach_crm.model import Ref
from outreach_crm.storage import Row, Store

_LINKS = (
    "select l.id, c.id as case_id, c.name as case_name, c.ref, l.kind, case when l.case_id = :case_id then 1 else 0 end"
    " as onward from case_links l join cases c on c.id = case when l.case_id = :case_id then l.other_id else l.case_id"
    " end and {within(c)} where l.case_id = :case_id or l.other_id = :case_id order by l.id"
)
_LINK = (
    "select l.id, l.case_id, l.other_id, l.kind from case_links l where l.id = :id"
    f" and {within.of('l.case_id')} and {within.of('l.other_id')}"
)
_BEFORE = (
    "select l.other_id from case_links l where l.kind = 'continues' and {among(l.case_id; :ids)}"
    f" and {within.of('l.other_id')}"
)
_POINTERS = (
    "select p.id, p.ref_kind, p.ref_id, p.called from case_pointers p where p.case_id = :case_id"
    f" and {within.of('p.case_id')} order by p.id"
)
_POINTER = f"select p.id, p.case_id, p.called from case_pointers p where p.id = :id and {within.of('p.case_id')}"
_POINTED = (
    "select distinct p.case_id from case_pointers p where p.ref_kind = :kind and p.ref_id = :id"
    f" and {within.of('p.case_id')} order by p.case_id"
)
_VERSIONS = (
    "select v.id, v.dated_on, v.note, v.kept_by from case_versions v where v.case_id = :case_id"
    f" and {within.of('v.case_id')} order by v.dated_on desc, v.id desc"
)
# Of a circle only its members read a note; of a case that is theirs nobody else reads any.
_MINE = f"{{within(n)}} and {within.of('n.case_id')}"
_NOTES = (
    "select n.id, n.text, coalesce(k.name, '') as circle, n.written_by, n.written_on from case_notes n"
    f" left join circles k on k.id = n.circle_id where n.case_id = :case_id and {_MINE} order by n.id"
)
_NOTE = f"select n.case_id from case_notes n where n.id = :id and {_MINE}"


def links(store: Store, case_id: int) -> list[Link]:
    """Return the links of a case to others, seen from it."""
    return [
        Link(
            id=row["id"],
            case_id=row["case_id"],
            case=f"{row['case_name']} ({row['ref']})" if row["ref"] else row["case_name"],
            kind=row["kind"],
            onward=bool(row["onward"]),
        )
        for row in store.rows(_LINKS, case_id=case_id)
    ]


def link(store: Store, link_id: int) -> Row | None:
    """Return the two cases of a link and its kind."""
    return store.one(_LINK, id=link_id)


def continued(store: Store, case_ids: set[int]) -> set[int]:
    """Return the cases that some cases continue."""
    return {row["other_id"] for row in store.rows(_BEFORE, ids=store.numbers([*case_ids]))}


def pointers(store: Store, case_id: int) -> list[Pointer]:
    """Return the records of other features that belong to a case."""
    return [
        Pointer(id=row["id"], ref=Ref(row["ref_kind"], row["ref_id"]), called=row["called"])
        for row in store.rows(_POINTERS, case_id=case_id)
    ]


def pointer(store: Store, pointer_id: int) -> Row | None:
    """Return of what case a record belongs, and what it is called."""
    return store.one(_POINTER, id=pointer_id)


def pointed(store: Store, ref: Ref) -> list[int]:
    """Return the cases to which a record belongs."""
    return [row["case_id"] for row in store.rows(_POINTED, kind=ref.kind, id=ref.id)]


def versions(store: Store, case_id: int) -> list[Row]:
    """Return the versions of a casefile, the latest first."""
    return store.rows(_VERSIONS, case_id=case_id)


def notes(store: Store, case_id: int) -> list[Note]:
    """Return the restricted notes on a case that the actor may read."""
    return [Note(**row) for row in store.rows(_NOTES, case_id=case_id)]


def note(store: Store, note_id: int) -> int | None:
    """Return the case of a note that the actor may read."""
    found = store.value(_NOTE, id=note_id)
    return None if found is None else int(found)
