"""The SQL of what groups wish for and need, and of the cases they said no to; groups are seen by the actor already."""

from collections.abc import Iterable

from outreach_cases.model.wishes import Refusal, Terms, Wish
from outreach_crm.storage import Row, Store

_TERMS = (
    "select t.id, t.group_id, t.capacity, t.languages, t.paper, t.actions, t.note, t.change_id from case_terms t"
    " where {among(t.group_id; :ids)}"
)
_WISHES = (
    "select w.id, w.group_id, w.facet, w.keyword_id, w.gender, w.mark from case_wishes w"
    " where {among(w.group_id; :ids)} order by w.id"
)
_REFUSALS = (
    "select r.id, r.group_id, r.case_id, c.name as case_name, c.ref, r.because, r.refused_on from case_refusals r"
    " join cases c on c.id = r.case_id and {within(c)} where {among(r.group_id; :ids)} order by r.refused_on, r.id"
)


def terms(store: Store, group_ids: Iterable[int]) -> dict[int, Terms]:
    """Return what groups need, by their contacts; one of which nothing is written down is left out."""
    return {
        row["group_id"]: Terms(**{name: value for name, value in row.items() if name != "id"})
        for row in store.rows(_TERMS, ids=store.numbers([*group_ids]))
    }


def terms_row(store: Store, group_id: int) -> int | None:
    """Return the row in which stands what a group needs."""
    found = store.rows(_TERMS, ids=store.numbers([group_id]))
    return int(found[0]["id"]) if found else None


def wishes(store: Store, group_ids: Iterable[int]) -> list[Wish]:
    """Return what groups wish for, in the order in which it was written down."""
    return [Wish(**row) for row in store.rows(_WISHES, ids=store.numbers([*group_ids]))]


def refusals(store: Store, group_ids: Iterable[int]) -> list[Refusal]:
    """Return the cases that groups said no to, the earliest first."""
    return [_refusal(row) for row in store.rows(_REFUSALS, ids=store.numbers([*group_ids]))]


def _refusal(row: Row) -> Refusal:
    plain = {name: value for name, value in row.items() if name not in {"case_name", "ref"}}
    return Refusal(**plain, case=f"{row['case_name']} ({row['ref']})" if row["ref"] else row["case_name"])
