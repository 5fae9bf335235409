"""What is shown of a case: its chain, who got what in figures, and what came back."""

from attrs import frozen

from outreach_crm.model import Hint
from outreach_crm.text import Sentence, count, row
from outreach_urgent_actions.model.issues import Case, Issue, IssueKeyword, Person
from outreach_urgent_actions.model.responses import Response, in_figures


@frozen(kw_only=True)
class CaseLine:
    """A case in a list; ``issues`` is how many it has, ``first_on`` and ``last_on`` are ISO 8601 dates."""

    id: int
    ref: str
    variant: int
    state: str
    state_on: str | None
    issues: int
    first_on: str | None
    last_on: str | None
    last_id: int | None
    deadline_on: str | None
    subject: str


@frozen(kw_only=True)
class Sent:
    """How many got a mailing by one channel: sent, still to go, and not delivered."""

    dispatch_id: int
    name: str
    channel: str
    sent: int
    waiting: int
    failed: int
    first_at: str | None
    last_at: str | None


@frozen(kw_only=True)
class Back:
    """What came back, of one kind, in figures; ``people`` is how many contacts are named in it."""

    kind: str
    n: int
    people: int
    letters: int
    emails: int
    calls: int
    unsorted: int

    @property
    def told(self) -> Sentence:
        """Of which kind they are, and how many are named in it: ``14 letters, 2 calls; 3 contacts``."""
        people = [count(self.people, "{n} contact", "{n} contacts")] if self.people else []
        figures = in_figures(self.letters, self.emails, self.calls, self.unsorted)
        return row([*([figures] if figures else []), *people], "; ")


@frozen(kw_only=True)
class Text:
    """A text of an issue in one language."""

    language: str
    subject: str
    body: str


@frozen(kw_only=True)
class Addressee:
    """Somebody appeals go to, or a copy of them."""

    name: str
    copy: bool
    salutation: str
    lines: str
    email: str
    fax: str


@frozen(kw_only=True)
class ShownIssue:
    """An issue with its keywords, texts and addressees, and who got it.

    ``hours`` is how long it took from its receipt until the first was sent; None where one of them is not known.
    """

    issue: Issue
    keywords: tuple[IssueKeyword, ...]
    texts: tuple[Text, ...]
    addressees: tuple[Addressee, ...]
    sent: tuple[Sent, ...]
    hours: float | None = None


@frozen(kw_only=True)
class Publication:
    """A publication in a list; ``sent`` is how many got it, ``issued_on`` an ISO 8601 date."""

    id: int
    index_number: str
    title: str
    issued_on: str | None
    keywords: tuple[str, ...]
    sent: int


@frozen(kw_only=True)
class HowToWrite:
    """How one writes for a case now: to whom, in which languages (BCP 47), until when, and what to ask for."""

    issue_id: int
    to: tuple[Addressee, ...]
    copies: tuple[Addressee, ...]
    languages: str
    until_on: str | None
    asking: tuple[str, ...]


@frozen(kw_only=True)
class ShownCase:
    """A case with all that belongs to it.

    ``others`` are cases that were printed under the same number, ``notices`` the stops that were told in our words;
    ``back`` is what came back in figures, ``told`` each reply and each thanks,
    ``wrote`` the latest appeals of groups and meetings; ``how`` says how one writes, None where
    nobody is to write any more. ``hints`` are what other features know of it.
    """

    case: Case
    name: str
    others: tuple[str, ...]
    people: tuple[Person, ...]
    issues: tuple[ShownIssue, ...]
    notices: tuple[Sent, ...]
    back: tuple[Back, ...]
    told: tuple[Response, ...] = ()
    wrote: tuple[Response, ...] = ()
    how: HowToWrite | None = None
    hints: tuple[Hint, ...] = ()
