"""Pages of mailings: drafted, written, looked over, checked, sent, stopped."""

import io
from pathlib import Path

import pytest

from outreach_crm.app import App
from outreach_crm.dispatch import service
from outreach_crm.dispatch.model import CHECKS, Dispatch, State, Text
from outreach_crm.model import Ref
from outreach_crm.policy import Role
from outreach_crm.segments import service as segments
from tests.builders import a_group, with_settings
from tests.dispatch.letters import an_addressee, with_rules
from tests.web.office import _PROOF as PROOF_FIELD
from tests.web.office import Desk, at_desk, words

pytestmark = pytest.mark.connections
_HOSTILE = "<script>alert(1)</script>\"'&{{7*7}}"


@pytest.fixture(name="app")
def a_section(app: App, tmp_path: Path) -> App:
    """An App whose files go into a folder of the test, with three organisations of which one lives too far south."""
    app = with_rules(with_settings(app, mailings={"folder": str(tmp_path / "out")}))
    an_addressee(app, "Bar")
    an_addressee(app, "Owl")
    an_addressee(app, "Penguin", country="AQ")
    segments.add(app, "Organisations", ["kind=organisation"])
    return app


def asked(app: App, **more: str) -> dict[str, str | list[str]]:
    """What an officer fills in for a new mailing."""
    segment = segments.get(app, "Organisations").id
    return {
        "name": "Spring letter",
        "to": f"segment:{segment}",
        "channel": "folder",
        "purpose": "mailings",
        "sector": "",
        "language": "en",
        "subject": "News for {name}",
        "body": "{salutation},\n\nthe law is out.",
        **more,
    }


def drafted(desk: Desk, **more: str) -> Dispatch:
    desk.follow(desk.send("/mailings/add", asked(desk.app, **more)))
    return service.list_dispatches(desk.app)[0]


def checked(desk: Desk, **more: str) -> Dispatch:
    made = drafted(desk, **more)
    service.check(desk.app, made.id, CHECKS)
    return made


def test_a_mailing_is_drafted_and_the_next_step_is_to_look_it_over(desk: Desk) -> None:
    page = desk.follow(desk.send("/mailings/add", asked(desk.app)))
    assert "Drafted: Spring letter. Nothing leaves yet." in words(page)
    made = service.list_dispatches(desk.app)[0]
    assert made.texts == (Text(language="en", subject="News for {name}", body="{salutation},\n\nthe law is out."),)
    assert f'<a class="button main" href="/mailings/{made.id}/preview">' in page
    assert "Spring letter being drafted Organisations" in words(desk.read("/mailings"))


def test_an_unknown_field_is_said_beside_the_text_and_nothing_typed_is_lost(desk: Desk) -> None:
    answer = desk.send("/mailings/add", asked(desk.app, body="Dear {frist_name},", name="Autumn"))
    assert answer.status_code == 422
    assert 'id="dispatch-add-body-wrong"' in answer.text
    assert "{frist_name} is not a field" in words(answer.text)
    assert "Dear {frist_name}," in answer.text
    assert 'value="Autumn"' in answer.text
    assert "{given_name}" in words(answer.text)
    assert service.list_dispatches(desk.app) == []


def test_everybody_in_a_sector_becomes_a_segment_once(desk: Desk) -> None:
    one = drafted(desk, to="sector:legal", name="One")
    other = drafted(desk, to="sector:legal", name="Other")
    assert one.segment == other.segment
    assert segments.get(desk.app, one.segment).name.startswith("Everybody in")


def test_a_name_that_is_taken_is_told_with_what_was_written(desk: Desk) -> None:
    drafted(desk)
    answer = desk.send("/mailings/add", asked(desk.app))
    assert answer.status_code == 409
    assert "There is a mailing 'Spring letter' already" in words(answer.text)
    assert "the law is out." in answer.text


def test_the_preview_counts_by_reason_names_people_and_answers_for_one_name(desk: Desk) -> None:
    made = drafted(desk)
    page = words(desk.read(f"/mailings/{made.id}/preview"))
    assert "2 of 3 would get it now." in page
    assert "1 lives where it is too cold" in page
    left_out = words(desk.read(f"/mailings/{made.id}/preview?which=rule&key=too-cold"))
    assert "Penguin no lives where it is too cold (AQ)" in left_out
    assert "Owl yes" not in left_out
    named = words(desk.read(f"/mailings/{made.id}/preview?q=Owl"))
    assert "Owl yes stands in the segment Organisations" in named
    assert "Bar yes" not in named


