"""Real places where mail comes in, a folder of mails and one on a server, and how it is looked into."""

from collections.abc import Callable, Iterator
from email import message_from_string, policy
from functools import partial
from pathlib import Path

import pytest
from attrs import frozen

from outreach_crm.app import App
from outreach_mail.model import Fetched
from outreach_mail.service import fetching, previewing
from tests import imap_server
from tests.imap_server import Server
from tests.mail.posting import a_maildir
from tests.mail.test_imap import deliver


def look(app: App, place: str = "") -> Fetched:
    inbox = fetching.open_inbox(app, place)
    try:
        return fetching.fetch(app, inbox)
    finally:
        inbox.close()


@frozen
class Inbox:
    """Where answers lie: settings that name it, and how a mail gets there."""

    settings: dict[str, str]
    deliver: Callable[[str, bytes], None]


@pytest.fixture(scope="module")
def dovecot() -> Iterator[Server]:
    """A running IMAP server; skipped where there is none."""
    yield from imap_server.running()


@pytest.fixture(params=["maildir", "imap"])
def inbox(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Inbox:
    """An empty inbox: a folder of mails, and one on a server."""
    if request.param == "maildir":
        folder = a_maildir(tmp_path / "in")
        return Inbox({"inbox": str(folder)}, lambda name, mail: void((folder / "new" / name).write_bytes(mail)))
    server: Server = request.getfixturevalue("dovecot")
    monkeypatch.setenv("SSL_CERT_FILE", str(server.certificate))
    for part in ("new", "cur"):
        for mail in (server.maildir / part).iterdir():
            mail.unlink()
    secret = tmp_path / "password"
    secret.write_text(f"{server.password}\n")
    secret.chmod(0o600)
    place = f"imaps://office%40example.org@127.0.0.1:{server.tls}"
    return Inbox({"inbox": place, "inbox_password_file": str(secret)}, partial(deliver, server))


def an_answer(
    app: App, dispatch_id: int, contact_id: int, *, sender: str, head: str = "", subject: str = "Re: {subject}"
) -> bytes:
    """Return the mail by which a mail program answers a message that was sent to somebody."""
    letter = message_from_string(previewing.look(app, dispatch_id, contact_id).source, policy=policy.default)
    lines = [
        f"From: Their name <{sender}>",
        f"To: {letter['Reply-To'] or letter['From']}",
        f"In-Reply-To: {letter['Message-ID']}",
        f"Subject: {subject.format(subject=letter['Subject'])}",
        "Date: Mon, 09 Mar 2026 08:01:02 +0100",
        head,
    ]
    return "\r\n".join([*filter(None, lines), "", "Thank you, we have read it.", ""]).encode()


def void(_: object) -> None:
    """Return nothing."""
