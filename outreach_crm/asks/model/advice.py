"""Advice on whom to ask, what, and how (Campaign Manual, "The advisory group", p. 187)."""

from attrs import field, frozen

from outreach_crm.text import Term


class Role(Term):
    """What somebody has to do with an advice."""

    ADVISER = "adviser"
    # Whom it is asked about.
    ABOUT = "about"
    # Whom it is best to approach.
    WHOM = "whom"


@frozen(kw_only=True)
class Named:
    """Somebody in an advice; the name is empty for somebody the reader may not see."""

    contact_id: int
    name: str
    part: Role = field(converter=Role)


@frozen(kw_only=True)
class Advice:
    """Advice that was asked for, and what came of that.

    Args:
        id: its number.
        question: what was asked.
        sector: the key of the sector it is about; empty for none.
        due_on: by when it is needed (ISO 8601).
        owner_id: the account of whoever asked for it.
        owner: their name.
        answered_on: when it was given; None until then.
        whom: whom it is best to approach, in words.
        what: what it is best to ask of them.
        how: how best to approach them.
        change_id: its version.
        named: who has to do with it.
    """

    id: int
    question: str
    sector: str
    due_on: str
    owner_id: int | None
    owner: str
    answered_on: str | None
    whom: str
    what: str
    how: str
    change_id: int
    named: tuple[Named, ...] = ()

    def those(self, part: Role) -> tuple[Named, ...]:
        """Return those of one part."""
        return tuple(one for one in self.named if one.part is part)

    @property
    def adviser(self) -> str:
        """Who is asked for it; empty where the reader may not see them."""
        return ", ".join(one.name for one in self.those(Role.ADVISER))

    @property
    def approached(self) -> str:
        """Whom it is best to approach, in words or by name; empty where the reader may not see them."""
        return self.whom or ", ".join(one.name for one in self.those(Role.WHOM))


@frozen(kw_only=True)
class AdviceDraft:
    """Advice to be asked for, values as people write them.

    Args:
        adviser: name or number of an adviser, or of an advisory group.
        question: what is asked.
        due_on: by when it is needed.
        about: name or number of the contact it is about; may be empty.
        sector: key or name of the sector it is about; may be empty.
    """

    adviser: str
    question: str
    due_on: str
    about: str = ""
    sector: str = ""


@frozen(kw_only=True)
class AdviceGiven:
    """What was advised; one of the three is needed. None leaves what was said before, an empty text takes it away.

    Args:
        whom: whom to approach: a contact by name or number, or in words.
        what: what it is best to ask of them.
        how: how best to approach them.
        version: the ``change_id`` that the editor saw.
    """

    whom: str | None = None
    what: str | None = None
    how: str | None = None
    version: int | None = None
