"""The SQL of issues, their keywords and texts."""

import json
from collections.abc import Iterable, Sequence

from outreach_crm.storage import Row, Store
from outreach_urgent_actions.model.issues import Issue, IssueKeyword

_COLUMNS = (
    "i.id, i.uid, i.kind, i.ordinal, i.subject, i.concerns, i.issued_on, i.issued_inferred, i.issued_written,"
    " i.deadline_on, i.received_at, i.index_number, i.audience, i.write_in, i.action, i.life_at_risk, i.source,"
    " i.external_id, i.change_id from ua_issues i"
)
# What was pasted without a day came on the day on which it was received.
_ORDER = " order by coalesce(i.issued_on, substr(i.received_at, 1, 10), ''), i.id"
_ONE = f"select {_COLUMNS} where i.id = :id"
_OF_CASE = f"select {_COLUMNS} join ua_issue_cases l on l.issue_id = i.id where l.case_id = :case_id{_ORDER}"
_OF_INDEX = f"select {_COLUMNS} where i.index_number = :index{_ORDER}"
_PUBLICATIONS = (
    f"select {_COLUMNS} where i.kind = 'publication' and (cast(:keyword_id as {{int}}) is null or exists"
    " (select 1 from ua_issue_keywords w join v_keyword_closure x on x.specific_id = w.keyword_id"
    " where w.issue_id = i.id and x.general_id = :keyword_id))"
    " order by coalesce(i.issued_on, '') desc, i.id desc limit :limit"
)
_DIGESTS = "select digest, id from ua_issues where digest in {each_text(:digests)}"
_EXTERNAL = "select external_id, id from ua_issues where source = :source and external_id in {each_text(:ids)}"
_KEYWORDS = (
    "select w.issue_id, w.written, w.keyword_id, w.origin, coalesce(k.label, '') as label from ua_issue_keywords w"
    " left join v_keywords k on k.id = w.keyword_id where {among(w.issue_id; :ids)} order by w.issue_id, w.id"
)
_KEYWORD_ROWS = (
    "select w.id, w.written, w.keyword_id, w.origin, coalesce(k.label, '') as label from ua_issue_keywords w"
    " left join v_keywords k on k.id = w.keyword_id where w.issue_id = :issue_id order by w.id"
)
_TEXT_ROW = "select id from ua_texts where issue_id = :issue_id and language = :language"
_LINKS = "select id from ua_issue_cases where issue_id = :issue_id"
_PLACE_ROWS = "select id from ua_issue_keywords where issue_id = :issue_id and origin = 'place'"
_TEXTS = "select language, subject, body from ua_texts where issue_id = :id order by id"
_ADDRESSEES = (
    "select name, copy, salutation, lines, email, fax from ua_addressees where issue_id = :id order by copy, position"
)
_FACTS = (
    "select i.id, i.kind, i.ordinal, i.subject, i.issued_on, i.issued_inferred, i.issued_written, i.deadline_on,"
    " i.external_id, c.ref, c.variant, c.number, c.year from ua_issues i"
    " left join ua_issue_cases l on l.issue_id = i.id left join ua_cases c on c.id = l.case_id"
    " where i.kind <> 'publication' and (:all = 1 or {among(c.id; :cases)} or {among(i.id; :ids)}) order by i.id, l.id"
)
_LABELLED = (
    "select w.issue_id, w.written, w.origin, coalesce(k.label, '') as label from ua_issue_keywords w"
    " left join v_keywords k on k.id = w.keyword_id"
    " where (:all = 1 or {among(w.issue_id; :ids)}) and w.origin <> 'added' order by w.id"
)
_UNMAPPED = (
    "select written, count(*) as uses from ua_issue_keywords where keyword_id is null and origin <> 'place'"
    " group by written order by count(*) desc, written"
)
_MAP = (
    "update ua_issue_keywords set keyword_id = :keyword_id, change_id = :change_id"
    " where keyword_id is null and written = :written and origin <> 'place'"
)
_SENT = (
    "select ref_id, dispatch_id, name, channel, state, count(*) as n,"
    " min(settled_at) as since, max(settled_at) as until"
    " from v_deliveries where ref_kind = :kind and {among(ref_id; :ids)}"
    " group by ref_id, dispatch_id, name, channel, state order by dispatch_id, channel, state"
)
_RESPONSES = (
    "select kind, count(*) as n, count(distinct contact_id) as people,"
    " cast(sum(letters) as {int}) as letters, cast(sum(emails) as {int}) as emails,"
    " cast(sum(calls) as {int}) as calls, cast(sum(unsorted) as {int}) as unsorted"
    " from v_ua_responses where case_id = :case_id"
    " group by kind order by kind"
)


