"""The SQL of exports that wait for a second person."""

import json
from datetime import date

from outreach_crm.storage import Row, Store
from outreach_crm.transfer.model import AskedExport, ExportQuestion

_ASKED = "select id, conditions, purpose, sector, channel, count, asked_on from export_requests where asked_on > :since"
_LATEST = f"{_ASKED} order by id desc"
_SAME = (
    f"{_ASKED} and conditions = :conditions and purpose = :purpose and sector = :sector and channel = :channel"
    " order by id desc limit 1"
)


def add(store: Store, question: ExportQuestion, count: int, today: date) -> int:
    """Write down that an export is asked for, and return its number."""
    return store.insert("export_requests", {**_said(question), "count": count, "asked_on": today.isoformat()})


def same(store: Store, question: ExportQuestion, since: str) -> int | None:
    """Return the number of the same export that was asked for since a day."""
    row = store.one(_SAME, **_said(question), since=since)
    return int(row["id"]) if row else None


def asked(store: Store, since: str) -> list[AskedExport]:
    """Return the exports that were asked for since a day, the latest first."""
    return [_asked(row) for row in store.rows(_LATEST, since=since)]


def _said(question: ExportQuestion) -> dict[str, str]:
    conditions = json.dumps(question.conditions, ensure_ascii=False)
    named = {"purpose": question.purpose, "sector": question.sector, "channel": question.channel}
    return {"conditions": conditions, **named}


def _asked(row: Row) -> AskedExport:
    question = ExportQuestion(
        conditions=tuple(json.loads(row["conditions"])),
        purpose=row["purpose"],
        sector=row["sector"],
        channel=row["channel"],
    )
    return AskedExport(
        id=row["id"],
        question=question,
        count=row["count"],
        asked_on=row["asked_on"],
    )
