"""The meeting pack has all that those who come should have read, and nothing that stays in the office."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from hypothesis import given
from hypothesis import strategies as st

from outreach_crm.app import App
from outreach_crm.attachments import service as attachments
from outreach_crm.errors import InvalidInputError
from outreach_crm.model import Ref
from outreach_meetings import service
from outreach_meetings.model.agenda import Item, ItemEdit
from outreach_meetings.model.packs import file_names
from outreach_meetings.model.plans import ObjectiveEdit
from outreach_meetings.model.series import Meeting
from tests.outreach_meetings.builders import a_doctors_group, a_meeting
from tests.post.paper import pages
from tests.web.office import Desk, words

SECRET = "The prisoner's cousin wants to stay unnamed"


def on_the_agenda(app: App, meeting: Meeting, title: str, **fields: str) -> Item:
    return service.add(app, meeting, ItemEdit(fields={"title": title, **fields}))


def prepared(app: App) -> Meeting:
    """A meeting with an open point that has a paper, and one that only the office sees."""
    meeting = a_meeting(app, a_doctors_group(app, "Ana Ruiz"), place="Library", quorum=3)
    talk = on_the_agenda(app, meeting, "A talk at the medical school", minutes="20")
    attachments.attach(
        app, Ref("meeting_items", talk.id), "../slides: final.pdf", "application/pdf", b"%PDF-1.7 slides"
    )
    secret = on_the_agenda(app, meeting, SECRET, restricted="yes")
    attachments.attach(app, Ref("meeting_items", secret.id), "cousin.txt", "text/plain", b"a name")
    return service.meeting(app, meeting.series.id, meeting.key)


def text_of(pdf: bytes) -> str:
    return " ".join(" ".join(pages(pdf)).split())


def test_the_document_has_agenda_people_and_plan_and_nothing_restricted(app: App) -> None:
    meeting = prepared(app)
    service.intend(app, meeting.group_id, 2026, ObjectiveEdit(fields={"title": "Ten doctors write each month"}))

    text = text_of(service.pdf(app, meeting))

    for part in ("Library", "Ana Ruiz", "A talk at the medical school", "slides", "Ten doctors write each month"):
        assert part in text
    assert "cousin" not in text


def test_the_document_has_its_days_in_words(app: App) -> None:
    meeting = a_meeting(app, a_doctors_group(app, "Ana Ruiz"), "2026-04-02 19:30")
    on_the_agenda(app, meeting, "Letters", due_on="2026-04-20")

    text = text_of(service.pdf(app, meeting))

    assert "2 April 2026 from 19:30" in text
    assert "Until 20 April 2026" in text
    assert "2026-" not in text


def test_the_same_pack_is_the_same_file(app: App) -> None:
    meeting = prepared(app)

    assert service.pdf(app, meeting) == service.pdf(app, meeting)


def test_the_folder_has_the_document_and_the_papers_by_point_and_none_that_is_restricted(
    app: App, tmp_path: Path
) -> None:
    folder = tmp_path / "april"

    files = service.write_folder(app, prepared(app), folder)

    assert [one.name for one in files] == ["pack.pdf", "01 slides final.pdf"]
    assert files[1].read_bytes() == b"%PDF-1.7 slides"
    assert sorted(folder.iterdir()) == sorted(files)


def test_a_folder_that_has_something_in_it_stays_as_it_is(app: App, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")

    with pytest.raises(InvalidInputError, match="is not empty"):
        service.write_folder(app, prepared(app), tmp_path)

    assert [one.name for one in tmp_path.iterdir()] == ["notes.txt"]


@given(st.lists(st.text(max_size=120), max_size=6))
def test_names_of_files_never_lead_out_of_the_folder_and_are_never_alike(names: list[str]) -> None:
    made = file_names(names)

    assert len({one.casefold() for one in made}) == len(names)
    for one in made:
        assert one == Path(one).name
        assert not one.startswith(".")
        assert len(one) < 120


def test_a_pack_is_shown_and_written_on_the_command_line(cli: Callable[..., Result], tmp_path: Path) -> None:
    cli("groups", "add", "Doctors", "--structure", "specialist")
    cli("meetings", "plan", "Doctors", "2w 19:30", "--place", "Library")
    cli("meetings", "agenda", "Doctors", "--add", "A talk")

    assert "A talk" in cli("meetings", "pack", "Doctors").output
    cli("meetings", "pack", "Doctors", "--to", str(tmp_path / "april"))

    assert "A talk" in text_of((tmp_path / "april" / "pack.pdf").read_bytes())


@pytest.mark.connections
def test_the_page_of_a_pack_prints_the_same_and_gives_the_pdf(desk: Desk) -> None:
    meeting = prepared(desk.app)
    home = f"/meetings/{meeting.series.id}/{meeting.key}/pack"

    page = words(desk.read(home))

    assert "A talk at the medical school" in page
    assert SECRET not in page
    given_back = desk.get(f"{home}.pdf")
    assert given_back.mimetype == "application/pdf"
    assert "A talk at the medical school" in text_of(given_back.data)
