"""What an import does: it finds who is there, adds who is not, and says of each record what became of it."""

from pathlib import Path

import pytest

from outreach_crm.app import App
from outreach_crm.changes import service as journal
from outreach_crm.contacts import service as contacts
from outreach_crm.contacts.model import ContactDraft, Kind
from outreach_crm.contacts.service import Edit
from outreach_crm.model import Problem
from outreach_crm.transfer.model import Labelled, PostalAddress, Record
from outreach_crm.transfer.service.outcomes import Outcome, Terms
from tests.builders import a_person
from tests.transfer.given import an_organisation, looked_at, person, taken_in

ANA = person(
    "Ana Ruiz",
    "ana@example.org",
    phones=("+34915550123",),
    fields={"language": "es", "country": "ES", "concerns_now": "judges"},
    addresses=(PostalAddress(lines="Calle Mayor 1", postcode="28013", town="Madrid", country="ES"),),
    organisation="Colegio de Abogados",
    role="dean",
    sectors=("legal",),
    interests=("death-penalty",),
    ids=("civicrm:1",),
)


def outcomes(app: App, folder: Path, *given: Record, terms: Terms | None = None) -> list[Outcome]:
    return [seen.outcome for seen in looked_at(app, folder, *given, terms=terms)[1]]


def names(app: App) -> list[str]:
    return sorted(one.name for one in contacts.list_contacts(app, limit=100))


def test_all_that_a_record_tells_is_in_the_book(app: App, tmp_path: Path) -> None:
    report = taken_in(app, tmp_path, ANA)
    card = contacts.show(app, contacts.resolve(app, "Ana Ruiz").id)
    assert (report.counts["new"], report.counts["organisations"]) == (1, 1)
    assert [point.value for point in card.points] == ["ana@example.org", "+34915550123"]
    assert [(one.lines, one.postcode, one.town) for one in card.addresses] == [("Calle Mayor 1", "28013", "Madrid")]
    assert [(role.title, role.organisation) for role in card.roles] == [("dean", "Colegio de Abogados")]
    assert (card.sectors, [str(one) for one in card.ids]) == (("legal",), ["civicrm:1"])
    assert len(card.interests) == 1
    assert (card.contact.language, card.contact.concerns_now) == ("es", "judges")
    assert [one.name for one in contacts.find(app, "915550123")] == ["Ana Ruiz"]


def test_the_same_file_twice_changes_nothing(app: App, tmp_path: Path) -> None:
    given = (ANA, person("Bea Gil"), person("Bea Gil", phones=("+34915550199",)), an_organisation("Union"), ANA)
    taken_in(app, tmp_path, *given)
    before = names(app)
    report = taken_in(app, tmp_path, *given)
    assert (report.counts["unchanged"], report.counts["records"], report.change_id) == (5, 5, None)
    assert names(app) == before


def test_a_look_at_a_file_writes_nothing(app: App, tmp_path: Path) -> None:
    found, _ = looked_at(app, tmp_path, person("Ana Ruiz", organisation="Colegio"), person("Bea Gil"))
    assert found.tally.numbers()["new"] == 2
    assert (names(app), journal.latest(app)) == ([], [])


def test_an_external_id_decides_before_the_name(app: App, tmp_path: Path) -> None:
    taken_in(app, tmp_path, person("Ana Ruiz", "ana@example.org", ids=("civicrm:1",)))
    _, (seen,) = looked_at(app, tmp_path, person("Ana Soto", "soto@example.org", ids=("civicrm:1",)))
    assert seen.outcome is Outcome.CHANGED
    assert [(one.field, one.before, one.after) for one in seen.changes if one.field in {"name", "email"}] == [
        ("name", "Ana Ruiz", "Ana Soto"),
        ("email", "", "soto@example.org"),
    ]


def test_two_who_share_a_mailbox_stay_two(app: App, tmp_path: Path) -> None:
    given = person("Ana Ruiz", "office@example.org"), person("Bea Gil", "office@example.org")
    taken_in(app, tmp_path, *given)
    assert names(app) == ["Ana Ruiz", "Bea Gil"]
    assert outcomes(app, tmp_path, *given) == [Outcome.UNCHANGED] * 2


