"""Messages as bytes: what one costs beside the same message made by the standard library."""

from collections.abc import Callable, Iterator
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from functools import partial

from attrs import evolve

from outreach_crm.app import App
from outreach_crm.dispatch import service as dispatch
from outreach_crm.dispatch.model import Dispatch, Draft, Message, Text
from outreach_crm.settings import Settings
from outreach_mail.composing import Composer
from outreach_mail.composing.paragraphs import as_html
from tests.benchmarks.frame import Figure, benchmark, cpu, interleaved, section

OURS, PYTHON, ROUNDS = 20_000, 100, 7
_POLICY = SMTP.clone(max_line_length=998, cte_type="7bit")
_FAMILIES = ("Ruiz", "Keller", "O'Brien", "Müller", "Ngũgĩ", "van Dijk", "Kowalska", "李", "Hussein", "Lopes")
_MAIL = {"sender": "Section Example <office@example.org>", "return_path": "bounces@example.org"}
_PARAGRAPH = (
    "The court in {country} has put off the hearing of four lawyers for the third time. Their families were not told"
    " where they are held, and the bar has asked for access in vain. Write to the minister before the day of the"
    " hearing, politely and in your own words, and tell us what you hear: https://example.org/appeals/17?from=letter\n"
)
TEXT = Text(
    language="en",
    subject="For {name}: an appeal before Friday",
    body="{salutation},\n\n"
    + "\n".join([_PARAGRAPH] * 6)
    + "\nWith thanks to you and to {organisation},\nthe office\n",
)


@benchmark("rendering")
def rendering() -> Iterator[Figure]:
    """A letter of 2.4 kB to 20,000 people, joined, beside EmailMessage in the same run; a tenth have other letters."""
    with section("rendering") as app:
        for html, file in ((False, b""), (True, b""), (True, bytes(range(256)) * 400)):
            yield _figure(evolve(app, settings=Settings({"mail": _MAIL | {"html": html}, "web": _web()})), html, file)


def _web() -> dict[str, str]:
    return {"address": "https://pages.example.org"}


def _figure(app: App, html: bool, file: bytes) -> Figure:
    name = f"{'text and HTML' if html else 'text'}{f', a file of {len(file) // 1000} kB' if file else ''}"
    letter = dispatch.draft(app, Draft(name=name.replace(",", ""), purpose="mailings", texts=(TEXT,)))
    if file:
        dispatch.attach(app, letter.id, "appeal.pdf", file)
    composer, messages = Composer(app, letter), [_message(letter, number) for number in range(OURS)]
    python = partial(_as_python_makes_it, html=html, file=file)
    some = OURS // 10 if file else OURS  # of large ones fewer are enough, and need less memory traffic
    ours, other, ratio = interleaved(
        ROUNDS, partial(_each, composer.compose, messages[:some]), partial(_each, python, messages[:PYTHON])
    )
    size = len(composer.compose(messages[0]).data) / 1000
    title = f"{name} ({size:.1f} kB): {ours:.1f} us, EmailMessage {other:.0f} us"
    return Figure(title=title, value=1 / ratio, unit="x", goal="at least 50 times less CPU", met=1 / ratio >= 50)


def _each(make: Callable[[Message], object], messages: list[Message]) -> float:
    """Return microseconds for each message."""

    def work() -> None:
        for one in messages:
            make(one)

    return cpu(work) / len(messages) * 1e6


def _message(letter: Dispatch, number: int) -> Message:
    family = _FAMILIES[number % 10] if number % 3 == 0 else _FAMILIES[number % 3]
    name = f"Ana {family} {number}"
    fields = {"name": name, "given_name": "Ana", "salutation": f"Dear {name}", "country": "PE"}
    return Message(
        id=number + 1,
        dispatch_id=letter.id,
        message_id=f"{letter.uid}.{number}.{number:024x}",
        contact_id=number + 1,
        contact_uid=f"{number:016x}",
        name=name,
        address=f"ana.{number}@example.net",
        language="en",
        text=letter.texts[0],
        fields=fields | {"organisation": f"the Bar of Lima {number}"},
    )


def _as_python_makes_it(message: Message, *, html: bool, file: bytes) -> bytes:
    made = EmailMessage(policy=_POLICY)
    made["From"] = _MAIL["sender"]
    made["To"] = Address(display_name=message.name, addr_spec=message.address)
    made["Subject"] = message.subject
    made["Date"] = "Mon, 09 Mar 2026 08:00:00 +0000"
    made["Message-ID"] = f"<{message.message_id}@example.org>"
    made["List-Id"] = "<mailings.example.org>"
    made["List-Unsubscribe"] = (
        f"<https://pages.example.org/you/mailings/email/contacts-{message.contact_id}-{'a' * 26}>"
    )
    made["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    made["Auto-Submitted"] = "auto-generated"
    body = message.body
    made.set_content(body)
    if html:
        made.add_alternative(as_html(body, message.language), subtype="html")
    if file:
        made.add_attachment(file, "application", "pdf", filename="appeal.pdf")
    made["Content-Language"] = message.language
    return bytes(made)
