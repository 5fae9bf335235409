"""Messages as bytes: one recipient each, with everything a mail program needs and nothing anybody slipped in."""

import re
from collections.abc import Iterator
from email import message_from_bytes
from email.header import decode_header, make_header
from email.utils import parseaddr

import pytest
from attrs import evolve
from hypothesis import example, given, settings
from hypothesis import strategies as st

from outreach_crm.app import App
from outreach_crm.clock import FixedClock
from outreach_crm.dispatch import service as dispatch
from outreach_crm.dispatch.model import Text
from outreach_crm.errors import DeliveryError, InvalidInputError
from outreach_crm.keys import Keyring
from outreach_crm.model import Actor
from outreach_crm.plugins import Plugins
from outreach_crm.settings import Settings
from outreach_crm.storage import Bound, migrate
from outreach_crm.storage.sqlite import SqliteStore
from outreach_mail.composing import Composer
from outreach_mail.composing.headers import one_line
from tests.mail.letters import (
    NOW,
    File,
    a_composer,
    a_letter,
    a_message,
    a_section,
    as_python_makes_it,
    parsed,
    rewritten,
    told,
)

# What somebody might try, and what people are called.
HOSTILE = (
    "Eve\r\nBcc: victim@example.org",
    "Eve\nBcc: victim@example.org",
    "\x85Bcc: victim@example.org\u2028\u2029",
    "a\x00b\x1b[31m\x7f",
    "\r\n.\r\nMAIL FROM:<eve@example.org>\r\n",
    "<script>alert(1)</script> & \"quoted\" 'single'",
    "=?utf-8?q?=0D=0ABcc=3A_victim=40example.org?=",
    "=_boundary\n--=_boundary",
    "x" * 3000,
    "é" * 500,
    "مرحبا بالعالم",
    "李小龍 👩‍🚀",
    "Ruiz, Ana (Dr.) <ana@example.org>; \\",
    "javascript:alert(1)//https://example.org/a,b).",
    "100 % {name} %b %s",
    " leading and trailing ",
    ".",
    "From the bar",
    "\ud800 alone",
)
TEXTS = st.one_of(st.sampled_from(HOSTILE), st.text(max_size=60), st.text(alphabet="ab .,:/\n\r\t=", max_size=40))
PIECES = st.one_of(TEXTS, st.sampled_from(["https://example.org/", "\n", "\n\n", " ", "//", "http", "s:"]))
NAMES = ("name", "given_name", "salutation")


@pytest.fixture(scope="module", name="composer")
def a_composer_for_many(plugins: Plugins, sqlite_image: bytes) -> Iterator[Composer]:
    """One for all examples; the clock stands still."""
    store = SqliteStore(":memory:", Bound(FixedClock(NOW)), image=sqlite_image)
    migrate(store, plugins.migrations())
    yield a_composer(App.on(store, plugins, Settings({}), Keyring(lambda: b"k" * 32), Actor(name="Maria")))
    store.close()


@st.composite
def bodies(draw: st.DrawFn) -> str:
    """Return texts with fields among hostile pieces."""
    pieces = draw(st.lists(st.tuples(PIECES, st.sampled_from(["", *NAMES])), max_size=6))
    return "".join(
        plain.replace("{", "{{").replace("}", "}}") + (f"{{{name}}}" if name else "") for plain, name in pieces
    )


def headers_of(composer: Composer, data: bytes) -> dict[str, str]:
    """Return the headers that are the same whatever the text says, to be given to Python too."""
    read = parsed(data)
    return {name: str(read[name]) for name in read if name.lower() not in {"to", "subject", "content-type"}}


def addressed(data: bytes) -> tuple[str, str]:
    """Return name and address of the one to whom a message is, by the older parser: it knows RFC 2047 better."""
    (line,) = message_from_bytes(data).get_all("To", [])
    name, address = parseaddr(line)
    return str(make_header(decode_header(name))), address


@settings(max_examples=200)
@given(body=bodies(), subject=TEXTS, name=TEXTS, values=st.lists(TEXTS, min_size=3, max_size=3))
@example(body="{name}://x", subject="", name="", values=["http", "", ""])
@example(body="a\n{name}\nb", subject="", name="", values=[" ", "", ""])
@example(body="{name}", subject="", name="", values=["x\n", "", ""])
@example(body="to leave: {name}\n\n{given_name} x", subject="", name="", values=["https://a.example/b,c).", "a//b", ""])
@example(body="{name} and\xa0{name}", subject="", name="", values=["(https://a.example/é?x=<y>&z=.//" * 9, "", ""])
def test_a_message_says_what_the_standard_library_would_have_said(
    composer: Composer, body: str, subject: str, name: str, values: list[str]
) -> None:
    given_name = re.sub("[{}]", "", name)
    subject = re.sub("[{}]", "", subject)
    message = rewritten(composer, f"{subject} {{name}}", body, dict(zip(NAMES, values, strict=True)), name=given_name)
    data = composer.compose(message).data
    # Of hostile names and subjects Python makes headers that it cannot read again, or even further ones (3.11.7: an
    # encoded word in a name that holds a line's end); so ours are compared with what was meant.
    others = {"to": "ana@example.net", "subject": "News"}
    python = as_python_makes_it(message, headers_of(composer, data) | others)
    assert told(data, *others) == told(python, *others)
    read = parsed(data)
    assert read["Subject"] == one_line(message.subject)
    assert addressed(data) == (one_line(message.name), message.address)


