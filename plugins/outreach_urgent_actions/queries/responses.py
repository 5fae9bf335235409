"""The SQL of what came back."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from outreach_crm.storage import Row, Store

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from outreach_urgent_actions.model.responses import Response

_RESPONSE = (
    "select r.id, r.kind, coalesce(k.ref, r.written) as case_ref, c.id as contact_id, coalesce(c.name, '') as contact,"
    " r.on_date, r.month, r.letters, r.emails, r.calls, r.unsorted, r.sender, r.result, r.note, r.change_id"
    " from ua_responses r"
    " left join ua_cases k on k.id = r.case_id left join v_contacts c on c.id = r.contact_id and {visible(c)}"
)
_ONE = f"{_RESPONSE} where r.id = :id"
_OF_CONTACT = f"{_RESPONSE} where r.contact_id = :contact_id order by r.on_date, r.month, r.id"
_OF_CASE = f"{_RESPONSE} where r.case_id = :case_id and r.kind <> 'appeals' order by r.on_date, r.id"
# Individuals are counted; a group or a meeting is named.
_WROTE = (
    f"{_RESPONSE} where r.case_id = :case_id and r.kind = 'appeals' and (c.kind = 'group' or r.sender <> '')"
    " order by r.on_date desc, r.id desc limit :most"
)
MEETING = "meeting"
"""Where appeals come from that a group wrote at a meeting of its own."""
_AT_MEETING = (
    "select id, letters from ua_responses where case_id = :case_id and contact_id = :contact_id and on_date = :on"
    " and kind = 'appeals' and source = :source order by id limit 1"
)
_MOST = 20
_APPEALS = (
    "select r.case_id, coalesce(k.ref, r.written) as case_ref, r.on_date, r.month, r.letters, r.emails, r.calls,"
    " r.unsorted, r.sender, r.countries, r.topics, r.campaign, r.page,"
    " coalesce(r.year, k.year) as year, r.contact_id,"
    " case when c.id is null then '' else c.name end as contact from ua_responses r"
    " left join ua_cases k on k.id = r.case_id left join v_contacts c on c.id = r.contact_id and {visible(c)}"
    " where r.kind = 'appeals' and coalesce(r.on_date, r.month || '-31') >= :since"
    " and coalesce(r.on_date, r.month || '-01') <= :until order by r.id"
)
# What the first issue of a case says, for appeals that were reported without topic or country.
_SAID = (
    "select distinct l.case_id, k.facet, k.label, k.codes from ua_issue_cases l"
    " join ua_issues i on i.id = l.issue_id and i.kind = 'initial' join ua_issue_keywords w on w.issue_id = i.id"
    " join v_keywords k on k.id = w.keyword_id where {among(l.case_id; :ids)} order by l.case_id, k.label"
)
_COUNTRIES = "select codes, label from v_keywords where facet = 'country' and codes <> '[]' order by id"
_KNOWN = "select id, digest, letters, emails, calls, unsorted from ua_responses where digest in {each_text(:digests)}"
_REACHED = (
    "select p.address_key, min(p.contact_id) as contact_id from v_points p"
    " join v_contacts c on c.id = p.contact_id and c.trashed_on is null and {visible(c)}"
    " where p.kind = 'email' and p.address_key in {each_text(:keys)}"
    " group by p.address_key having count(distinct p.contact_id) = 1"
)


def at_meeting(store: Store, case_id: int, contact_id: int, on: date) -> tuple[int, int] | None:
    """Return the letters that a group wrote for a case at a meeting on a day: their row, and how many."""
    asked = {"case_id": case_id, "contact_id": contact_id, "on": on.isoformat(), "source": MEETING}
    row = store.one(_AT_MEETING, **asked)
    return (row["id"], row["letters"]) if row else None


def one(store: Store, response_id: int) -> Response | None:
    """Return a response."""
    row = store.one(_ONE, id=response_id)
    return _record(row) if row else None


def of_contact(store: Store, contact_id: int) -> list[Response]:
    """Return what somebody sent or passed on."""
    return [_record(row) for row in store.rows(_OF_CONTACT, contact_id=contact_id)]


def of_case(store: Store, case_id: int) -> list[Response]:
    """Return the replies and thanks about a case."""
    return [_record(row) for row in store.rows(_OF_CASE, case_id=case_id)]


def wrote(store: Store, case_id: int) -> list[Response]:
    """Return the latest appeals for a case that groups sent, or that were written at a meeting."""
    return [_record(row) for row in store.rows(_WROTE, case_id=case_id, most=_MOST)]


def appeals(store: Store, since: str, until: str) -> list[Row]:
    """Return the appeals of a time, each with all it can be counted by; a month counts if a day of it is in it."""
    return store.rows(_APPEALS, since=since, until=until)


def said(store: Store, cases: Iterable[int]) -> list[Row]:
    """Return the keywords of the first issues of cases: ``case_id``, ``facet``, ``label``, ``codes``."""
    return store.rows(_SAID, ids=store.numbers([*cases]))


def countries(store: Store) -> dict[str, str]:
    """Return the names of countries by their codes."""
    return {code: row["label"] for row in store.rows(_COUNTRIES) for code in json.loads(row["codes"])}


def known(store: Store, digests: Sequence[str]) -> dict[str, Row]:
    """Return the rows that were reported before, by digest, with their figures."""
    return {row["digest"]: row for row in store.rows(_KNOWN, digests=json.dumps(digests))}


def reached(store: Store, keys: Sequence[str]) -> dict[str, int]:
    """Return whom an e-mail address belongs to, by its key; one that several share is nobody's."""
    return {row["address_key"]: row["contact_id"] for row in store.rows(_REACHED, keys=json.dumps(keys))}


def _record(row: Row) -> Response:
    # The card of each contact asks, and few wrote.
    from outreach_urgent_actions.model.responses import Response

    return Response(case=row.pop("case_ref"), **row)
