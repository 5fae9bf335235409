"""The files of a mailing: given and taken away while it is a draft, one set for each language."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from outreach_crm.app import App
from outreach_crm.attachments import service as attachments
from outreach_crm.attachments.model import LARGEST
from outreach_crm.changes import service as changes
from outreach_crm.dispatch import service
from outreach_crm.dispatch.model import Text
from outreach_crm.errors import ConflictError, InvalidInputError, NotFoundError, RefusedError
from tests.dispatch.letters import a_letter, an_addressee, frozen, under_way, with_rules

TEXTS = tuple(Text(language=one, subject="News", body="The law is out.") for one in ("en", "es"))


@pytest.fixture(name="app")
def app_with_rules(app: App) -> App:
    return with_rules(app)


def names(app: App, dispatch_id: int, language: str | None = None) -> list[str]:
    return [one.name for one in service.files(app, dispatch_id, language)]


def test_a_file_goes_to_everybody_or_to_those_of_one_language(app: App) -> None:
    letter = a_letter(app, texts=TEXTS)
    service.attach(app, letter.id, "map.png", b"png")
    service.attach(app, letter.id, "carta.pdf", b"pdf", language="ES")
    assert names(app, letter.id, "en") == ["map.png"]
    assert names(app, letter.id, "es") == ["map.png", "carta.pdf"]
    assert [one.name for one in service.show(app, letter.id).files] == ["map.png", "carta.pdf"]


def test_a_file_that_nobody_would_get_or_that_is_there_is_refused(app: App) -> None:
    letter = a_letter(app)
    with pytest.raises(InvalidInputError, match="no text in fr yet"):
        service.attach(app, letter.id, "lettre.pdf", b"pdf", language="fr")
    service.attach(app, letter.id, "appeal.pdf", b"pdf")
    with pytest.raises(InvalidInputError, match=r"has a file Appeal\.pdf already"):
        service.attach(app, letter.id, "Appeal.pdf", b"pdf")
    assert names(app, letter.id) == ["appeal.pdf"]


def test_all_files_of_a_message_together_have_to_fit(app: App) -> None:
    letter = a_letter(app, texts=TEXTS)
    service.attach(app, letter.id, "one.pdf", b"x" * (LARGEST // 2), language="en")
    service.attach(app, letter.id, "otro.pdf", b"y" * (LARGEST // 2 + 1), language="es")
    with pytest.raises(InvalidInputError, match=r"10\.0 MB of files"):
        service.attach(app, letter.id, "both.pdf", b"z" * (LARGEST // 2))
    assert names(app, letter.id) == ["one.pdf", "otro.pdf"]


def test_a_file_is_taken_away_by_its_name(app: App) -> None:
    letter = a_letter(app)
    service.attach(app, letter.id, "appeal.pdf", b"pdf")
    with pytest.raises(NotFoundError, match=r"it has appeal\.pdf"):
        service.detach(app, letter.id, "map.png")
    assert service.detach(app, letter.id, "APPEAL.pdf") == []


def test_what_is_frozen_keeps_its_files(app: App) -> None:
    an_addressee(app, "Bar")
    letter = a_letter(app)
    service.attach(app, letter.id, "appeal.pdf", b"pdf")
    frozen(app, letter)
    with pytest.raises(RefusedError, match="is frozen"):
        service.attach(app, letter.id, "more.pdf", b"pdf")
    with pytest.raises(RefusedError, match="is frozen"):
        service.detach(app, letter.id, "appeal.pdf")
    assert names(app, letter.id) == ["appeal.pdf"]


def test_a_draft_cannot_be_undone_while_it_has_a_file(app: App) -> None:
    letter = a_letter(app)
    service.attach(app, letter.id, "appeal.pdf", b"pdf")
    with pytest.raises(ConflictError, match="used since"):
        changes.undo(app, letter.change_id)
    assert names(app, letter.id) == ["appeal.pdf"]


def test_those_who_missed_it_get_its_files_too(app: App) -> None:
    an_addressee(app, "Bar")
    letter = a_letter(app)
    service.attach(app, letter.id, "appeal.pdf", b"pdf")
    frozen(app, letter)
    service.approve(app, letter.id)
    service.start(app, letter.id)
    service.stop(app, letter.id, because="wrong date", for_good=True)
    again = service.follow(app, letter.id)
    (file,) = service.files(app, again.id)
    assert attachments.content(app, file.id) == b"pdf"


def test_commands_attach_detach_and_show(cli: Callable[..., Result], tmp_path: Path) -> None:
    cli("contacts", "add", "Bar", "--organisation", "--email", "bar@example.org")
    cli("segments", "add", "Bars", "--where", "kind=organisation")
    cli("mailings", "add", "Spring", "--segment", "bars", "--subject", "News", "--body", "Out.", "--language", "en")
    path = tmp_path / "appeal.pdf"
    path.write_bytes(b"%PDF" * 1000)
    assert "Spring goes with: appeal.pdf (4 kB)." in cli("mailings", "attach", "spring", str(path)).stdout
    assert "appeal.pdf (4 kB)" in cli("mailings", "show", "spring").stdout
    (file,) = json.loads(cli("mailings", "show", "spring", "--json").stdout)["files"]
    assert (file["name"], file["media_type"], file["size"]) == ("appeal.pdf", "application/pdf", 4000)
    assert "cannot be read" in cli("mailings", "attach", "spring", str(tmp_path / "none.pdf"), code=1).stderr
    assert "goes with: no file" in cli("mailings", "detach", "spring", "appeal.pdf").stdout


def test_a_stopped_mailing_has_the_files_it_had(app: App) -> None:
    an_addressee(app, "Bar")
    letter = under_way(app)
    with pytest.raises(RefusedError):
        service.attach(app, letter.id, "late.pdf", b"pdf")


def test_the_folder_holds_each_file_once_and_each_letter_names_its_own(app: App, tmp_path: Path) -> None:
    an_addressee(app, "Bar")
    an_addressee(app, "Colegio", language="es")
    letter = a_letter(app, texts=TEXTS, channel="folder", place=str(tmp_path))
    service.attach(app, letter.id, "map.png", b"png")
    service.attach(app, letter.id, "carta.pdf", b"pdf", language="es")
    frozen(app, letter)
    service.begin(app, letter.id)
    service.send(app, letter.id)
    (pdf,) = tmp_path.glob("carta *.pdf")
    (png,) = tmp_path.glob("map *.png")
    assert (pdf.read_bytes(), len(list(tmp_path.iterdir()))) == (b"pdf", 4)
    (bar,), (colegio,) = (tmp_path.glob(f"{name} *.txt") for name in ("bar", "colegio"))
    assert f"Files: {png.name}\n" in bar.read_text("utf-8")
    assert f"Files: {png.name}, {pdf.name}\n" in colegio.read_text("utf-8")
