"""The structures by which sections organise outreach, and on which level they work."""

from enum import StrEnum


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
    Structure.SPECIALIST: "specialist or professional coordination group",
    Structure.NETWORK: "network",
    Structure.ADVISORY: "advisory group",
    Structure.LOCAL: "local group",
    Structure.LOCAL_BRIEF: "local group with a sector brief",
    Structure.COUNTRY: "country coordination",
}


class Level(StrEnum):
    """On which level of our own movement a group works (Campaign Manual, "Engaging in outreach")."""

    LOCAL = "local"
    SECTION = "section"
    INTERNATIONAL = "international"
