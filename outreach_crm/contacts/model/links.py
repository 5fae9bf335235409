"""How contacts can be linked, and ways that lead over links from one to another."""

from attrs import frozen

from outreach_crm.contacts.model.kinds import Kind
from outreach_crm.model import RelationKind

# Kinds of relationship every section needs; more come by settings or plugins.
RELATION_KINDS = (
    RelationKind("member-body", "member body of", "has the member body"),
    RelationKind("chairs", "chairs", "is chaired by"),
    RelationKind("sister", "sister organisation of", "sister organisation of"),
    RelationKind("knows", "knows", "is known to"),
    RelationKind("influences", "influences", "is influenced by"),
    RelationKind("counterpart", "counterpart of", "counterpart of"),
    RelationKind("works-with", "works with", "works with"),
    RelationKind("introduced", "introduced us to", "was introduced by"),
)


@frozen(kw_only=True)
class Step:
    """One step of a path: whom one comes to, how they are linked to the one before, and when that was last verified."""

    contact_id: int
    name: str
    kind: Kind
    country: str
    link: str = ""
    verified_on: str | None = None


@frozen(kw_only=True)
class Path:
    """A way from somebody we know to somebody we want to reach, nearest first.

    ``held_by`` is who of us holds the relationship with the first of them. One step alone is somebody we want to
    reach and know ourselves.
    """

    held_by: str
    steps: tuple[Step, ...]
