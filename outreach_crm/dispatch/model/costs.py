"""What a mailing cost, and which group's resources it came from."""

from attrs import field, frozen

from outreach_crm.groups.model import Heading


@frozen(kw_only=True)
class Cost:
    """What a mailing cost under one heading of a group's resources of a year: hours, or money of the section."""

    group_id: int
    group: str
    year: int
    heading: Heading = field(converter=Heading)
    amount: float
