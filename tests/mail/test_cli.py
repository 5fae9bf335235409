"""Commands ``outreach mail``: sending, looking, trying the server."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from outreach_crm.app import App
from tests.faults.smtp_server import CERTIFICATE, PASSWORD, USER
from tests.faults.smtp_serving import Fault, Served, serving
from tests.mail.servers import mailing, people

Cli = Callable[..., Result]


def settings(folder: Path, text: str) -> None:
    """Write ``[mail]`` of the test's own settings."""
    (folder / "outreach.toml").write_text(f'[mail]\nsender = "Section Example <office@example.org>"\n{text}')


def server_at(folder: Path, server: Served, more: str = 'security = "none"') -> None:
    settings(folder, f'server = "127.0.0.1"\nport = {server.port}\n{more}\n')


def begun(folder: Path, n: int = 12) -> None:
    """Let a mailing to so many organisations be under way by e-mail, without anything having left."""
    app = App.open(str(folder / "cli.db"))
    people(app, n)
    mailing(app)
    app.close()


def test_a_mailing_leaves_by_email_and_status_says_so(cli: Cli, tmp_path: Path) -> None:
    begun(tmp_path)
    with serving(tmp_path) as server:
        server_at(tmp_path, server)
        assert "12 sent now; it is done" in cli("mail", "send").stdout
        assert set(server.accepted().values()) == {1}
    shown = json.loads(cli("mail", "status", "Spring letter", "--json").stdout)
    assert shown[0]["counts"] == [{"state": "sent", "n": 12}]
    assert "Nothing is under way by e-mail" in cli("mail", "send").stdout
    assert "No mailing is under way" in cli("mail", "status").stdout


def test_what_was_put_off_is_seen_and_tried_at_once_when_asked(cli: Cli, tmp_path: Path) -> None:
    begun(tmp_path)
    fault = Fault(stage="rcpt", answer="450 4.2.0 try later", recipient="bar-3@example.org", times=1)
    with serving(tmp_path, fault) as server:
        server_at(tmp_path, server)
        assert "1 put off: RCPT: 4.2.0 try later" in cli("mail", "send").stdout
        told = cli("mail", "status").stdout
        assert "RCPT: 4.2.0 try later" in told
        assert "outreach mail retry 1" in told
        assert "0 sent now" in cli("mail", "send", "Spring letter").stdout
        assert "1 sent now; it is done" in cli("mail", "retry", "Spring letter").stdout
        assert "Nothing of Spring letter was put off." in cli("mail", "retry", "Spring letter").stdout
        assert sorted(server.accepted().values()) == [1] * 12


def test_the_missed_ones_get_it_later_by_email(cli: Cli, tmp_path: Path) -> None:
    begun(tmp_path)
    fault = Fault(stage="rcpt", answer="552 5.2.2 full", recipient="bar-3@example.org", times=1)
    with serving(tmp_path, fault) as server:
        server_at(tmp_path, server)
        told = cli("mail", "send").stdout
        assert "1 did not get through: RCPT: 5.2.2 full" in told
        assert "outreach mailings send 1 --missed" in told
        assert "1 sent now" in cli("mail", "missed", "Spring letter", "--yes").stdout
        assert sorted(server.accepted().values()) == [1] * 12


def test_a_server_that_wants_nothing_from_us_is_one_sentence_and_a_code(cli: Cli, tmp_path: Path) -> None:
    begun(tmp_path)
    with serving(tmp_path, Fault(stage="mail", answer="550 5.7.1 who are you")) as server:
        server_at(tmp_path, server)
        told = cli("mail", "send", code=1).stdout
    assert "127.0.0.1 takes nothing from us (MAIL): 550 5.7.1 who are you." in told
    assert "is paused: 127.0.0.1 takes nothing from us" in cli("mail", "status").stdout
    with serving(tmp_path) as server:
        server_at(tmp_path, server)
        assert "12 sent now; it is done" in cli("mailings", "resume", "Spring letter").stdout


