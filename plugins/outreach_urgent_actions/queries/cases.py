"""The SQL of cases."""

from collections.abc import Iterable

from outreach_crm.storage import Row, Store
from outreach_urgent_actions.model.issues import Case, Person

_COLUMNS = (
    "c.id, c.ref, c.series, c.number, c.year, c.variant, c.state, c.state_on, c.state_because, c.change_id"
    " from ua_cases c"
)
_ONE = f"select {_COLUMNS} where c.id = :id"
_OF_ISSUE = f"select {_COLUMNS} join ua_issue_cases l on l.case_id = c.id where l.issue_id = :issue_id order by l.id"
_NAMED = (
    f"select {_COLUMNS} where (cast(:number as {{int}}) is null or c.number = :number)"
    " and (cast(:year as {int}) is null or c.year = :year) and (:series = '' or c.series = :series)"
    " order by c.year desc, c.number, c.variant, c.id limit :limit"
)
_OF_REF = f"select {_COLUMNS} where c.ref = :ref order by c.variant"
_OF_NUMBERS = (
    "select c.id, c.ref, c.series, c.number, c.year, c.variant, c.state, c.state_on, c.state_because,"
    " (select count(*) from ua_issue_cases l join ua_issues i on i.id = l.issue_id"
    " where l.case_id = c.id and i.kind = 'initial') as firsts,"
    " (select min(i.issued_on) from ua_issue_cases l join ua_issues i on i.id = l.issue_id"
    " where l.case_id = c.id and i.kind = 'initial') as first_on"
    " from ua_cases c where c.number is null or {among(c.number; :numbers)} order by c.ref, c.variant"
)
_PLACES = (
    "select distinct l.case_id, i.kind, k.scheme, k.key from ua_issue_cases l join ua_issues i on i.id = l.issue_id"
    " join ua_issue_keywords w on w.issue_id = i.id and w.origin = 'place' join v_keywords k on k.id = w.keyword_id"
    " where {among(l.case_id; :ids)}"
)
_PEOPLE = (
    "select id, case_id, kind, name, gender, age, occupation, people, outcome, outcome_on, outcome_note, change_id"
    " from ua_people where {among(case_id; :ids)} order by case_id, id"
)
_HELD = (
    "select (select count(*) from ua_issue_cases where case_id = :id) + (select count(*) from ua_people"
    " where case_id = :id) + (select count(*) from v_ua_responses where case_id = :id)"
    " + (select count(*) from ua_edition_cases where case_id = :id) as n"
)
_LIST = (
    "select c.id, c.ref, c.variant, c.state, c.state_on, count(i.id) as issues, min(i.issued_on) as first_on,"
    " max(i.issued_on) as last_on, max(i.id) as last_id, max(i.deadline_on) as deadline_on,"
    " coalesce(min(case when i.kind = 'initial' then i.subject end), max(i.subject), '') as subject"
    " from ua_cases c left join ua_issue_cases l on l.case_id = c.id left join ua_issues i on i.id = l.issue_id"
    " where (:state = '' or c.state = :state) and (cast(:year as {int}) is null or c.year = :year)"
    " and (cast(:keyword_id as {int}) is null or exists (select 1 from ua_issue_cases m"
    " join ua_issue_keywords w on w.issue_id = m.issue_id join v_keyword_closure x on x.specific_id = w.keyword_id"
    " where m.case_id = c.id and x.general_id = :keyword_id))"
    " group by c.id, c.ref, c.variant, c.state, c.state_on"
    " order by coalesce(max(i.issued_on), '') desc, c.id desc limit :limit"
)


def one(store: Store, case_id: int) -> Case | None:
    """Return a case."""
    row = store.one(_ONE, id=case_id)
    return Case(**row) if row else None


def of_ref(store: Store, ref: str) -> list[Case]:
    """Return the cases under a reference such as ``UA 205/2001``."""
    return [Case(**row) for row in store.rows(_OF_REF, ref=ref)]


def of_issue(store: Store, issue_id: int) -> list[Case]:
    """Return the cases an issue belongs to, as it names them."""
    return [Case(**row) for row in store.rows(_OF_ISSUE, issue_id=issue_id)]


def named(store: Store, series: str, number: int | None, year: int | None, limit: int = 20) -> list[Case]:
    """Return the cases of a number, year and series as far as these are known."""
    return [Case(**row) for row in store.rows(_NAMED, series=series, number=number, year=year, limit=limit)]


def is_bare(store: Store, case_id: int) -> bool:
    """Tell whether a case has no issue, names nobody and got no answer."""
    return not store.value(_HELD, id=case_id)


def of_numbers(store: Store, numbers: Iterable[int]) -> list[Row]:
    """Return cases of some numbers and those without one, with ``firsts`` (how many first issues) and ``places``."""
    rows = store.rows(_OF_NUMBERS, numbers=store.numbers([*numbers]))
    firsts = {row["id"]: row["firsts"] for row in rows}
    places: dict[int, set[str]] = {row["id"]: set() for row in rows}
    for row in store.rows(_PLACES, ids=store.numbers([*firsts])):
        if not firsts[row["case_id"]] or row["kind"] == "initial":
            places[row["case_id"]].add(f"{row['scheme']}:{row['key']}")
    return [{**row, "places": places[row["id"]]} for row in rows]


def people(store: Store, case_ids: Iterable[int]) -> list[Person]:
    """Return whom cases are about."""
    return [Person(**row) for row in store.rows(_PEOPLE, ids=store.numbers([*case_ids]))]


def listed(store: Store, *, state: str, year: int | None, keyword_id: int | None, limit: int) -> list[Row]:
    """Return cases with how many issues they have and from when to when, the latest first."""
    return store.rows(_LIST, state=state, year=year, keyword_id=keyword_id, limit=limit)
