"""What a structure draws on, planned and used year by year."""

from enum import StrEnum

from attrs import field, frozen

from outreach_crm.text import say


class Heading(StrEnum):
    """What a structure draws on (Campaign Manual, p. 187); hours are hours, all else is money of the section."""

    STAFF_HOURS = "staff-hours"
    VOLUNTEER_HOURS = "volunteer-hours"
    TELEPHONE = "telephone"
    MEETINGS = "meetings"
    COPYING = "copying"
    POSTAGE = "postage"
    NEWSLETTERS = "newsletters"
    MONEY = "money"

    @property
    def label(self) -> str:
        """How people read it."""
        return _HEADINGS[self]


_HEADINGS = {
    Heading.STAFF_HOURS: say("staff hours"),
    Heading.VOLUNTEER_HOURS: say("volunteer hours"),
    Heading.TELEPHONE: say("telephone"),
    Heading.MEETINGS: say("meetings"),
    Heading.COPYING: say("copying"),
    Heading.POSTAGE: say("postage"),
    Heading.NEWSLETTERS: say("newsletters"),
    Heading.MONEY: say("money"),
}


@frozen(kw_only=True)
class Resource:
    """What a group may use under one heading in one year, what it used, and what is left (below 0: overdrawn).

    ``change_id`` is its version.
    """

    year: int
    heading: Heading = field(converter=Heading)
    planned: float
    used: float
    remainder: float = field(init=False)
    change_id: int = 0

    @remainder.default
    def _remainder(self) -> float:
        return round(self.planned - self.used, 2)
