"""The SQL of cases, and of how far they were on a day."""

import json
from collections.abc import Iterable, Sequence

from attrs import frozen

from outreach_cases.formulas.individuals import Individuals
from outreach_cases.model.cases import Case
from outreach_cases.model.levels import Level, Stance, Track
from outreach_cases.model.links import Addressee
from outreach_crm.storage import Row, Store

_ALL = 2**31 - 1
_BEYOND = chr(0x10FFFF)

# The last row of a track that was not struck out, on or before a day; one look into an index for each case.
_LAST = (
    "(select t.id from case_transitions t where t.case_id = c.id and t.track = '{track}' and t.decided_on <= :on"
    " and not exists (select 1 from struck_out x where x.tbl = 'case_transitions' and x.row_id = t.id)"
    " order by t.decided_on desc, t.id desc limit 1)"
)
_LEVEL, _STANCE = (_LAST.replace("{track}", one) for one in (Track.LEVEL, Track.STANCE))
FROM_ON = (
    f"from cases c join case_transitions l on l.id = {_LEVEL} left join case_transitions s on s.id = {_STANCE}"
    " where {within(c)}"
)
"""Cases as they were on ``:on``, as far as the actor may see them: with their level as ``l``, our decision as ``s``."""
_FIELDS = (
    "c.id, c.ref, c.name, c.whom, c.people, c.counted, c.gender, c.country, c.language, c.public, c.consent, c.wish,"
    " c.poc, c.opened_on, c.circle_id, c.change_id, l.state as level, l.decided_on as level_on, l.reason,"
    " s.state as stance, s.decided_on as stance_on, coalesce(s.reason, '') as stance_reason"
)
_SOME = f"select {_FIELDS} {FROM_ON} and {{among(c.id; :ids)}} order by c.sort_name, c.id"
_ASKED = (
    "(:all_levels = 1 or l.state in {each_text(:levels)})"
    " and (:stance = '' or s.state = :stance or (:stance = 'none' and s.state is null))"
    " and (:everywhere = 1 or c.country in {each_text(:countries)})"
    " and (cast(:keyword_id as {int}) is null or exists (select 1 from case_keywords w"
    " join v_keyword_closure x on x.specific_id = w.keyword_id where w.case_id = c.id and x.general_id = :keyword_id))"
    " and (:poc = 0 or c.poc = 1)"
)
_LIST = f"select {_FIELDS} {FROM_ON} and {_ASKED} order by c.sort_name, c.id limit :limit offset :start"
_SUMS = (
    "select l.state as level, sum(case when c.counted = 'known' then c.people else 0 end) as known,"
    " sum(case when c.counted = 'estimated' then c.people else 0 end) as estimated, count(c.people) as counted_cases,"
    f" count(*) - count(c.people) as unknown_cases {FROM_ON} and {_ASKED} group by l.state"
)
_COUNTED = ("known", "estimated", "counted_cases", "unknown_cases")
_REF = "select c.id from cases c where c.ref = :ref and c.ref <> '' and {within(c)} order by c.id"
_SAME_REF = (
    "select c.id from cases c where c.ref = :ref and c.ref <> '' and c.id <> :but"
    " and coalesce(c.circle_id, 0) = :circle_id and {within(c)}"
)
_NAMED = "select c.id, c.ref, c.country from cases c where c.sort_name = :sort_name and {within(c)} order by c.id"
_NAMES = "select c.id, c.name, c.ref from cases c where {within(c)} order by c.id"
_KEYWORDS = (
    "select w.id, w.case_id, w.keyword_id from case_keywords w where {among(w.case_id; :ids)} order by w.case_id, w.id"
)
_ADDRESSEES = (
    "select id, name, salutation, lines, email from case_addressees where case_id = :case_id order by position, id"
)
_HAS = "c.id in (select ref from words where tbl = 'cases' and word >= :first{n} and word < :last{n})"
_FOUND = "select c.id from cases c where {has} and {within(c)} order by c.id desc limit :limit"


