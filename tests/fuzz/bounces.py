"""Broken and hostile bounces: whatever comes back to a mailbox is read, and quickly.

Nothing guards the reader here: in the program it runs in a worker with limits, which is for what nobody thought of.
"""

from collections.abc import Iterator, Mapping
from random import Random

from outreach_mail.bounces import read
from outreach_mail.model import Kind
from tests.fuzz.readers import mutated
from tests.fuzz.series import Series, summed_up
from tests.mail.samples import SAMPLES

# What readers of mail stumble over, put in beside what all readers do.
_TOKENS = (
    *(
        b"Content-Type: multipart/mixed; boundary=a\r\n\r\n--a\r\n",
        b"Content-Transfer-Encoding: base64\r\n\r\n=",
        b"--",
    ),
    *(
        b"Content-Type: message/rfc822\r\n\r\n",
        b"Content-Type: message/delivery-status\r\n\r\n",
        b"charset=idna",
        b"\r\n ",
    ),
    *(
        b"=?utf-8?b?=?=",
        b"=?utf-16?q?=FF?=",
        b"<" * 300,
        b"(" * 300,
        b"From ",
        b"Status: 5.9999999999.1\r\n",
        b"\r\n\r\n",
    ),
    *(
        b"Date: Fri, 99 Xyz 99999 99:99:99 +9999\r\n",
        b"boundary*0=",
        b"boundary*=utf-8''%FF",
        b"\r",
        b"charset=undefined",
    ),
    *(
        b"Final-Recipient: ;;;\r\n",
        b"Action: \r\n",
        b"begin 644 a\r\nM",
        b"Received: ",
        b"User unknown",
        b"\x85",
        b"&#xFFFFFFFF;",
    ),
)


def empty() -> Series:
    """Return a series that nothing was read in yet."""
    return Series(_kind, "broken-bounce.eml")


def _kind(content: bytes) -> str:
    return Kind(read(content).kind).value


def run(series: Series, mutations: int, seed: int) -> Series:
    """Read mutations of samples, one to six faults of all readers and up to three of mails in each."""
    random = Random(seed)
    for _ in range(mutations):
        content = bytearray(mutated(random.choice(SAMPLES).content, random))
        for _ in range(random.randrange(4)):
            at = random.randrange(len(content) + 1)
            content[at:at] = random.choice(_TOKENS) * random.choice((1, 1, 1, 20))
        series.take(bytes(content))
    return series


def monsters() -> Iterator[tuple[str, bytes]]:
    """Yield mails made to take all the time, memory or stack there is."""
    head = b"From: mailer-daemon@example.org\r\nSubject: failure notice\r\n"
    many: Mapping[str, bytes] = {
        "200,000 addresses": b"To: " + b"a@example.org, " * 200_000 + b"\r\n\r\n",
        "200,000 fields": b"To: a@example.org\r\n" * 200_000 + b"\r\n",
        "50,000 brackets": b"To: " + b"(" * 50_000 + b"\r\nIn-Reply-To: " + b"<" * 50_000 + b"\r\n\r\n",
        "a folded field of a million lines": b"References:" + b"\r\n <a@b>" * 1_000_000 + b"\r\n\r\n",
        "3,000 parts in each other": b"".join(
            b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n) for n in range(3_000)
        ),
        "a million parts": b"Content-Type: multipart/mixed; boundary=b\r\n\r\n" + b"--b\r\n\r\n" * 1_000_000,
        "a million parts with a boundary of one letter": b'Content-Type: multipart/mixed; boundary="-"\r\n\r\n'
        + b"-" * 9_000_000,
        "5,000,000 empty lines": b"\r\n" + b"\n" * 5_000_000,
        "5,000,000 quoted lines": b"\r\n" + b">\n" * 2_500_000,
        "10 MB of blanks": b"Subject:" + b" " * 10_000_000,
        "blanks in a parameter": b"Content-Type: multipart/mixed;"
        + b" " * 3_000
        + b"boundary"
        + b" " * 3_000
        + b"\r\n\r\n",
        "a report of 100,000 recipients": b"Content-Type: message/delivery-status\r\n\r\n"
        + b"Final-Recipient: rfc822; a@example.org\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n" * 100_000,
        "tags": b"Content-Type: text/html\r\n\r\n" + b"<script <" * 500_000,
        "comments": b"Content-Type: text/html\r\n\r\n" + b"<!--" * 500_000,
        "entities": b"Content-Type: text/html\r\n\r\n" + b"&amp;&#1" * 500_000,
        "encoded words": b"Subject: " + b"=?utf-8?q?=" * 100_000 + b"\r\n\r\n",
        "base64 without end": b"Content-Transfer-Encoding: base64\r\n\r\n" + b"A" * 9_999_999,
        "lines of a message id": b"\r\n" + b"Message-ID: \n  " * 600_000,
        "digits": b"\r\n" + b"5.1." * 2_000_000,
        "users full of mailboxes": b"\r\n" + b"user mailbox " * 700_000,
        "on somebody wrote": b"\r\n" + (b"on " + b"wrote " * 45 + b"\n") * 30_000,
        "long word": b"\r\n" + b"a" * 10_000_000,
        "a long local part": b"\r\n" + b"a@" * 5_000_000,
        "random": Random(0).randbytes(1_000_000),
    }
    for name, content in many.items():
        yield name, head + content
        yield f"{name}, from a person", b"From: ana@example.org\r\nIn-Reply-To: <a@b>\r\n" + content


def main(mutations: int, seed: int) -> int:
    """Run the series and print what became of the mails; returns the exit code."""
    series = empty()
    return summed_up(series, lambda: run(series, mutations, seed), monsters())
