"""An update leaves by a mail server, and what comes back of it lies in an inbox: who has read it, and who has not."""

import re
from pathlib import Path

import pytest

from outreach_cases import service
from outreach_cases.model.holdings import Holding
from outreach_cases.model.updates import Receipt
from outreach_crm.app import App
from outreach_crm.contacts import service as contacts
from outreach_crm.dispatch import service as dispatch
from outreach_crm.tasks import service as tasks
from outreach_mail.service import reminding
from tests.mail.conftest import a_server
from tests.mail.inboxes import Inbox, an_answer, dovecot, inbox, look
from tests.mail.posting import Sent, a_maildir, left_for, returned
from tests.mail.servers import Serve, through
from tests.outreach_cases.holdings import a_free_case, a_local_group, accepted, with_mail

__all__ = ["a_server", "dovecot", "inbox"]

ANA, BO = "ana@example.net", "bo@example.net"


@pytest.fixture
def held(app: App) -> Holding:
    """What Lyon group holds, and Ulm group too, whose holders have addresses."""
    case = a_free_case(app)
    (lyon, ana), (ulm, bo) = a_local_group(app), a_local_group(app, "Ulm group", "Bo Li")
    with_mail(app, ana, ANA)
    with_mail(app, bo, BO)
    accepted(app, ulm, case, bo)
    return accepted(app, lyon, case, ana)


def send(app: App, held: Holding) -> tuple[int, int]:
    """Send an update by mail, and return its number and that of the message to Ana Ruiz."""
    made = service.update(app, held.case_id, "She was moved.")
    sending, _ = service.send_update(app, made.id, channel="email")
    assert sending.left == {}
    return made.id, next(number for number, person in sending.made.items() if person == "Ana Ruiz")


def ana_of(app: App) -> int:
    return contacts.resolve(app, "Ana Ruiz").id


def receipt(app: App, update_id: int) -> Receipt:
    """What is known of whether Ana Ruiz has read an update."""
    return next(one for one in service.get_update(app, update_id).receipts if one.person == "Ana Ruiz")


def answer(app: App, number: int, **more: str) -> bytes:
    """Return the answer to a message that was sent to Ana Ruiz."""
    return an_answer(app, number, ana_of(app), **{"sender": ANA, **more})


def left(app: App, number: int) -> Sent:
    """Return what left for Ana Ruiz."""
    return left_for(app, dispatch.get(app, number), contacts.get(app, ana_of(app)))


def to_be_done(app: App) -> list[str]:
    return [one.title for one in tasks.list_tasks(app, everybody=True)]


def test_an_update_leaves_and_the_answer_of_its_holder_comes_back_by_real_servers(
    app: App, serve: Serve, held: Holding, inbox: Inbox
) -> None:
    smtp = serve()
    office = through(app, smtp, **inbox.settings)

    update, number = send(office, held)
    assert sorted(smtp.accepted()) == [ANA, BO]
    inbox.deliver("1.a", answer(office, number))
    inbox.deliver("2.a", answer(office, number, head="X-Copy: the same once more"))

    assert look(office).counts == {"reply": 2}
    assert look(office).counts == {}
    found = service.get_update(office, update)
    assert found.told == "sent to 2, read by 1"
    assert (receipt(office, update).seen_on, receipt(office, update).seen_by) == ("2026-03-09", "mail")
    (noted,) = office.store.rows("select change_id from case_receipts where seen_on is not null")
    assert noted["change_id"] < office.store.value("select max(id) from changes")  # the second answer changed nothing
    assert not [one for one in to_be_done(office) if one.startswith("Ask ")]


@pytest.fixture
def office(app: App, serve: Serve) -> App:
    """A section that sends by a server, and looks into a maildir."""
    return through(app, serve(), return_path="returns@example.org")


@pytest.mark.parametrize("away", ["a vacation by the book", "exchange out of office", "an old vacation program"])
def test_who_is_out_of_office_has_not_read_it(office: App, held: Holding, tmp_path: Path, away: str) -> None:
    update, number = send(office, held)

    mail = returned(office, away, left(office, number))

    assert look(office, str(a_maildir(tmp_path / "in", mail))).counts == {"auto": 1}
    assert receipt(office, update).told == "sent on 2026-03-09, not read so far"


def test_what_came_back_is_not_read_and_says_why_on_the_receipt_and_on_the_list_of_the_day(
    office: App, held: Holding, tmp_path: Path
) -> None:
    update, number = send(office, held)

    mail = returned(office, "postfix, unknown user", left(office, number))

    assert look(office, str(a_maildir(tmp_path / "in", mail))).counts == {"hard": 1}
    told = receipt(office, update).told
    assert re.match(r"sent on 2026-03-09, came back: the address does not exist: .*5\.1\.1", told)
    assert service.get_update(office, update).told == "sent to 2, read by 0, 1 came back"
    assert "Ana Ruiz: the e-mail address does not work, and there is no other" in {
        one.sentence for one in reminding.reminders(office)
    }
    assert service.seen(office, receipt(office, update).id).told == "read on 2026-03-09 (the office)"
    assert service.get_update(office, update).told == "sent to 2, read by 1"


def test_an_answer_from_somebody_elses_address_is_no_word_of_the_holder_and_somebody_is_to_ask(
    office: App, held: Holding, tmp_path: Path
) -> None:
    update, number = send(office, held)

    mail = answer(office, number, sender="mallory@example.com")

    assert look(office, str(a_maildir(tmp_path / "in", mail))).counts == {"reply": 1}
    assert receipt(office, update).seen_on is None
    asked = "Ask Ana Ruiz whether they have read the news of Sanaa Rezaiy: it was answered from an address that is not"
    assert [one for one in to_be_done(office) if one.startswith(asked)]


def test_who_answers_from_another_address_of_theirs_has_read_it(office: App, held: Holding, tmp_path: Path) -> None:
    update, number = send(office, held)
    with_mail(office, ana_of(office), "a.ruiz@example.com")

    mail = answer(office, number, sender="A.Ruiz@example.com", subject="A word")

    assert look(office, str(a_maildir(tmp_path / "in", mail))).counts == {"reply": 1}
    assert receipt(office, update).seen_by == "mail"


def test_an_answer_from_one_group_says_nothing_of_another(office: App, held: Holding, tmp_path: Path) -> None:
    update, number = send(office, held)

    look(office, str(a_maildir(tmp_path / "in", answer(office, number))))

    assert [one.group for one in service.get_update(office, update).receipts if one.seen_on is None] == ["Ulm group"]
