"""Exports: who may leave, what is told of them, and that it is written down."""

import io
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

import pytest
from attrs import asdict, evolve

from outreach_crm.accounts import service as accounts
from outreach_crm.app import App
from outreach_crm.changes import service as changes
from outreach_crm.contacts import service as contacts
from outreach_crm.contacts.model import ContactDraft, RoleDraft
from outreach_crm.errors import ConflictError, InvalidInputError, NotFoundError, OutreachError, RefusedError
from outreach_crm.formats import Exporter
from outreach_crm.hooks import hookimpl
from outreach_crm.keys import Keyring
from outreach_crm.model import Actor
from outreach_crm.privacy import service as privacy
from outreach_crm.privacy.model import ConsentDraft, State
from outreach_crm.segments import service as segments
from outreach_crm.storage import Bound, migrate
from outreach_crm.storage.sqlite import SqliteStore
from outreach_crm.transfer import service
from outreach_crm.transfer.model import Record
from outreach_crm.transfer.service import Cleared, Exported
from outreach_crm.transfer.service.describing import Describer
from outreach_crm.transfer.service.exporting import Leaving
from tests.builders import a_group, a_person, acting, an_organisation, with_settings
from tests.conftest import CLOCK, KEY
from tests.test_hooks import with_plugins

OWN = {"fields": [{"key": "bar_number", "kind": "number"}, {"key": "diet"}]}
FIELDS = {
    "language": "es",
    "languages": "fr pt-BR",
    "country": "PE",
    "gender": "female",
    "pronouns": "ella",
    "membership": "member",
    "membership_from": "2025-01-01",
    "rhythm_days": "90",
    "met": "=1+1\nagain",
    "can_do": "speak; write, sing",
    "concerns_now": "-the new law",
    "brought_by": "Łukasz",
}
FORMATS = ["csv", "xlsx", "vcard4", "vcard3", "json"]


def cleared(app: App, *lines: str, purpose: str = "records", **given: str) -> Cleared:
    return service.cleared(app, segments.chosen(app, "", lines), purpose, **given)


def exported(app: App, file: Path, key: str = "", **given: object) -> Exported:
    return service.export(app, cleared(app), service.exporter_of(app, key, file), file, **given)  # type: ignore[arg-type]


def told(app: App) -> list[dict[str, object]]:
    """What is told of all contacts, without the numbers each database gives."""
    records = Describer(app).records([one.id for one in contacts.list_contacts(app, limit=100)])
    return [
        asdict(evolve(one, ids=tuple(each for each in one.ids if not each.startswith("outreach:")))) for one in records
    ]


def fill(app: App) -> None:
    """Add contacts that have something in every field."""
    colegio = an_organisation(
        app, 'Colegio; de "Abogados", Lima', also="CAL", organisation_kind="bar association", level="local"
    )
    contacts.add(
        app,
        ContactDraft(
            name="Ruiz, Ana María",
            fields=FIELDS,
            own_fields={"bar_number": "00123", "diet": "@none"},
            emails=("office: ana@example.org", "a.ruiz@example.com"),
            phones=("mobile: +51 912 345 678", "+51 1 4457 7555"),
            webs=("https://example.org/a;b,c",),
            addresses=("home: Av. Larco 1; 15074 Lima; Peru", "Calle 2; 04001 Arequipa; Peru"),
            ids=("civicrm:4711",),
            sectors=("legal", "women"),
            interests=("torture", "Death penalty"),
            roles=(RoleDraft(at=str(colegio.id), title="Dean"),),
        ),
    )


@pytest.fixture
def other(sqlite_image: bytes, app: App) -> Iterator[App]:
    """The empty book of another section."""
    store = SqliteStore(":memory:", Bound(CLOCK), image=sqlite_image)
    migrate(store, app.plugins.migrations())
    elsewhere = App.on(store, app.plugins, app.settings, Keyring(lambda: KEY), Actor(name="Jonas"))
    yield with_settings(elsewhere, contacts=OWN)
    store.close()


@pytest.mark.parametrize("key", FORMATS)
def test_what_is_exported_is_imported_elsewhere_as_it_was(app: App, other: App, tmp_path: Path, key: str) -> None:
    app = with_settings(app, contacts=OWN)
    fill(app)
    suffix = service.exporter_of(app, key).suffixes[0]
    file = tmp_path / f"export{suffix}"
    assert exported(app, file, key).counts == {"selected": 2, "exported": 2, "left_out": 0}
    reading = service.read(other, file)
    service.take_in(other, reading, file, service.preview(other, reading, file))
    assert told(other) == told(app)


