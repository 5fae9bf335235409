"""What an import leaves alone: what an officer knew better, what was taken away, what is newer in the book."""

from datetime import date
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from outreach_crm.app import App
from outreach_crm.changes import service as journal
from outreach_crm.contacts import service as contacts
from outreach_crm.contacts.model import Contact, PointKind
from outreach_crm.contacts.service import Edit
from outreach_crm.privacy import service as privacy
from outreach_crm.privacy.model import ConsentDraft, State
from outreach_crm.transfer.model import Consent, Record
from outreach_crm.transfer.service.outcomes import OnDuplicate, Outcome, Terms
from tests.builders import a_person, taken_back
from tests.transfer.given import looked_at, person, taken_in

CONSENT = Terms(purpose="mailings", wording="Yes, write to me.")


def ana(**more: Any) -> Record:
    fields = {"language": "fr", "country": "ES"} | more.pop("fields", {})
    return person("Ana Ruiz", "ana@example.org", fields=fields, ids=("civicrm:1",), **more)


def the_one(app: App) -> Contact:
    return contacts.resolve(app, "civicrm:1")


def test_an_edit_stays_while_the_file_says_what_it_said_before(app: App, tmp_path: Path) -> None:
    taken_in(app, tmp_path, ana())
    contacts.edit(app, the_one(app).id, Edit(fields={"language": "es"}))
    assert looked_at(app, tmp_path, ana())[0].tally.counts["unchanged"] == 1
    taken_in(app, tmp_path, ana(fields={"gender": "female"}))
    taken_in(app, tmp_path, ana())
    assert (the_one(app).language, the_one(app).gender) == ("es", "female")


def test_what_the_file_says_anew_is_written(app: App, tmp_path: Path) -> None:
    taken_in(app, tmp_path, ana())
    contacts.edit(app, the_one(app).id, Edit(fields={"language": "es"}))
    _, (seen,) = looked_at(app, tmp_path, ana(fields={"language": "de"}))
    assert [(one.field, one.before, one.after) for one in seen.changes] == [("language", "es", "de")]
    taken_in(app, tmp_path, ana(fields={"language": "de"}))
    assert the_one(app).language == "de"


def test_a_record_older_than_the_book_fills_only_what_is_empty(app: App, tmp_path: Path) -> None:
    known = a_person(app, "Ana Ruiz", language="es")
    contacts.edit(app, known.id, Edit(ids=("civicrm:1",)))
    taken_in(app, tmp_path, ana(changed_on="2020-01-01"))
    assert (the_one(app).language, the_one(app).country) == ("es", "ES")
    taken_in(app, tmp_path, ana(changed_on="2026-03-09"))
    assert the_one(app).language == "fr"


def test_what_somebody_took_away_is_not_brought_back(app: App, tmp_path: Path) -> None:
    taken_in(app, tmp_path, ana(sectors=("legal",)))
    contacts.edit(app, the_one(app).id, Edit(remove=("ana@example.org",), no_sectors=("legal",)))
    taken_in(app, tmp_path, ana(sectors=("legal",)))
    card = contacts.show(app, the_one(app).id)
    assert (card.points, card.sectors) == ((), ())


def test_what_an_undo_took_away_comes_with_the_next_import(app: App, tmp_path: Path) -> None:
    taken_in(app, tmp_path, ana())
    report = taken_in(app, tmp_path, ana(fields={"language": "de"}, sectors=("legal",)))
    journal.undo(app, report.change_id or 0)
    assert the_one(app).language == "fr"
    taken_in(app, tmp_path, ana(fields={"language": "de"}, sectors=("legal",)))
    assert (the_one(app).language, contacts.show(app, the_one(app).id).sectors) == ("de", ("legal",))


def test_a_consent_never_overwrites_a_later_word(app: App, tmp_path: Path) -> None:
    known = a_person(app, "Ana Ruiz")
    contacts.edit(app, known.id, Edit(ids=("civicrm:1",)))
    said = ConsentDraft(state=State.WITHDRAWN, purpose="mailings", channel="email", given_on=date(2026, 2, 1))
    privacy.record(app, known.id, said)
    yes = Consent(granted=True, channel="email", given_on="2025-06-01")
    taken_in(app, tmp_path, ana(consents=(yes,)), terms=CONSENT)
    assert [one.state for one in privacy.present(app, known.id)] == [State.WITHDRAWN]
    undated = Consent(granted=True, channel="email")
    taken_in(app, tmp_path, ana(consents=(undated,)), terms=CONSENT)
    assert [one.state for one in privacy.present(app, known.id)] == [State.WITHDRAWN]
    later = Consent(granted=True, channel="email", given_on="2026-03-01")
    taken_in(app, tmp_path, ana(consents=(later,)), terms=CONSENT)
    assert [one.state for one in privacy.present(app, known.id)] == [State.GRANTED]


