"""Broken files for every reader: each is read to the end, or refused with the one declared error and a sentence."""

import json
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from random import Random
from time import process_time
from typing import Any

from outreach_crm import untrusted
from outreach_crm.app import App
from outreach_crm.errors import InvalidInputError
from outreach_crm.transfer import service
from tests.fuzz.samples import texts, workbook

# What parsers stumble over.
TOKENS = (
    *(b"\0", b'"', b"''", b";", b",", b":", b"=", b"=\r\n", b"\\", b"\r", b"\n\n", b" ", b"\xff", b"\xff\xfe", b"\xc3"),
    *(b"\xef\xbb\xbf", b"BEGIN:VCARD", b"END:VCARD", b"ENCODING=BASE64", b"CHARSET=utf-7", b"CHARSET=idna", b"TYPE="),
    *(
        b"{",
        b"}",
        b"[",
        b"]",
        b"null",
        b"1e999",
        b'"\\ud800"',
        b"-1",
        b"9" * 400,
        b"(" * 50,
        b"A" * 3_000,
        b"\xe2\x80\xae",
    ),
    *(b"99/99/9999", b"+" * 20, b"@" * 5, b"http://[", b"PK\x03\x04", b"sep=,\n", b"CHARSET=undefined", b"31/02/2024"),
)
_SLOW = 5.0


def mutated(content: bytes, random: Random) -> bytes:
    """Return a file with one to six faults in it."""
    broken = bytearray(content)
    for _ in range(random.randint(1, 6)):
        at = random.randrange(len(broken) + 1)
        end = min(len(broken), at + random.choice((1, 2, 8, 60)))
        kind = random.randrange(6)
        if kind == 0:
            broken[at:at] = random.choice(TOKENS)
        elif kind == 1:
            broken[at:end] = random.choice(TOKENS)
        elif kind == 2:
            del broken[at:end]
        elif kind == 3:
            broken[at:at] = broken[at:end] * random.choice((1, 3, 40))
        elif kind == 4 and at < len(broken):
            broken[at] ^= 1 << random.randrange(8)
        else:
            del broken[random.randrange(len(broken) + 1) :]
    return bytes(broken)


def read_through(app: App, path: Path) -> str:
    """Read a file to its end, whatever is asked on the way, and say what became of it.

    Raises:
        AssertionError: a record is not what a record is.
        Exception: anything but the declared error.
    """
    answers: dict[str, Any] = {}
    try:
        while (reading := service.read(app, path, **answers)).questions:
            question = reading.questions[0]
            assert question.key not in answers, "it was asked twice"
            if not question.choices:
                return "unanswerable"
            answer = question.choices[0].value
            answers[question.key] = {"yes": True, "no": False}.get(answer, answer)
        for written, clean in reading.both():
            assert clean.line > 0
            assert clean.refused or clean.name
            assert written.raw == clean.raw
            assert all(flag.sentence and flag.line for flag in clean.flags)
    except InvalidInputError as error:
        sentence = str(error)
    else:
        return "read"
    assert sentence.endswith((".", ")", "'", '"')), sentence
    return "refused"


@contextmanager
def in_this_process() -> Iterator[None]:
    """Have what a worker would do done here, a hundred times as often in the same time, without its safety net."""

    def read(target: str, data: Path, *, file: str, options: Mapping[str, Any], **limits: object) -> Any:
        module, _, name = target.partition(":")
        try:
            return _Told([json.loads(json.dumps(one)) for one in getattr(import_module(module), name)(data, **options)])
        except InvalidInputError as error:
            raise type(error)(f"{file} {error}") from None

    real: Callable[..., Any] = untrusted.read
    untrusted.read = read  # type: ignore[assignment]
    try:
        yield
    finally:
        untrusted.read = real


class _Told(list[Any]):
    size = position = 0


def run(app: App, folder: Path, mutations: int, seed: int) -> Counter[str]:
    """Read broken files and count what became of them; one in fifty is a workbook, which only a worker reads.

    Raises:
        Exception: whatever a reader raised that is not declared; the file is left in the folder.
    """
    random = Random(seed)
    samples, book = texts(), workbook()
    found: Counter[str] = Counter()
    for number in range(mutations):
        name = random.choice([*samples])
        path = folder / name
        path.write_bytes(mutated(samples[name], random))
        begin = process_time()
        with in_this_process():
            found[f"{name} {read_through(app, path)}"] += 1
        assert process_time() - begin < _SLOW, f"{path} takes too long"
        if number % 50 == 49:
            path = folder / "book.xlsx"
            path.write_bytes(mutated(book, random))
            found[f"book.xlsx {read_through(app, path)}"] += 1
    return found


def main(mutations: int, seed: int) -> int:
    """Run the series on a new database and print what became of the files; returns the exit code."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        app = App.open(str(place / "fuzz.db"), environ={"OUTREACH_SETTINGS": str(place / "none.toml")})
        try:
            found = run(app, place, mutations, seed)
        except Exception as error:
            broken = max(place.glob("*.*"), key=lambda path: path.stat().st_mtime_ns)
            kept = Path(tempfile.gettempdir(), f"broken-{broken.name}")
            kept.write_bytes(broken.read_bytes())
            sys.stdout.write(f"{type(error).__name__}: {error}\nThe file is {kept}.\n")
            return 1
        finally:
            app.close()
    for what, count in sorted(found.items()):
        sys.stdout.write(f"{what:<24} {count:>8}\n")
    sys.stdout.write("No exception but the declared one.\n")
    return 0
