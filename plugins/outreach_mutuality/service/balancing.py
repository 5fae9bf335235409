"""Tells the balance with organisations: what was asked and done both ways, and whether like was treated alike."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from outreach_crm.app import App
from outreach_crm.sectors import service as sectors
from outreach_crm.storage import Row
from outreach_mutuality.model.balances import Alarm, Balance, Treatment
from outreach_mutuality.model.settings import MutualitySettings
from outreach_mutuality.queries import balance as queries

_COUNTS = (
    *("we_asked", "they_did", "they_declined", "asks_open"),
    *("they_asked", "we_did", "we_declined", "requests_open"),
)


def balances(app: App, *, contact_id: int | None = None, sector: str = "") -> list[Balance]:
    """Return the balance with each organisation that asked us something or was asked, by name (F15).

    Args:
        app: the App.
        contact_id: of this one only.
        sector: key of a sector: of its organisations only.

    Raises:
        NotFoundError: there is no such sector.
    """
    key = sectors.get(app, sector).key if sector.strip() else None
    settings = app.settings.of("mutuality", MutualitySettings)
    return [
        Balance(
            contact_id=row["contact_id"],
            name=row["name"],
            alarms=tuple(_alarms(row, app.clock.today(), settings)),
            **{name: int(row[name]) for name in _COUNTS},
        )
        for row in queries.balances(app.store, contact_id=contact_id, sector=key)
    ]


def _alarms(row: Row, today: date, settings: MutualitySettings) -> Iterator[Alarm]:
    if row["waits_since"] and date.fromisoformat(row["waits_since"]) + timedelta(days=settings.open_days) < today:
        yield Alarm.OPEN
    if row["unreturned"] >= settings.asks_without_return and not row["they_did"]:
        yield Alarm.WITHOUT_RETURN
    if row["promised_by"] and row["promised_by"] < today.isoformat():
        yield Alarm.OVERDUE


def together(name: str, all_of: Iterable[Balance]) -> Balance:
    """Return the balance with several organisations as one, such as those of a sector."""
    found = [*all_of]
    alarms = tuple(alarm for alarm in Alarm if any(alarm in one.alarms for one in found))
    counts = {count: sum(getattr(one, count) for one in found) for count in _COUNTS}
    return Balance(contact_id=0, name=name, alarms=alarms, **counts)


def treatment(app: App) -> list[Treatment]:
    """Return how requests of each kind were decided over all and by sector, so that one sees whether alike."""
    by_sector = [Treatment(**row) for row in queries.treated(app.store)]
    whole: dict[str, Treatment] = {}
    for one in by_sector:
        before = whole.get(one.kind, Treatment(kind=one.kind, sector="", met=0, declined=0))
        whole[one.kind] = Treatment(
            kind=one.kind, sector="", met=before.met + one.met, declined=before.declined + one.declined
        )
    return [*whole.values(), *(one for one in by_sector if one.sector)]
