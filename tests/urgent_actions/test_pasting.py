"""Urgent Actions that have just arrived: proposed, corrected, saved once."""

from collections.abc import Callable
from contextlib import suppress
from email.message import EmailMessage
from pathlib import Path

import pytest
from click.testing import Result
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from outreach_crm.app import App
from outreach_crm.changes import service as journal
from outreach_crm.errors import ConflictError, ImportRejectedError, InvalidInputError, OutreachError
from outreach_urgent_actions.model.issues import Audience, Kind, State
from outreach_urgent_actions.service import find_case, pasting, save_pasted, show_case
from outreach_urgent_actions.service.pasting import corrected, read_pasted
from tests.urgent_actions import printed
from tests.urgent_actions.logs import a_log, taken

SHEET = """\
PUBLIC                                             AI Index: AMR 23/099/2026
                                                   UA 12/26   Fear for safety / Death threats
6 March 2026

COLOMBIA        Elena Duarte Prieto (f), aged 41, nurse and trade unionist
                Tomas Iriarte Luna (m), 52, lawyer

Elena Duarte Prieto and Tomas Iriarte Luna have received death threats.

RECOMMENDED ACTION: Please send appeals to arrive as quickly as possible, in Spanish or your own language:
- asking for an investigation;
- calling on the authorities to protect them.

APPEALS TO:
Minister of the Interior
Carrera 8 No. 1
Bogota, Colombia
Fax: 00 57 1 555 0100
Salutation: Dear Minister

PLEASE SEND APPEALS IMMEDIATELY. Check with the International Secretariat, or your section office, if sending appeals
after 17 April 2026.
"""
FOLLOWUP = SHEET.replace("UA 12/26   Fear", "Further information on UA 12/26   Fear").replace("6 March", "8 March")


def test_fields_and_keywords_of_a_sheet_are_proposed(app: App) -> None:
    proposal = read_pasted(app, SHEET.encode())
    draft = proposal.draft
    assert [str(case) for case in draft.cases] == ["UA 12/2026"]
    assert (draft.kind, draft.index_number, str(draft.deadline_on)) == (Kind.INITIAL, "AMR 23/099/2026", "2026-04-17")
    assert draft.keywords == ("Fear for safety", "Death threats")
    assert set(draft.added) == {"Nurses", "Trade unionists", "Lawyers"}
    assert [one.name for one in draft.people] == ["Elena Duarte Prieto", "Tomas Iriarte Luna"]
    assert [one.name for one in draft.addressees] == ["Minister of the Interior"]
    assert proposal.odd == ()


def test_what_is_saved_is_what_was_proposed_and_corrected(app: App) -> None:
    given = {"deadline": "2026-05-01", "audience": "members", "life-at-risk": "yes", "country": "Colombia; Peru"}
    draft = corrected(
        app, read_pasted(app, SHEET.encode()).draft, given, add=["women"], without=["death threats", "nurses"]
    )
    issue = save_pasted(app, draft).issue
    shown = show_case(app, "UA 12/26")
    assert (issue.deadline_on, issue.audience, issue.life_at_risk) == ("2026-05-01", Audience.MEMBERS, True)
    assert issue.received_at is not None
    words = {(one.label, one.origin) for one in shown.issues[0].keywords}
    assert {("Colombia", "place"), ("Peru", "place"), ("Women", "added"), ("Fear for safety", "issued")} <= words
    assert not {"Death threats", "Nurses"} & {label for label, _ in words}
    assert shown.issues[0].texts[0].body == SHEET.strip()
    assert [one.name for one in shown.people] == ["Elena Duarte Prieto", "Tomas Iriarte Luna"]


def test_the_same_sheet_is_saved_once_however_it_is_broken_into_lines(app: App) -> None:
    first = save_pasted(app, read_pasted(app, SHEET.encode()).draft)
    again = read_pasted(app, SHEET.replace("\n", "\r\n").encode())
    assert again.known == first.issue.id
    with pytest.raises(ConflictError, match="UA 12/2026"):
        save_pasted(app, again.draft)


def test_of_two_who_save_the_same_sheet_at_once_one_does_and_the_other_is_told(app: App) -> None:
    mine, theirs = (read_pasted(app, SHEET.encode()).draft for _ in range(2))
    save_pasted(app, mine)
    with pytest.raises(ConflictError):
        save_pasted(app, theirs)
    assert app.store.value("select count(*) as n from ua_issues") == 1


