"""Records given one by one, as a reader would yield them from a file, and what becomes of them."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from attrs import define, evolve, field

from outreach_crm.app import App
from outreach_crm.transfer.model import Column, Labelled, Record
from outreach_crm.transfer.service.importing import preview, take_in
from outreach_crm.transfer.service.outcomes import Preview, Report, Seen, Terms
from outreach_crm.transfer.service.reading import Reading

_NONE: Any = None


@define(kw_only=True, eq=False)
class Given(Reading):
    """A file that holds just these records, in normal form."""

    given: tuple[Record, ...] = field(factory=tuple)

    @property
    def position(self) -> int:
        return 0

    def both(self) -> Iterator[tuple[Record, Record]]:
        return ((one, one) for one in self.given)

    def clean(self) -> Iterator[Record]:
        return iter(self.given)


def records(*given: Record) -> Given:
    """Return records as a file, each in a line of its own."""
    lines = tuple(evolve(one, line=number, raw=one.raw or (one.name, str(one))) for number, one in enumerate(given, 2))
    header = (Column(header="Name"), Column(header="More"))
    return Given(
        file="members.csv",
        format="csv",
        columns=header,
        given=lines,
        source=_NONE,
        cleaner=_NONE,
    )


def person(name: str, *emails: str, line: int = 0, **more: Any) -> Record:
    """Return a person's record; ``phones`` are texts."""
    phones = tuple(Labelled(value=phone) for phone in more.pop("phones", ()))
    given, _, family = name.partition(" ")
    return Record(
        line=line,
        kind="person",
        name=name,
        given=given,
        family=family,
        emails=tuple(Labelled(value=email) for email in emails),
        phones=phones,
        **more,
    )


def an_organisation(name: str, **more: Any) -> Record:
    """Return an organisation's record."""
    return Record(line=0, kind="organisation", name=name, **more)


def looked_at(app: App, folder: Path, *given: Record, terms: Terms | None = None) -> tuple[Preview, list[Seen]]:
    """Return what an import would do, in all and record by record."""
    seen: list[Seen] = []
    found = preview(app, records(*given), a_file(folder), terms or Terms(), each=seen.append)
    return found, seen


def taken_in(app: App, folder: Path, *given: Record, terms: Terms | None = None, because: str = "") -> Report:
    """Import records and return what was done."""
    looked = preview(app, records(*given), a_file(folder), terms or Terms())
    return take_in(app, records(*given), a_file(folder), looked, because=because)


def a_file(folder: Path) -> Path:
    """Return a file that is there; what it holds is given apart."""
    path = folder / "members.csv"
    path.touch()
    return path
