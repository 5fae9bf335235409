"""What is new on a case goes to all who hold it, and it is known who has read it and who is silent."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from outreach_cases import service
from outreach_cases.model.holdings import Holding
from outreach_cases.model.prompts import Prompt
from outreach_cases.model.updates import SeenBy, UpdateKind
from outreach_cases.service import choosing, updating
from outreach_crm.app import App
from outreach_crm.errors import ConflictError, InvalidInputError, NotFoundError
from outreach_crm.groups import service as groups
from outreach_crm.model import Mail, Ref
from outreach_crm.privacy import service as privacy
from outreach_crm.privacy.model import ConsentDraft
from outreach_crm.privacy.model import State as Said
from tests.builders import a_person, with_settings
from tests.outreach_cases.builders import days_ago
from tests.outreach_cases.holdings import a_free_case, a_local_group, accepted, hold, with_mail


def _two(app: App) -> tuple[Holding, Holding]:
    """Two groups that hold one case."""
    case = a_free_case(app, addressees="Minister of Justice\nTehran")
    lyon, ulm = a_local_group(app), a_local_group(app, "Ulm group", "Bo Li")
    return tuple(accepted(app, group, case, person) for group, person in (lyon, ulm))  # type: ignore[return-value]


def _contact(held: Holding) -> int:
    assert held.holder is not None
    assert held.holder.contact_id is not None
    return held.holder.contact_id


def _kinds(app: App, days: int) -> list[Prompt]:
    return [one.kind for one in service.waiting(app, app.clock.today() + timedelta(days=days))]


def test_an_update_goes_to_everybody_who_holds_the_case_and_each_receipt_is_seen(app: App, tmp_path: Path) -> None:
    lyon, _ = _two(app)
    made = service.update(app, lyon.case_id, "He was moved to Evin.", UpdateKind.ADDRESSEES)

    sending, _ = service.send_update(app, made.id, channel="folder", place=str(tmp_path))

    assert ([*sending.made.values()], sending.left) == (["Ana Ruiz", "Bo Li"], {})
    letters = [one.read_text("utf-8") for one in tmp_path.rglob("*.txt")]
    assert len(letters) == 2
    assert all("He was moved to Evin." in one and "Minister of Justice, Tehran" in one for one in letters)
    first, second = service.get_update(app, made.id).receipts
    assert service.seen(app, first.id).seen_by == "the office"
    assert service.get_update(app, made.id).told == "sent to 2, read by 1"
    assert service.get_update(app, made.id).receipts[1] == second
    with pytest.raises(ConflictError, match="already"):
        service.seen(app, first.id)


def test_who_objects_is_sent_none_with_the_reason_and_all_others_get_it(app: App, tmp_path: Path) -> None:
    lyon, ulm = _two(app)
    privacy.record(app, _contact(lyon), ConsentDraft(state=Said.OBJECTED, source="letter"))
    made = service.update(app, lyon.case_id, "News")

    sending, _ = service.send_update(app, made.id, channel="folder", place=str(tmp_path))

    assert [*sending.made.values()] == ["Bo Li"]
    assert "It cannot go to Ana Ruiz" in sending.left["Lyon group"]
    assert [one.group_id for one in service.get_update(app, made.id).receipts] == [ulm.group_id]


def test_nobody_gets_an_update_twice_and_the_next_holder_gets_it_too(app: App, tmp_path: Path) -> None:
    lyon, _ = _two(app)
    made = service.update(app, lyon.case_id, "News")
    service.send_update(app, made.id, channel="folder", place=str(tmp_path))
    with pytest.raises(ConflictError, match="was sent it"):
        service.send_update(app, made.id, channel="folder", place=str(tmp_path))
    person = a_person(app, "Cé Do").id
    groups.join(app, lyon.group_id, person)
    service.hand_over(app, lyon.id, person)

    assert [*service.send_update(app, made.id, channel="folder", place=str(tmp_path))[0].made.values()] == ["Cé Do"]


def test_an_update_says_something_about_a_case_that_is_there(app: App) -> None:
    case = a_free_case(app)
    with pytest.raises(InvalidInputError, match="what is new"):
        service.update(app, case.id, "  ")
    with pytest.raises(NotFoundError):
        service.update(app, 99, "News")
    with pytest.raises(ConflictError, match="No group holds"):
        service.send_update(app, service.update(app, case.id, "News").id, channel="folder")


def test_an_answer_by_mail_is_word_that_it_was_read(app: App, tmp_path: Path) -> None:
    lyon, _ = _two(app)
    made = service.update(app, lyon.case_id, "News")
    service.send_update(app, made.id, channel="folder", place=str(tmp_path))
    with_mail(app, _contact(lyon), "ana@x.example")
    mail = Mail(contact_id=_contact(lyon), sender="Ana@x.example", subject="Re", text="Thanks", on=date(2026, 3, 11))

    with app.change("test: mail"):
        app.plugins.incoming(app, Ref("case_updates", made.id), mail)

    first, second = service.get_update(app, made.id).receipts
    assert (first.seen_on, first.seen_by, second.seen_on) == ("2026-03-11", "mail", None)


def test_somebody_says_on_their_own_page_that_they_read_it(app: App, tmp_path: Path) -> None:
    lyon, _ = _two(app)
    service.send_update(app, service.update(app, lyon.case_id, "News").id, channel="folder", place=str(tmp_path))
    ana = _contact(lyon)
    (section,) = choosing.preferences(app, ana)

    assert section.explanation == "News"
    choosing.save(app, ana, section.key, {"read": False})
    assert len(choosing.preferences(app, ana)) == 1
    choosing.save(app, ana, section.key, {"read": True})

    assert choosing.preferences(app, ana) == []
    assert [one.seen_by for one in service.updates(app, lyon.case_id)[0].receipts] == ["their page", ""]
    with pytest.raises(NotFoundError):
        choosing.save(app, ana, section.key, {"read": True})


def test_of_a_silent_group_the_coordinator_is_told_and_any_word_ends_the_silence(app: App) -> None:
    group, ana = a_local_group(app)
    held = accepted(app, group, a_free_case(app), ana)
    assert Prompt.GROUP not in _kinds(app, 179)
    assert Prompt.GROUP in _kinds(app, 180)

    service.hand_in(app, held.id, text="We wrote", letters=3)

    assert Prompt.GROUP in _kinds(app, 180)  # it was heard on the same day
    with app.change("test: seen"):
        made = service.update(app, held.case_id, "News")
        row = {"update_id": made.id, "holder_id": held.holder.id if held.holder else 0, "sent_on": "2026-03-09"}
        receipt = app.store.insert("case_receipts", row)
        updating.note_seen(app, receipt, "2026-03-09", date(2026, 4, 1), SeenBy.MAIL)
    assert Prompt.GROUP not in _kinds(app, 180)


def test_of_a_silent_coordinator_the_holder_is_told_to_ask_the_programme(app: App, tmp_path: Path) -> None:
    a_person(app, "Risk Programme")
    group, ana = a_local_group(app)
    since = days_ago(app, 200)
    number = hold(app, group, a_free_case(app, opened_on=since), ana, from_on=since, report_on="2026-09-09")
    due = [one for one in service.waiting(app, app.clock.today()) if one.kind is Prompt.COORDINATOR]
    assert [(one.holding_id, one.due_on.isoformat()) for one in due] == [(number, days_ago(app, 20))]
    place = str(tmp_path)
    # Both are silent: the coordinator is told of the group, the group of the coordinator.
    with pytest.raises(ConflictError, match="programme"):
        service.prompt(app, number, channel="folder", place=place)
    named = with_settings(app, cases={"programme": "Risk Programme"})

    whom = [service.prompt(named, number, channel="folder", place=place).to for _ in range(2)]

    assert sorted(whom) == [("Ana Ruiz",), ("Risk Programme",)]
    letters = " ".join(one.read_text("utf-8") for one in tmp_path.rglob("*.txt"))
    assert "Please ask those who give cases to groups: Risk Programme." in letters
    assert service.waiting(app, app.clock.today()) == []
