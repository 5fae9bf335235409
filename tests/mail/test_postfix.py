"""All the way into the mailboxes of a real server, over a secret connection: each once, and readable."""

import email
import email.policy
import os
import time
from email.message import EmailMessage
from pathlib import Path

import pytest

from outreach_crm.app import App
from outreach_crm.dispatch import service
from outreach_crm.dispatch.model import State, Text
from tests.dispatch.letters import an_addressee, states
from tests.faults.smtp_server import CERTIFICATE
from tests.faults.smtp_serving import Served
from tests.mail.postfix_server import postfix, why_not
from tests.mail.servers import mailing, people, replies, send, through

BODY = "{salutation},\n\n.\n. a dot begins this line\n..two begin this one\nDas Gesetz ist da: größer, älter.\n"

BOXES = [*(f"bar-{number}" for number in range(60)), "bar-umlaut"]


def delivered(folder: Path, n: int) -> dict[str, list[EmailMessage]]:
    """Wait until so many messages lie in mailboxes, and return them by mailbox."""
    until = time.monotonic() + 30
    while len(found := list(folder.glob("*/new/*"))) < n and time.monotonic() < until:
        time.sleep(0.1)
    boxes: dict[str, list[EmailMessage]] = {}
    for path in found:
        message = email.message_from_bytes(path.read_bytes(), EmailMessage, policy=email.policy.default)
        boxes.setdefault(path.parent.parent.name, []).append(message)
    return boxes


def test_a_mailing_reaches_real_mailboxes_each_once_and_readable(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    if why := why_not():
        if os.environ.get("CI"):
            pytest.fail(f"{why}, and in CI every test counts")
        pytest.skip(why)
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
    people(app, 60)
    an_addressee(app, 'Ärztinnen "Süd" <ev>, e.V.', "bar-umlaut@example.org")
    an_addressee(app, "Nobody", "nobody@example.org")
    an_addressee(app, "Elsewhere", "somebody@elsewhere.example")
    text = Text(language="de", subject="Neues für {name}", body=BODY)
    with postfix(CERTIFICATE, BOXES) as (port, folder):
        app = through(app, Served(port, folder), security="starttls")
        dispatch = mailing(app, texts=(text,))
        sent = send(app, dispatch)
        boxes = delivered(folder, 61)
    assert (sent.sent, sent.dispatch.state) == (61, State.DONE)
    found = states(app, dispatch)
    assert {name for name, state in found.items() if state != "sent"} == {"Nobody", "Elsewhere"}
    assert "5.1.1" in replies(app, dispatch)["Nobody"]
    assert "5.7.1" in replies(app, dispatch)["Elsewhere"]
    assert {len(messages) for messages in boxes.values()} == {1}
    assert len(boxes) == 61
    (message,) = boxes["bar-umlaut"]
    assert message["To"].addresses[0].display_name == 'Ärztinnen "Süd" <ev>, e.V.'
    assert message["Subject"] == 'Neues für Ärztinnen "Süd" <ev>, e.V.'
    read = message.get_body(("plain",))
    assert read is not None
    assert ".\n. a dot begins this line\n..two begin this one\nDas Gesetz ist da: größer" in read.get_content()
    assert len({messages[0]["Message-ID"] for messages in boxes.values()}) == 61
    assert service.get(app, dispatch.id).state is State.DONE
