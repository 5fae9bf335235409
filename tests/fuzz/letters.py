"""Hostile names, subjects, texts and addresses in messages: ``python -m tests.fuzz.letters --messages 1000000``.

Each message is looked at as bytes: the headers it should have and no other, lines that end in CRLF alone and fit, none
that begins with a dot, nothing but ASCII, one recipient.
"""

import argparse
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

from attrs import evolve

from outreach_crm.app import App
from outreach_crm.dispatch import service as dispatch
from outreach_crm.dispatch.model import Draft, Message, Text
from outreach_crm.errors import InvalidInputError
from outreach_crm.settings import Settings
from outreach_mail.composing import Composer

TOKENS = (
    *("\r", "\n", "\r\n", "\x85", "\u2028", "\0", "\x1b", "\x0b", "\x7f", " ", "\t", ".", "\r\n.\r\n", "\n.\n"),
    *("Bcc: eve@example.net", "\r\nBcc: eve@example.net", "\nTo: eve@example.net\n\n", "\r\n\r\n<b>", "Subject:", ":"),
    *("=?utf-8?q?=0D=0ABcc:=20eve@example.net?=", "=?utf-8?b?DQpCY2M6?=", "=?", "?=", "=", "=0A", "=\r\n", "%b", "%"),
    *("{", "}", "<", ">", '"', "'", "\\", "&", ",", ";", "@", "(", ")", "--", "--=_", "=_", "\ufeff", "\u202e"),
    *("https://", "//", "http://example.net/", "é", "李", "👩\u200d🚀", "\ud800", "a" * 100, "é" * 80, "x" * 998),
    *("From ", "ana", "Ruiz", "example.org"),
)
HEADERS = [
    *(b"From", b"To", b"Subject", b"Date", b"Message-ID", b"List-Id", b"List-Unsubscribe", b"List-Unsubscribe-Post"),
    *(b"Auto-Submitted", b"Content-Language", b"MIME-Version", b"Content-Type"),
]
_HEADER = re.compile(rb"^([^ \r\n:]+):", re.MULTILINE)
_ODD = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\xff]|(?<!\r)\n|\r(?!\n)|^[.]|^From |^[^\n]{200}", re.MULTILINE)
_NAMES = ("name", "given_name", "salutation")


@contextmanager
def composer() -> Iterator[Composer]:
    """Give what composes the messages of a section."""
    mail = {"sender": "office@example.org", "return_path": "bounces@example.org"}
    settings = Settings({"mail": mail, "web": {"address": "https://pages.example.org"}})
    with tempfile.TemporaryDirectory() as folder:
        environ = {"OUTREACH_KEY": "0" * 32, "LOGNAME": "fuzz"}
        app = App.open(str(Path(folder) / "fuzz.db"), environ=environ, settings=settings)
        text = Text(language="en", subject="News", body="News")
        yield Composer(app, dispatch.draft(app, Draft(name="Letter", purpose="mailings", texts=(text,))))
        app.close()


def hostile(random: Random) -> str:
    """Return a text made of what could harm."""
    return "".join(random.choices(TOKENS, k=random.randrange(6)))


def message(composer: Composer, random: Random, number: int) -> Message:
    """Return a hostile message to a plain address, or now and then to a hostile one."""
    body = "".join(_plain(hostile(random)) + random.choice(("", "{name}", "{salutation}")) for _ in range(3))
    subject = _plain(hostile(random)) + random.choice(("", "{given_name}"))
    return Message(
        id=number,
        dispatch_id=composer.dispatch.id,
        message_id=f"{composer.dispatch.uid}.{number:024x}",
        contact_id=number,
        contact_uid=f"{number:016x}",
        name=hostile(random),
        address=f"ana{hostile(random)}@example.org" if number % 10 == 0 else "ana@example.org",
        language="en",
        text=evolve(composer.dispatch.texts[0], subject=subject, body=body),
        fields={name: hostile(random) for name in _NAMES},
    )


def _plain(text: str) -> str:
    return text.replace("{", "{{").replace("}", "}}")


def wrong(data: bytes) -> str:
    """Return what is wrong with a message; empty where nothing is."""
    head, _, body = data.partition(b"\r\n\r\n")
    found = _HEADER.findall(head)
    if found != HEADERS:
        return f"headers {found}"
    odd = _ODD.search(data)
    if odd or not body.endswith(b"\r\n"):
        return f"bytes {odd and data[max(odd.start() - 20, 0) : odd.end() + 20]!r}"
    return ""


def main(messages: int, seed: int) -> int:
    """Compose hostile messages, print what came of them, and return the exit code."""
    random, counts, faults = Random(seed), Counter[str](), list[str]()
    with composer() as made:
        for number in range(1, messages + 1):
            one = message(made, random, number)
            try:
                fault = wrong(made.compose(one).data)
            except InvalidInputError:
                counts["refused for their address"] += 1
                continue
            counts["composed"] += 1
            if fault:
                faults.append(f"{fault}: {one!r}")
    for what, count in counts.items():
        sys.stdout.write(f"{count:>10,} {what}\n")
    sys.stdout.write(f"{len(faults):>10,} with a header too many, a broken line or a dot at the beginning of one\n")
    sys.stdout.writelines(f"  {fault}\n" for fault in faults[:5])
    return 1 if faults else 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz.letters", description=__doc__)
    parser.add_argument("--messages", type=int, default=1_000_000, help="how many are composed")
    parser.add_argument("--seed", type=int, default=0, help="another seed makes other messages")
    given = parser.parse_args()
    sys.exit(main(given.messages, given.seed))
