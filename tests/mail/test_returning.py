"""What a mail that came back changes, and what it never changes."""

from datetime import timedelta

import pytest
from attrs import evolve

from outreach_crm.app import App
from outreach_crm.changes import service as changes
from outreach_crm.contacts import service as contacts
from outreach_crm.contacts.model import PointKind
from outreach_crm.contacts.service import Edit
from outreach_crm.dispatch import service as dispatch
from outreach_crm.dispatch.model import DeliveryState
from outreach_crm.hooks import hookimpl
from outreach_crm.model import Mail, Ref, Side
from outreach_crm.plugins import Plugins
from outreach_crm.privacy import service as privacy
from outreach_crm.privacy.model import ConsentDraft, State
from outreach_crm.timeline import service as timeline
from outreach_mail.service import reminding, returning
from outreach_mail.service import returned as looking
from tests.builders import acting
from tests.dispatch.letters import Wire, later, states, taken_from, under_way
from tests.mail.posting import ADDRESS, Sent, an_office, left_for, ready, returned, sent_to, taken

HARD, SOFT, BLOCKED = "postfix, unknown user", "sendmail, over quota", "gmail, refused as spam"


@pytest.fixture
def sent(office: App) -> Sent:
    """A message that left for an office."""
    return sent_to(office, an_office(office))[1][0]


def is_wrong(app: App, contact_id: int) -> bool:
    return any(one.wrong_since for one in contacts.show(app, contact_id).points)


def test_a_hard_bounce_marks_the_address_wrong_in_a_change_that_can_be_undone(office: App, sent: Sent) -> None:
    done = taken(office, returned(office, HARD, sent))
    assert (done.what, done.marked) == ("hard", 1)
    assert is_wrong(office, sent.contact_id)
    latest = changes.latest(office, limit=1)[0]
    assert latest.what == "mail came back"
    assert latest.why == "Spring letter: the address does not exist (5.1.1)"
    changes.undo(office, latest.id)
    assert not is_wrong(office, sent.contact_id)


def test_the_same_mail_fetched_twice_is_one_row_and_does_nothing_again(office: App, sent: Sent) -> None:
    mail = returned(office, HARD, sent)
    taken(office, mail)
    contacts.edit(office, sent.contact_id, Edit(points=((PointKind.EMAIL, sent.address),)))
    assert taken(office, mail).what == returning.KNOWN
    assert not is_wrong(office, sent.contact_id)
    assert len(looking.list_returns(office)) == 1


def test_everybody_who_has_the_address_is_told_that_it_is_wrong(office: App) -> None:
    one, other = an_office(office), an_office(office, "Its library")
    (left,) = sent_to(office, one)[1]
    assert taken(office, returned(office, HARD, left)).marked == 2
    assert is_wrong(office, other.id)


def test_soft_bounces_count_and_mark_the_address_after_some_of_them(app: App, wire: Wire) -> None:
    app = ready(app, soft_bounces=2, soft_days=30)
    who = an_office(app)
    for number, wrong in enumerate((False, True)):
        (left,) = sent_to(app, who, name=f"Letter {number}")[1]
        assert taken(app, returned(app, SOFT, left)).what == "soft"
        assert taken(app, returned(app, SOFT, left, more="again")).marked == 0 or wrong
        assert is_wrong(app, who.id) is wrong


def test_soft_bounces_of_long_ago_do_not_count(app: App, wire: Wire) -> None:
    app = ready(app, soft_bounces=2, soft_days=30)
    who = an_office(app)
    (left,) = sent_to(app, who)[1]
    taken(app, returned(app, SOFT, left))
    after = later(app, timedelta(days=31).total_seconds())
    (again,) = sent_to(after, who, name="Letter 2")[1]
    assert taken(after, returned(after, SOFT, again)).marked == 0


@pytest.mark.parametrize("what", [BLOCKED, "postfix, delayed", "a vacation by the book", "a receipt"])
def test_what_is_not_the_fault_of_the_address_leaves_it_as_it_is(office: App, sent: Sent, what: str) -> None:
    for number in range(6):
        assert taken(office, returned(office, what, sent, more=str(number))).marked == 0
    assert not is_wrong(office, sent.contact_id)


def test_a_bounce_of_another_address_that_mail_is_passed_on_to_is_not_hard(office: App, sent: Sent) -> None:
    mail = returned(office, HARD, sent).replace(sent.address.encode(), b"private@elsewhere.example")
    assert taken(office, mail).what == "soft"
    inner = returned(office, HARD, sent).replace(b"@colegio.example", b"@mail.inner.example")
    assert taken(office, inner).what == "hard"


