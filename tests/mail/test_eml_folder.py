"""Without a mail server messages become files: whole or not there, never written over, and found again."""

import email
import email.policy
from pathlib import Path

import pytest

from outreach_crm.app import App
from outreach_crm.dispatch import service
from outreach_crm.dispatch.model import State
from tests.builders import with_settings
from tests.dispatch.letters import later, states
from tests.mail.servers import SENDER, into, mailing, people, send


def test_each_message_is_a_file_that_a_mail_program_reads(app: App, tmp_path: Path) -> None:
    people(app, 3)
    app = into(app, tmp_path / "out")
    sent = send(app, mailing(app))
    assert (sent.sent, sent.dispatch.state) == (3, State.DONE)
    files = sorted((tmp_path / "out").iterdir())
    assert [path.name.partition(" ")[0] for path in files] == ["bar-0", "bar-1", "bar-2"]
    assert {path.suffix for path in files} == {".eml"}
    assert {path.stat().st_mode & 0o077 for path in files} == {0}
    read = email.message_from_bytes(files[1].read_bytes(), policy=email.policy.default)
    assert (read["To"], read["Subject"]) == ("Bar 1 <bar-1@example.org>", "News for Bar 1")


def test_the_folder_is_the_dispatchs_else_the_settings_else_ones_own(
    app: App, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "own"))
    people(app, 1)
    send(into(app, tmp_path / "set"), mailing(app, "first", place=str(tmp_path / "said")))
    send(into(app, tmp_path / "set"), mailing(app, "second"))
    send(with_settings(app, mail={"sender": SENDER}), mailing(app, "third"))
    for folder in ("said", "set", "own/outreach-crm/mail"):
        assert len(list((tmp_path / folder).glob("*.eml"))) == 1


def test_what_was_killed_after_its_last_step_is_found_by_a_look(app: App, tmp_path: Path) -> None:
    people(app, 2)
    app = into(app, tmp_path)
    dispatch = mailing(app)
    batch = service.claim(app, "email", "elsewhere/1")
    assert batch is not None
    service.commit_to_send(app, batch, [one.id for one in batch.messages])
    carrier = service.carrier_of(app, service.channel_of(app, "email"), "")
    carrier.carry(batch.messages[:1], frozenset, lambda _: None)
    run = send(later(app, 3600), dispatch)
    assert (run.sent, run.dispatch.state) == (1, State.DONE)
    assert set(states(app, dispatch).values()) == {"sent"}
    assert len(list(tmp_path.glob("*.eml"))) == 2
