"""Contacts of the book as records: what a file tells of them, as an import would read it again.

Only what holds is told: no address that was found wrong or is over, no role that has ended.
"""

from collections.abc import Iterable, Iterator, Sequence

from attrs import define, field

from outreach_crm.app import App
from outreach_crm.contacts import service as contacts
from outreach_crm.contacts.model import OURS, Kind, PointKind
from outreach_crm.contacts.service import bulk
from outreach_crm.contacts.service.bulk import Whole
from outreach_crm.errors import OutreachError
from outreach_crm.keywords import service as keywords
from outreach_crm.storage import Row
from outreach_crm.transfer.mapping.fields import PLAIN
from outreach_crm.transfer.model import Labelled, PostalAddress, Record

# Signs that part the keywords of one cell.
_PARTING = frozenset(",;|*:")


@define
class Describer:
    """Tells contacts as records; keywords are named once.

    Args:
        app: the App.
        named: keywords as they are written, by number.
    """

    app: App
    named: dict[int, str] = field(factory=dict)

    def records(self, ids: Sequence[int]) -> Iterator[Record]:
        """Yield the records of some contacts in their order; those the actor may not see are left out."""
        found = bulk.load(self.app, ids)
        at = {role["organisation_id"] for whole in found.values() for role in whole.roles.values()}
        names = {one.id: one.name for one in contacts.some(self.app, sorted(at))}
        self._name_keywords(number for whole in found.values() for number in whole.keywords)
        return (self._record(found[number], names) for number in ids if number in found)

    def _record(self, whole: Whole, names: dict[int, str]) -> Record:
        columns = whole.columns
        person = whole.kind == Kind.PERSON
        role = next((one for one in whole.roles.values() if one["organisation_id"] in names), None)
        return Record(
            line=0,
            kind="person" if person else "organisation",
            name=columns["name"],
            given=columns["given"],
            family=columns["family"],
            fields={name: str(columns[name]) for name in PLAIN if _says(name, columns)},
            own_fields={name: row["value"] for name, row in whole.fields.items()},
            emails=self._points(whole, PointKind.EMAIL),
            phones=self._points(whole, PointKind.PHONE),
            webs=self._points(whole, PointKind.WEB),
            addresses=tuple(_postal(row) for row in self._holding(whole.addresses.values())),
            organisation=names[role["organisation_id"]] if role else "",
            role=role["title"] if role else "",
            sectors=tuple(whole.sectors),
            interests=tuple(self.named[number] for number in whole.keywords),
            note=columns["remarks"],
            ids=(f"{OURS}:{columns['uid']}", *(":".join(key) for key in whole.ids)),
        )

    def _points(self, whole: Whole, kind: PointKind) -> tuple[Labelled, ...]:
        rows = (row for row in whole.points.values() if row["kind"] == kind)
        return tuple(Labelled(value=row["value"], label=row["label"]) for row in self._holding(rows))

    def _holding(self, rows: Iterable[Row]) -> list[Row]:
        """Return the addresses that are right today, preferred ones first."""
        today = self.app.clock.today().isoformat()
        right = [
            row
            for row in rows
            if not row["wrong_since"] and (row["valid_from"] or today) <= today <= (row["valid_to"] or today)
        ]
        return sorted(right, key=lambda row: not row["preferred"])

    def _name_keywords(self, numbers: Iterable[int]) -> None:
        """Name keywords as people read them, where that means no other one, else by scheme and key."""
        new = [number for number in dict.fromkeys(numbers) if number not in self.named]
        for keyword in keywords.some(self.app, new) if new else ():
            self.named[keyword.id] = (
                keyword.label if self._is_plain(keyword.id, keyword.label) else str(keyword.address)
            )

    def _is_plain(self, number: int, label: str) -> bool:
        try:
            return not _PARTING & set(label) and keywords.resolve(self.app, label).id == number
        except OutreachError:
            return False


def _says(name: str, columns: Row) -> bool:
    """Return whether a field says anything; the usual order of names says nothing."""
    return columns[name] not in ("", None, "given-first")


def _postal(row: Row) -> PostalAddress:
    return PostalAddress(**{name: row[name] for name in ("lines", "postcode", "town", "region", "country", "label")})
