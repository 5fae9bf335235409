"""AIUSA's nine reports: appeals of a time counted by case, country, topic and so on, with their supporters."""

import json
from collections.abc import Iterator
from datetime import date

from outreach_crm.app import App
from outreach_crm.errors import InvalidInputError
from outreach_crm.keywords.model import Facet
from outreach_crm.storage import Row
from outreach_crm.text import say
from outreach_urgent_actions.model.responses import BY, TYPES, Report, Reported, count
from outreach_urgent_actions.queries import responses as queries


def report(app: App, by: str, *, since: date | None = None, until: date | None = None, names: bool = False) -> Report:
    """Return the appeals of a time, counted.

    What was reported without topic or country is counted under those of its case.

    Args:
        app: the App.
        by: one of ``BY``.
        since: from which day; else from the first.
        until: to which day; else to today.
        names: supporters by name; else only how many wrote how much.

    Raises:
        InvalidInputError: there is no such report, or its time ends before it begins.
    """
    if by not in BY:
        raise InvalidInputError(say("Reports are by {names}, not by {by!r}.", names=", ".join(BY), by=by))
    until = until or app.clock.today()
    if since and until < since:
        raise InvalidInputError(
            say("The report ends on {until}, before it begins on {since}.", until=until, since=since)
        )
    first = since.isoformat() if since else ""
    rows = queries.appeals(app.store, first, until.isoformat())
    lines, whole = count(_reported(app, rows), by, names=names)
    return Report(by=by, since=first, until=until.isoformat(), lines=lines, whole=whole)


def _reported(app: App, rows: list[Row]) -> Iterator[Reported]:
    names = queries.countries(app.store)
    topics: dict[int, list[str]] = {}
    places: dict[int, list[str]] = {}
    for said in queries.said(app.store, {row["case_id"] for row in rows if row["case_id"]}):
        if said["facet"] == Facet.COUNTRY:
            places.setdefault(said["case_id"], []).extend(json.loads(said["codes"]))
        elif said["facet"] != Facet.REGION:
            topics.setdefault(said["case_id"], []).append(said["label"])
    for row in rows:
        case, month = row["case_id"], row["month"] or (row["on_date"] or "")[:7]
        codes = row["countries"].split() or places.get(case, [])
        who = f"contact {row['contact_id']}" if row["contact_id"] else f"named {row['sender']}" if row["sender"] else ""
        yield Reported(
            who=who,
            name=row["contact"] or row["sender"],
            case=row["case_ref"],
            year=str(row["year"] or "") or row["case_ref"].rpartition("/")[2].strip("?"),
            month=month,
            campaign=row["campaign"],
            page=row["page"],
            countries=tuple(names.get(code, code) for code in codes),
            topics=tuple(row["topics"].split("|")) if row["topics"] else tuple(topics.get(case, ())),
            figures={name: row[name] for name in TYPES},
        )
