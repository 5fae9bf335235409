"""Importing schemes: only what differs, rehearsed first, undone like any change; cycles and lost links told."""

from pathlib import Path

import pytest

from outreach_crm.app import App
from outreach_crm.changes import service as changes
from outreach_crm.errors import ConflictError, InvalidInputError
from outreach_crm.keywords import service
from outreach_crm.keywords.column_map import ColumnMap
from outreach_crm.keywords.model import ImportCounts, ImportReport, Scheme
from tests.keywords.files import write_scheme

TERMS = ColumnMap(key="id", label={"en": "term"}, broader="above", no_broader=("0",))


def load(app: App, source: Path, *, dry_run: bool = False) -> ImportReport:
    return service.import_schemes(app, service.read_file(source), dry_run=dry_run)


def load_csv(app: App, source: Path, text: str) -> ImportReport:
    source.write_text(text, encoding="utf-8")
    return service.import_schemes(app, service.read_file(source, TERMS, Scheme(key="ours", title="Ours")))


def said(report: ImportReport) -> list[str]:
    return [problem.sentence for problem in report.problems]


def test_a_second_import_of_the_same_changes_nothing(ready: App, tmp_path: Path) -> None:
    text = "id,term,above\n1,Healers,0\n2,Nurses,1\n"
    first = load_csv(ready, tmp_path / "terms.csv", text)
    entries = len(changes.latest(ready, 100))

    second = load_csv(ready, tmp_path / "terms.csv", text)

    assert first.counts == ImportCounts(schemes=1, read=2, added=2, links_added=1)
    assert second.counts == ImportCounts(schemes=1, read=2, unchanged=2)
    assert len(changes.latest(ready, 100)) == entries


def test_only_what_differs_is_written_and_what_is_gone_stays(app: App, tmp_path: Path) -> None:
    load_csv(app, tmp_path / "terms.csv", "id,term,above\n1,Healers,0\n2,Nurses,1\n3,Shamans,1\n4,Cooks,0\n")

    report = load_csv(app, tmp_path / "terms.csv", "id,term,above\n1,Healers,0\n2,Nursing,0\n4,Cooks,0\n5,Bakers,4\n")

    assert report.counts == ImportCounts(
        schemes=1, read=4, added=1, changed=1, unchanged=2, absent=1, links_added=1, links_removed=1
    )
    assert [one.keyword.label for one in service.expand(app, "ours:1")] == ["Healers", "Shamans"]
    assert service.show(app, "ours:2").keyword.label == "Nursing"
    assert service.find(app, "nurses", scheme="ours") == []


def test_a_rehearsal_counts_the_same_and_writes_nothing(ready: App, tmp_path: Path) -> None:
    source = write_scheme(tmp_path / "birds.toml", "birds", owls="Owls", hawks="Hawks")

    rehearsed = load(ready, source, dry_run=True)

    assert service.find(ready, "owls") == []
    assert rehearsed.counts == load(ready, source).counts == ImportCounts(schemes=1, read=2, added=2)


def test_a_section_adds_links_between_keywords_of_other_schemes(ready: App, tmp_path: Path) -> None:
    source = write_scheme(
        tmp_path / "ours.toml",
        "ours",
        '[concept.care]\nlabel = "Care"\nnarrower = ["concerns:midwives", "concerns:refugees"]',
        '[concept.nursing]\nlabel = "Nursing associates"\nbroader = ["concerns:health-professionals"]',
    )

    load(ready, source)

    assert "nursing" in {one.keyword.key for one in service.expand(ready, "health-professionals")}
    assert {"midwives", "refugees"} <= {one.keyword.key for one in service.expand(ready, "care")}

    write_scheme(source, "ours", '[concept.care]\nlabel = "Care"\nnarrower = ["concerns:midwives"]')
    assert load(ready, source).counts.links_removed == 1
    assert "midwives" in {one.keyword.key for one in service.expand(ready, "health-professionals")}


def test_the_scheme_of_the_readme_is_one(ready: App, tmp_path: Path) -> None:
    readme = Path(service.__file__).parents[1] / "README.md"
    source = tmp_path / "ours.toml"
    source.write_text(readme.read_text(encoding="utf-8").split("```toml")[1].split("```")[0], encoding="utf-8")

    assert load(ready, source).counts == ImportCounts(schemes=1, read=1, added=1, links_added=3)
    assert "nursing-associates" in {one.keyword.key for one in service.expand(ready, "health-professionals")}


def test_what_a_label_means_stays_when_another_scheme_has_it_too(ready: App, tmp_path: Path) -> None:
    load_csv(ready, tmp_path / "terms.csv", "id,term,above\n1,Lawyers,0\n2,Attorneys,0\n")

    assert str(service.resolve(ready, "Lawyers").address) == "concerns:lawyers"
    with pytest.raises(ConflictError, match=r"can be concerns:lawyers .* or ours:2"):
        service.resolve(ready, "Attorneys")


def test_a_link_that_leads_nowhere_is_told_and_left_out(ready: App, tmp_path: Path) -> None:
    source = write_scheme(tmp_path / "o.toml", "ours", '[concept.care]\nlabel = "Care"\nbroader = ["concerns:nobody"]')

    report = load(ready, source)

    assert said(report) == ["There is no keyword concerns:nobody; the link was left out."]
    assert service.show(ready, "care").broader == ()


def test_a_cycle_is_told_when_it_is_imported_and_by_every_check(app: App, tmp_path: Path) -> None:
    source = tmp_path / "terms.csv"
    cycle = "ours:1, which is broader than ours:2, which is broader than ours:1: one of these links must go."

    report = load_csv(app, source, "id,term,above\n1,Healers,2\n2,Nurses,1\n3,Midwives,2\n")

    assert said(report) == [cycle]
    assert [(flaw.sentence, flaw.grave) for flaw in service.check(app) if flaw.kind == "cycle"] == [(cycle, True)]
    assert {one.keyword.key for one in service.expand(app, "ours:1")} == {"1", "2", "3"}


def test_what_a_scheme_lacks_in_part_is_told_and_what_it_never_has_is_not(app: App, tmp_path: Path) -> None:
    load_csv(app, tmp_path / "terms.csv", "id,term,above\n1,Healers,0\n2,Nurses,1\n3,Cooks,0\n4,Nurses,1\n")

    assert [flaw.sentence for flaw in service.check(app)] == [
        "ours: 3 without a link to any other.",
        "ours: 2, 4 share their label with another one.",
    ]


def test_an_import_is_undone_like_any_change(app: App, tmp_path: Path) -> None:
    load(app, write_scheme(tmp_path / "birds.toml", "birds", owls="Owls"))

    changes.undo(app, changes.latest(app)[0].id)

    assert service.find(app, "owls") == []
    assert service.check(app) == []


def test_a_shipped_scheme_is_not_replaced_by_an_import(ready: App, tmp_path: Path) -> None:
    with pytest.raises(ConflictError, match="The scheme 'concerns' is loaded from a file of the program"):
        load(ready, write_scheme(tmp_path / "mine.toml", "concerns", owls="Owls"))


def test_a_csv_file_without_a_map_of_columns_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidInputError, match="is not TOML; say which column says what"):
        service.read_file(tmp_path / "terms.csv")
