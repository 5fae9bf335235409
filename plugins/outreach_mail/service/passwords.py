"""Where passwords come from: a file, the environment, or the keyring of the machine; never the database or a log."""

import os
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from outreach_crm.errors import DeliveryError
from outreach_crm.text import say


def password(file: str, variable: str, user: str, server: str) -> str:
    """Return the password of a user at a server.

    Args:
        file: one that holds it and nothing else; empty where there is none.
        variable: the variable of the environment that holds it else.
        user: whose it is.
        server: where; the name of the service in the keyring is ``outreach-crm:`` and this.

    Raises:
        DeliveryError: it is nowhere, or its file can be read by others.
    """
    if file:
        return _from_file(Path(file).expanduser())
    if told := os.environ.get(variable, ""):
        return told
    if find_spec("keyring") and (kept := import_module("keyring").get_password(f"outreach-crm:{server}", user)):
        return str(kept)
    raise DeliveryError(
        say(
            "There is no password for {user} at {server}; set [mail] password_file, or {variable}.",
            user=user,
            server=server,
            variable=variable,
        )
    )


def _from_file(path: Path) -> str:
    try:
        if os.name == "posix" and path.stat().st_mode & 0o077:
            raise DeliveryError(say("Others can read the password in {path}; run: chmod 600 {path}", path=path))
        return path.read_text("utf-8").rstrip("\r\n")
    except OSError as error:
        raise DeliveryError(
            say("The password file {path} cannot be read: {strerror}.", path=path, strerror=error.strerror)
        ) from error
    except UnicodeDecodeError:
        raise DeliveryError(say("The password file {path} is not text in UTF-8.", path=path)) from None
