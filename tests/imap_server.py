"""An IMAP server of the tests' own (Dovecot): started on free ports in a temporary folder, gone afterwards."""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from attrs import frozen

_PATIENCE = 15.0
_CONFIG = """\
base_dir = {folder}/run
state_dir = {folder}/run
log_path = {folder}/log
protocols = imap
listen = 127.0.0.1
ssl = required
ssl_cert = <{folder}/cert.pem
ssl_key = <{folder}/key.pem
mail_location = maildir:{folder}/mail
mail_uid = {user}
mail_gid = {group}
first_valid_uid = 0
first_valid_gid = 0
default_internal_user = {user}
default_internal_group = {group}
default_login_user = {user}
disable_plaintext_auth = no
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={user} gid={group} home={folder}/home
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {plain}
  }}
  inet_listener imaps {{
    port = {tls}
    ssl = yes
  }}
}}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
"""


@frozen
class Server:
    """A running server; every user has the one password and sees the one maildir."""

    folder: Path
    process: subprocess.Popen[bytes]
    tls: int
    plain: int
    password: str

    @property
    def certificate(self) -> Path:
        """Its certificate, which it made for itself."""
        return self.folder / "cert.pem"

    @property
    def maildir(self) -> Path:
        """Where its mails lie."""
        return self.folder / "mail"

    def stop(self) -> None:
        self.process.send_signal(signal.SIGTERM)
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(10)
        self.process.kill()
        shutil.rmtree(self.folder, ignore_errors=True)


def running() -> Iterator[Server]:
    """Yield a running server, for a fixture; what needs one is skipped where it cannot run, but never in CI."""
    if os.geteuid() != 0:
        pytest.skip("Dovecot changes its user, which only root may")
    if why := _missing():
        if os.environ.get("CI"):
            pytest.fail(f"{why}, and in CI every test counts")
        pytest.skip(why)
    found = _start()
    yield found
    found.stop()


def _missing() -> str:
    """Return what is not installed that a server needs; empty where all is."""
    absent = [name for name in ("dovecot", "openssl") if not _program(name)]
    return f"{' and '.join(absent)} not installed (Debian: apt install dovecot-imapd openssl)" if absent else ""


def _start() -> Server:
    """Start a server.

    Raises:
        RuntimeError: it does not answer; the sentence holds its log.
    """
    folder = Path(tempfile.mkdtemp(prefix="outreach-imap-"))
    folder.chmod(0o755)
    user = next(one for one in pwd.getpwall() if one.pw_name in {"dovecot", "nobody"})
    for name in ("mail/new", "mail/cur", "mail/tmp", "home", "run"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    for path in (folder, *folder.rglob("*")):
        os.chown(path, user.pw_uid, user.pw_gid)
    _certify(folder)
    tls, plain = _free_port(), _free_port()
    words = {"folder": folder, "tls": tls, "plain": plain, "password": "secret", "user": user.pw_name}
    (folder / "dovecot.conf").write_text(_CONFIG.format(**words, group=_group(user.pw_gid)))
    command = [_program("dovecot"), "-F", "-c", str(folder / "dovecot.conf")]
    with (folder / "said").open("wb") as said:
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=said, stderr=said, cwd="/")
    server = Server(folder, process, tls, plain, "secret")
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end and process.poll() is None:
        with suppress(OSError), socket.create_connection(("127.0.0.1", tls), 1):
            return server
        time.sleep(0.05)
    told = "\n".join(path.read_text() for path in (folder / "said", folder / "log") if path.exists())
    server.stop()
    raise RuntimeError(f"Dovecot does not answer: {told}")


def _program(name: str) -> str:
    return shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin") or ""


def _group(number: int) -> str:
    import grp

    return grp.getgrgid(number).gr_name


def _certify(folder: Path) -> None:
    """Make a certificate of the server's own for 127.0.0.1."""
    subprocess.run(
        [
            *(
                _program("openssl"),
                "req",
                "-x509",
                "-newkey",
                "rsa:2048",
                "-nodes",
                "-days",
                "2",
                "-subj",
                "/CN=127.0.0.1",
            ),
            *("-addext", "subjectAltName=IP:127.0.0.1"),
            *("-keyout", str(folder / "key.pem"), "-out", str(folder / "cert.pem")),
        ],
        check=True,
        capture_output=True,
    )


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