def test_several_workers_tell_together_what_failed(cli: Cli, tmp_path: Path) -> None:
    begun(tmp_path, 40)
    faults = [Fault(stage="rcpt", answer="552 5.2.2 full", recipient=f"bar-{n}@example.org") for n in (1, 38)]
    with serving(tmp_path, *faults) as server:
        server_at(tmp_path, server)
        told = cli("mail", "send", "Spring letter", "--workers", "3").stdout
    assert "38 sent now; it is done" in told
    assert "2 did not get through: RCPT: 5.2.2 full" in told


def test_several_workers_send_each_message_once(cli: Cli, tmp_path: Path) -> None:
    begun(tmp_path, 60)
    with serving(tmp_path, pause=0.02) as server:
        server_at(tmp_path, server, 'security = "none"\nconnections = 2')
        assert "60 sent now; it is done" in cli("mail", "send", "Spring letter", "--workers", "3").stdout
        assert sorted(server.accepted().values()) == [1] * 60
        assert server.count("connect") > 2


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_check_goes_all_the_way_and_sends_nothing(
    cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, security: str
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
    secret = tmp_path / "password"
    secret.write_text(PASSWORD + "\n")
    secret.chmod(0o600)
    with serving(tmp_path, tls=security == "tls", starttls=security == "starttls") as server:
        server_at(tmp_path, server, f'security = "{security}"\nuser = "{USER}"\npassword_file = "{secret}"')
        told = cli("mail", "check").stdout
        assert "takes messages from us" in told
        assert "TLS" in told
        assert "PIPELINING" in told
        assert PASSWORD not in told
        assert json.loads(cli("mail", "check", "--json").stdout)["user"] == USER
        assert server.count("mail") == 0
        secret.chmod(0o644)
        assert "Others can read the password" in cli("mail", "check", code=1).stderr


def test_check_says_what_is_missing(cli: Cli, tmp_path: Path) -> None:
    settings(tmp_path, "")
    assert "There is no mail server yet" in cli("mail", "check", code=1).stderr
    settings(tmp_path, 'server = "127.0.0.1"\nport = 1\nuser = "office"\n')
    assert "There is no password for office" in cli("mail", "check", code=1).stderr
    settings(tmp_path, 'server = "127.0.0.1"\nport = 1\nsecurity = "none"\n')
    assert "127.0.0.1:1 cannot be reached: Connection refused." in cli("mail", "check", code=1).stderr
    settings(tmp_path, 'server = "mail.example.org"\nsecurity = "none"\nuser = "office"\npassword_file = "nowhere"\n')
    assert "cannot be read" in cli("mail", "check", code=1).stderr


def test_a_password_never_goes_in_the_open(cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OUTREACH_MAIL_PASSWORD", PASSWORD)
    settings(tmp_path, 'server = "mail.example.org"\nsecurity = "none"\nuser = "office"\n')
    assert "A password never goes to mail.example.org in the open" in cli("mail", "check", code=1).stderr


@pytest.mark.skipif(os.name != "posix", reason="only POSIX has these signals")
@pytest.mark.parametrize(
    ("number", "words"),
    [
        (signal.SIGINT, ["mail", "send"]),
        (signal.SIGTERM, ["mail", "send", "--workers", "3"]),
        (signal.SIGTERM, ["mail", "send", "--watch"]),
        (signal.SIGINT, ["mailings", "send", "1"]),
        (signal.SIGTERM, ["mailings", "send", "1"]),
    ],
)
def test_a_request_to_end_finishes_what_is_on_its_way(
    cli: Cli, tmp_path: Path, number: signal.Signals, words: list[str]
) -> None:
    begun(tmp_path, 200)
    with serving(tmp_path, pause=0.1) as server:
        server_at(tmp_path, server, 'security = "none"\nconnections = 2')
        command = [sys.executable, "-m", "outreach_crm", *words]
        environ = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
        with subprocess.Popen(command, env=environ, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
            while not server.count("accepted"):
                assert process.poll() is None
                time.sleep(0.05)
            process.send_signal(number)
            told = process.communicate(timeout=300)[1].decode()
        accepted = sum(server.accepted().values())
        assert 0 < accepted < 200
        (shown,) = json.loads(cli("mail", "status", "--json").stdout)
    assert "What had not left waits; to go on: outreach mail" in told
    assert {one["state"]: one["n"] for one in shown["counts"]} == {"queued": 200 - accepted, "sent": accepted}
