"""Letters to addressees: the one the sheet holds, else a skeleton of what it asks for, by language."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from outreach_crm.app import App
from outreach_crm.dispatch.model import Letter
from outreach_crm.keywords import service as keywords
from outreach_urgent_actions.model import Issue
from outreach_urgent_actions.parse.letters import read_asked
from outreach_urgent_actions.service import editing, finding, pasting, showing
from outreach_urgent_actions.service.letters import letters
from tests.urgent_actions import printed


@pytest.fixture(name="app")
def with_thesaurus(app: App) -> App:
    keywords.prepare(app)
    return app


def pasted(app: App, text: str) -> Issue:
    """Take a sheet in."""
    saved = pasting.save_pasted(app, pasting.read_pasted(app, text.encode()).draft)
    return finding.get_issue(app, saved.issue.id)


def test_a_sheet_with_a_letter_is_signed_as_it_stands(app: App) -> None:
    (letter,) = letters(app, pasted(app, printed.TWENTIES))
    assert letter == Letter(
        language="en",
        name="State Attorney General",
        address="Hector Luna Vega\nAvenida Inventada 100\n58000 Morelia, Mexico",
        salutation="Dear Attorney General,",
        body=(
            "I am deeply concerned about Xochitl Marroquin. I urge you to search for her without delay. I also call on"
            " you to protect her family."
        ),
    )


def test_the_template_of_2017_gives_its_letter_to_the_addressee(app: App) -> None:
    (letter,) = letters(app, pasted(app, printed.TEMPLATE_2017))[:1]
    assert letter.name == "Minister of Justice"
    assert letter.salutation == "Dear Minister,"
    assert letter.body == "I urge you to drop all charges against Grace Nandutu."


def test_what_a_sheet_asks_for_is_a_skeleton_to_each_addressee_with_copies(app: App) -> None:
    minister, attorney = letters(app, pasted(app, printed.NINETIES))
    assert (minister.name, minister.salutation) == ("Minister of the Interior", "Dear Minister,")
    assert minister.address == (
        "Lic. Ernesto Valdizan\nMinisterio de Gobernacion\nPalacio Menor, Ciudad de Guatemala, Guatemala"
    )
    assert minister.body.split("\n\n")[0] == "I am writing to you about Ramiro Ixtul Pop, Elvira Caal Tzi:"
    assert minister.body.split("\n\n")[3] == "– asking for an independent investigation."
    assert minister.copies.split("\n\n")[0] == (
        "Teachers' union\nSindicato Imaginario de Maestros\nApartado 9999, Ciudad de Guatemala"
    )
    assert (attorney.name, attorney.body) == ("Attorney General", minister.body)


def test_each_language_of_its_texts_has_a_letter_and_braces_are_not_fields(app: App) -> None:
    issue = pasted(app, printed.NINETIES.replace("an independent investigation", "{this}"))
    with app.change("test: a text"):
        text = {"issue_id": issue.id, "language": "es", "subject": "AU 12/97"}
        app.store.insert("ua_texts", {**text, "body": printed.SPANISH})
    found = letters(app, issue)
    assert [(one.language, one.name) for one in found] == [
        ("en", "Minister of the Interior"),
        ("en", "Attorney General"),
        ("es", "Minister of the Interior"),
        ("es", "Attorney General"),
    ]
    assert found[0].body.endswith("– asking for {{this}}.")
    assert found[2].salutation == "Senor Ministro:"
    assert found[2].body.split("\n\n")[0] == "Le escribo en relación con el caso de Ramiro Ixtul Pop, Elvira Caal Tzi:"
    assert found[2].body.split("\n\n")[1] == "– instando a que se le proteja de la tortura"


def test_an_update_without_addressees_is_written_to_those_of_the_issue_before(app: App) -> None:
    pasted(app, printed.NINETIES)
    update = pasted(app, printed.FOLLOWUP_1998.partition("APPEALS TO")[0])
    assert update.kind == "followup"
    assert [one.name for one in letters(app, update)] == ["Minister of the Interior", "Attorney General"]


def test_a_letter_without_an_end_or_a_greeting_is_read_as_far_as_it_goes() -> None:
    asked = read_asked("LETTER\nI ask you to free her.\n\nI thank you.\n")
    assert asked.letter is not None
    assert (asked.letter.salutation, asked.letter.body) == ("", "I ask you to free her.\n\nI thank you.")
    assert read_asked("LETTER\n\n").letter is None
    assert read_asked("").points == ()


def test_a_case_tells_how_to_write_as_long_as_somebody_is_to(app: App) -> None:
    pasted(app, printed.NINETIES)
    how = showing.show_case(app, "UA 12/97").how
    assert how is not None
    assert ([one.name for one in how.to], len(how.copies)) == (["Minister of the Interior", "Attorney General"], 2)
    assert (how.languages, how.until_on, len(how.asking)) == ("es, en", "1997-02-25", 3)
    editing.close(app, "UA 12/97", because="they are free")
    assert showing.show_case(app, "UA 12/97").how is None


def test_the_command_prints_how_to_write(cli: Callable[..., Result], tmp_path: Path) -> None:
    sheet = tmp_path / "ua.txt"
    sheet.write_text(printed.NINETIES, "utf-8")
    cli("ua", "paste", str(sheet), "--yes")
    shown = cli("ua", "show", "UA 12/97").stdout
    assert "How to write (in Spanish, English), before 1997-02-25" in shown
    assert "To:        Attorney General, Licda. Maria Solares" in shown
    assert "Copies to: Teachers' union" in shown
    assert "- asking for an independent investigation" in shown