@pytest.mark.parametrize("what", [HARD, SOFT, "complaint of abuse", "asks to leave"])
def test_a_forged_one_changes_nothing_and_is_counted(office: App, sent: Sent, what: str) -> None:
    for wrong in (b"abcdefg", b"deliveries-1-"):
        mail = returned(office, what, evolve(sent, message_id="0" * 16 + ".1." + "0" * 24))
        forged = mail.replace(b"+deliveries-", b"+deliveries-9" if wrong[:1] == b"d" else b"+" + wrong)
        assert taken(office, forged).what == returning.FORGED
    assert not is_wrong(office, sent.contact_id)
    assert privacy.present(office, sent.contact_id) == []
    assert looking.list_returns(office) == []


def test_a_bounce_without_our_return_path_is_known_by_the_message_it_brings_back(office: App, sent: Sent) -> None:
    assert taken(office, returned(office, HARD, sent, token=False)).what == "hard"


def test_the_return_path_is_read_whatever_its_case(office: App, sent: Sent) -> None:
    mail = returned(office, "qmail, no mailbox", sent)
    assert taken(office, mail.replace(b"returns+", b"RETURNS+")).what == "hard"


def test_a_message_in_doubt_is_settled_by_what_came_back(office: App, wire: Wire) -> None:
    one, other = an_office(office), an_office(office, "Bar", "bar@example.org")
    made = under_way(office)
    wire.answers = dict.fromkeys((ADDRESS, "bar@example.org"), DeliveryState.IN_DOUBT)
    dispatch.send(office, made.id)
    assert states(office, made) == {"Bar": "in_doubt", "Colegio": "in_doubt"}
    taken(office, returned(office, HARD, left_for(office, made, one)))
    taken(office, returned(office, "a vacation by the book", left_for(office, made, other)))
    assert returning.settle(office) == 2
    assert states(office, made) == {"Bar": "sent", "Colegio": "failed"}
    assert dispatch.get(office, made.id).state == "done"
    assert taken_from(office, made) == []


def test_a_bounce_after_sent_is_shown_with_the_mailing_and_in_the_history(office: App) -> None:
    who = an_office(office)
    made, (left,) = sent_to(office, who)
    taken(office, returned(office, HARD, left))
    shown = dispatch.show(office, made.id)
    assert shown.returned == 1
    assert shown.deliveries[0].state is DeliveryState.SENT
    assert shown.deliveries[0].returned.startswith("the address does not exist: 550 5.1.1")
    assert "came back: the address does not exist" in timeline.history(office, who.id)[0].detail
    (panel,) = (one for one in contacts.show(office, who.id).panels if one.title == "Mailings")
    assert panel.rows[0][3] == "came back"


def test_whom_a_mailing_did_not_reach_is_among_the_missed_ones(office: App) -> None:
    from outreach_crm.segments import service as segments

    who = an_office(office)
    made, (left,) = sent_to(office, who)
    missed = segments.read(office, [f"missed={made.id}"])
    assert segments.count(office, missed).count == 0
    taken(office, returned(office, HARD, left))
    assert segments.count(office, missed).count == 1
    assert segments.count(office, segments.read(office, [f"received={made.id}"])).count == 0


@pytest.mark.parametrize("what", ["asks to leave", "complaint of abuse"])
def test_who_asks_to_leave_or_complains_objects_for_the_purpose(office: App, sent: Sent, what: str) -> None:
    taken(office, returned(office, what, sent))
    (found,) = privacy.present(office, sent.contact_id)
    assert (found.state, found.purpose, found.channel) == (State.OBJECTED, "mailings", "email")
    assert not privacy.check(office, sent.contact_id, "mailings", "email").clear


def test_who_came_back_and_leaves_again_on_the_same_day_is_heard(office: App, sent: Sent) -> None:
    taken(office, returned(office, "asks to leave", sent))
    yes = ConsentDraft(purpose="mailings", channel="email", basis="consent", source="their own page", wording="Yes.")
    privacy.record(office, sent.contact_id, yes)
    assert privacy.check(office, sent.contact_id, "mailings", "email").clear
    taken(office, returned(office, "asks to leave", sent, more="another one"))
    assert not privacy.check(office, sent.contact_id, "mailings", "email").clear


def test_signs_that_no_database_takes_are_left_out(office: App, sent: Sent) -> None:
    mail = returned(office, HARD, sent)
    odd = mail.replace(b"Diagnostic-Code: smtp;", b"Diagnostic-Code: smtp; \0\x1b[2J\xed\xa0\x80")
    assert odd != mail
    assert taken(office, odd).marked == 1
    assert "\0" not in looking.list_returns(office)[0].diagnostic


def test_who_is_seen_by_another_circle_only_can_leave_too(office: App) -> None:
    from outreach_crm.accounts import service as accounts

    who = an_office(office)
    _, (left,) = sent_to(office, who)
    accounts.add_circle(office, "Refugees")
    contacts.edit(office, who.id, Edit(circle="Refugees"))
    mails = [returned(office, what, left) for what in ("asks to leave", HARD, "a reply")]
    with acting(office, "Ben") as other:
        assert [taken(other, mail).what for mail in mails] == ["leave", "hard", "reply"]
        assert looking.list_returns(other) == []
    assert is_wrong(office, who.id)
    assert privacy.present(office, who.id)[0].state is State.OBJECTED
    assert len(looking.list_returns(office)) == 3