def test_a_follow_up_joins_its_case_and_one_after_a_stop_is_told(app: App, tmp_path: Path) -> None:
    taken(
        app,
        a_log(
            tmp_path,
            [("1", "ua 12/26 on colombia", "", "2026-01-20"), ("2", "stop action on ua 12/26", "", "2026-02-01")],
        ),
    )
    saved = save_pasted(app, read_pasted(app, FOLLOWUP.encode()).draft)
    assert saved.issue.kind is Kind.FOLLOWUP
    assert [one.kind for one in saved.odd] == ["after-stop"]
    assert find_case(app, "UA 12/26").state is State.STOPPED
    assert len(show_case(app, "UA 12/26").issues) == 3


def test_a_stop_that_arrives_stops_the_case(app: App) -> None:
    save_pasted(app, read_pasted(app, SHEET.encode()).draft)
    save_pasted(app, read_pasted(app, b"Stop action on UA 12/26 on Colombia\n\nDo not write any more.").draft)
    assert find_case(app, "UA 12/26").state is State.STOPPED


def test_what_arrives_without_a_day_stands_behind_what_was_issued_before_it_came(app: App) -> None:
    save_pasted(app, read_pasted(app, b"First update on UA 12/26 on Colombia\n\nPlease go on writing.").draft)
    save_pasted(app, read_pasted(app, SHEET.encode()).draft)
    kinds = [one.issue.kind for one in show_case(app, "UA 12/26").issues]
    assert kinds == [Kind.INITIAL, Kind.FOLLOWUP]


def test_an_e_mail_gives_its_text_and_the_day_it_was_sent(app: App) -> None:
    mail = EmailMessage()
    mail["Subject"], mail["From"], mail["Date"] = (
        "UA 14/26 on Chad",
        "desk@example.org",
        "Thu, 5 Mar 2026 09:00:00 +0000",
    )
    mail.set_content("Three teachers were detained in the capital.\n")
    proposal = read_pasted(app, bytes(mail), file="sheet.eml")
    day = proposal.plan.planned[0].settled
    assert [str(case) for case in proposal.draft.cases] == ["UA 14/2026"]
    assert (str(day.on), day.inferred) == ("2026-03-05", True)
    assert pasting.read_pasted(app, bytes(mail)).draft.subject == "UA 14/26 on Chad"


def test_a_saved_sheet_can_be_undone(app: App) -> None:
    save_pasted(app, read_pasted(app, SHEET.encode()).draft)
    journal.undo(app, journal.latest(app)[0].id)
    tables = ("ua_cases", "ua_issues", "ua_people", "ua_texts", "ua_addressees", "ua_issue_keywords")
    assert [app.store.value(f"select count(*) as n from {table}") for table in tables] == [0] * 6


def test_a_stop_that_is_undone_leaves_the_case_as_it_was(app: App) -> None:
    save_pasted(app, read_pasted(app, SHEET.encode()).draft)
    save_pasted(app, read_pasted(app, b"Stop action on UA 12/26 on Colombia\n\nDo not write any more.").draft)
    journal.undo(app, journal.latest(app)[0].id)
    assert find_case(app, "UA 12/26").state is State.OPEN
    assert len(show_case(app, "UA 12/26").issues) == 1


@pytest.mark.parametrize("sheet", printed.ALL)
def test_every_layout_is_taken_in_whole(app: App, sheet: str) -> None:
    saved = save_pasted(app, read_pasted(app, sheet.encode()).draft)
    assert saved.cases
    assert show_case(app, saved.cases[0].ref).issues[0].texts[0].body == sheet.strip()


def test_a_sheet_in_another_encoding_is_read(app: App) -> None:
    text = SHEET.replace("Tomas", "Tomás")
    for content in (text.encode("cp1252"), text.encode("utf-16"), text.encode("utf-8-sig")):
        assert "Tomás" in read_pasted(app, content).draft.texts[0][2]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"%PDF-1.4 x", "pdftotext"),
        (b"\x89PNG\0\0", "not a text"),
        (b"", "no text"),
        (b"  \n", "no text"),
        (b"ua 1/26 on peru\n" * 20_000, "ua import"),
    ],
)
def test_what_is_no_sheet_is_refused_with_a_sentence(app: App, content: bytes, sentence: str) -> None:
    with pytest.raises((ImportRejectedError, InvalidInputError), match=sentence):
        read_pasted(app, content)


