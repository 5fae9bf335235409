"""Pages of cases: by their level, one with all that belongs to it, and the forms."""

from io import BytesIO
from pathlib import Path

import pytest

from outreach_cases import service
from outreach_cases.model.levels import Level, Reason, Stance
from outreach_crm.keywords import service as keywords
from outreach_crm.policy import Role
from tests.builders import acting
from tests.outreach_cases.builders import SINCE, a_case, level, work
from tests.urgent_actions.builders import add_issue
from tests.urgent_actions.newsletters import leave, newsletter
from tests.web.office import Desk, at_desk, words

pytestmark = pytest.mark.connections

NEW = {"name": "Sanaa Rezaiy", "whom": "person", "consent": "not known", "level": "active", "opened_on": SINCE}


def test_a_case_is_written_down_on_a_page(desk: Desk) -> None:
    torture = keywords.resolve(desk.app, "torture")

    page = desk.follow(
        desk.send("/cases/add", {**NEW, "country": "Iran", "poc": "yes", "public": "yes", "concerns": str(torture.id)})
    )

    assert "active, not decided" in words(page)
    assert torture.label in words(page)
    (case,) = service.listed(desk.app, service.asking(desk.app))
    assert (case.country, case.poc, case.public, case.opened_on) == ("IR", True, True, SINCE)


def test_whoever_writes_somebody_down_twice_reads_of_the_first(desk: Desk) -> None:
    a_case(desk.app)

    page = desk.follow(desk.send("/cases/add", {**NEW, "country": "Iran"}))

    assert "Sanaa Rezaiy, case 1, is called so too." in words(page)


def test_what_is_wrong_stands_beside_its_question_and_nothing_written_is_lost(desk: Desk) -> None:
    answer = desk.send("/cases/add", {**NEW, "country": "Atlantis", "wish": "No letters"})

    assert answer.status_code == 422
    assert "is not one country" in words(answer.text)
    assert "No letters" in answer.text
    assert service.listed(desk.app, service.asking(desk.app)) == []


def test_a_case_is_edited_on_a_page_and_the_second_of_two_sees_what_the_first_wrote(desk: Desk) -> None:
    case = a_case(desk.app)
    sent = {**NEW, "name": "Sanaa R.", "country": "IR", "public": "yes", "_version": str(case.change_id)}

    assert "Sanaa R." in words(desk.follow(desk.send(f"/cases/{case.id}/edit", sent)))
    again = desk.send(f"/cases/{case.id}/edit", {**sent, "name": "S. R."})

    assert again.status_code == 409
    assert "S. R." in again.text
    assert service.get(desk.app, case.id).name == "Sanaa R."


def test_a_level_is_written_down_and_only_those_that_can_follow_are_offered(desk: Desk) -> None:
    case = a_case(desk.app, poc=True)
    a_case(desk.app, "Reza Amini", poc=True)
    page = desk.read(f"/cases/{case.id}/level")
    assert 'value="dormant"' in page
    assert 'value="draft"' not in page
    assert "1 case of a prisoner of conscience in that country stays open: Reza Amini." in words(page)

    missing = desk.send(f"/cases/{case.id}/level", {"state": "closed", "reason": Reason.CAPACITY.value})
    assert "why the case of a prisoner of conscience is closed unresolved" in words(missing.text)
    sent = {"state": "closed", "reason": Reason.CAPACITY.value, "note": "Too few", "decided_on": "2026-03-01"}
    page = desk.follow(desk.send(f"/cases/{case.id}/level", sent))

    assert "closed: capacity or strategy" in words(page)
    assert service.get(desk.app, case.id).level is Level.CLOSED


def test_our_decision_is_written_down_and_the_second_of_two_is_told(desk: Desk) -> None:
    case = a_case(desk.app)
    page = desk.follow(desk.send(f"/cases/{case.id}/decide", {"state": "work", "reason": "", "_version": "0"}))
    assert "It is open to groups." in words(page)

    with acting(desk.app, "Bea") as bea:
        work(bea, case, Stance.NOT)
    seen = str(service.history(desk.app, case.id)[-2].id)
    late = desk.send(f"/cases/{case.id}/decide", {"state": "work", "reason": "", "_version": seen})

    assert late.status_code == 409
    assert "Bea wrote down meanwhile" in words(late.text)


def test_a_stop_shows_what_stops_with_it_and_says_that_it_is_done(desk: Desk) -> None:
    add_issue(desk.app, "nurses", ref="UA 205/2001")
    case = a_case(desk.app)
    work(desk.app, case)
    service.point(desk.app, case.id, "UA 205/2001")
    assert "These stop with it: UA 205/2001" in " ".join(words(desk.read(f"/cases/{case.id}/stop")).split())

    sent = {"reason": Reason.SAFETY.value, "note": "Arrests after letters came"}
    page = desk.follow(desk.send(f"/cases/{case.id}/stop", sent))

    assert "All work on it rests: ethical risk or safety." in words(page)
    assert "Take back" not in words(page)
    assert "under a stop" in words(desk.read("/urgent-actions/cases/1"))


@pytest.mark.parametrize("way", ["stop", "decide"])
def test_whoever_stops_a_case_reads_which_newsletters_had_told_of_it(desk: Desk, tmp_path: Path, way: str) -> None:
    keywords.prepare(desk.app)
    add_issue(desk.app, "nurses", ref="UA 205/2001", deadline_on="2026-05-01")
    case = a_case(desk.app)
    work(desk.app, case)
    service.point(desk.app, case.id, "UA 205/2001")
    leave(desk.app, newsletter(desk.app), tmp_path)
    page = f"/cases/{case.id}/{way}"

    sent = {"reason": Reason.SAFETY.value, "note": "Arrests", "state": Stance.NOT.value}
    told = words(desk.follow(desk.send(page, sent, seen=page)))

    assert "Write to the reader of Spring: it told of UA 205/2001 nurses, which is stopped." in told
    assert "Write to the reader of Spring" in words(desk.read("/tasks"))


