"""Roles that people have in groups."""

from outreach_crm.text import Term


class Usual(Term):
    """Roles every group knows, in the order of a list of members; a section adds its own in the settings."""

    COORDINATOR = "coordinator"
    SECRETARY = "secretary"
    CASEFILE_HOLDER = "casefile holder"
    TREASURER = "treasurer"
    ADVISER = "adviser"
    MEMBER = "member"


COORDINATOR = Usual.COORDINATOR.value
CASEFILE_HOLDER = Usual.CASEFILE_HOLDER.value
ADVISER = Usual.ADVISER.value
MEMBER = Usual.MEMBER.value
ROLES = tuple(one.value for one in Usual)
