"""The structures by which sections organise outreach, and on which level they work."""

from enum import StrEnum

from outreach_crm.text import Term, say


class Structure(StrEnum):
    """The models by which sections organise outreach."""

    SPECIALIST = "specialist"
    NETWORK = "network"
    ADVISORY = "advisory"
    LOCAL = "local"
    LOCAL_BRIEF = "local-brief"
    COUNTRY = "country"

    @property
    def label(self) -> str:
        """How the manual calls it."""
        return _STRUCTURES[self]


_STRUCTURES = {
    Structure.SPECIALIST: say("specialist or professional coordination group"),
    Structure.NETWORK: say("network"),
    Structure.ADVISORY: say("advisory group"),
    Structure.LOCAL: say("local group"),
    Structure.LOCAL_BRIEF: say("local group with a sector brief"),
    Structure.COUNTRY: say("country coordination"),
}


class Level(Term):
    """On which level of our own movement a group works (Campaign Manual, "Engaging in outreach")."""

    LOCAL = "local"
    SECTION = "section"
    INTERNATIONAL = "international"