def test_two_numbers_in_one_system_are_two_people(app: App, tmp_path: Path) -> None:
    taken_in(app, tmp_path, person("Ana Ruiz", "ana@example.org", ids=("civicrm:1",)))
    (outcome,) = outcomes(app, tmp_path, person("Ana Ruiz", "ana@example.org", ids=("civicrm:2",)))
    assert outcome in {Outcome.NEW, Outcome.DUPLICATE}


def test_one_person_on_two_lines_is_one_contact_with_what_both_say(app: App, tmp_path: Path) -> None:
    second = person("Ana Ruiz", "ana@example.org", phones=("+34915550123",), sectors=("medical",))
    given = person("Ana Ruiz", "ana@example.org", sectors=("legal",)), second
    _, (first, adds) = looked_at(app, tmp_path, *given)
    assert [first.outcome, adds.outcome] == [Outcome.NEW, Outcome.CHANGED]
    assert adds.sentence == "It adds to line 2."
    taken_in(app, tmp_path, *given)
    card = contacts.show(app, contacts.resolve(app, "Ana Ruiz").id)
    assert (names(app), card.sectors, len(card.points)) == (["Ana Ruiz"], ("legal", "medical"), 2)


@pytest.mark.parametrize("apart", [0, 2_000])
def test_one_number_or_one_email_and_name_is_one_contact_however_far_the_lines_are_apart(
    app: App, tmp_path: Path, apart: int
) -> None:
    between = [person(f"Name{n} Other{n}", f"n{n}@example.org") for n in range(apart)]
    numbered = person("Ana Ruiz", "ana@example.org", ids=("civicrm:1",)), person("A. Ruiz Gil", ids=("civicrm:1",))
    reached = person("Bea Gil", "bea@example.org"), person("BEA GIL", "bea@example.org", note="Met in Lima.")
    given = [numbered[0], reached[0], *between, numbered[1], reached[1]]
    found, seen = looked_at(app, tmp_path, *given)
    assert [one.sentence for one in seen[-2:]] == ["It adds to line 2.", "It adds to line 3."]
    assert found.tally.counts["new"] == apart + 2
    assert taken_in(app, tmp_path, *given).counts["new"] == apart + 2
    assert len(contacts.list_contacts(app, limit=5_000)) == apart + 2


def test_an_organisation_named_by_many_is_made_once(app: App, tmp_path: Path) -> None:
    colegio = an_organisation("Colegio de Abogados", webs=(Labelled(value="https://colegio.example.org"),))
    given = [person(f"Person {n}", f"p{n}@example.org", organisation="Colegio de  ABOGADOS") for n in range(3)]
    report = taken_in(app, tmp_path, *given, colegio)
    (one,) = contacts.list_contacts(app, kind=Kind.ORGANISATION)
    card = contacts.show(app, one.id)
    assert (report.counts["organisations"], len(card.roles), len(card.points)) == (1, 3, 1)
    assert outcomes(app, tmp_path, *given, colegio) == [Outcome.UNCHANGED] * 4


def test_an_organisation_is_found_by_its_acronym(app: App, tmp_path: Path) -> None:
    bar = ContactDraft(name="General Council of the Bar", kind=Kind.ORGANISATION, fields={"also": "CGAE"})
    contacts.add(app, bar)
    report = taken_in(app, tmp_path, person("Ana Ruiz", organisation="cgae", role="dean"))
    assert (report.counts["organisations"], len(names(app))) == (0, 2)


def test_what_cannot_be_told_apart_is_refused_and_told(app: App, tmp_path: Path) -> None:
    for country in ("ES", "FR"):
        contacts.add(app, ContactDraft(name="Union", kind=Kind.ORGANISATION, fields={"country": country}))
    _, (first, second) = looked_at(
        app,
        tmp_path,
        person("Ana Ruiz", organisation="Union"),
        person("Bea Gil", organisation="Union", fields={"country": "FR"}),
    )
    assert (first.outcome, second.outcome) == (Outcome.REFUSED, Outcome.NEW)
    assert "Several organisations are called 'Union'" in first.sentence


