"""Contacts from the command line, as an officer uses it and as a script does."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

Cli = Callable[..., Result]


def data(result: Result) -> Any:
    """The one document on standard output."""
    return json.loads(result.stdout)


@pytest.fixture
def ana(cli: Cli) -> str:
    """Ana Ruiz with much that is known of her; her number."""
    added = cli(
        *("contacts", "add", "Ana Ruiz", "--role", "President", "--at", "Colegio de Abogados", "--sector", "legal"),
        *("--met", "WMA congress", "--country", "Chile", "--email", "office: ana@example.org", "--id", "civicrm:4711"),
        *("--address", "home: Calle Mayor 1; 8320000 Santiago", "--phone", "2 2345 6789", "--json"),
    )
    return str(data(added)["id"])


def test_the_line_of_the_handbook_adds_person_organisation_and_role(cli: Cli) -> None:
    added = cli(
        *("contacts", "add", "Ana Ruiz", "--role", "President", "--at", "Colegio de Abogados"),
        *("--sector", "legal", "--met", "WMA congress"),
    )
    assert added.stdout.splitlines() == [
        "Added: 1 Ana Ruiz (person). See: outreach contacts show 1",
        "New organisation: 2 Colegio de Abogados",
    ]
    shown = cli("contacts", "show", "ana").stdout
    for text in ("President", "Colegio de Abogados", "WMA congress", "legal"):
        assert text in shown


def test_show_begins_with_what_one_wants_to_know_before_ringing(cli: Cli, ana: str) -> None:
    cli("log", ana, "called about the trial")
    lines = cli("contacts", "show", ana).stdout.splitlines()
    assert [line.partition(":")[0] for line in lines[2:8]] == [
        *("May we contact", "Last word", "We asked", "They asked", "Held by", "Their concerns"),
    ]
    assert lines[2].endswith("by e-mail, phone, post")
    assert "called about the trial" in lines[3]


def test_show_tells_labels_preferences_and_times(cli: Cli, ana: str) -> None:
    cli("contacts", "edit", ana, "--prefer", "ana@example.org", "--wrong", "2 2345 6789")
    cli("contacts", "edit", ana, "--email", "new: ana@new.example", "--valid-from", "2030-01-01")
    shown = cli("contacts", "show", ana).stdout
    rows = {
        line.split()[1]: " ".join(line.split()) for line in shown.splitlines() if line.startswith(("email", "phone"))
    }
    assert rows["ana@example.org"] == "email ana@example.org office preferred"
    assert rows["ana@new.example"] == "email ana@new.example new since 2030-01-01"
    assert "wrong since" in rows["+56223456789"]


def test_every_command_answers_with_one_document(cli: Cli, ana: str) -> None:
    paul = str(data(cli("contacts", "add", "Paul Meyer", "--json"))["id"])
    for arguments in (
        ("contacts", "show", ana),
        ("contacts", "list"),
        ("contacts", "list", "--trash"),
        ("contacts", "find", "ana"),
        ("find", "ana"),
        ("contacts", "edit", ana, "--set", "met=Geneva"),
        ("contacts", "role", paul, "Treasurer", "--at", "Colegio de Abogados"),
        ("contacts", "end-role", paul, "--at", "Colegio de Abogados"),
        ("contacts", "relate", paul, "knows", ana),
        ("contacts", "unrelate", paul, "knows", ana),
        ("contacts", "path", "--country", "CL"),
        ("contacts", "fields"),
        ("contacts", "kinds"),
        ("contacts", "trash", paul),
        ("contacts", "restore", paul),
    ):
        assert isinstance(data(cli(*arguments, "--json")), dict | list), arguments


def test_a_list_is_an_array_and_one_thing_an_object_with_field_names(cli: Cli, ana: str) -> None:
    assert [one["name"] for one in data(cli("contacts", "list", "--json"))] == ["Colegio de Abogados", "Ana Ruiz"]
    card = data(cli("contacts", "show", ana, "--json"))
    assert card["contact"]["rhythm_days"] is None
    assert card["points"][0]["label"] == "office"
    assert card["ids"] == [{"system": "civicrm", "external_id": "4711"}]
    assert card["roles"][0]["organisation"] == "Colegio de Abogados"


def test_remarks_of_add_go_to_standard_error_where_a_machine_reads(cli: Cli, ana: str) -> None:
    again = cli("contacts", "add", "Ana Ruiz", "--email", "ana@example.org", "--json")
    assert data(again)["name"] == "Ana Ruiz"
    assert f"There is {ana} Ana Ruiz" in again.stderr
    shared = cli("contacts", "add", "Secretary", "--email", "ana@example.org")
    assert "Shares an address with" in shared.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("add", ""), "needs a name"),
        (("add", "Bob", "--since", "2026-01-01"), "say where, with --at"),
        (("add", "Bob", "--rights"), "say where, with --at"),
        (("add", "Bob", "--at", "X", "--since", "2026-02-30"), "'2026-02-30' is not a day"),
        (("add", "Bob", "--set", "nme=x"), "did you mean 'name'"),
        (("add", "Bob", "--set", "met"), "write field=value"),
        (("add", "Bob", "--set", "=x"), "write field=value"),
        (("add", "Bob", "--set", "met=x", "--set", "met=y"), "given twice"),
        (("add", "Bob", "--field", "bar=1"), "declare it under [contacts]"),
        (("add", "Bob", "--email", "bob"), "is not an e-mail address"),
        (("add", "Bob", "--web", "http://[foo"), "is not a web address"),
        (("add", "Bob", "--country", "Atlantis"), "is not one country"),
        (("add", "Bob", "--holder", "Nobody"), "outreach accounts list"),
        (("add", "Bob", "--id", "civicrm:4711"), "belongs to"),
        (("edit", "ana"), "Say what to change"),
        (("edit", "ana", "--prefer", "x@example.org"), "there is ana@example.org"),
        (("edit", "ana", "--valid-to", "2026-01-01"), "Name the address"),
        (("edit", "ana", "--version", "1", "--name", "x"), "look again, then edit"),
        (("edit", "nobody", "--name", "x"), "No contact fits 'nobody'"),
        (("relate", "ana", "knows", "ana"), "cannot be related to itself"),
        (("relate", "ana", "hates", "colegio"), "outreach contacts kinds"),
        (("role", "colegio", "x", "--at", "Union"), "No person fits 'colegio'"),
        (("unrelate", "ana", "knows", "colegio"), "not related in that way"),
        (("show", "99999999999999999999999"), "There is no contact"),
        (("show", ""), "Say which contact"),
        (("restore", "ana"), "Nothing in the trash fits"),
        (("list", "--sector", "lega"), "did you mean 'legal'"),
        (("list", "--country", "Atlantis"), "is not one country"),
        (("path", "--country", "Chile", "--sector", "lega"), "did you mean 'legal'"),
    ],
)
def test_a_mistake_is_one_sentence_and_writes_nothing(
    cli: Cli, ana: str, arguments: tuple[str, ...], said: str
) -> None:
    before = data(cli("history", "--json"))
    result = cli("contacts", *arguments, code=1)
    assert result.stdout == ""
    assert said in result.stderr
    assert result.stderr.startswith("Error: ")
    assert result.stderr.count("\n") == 1
    assert data(cli("history", "--json")) == before
    assert ana


@pytest.mark.parametrize(
    "arguments",
    [
        ("add",),
        ("edit",),
        ("path",),
        ("list", "--limit", "0"),
        ("list", "--kind", "robot"),
        ("find", "x", "--limit", "-5"),
        ("relate", "ana", "knows"),
        ("edit", "ana", "--email"),
        ("role", "ana", "x"),
    ],
)
def test_wrong_usage_exits_with_two(cli: Cli, arguments: tuple[str, ...]) -> None:
    assert "Error: " in cli("contacts", *arguments, code=2).stderr


def test_the_trash_is_emptied_by_name_and_answers_twice_with_a_sentence(cli: Cli, ana: str) -> None:
    assert f"outreach contacts restore {ana}" in cli("contacts", "trash", "ana").stdout
    assert "is in the trash; outreach contacts restore" in cli("contacts", "show", "ana", code=1).stderr
    assert "already" in cli("contacts", "trash", ana, code=1).stderr
    assert "Ana Ruiz" in cli("contacts", "list", "--trash").stdout
    assert "Ana Ruiz" in cli("contacts", "restore", "ana").stdout
    assert "The trash is empty." in cli("contacts", "list", "--trash").stdout
    assert "is not in the trash" in cli("contacts", "restore", ana, code=1).stderr


def test_what_nobody_sees_is_said_in_words(cli: Cli) -> None:
    assert 'outreach contacts add "Ana Ruiz"' in cli("contacts", "list").stdout
    assert cli("contacts", "list", "--country", "CL").stdout == "Nothing fits.\n"
    assert "'xyz'" in cli("find", "xyz").stdout
    assert "beginning of a name" in cli("find", "").stdout
    assert "outreach contacts relate" in cli("contacts", "path", "--country", "CL").stdout


def test_an_outsider_acts_under_their_own_name_and_sees_less(cli: Cli, ana: str) -> None:
    cli("circles", "add", "Board")
    cli("accounts", "add", "Jonas")
    cli("contacts", "edit", ana, "--circle", "Board")
    assert data(cli("--as", "Jonas", "find", "ana", "--json")) == []
    assert "There is no contact" in cli("--as", "Jonas", "contacts", "show", ana, code=1).stderr
    cli("--as", "Jonas", "contacts", "add", "Paul Meyer")
    assert data(cli("history", "paul", "--json"))[0]["by"] == "Jonas"
    assert "only Board" in cli("contacts", "show", ana).stdout


ESCAPES = "\x1b[31mRed\x1b[0m \x07 \u202egnp.exe"


def test_characters_that_steer_a_terminal_are_shown_and_not_obeyed(cli: Cli) -> None:
    cli("contacts", "add", f"{ESCAPES} Ruiz", "--set", f"can_do={ESCAPES}", "--at", ESCAPES, "--because", ESCAPES)
    cli("contacts", "relate", "ruiz", "knows", "2", "--note", ESCAPES)
    printed = [
        cli("find", "ruiz"),
        cli("contacts", "list"),
        cli("contacts", "show", "ruiz"),
        cli("contacts", "show", "2"),
        cli("history"),
        cli("history", "2"),
        cli("contacts", "add", "Red", "--at", ESCAPES),
        cli("contacts", "show", ESCAPES),
        cli("contacts", "edit", "1", "--set", f"{ESCAPES}=x", code=1),
    ]
    for result in printed:
        assert not {"\x1b", "\x07", "\u202e"} & set(result.output)
    assert "\\x1b[31m" in printed[0].stdout


def test_a_text_of_many_lines_cannot_pass_for_the_card(cli: Cli, ana: str) -> None:
    cli("contacts", "edit", ana, "--set", "concerns_now=a new law\nMay we contact: by all means")
    lines = cli("contacts", "show", ana).stdout.splitlines()
    assert [line for line in lines if line.startswith("May we contact")] == [lines[2]]
    assert any(line.strip() == "May we contact: by all means" for line in lines)


def test_huge_texts_are_kept_or_refused_and_never_cut(cli: Cli, ana: str) -> None:
    text = "word " * 20_000
    cli("contacts", "edit", ana, "--set", f"can_do={text}")
    assert data(cli("contacts", "show", ana, "--json"))["contact"]["can_do"] == text.strip()
    assert "100000 letters" in cli("contacts", "add", "x" * 100_000, code=1).stderr
    assert "Nobody" in cli("find", "y" * 100_000).stdout


def test_own_fields_are_listed_with_their_data_class_and_shown_by_title(cli: Cli, tmp_path: Path, ana: str) -> None:
    (tmp_path / "outreach.toml").write_text(
        '[[contacts.fields]]\nkey = "bar_number"\ntitle = "Bar number"\nkind = "number"\ndata_class = "personal"\n'
        '[[contacts.fields]]\nkey = "faith"\n'
        '[[contacts.relations]]\nkey = "mentor"\nlabel = "mentor of"\ninverse = "mentored by"\n'
    )
    assert [(one["key"], one["kind"], one["data_class"]) for one in data(cli("contacts", "fields", "--json"))] == [
        ("bar_number", "number", "personal"),
        ("faith", "text", "special"),
    ]
    cli("contacts", "edit", ana, "--field", "bar_number=0042")
    assert "Bar number:     42" in cli("contacts", "show", ana).stdout
    assert (
        "bar_number: 'ten' is not a number." in cli("contacts", "edit", ana, "--field", "bar_number=ten", code=1).stderr
    )
    cli("contacts", "relate", ana, "mentored by", "colegio")
    assert "mentored by" in cli("contacts", "show", ana).stdout
    assert "mentor" in cli("contacts", "kinds").stdout


def test_a_typing_error_in_the_settings_is_told_before_anything_happens(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "outreach.toml").write_text('[[contacts.fields]]\nkey = "faith"\ndata_class = "specail"\n')
    result = cli("contacts", "add", "Ana", code=1)
    assert "'specail' is not a data class; there are public, internal, personal, special, at-risk" in result.stderr
    assert result.stdout == ""


def test_a_way_is_told_step_by_step(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "outreach.toml").write_text('[section]\ncountry = "ES"\n')
    cli("contacts", "add", "Ana Ruiz", "--country", "ES", "--at", "WMA", "--role", "Delegate")
    cli("contacts", "edit", "WMA", "--set", "country=", "--set", "level=international", "--holder", "")
    cli("contacts", "add", "Colegio Médico", "--organisation", "--country", "Chile", "--sector", "medical")
    cli("contacts", "relate", "Colegio Médico", "member body of", "WMA")
    way = cli("contacts", "path", "--country", "Chile", "--sector", "medical").stdout
    assert [line.split(",")[0].strip() for line in way.splitlines() if line] == [
        *("Ana Ruiz (ES)", "└─ Delegate: WMA", "└─ has the member body: Colegio Médico (CL)"),
    ]
    assert way.count("verified 20") == 2


def test_a_name_that_begins_with_the_family_name_stays_as_it_is_written(cli: Cli) -> None:
    added = data(cli("contacts", "add", "Nguyễn Minh Khai", "--family", "Nguyễn", "--json"))
    assert (added["name"], added["given"], added["family"]) == ("Nguyễn Minh Khai", "Minh Khai", "Nguyễn")
    comma = data(cli("contacts", "add", "Peña Núñez, María José", "--family", "Peña Núñez", "--json"))
    assert comma["name"] == "María José Peña Núñez"


def test_who_is_in_a_country_and_held_by_nobody_is_named_where_no_way_is_known(cli: Cli) -> None:
    cli("contacts", "add", "Rosa Quispe", "--country", "Peru")
    said = cli("contacts", "path", "--country", "Peru").stdout
    assert "Rosa Quispe is there, held by nobody: outreach contacts edit" in said


def test_edit_has_the_options_of_add(cli: Cli, ana: str) -> None:
    cli("contacts", "edit", ana, "--country", "Chile", "--language", "es", "--met", "WMA congress")
    contact = data(cli("contacts", "show", ana, "--json"))["contact"]
    assert (contact["country"], contact["language"], contact["met"]) == ("CL", "es", "WMA congress")