def test_one_basis_is_chosen_for_the_whole_import_and_written_once(app: App, tmp_path: Path) -> None:
    terms = Terms(basis="legitimate-interests", purpose="mailings")
    for _ in range(2):
        report = taken_in(app, tmp_path, ana(), person("Bea Gil", "bea@example.org"), terms=terms)
    assert report.counts["unchanged"] == 2
    ledger = privacy.ledger(app, the_one(app).id)
    assert [(one.basis, one.purpose, one.source) for one in ledger] == [
        ("legitimate-interests", "mailings", "import of members.csv")
    ]


def test_a_consent_that_lacks_its_wording_is_kept_as_a_remark(app: App, tmp_path: Path) -> None:
    yes = Consent(granted=True, channel="email", given_on="2025-06-01")
    report = taken_in(app, tmp_path, ana(consents=(yes,)), terms=Terms(purpose="mailings"))
    assert "--wording" in report.problems[0].sentence
    assert the_one(app).remarks == "consent: yes 2025-06-01"
    assert privacy.present(app, the_one(app).id) == []


def test_whoever_was_suppressed_is_counted_and_not_named(app: App, tmp_path: Path) -> None:
    privacy.suppress(app, "ana@example.org", everywhere=True, reason="erased")
    found, seen = looked_at(app, tmp_path, person("Ana Ruiz", "Ana@Example.org".lower()))
    assert (found.tally.counts["suppressed"], seen[0].name, seen[0].record) == (1, "", None)
    report = taken_in(app, tmp_path, person("Ana Ruiz", "ana@example.org"))
    assert (report.change_id, report.counts["suppressed"]) == (None, 1)


def test_a_probable_duplicate_is_skipped_added_or_updated(app: App, tmp_path: Path) -> None:
    known = a_person(app, "Konstantinos Papadopoulos", country="GR")
    contacts.edit(app, known.id, Edit(points=((PointKind.PHONE, "+302105550123"),)))
    alike = person("Konstantinos Papadopulos", "kp@example.org", phones=("+302105550123",))
    _, (seen,) = looked_at(app, tmp_path, alike)
    assert (seen.outcome, seen.contact_id) == (Outcome.DUPLICATE, known.id)
    assert seen.sentence.startswith(f"It is probably contact {known.id}: ")
    report = taken_in(app, tmp_path, alike)
    assert (report.change_id, report.refused_file) == (None, str(tmp_path / "members.csv.refused.csv"))
    taken_in(app, tmp_path, alike, terms=Terms(duplicates=OnDuplicate.UPDATE))
    assert len(contacts.list_contacts(app)) == 1
    assert "kp@example.org" in [point.value for point in contacts.show(app, known.id).points]


_SAYS = st.fixed_dictionaries(
    {},
    optional={
        "fields": st.dictionaries(st.sampled_from(["language", "country", "gender"]), st.sampled_from(["fr", "es"])),
        "sectors": st.sets(st.sampled_from(["legal", "medical", "youth"])).map(tuple),
        "phones": st.sets(st.sampled_from(["+34915550123", "+34915550124"])).map(tuple),
        "consents": st.just((Consent(granted=True, channel="email", given_on="2025-06-01"),)),
        "note": st.sampled_from(["met in Lima", ""]),
    },
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(said=st.lists(_SAYS, min_size=2, max_size=5), order=st.randoms(use_true_random=False))
def test_no_row_is_touched_by_its_neighbours(
    app: App, tmp_path: Path, said: list[dict[str, object]], order: object
) -> None:
    rows = [person(f"Person {chr(65 + n)}", f"p{n}@example.org", **one) for n, one in enumerate(said)]  # type: ignore[arg-type]
    with app.change("begin"):  # the account, which must outlast what is taken back
        pass
    with taken_back(app):
        alone = []
        for row in rows:
            with taken_back(app):
                taken_in(app, tmp_path, row, terms=CONSENT)
                alone.append(known(app, row.name))
        order.shuffle(rows)  # type: ignore[attr-defined]
        taken_in(app, tmp_path, *rows, terms=CONSENT)
        assert sorted(alone) == sorted(known(app, row.name) for row in rows)


def known(app: App, name: str) -> tuple[object, ...]:
    """Return all that is known of somebody, apart from numbers."""
    card = contacts.show(app, contacts.resolve(app, name).id)
    one = card.contact
    said = [(each.state, each.channel, each.given_on) for each in privacy.present(app, one.id)]
    points = tuple(point.value for point in card.points)
    return one.name, one.language, one.country, one.gender, one.remarks, card.sectors, points, tuple(said)
