"""Editions: which publication is one of which series, the cases in it, and what to mind before it leaves."""

from collections.abc import Sequence

from outreach_crm.app import App
from outreach_crm.errors import InvalidInputError
from outreach_crm.meaning import suggestion
from outreach_crm.storage import Row
from outreach_crm.text import either, say
from outreach_urgent_actions.model import State, UrgentActionSettings
from outreach_urgent_actions.model.editions import Edition, read_series
from outreach_urgent_actions.queries import editions as queries
from outreach_urgent_actions.service.finding import find_case


def put_together(
    app: App,
    issue_id: int,
    *,
    series: str = "",
    cases: Sequence[str] = (),
    without: Sequence[str] = (),
    because: str = "",
) -> Edition:
    """Say of which series a publication is an edition, and which cases stand in it.

    Args:
        app: the App.
        issue_id: the publication.
        series: one of the settings; may be left out for what is an edition already.
        cases: cases to be put in.
        without: cases to be taken out.
        because: why.

    Raises:
        InvalidInputError: there is no such series, or none was given.
        NotFoundError: there is no such case.
    """
    name = _known(app, series)
    added, taken = [find_case(app, one).id for one in cases], {find_case(app, one).id for one in without}
    with app.change("put edition together", because=because):
        found = _edition(app, issue_id, name)
        edition_id = found["id"]
        there = {row["case_id"]: row["id"] for row in queries.cases(app.store, edition_id)}
        for case_id in dict.fromkeys(added):
            if case_id not in there:
                app.store.insert("ua_edition_cases", {"edition_id": edition_id, "case_id": case_id})
        for case_id in sorted(taken & there.keys()):
            app.store.delete("ua_edition_cases", there[case_id])
        return _shown(app, found)


def _known(app: App, series: str) -> str:
    """Return the name of a series as the settings have it; empty where none was given."""
    known = _series(app)
    name = series.strip().lower()
    if name and name not in known:
        raise InvalidInputError(
            say(
                "There is no series {series!r}{suggestion}; there are {names}.",
                series=series,
                suggestion=suggestion(name, known),
                names=", ".join(known),
            )
        )
    return name


def edition_of(app: App, issue_id: int) -> Edition | None:
    """Return the edition that a publication is; None for one that is none."""
    found = queries.edition(app.store, issue_id)
    return _shown(app, found) if found else None


def _shown(app: App, found: Row) -> Edition:
    rows = queries.cases(app.store, found["id"])
    named = [(_name(row), row["state"]) for row in rows]
    return Edition(
        series=found["series"],
        cases=tuple(name for name, _ in named),
        ended=tuple(name for name, state in named if state != State.OPEN),
        at_least=_series(app).get(found["series"], 0),
    )


def _edition(app: App, issue_id: int, series: str) -> Row:
    """Return the edition that a publication is, made or changed where it has to be."""
    found = queries.edition(app.store, issue_id)
    if found is None:
        if not series:
            raise InvalidInputError(
                say("Say of what it is an edition: --of {names}.", names=either(_series(app) or ("NAME",)))
            )
        return {"id": app.store.insert("ua_editions", {"issue_id": issue_id, "series": series}), "series": series}
    if series and series != found["series"]:
        app.store.update("ua_editions", found["id"], {"series": series})
    return {**found, "series": series or found["series"]}


def _series(app: App) -> dict[str, int]:
    return read_series(app.settings.of("urgent_actions", UrgentActionSettings).editions)


def _name(row: Row) -> str:
    return str(row["ref"]) if row["variant"] == 1 else f"{row['ref']} ({row['variant']})"
