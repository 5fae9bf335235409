"""A message of a mailing shown before it leaves: as it is read, as it goes over the wire, as HTML."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Cli = Callable[..., Result]

SETTINGS = """
[mail]
sender = "Section Example <office@example.org>"

[web]
address = "https://pages.example.org"
"""


@pytest.fixture(name="letter")
def a_drafted_letter(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "outreach.toml").write_text(SETTINGS, "utf-8")
    cli("contacts", "add", "Colegio", "--organisation", "--email", "colegio@example.net", "--language", "es")
    cli("contacts", "add", "Guild", "--organisation", "--email", "guild@example.net")
    cli("contacts", "add", "Post Only", "--organisation")
    cli("segments", "add", "Organisations", "--where", "kind=organisation")
    text = ("--subject", "News for {name}", "--body", "{salutation},\n\nsee https://example.org.\n")
    cli("mailings", "add", "Spring", "--segment", "organisations", *text, "--language", "en")
    cli("mailings", "text", "Spring", "--language", "es", "--subject", "Noticias", "--body", "Hola, {name}: sí.")
    (tmp_path / "appeal.pdf").write_bytes(b"%PDF" * 500)
    cli("mailings", "attach", "Spring", str(tmp_path / "appeal.pdf"), "--language", "en")
    cli("mailings", "check", "Spring", "--accurate", "--impartial", "--within-mandate", "--allegations-as-such")


@pytest.mark.usefixtures("letter")
def test_a_message_is_shown_as_it_would_be_read(cli: Cli) -> None:
    seen = cli("mail", "show", "spring", "--as", "guild").stdout
    for line in (
        "Envelope: office@example.org to guild@example.net",
        "To: Guild <guild@example.net>",
        "Subject: News for Guild",
        "List-Unsubscribe-Post: List-Unsubscribe=One-Click",
        "Dear Guild,\n\nsee https://example.org.\n",
        "With it: appeal.pdf. ",
    ):
        assert line in seen
    assert json.loads(cli("mailings", "show", "spring", "--json").stdout)["counts"] == []  # nothing was frozen


@pytest.mark.usefixtures("letter")
def test_it_is_that_of_the_first_recipient_or_of_another_one_in_their_language(cli: Cli) -> None:
    seen = json.loads(cli("mail", "show", "spring", "--json").stdout)
    assert (seen["recipient"], seen["files"]) == ("guild@example.net", ["appeal.pdf"])
    seen = json.loads(cli("mail", "show", "spring", "--as", "colegio", "--json").stdout)
    assert seen["text"].startswith("Hola, Colegio: sí.\n\nLo que le enviamos y cómo dejar de recibirlo:\nhttps://")
    assert seen["files"] == []
    assert ["Content-Language", "es"] in seen["headers"]


@pytest.mark.usefixtures("letter")
def test_it_is_shown_as_it_goes_over_the_wire(cli: Cli) -> None:
    source = cli("mail", "show", "spring", "--as", "colegio", "--source").stdout
    assert "Content-Transfer-Encoding: quoted-printable\n" in source
    assert "x0d" not in source
    assert "s=C3=AD." in source


@pytest.mark.usefixtures("letter")
def test_its_html_can_be_looked_at(cli: Cli, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    assert str(page) in cli("mail", "show", "spring", "--as", "guild", "--html", str(page)).stdout
    assert '<a href="https://example.org">https://example.org</a>.' in page.read_text("utf-8")
    assert "cannot be written" in cli("mail", "show", "spring", "--html", str(tmp_path / "no" / "x"), code=1).stderr
    (tmp_path / "outreach.toml").write_text(SETTINGS.replace("[web]", "html = false\n[web]"), "utf-8")
    assert "html is off" in cli("mail", "show", "spring", "--html", str(page), code=1).stderr


@pytest.mark.usefixtures("letter")
def test_what_stands_in_the_way_is_told(cli: Cli, tmp_path: Path) -> None:
    told = cli("mail", "show", "spring", "--as", "post only", code=1).stderr
    assert "has no address for e-mail" in told
    (tmp_path / "outreach.toml").write_text('[mail]\nserver = "mail.example.org"\n', "utf-8")
    assert "do not say who writes" in cli("mail", "show", "spring", code=1).stderr
    (tmp_path / "outreach.toml").write_text('[mail]\nsender = "office@example.org"\n', "utf-8")
    assert "Nothing in it says how to leave" in cli("mail", "show", "spring").stdout


@pytest.mark.usefixtures("letter")
def test_what_was_sent_is_shown_as_it_left(cli: Cli, tmp_path: Path) -> None:
    cli("mailings", "send", "spring", "--channel", "email", "--to", str(tmp_path / "out"), "--yes")
    (letter,) = (tmp_path / "out").glob("guild *.eml")
    seen = json.loads(cli("mail", "show", "spring", "--as", "guild", "--json").stdout)
    same = {line for line in seen["source"].splitlines() if not line.startswith("Date:")}
    assert same == {line for line in letter.read_text("utf-8").splitlines() if not line.startswith("Date:")}


@pytest.mark.usefixtures("letter")
def test_nothing_begins_where_nobody_says_who_writes(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "outreach.toml").write_text('[mail]\nserver = "mail.example.org"\n', "utf-8")
    assert "do not say who writes" in cli("mailings", "send", "spring", "--channel", "email", "--yes", code=1).stderr
    assert json.loads(cli("mailings", "show", "spring", "--json").stdout)["dispatch"]["state"] == "draft"


@pytest.mark.usefixtures("letter")
def test_files_to_be_looked_at_need_no_settings(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "outreach.toml").write_text('[section]\nname = "Section Example"\n', "utf-8")
    cli("mailings", "send", "spring", "--channel", "email", "--to", str(tmp_path / "out"), "--yes")
    (letter,) = (tmp_path / "out").glob("guild *.eml")
    assert "From: Section Example <sender-is-not-set@example.invalid>\n" in letter.read_text("utf-8")
