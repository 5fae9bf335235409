"""Publications: taken in with the keywords of their titles, and sent to those who asked for publications alone."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from outreach_crm.app import App
from outreach_crm.changes import service as changes
from outreach_crm.contacts import service as contacts
from outreach_crm.contacts.model import ContactDraft
from outreach_crm.dispatch import service as dispatch
from outreach_crm.errors import ConflictError, InvalidInputError, NotFoundError
from outreach_crm.privacy import service as privacy
from outreach_crm.privacy.model import ConsentDraft
from outreach_urgent_actions.model import Decision, Wants
from outreach_urgent_actions.model.sending import Order
from outreach_urgent_actions.model.shown import ShownIssue
from outreach_urgent_actions.service import (
    distributing,
    editing,
    editions,
    following,
    importing,
    oddities,
    previewing,
    publishing,
    reading,
)
from tests.urgent_actions.builders import add_issue, add_sign_up
from tests.urgent_actions.outgoing import a_member, files, sent

LIST = """\
index,region,year,title,keywords
AFR 16/901/2006,AFR,2006,"Burundi: Provisional immunity does nothing to end impunity",
EUR 25/905/2012,EUR,2012,Police violence in Greece: Not just isolated incidents,torture|beekeeping
PRE 01/974/2011,PRE,2011,Crimes unseen: executions go on,
AFR 99/902/2006,AFR,2006,,
,AFR,2006,,nurses
"""


def taken_in(app: App, folder: Path, text: str = LIST) -> importing.ImportReport:
    path = folder / "documents.csv"
    path.write_text(text, "utf-8")
    looked = publishing.look(app, reading.read_log(app, path))
    return importing.take_in(app, looked, what="import publications")


def a_reader(app: App, name: str, *words: str, **given: Any) -> int:
    """Add somebody who signed up for publications and may have them."""
    made = contacts.add(app, ContactDraft(name=name, emails=(f"{name.split(maxsplit=1)[0].lower()}@example.org",)))
    said = ConsentDraft(purpose="mailings", basis="consent", source="a form", wording="Send me your reports.")
    privacy.record(app, made.id, said)
    add_sign_up(app, made.id, *words, wants=Wants.PUBLICATIONS, **given)
    return made.id


def matched(app: App, issue_id: int) -> dict[str, tuple[str, ...]]:
    """Return who is to get an issue, and why."""
    return {one.contact: one.because for one in previewing.everybody(app, issue_id) if one.decision is Decision.SEND}


def words(one: ShownIssue) -> set[str]:
    return {word.label or word.written for word in one.keywords}


def test_a_list_proposes_keywords_and_countries_by_its_titles(app: App, tmp_path: Path) -> None:
    report = taken_in(app, tmp_path)
    assert (report.counts["rows"], report.counts["new"], report.unmapped) == (5, 4, {"beekeeping": 1})
    assert [(one.line, "neither a title" in one.sentence) for one in report.problems] == [(6, True)]
    assert words(publishing.show_publication(app, "AFR 16/901/2006")) == {"Impunity", "Burundi"}
    assert {"Greece", "beekeeping", "Police officers"} < words(publishing.show_publication(app, "eur25/905/12"))
    assert publishing.show_publication(app, "AFR 99/902/2006").issue.subject == "AFR 99/902/2006"
    # A word a letter away from the name of a place is a word.
    assert "Crimea" not in words(publishing.show_publication(app, "PRE 01/974/2011"))
    assert oddities.check(app) == []


def test_the_same_list_again_changes_nothing_and_undo_takes_it_back(app: App, tmp_path: Path) -> None:
    first = taken_in(app, tmp_path)
    again = taken_in(app, tmp_path)
    assert (again.change_id, again.counts["known"]) == (None, 4)
    assert first.change_id
    changes.undo(app, first.change_id)
    assert publishing.list_publications(app) == []


def test_publications_are_found_by_keyword_and_by_what_is_more_general(app: App, tmp_path: Path) -> None:
    taken_in(app, tmp_path)
    assert [one.index_number for one in publishing.list_publications(app, keyword="regions-ai:afr")] == [
        "AFR 16/901/2006"
    ]
    assert len(publishing.list_publications(app, limit=2)) == 2
    with pytest.raises(NotFoundError, match="index number EUR 1"):
        publishing.show_publication(app, "EUR 11/001/2005")


def test_a_publication_goes_to_whoever_asked_for_publications_and_no_urgent_action_does(app: App) -> None:
    a_reader(app, "Ana Ruiz", "torture")
    a_reader(app, "Olof Ek", "lawyers")
    a_member(app, "Paul Meyer", "torture")
    made = publishing.add(app, "Torture in Nowhere", {}, text="Six pages.")
    assert matched(app, made.issue.id) == {"Ana Ruiz": ("signed up for Torture and other ill-treatment",)}
    assert set(matched(app, add_issue(app, "torture"))) == {"Paul Meyer"}


def test_it_is_sent_without_a_covering_text_and_once(app: App, tmp_path: Path) -> None:
    a_reader(app, "Ana Ruiz", "torture")
    made = publishing.add(app, "Torture in Nowhere", {"index": "AFR 99/901/2026"})
    handed = sent(app, made.issue.id, tmp_path)
    assert dispatch.get(app, handed.dispatch.id).purpose == "mailings"
    (text,) = files(tmp_path)["ana"]
    assert text.endswith("Torture in Nowhere\n\nIndex number: AFR 99/901/2026\n")
    assert publishing.list_publications(app)[0].sent == 1
    with pytest.raises(ConflictError, match="was sent by Maria"):
        sent(app, made.issue.id, tmp_path)


def test_a_limit_counts_publications_and_not_urgent_actions(app: App, tmp_path: Path) -> None:
    a_reader(app, "Ana Ruiz", at_most="1/month")
    a_member(app, "Paul Meyer", at_most="1/month")
    first = [publishing.add(app, "The first report", {}).issue.id, add_issue(app, "torture")]
    second = [publishing.add(app, "The second report", {}).issue.id, add_issue(app, "torture")]
    for issue_id in first:
        sent(app, issue_id, tmp_path)
    for issue_id in second:
        held = [one for one in previewing.preview(app, issue_id).groups if one.rule]
        assert [(one.rule, one.n) for one in held] == [("limit", 1)]


def test_what_is_for_members_goes_to_nobody_else(app: App) -> None:
    a_reader(app, "Ana Ruiz")
    made = publishing.add(app, "An internal letter", {"audience": "members"})
    assert matched(app, made.issue.id) == {}


def test_a_publication_that_is_there_is_not_added_again(app: App) -> None:
    given = {"index": "AFR 99/901/2026", "issued": "2026-03-01", "country": "Ghana"}
    made = publishing.add(app, "Nurses  at work", given, words=["lawyers"], without=["Nurses"])
    assert words(made) == {"Lawyers", "Ghana"}
    assert (made.issue.subject, made.issue.issued_on) == ("Nurses at work", date(2026, 3, 1).isoformat())
    with pytest.raises(ConflictError, match="in the book already"):
        publishing.add(app, "Nurses  at work", given)
    with pytest.raises(InvalidInputError, match="title"):
        publishing.add(app, " ", {})
    with pytest.raises(InvalidInputError, match="is an Urgent Action"):
        publishing.show_publication(app, str(add_issue(app, "torture")))


def test_a_publication_is_edited_and_stays_of_no_case(app: App) -> None:
    made = publishing.add(app, "Nurses at work", {"index": "AFR 99/901/2026"}).issue.id
    editing.edit(app, "AFR 99/901/26", editing.Edit(add=["lawyers"], fields={"country": "Ghana"}))
    assert words(publishing.show_publication(app, str(made))) == {"Nurses", "Lawyers", "Ghana"}
    add_issue(app, "torture", ref="UA 1/2026")
    for field, text in (("case", "UA 1/26"), ("kind", "initial")):
        with pytest.raises(InvalidInputError, match="of no case"):
            editing.edit(app, str(made), editing.Edit(fields={field: text}))


def test_an_edition_is_put_together_and_warns_of_too_few_cases_and_of_ended_ones(app: App) -> None:
    a_reader(app, "Ana Ruiz")
    made = publishing.add(app, "The magazine, spring", {}).issue.id
    with pytest.raises(InvalidInputError, match="--of magazine or monthly mailing"):
        editions.put_together(app, made, cases=[])
    with pytest.raises(InvalidInputError, match="no series 'magazin' .did you mean 'magazine'"):
        editions.put_together(app, made, series="magazin")
    for number in range(1, 10):
        add_issue(app, "torture", ref=f"UA {number}/2026")
    refs = [f"UA {number}/26" for number in range(1, 9)]
    few = editions.put_together(app, made, series="Magazine", cases=refs)
    assert list(few.warnings) == ["an edition of magazine has at least 9 cases, and this one has 8"]
    enough = editions.put_together(app, made, cases=["UA 9/26", "UA 1/26"])
    assert (len(enough.cases), list(enough.warnings)) == (9, [])
    editing.close(app, "UA 3/26")
    warned = distributing.propose(app, made, Order()).warnings
    assert "UA 3/2026 stands in it, and nobody is to write about it any more" in warned
    less = editions.put_together(app, made, series="monthly mailing", without=["UA 3/26"])
    assert (less.series, len(less.cases), list(less.warnings)) == ("monthly mailing", 8, [])


def test_a_case_in_a_magazine_sends_its_readers_no_update(app: App, tmp_path: Path) -> None:
    a_reader(app, "Ana Ruiz")
    a_member(app, "Paul Meyer")
    first = add_issue(app, "torture", ref="UA 1/2026")
    made = publishing.add(app, "A monthly letter", {}).issue.id
    editions.put_together(app, made, series="monthly mailing", cases=["UA 1/26"])
    for issue_id in (made, first):
        sent(app, issue_id, tmp_path)
    assert [one.contact for one in following.follow(app, "UA 1/26")] == ["Paul Meyer"]


def test_the_commands(cli: Callable[..., Result], tmp_path: Path) -> None:
    (tmp_path / "documents.csv").write_text(LIST, "utf-8")
    path = str(tmp_path / "documents.csv")
    assert "4 new publications" in cli("ua", "publications", "import", path, "--dry-run").stdout
    assert "takes all of it back" in cli("ua", "publications", "import", path).stdout
    cli("ua", "publications", "add", "Nurses at work", "--index", "AFR 99/901/2026", "--keyword", "lawyers")
    listed = json.loads(cli("ua", "publications", "list", "--json").stdout)
    assert listed[0]["title"] == "Nurses at work"
    assert "Keywords: Nurses, Lawyers" in cli("ua", "publications", "show", "AFR 99/901/2026").stdout
    told = cli("ua", "publications", "edition", "AFR 99/901/2026", "--of", "magazine").stdout
    assert "Mind: an edition of magazine has at least 9 cases, and this one has 0." in " ".join(told.split())
    shown = json.loads(cli("ua", "publications", "show", "AFR 99/901/2026", "--json").stdout)
    assert (shown["issue"]["kind"], shown["edition"]["series"]) == ("publication", "magazine")
    cli("contacts", "add", "Ghana House", "--organisation", "--email", "house@example.org")
    told = cli("ua", "sign-up", "Ghana House", "--publications", "--keyword", "lawyers").stdout
    assert "publications: Lawyers" in told
    assert "signed up for Lawyers" in cli("ua", "preview", "AFR 99/901/2026").stdout
    went = cli("ua", "send", "AFR 99/901/2026", "--yes", "--to", str(tmp_path / "out")).stdout
    assert "1 sent now" in went
