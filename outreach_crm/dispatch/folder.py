"""The folder channel: one readable text file for each message, whole or not there, never written over."""

import os
import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path

from attrs import field, frozen

from outreach_crm.app import App
from outreach_crm.attachments import service as attachments
from outreach_crm.attachments.model import Attachment
from outreach_crm.change import has_ended, this_process
from outreach_crm.dispatch.model import Commit, DeliveryState, DispatchSettings, Message, Outcome, Settle
from outreach_crm.errors import DeliveryError
from outreach_crm.model import Ref
from outreach_crm.storage.private_file import sync_folder
from outreach_crm.text import fold

_PLAIN = re.compile(r"[^a-z0-9]+")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_LONGEST_NAME = 60


def open_folder(app: App, place: str) -> "Folder":
    """Return the folder a dispatch names, else that of ``[mailings] folder``, else one in the user's data folder.

    Raises:
        DeliveryError: it cannot be made or written to.
    """
    path = Path(place or app.settings.of("mailings", DispatchSettings).folder or _default()).expanduser()
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise DeliveryError(f"The folder {path} cannot be made: {error.strerror}.") from error
    if not os.access(path, os.W_OK | os.X_OK):
        raise DeliveryError(f"Nothing may be written to the folder {path}.")
    return Folder(path, partial(_files, app))


def _default() -> Path:
    import platformdirs

    return platformdirs.user_data_path("outreach-crm") / "mailings"


def _files(app: App, dispatch_id: int) -> list[tuple[Attachment, Callable[[], bytes]]]:
    found = attachments.of(app, Ref("dispatches", dispatch_id))
    return [(one, partial(attachments.content, app, one.id)) for one in found]


def _no_files(_: int) -> list[tuple[Attachment, Callable[[], bytes]]]:
    return []


@frozen
class Folder:
    """Carries messages into a folder.

    A message is written under another name and brought to the disk; taking its own name, which either happens or does
    not, is its last step. So a look into the folder tells of any message whether it left.
    """

    path: Path
    # Given a dispatch, its files and how to read each.
    files: Callable[[int], Sequence[tuple[Attachment, Callable[[], bytes]]]] = field(default=_no_files, eq=False)

    def carry(self, messages: Sequence[Message], commit: Commit, settle: Settle) -> None:
        """Write messages as files.

        Raises:
            DeliveryError: the disk is full, or the folder is gone.
        """
        drafts: dict[int, Path] = {}
        outcomes: list[Outcome] = []
        try:
            files = self._lay_down_files(messages[0].dispatch_id) if messages else []
            for message in messages:
                drafts[message.id] = self._draft(message.message_id)
                with_it = [name for name, language in files if language in {"", message.language}]
                _write(drafts[message.id], as_text(message, with_it).encode(errors="replace"))
            allowed = commit([*drafts])
            for message in messages:
                if message.id in allowed:
                    _name_for_good(drafts[message.id], self.path / file_name(message))
                    outcomes.append(_written(message))
            sync_folder(self.path)
        except OSError as error:
            raise DeliveryError(f"The folder {self.path} cannot be written to: {error.strerror}.") from error
        finally:
            for draft in drafts.values():
                with suppress(OSError):
                    draft.unlink(missing_ok=True)
            settle(outcomes)

    def arrived(self, messages: Sequence[Message]) -> Mapping[int, bool]:
        """Return of each message whether its file is there; nothing where the folder is not to be seen."""
        try:
            there = {path.name.rpartition(" ")[2] for path in self.path.iterdir()}
        except OSError:
            return {}
        return {one.id: f"{one.message_id}.txt" in there for one in messages}

    @property
    def where(self) -> str:
        """The folder."""
        return str(self.path)

    def close(self) -> None:
        """Take away what programs that were killed have left half done."""
        for draft in self.path.glob(".*.new"):
            if has_ended(draft.name.split(" ")[1].removesuffix(".new").replace("~", "/")):
                with suppress(OSError):
                    draft.unlink()

    def _lay_down_files(self, dispatch_id: int) -> list[tuple[str, str]]:
        """Put the files of a dispatch beside its messages, each once; return their names there and their languages."""
        laid = []
        for file, read in self.files(dispatch_id):
            stem, dot, end = file.name.rpartition(".")
            name = f"{stem or end} {file.sha256[:8]}{dot if stem else ''}{end if stem else ''}"
            if not (self.path / name).exists():
                draft = self._draft(file.sha256)
                _write(draft, read())
                _name_for_good(draft, self.path / name)
                draft.unlink(missing_ok=True)
            laid.append((name, file.language))
        return laid

    def _draft(self, name: str) -> Path:
        return self.path / f".{name} {this_process().replace('/', '~')}.new"


def _write(draft: Path, data: bytes) -> None:
    handle = os.open(draft, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _name_for_good(draft: Path, final: Path) -> None:
    """Give a file its own name, which nothing else ever has; where that is taken, this message stands there already."""
    try:
        os.link(draft, final)
    except FileExistsError:
        return
    except OSError:  # no second name for one file on this disk; the name is the message's own, so nothing is lost
        if not final.exists():
            draft.rename(final)


def _written(message: Message) -> Outcome:
    return Outcome(id=message.id, state=DeliveryState.SENT, code="written", reply=file_name(message))


def file_name(message: Message) -> str:
    """Return the name of a message's file: the recipient's in plain letters, and the Message-ID, which is unique."""
    name = _PLAIN.sub("-", fold(message.name)).strip("-")[:_LONGEST_NAME].strip("-")
    return f"{name or 'somebody'} {message.message_id}.txt"


def as_text(message: Message, files: Sequence[str] = ()) -> str:
    """Return a message as it stands in its file: some lines on top, an empty one, and the body.

    Values on top are one line each, whatever they hold, so that nothing in a name can look like another line.
    """
    top = {
        "To": message.name,
        "Address": message.address,
        "Subject": message.subject,
        "Language": message.language,
        "Message-ID": message.message_id,
        "Files": ", ".join(files),
    }
    lines = [f"{name}: {_line(value)}" for name, value in top.items() if value.strip()]
    return "\n".join([*lines, "", _CONTROL.sub("", message.body), ""])


def _line(text: str) -> str:
    return _CONTROL.sub("", ", ".join(" ".join(line.split()) for line in text.splitlines() if line.strip()))
