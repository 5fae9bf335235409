"""A real mail server (Debian: postfix) with a configuration of its own, in a folder of its own, on a free port."""

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp

# It takes mail from this machine only, for one domain, where some have a mailbox.
_MAIN = """
compatibility_level = 3.6
queue_directory = {folder}/queue
data_directory = {folder}/data
command_directory = /usr/sbin
daemon_directory = /usr/lib/postfix/sbin
mail_owner = postfix
maillog_file = {folder}/log
maillog_file_prefixes = {folder}
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
myhostname = mail.example.net
mydestination =
smtpd_relay_restrictions = reject_unauth_destination
alias_maps =
virtual_mailbox_domains = example.org
virtual_mailbox_base = {folder}/mail
virtual_mailbox_maps = texthash:{folder}/boxes
virtual_uid_maps = static:{uid}
virtual_gid_maps = static:{gid}
smtpd_tls_security_level = may
smtpd_tls_chain_files = {certificate}
"""
_MASTER = """
{port} inet n - n - - smtpd
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
proxymap unix - - n - - proxymap
error unix - - n - - error
retry unix - - n - - error
discard unix - - n - - discard
virtual unix - n n - - virtual
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
tlsmgr unix - - n 1000? 1 tlsmgr
postlog unix-dgram n - n - 1 postlogd
"""


def why_not() -> str:
    """Return why there is no such server here; empty where there can be one."""
    if shutil.which("postfix") is None:
        return "no Postfix is installed (Debian: apt install postfix)"
    return "" if os.geteuid() == 0 else "only root can start Postfix"


@contextmanager
def postfix(certificate: Path, boxes: Iterable[str]) -> Iterator[tuple[int, Path]]:
    """Run the server and give its port, and the folder whose folders are the mailboxes (Maildir).

    Args:
        certificate: the file with its certificate and key.
        boxes: who has a mailbox at example.org.

    Raises:
        RuntimeError: it does not start; the sentence is its own.
    """
    import pwd

    who, folder = pwd.getpwnam("nobody"), Path(mkdtemp(prefix="outreach-postfix-"))
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = int(free.getsockname()[1])
    told = {"folder": folder, "uid": who.pw_uid, "gid": who.pw_gid, "certificate": folder / "server.pem", "port": port}
    config = folder / "config"
    for made in (config, folder / "queue", folder / "data", folder / "mail"):
        made.mkdir()
    (config / "main.cf").write_text(_MAIN.format(**told))
    (config / "master.cf").write_text(_MASTER.format(**told))
    (folder / "boxes").write_text("".join(f"{box}@example.org {box}/\n" for box in boxes))
    shutil.copy(certificate, folder / "server.pem")
    folder.chmod(0o755)
    shutil.chown(folder / "data", "postfix")
    shutil.chown(folder / "mail", who.pw_uid, who.pw_gid)
    try:
        done = subprocess.run(["postfix", "-c", str(config), "start"], capture_output=True, text=True, check=False)
        if not _answers(port):
            log = folder / "log"
            raise RuntimeError(done.stderr + (log.read_text() if log.exists() else ""))
        yield port, folder / "mail"
    finally:
        subprocess.run(["postfix", "-c", str(config), "stop"], capture_output=True, check=False)
        shutil.rmtree(folder, ignore_errors=True)


def _answers(port: int) -> bool:
    for _ in range(100):
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return True
    return False
