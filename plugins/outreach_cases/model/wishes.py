"""What a group wishes for that takes on cases, what it needs for it, and to which cases it said no."""

from attrs import field, frozen

from outreach_cases.model.cases import Gender, read_gender
from outreach_crm.text import Term


class Facet(Term):
    """Of what a wish is: the preferences that a group may indicate (Local Groups: Case Campaigning)."""

    REGION = "region"
    GENDER = "gender"
    ISSUE = "issue"


class Mark(Term):
    """How much a group means it."""

    WISH = "wish"
    MUST = "must"
    RATHER_NOT = "rather not"


class Paper(Term):
    """How a group gets papers."""

    EMAIL = "e-mail"
    POST = "post"


@frozen(kw_only=True)
class Wish:
    """One thing a group says of the cases it would like.

    Args:
        id: its number.
        group_id: the group, as a contact.
        facet: of what it is.
        keyword_id: the region, country or issue; None where it is a gender.
        gender: the gender; None where it is a keyword.
        mark: how much it is meant.
        value: what is wished for, as people read it.
    """

    id: int
    group_id: int
    facet: Facet = field(converter=Facet)
    keyword_id: int | None
    gender: Gender | None = field(converter=read_gender)
    mark: Mark = field(converter=Mark)
    value: str = ""


@frozen(kw_only=True)
class Terms:
    """What a group needs for casework.

    Args:
        group_id: the group, as a contact.
        capacity: how many cases it works on at once; None: what is written of the group, else one.
        languages: in which it reads a casefile, codes parted by blanks; empty: those in which it writes.
        paper: how it gets papers.
        actions: how many letter-writing actions it needs for a meeting beside Urgent Actions; None: it never said.
        note: what else is to be thought of.
        change_id: its version; None: nothing is written down yet.
    """

    group_id: int
    capacity: int | None = None
    languages: str = ""
    paper: Paper = field(default=Paper.EMAIL, converter=Paper)
    actions: int | None = None
    note: str = ""
    change_id: int | None = None


@frozen(kw_only=True)
class TermsDraft:
    """What a group needs for casework, as people write it; ``version`` is the ``change_id`` that the editor saw."""

    capacity: str = ""
    languages: str = ""
    paper: str = Paper.EMAIL.value
    actions: str = ""
    note: str = ""
    version: int | None = None


@frozen(kw_only=True)
class Refusal:
    """A case that a group said no to: it is not offered it again.

    ``because`` is why, ``refused_on`` the day (ISO 8601).
    """

    id: int
    group_id: int
    case_id: int
    case: str
    because: str
    refused_on: str