@frozen(kw_only=True)
class Asked:
    """Which cases are asked for: of some levels (None: all), a decision of ours, countries (None: all), a concern.

    ``stance`` is ``none`` for cases on which nothing is decided.
    """

    levels: Sequence[Level] | None = None
    stance: Stance | str = ""
    countries: Sequence[str] | None = None
    keyword_id: int | None = None
    poc: bool = False


def some(store: Store, ids: Iterable[int], on: str) -> list[Case]:
    """Return cases by their numbers as they were on a day (ISO 8601), without those that were none yet."""
    return [Case(**row) for row in store.rows(_SOME, ids=store.numbers([*ids]), on=on)]


def listed(store: Store, asked: Asked, on: str, *, start: int = 0, limit: int | None = None) -> list[Case]:
    """Return the cases asked for as they were on a day, by name; the closure of keywords is there already."""
    found = store.rows(_LIST, **_values(asked), on=on, start=start, limit=_ALL if limit is None else limit)
    return [Case(**row) for row in found]


def sums(store: Store, asked: Asked, on: str) -> dict[Level, Individuals]:
    """Return by level for how many people cases stood on a day."""
    found = store.rows(_SUMS, **_values(asked), on=on)
    return {Level(row["level"]): Individuals(**{key: row[key] for key in _COUNTED}) for row in found}


def _values(asked: Asked) -> dict[str, object]:
    return {
        "all_levels": int(asked.levels is None),
        "levels": json.dumps([str(one.value) for one in asked.levels or ()]),
        "stance": str(asked.stance),
        "everywhere": int(asked.countries is None),
        "countries": json.dumps([*(asked.countries or ())]),
        "keyword_id": asked.keyword_id,
        "poc": int(asked.poc),
    }


def of_ref(store: Store, ref: str) -> int | None:
    """Return the case of a reference."""
    found = store.value(_REF, ref=ref)
    return None if found is None else int(found)


def same_ref(store: Store, case: Case, ref: str, circle_id: int | None) -> int | None:
    """Return another case of a reference among those of a circle (None: those of everybody); None: there is none."""
    found = store.value(_SAME_REF, ref=ref, but=case.id, circle_id=circle_id or 0)
    return None if found is None else int(found)


def named(store: Store, sort_name: str) -> list[Row]:
    """Return the numbers, references and countries of cases by their folded name."""
    return store.rows(_NAMED, sort_name=sort_name)


def names(store: Store) -> dict[int, str]:
    """Return what cases may be called by: their names and references."""
    return {row["id"]: f"{row['name']} {row['ref']}".strip() for row in store.rows(_NAMES)}


def keywords(store: Store, case_ids: Iterable[int]) -> dict[int, dict[int, int]]:
    """Return of each case its keywords with the rows that say so."""
    found: dict[int, dict[int, int]] = {}
    for row in store.rows(_KEYWORDS, ids=store.numbers([*case_ids])):
        found.setdefault(row["case_id"], {})[row["keyword_id"]] = row["id"]
    return found


def addressees(store: Store, case_id: int) -> dict[int, Addressee]:
    """Return to whom the appeals of a case go, by their rows."""
    return {row.pop("id"): Addressee(**row) for row in store.rows(_ADDRESSEES, case_id=case_id)}


def begun(store: Store, prefixes: Sequence[str], limit: int) -> list[int]:
    """Return the latest cases of which each prefix begins a word of the name or reference."""
    has = " and ".join(_HAS.replace("{n}", str(n)) for n in range(len(prefixes)))
    ends = {f"first{n}": prefix for n, prefix in enumerate(prefixes)}
    ends |= {f"last{n}": prefix + _BEYOND for n, prefix in enumerate(prefixes)}
    return [row["id"] for row in store.rows(_FOUND.replace("{has}", has), limit=limit, **ends)]
