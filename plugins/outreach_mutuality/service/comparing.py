"""Tells whether like requests were treated alike: by kind and sector, where decisions departed, and who got what."""

from collections.abc import Sequence
from itertools import groupby

from outreach_crm.app import App
from outreach_crm.sectors import service as sectors
from outreach_crm.storage import Row
from outreach_mutuality.model.balances import Consistency, Departure, Mixed, Share, Treatment
from outreach_mutuality.queries import balance as queries


def treatment(app: App) -> list[Treatment]:
    """Return how requests of each kind were decided over all and by sector, so that one sees whether alike."""
    names = _names(app)
    return [Treatment(name=names.get(str(row["sector"]), ""), **row) for row in queries.treated(app.store)]


def _names(app: App) -> dict[str, str]:
    return {"": "", **{one.key: one.name for one in sectors.all_sectors(app)}}


def consistency(app: App, most: int | None = None) -> Consistency:
    """Return whether like requests were treated alike across organisations and sectors.

    Args:
        app: the App.
        most: so many departures, and so many organisations of a kind, at most; None: all.
    """
    treated = treatment(app)
    mixed = {one.kind: one for one in treated if not one.sector and _differ(one)}
    names = _names(app)
    rows = queries.who_got(app.store, [*mixed], most)
    of = queries.sectors(app.store, [*{row["contact_id"] for row in rows}])
    found = []
    for kind, some in groupby(rows, key=lambda row: row["kind"]):
        got, whole = [*some], mixed[kind]
        found.append(
            Mixed(
                kind=kind,
                met=whole.met,
                offered=whole.offered,
                declined=whole.declined,
                shares=tuple(
                    _share(row, [names.get(key, key) for key in of.get(row["contact_id"], ())]) for row in got
                ),
                organisations=int(got[0]["organisations"]),
            )
        )
    return Consistency(
        treated=tuple(treated),
        departures=tuple(Departure(**row) for row in queries.departed(app.store, most)),
        mixed=tuple(found),
    )


def _share(row: Row, sectors_of: Sequence[str]) -> Share:
    return Share(
        contact_id=row["contact_id"],
        contact=row["contact"],
        sectors=tuple(sectors_of),
        met=int(row["met"]),
        offered=int(row["offered"]),
        declined=int(row["declined"]),
    )


def _differ(one: Treatment) -> bool:
    """Return whether requests of a kind did not all come to the same."""
    return sum(map(bool, (one.met, one.offered, one.declined))) > 1