def test_corrections_that_cannot_be_meant_are_refused(app: App) -> None:
    draft = read_pasted(app, SHEET.encode()).draft
    for field, text in {
        "case": "nothing",
        "kind": "second",
        "ordinal": "many",
        "country": "Atlantis",
        "deadline": "soon",
        "index": "none of it",
        "audience": "all",
        "life-at-risk": "perhaps",
        "shoe": "44",
    }.items():
        with pytest.raises(OutreachError):
            corrected(app, draft, {field: text})


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=400) | st.text(max_size=400).map(str.encode))
def test_any_bytes_are_proposed_or_refused(app: App, content: bytes) -> None:
    with suppress(OutreachError):
        assert read_pasted(app, content).draft.texts[0][2].strip()


def test_the_command_shows_what_it_takes_a_sheet_for_and_saves_with_yes(
    cli: Callable[..., Result], tmp_path: Path
) -> None:
    path = tmp_path / "sheet.txt"
    path.write_text(SHEET, encoding="utf-8")
    assert "Death threats" in cli("ua", "paste", str(path), "--dry-run").output
    assert "Give --yes" in cli("ua", "paste", str(path), code=2).output
    said = cli("ua", "paste", str(path), "--yes", "--deadline", "2026-06-01").output
    assert "Saved as number" in said
    assert "It goes to everybody who signed up for it: outreach ua send" in said
    update = cli("ua", "paste", "--yes", input="First update on UA 12/26 on Colombia\n\nPlease go on.").output
    assert "It goes to nobody, since nobody got UA 12/2026: outreach ua send" in update
    assert "in the book already" in cli("ua", "paste", str(path), "--yes", code=1).output
    shown = cli("ua", "show", "UA 12/26").output
    assert "2026-06-01" in shown
    assert "Elena Duarte Prieto" in shown


def test_a_sheet_can_come_from_standard_input(cli: Callable[..., Result]) -> None:
    assert '"UA 12/2026"' in cli("ua", "paste", "--dry-run", "--json", input=SHEET).output


@pytest.mark.parametrize(("first", "again"), [("UA 45/26", "UA 45/2026"), ("UA 45/2026", "ua45/26")])
def test_a_case_is_the_same_however_its_year_is_written_and_has_one_first_issue(
    app: App, first: str, again: str
) -> None:
    save_pasted(app, read_pasted(app, SHEET.replace("UA 12/26", first).encode()).draft)
    assert find_case(app, again).ref == find_case(app, first).ref == "UA 45/2026"
    twin = read_pasted(app, SHEET.replace("UA 12/26", again).encode()).draft
    with pytest.raises(ConflictError, match="UA 45/2026 has a first issue already, number"):
        save_pasted(app, twin)
    assert len(show_case(app, again).issues) == 1
    save_pasted(app, corrected(app, twin, {"kind": "correction"}))
    assert len(show_case(app, first).issues) == 2


def test_the_language_of_a_text_is_said(app: App, tmp_path: Path, cli: Callable[..., Result]) -> None:
    draft = read_pasted(app, SHEET.encode()).draft
    save_pasted(app, corrected(app, draft, {}, language="PT-br"))
    assert [text.language for text in show_case(app, "UA 12/26").issues[0].texts] == ["pt-BR"]
    with pytest.raises(InvalidInputError, match="is not a language"):
        corrected(app, draft, {}, language="not one")
    path = tmp_path / "sheet.txt"
    path.write_text(SHEET)
    assert '"language": "fr"' in cli("ua", "paste", str(path), "--language", "fr", "--dry-run", "--json").output


@pytest.mark.parametrize(
    ("head", "subject"),
    [
        ("UA 45/26\nPERU: NURSE DETAINED", "UA 45/26 NURSE DETAINED"),
        ("UA 45/26 Fear of torture\nPERU: NURSE DETAINED", "UA 45/26 Fear of torture"),
    ],
)
def test_a_heading_that_is_only_a_number_is_told_with_the_headline(app: App, head: str, subject: str) -> None:
    assert read_pasted(app, f"{head}\n\nShe was detained.\n".encode()).draft.subject == subject
