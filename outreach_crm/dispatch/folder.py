"""Folders as a way out: one file for each message, whole or not there, never written over; and the folder channel."""

import os
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from attrs import evolve, field, frozen

from outreach_crm.app import App
from outreach_crm.attachments import service as attachments
from outreach_crm.change import has_ended, this_process
from outreach_crm.dispatch.model import Commit, DeliveryState, DispatchSettings, Message, Outcome, Settle
from outreach_crm.errors import DeliveryError, InvalidInputError
from outreach_crm.model import Ref
from outreach_crm.storage.private_file import sync_folder
from outreach_crm.text import fold, say

_PLAIN = re.compile(r"[^a-z0-9]+")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_LONGEST_NAME = 60
# What stands behind the name of somebody in that of a file: a Message-ID as ``message_id`` makes them.
_ID = re.compile(r"(?<= )\S+\.\d+\.[0-9a-f]{24}(?=\.\w+$)", re.ASCII)


def open_folder(app: App, place: str) -> "Folder":
    """Return the folder a dispatch names, else that of ``[mailings] folder``, else one in the user's data folder.

    Raises:
        DeliveryError: it cannot be made or written to.
    """
    place = place or app.settings.of("mailings", DispatchSettings).folder
    found = folder_at(place, usual="mailings", suffix=".txt", content=_text_file)
    return evolve(found, content=_Texts(app, found.path))


def folder_at(place: str, *, usual: str, suffix: str, content: Callable[[Message], bytes], note: str = "") -> "Folder":
    """Return what carries messages into a folder, which is made where it is not there.

    Args:
        place: the folder; empty for one in the user's data folder.
        usual: the name of that one.
        suffix: how the names of the files end.
        content: what stands in the file of a message; it raises InvalidInputError where that cannot be written.
        note: a sentence that whoever sends is told, besides where the files are.

    Raises:
        DeliveryError: it cannot be made or written to.
    """
    return Folder(writable_folder(place, usual=usual), suffix, content, note)


def writable_folder(place: str, *, usual: str) -> Path:
    """Return a folder that files can be written to, which is made where it is not there.

    Args:
        place: the folder; empty for one in the user's data folder.
        usual: the name of that one.

    Raises:
        DeliveryError: it cannot be made or written to.
    """
    path = Path(place).expanduser() if place else _own(usual)
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise DeliveryError(
            say("The folder {path} cannot be made: {strerror}.", path=path, strerror=error.strerror)
        ) from error
    if not os.access(path, os.W_OK | os.X_OK):
        raise DeliveryError(say("Nothing may be written to the folder {path}.", path=path))
    return path


def _own(name: str) -> Path:
    import platformdirs

    return platformdirs.user_data_path("outreach-crm") / name


def _text_file(message: Message) -> bytes:
    return as_text(message).encode("utf-8", "replace")


@frozen
class Folder:
    """Carries messages into a folder.

    A message is written under another name and brought to the disk; taking its own name, which either happens or does
    not, is its last step. So a look into the folder tells of any message whether it left.
    """

    path: Path
    suffix: str = ".txt"
    content: Callable[[Message], bytes] = field(default=_text_file, eq=False)
    note: str = ""

    def carry(self, messages: Sequence[Message], commit: Commit, settle: Settle) -> None:
        """Write messages as files.

        Raises:
            DeliveryError: the disk is full, or the folder is gone.
        """
        drafts: dict[int, Path] = {}
        outcomes: list[Outcome] = []
        try:
            for message in messages:
                try:
                    content = self.content(message)
                except InvalidInputError as error:
                    told = Outcome(id=message.id, state=DeliveryState.FAILED, code="unfit", reply=str(error))
                    outcomes.append(told)
                    continue
                drafts[message.id] = self._draft(message)
                _write(drafts[message.id], content)
            allowed = commit([*drafts])
            for message in messages:
                if message.id in allowed:
                    name = file_name(message, self.suffix)
                    _name_for_good(drafts[message.id], self.path / name)
                    outcomes.append(Outcome(id=message.id, state=DeliveryState.SENT, code="written", reply=name))
            sync_folder(self.path)
        except OSError as error:
            raise DeliveryError(
                say("The folder {path} cannot be written to: {strerror}.", path=self.path, strerror=error.strerror)
            ) from error
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
        return {one.id: f"{one.message_id}{self.suffix}" in there for one in messages}

    @property
    def notes(self) -> tuple[str, ...]:
        """Where the files are, after what else is to be known."""
        return (*filter(None, [self.note]), say("The files are in {path}.", path=self.path))

    def close(self) -> None:
        """Take away what programs that were killed have left half done."""
        for draft in self.path.glob(".*.new"):
            if has_ended(draft.name.split(" ")[1].removesuffix(".new").replace("~", "/")):
                with suppress(OSError):
                    draft.unlink()

    def _draft(self, message: Message) -> Path:
        return _draft(self.path, message.message_id)


@frozen
class _Texts:
    """Makes the text of each message, which names the files that go with it; they lie beside it, each file once."""

    app: App
    path: Path
    # Of each dispatch: the names of its files in the folder, and for which language each is.
    laid: dict[int, list[tuple[str, str]]] = field(factory=dict)

    def __call__(self, message: Message) -> bytes:
        if message.dispatch_id not in self.laid:
            self.laid[message.dispatch_id] = [*self._lay_down(message.dispatch_id)]
        files = [name for name, language in self.laid[message.dispatch_id] if language in {"", message.language}]
        return as_text(message, files).encode("utf-8", "replace")

    def _lay_down(self, dispatch_id: int) -> Iterator[tuple[str, str]]:
        for file in attachments.of(self.app, Ref("dispatches", dispatch_id)):
            name = Path(file.name)
            final = self.path / f"{name.stem} {file.sha256[:8]}{name.suffix}"
            if not final.exists():
                draft = _draft(self.path, file.sha256)
                _write(draft, attachments.content(self.app, file.id))
                _name_for_good(draft, final)
                draft.unlink(missing_ok=True)
            yield final.name, file.language


def _draft(folder: Path, name: str) -> Path:
    return folder / f".{name} {this_process().replace('/', '~')}.new"


def _write(draft: Path, content: bytes) -> None:
    handle = os.open(draft, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
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


def file_name(message: Message, suffix: str = ".txt") -> str:
    """Return the name of a message's file: the recipient's in plain letters, and the Message-ID, which is unique."""
    name = _PLAIN.sub("-", fold(message.name)).strip("-")[:_LONGEST_NAME].strip("-")
    return f"{name or 'somebody'} {message.message_id}{suffix}"


def short_names(names: Iterable[str]) -> dict[str, str]:
    """Return how people call the files of messages: without the Message-ID, where that tells them apart.

    ``ana-ruiz 5f0c….txt`` reads ``ana-ruiz ….txt``, unless there are several of that name; what is no such file stays.
    """
    short = {name: _ID.sub("…", name) for name in names}
    often = Counter(short.values())
    return {name: told if often[told] == 1 else name for name, told in short.items()}


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
