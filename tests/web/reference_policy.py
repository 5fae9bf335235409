"""A second policy, written down by hand in as few lines as can be, to compare what the program does with."""

from attrs import field, frozen

CLASSES = ("public", "internal", "personal", "special", "at-risk")
"""The classes of data, each of whoever sees the one before it; the office has marks of those from personal on."""

# Who is here as what: how far they look, what they do besides, and whether only their group's contacts are there.
ROLES: dict[str, tuple[str, str, bool]] = {
    "administrator": ("at-risk", "look write send export erase administer", False),
    "officer": ("at-risk", "look write send export", False),
    "reader": ("personal", "look", False),
    "member": ("personal", "look", True),
    # A reader of a section whose settings take persons away from readers.
    "reader of figures": ("internal", "look", False),
    "nobody": ("public", "", False),
}


@frozen(kw_only=True)
class Somebody:
    """Somebody who comes: as what, whether in the circle, and which contacts their group has (numbers)."""

    role: str
    inside: bool
    theirs: frozenset[int] = field(factory=frozenset)

    def may(self, action: str) -> bool:
        """Whether the role does that."""
        return action in ROLES[self.role][1].split()

    def looks_at(self, data: str) -> bool:
        """Whether they see data of a class."""
        return CLASSES.index(data) <= CLASSES.index(ROLES[self.role][0])

    def sees(self, contact: int, kind: str, hidden: bool) -> bool:
        """Whether a contact is there for them."""
        person_is_shown = kind != "person" or self.looks_at("personal")
        is_theirs = not ROLES[self.role][2] or contact in self.theirs
        return (self.inside or not hidden) and person_is_shown and is_theirs


def disagreements(
    somebody: Somebody, action: str, status: int, marks: frozenset[str], contact: tuple[int, str, bool] | None
) -> list[str]:
    """Return where an answer is not as it should be, a word for each cell: the status, and each class of data."""
    if not somebody.may(action):
        refused = 303 if somebody.role == "nobody" else 403  # whoever is not signed in is asked to do so
        return [*([] if status == refused else ["status"]), *(one for one in (*CLASSES[2:], "hidden") if one in marks)]
    wrong = ["status"] if status == 403 or status >= 500 else []
    if contact is not None and not somebody.sees(*contact) and status == 200:
        wrong.append("contact")
    wrong += [one for one in CLASSES[2:] if one in marks and not somebody.looks_at(one)]
    return wrong + (["hidden"] if "hidden" in marks and not somebody.inside else [])
