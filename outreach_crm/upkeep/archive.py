"""The file of a backup: a ZIP archive with the copy and a manifest, encrypted to age recipients where there are any.

Any ZIP program opens it, and ``age -d`` what is encrypted (https://age-encryption.org/v1).
"""

import hashlib
import json
import lzma
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from io import BytesIO
from pathlib import Path
from typing import IO, Any, BinaryIO

import attrs

from outreach_crm.errors import InvalidInputError, StorageError
from outreach_crm.text import later, say
from outreach_crm.upkeep.model import Manifest

_MANIFEST = "manifest.json"
_COPIES = {"sqlite": "database.sqlite", "postgresql": "database.pgdump"}
_AGE = b"age-encryption.org/v1"
# A manifest names tables and their rows; what is larger is none.
_LARGEST_MANIFEST = 1_000_000
_NO_PYRAGE = say("Encrypted backups need one more package: pip install 'outreach-crm[backup]'.")
_UNSOUND = later("{path} is not a backup, or it was altered or cut off. Nothing was changed.")

# What the standard library raises for archives that were altered, by what was altered in them.
_OF_UNSOUND_FILES = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    ArithmeticError,
    AttributeError,
    EOFError,
    LookupError,
    MemoryError,
    RuntimeError,
    TypeError,
    ValueError,
)

Copy = Callable[[BinaryIO], dict[str, int]]


def write(out: BinaryIO, copy: Copy, facts: Manifest, prove: Callable[[Manifest], str]) -> Manifest:
    """Write a backup and return its manifest.

    Args:
        out: where to.
        copy: writes the copy and returns how many rows each table has.
        facts: the manifest as far as it is known.
        prove: returns the keyed digest of a manifest.
    """
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=4) as archive:
        with archive.open(_COPIES[facts.engine], "w", force_zip64=True) as entry:
            hashed = _Hashed(entry)
            rows = copy(hashed)  # type: ignore[arg-type]
        manifest = attrs.evolve(facts, rows=rows, sha256=hashed.digest.hexdigest())
        manifest = attrs.evolve(manifest, proof=prove(manifest))
        archive.writestr(_MANIFEST, json.dumps(attrs.asdict(manifest), indent=2))
    return manifest


def encrypt(plain: BytesIO, out: BinaryIO, recipients: Sequence[str]) -> None:
    """Encrypt a backup to all recipients, each of whom can open it.

    Raises:
        InvalidInputError: a recipient is no public key.
        StorageError: the package for it is not installed.
    """
    known = [_recipient(one) for one in recipients]
    import pyrage

    try:
        pyrage.encrypt_io(plain, out, known)
    except pyrage.EncryptError as error:
        raise StorageError(
            say("The backup cannot be encrypted or written: {error}. Nothing was changed.", error=error)
        ) from error


@contextmanager
def opened(path: Path, identities: Sequence[Path]) -> Iterator[tuple[Manifest, Callable[[], IO[bytes]]]]:
    """Open a backup; give its manifest, and a function that opens the copy in it.

    What is encrypted is decrypted in memory; the copy was compared with its digest before anybody reads it.

    Raises:
        StorageError: it cannot be read, is no backup, was altered, or none of the keys opens it.
    """
    with ExitStack() as open_files:
        try:
            source = _plain(open_files.enter_context(path.open("rb")), path, identities)
            archive = open_files.enter_context(zipfile.ZipFile(source))
            manifest = _manifest(archive)
            name = _COPIES[manifest.engine]
            with archive.open(name) as entry:
                found = hashlib.file_digest(entry, "sha256").hexdigest()  # type: ignore[arg-type]
        except _OF_UNSOUND_FILES as error:
            raise StorageError(say(_UNSOUND, path=path)) from error
        except OSError as error:
            raise StorageError(
                say("{path} cannot be read: {strerror}.", path=path, strerror=error.strerror or error)
            ) from error
        if found != manifest.sha256:
            raise StorageError(say(_UNSOUND, path=path))
        yield manifest, lambda: archive.open(name)


def is_encrypted(path: Path) -> bool:
    """Return whether a file is encrypted by age."""
    with path.open("rb") as file:
        return file.read(len(_AGE)) == _AGE


def _manifest(archive: zipfile.ZipFile) -> Manifest:
    if archive.getinfo(_MANIFEST).file_size > _LARGEST_MANIFEST:
        raise ValueError(say("no manifest"))
    return Manifest(**json.loads(archive.read(_MANIFEST)))


def _plain(file: BinaryIO, path: Path, identities: Sequence[Path]) -> BinaryIO:
    if not is_encrypted(path):
        return file
    if not identities:
        raise StorageError(say("{path} is encrypted; give the file of a key that opens it with --identity.", path=path))
    keys = [key for one in identities for key in _identities(one)]
    import pyrage

    plain = BytesIO()
    try:
        pyrage.decrypt_io(file, plain, keys)
    except pyrage.DecryptError as error:
        raise StorageError(
            say("{path} was altered, or none of these keys opens it. Nothing was changed.", path=path)
        ) from error
    plain.seek(0)
    return plain


def _recipient(text: str) -> Any:
    try:
        import pyrage
    except ImportError:
        raise StorageError(_NO_PYRAGE) from None
    try:
        reader = pyrage.x25519 if text.startswith("age1") else pyrage.ssh
        return reader.Recipient.from_str(text)
    except pyrage.RecipientError:
        raise InvalidInputError(
            say("{text!r} is not a public key; write age1… or ssh-ed25519 … (see: age-keygen).", text=text)
        ) from None


def _identities(path: Path) -> list[Any]:
    try:
        import pyrage
    except ImportError:
        raise StorageError(_NO_PYRAGE) from None
    try:
        text = path.read_text("utf-8")
        if "PRIVATE KEY" in text:
            return [pyrage.ssh.Identity.from_buffer(text.encode())]
        lines = (line.strip() for line in text.splitlines())
        return [pyrage.x25519.Identity.from_str(line) for line in lines if line and not line.startswith("#")]
    except (pyrage.IdentityError, UnicodeDecodeError):
        raise InvalidInputError(say("{path} holds no key of age (AGE-SECRET-KEY-…) or ssh.", path=path)) from None
    except OSError as error:
        raise StorageError(say("{path} cannot be read: {strerror}.", path=path, strerror=error.strerror)) from None


class _Hashed:
    """A file that takes the digest of what is written to it."""

    def __init__(self, out: IO[bytes]) -> None:
        self._out = out
        self.digest = hashlib.sha256()

    def write(self, data: Any) -> int:
        self.digest.update(data)
        return self._out.write(data)
