"""What is put on paper: letters, packs of them, and lists of calls, before they are set."""

from datetime import date

from attrs import frozen


@frozen(kw_only=True)
class Page:
    """A letter as it is to be printed.

    Args:
        part: its name among the parts of a document, without blanks.
        language: it is written in (BCP 47).
        name: whose letter it is, for the head of a second page.
        to: the lines of the address.
        sender: the lines of whoever writes; the first is their name.
        own: whether somebody writes it themselves, rather than the section.
        on: the day over it; None where whoever signs it writes the day.
        subject: what it is about.
        salutation: how it begins, where its body does not say so.
        body: what it says.
        signed: whether it is to be signed: with a closing line, room for a hand, and the sender's name.
        copies: to whom copies go, the lines of each.
        number: of the sheet, as it stands on it.
        copy: whether it was printed before.
    """

    part: str
    language: str
    name: str
    to: tuple[str, ...] = ()
    sender: tuple[str, ...] = ()
    own: bool = False
    on: date | None = None
    subject: str = ""
    salutation: str = ""
    body: str = ""
    signed: bool = False
    copies: tuple[tuple[str, ...], ...] = ()
    number: str = ""
    copy: bool = False

    @property
    def text(self) -> str:
        """All that is to be printed of it, with which the fonts are asked what they lack."""
        copies = (line for one in self.copies for line in one)
        return "\n".join((*self.to, *self.sender, self.subject, self.salutation, self.body, *copies, self.name))


@frozen(kw_only=True)
class Target:
    """Somebody to write to, as the page on how to write names them."""

    to: tuple[str, ...]
    salutation: str = ""
    copies: tuple[tuple[str, ...], ...] = ()


@frozen(kw_only=True)
class Guide:
    """The page that says how to write: to whom, in which languages, and until when."""

    part: str
    language: str
    about: str
    targets: tuple[Target, ...]
    languages: tuple[str, ...] = ()
    until: date | None = None
    number: str = ""


@frozen(kw_only=True)
class Pack:
    """What one group or person gets to write with: a letter on top, how to write, letters to sign, labels."""

    cover: Page | None = None
    guide: Guide | None = None
    letters: tuple[Page, ...] = ()
    labels: tuple[tuple[str, ...], ...] = ()


@frozen(kw_only=True)
class Call:
    """A row of a list of calls."""

    number: int
    phone: str
    name: str
    organisation: str = ""
    last: str = ""
    notes: str = ""

    @property
    def text(self) -> str:
        """All that is to be printed of it."""
        return "\n".join((self.phone, self.name, self.organisation, self.last, self.notes))


@frozen(kw_only=True)
class Script:
    """What is to be said in a call, in one language."""

    language: str
    subject: str
    body: str


@frozen(kw_only=True)
class CallList:
    """A list to call from; ``number`` stands on each of its sheets, ``language`` is that of its headings."""

    title: str
    number: str
    on: date
    language: str
    scripts: tuple[Script, ...]
    calls: tuple[Call, ...]

    @property
    def text(self) -> str:
        """All that is to be printed of it."""
        said = (f"{one.subject}\n{one.body}" for one in self.scripts)
        return "\n".join((self.title, *said, *(one.text for one in self.calls)))