def test_links_are_made_and_taken_away_on_a_page(desk: Desk) -> None:
    add_issue(desk.app, "nurses", ref="UA 205/2001")
    case, first = a_case(desk.app, "Second arrest"), a_case(desk.app, "First arrest", ref="IP 1")
    path = f"/cases/{case.id}"

    desk.follow(desk.send(f"{path}/link", {"kind": "", "other": "UA 205/01"}))
    page = desk.follow(desk.send(f"{path}/link", {"kind": "continues", "other": "IP 1"}))
    assert "Continues: First arrest (IP 1)" in words(page)
    wrong = desk.send(f"/cases/{first.id}/link", {"kind": "continues", "other": "Second arrest"})
    assert "neither comes before itself" in words(wrong.text)

    desk.follow(desk.send(f"/cases/links/{service.links(desk.app, case.id)[0].id}/remove", seen=path))
    pointer = service.pointers(desk.app, case.id)[0]
    page = desk.follow(desk.send(f"/cases/belonging/{pointer.id}/remove", seen=path))

    assert "Neither Urgent Actions nor other cases." in words(page)


def test_a_version_of_the_casefile_is_kept_and_fetched(desk: Desk) -> None:
    case = a_case(desk.app)
    paper = (BytesIO(b"%PDF-1.7 the casefile"), "casefile.pdf")

    page = desk.follow(
        desk.send(f"/cases/{case.id}/file", {"file": paper, "note": "The first", "dated_on": "2026-03-01"})
    )

    assert "casefile.pdf" in words(page)
    (version,) = service.versions(desk.app, case.id)
    assert version.file is not None
    assert desk.get(f"/attachments/{version.file.id}").data == b"%PDF-1.7 the casefile"
    nothing = desk.send(f"/cases/{case.id}/file", {"dated_on": "2026-03-01"})
    assert "Choose a file first." in words(nothing.text)


def test_restricted_notes_are_written_on_a_page_and_shown_to_no_reader(desk: Desk) -> None:
    case = a_case(desk.app)
    page = desk.follow(desk.send(f"/cases/{case.id}/note", {"text": "The lawyer is not to be named", "circle": ""}))
    assert "The lawyer is not to be named" in words(page)

    rita = at_desk(desk.app, "Rita", Role.READER)

    assert "The lawyer" not in words(rita.read(f"/cases/{case.id}"))
    note = service.notes(desk.app, case.id)[0]
    page = desk.follow(desk.send(f"/cases/notes/{note.id}/remove", seen=f"/cases/{case.id}"))
    assert "The lawyer" not in words(page)


def test_the_board_and_the_list_tell_cases_by_level_as_of_a_day(desk: Desk) -> None:
    case = a_case(desk.app)
    a_case(desk.app, "Weavers of Kano", country="Nigeria", whom="community")
    level(desk.app, case, Level.DORMANT, decided_on="2026-02-10")

    now, then = words(desk.read("/cases")), words(desk.read("/cases?on=2026-01-31"))

    assert "1 case of a number nobody knows" in now
    assert "As they were on 31 January 2026." in then
    assert "Weavers of Kano" not in words(desk.read("/cases/list?level=dormant"))
    assert "Sanaa Rezaiy" not in words(desk.read("/cases/list?in=Africa"))
    assert "is no country and no region" in words(desk.read("/cases/list?in=Atlantis&concern=torture"))
    assert [one["name"] for one in desk.get("/cases/list.json?level=dormant").json or []] == ["Sanaa Rezaiy"]


def test_a_list_is_looked_at_put_right_in_place_and_taken_in(desk: Desk) -> None:
    case = a_case(desk.app, ref="IP 1")
    text = b"Reference,Name,Country,Level\nIP 1,Sanaa Rezaiy,Iran,dormant\nIP 2,Weavers,Atlantis,active\n"

    seen = desk.send("/cases/import", {"file": (BytesIO(text), "portfolio.csv"), "rows": ""})
    told = " ".join(words(seen.text).split())
    assert "level: active → dormant" in told
    assert "'Atlantis' is not one country" in told
    assert service.get(desk.app, case.id).level is Level.ACTIVE
    rows = "Reference\tName\tCountry\tLevel\nIP 1\tSanaa Rezaiy\tIran\tdormant\nIP 2\tWeavers\tNigeria\tactive"
    assert rows.replace("Nigeria", "Atlantis") in seen.text

    # Rows that were altered since are looked at again before anything is written.
    again = desk.send("/cases/import", {"rows": rows, "seen": _seen(seen.text)})
    assert "Nothing is written yet." in words(again.text)
    page = desk.follow(desk.send("/cases/import", {"rows": rows, "seen": _seen(again.text)}))

    assert "1 new, 1 altered, 0 as they are, 0 rows not taken in." in words(page)
    assert service.get(desk.app, case.id).level is Level.DORMANT


def test_a_list_without_rows_or_names_is_refused_beside_its_question(desk: Desk) -> None:
    nothing = desk.send("/cases/import", {"rows": ""})
    nameless = desk.send("/cases/import", {"rows": "Country,Level\nIran,active"})

    assert (nothing.status_code, nameless.status_code) == (422, 422)
    assert "Choose a file, or paste rows." in words(nothing.text)
    assert "its columns are Country, Level" in words(nameless.text)
    assert "Iran,active" in nameless.text


def _seen(page: str) -> str:
    """Return the mark of the rows that a page showed."""
    return page.split('name="seen" value="')[1].split('"', maxsplit=1)[0]