def one(store: Store, issue_id: int) -> Issue | None:
    """Return an issue."""
    row = store.one(_ONE, id=issue_id)
    return Issue(**row) if row else None


def of_case(store: Store, case_id: int) -> list[Issue]:
    """Return the issues of a case, the first one first."""
    return [Issue(**row) for row in store.rows(_OF_CASE, case_id=case_id)]


def of_index(store: Store, index: str) -> list[Issue]:
    """Return what has an index number, a publication or the issues of a case."""
    return [Issue(**row) for row in store.rows(_OF_INDEX, index=index)]


def publications(store: Store, keyword_id: int | None, limit: int) -> list[Issue]:
    """Return publications, the latest first; with a keyword, or one more specific, where one is given."""
    return [Issue(**row) for row in store.rows(_PUBLICATIONS, keyword_id=keyword_id, limit=limit)]


def by_digest(store: Store, digests: Sequence[str]) -> dict[str, int]:
    """Return the ids of the issues that are there already, by digest."""
    return {row["digest"]: row["id"] for row in store.rows(_DIGESTS, digests=json.dumps(digests))}


def by_external(store: Store, source: str, ids: Sequence[str]) -> dict[str, int]:
    """Return the ids of the issues that a source has told of, by their numbers in it."""
    rows = store.rows(_EXTERNAL, source=source, ids=json.dumps(ids))
    return {row["external_id"]: row["id"] for row in rows}


def keywords(store: Store, issue_ids: Iterable[int]) -> dict[int, list[IssueKeyword]]:
    """Return the keywords of issues by the issues' ids."""
    found: dict[int, list[IssueKeyword]] = {}
    for row in store.rows(_KEYWORDS, ids=store.numbers([*issue_ids])):
        found.setdefault(row.pop("issue_id"), []).append(IssueKeyword(**row))
    return found


def texts(store: Store, issue_id: int) -> list[Row]:
    """Return the texts of an issue as they were entered: ``language``, ``subject``, ``body``."""
    return store.rows(_TEXTS, id=issue_id)


def addressees(store: Store, issue_id: int) -> list[Row]:
    """Return to whom appeals go, then who gets copies."""
    return store.rows(_ADDRESSEES, id=issue_id)


def facts(store: Store, *, cases: Sequence[int] | None = None, ids: Sequence[int] = ()) -> list[Row]:
    """Return issues as the rules of what is odd ask for them, a row for each case; of some cases, or all."""
    marks = {"all": int(cases is None), "cases": store.numbers([*(cases or ())]), "ids": store.numbers([*ids])}
    return store.rows(_FACTS, **marks)


def labelled(store: Store, ids: Sequence[int] | None = None) -> list[Row]:
    """Return keywords as issued and places, of some issues or all: ``issue_id``, ``written``, ``origin``, ``label``."""
    return store.rows(_LABELLED, all=int(ids is None), ids=store.numbers([*(ids or ())]))


def unmapped(store: Store) -> list[tuple[str, int]]:
    """Return the keywords that are not in the thesaurus, with how often they were used."""
    return [(row["written"], int(row["uses"])) for row in store.rows(_UNMAPPED)]


def sent(store: Store, kind: str, ids: Iterable[int]) -> list[Row]:
    """Return who got what, in figures: a row for each mailing (about ``ua_issues`` or ``ua_cases``), channel, state."""
    return store.rows(_SENT, kind=kind, ids=store.numbers([*ids]))


def responses(store: Store, case_id: int) -> list[Row]:
    """Return what came back for a case, in figures: a row for each kind."""
    return store.rows(_RESPONSES, case_id=case_id)


def keyword_rows(store: Store, issue_id: int) -> list[Row]:
    """Return the keywords of an issue with the ids of their rows."""
    return store.rows(_KEYWORD_ROWS, issue_id=issue_id)


def text_row(store: Store, issue_id: int, language: str) -> int | None:
    """Return the id of the row of a text."""
    found = store.value(_TEXT_ROW, issue_id=issue_id, language=language)
    return None if found is None else int(found)


def leave_cases(store: Store, issue_id: int) -> None:
    """Take an issue out of all its cases."""
    for row in store.rows(_LINKS, issue_id=issue_id):
        store.delete("ua_issue_cases", row["id"])


def forget_places(store: Store, issue_id: int) -> None:
    """Take away the countries of an issue."""
    for row in store.rows(_PLACE_ROWS, issue_id=issue_id):
        store.delete("ua_issue_keywords", row["id"])


def map_keyword(store: Store, written: str, keyword_id: int) -> None:
    """Give a keyword that had no meaning one, in all issues that have it."""
    store.execute(_MAP, written=written, keyword_id=keyword_id)
