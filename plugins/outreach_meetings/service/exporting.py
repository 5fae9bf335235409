"""Writes a calendar to a file that any program can read."""

from pathlib import Path

from outreach_crm.app import App
from outreach_crm.errors import InvalidInputError, RefusedError
from outreach_crm.storage.private_file import write_private
from outreach_crm.text import say
from outreach_meetings.model.feeds import Span, Whose
from outreach_meetings.service import offering


def export(app: App, whose: Whose, path: Path, span: Span | None = None, *, replace: bool = False) -> int:
    """Write the calendar of a group or an account to a file, and return how many entries it has.

    Args:
        app: the App.
        whose: the group or the account.
        path: the file.
        span: the days; else from three months back to two years ahead.
        replace: whether a file that is there may be written over.

    Raises:
        InvalidInputError: it is a folder.
        RefusedError: the file is there.
        StorageError: it cannot be written.
    """
    if path.is_dir():
        raise InvalidInputError(say("{path} is a folder; give the name of a file in it.", path=path))
    if path.exists() and not replace:
        raise RefusedError(say("{path} is there already; give another name, or --replace.", path=path))
    content = offering.as_file(app, whose, span)
    write_private(path, content)
    return content.count(b"\nBEGIN:VEVENT\r") + content.count(b"\nBEGIN:VTODO\r")
