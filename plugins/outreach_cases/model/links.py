"""What a case is linked to, to whom its appeals go, its casefile, and notes that not everybody may read."""

from attrs import field, frozen

from outreach_crm.attachments.model import Attachment
from outreach_crm.model import Ref
from outreach_crm.text import Sentence, Term, say


class LinkKind(Term):
    """How a case is linked to another one."""

    CONTINUES = "continues"
    EVENT = "same event"
    FAMILY = "family"


@frozen(kw_only=True)
class Link:
    """A link of a case to another one, seen from that case.

    Args:
        id: its number.
        case_id: the other case.
        case: what that is called.
        kind: how they are linked.
        onward: whether it goes from this one to the other; only "continues" has a direction.
    """

    id: int
    case_id: int
    case: str
    kind: LinkKind = field(converter=LinkKind)
    onward: bool

    @property
    def told(self) -> Sentence:
        """How they are linked, as people read it."""
        if self.kind is LinkKind.CONTINUES and not self.onward:
            return say("is continued by")
        return say("{kind}", kind=self.kind)


@frozen(kw_only=True)
class Pointer:
    """A record of another feature that belongs to a case, such as an Urgent Action, and what it is called."""

    id: int
    ref: Ref
    called: str


@frozen(kw_only=True)
class Addressee:
    """Somebody to whom appeals go: their name, how they are addressed, the lines of their address, their e-mail."""

    name: str
    salutation: str = ""
    lines: str = ""
    email: str = ""


@frozen(kw_only=True)
class Version:
    """A version of the casefile document.

    Args:
        id: its number.
        dated_on: of which day it is (ISO 8601).
        note: what is new in it.
        kept_by: who of us keeps it here.
        file: the document.
        current: whether it is the one to work with.
    """

    id: int
    dated_on: str
    note: str
    kept_by: str
    file: Attachment | None
    current: bool = False


@frozen(kw_only=True)
class Note:
    """A note that is restricted: its text, who wrote it and when, and the circle that alone reads it, or empty."""

    id: int
    text: str
    circle: str
    written_by: str
    written_on: str


_SALUTATION = "salutation:"


def read_addressees(text: str) -> list[Addressee]:
    """Return the addressees that somebody wrote: a block of lines for each, parted by empty lines.

    The first line is the name; one with an ``@`` and no blank is the e-mail address; one that begins with
    ``Salutation:`` says how they are addressed; the others are the address.
    """
    found = []
    for block in "\n".join(line.strip() for line in text.splitlines()).split("\n\n"):
        lines = [line for line in block.split("\n") if line]
        if not lines:
            continue
        name, rest = lines[0], lines[1:]
        emails = [line for line in rest if "@" in line and " " not in line]
        salutations = [line for line in rest if line.lower().startswith(_SALUTATION)]
        address = [line for line in rest if line not in emails and line not in salutations]
        found.append(
            Addressee(
                name=name,
                salutation=salutations[0][len(_SALUTATION) :].strip() if salutations else "",
                lines="\n".join(address),
                email=emails[0] if emails else "",
            )
        )
    return found


def written_addressees(addressees: list[Addressee]) -> str:
    """Return addressees as somebody would write them; see :func:`read_addressees`."""
    return "\n\n".join(
        "\n".join(
            line
            for line in (one.name, one.lines, one.email, f"Salutation: {one.salutation}" if one.salutation else "")
            if line
        )
        for one in addressees
    )
