"""Mails that come back, written in the forms that servers and people give them: name, what it is, and the mail."""

from attrs import frozen

from outreach_mail.model import Kind
from tests.mail.samples.people import PEOPLE
from tests.mail.samples.plain_words import PLAIN
from tests.mail.samples.reports import REPORTS


@frozen
class Sample:
    """A mail and what it is: its kind, and the status it names."""

    name: str
    kind: Kind
    status: str
    content: bytes


SAMPLES = tuple(
    Sample(name, Kind(kind), status, text.replace("\n", "\r\n").encode("utf-8"))
    for name, kind, status, text in (*REPORTS, *PLAIN, *PEOPLE)
)