def test_whoever_is_in_the_trash_is_not_brought_back(app: App, tmp_path: Path) -> None:
    taken_in(app, tmp_path, person("Ana Ruiz", ids=("civicrm:1",)))
    contacts.trash(app, contacts.resolve(app, "Ana Ruiz").id)
    _, (seen,) = looked_at(app, tmp_path, person("Ana Ruiz", ids=("civicrm:1",)))
    assert (seen.outcome, "contacts restore" in seen.sentence) == (Outcome.REFUSED, True)


def test_refused_rows_go_to_a_file_with_their_reason(app: App, tmp_path: Path) -> None:
    broken = Record(line=0, name="", refused="It has no name.", raw=("", "=1+1"))
    report = taken_in(app, tmp_path, ANA, broken)
    lines = (tmp_path / "members.csv.refused.csv").read_text("utf-8-sig").splitlines()
    assert report.refused_file == str(tmp_path / "members.csv.refused.csv")
    assert lines == ["Name,More,not imported because", ",=1+1,It has no name."]
    assert (report.counts["refused"], report.counts["new"]) == (1, 1)


def test_a_file_with_nothing_to_take_in_leaves_no_change(app: App, tmp_path: Path) -> None:
    report = taken_in(app, tmp_path, *[Record(line=0, refused="It has no name.")] * 30)
    assert (report.change_id, report.counts["refused"], journal.latest(app)) == (None, 30, [])


def test_what_has_no_place_is_kept_in_the_remarks_and_told(app: App, tmp_path: Path) -> None:
    flag = Problem(line=2, field="language", sentence="'Elvish tongue' is not a language.")
    fields, unknown = {"language": "Elvish tongue"}, ("no such thing",)
    odd = person("Ana Ruiz", fields=fields, flags=(flag,), interests=unknown, note="Met in Lima.")
    report = taken_in(app, tmp_path, odd)
    remarks = contacts.resolve(app, "Ana Ruiz").remarks.splitlines()
    assert remarks == ["Met in Lima.", "language: Elvish tongue", "keyword: no such thing"]
    assert [(one.line, one.field) for one in report.problems] == [(2, "language"), (2, "keyword")]
    assert outcomes(app, tmp_path, odd) == [Outcome.UNCHANGED]


def test_a_remark_that_is_part_of_another_one_is_kept_too(app: App, tmp_path: Path) -> None:
    for note in ("Met in Lima.", "Lima", "Lima\nMet in Lima."):
        taken_in(app, tmp_path, person("Ana Ruiz", "ana@example.org", note=note))
    ana = contacts.resolve(app, "Ana Ruiz")
    assert (ana.remarks, ana.concerns_now) == ("Met in Lima.\nLima", "")


def test_the_journal_names_the_file_and_the_numbers(app: App, tmp_path: Path) -> None:
    report = taken_in(app, tmp_path, ANA, because="autumn list")
    entry = journal.get(app, report.change_id or 0)
    assert entry.what == "import contacts"
    assert entry.why.startswith("autumn list; members.csv (SHA-256 e3b0c44298fc")
    assert entry.why.endswith("1 new")


def test_undo_takes_the_whole_import_back_but_what_was_edited_since(app: App, tmp_path: Path) -> None:
    known = a_person(app, "Carla Mora")
    contacts.edit(app, known.id, Edit(ids=("civicrm:3",)))
    report = taken_in(
        app,
        tmp_path,
        ANA,
        person("Bea Gil", "bea@example.org"),
        person("Carla Mora", "carla@example.org", fields={"language": "fr"}, ids=("civicrm:3",)),
    )
    bea = contacts.resolve(app, "Bea Gil")
    contacts.edit(app, bea.id, Edit(fields={"met": "in Lima"}))
    undone = journal.undo(app, report.change_id or 0)
    assert (names(app), undone.stayed) == (["Bea Gil", "Carla Mora"], (f"contact {bea.id} Bea Gil",))
    assert (contacts.get(app, known.id).language, contacts.show(app, known.id).points) == ("", ())