@pytest.mark.parametrize("key", ["csv", "vcard4"])
def test_an_export_that_is_imported_again_changes_nothing(app: App, tmp_path: Path, key: str) -> None:
    app = with_settings(app, contacts=OWN)
    fill(app)
    file = tmp_path / f"export{service.exporter_of(app, key).suffixes[0]}"
    exported(app, file, key)
    contacts.edit(app, contacts.resolve(app, "Ruiz").id, contacts.Edit(fields={"name": "Ana Ruiz Paz"}))
    seen: list[str] = []
    service.preview(app, service.read(app, file), file, each=lambda one: seen.append(str(one.outcome)))
    assert seen == ["unchanged", "changed"]  # found by the number, whatever she is called now


def test_who_objected_or_has_no_basis_is_left_out_and_told(app: App) -> None:
    ana, bea, cy = (a_person(app, name) for name in ("Ana", "Bea", "Cy"))
    an_organisation(app, "Colegio")
    for one in (ana, bea):
        privacy.record(app, one.id, ConsentDraft(purpose="mailings", basis="legitimate-interests", source="card"))
    privacy.record(app, bea.id, ConsentDraft(state=State.OBJECTED, purpose="mailings", source="call"))
    found = cleared(app, purpose="mailings")
    names = [one.name for one in contacts.some(app, found.ids)]
    assert names == ["Colegio", "Ana"]
    assert found.look.counts == {"selected": 4, "exported": 2, "left_out": 2}
    assert {one.rule: one.count for one in found.look.left_out} == {"objected": 1, "no-basis": 1}
    assert cy.id not in found.ids


def test_an_export_is_in_the_history_and_in_the_log_of_access_and_cannot_be_undone(app: App, tmp_path: Path) -> None:
    a_person(app)
    done = exported(app, tmp_path / "all.csv", because="for the archive")
    entry = changes.get(app, done.change_id)
    assert (entry.what, entry.why) == ("export contacts", "for the archive; 1 as CSV for records")
    assert changes.detail(app, done.change_id).rows == ()
    (access,) = privacy.accesses(app)
    assert (access.what, access.purpose, access.count, access.by) == ("export contacts as CSV", "records", 1, "Maria")
    with pytest.raises(RefusedError, match="final"):
        changes.undo(app, done.change_id)


def test_a_warning_is_confirmed_with_a_reason(app: App, tmp_path: Path) -> None:
    from outreach_crm.timeline import service as timeline
    from outreach_crm.timeline.model import LogDraft

    colegio = an_organisation(app, "Colegio", rhythm_days="90")
    timeline.log(app, LogDraft(contact_ids=(colegio.id,), summary="called"))
    found = cleared(app, purpose="mailings")
    assert {one.rule: one.count for one in found.look.warnings} == {"rhythm": 1, "asked-lately": 1}
    file, csv = tmp_path / "warned.csv", service.exporter_of(app, "csv")
    with pytest.raises(InvalidInputError, match="Say why you go on"):
        service.export(app, found, csv, file)
    assert not file.exists()
    service.export(app, found, csv, file, because="the congress is tomorrow")
    assert b"Colegio" in file.read_bytes()
    assert cleared(app, purpose="records").look.warnings == ()


def test_a_sector_is_asked_for_with_its_own_clearance(app: App) -> None:
    ana = contacts.add(app, ContactDraft(name="Ana", sectors=("medical", "religious")))
    given = {
        "purpose": "mailings",
        "basis": "explicit-consent",
        "source": "form",
        "wording": "yes",
        "proof": "folder 3",
    }
    privacy.record(app, ana.id, ConsentDraft(sector="medical", **given))  # type: ignore[arg-type]
    assert cleared(app, purpose="mailings", sector="medical").look.counts["exported"] == 1
    assert cleared(app, purpose="mailings", sector="religious").look.counts["exported"] == 0