def test_somebody_who_is_not_in_the_list_is_told_so(desk: Desk) -> None:
    made = drafted(desk, to="sector:legal")
    assert "Owl no does not stand in the list" in words(desk.read(f"/mailings/{made.id}/preview?q=Owl"))


def test_it_is_read_as_somebody_would(desk: Desk) -> None:
    made = drafted(desk)
    assert "Dear Bar" in words(desk.read(f"/mailings/{made.id}/read"))
    found = desk.read(f"/mailings/{made.id}/read?q=Owl")
    link = found.split(f'href="/mailings/{made.id}/read?as=')[1].split('"')[0]
    assert "News for Owl" in words(desk.read(f"/mailings/{made.id}/read?as={link}"))


def test_nothing_is_sent_before_a_named_person_has_checked_it(desk: Desk) -> None:
    made = drafted(desk)
    page = desk.read(f"/mailings/{made.id}/send")
    assert "Send it to" not in page
    assert "Check the texts" in page
    assert desk.send(f"/mailings/{made.id}/check", {"accurate": "yes"}).status_code == 303
    assert "accurate" in service.checklist(desk.app, made).ticks[0].check
    rest = {one: "yes" for one in CHECKS if one != "accurate"}
    assert "Send it" in desk.follow(desk.send(f"/mailings/{made.id}/check", rest))
    assert service.checklist(desk.app, made).waits_for == ""


def test_ticking_nothing_says_nothing(desk: Desk) -> None:
    made = drafted(desk)
    assert desk.send(f"/mailings/{made.id}/check").status_code == 422
    assert service.checklist(desk.app, made).ticks == ()


def test_somebody_elses_edit_of_a_text_is_shown_and_not_overwritten(desk: Desk) -> None:
    made = drafted(desk)
    path = f"/mailings/{made.id}/text/en"
    seen = service.text_version(desk.app, made.id, "en")
    service.set_text(desk.app, made.id, Text(language="en", subject="Theirs", body="theirs"))
    mine = {"subject": "Mine", "body": "mine", "_version": str(seen)}
    answer = desk.send(path, mine)
    assert answer.status_code == 409
    assert "Theirs" in answer.text
    assert "mine" in answer.text
    assert service.get(desk.app, made.id).texts[0].subject == "Theirs"
    now = str(service.text_version(desk.app, made.id, "en"))
    desk.follow(desk.send(path, {**mine, "_version": now}))
    assert service.get(desk.app, made.id).texts[0].subject == "Mine"


def test_a_text_in_one_more_language_is_added_and_taken_away(desk: Desk) -> None:
    made = drafted(desk)
    spanish = {"language": "es", "subject": "Noticias", "body": "Hola"}
    desk.follow(desk.send(f"/mailings/{made.id}/text", spanish))
    assert [one.language for one in service.get(desk.app, made.id).texts] == ["en", "es"]
    assert desk.send(f"/mailings/{made.id}/text", spanish).status_code == 409
    drop = f"/mailings/{made.id}/text/es"
    desk.follow(desk.send(f"{drop}/drop", seen=drop))
    assert [one.language for one in service.get(desk.app, made.id).texts] == ["en"]


def test_fields_that_are_empty_for_some_are_named_beside_the_text(desk: Desk) -> None:
    made = drafted(desk, body="{salutation} of {country},")
    page = words(desk.read(f"/mailings/{made.id}/text/en"))
    assert "{country} is empty for 2 Bar, Owl" in page


def test_whom_it_goes_to_can_be_altered_while_it_is_a_draft(desk: Desk) -> None:
    made = drafted(desk)
    answers = {**asked(desk.app), "name": "Summer letter", "until_on": "2026-04-01", "_version": str(made.change_id)}
    page = desk.follow(desk.send(f"/mailings/{made.id}/edit", answers))
    assert "Summer letter was changed." in words(page)
    found = service.get(desk.app, made.id)
    assert (found.name, str(found.until_on)) == ("Summer letter", "2026-04-01")