@settings(max_examples=200)
@given(body=bodies(), subject=TEXTS, name=TEXTS, values=st.lists(TEXTS, min_size=3, max_size=3))
def test_nothing_anybody_writes_adds_a_header_or_breaks_a_line(
    composer: Composer, body: str, subject: str, name: str, values: list[str]
) -> None:
    text = re.sub("[{}]", "", subject)
    message = rewritten(composer, text + "{name}", body, dict(zip(NAMES, values, strict=True)), name=name)
    data = composer.compose(message).data
    assert [name for name, _ in message_from_bytes(data).items()] == HEADERS
    assert data.endswith(b"\r\n")
    assert data.count(b"\n") == data.count(b"\r") == data.count(b"\r\n")
    lines = data.split(b"\r\n")
    assert max(map(len, lines)) <= 120
    assert not [line for line in lines if line.startswith((b".", b"From "))]
    assert data.isascii()
    assert not re.search(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", data)
    assert parsed(data).defects == []


HEADERS = [
    *("From", "To", "Subject", "Date", "Message-ID", "List-Id", "List-Unsubscribe", "List-Unsubscribe-Post"),
    *("Auto-Submitted", "Content-Language", "MIME-Version", "Content-Type"),
]


@pytest.mark.parametrize(
    "name", ["Ana Ruiz", "José Ruiz", "O'Brien, Pat", "李小龍", "Dr. Müller", 'Bar "Example" of Lima', "Ana (Lima)", ""]
)
def test_names_as_people_have_them_read_as_those_the_standard_library_writes(composer: Composer, name: str) -> None:
    message = rewritten(composer, "News for {name}", "{name},", {"name": name}, name=name)
    data = composer.compose(message).data
    assert told(data) == told(as_python_makes_it(message, headers_of(composer, data)))


def test_a_message_says_who_writes_to_whom_and_how_to_leave(composer: Composer) -> None:
    made = composer.compose(a_message(composer.dispatch))
    read, uid = parsed(made.data), composer.dispatch.uid
    assert (made.id, made.recipient, made.international) == (17, "ana@example.net", False)
    assert {name: str(read[name]) for name in HEADERS if not name.startswith(("List-Uns", "Content-T"))} == {
        "From": "Section Example <office@example.org>",
        "To": "Ana Ruiz <ana@example.net>",
        "Subject": "News",
        "Date": "Mon, 09 Mar 2026 08:00:00 +0000",
        "Message-ID": f"<{uid}.17.0123456789abcdef01234567@example.org>",
        "List-Id": "<mailings.example.org>",
        "Auto-Submitted": "auto-generated",
        "Content-Language": "en",
        "MIME-Version": "1.0",
    }
    assert re.fullmatch(r"bounces\+deliveries-17-[a-z2-7]{26}@example\.org", made.sender)
    assert re.fullmatch(r"<https://pages\.example\.org/\S+>", read["List-Unsubscribe"])
    assert b"\r\nList-Unsubscribe: <https://" in made.data  # on one line, and not in encoded words
    assert read["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_how_to_leave_stands_in_the_text_in_its_language(composer: Composer) -> None:
    message = a_message(composer.dispatch)
    for language, says in (("en", "What we send you"), ("es-CL", "Lo que le enviamos"), ("tlh", "What we send you")):
        text = evolve(message.text, language=language, body="The law is out.\n\n")
        read = parsed(composer.compose(evolve(message, text=text, language=language)).data)
        link = str(read["List-Unsubscribe"]).strip("<>")
        plain, html = (part.get_content() for part in read.walk() if not part.is_multipart())
        first, _, last = plain.replace("\r\n", "\n").rstrip("\n").rpartition("\n\n")
        assert (first, last.splitlines()[1]) == ("The law is out.", link)
        assert last.startswith(says)
        assert f'<a href="{link}">{link}</a>' in html


def test_two_recipients_share_nothing_that_points_to_one_of_them(composer: Composer) -> None:
    ana = composer.compose(a_message(composer.dispatch))
    eva = a_message(composer.dispatch, id=18, contact_uid="6" * 16, name="Eva", address="eva@example.com", fields={})
    other = composer.compose(evolve(eva, message_id=f"{composer.dispatch.uid}.ffff"))
    assert ana.sender != other.sender
    assert b"ana@" not in other.data
    assert b"Ana" not in other.data
    for header in ("Message-ID", "List-Unsubscribe"):
        assert parsed(ana.data)[header] != parsed(other.data)[header]


def test_a_message_is_made_alike_at_each_attempt(composer: Composer) -> None:
    message = a_message(composer.dispatch)
    assert composer.compose(message) == composer.compose(evolve(message, attempts=2))


def test_files_go_with_the_text_of_their_language(app: App) -> None:
    section = a_section(app)
    letter = a_letter(section)
    dispatch.set_text(section, letter.id, Text(language="es", subject="Noticias", body="Hola."))
    letter = dispatch.get(section, letter.id)
    image, pdf = (
        File("map 1.png", "image/png", bytes(range(256)) * 9),
        File("Apelación.pdf", "application/pdf", b"%PDF"),
    )
    dispatch.attach(section, letter.id, image.name, image.data)
    dispatch.attach(section, letter.id, pdf.name, pdf.data, language="es")
    composer = Composer(section, letter)
    for text, files in zip(letter.texts, ([image], [image, pdf]), strict=True):
        message = a_message(letter, text, language=text.language)
        data = composer.compose(message).data
        assert told(data) == told(as_python_makes_it(message, headers_of(composer, data), files))
        assert [one.get_filename() for one in parsed(data).iter_attachments()] == [one.name for one in files]
        assert max(map(len, data.split(b"\r\n"))) <= 120


@pytest.mark.parametrize("name", ["x" * 116 + ".pdf", "é" * 100 + ".pdf", 'say "yes".pdf', "100% sure.pdf", "李" * 60])
def test_a_file_keeps_its_name(app: App, name: str) -> None:
    section = a_section(app)
    letter = a_letter(section)
    dispatch.attach(section, letter.id, name, b"%PDF")
    data = Composer(section, letter).compose(a_message(letter)).data
    (file,) = parsed(data).iter_attachments()
    assert file.get_filename() == dispatch.files(section, letter.id)[0].name
    assert max(map(len, data.split(b"\r\n"))) <= 120


def test_a_section_may_send_plain_text_alone(app: App) -> None:
    section = a_section(app, html=False)
    letter = a_letter(section, "{salutation},\n\nsee https://example.org/{given_name}.")
    composer = Composer(section, letter)
    message = a_message(letter)
    data = composer.compose(message).data
    assert told(data) == told(as_python_makes_it(message, headers_of(composer, data), html=False))
    dispatch.attach(section, letter.id, "a.pdf", b"%PDF")
    data = (again := Composer(section, letter)).compose(message).data
    files = [File("a.pdf", "application/pdf", b"%PDF")]
    assert told(data) == told(as_python_makes_it(message, headers_of(again, data), files, html=False))


def test_a_missing_field_is_told(composer: Composer) -> None:
    with pytest.raises(InvalidInputError, match=r"\{given_name\}"):
        composer.compose(rewritten(composer, "News", "{given_name}", {}))


def test_an_address_that_is_none_is_told(composer: Composer) -> None:
    with pytest.raises(InvalidInputError, match="not one plain e-mail address"):
        composer.compose(a_message(composer.dispatch, address="ana@example.net, eve@example.org"))


def test_letters_that_only_some_servers_take_are_told(composer: Composer) -> None:
    message = a_message(composer.dispatch, address="anä@bücher.example")
    with pytest.raises(InvalidInputError, match="Few servers take"):
        composer.compose(message)
    made = Composer(composer.app, composer.dispatch, international=True).compose(message)
    assert (made.recipient, made.international) == ("anä@xn--bcher-kva.example", True)
    assert parsed(made.data)["To"] == "Ana Ruiz <anä@xn--bcher-kva.example>"


@pytest.mark.parametrize(
    ("mail", "said"),
    [
        ({"sender": "", "server": "mail.example.org"}, "do not say who writes"),
        ({"sender": "Section"}, r"\[mail\] sender: 'Section' is not"),
        ({"sender": "Section\r\nBcc: eve@example.org <office@example.org>"}, "in one line"),
        ({"reply_to": "a@example.org, b@example.org"}, r"\[mail\] reply_to"),
        ({"return_path": "what-comes-back-from-everybody@example.org"}, "15 letters fit before the @"),
        ({"sender": "büro@example.org"}, "few servers take"),
    ],
)
def test_settings_that_no_server_would_take_are_told(app: App, mail: dict[str, str], said: str) -> None:
    with pytest.raises(DeliveryError, match=said):
        a_composer(app, **mail)


def test_a_file_that_is_damaged_never_leaves(app: App) -> None:
    section = a_section(app)
    letter = a_letter(section)
    dispatch.attach(section, letter.id, "appeal.pdf", b"%PDF")
    with section.store.write():
        section.store.execute("update attachment_contents set data = :data", data=b"something else")
    with pytest.raises(DeliveryError, match=r"appeal\.pdf .* is damaged"):
        Composer(section, letter).compose(a_message(letter))