def test_only_what_holds_is_told(app: App) -> None:
    ana = contacts.add(app, ContactDraft(name="Ana", emails=("old@example.org", "new@example.org", "best@example.org")))
    contacts.edit(app, ana.id, contacts.Edit(wrong=("old@example.org",), prefer=("best@example.org",)))
    hidden = an_organisation(app, "Hidden")
    contacts.add_role(app, ana.id, RoleDraft(at=str(hidden.id), title="Dean"))
    accounts.add_circle(app, "Board")
    contacts.edit(app, hidden.id, contacts.Edit(circle="Board"))
    with acting(app, "Jonas") as jonas:
        (record,) = Describer(jonas).records([ana.id, hidden.id])
    assert [one.value for one in record.emails] == ["best@example.org", "new@example.org"]
    assert (record.organisation, record.role) == ("", "")


def test_a_group_of_ours_is_told_as_an_organisation(app: App) -> None:
    group = a_group(app, "Friday")
    (record,) = Describer(app).records([group.contact_id])
    assert (record.kind, record.name) == ("organisation", "Friday")


def test_contacts_are_read_page_by_page(app: App) -> None:
    ids = [a_person(app, f"P{number}").id for number in range(3)]
    read: list[int] = []
    going = iter(Leaving(app, ids, read.append))
    assert next(going).name == "P0"
    assert read == []
    assert [one.name for one in going] == ["P1", "P2"]
    assert sum(read) == 3


def test_a_file_is_for_its_owner_and_replaces_another_only_if_asked(app: App, tmp_path: Path) -> None:
    a_person(app)
    file = tmp_path / "all.json"
    exported(app, file)
    assert file.stat().st_mode & 0o777 == 0o600
    with pytest.raises(RefusedError, match="is there already; give another name, or --replace"):
        exported(app, file)
    exported(app, file, replace=True)
    with pytest.raises(InvalidInputError, match="is a folder"):
        exported(app, tmp_path, "csv")
    with pytest.raises(OutreachError, match="cannot be written: No such file or directory"):
        exported(app, tmp_path / "none" / "all.csv")


def broken(records: Iterable[Record], file: BinaryIO) -> None:
    """A writer that breaks off."""
    file.write(next(iter(records)).name.encode())
    raise ConflictError("It broke off.")


class Broken:
    """A plugin with a writer that breaks off."""

    @hookimpl
    def exporters(self) -> Iterable[Exporter]:
        return [Exporter(key="broken", title="Broken", suffixes=(".broken",), target=f"{__name__}:broken")]


def test_an_export_that_breaks_off_leaves_the_older_file_and_is_noted(app: App, tmp_path: Path) -> None:
    a_person(app)
    app, file = with_plugins(app, broken=Broken()), tmp_path / "all.broken"
    file.write_text("older")
    with pytest.raises(ConflictError):
        exported(app, file, replace=True)
    assert [one.name for one in tmp_path.iterdir()] == ["all.broken"]
    assert file.read_text() == "older"
    assert changes.latest(app, 1)[0].why == "1 as Broken for records"


def test_an_open_file_stays_open(app: App) -> None:
    a_person(app, "Ana")
    for key in FORMATS:
        stream = io.BytesIO()
        service.export(app, cleared(app), service.exporter_of(app, key), stream)
        assert not stream.closed
        assert len(stream.getvalue()) > 50


@pytest.mark.parametrize(
    ("key", "name", "expected"),
    [("", "a.VCF", "vcard4"), ("vcard3", "a.vcf", "vcard3"), ("", "a.xlsx", "xlsx"), ("json", "a.csv", "json")],
)
def test_the_format_is_the_one_asked_for_or_that_of_the_name(app: App, key: str, name: str, expected: str) -> None:
    assert service.exporter_of(app, key, Path(name)).key == expected


def test_what_there_is_not_is_told(app: App) -> None:
    with pytest.raises(InvalidInputError, match=r"by 'vcard5' \(did you mean 'vcard[34]'\?\); there are csv, xlsx"):
        service.exporter_of(app, "vcard5")
    with pytest.raises(InvalidInputError, match="No format is meant by the ending of a.ods; there are csv"):
        service.exporter_of(app, "", Path("a.ods"))
    with pytest.raises(NotFoundError, match="There is no purpose 'mailing'"):
        cleared(app, purpose="mailing")
    with pytest.raises(InvalidInputError, match="'pigeon' is not a way to reach somebody"):
        cleared(app, channel="pigeon")