def test_a_reply_stands_in_the_history_as_theirs_and_waits_to_be_read(office: App, sent: Sent) -> None:
    assert taken(office, returned(office, "a reply", sent)).what == "reply"
    entry = timeline.history(office, sent.contact_id)[-1]
    assert (entry.kind, entry.side, entry.title) == ("e-mail", Side.THEIRS, "replied to Spring letter")
    assert entry.detail == "We have written two letters. Ana"
    assert str(entry.on) == "2026-03-06"
    (reminder,) = reminding.reminders(office)
    assert reminder.sentence == "Colegio replied to Spring letter"
    (found,) = looking.list_returns(office, unread=True)
    assert looking.read_return(office, found.id).text == "We have written two letters.\n\nAna"
    assert looking.read_return(office, found.id).sender == sent.address
    assert looking.list_returns(office, unread=True) == []
    assert list(reminding.reminders(office)) == []


def test_a_mail_to_the_return_path_is_a_reply_even_without_naming_our_message(office: App, sent: Sent) -> None:
    assert taken(office, returned(office, "a mail like any other", sent)).what == "reply"


def test_a_mail_that_has_nothing_to_do_with_us_leaves_no_trace(office: App, sent: Sent) -> None:
    mail = returned(office, "a mail like any other", sent, token=False)
    assert taken(office, mail).what == "other"
    assert looking.list_returns(office) == []


def test_our_own_message_back_again_does_nothing(office: App, sent: Sent) -> None:
    mail = f"Message-ID: <{sent.message_id}@example.org>\r\nSubject: leave\r\n\r\nDear Ana\r\n".encode()
    assert taken(office, mail).what == "loop"
    assert privacy.present(office, sent.contact_id) == []
    assert len(timeline.history(office, sent.contact_id)) == 1


def test_our_own_message_with_another_message_id_is_known_by_its_list(app: App, wire: Wire) -> None:
    app = ready(app, sender="Section Example <office@example.org>")
    mail = b"Message-ID: <a@list.example>\r\nList-Id: <mailings.example.org>\r\nSubject: News\r\n\r\nDear Ana\r\n"
    assert taken(app, mail).what == "loop"
    assert taken(app, mail.replace(b"mailings.", b"members.")).what == "other"


class _Listener:
    """A plugin that hears replies, and fails at some."""

    def __init__(self) -> None:
        self.heard: list[tuple[Ref, Mail]] = []
        self.fails = False

    @hookimpl
    def incoming(self, app: App, ref: Ref, mail: Mail) -> None:
        if self.fails:
            raise ValueError("cannot read it")
        self.heard.append((ref, mail))


def test_a_reply_goes_to_the_plugin_it_belongs_to_with_what_came_with_it(office: App, sent: Sent) -> None:
    listener = _Listener()
    app = evolve(office, plugins=Plugins.load(extra={"listener": listener}))
    taken(app, returned(app, "an answer to an invitation", sent))
    ((ref, mail),) = listener.heard
    assert ref.kind == "dispatches"
    assert (mail.contact_id, mail.text) == (sent.contact_id, "I will come.")
    assert [(name, kind) for name, kind, _ in mail.files] == [("file.calendar", "text/calendar")]


def test_a_reply_that_a_plugin_cannot_take_in_leaves_nothing_and_can_be_taken_in_later(office: App, sent: Sent) -> None:
    from outreach_crm.errors import ConflictError

    listener = _Listener()
    listener.fails = True
    app = evolve(office, plugins=Plugins.load(extra={"listener": listener}))
    mail = returned(app, "a reply", sent)
    with pytest.raises(ConflictError, match="listener cannot take in a reply"):
        taken(app, mail)
    assert looking.list_returns(app) == []
    assert len(timeline.history(app, sent.contact_id)) == 1
    listener.fails = False
    assert taken(app, mail).what == "reply"


def test_what_came_back_goes_with_whoever_is_erased(office: App, sent: Sent) -> None:
    mail = returned(office, HARD, sent)
    taken(office, returned(office, "a reply", sent))
    privacy.erase(office, [sent.contact_id], because="asked for it")
    assert looking.list_returns(office) == []
    assert taken(office, mail).what == "other"
    assert looking.list_returns(office) == []


def test_a_wrong_address_is_told_until_there_is_another_one(office: App, sent: Sent) -> None:
    taken(office, returned(office, HARD, sent))
    (reminder,) = reminding.reminders(office)
    assert reminder.sentence == "Colegio: the e-mail address does not work, and there is no other"
    contacts.edit(office, sent.contact_id, Edit(points=((PointKind.EMAIL, "new@colegio.example"),)))
    assert list(reminding.reminders(office)) == []
