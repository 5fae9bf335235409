"""Cases found, shown, edited, opened and closed, and the commands for it."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from outreach_crm.app import App
from outreach_crm.changes import service as journal
from outreach_crm.errors import ConflictError, InvalidInputError, NotFoundError, OutreachError
from outreach_crm.keywords import service as keywords
from outreach_urgent_actions.model.issues import Issue, State
from outreach_urgent_actions.service import (
    Edit,
    close,
    edit,
    find_case,
    find_issue,
    issues_of,
    list_cases,
    mapping_again,
    reopen,
    show_case,
)
from tests.urgent_actions.logs import CHAIN, a_log, taken

_TWO = (("1", "ua 9/25 on peru", "torture", "2025-01-02"), ("2", "ua 9/25 on chad", "torture", "2025-01-09"))


@pytest.fixture
def chain(app: App, tmp_path: Path) -> list[Issue]:
    """A case of four issues, stopped."""
    taken(app, a_log(tmp_path))
    return issues_of(app, find_case(app, "UA 40/25").id)


@pytest.mark.parametrize("text", ["UA 40/25", "ua40/2025", "40/25", "UA 40/2025", "# UA 40/25", "UA 40/25 (1)"])
@pytest.mark.usefixtures("chain")
def test_a_case_is_found_in_whatever_way_it_is_written(app: App, text: str) -> None:
    assert find_case(app, text).ref == "UA 40/2025"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("UA 40/25", "104"),
        ("40/25", "104"),
        ("40/25 first update", "102"),
        ("UA 40/25 first issue", "101"),
        ("UA 40/25 first update", "102"),
        ("second update to ua 40/25", "103"),
        ("stop action on UA 40/25", "104"),
        ("UA 40/25 (1) first update", "102"),
    ],
)
@pytest.mark.usefixtures("chain")
def test_an_issue_is_found_by_its_case_or_more_exactly(app: App, text: str, number: str) -> None:
    assert find_issue(app, text).external_id == number


def test_an_issue_is_found_by_its_number(app: App, chain: list[Issue]) -> None:
    assert find_issue(app, str(chain[1].id)) == chain[1]


@pytest.mark.usefixtures("chain")
@pytest.mark.parametrize(
    "text", ["UA 41/25", "99999", "UA 40/25 ninth update", "UA 40/25 (2)", "good 5 (2)", "good morning", ""]
)
def test_what_is_not_there_is_told_in_a_sentence(app: App, text: str) -> None:
    with pytest.raises((NotFoundError, InvalidInputError)):
        find_issue(app, text)


def test_a_number_that_two_cases_have_is_asked_back_and_can_be_said(app: App, tmp_path: Path) -> None:
    taken(app, a_log(tmp_path, _TWO))
    with pytest.raises(InvalidInputError, match=r"UA 9/2025 \(1\), UA 9/2025 \(2\)"):
        find_case(app, "UA 9/25")
    assert [find_issue(app, f"UA 9/25 ({n})").external_id for n in (1, 2)] == ["1", "2"]
    assert show_case(app, "UA 9/25 (1)").others == ("UA 9/2025 (2)",)


def test_cases_are_listed_by_state_year_and_keyword(app: App, tmp_path: Path) -> None:
    taken(app, a_log(tmp_path, [*CHAIN, ("1", "ua 9/24 on chad", "nurses", "2024-01-02")]))
    assert [one.ref for one in list_cases(app)] == ["UA 40/2025", "UA 9/2024"]
    assert [one.ref for one in list_cases(app, state="open")] == ["UA 9/2024"]
    assert [one.ref for one in list_cases(app, year=2025)] == ["UA 40/2025"]
    assert [one.ref for one in list_cases(app, keyword="health professionals")] == ["UA 9/2024"]
    assert [one.ref for one in list_cases(app, keyword="Peru")] == ["UA 40/2025"]
    with pytest.raises(InvalidInputError):
        list_cases(app, state="asleep")


@pytest.mark.usefixtures("chain")
def test_a_stopped_case_is_opened_again_only_with_a_reason(app: App) -> None:
    with pytest.raises(InvalidInputError, match="--because"):
        reopen(app, "UA 40/25")
    opened = reopen(app, "UA 40/25", because="the desk asks for appeals again")
    assert (opened.state, opened.state_on) == (State.OPEN, "2026-03-09")
    with pytest.raises(ConflictError):
        reopen(app, "UA 40/25", because="again")
    assert close(app, "UA 40/25").state is State.CLOSED
    with pytest.raises(ConflictError):
        close(app, "UA 40/25")


@pytest.mark.usefixtures("chain")
def test_an_opened_case_stays_open_when_the_log_is_taken_in_again(app: App, tmp_path: Path) -> None:
    reopen(app, "UA 40/25", because="asked for")
    taken(app, a_log(tmp_path))
    assert find_case(app, "UA 40/25").state is State.OPEN


def test_fields_keywords_texts_and_people_are_edited_and_it_can_be_undone(app: App, chain: list[Issue]) -> None:
    changes = Edit(
        fields={"deadline": "2025-06-01", "life-at-risk": "yes", "write-in": "es", "issued": "2025-02-11"},
        add=["nurses"],
        without=["lawyers"],
        texts={"fr": ("Titre", "Texte")},
        people=["Ana Gil Ruiz (f), 34, nurse", "53 students"],
    )
    before = show_case(app, "UA 40/25")
    issue = edit(app, str(chain[0].id), changes)
    shown = show_case(app, "UA 40/25")
    assert (issue.deadline_on, issue.life_at_risk, issue.write_in, issue.issued_on) == (
        "2025-06-01",
        True,
        "es",
        "2025-02-11",
    )
    words = {one.label for one in shown.issues[0].keywords}
    assert "Nurses" in words
    assert "Lawyers" not in words
    assert [(one.language, one.subject) for one in shown.issues[0].texts] == [("fr", "Titre")]
    assert [(one.name, one.kind) for one in shown.people] == [("Ana Gil Ruiz", "person"), ("53 students", "group")]
    journal.undo(app, journal.latest(app)[0].id)
    after = show_case(app, "UA 40/25")
    assert (after.people, [one.keywords for one in after.issues]) == (
        before.people,
        [one.keywords for one in before.issues],
    )


def test_texts_and_people_can_be_taken_away_again(app: App, chain: list[Issue]) -> None:
    which = str(chain[0].id)
    edit(app, which, Edit(texts={"fr": ("", "Texte")}, people=["Ana Gil Ruiz (f)"]))
    edit(app, which, Edit(texts={"fr": ("", "")}, without_people=["ana gil ruiz"]))
    shown = show_case(app, "UA 40/25")
    assert (shown.people, shown.issues[0].texts) == ((), ())
    for again in (Edit(texts={"fr": ("", "")}), Edit(without_people=["Ana"]), Edit(without=["shoes"]), Edit()):
        with pytest.raises(OutreachError):
            edit(app, which, again)


def test_the_countries_of_an_issue_are_replaced(app: App, chain: list[Issue]) -> None:
    edit(app, str(chain[0].id), Edit(fields={"country": "Chad; Texas"}))
    words = show_case(app, "UA 40/25").issues[0].keywords
    assert {one.label for one in words if one.origin == "place"} == {"Chad", "Texas"}


def test_an_issue_moves_to_the_case_it_belongs_to_and_an_empty_case_goes(app: App, tmp_path: Path) -> None:
    taken(
        app,
        a_log(
            tmp_path, [("1", "ua 141 on peru", "", "2025-01-02"), ("2", "update to ua 14/25 on peru", "", "2025-02-01")]
        ),
    )
    wrong = find_issue(app, "UA 141/?")
    edit(app, str(wrong.id), Edit(people=["Ana Gil Ruiz (f)"]))
    edit(app, str(wrong.id), Edit(fields={"case": "UA 14/25"}))
    shown = show_case(app, "UA 14/25")
    assert [one.issue.external_id for one in shown.issues] == ["1", "2"]
    assert [one.name for one in shown.people] == ["Ana Gil Ruiz"]
    with pytest.raises(NotFoundError):
        find_case(app, "UA 141/?")


def test_lines_are_read_one_object_each(cli: Callable[..., Result], tmp_path: Path) -> None:
    path = tmp_path / "lines.txt"
    path.write_bytes("second update to ua 205/01 on syria\nex on perú\n".encode("cp1252"))
    told = [json.loads(line) for line in cli("ua", "parse", str(path), "--json").output.splitlines()]
    assert [one["case_refs"] for one in told] == [["UA 205/2001"], ["EX ?"]]
    assert [one["countries"] for one in told] == [["SY"], ["PE"]]
    assert "UA 205/2001" in cli("ua", "parse", "-", input="ua 205/01 on syria").output
    for content in (b"", b"\0\1"):
        path.write_bytes(content)
        cli("ua", "parse", str(path), code=1)


def test_a_log_is_taken_in_looked_at_and_checked_by_commands(cli: Callable[..., Result], tmp_path: Path) -> None:
    late = ("105", "third update to ua 40/25 on peru", "flying saucers", "2025-06-01")
    path = str(a_log(tmp_path, [*CHAIN, late]))
    assert "Nothing was written" in cli("ua", "import", path, "--dry-run").output
    told = cli("ua", "import", path).output
    assert "5 rows: 5 new in 1 cases" in told
    assert "flying saucers (1)" in told
    again = json.loads(cli("ua", "import", path, "--json").output)
    assert {"counts", "problems"} <= again.keys()
    assert (again["counts"]["new"], again["counts"]["known"]) == (0, 5)
    assert "UA 40/2025" in cli("ua", "list").output
    assert json.loads(cli("ua", "list", "--json").output)[0]["issues"] == 5
    assert "stopped since 2025-05-01" in cli("ua", "show", "UA 40/25").output
    assert len(json.loads(cli("ua", "show", "40/25", "--json").output)["issues"]) == 5
    assert "after a stop: 1" in cli("ua", "check").output
    assert json.loads(cli("ua", "check", "--kind", "no-first", "--json").output) == []
    assert "flying saucers" in cli("ua", "unmapped").output
    assert json.loads(cli("ua", "unmapped", "--map", "--json").output) == []


def test_commands_edit_open_and_close(cli: Callable[..., Result], tmp_path: Path) -> None:
    cli("ua", "import", str(a_log(tmp_path)))
    text = tmp_path / "feuille.txt"
    text.write_text("Écrivez.", encoding="utf-8")
    cli("ua", "edit", "UA 40/25 first issue", "--keyword", "nurses", "--text", f"fr={text}", "--audience", "members")
    shown = cli("ua", "show", "UA 40/25").output
    assert "Nurses" in shown
    assert "members only" in shown
    cli("ua", "edit", "UA 40/25", "--text", "fr", code=2)
    cli("ua", "edit", "UA 40/25", code=1)
    assert "say why" in cli("ua", "reopen", "UA 40/25", code=1).output
    assert "is open" in cli("ua", "reopen", "UA 40/25", "--because", "asked for").output
    assert "is closed" in cli("ua", "close", "UA 40/25").output


def test_what_must_be_asked_of_a_log_names_the_option_where_nobody_can_answer(
    cli: Callable[..., Result], tmp_path: Path
) -> None:
    path = str(a_log(tmp_path, [("1", "ua 1/25 on peru", "", "3/4/2025")]))
    assert "--day-first or --month-first" in cli("ua", "import", path, code=2).output
    cli("ua", "import", path, "--day-first")
    cli("ua", "import", path, "--map", "subject", code=2)


def test_a_case_shows_who_got_what_and_what_came_back(app: App, chain: list[Issue]) -> None:
    with app.change("send"):
        mailing = {"uid": "u1", "ref_kind": "ua_issues", "ref_id": chain[0].id, "name": "UA 40/2025", "name_key": "ua"}
        how = {"purpose": "urgent-actions", "channel": "folder", "policy": "hold"}
        dispatch_id = app.store.insert("dispatches", mailing | how)
        for state, n in {"sent": 3, "queued": 2, "failed": 1}.items():
            for _ in range(n):
                values = {"dispatch_id": dispatch_id, "channel": "folder", "language": "en", "state": state}
                app.store.insert("deliveries", values | {"code": "ok", "settled_at": "2026-03-01T08:00:00Z"})
        case_id = find_case(app, "UA 40/25").id
        app.store.insert("ua_responses", {"case_id": case_id, "kind": "appeals", "letters": 12, "emails": 30})
    shown = show_case(app, "UA 40/25")
    sent = shown.issues[0].sent[0]
    assert (sent.name, sent.channel, sent.sent, sent.waiting, sent.failed) == ("UA 40/2025", "folder", 3, 2, 1)
    assert [one.sent for one in shown.issues[1:]] == [()] * 3
    assert [(one.kind, one.letters, one.emails) for one in shown.back] == [("appeals", 12, 30)]


def test_keywords_that_the_thesaurus_learns_get_their_meaning_in_all_issues(app: App, tmp_path: Path) -> None:
    rows = [(str(n), f"ua {n}/25 on peru", "flying saucers|torture|uas 2025|usa/texas", "") for n in (1, 2)]
    taken(app, a_log(tmp_path, rows))
    assert [(one.keyword, one.uses) for one in mapping_again.unmapped(app)] == [("flying saucers", 2)]
    assert mapping_again.map_again(app) == []
    scheme = tmp_path / "ours.toml"
    concept = '[concept.flying-saucers]\nfacet = "theme"\nlabel = { en = "Flying saucers" }\ndefinition = "Seen."\n'
    scheme.write_text('[scheme]\nkey = "ours"\ntitle = "Ours"\n' + concept, encoding="utf-8")
    keywords.import_schemes(app, keywords.read_file(scheme))
    assert [one.uses for one in mapping_again.map_again(app)] == [2]
    assert mapping_again.unmapped(app) == []
    assert "Flying saucers" in {one.label for one in show_case(app, "UA 2/25").issues[0].keywords}
    journal.undo(app, journal.latest(app)[0].id)
    assert len(mapping_again.unmapped(app)) == 1
