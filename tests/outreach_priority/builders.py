"""Small makers of assessments: an advisory group, what it judges, and what it says."""

from collections.abc import Mapping, Sequence
from typing import Any

from outreach_crm.app import App
from outreach_crm.contacts.model import Contact
from outreach_crm.groups import service as groups
from outreach_crm.groups.model import Group
from outreach_priority import service
from outreach_priority.model import Answer, Assessment, AssessmentDraft, Sheet, Stance
from tests.builders import a_group, a_person

NAMES = ("Ana Ruiz", "Bo Lind", "Chi Okoye", "Dara Sok", "Eva Novak", "Fio Conti", "Gul Demir")
SECTORS = ("legal", "medical", "unions")
ITEMS = ("home", "world", "capacity", "approachable", "reached", "credibility", "impartiality", "misuse")
"""Those of the short form; the last three are risks."""
Ratings = Mapping[str, Sequence[int | None]]
"""Subject -> one rating an item, in the order of :data:`ITEMS`; None: don't know."""


def advisers(app: App, n: int = 3) -> list[Contact]:
    """Add people of whom an advisory group can be made."""
    return [a_person(app, name) for name in NAMES[:n]]


def an_advisory_group(app: App, n: int = 3, name: str = "Advisory Group") -> Group:
    """Add an advisory group of so many advisers."""
    group = a_group(app, name, "advisory")
    for one in advisers(app, n):
        groups.join(app, group.contact_id, one.id, role="adviser")
    return group


def an_assessment(app: App, n: int = 3, *, sectors: Sequence[str] = SECTORS, **draft: Any) -> Assessment:
    """Open an assessment with so many advisers, by default in the short form."""
    people = tuple(str(one.id) for one in advisers(app, n))
    made = AssessmentDraft(title="Priorities", sectors=tuple(sectors), advisers=people, **draft)
    return service.open_assessment(app, made)


def answers(ratings: Ratings, items: Sequence[str] = ITEMS) -> list[Answer]:
    """Make answers of ratings by subject."""
    return [
        Answer(subject=subject, item=item, rating=rating)
        for subject, row in ratings.items()
        for item, rating in zip(items, row, strict=True)
    ]


def sheet_of(app: App, assessment: Assessment, seat: int) -> Sheet:
    """Return the sheet of a seat in the round that goes on."""
    now = service.get(app, assessment.id)
    return next(one for one in service.sheets_of(app, now) if (one.round, one.seat) == (now.round, seat))


def handed_in(
    app: App,
    assessment: Assessment,
    seat: int,
    ratings: Ratings,
    *,
    items: Sequence[str] = ITEMS,
    stances: Sequence[Stance] = (),
) -> Sheet:
    """Hand in the sheet of a seat."""
    return service.hand_in(app, sheet_of(app, assessment, seat).id, answers(ratings, items), stances)


def closed(app: App, said: Sequence[Ratings], **draft: Any) -> Assessment:
    """Open an assessment, hand in one sheet for each of the ratings, and close it."""
    sectors = tuple(dict.fromkeys(subject for ratings in said for subject in ratings)) or SECTORS
    assessment = an_assessment(app, len(said), sectors=sectors, **draft)
    for seat, ratings in enumerate(said, 1):
        handed_in(app, assessment, seat, ratings)
    return service.close(app, assessment.id)