def test_what_it_cost_is_asked_for_in_words_people_write(desk: Desk) -> None:
    made, group = drafted(desk), a_group(desk.app)
    path = f"/mailings/{made.id}/cost"
    wrong = desk.send(path, {"group": str(group.contact_id), "postage": "lots"})
    assert wrong.status_code == 422
    assert 'id="dispatch-cost-postage-wrong"' in wrong.text
    desk.follow(desk.send(path, {"group": str(group.contact_id), "postage": "12,50"}))
    assert [one.amount for one in service.costs(desk.app, made.id)] == [12.5]


def test_hostile_words_stay_words_on_every_page(desk: Desk) -> None:
    made = drafted(desk, name=f"x {_HOSTILE}", subject=_HOSTILE.replace("{", "{{").replace("}", "}}"))
    an_addressee(desk.app, f"Zed {_HOSTILE}", email="zed@example.org")
    for path in ("", "/preview", "/read", "/send", "/check", "/edit", "/text/en", "/files", "/cost", "/test", "/stop"):
        page = desk.read(f"/mailings/{made.id}{path}")
        assert "<script>alert" not in page
    assert "<script>alert" not in desk.read("/mailings")
    assert "<script>alert" not in desk.read(f"/mailings/{made.id}/preview?q=%3Cscript%3Ealert")


def test_whoever_only_reads_sends_and_stops_nothing(app: App) -> None:
    made = checked(at_desk(app))
    rosa = at_desk(app, "Rosa", Role.READER)
    page = rosa.read(f"/mailings/{made.id}")
    assert f'action="/mailings/{made.id}' not in page
    assert "Check the texts" not in page
    for path in ("send", "check", "test", "stop", "resume", "edit", "text/en", "files", "cost"):
        assert rosa.get(f"/mailings/{made.id}/{path}").status_code == 403
    assert rosa.client.post(f"/mailings/{made.id}/start").status_code == 403
    assert service.get(app, made.id).state is State.DRAFT


def test_a_mailing_is_found_by_the_beginning_of_its_words(desk: Desk) -> None:
    made = drafted(desk)
    assert [(one.ref, one.title) for one in service.hits(desk.app, "spr let")] == [
        (Ref("dispatches", made.id), "Spring letter")
    ]
    assert service.hits(desk.app, "xyz") == []
    assert service.hits(desk.app, "?") == []


@pytest.mark.parametrize("number", ["-1", "x", "9" * 17, "9" * 40])
def test_odd_numbers_in_an_address_are_no_accident(desk: Desk, number: str) -> None:
    made = drafted(desk)
    for path in ("?before=", f"/{made.id}/preview?from=", f"/{made.id}/people?from=", f"/{made.id}/read?as="):
        assert desk.get(f"/mailings{path}{number}").status_code in {200, 303}


def test_a_newsletter_without_news_is_said(desk: Desk) -> None:
    answer = desk.send("/mailings/newsletter", {"sector": "legal", "to": "", "channel": "folder"})
    assert answer.status_code == 422
    assert "There is no news" in words(answer.text)


def test_files_go_with_it_until_the_list_is_written_down(desk: Desk) -> None:
    made = drafted(desk)
    path = f"/mailings/{made.id}/files"
    mark = PROOF_FIELD.search(desk.read(path))
    assert mark

    def upload(name: str, data: bytes) -> int:
        sent = {"_proof": mark[1], "language": "", "file": (io.BytesIO(data), name)}
        return desk.client.post(path, data=sent, content_type="multipart/form-data").status_code

    hostile = '../../<b>"x".pdf'
    assert upload(hostile, b"%PDF-1.7 x") == 303
    (kept,) = service.files(desk.app, made.id)
    assert not {"/", "<"} & {*kept.name}
    assert "<b>" not in desk.read(path)
    assert upload("empty.pdf", b"") == 422
    assert upload("tool.pdf", b"MZ\x90\x00 a program") == 422
    assert upload("letter.pdf", b"no pdf at all") == 422
    assert upload("macros.docx", b"PK\x03\x04 word/vbaProject.bin") == 422
    assert upload("letter\u202efdp.exe", b"%PDF-1.7 x") == 422
    desk.follow(desk.send(f"{path}/detach", {"name": kept.name}, seen=path))
    assert service.files(desk.app, made.id) == []
