"""The SQL of packages that a section says anew, and of plans."""

from attrs import frozen

from outreach_crm.storage import Store
from outreach_priority.model.involvement import Package

_PACKAGES = (
    "select id, subject_id, level, model, share, volunteer_hours, staff_hours, money from priority_packages"
    " where assessment_id = :assessment_id order by id"
)


@frozen
class OwnPackage:
    """A row: its number, the subject it is for (None: all), and the package."""

    id: int
    subject_id: int | None
    package: Package


def own_packages(store: Store, assessment_id: int) -> list[OwnPackage]:
    """Return the packages that were said anew for an assessment."""
    found = store.rows(_PACKAGES, assessment_id=assessment_id)
    return [OwnPackage(row.pop("id"), row.pop("subject_id"), Package(**row, own=True)) for row in found]
