"""How contacts can be linked, and ways that lead over links from one to another."""

from attrs import frozen

from outreach_crm.contacts.model.kinds import Kind
from outreach_crm.model import RelationKind
from outreach_crm.text import say

# Kinds of relationship every section needs; more come by settings or plugins.
RELATION_KINDS = (
    RelationKind("member-body", say("member body of"), say("has the member body")),
    RelationKind("chairs", say("chairs"), say("is chaired by")),
    RelationKind("sister", say("sister organisation of"), say("sister organisation of")),
    RelationKind("knows", say("knows"), say("is known to")),
    RelationKind("influences", say("influences"), say("is influenced by")),
    RelationKind("counterpart", say("counterpart of"), say("counterpart of")),
    RelationKind("works-with", say("works with"), say("works with")),
    RelationKind("introduced", say("introduced us to"), say("was introduced by")),
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
