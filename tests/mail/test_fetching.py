"""Looking into a maildir: what is taken in, what stays, what storms do."""

from collections.abc import Callable
from pathlib import Path

import pytest
from attrs import evolve
from click.testing import Result

from outreach_crm.app import App
from outreach_crm.dispatch import service as dispatch
from outreach_crm.dispatch.model import DeliveryState, Outcome
from outreach_crm.errors import InvalidInputError
from outreach_crm.plugins import Plugins
from outreach_crm.text import Sentence
from outreach_mail.maildir import Maildir
from outreach_mail.model import Fetched, Kind
from outreach_mail.service import beside, fetching, reading, returned
from tests.dispatch.letters import Wire, an_addressee, under_way
from tests.mail.posting import a_maildir, an_office, left_for, ready, sent_to
from tests.mail.posting import returned as coming_back
from tests.mail.test_returning import BLOCKED, HARD, _Listener

OTHER = b"From: ben@example.org\r\nSubject: Lunch?\r\n\r\nAt one?\r\n"
FORGED = b"From: mailer-daemon@example.org\r\nSubject: failure notice\r\n\r\n550 user unknown\r\n"


def look(app: App, folder: Path, *, dry_run: bool = False) -> Fetched:
    return fetching.fetch(app, fetching.open_inbox(app, str(folder)), dry_run=dry_run)


def unseen(folder: Path) -> int:
    return Maildir.open(folder).count()


def test_what_came_back_is_taken_in_once_and_no_mail_is_lost(office: App, tmp_path: Path) -> None:
    who = an_office(office)
    (left,) = sent_to(office, who)[1]
    reply = coming_back(office, "a reply", left)
    folder = a_maildir(tmp_path / "in", coming_back(office, HARD, left), reply, OTHER, FORGED)
    found = look(office, folder)
    assert found.counts == {"forged": 1, "hard": 1, "other": 1, "reply": 1}
    assert (found.marked, found.problems) == (1, ())
    assert sorted(path.name for path in (folder / "cur").iterdir())[0] == "000000.mx:2,S"
    assert (unseen(folder), len([*(folder / "cur").iterdir()])) == (0, 4)
    assert (folder / "cur" / "000001.mx:2,S").read_bytes() == reply
    assert look(office, folder).counts == {}
    assert returned.counts(office) == {"forged": 1, "hard": 1, "reply": 1}


