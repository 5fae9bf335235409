"""Tells the balance with organisations: what was asked and done both ways, and what is out of balance."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any

from outreach_crm.app import App
from outreach_crm.model import Ref
from outreach_crm.sectors import service as sectors
from outreach_crm.storage import Row
from outreach_crm.text import count, say
from outreach_mutuality.model.balances import Alarm, Balance, BySector, Pressing
from outreach_mutuality.model.requests import NEXT, State, in_a_line
from outreach_mutuality.model.settings import MutualitySettings
from outreach_mutuality.queries import balance as queries
from outreach_mutuality.queries import waiting

_COUNTS = (
    *("organisations", "we_asked", "they_did", "they_declined", "asks_open", "asks_given_up"),
    *("they_asked", "we_did", "we_offered", "we_declined", "requests_open"),
)


def balances(app: App, *, contact_id: int | None = None, sector: str = "") -> list[Balance]:
    """Return the balance with each organisation that asked us something or was asked, by name (F15).

    People are not weighed: what they ask stands among the requests, what they were asked among the asks.

    Args:
        app: the App.
        contact_id: of this one only.
        sector: key of a sector: of its organisations only.

    Raises:
        NotFoundError: there is no such sector.
    """
    key = sectors.get(app, sector).key if sector.strip() else None
    rows = queries.balances(app.store, contact_id=contact_id, sector=key)
    today, settings = app.clock.today(), app.settings.of("mutuality", MutualitySettings)
    return [_balance(row, tuple(_alarms(row, today, settings))) for row in rows]


def _balance(row: Row, alarms: tuple[Alarm, ...]) -> Balance:
    counts: dict[str, Any] = {name: int(row[name]) for name in _COUNTS[1:]}
    return Balance(contact_id=row["contact_id"], name=row["name"], alarms=alarms, **counts)


def _alarms(row: Row, today: date, settings: MutualitySettings) -> Iterator[Alarm]:
    if row["waits_since"] and row["waits_since"] < _too_long(today, settings):
        yield Alarm.OPEN
    if row["unreturned"] >= settings.asks_without_return and not row["they_did"]:
        yield Alarm.WITHOUT_RETURN
    if row["they_did"] and row["not_met_on"] and not row["we_did"]:
        yield Alarm.ONE_SIDED
    if row["promised_by"] and row["promised_by"] < today.isoformat():
        yield Alarm.OVERDUE


def _too_long(today: date, settings: MutualitySettings) -> str:
    """Return the day before which a request must have come to have waited too long (ISO 8601)."""
    return (today - timedelta(days=settings.open_days)).isoformat()


def together(name: str, all_of: Iterable[Balance], sector: str = "") -> Balance:
    """Return the balance with several organisations as one, such as those of a sector."""
    found = [*all_of]
    alarms = tuple(alarm for alarm in Alarm if any(alarm in one.alarms for one in found))
    counts: dict[str, Any] = {name: sum(getattr(one, name) for one in found) for name in _COUNTS}
    return Balance(contact_id=0, name=name, sector=sector, alarms=alarms, **counts)


def by_sector(app: App) -> BySector:
    """Return the balance with the organisations of each sector, in the order of the sectors, and with all of them.

    Whoever belongs to two sectors counts in both, and in the whole once; those of no sector stand last.
    """
    found = balances(app)
    of = queries.sectors(app.store, [one.contact_id for one in found])
    grouped: dict[str, list[Balance]] = {}
    for one in found:
        for key in of.get(one.contact_id, [""]):
            grouped.setdefault(key, []).append(one)
    names = {one.key: one.name for one in sectors.all_sectors(app)}
    order = [*(key for key in names if key in grouped), *sorted(key for key in grouped if key and key not in names)]
    told = [together(names.get(key, key), grouped[key], key) for key in order]
    rest = [together(say("No sector"), grouped[""])] if "" in grouped else []
    return BySector(sectors=(*told, *rest), whole=together(say("Total"), found))


def pressing(app: App) -> list[Pressing]:
    """Return what is out of balance, each with what to look at: the longest overdue of each kind of alarm first."""
    today, settings = app.clock.today(), app.settings.of("mutuality", MutualitySettings)
    yesterday = (today - timedelta(days=1)).isoformat()
    rows = [(row, [*_alarms(row, today, settings)]) for row in queries.balances(app.store)]
    return [
        *(_promised(row) for row in waiting.promises(app.store, yesterday)),
        *(_waits(row) for row in queries.waiting(app.store, _too_long(today, settings))),
        *sorted((_unreturned(row) for row, alarms in rows if Alarm.WITHOUT_RETURN in alarms), key=_since),
        *sorted((_one_sided(row) for row, alarms in rows if Alarm.ONE_SIDED in alarms), key=_since),
    ]


def _since(one: Pressing) -> str:
    return one.on


def _promised(row: Row) -> Pressing:
    return Pressing(
        alarm=Alarm.OVERDUE,
        contact_id=row["contact_id"],
        contact=row["name"],
        what=row["what"],
        on=row["due_on"],
        ref=Ref("mutuality_requests", row["request_id"]),
        command=f"outreach mutuality kept {row['id']}",
    )


def _waits(row: Row) -> Pressing:
    return Pressing(
        alarm=Alarm.OPEN,
        contact_id=row["contact_id"],
        contact=row["contact"],
        what=in_a_line(row["text"]),
        on=row["received_on"],
        ref=Ref("mutuality_requests", row["request_id"]),
        command=f"outreach mutuality {NEXT[State(row['state'])]} {row['request_id']}",
    )


def _unreturned(row: Row) -> Pressing:
    return Pressing(
        alarm=Alarm.WITHOUT_RETURN,
        contact_id=row["contact_id"],
        contact=row["name"],
        what=count(int(row["unreturned"]), "{n} ask without return", "{n} asks without return"),
        on=row["first_asked"],
        ref=Ref("contacts", row["contact_id"]),
        command=f"outreach asks list --contact {row['contact_id']}",
    )


def _one_sided(row: Row) -> Pressing:
    return Pressing(
        alarm=Alarm.ONE_SIDED,
        contact_id=row["contact_id"],
        contact=row["name"],
        what=say("they did {did}, we did nothing of {asked}", did=int(row["they_did"]), asked=int(row["they_asked"])),
        on=row["not_met_on"],
        ref=Ref("contacts", row["contact_id"]),
        command=f"outreach mutuality list --contact {row['contact_id']} --all",
    )
