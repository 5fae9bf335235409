"""Real places where mail comes in, a folder of mails and one on a server, and how it is looked into."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from attrs import frozen

from outreach_crm.app import App
from outreach_mail.model import Fetched
from outreach_mail.service import fetching
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


def void(_: object) -> None:
    """Return nothing."""