def test_a_look_that_was_cut_off_after_writing_does_nothing_twice(
    office: App, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (left,) = sent_to(office, an_office(office))[1]
    folder = a_maildir(tmp_path / "in", coming_back(office, "a reply", left), coming_back(office, HARD, left))
    with monkeypatch.context() as cut:
        cut.setattr(Maildir, "looked_at", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            look(office, folder)
    found = look(office, folder)
    assert (found.counts, found.known, found.marked) == ({}, 2, 0)
    assert returned.counts(office) == {"hard": 1, "reply": 1}
    assert unseen(folder) == 0


def test_what_a_mail_program_has_not_shown_yet_is_looked_at_where_it_lies(office: App, tmp_path: Path) -> None:
    folder = a_maildir(tmp_path / "in", OTHER, OTHER)
    (folder / "new" / "000000.mx").rename(folder / "cur" / "000000.mx:2,F")
    (folder / "new" / "000001.mx").rename(folder / "cur" / "000001.mx:2,RS")
    assert look(office, folder).counts == {"other": 1}
    assert sorted(path.name for path in (folder / "cur").iterdir()) == ["000000.mx:2,FS", "000001.mx:2,RS"]


def test_a_dry_run_says_the_same_and_writes_nothing(office: App, tmp_path: Path) -> None:
    (left,) = sent_to(office, an_office(office))[1]
    folder = a_maildir(tmp_path / "in", coming_back(office, HARD, left), coming_back(office, "a reply", left), FORGED)
    assert look(office, folder, dry_run=True).counts == {"forged": 1, "hard": 1, "reply": 1}
    assert unseen(folder) == 3
    assert returned.counts(office) == {}
    assert look(office, folder).counts == {"forged": 1, "hard": 1, "reply": 1}


def inside(text: object) -> list[Sentence]:
    """Each sentence that stands in a text, however deep: a page looks it up by itself."""
    return [text, *(deep for one in text.values.values() for deep in inside(one))] if isinstance(text, Sentence) else []


def test_a_mail_that_a_plugin_cannot_take_in_is_told_and_looked_at_again(office: App, tmp_path: Path) -> None:
    listener = _Listener()
    listener.fails = True
    app = evolve(office, plugins=Plugins.load(extra={"listener": listener}))
    (left,) = sent_to(office, an_office(office))[1]
    folder = a_maildir(tmp_path / "in", coming_back(app, "a reply", left), OTHER)
    found = look(app, folder)
    assert found.counts == {"other": 1}
    assert [one.file for one in found.problems] == ["000000.mx"]
    assert any(one is found.problems[0].sentence for one in inside(beside.told(found)))
    assert unseen(folder) == 1
    listener.fails = False
    assert look(app, folder).counts == {"reply": 1}


@pytest.mark.parametrize(("n", "what", "paused"), [(20, HARD, True), (19, HARD, False), (40, BLOCKED, False)])
def test_a_mailing_of_which_too_much_comes_back_is_paused(
    app: App, wire: Wire, tmp_path: Path, n: int, what: str, paused: bool
) -> None:
    app = ready(app)
    people = [an_addressee(app, f"Office {number}") for number in range(60)]
    made = under_way(app)
    batch = dispatch.claim(app, "wire", "me/1", limit=50)
    assert batch is not None
    allowed = dispatch.commit_to_send(app, batch, [one.id for one in batch.messages])
    dispatch.settle(app, "me/1", [Outcome(id=one, state=DeliveryState.SENT) for one in allowed])
    left = [left_for(app, made, one) for one in people]
    mails = [coming_back(app, what, one) for one in left if one.message_id][:n]
    found = look(app, a_maildir(tmp_path / "a", *mails))
    assert found.paused == (("Spring letter",) if paused else ())
    assert dispatch.get(app, made.id).state == ("paused" if paused else "sending")
    if paused:
        assert dispatch.get(app, made.id).halted_because == "20 of 50 addresses do not exist."
        dispatch.resume(app, made.id)
        more = [coming_back(app, what, one) for one in left if one.message_id][n : n + 10]
        assert look(app, a_maildir(tmp_path / "b", *more)).paused == ()


def test_mails_are_read_in_a_worker_and_one_that_ends_it_takes_no_other_with_it() -> None:
    target = "tests.mail.reading_targets:read_all"
    found = reading.read_all([b"one", b"two", b"harm", b"four", b"five"], target=target)
    assert [one.kind for one in found] == [Kind.OTHER, Kind.OTHER, Kind.UNREADABLE, Kind.OTHER, Kind.OTHER]
    assert [one.subject for one in found] == ["one", "two", "", "four", "five"]


def test_what_is_no_maildir_and_no_address_is_refused(app: App, tmp_path: Path) -> None:
    with pytest.raises(InvalidInputError, match="Say where mails come back"):
        fetching.open_inbox(app)
    with pytest.raises(InvalidInputError, match="is no maildir"):
        fetching.open_inbox(app, str(tmp_path))
    with pytest.raises(InvalidInputError, match="write imaps://user@host/folder"):
        fetching.open_inbox(app, "https://example.org")


def test_the_commands_tell_what_came_back(cli: Callable[..., Result], tmp_path: Path) -> None:
    folder = a_maildir(tmp_path / "in", OTHER, FORGED)
    assert "Nothing was written" in cli("mail", "fetch", "--from", str(folder), "--dry-run").output
    told = cli("mail", "fetch", "--from", str(folder)).output
    assert "name no message of ours; nothing was changed" in told
    assert "Nothing came back." in cli("mail", "fetch", "--from", str(folder)).output
    assert '"forged": 1' in cli("mail", "fetch", "--from", str(a_maildir(tmp_path / "b", FORGED)), "--json").output
    assert "In all: 2 forged" in cli("mail", "returns").output
    assert "no mail 7" in cli("mail", "read", "7", code=1).stderr
