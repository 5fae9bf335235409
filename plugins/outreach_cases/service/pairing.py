"""Brings cases and groups into the form in which the rules of allocation look at them."""

from collections.abc import Iterable, Sequence
from datetime import date

from attrs import frozen

from outreach_cases.formulas import fitting
from outreach_cases.formulas.rolling import Standing
from outreach_cases.model.cases import Case
from outreach_cases.model.levels import Level, Stance
from outreach_cases.model.openness import against_giving
from outreach_cases.model.settings import CasesSettings
from outreach_cases.model.wishes import Facet, Wish
from outreach_cases.queries import cases as case_queries
from outreach_cases.queries import pairing as queries
from outreach_cases.queries import wishes as wish_queries
from outreach_cases.service.finding import Asked
from outreach_crm.app import App
from outreach_crm.errors import InvalidInputError
from outreach_crm.groups import service as groups
from outreach_crm.keywords import service as keywords
from outreach_crm.storage import Row
from outreach_crm.text import say

_POOR = 3
"""From this level on a case meets so little that its group goes first the next time (F11)."""


@frozen(kw_only=True)
class Book:
    """The cases that groups may be given, as the rules look at them.

    Args:
        cases: as they are, by their numbers.
        pairs: as the rules look at them, by their numbers as text.
        standings: how many groups work on each, by its number as text.
    """

    cases: dict[int, Case]
    pairs: dict[str, fitting.Case]
    standings: dict[str, Standing]

    @property
    def all(self) -> list[fitting.Case]:
        """The cases as the rules look at them."""
        return [*self.pairs.values()]


def open_cases(app: App, also: Iterable[int] = ()) -> Book:
    """Return the cases that groups may work on today, and some others besides, such as those that groups hold."""
    keywords.prepare(app)
    today = app.clock.today()
    asked = Asked(levels=[Level.ACTIVE], stance=Stance.WORK)
    found = {one.id: one for one in case_queries.listed(app.store, asked, today.isoformat())}
    found = {number: one for number, one in found.items() if not any(against_giving(one))}
    missing = [number for number in dict.fromkeys(also) if number not in found]
    further = case_queries.some(app.store, missing, today.isoformat()) if missing else []
    cases = found | {one.id: one for one in further}
    return Book(cases=cases, pairs=_pairs(app, [*cases.values()], found), standings=_standings(app, cases, today))


def _pairs(app: App, cases: Sequence[Case], free: Iterable[int]) -> dict[str, fitting.Case]:
    ids, settings = [one.id for one in cases], app.settings.of("cases", CasesSettings)
    limits, issues = queries.limits(app.store, ids), queries.issues(app.store, ids)
    around = queries.around(app.store, [*{one.country for one in cases if one.country}])
    may = {*free}
    made = {}
    for one in cases:
        least, most = limits_of(limits[one.id], settings)
        facets = {
            Facet.REGION.value: frozenset(map(str, around.get(one.country, ()))),
            Facet.ISSUE.value: frozenset(map(str, issues.get(one.id, ()))),
            Facet.GENDER.value: frozenset({one.gender.value} if one.gender else ()),
        }
        made[str(one.id)] = fitting.Case(
            id=str(one.id),
            facets={facet: values for facet, values in facets.items() if values},
            language=plain(one.language) or None,
            countries={one.country} if one.country else (),
            open=one.id in may,
            least=least,
            most=most,
        )
    return made


def limits_of(row: Row, settings: CasesSettings) -> tuple[int, int]:
    """Return how many groups shall, and how many may work on a case: its own numbers, else those of the settings."""
    least = settings.least if row["least"] is None else row["least"]
    most = settings.most if row["most"] is None else row["most"]
    return min(least, most), most


def _standings(app: App, cases: dict[int, Case], today: date) -> dict[str, Standing]:
    there = queries.standings(app.store)
    made = {}
    for number, case in cases.items():
        row = there.get(number)
        working = int(row["groups"]) if row else 0
        since = (row["last_on"] if row else None) or case.opened_on
        idle = 0 if working else max((today - date.fromisoformat(since)).days, 0)
        made[str(number)] = Standing(groups=working, idle=idle)
    return made


def asking_group(app: App, group_id: int) -> tuple[fitting.Group, str]:
    """Return a group as the rules look at it, and what it is called.

    Raises:
        NotFoundError, InvalidInputError: there is no such group, it has ended, or is in the trash.
    """
    found = groups.get(app, group_id)
    row = queries.group(app.store, group_id)
    if row is None or row["trashed_on"]:
        raise InvalidInputError(
            say("{name} is in the trash: outreach contacts restore {group_id}.", name=found.name, group_id=group_id)
        )
    if row["ended_on"] and row["ended_on"] <= app.clock.today().isoformat():
        raise InvalidInputError(
            say("{name} has ended on {row}; it takes no case on.", name=found.name, row=row["ended_on"])
        )
    return read_groups(app, [row])[0], found.name


def read_groups(app: App, rows: Sequence[Row]) -> list[fitting.Group]:
    """Return groups as the rules look at them."""
    ids = [row["group_id"] for row in rows]
    wished: dict[int, list[Wish]] = {}
    for wish in wish_queries.wishes(app.store, ids):
        wished.setdefault(wish.group_id, []).append(wish)
    refused: dict[int, set[str]] = {}
    for refusal in wish_queries.refusals(app.store, ids):
        refused.setdefault(refusal.group_id, set()).add(str(refusal.case_id))
    last = queries.last(app.store, ids)
    own = app.settings.of("cases", CasesSettings).own_country
    return [
        fitting.Group(
            id=str(row["group_id"]),
            wishes=_wishes(wished.get(row["group_id"], ())),
            languages={plain(one) for one in row["languages"].split()} or {plain(app.section.language)},
            refused=refused.get(row["group_id"], ()),
            barred_countries=() if own else {row["country"] or app.section.country} - {""},
            places=row["places"],
            credit=_credit(last.get(row["group_id"])),
        )
        for row in rows
    ]


def _wishes(wished: Iterable[Wish]) -> list[fitting.Wish]:
    """Return wishes of one facet that are meant alike as one that any of their values meets."""
    values: dict[tuple[str, str], set[str]] = {}
    for one in wished:
        said = str(one.keyword_id) if one.gender is None else one.gender.value
        values.setdefault((one.facet.value, one.mark.value), set()).add(said)
    return [fitting.Wish(facet=facet, values=said, mark=fitting.Mark(mark)) for (facet, mark), said in values.items()]


def _credit(last: Row | None) -> int:
    """Return for how much a group waits: its last case has ended, or met little of what it wished for."""
    if last is None:
        return 0
    return int(last["to_on"] is not None) + int(last["fit"] is not None and last["fit"] >= _POOR)


def plain(language: str) -> str:
    """Return a language without its region: whoever reads ``en`` reads ``en-GB``."""
    return language.partition("-")[0].lower()
