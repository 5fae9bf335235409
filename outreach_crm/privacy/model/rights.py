"""What is held about somebody, what erasing does, and who is due by the rules of retention."""

from typing import TYPE_CHECKING, Any

from attrs import frozen

from outreach_crm.policy import DataClass

if TYPE_CHECKING:
    from outreach_crm.erasure import ErasureReport


@frozen(kw_only=True)
class LegalHold:
    """A person who must be kept for now, whatever else says that she goes; ``until_on`` is its last day."""

    id: int
    contact_id: int
    contact: str
    reason: str
    until_on: str | None
    change_id: int


@frozen(kw_only=True)
class KnownAddress:
    """An e-mail address or telephone number of a contact; ``shared`` is whether somebody else has it too."""

    kind: str
    value: str
    shared: bool


@frozen(kw_only=True)
class Due:
    """A person whose time is over: what goes, on which day that was due, and when we last heard of each other."""

    contact_id: int
    contact: str
    data_class: DataClass
    last_on: str
    due_on: str
    purposes: tuple[str, ...]


@frozen(kw_only=True)
class RetentionReport:
    """What a run of the retention rules disposed of, what stays due, and what went wrong."""

    done: tuple[Due, ...]
    left: int
    problems: tuple[str, ...]


@frozen(kw_only=True)
class HeldTable:
    """What one feature holds about a person: a title, and each row as names and values."""

    title: str
    feature: str
    rows: tuple[dict[str, Any], ...]


@frozen(kw_only=True)
class PastValue:
    """What stood in a row before it was changed or removed, and when that was (UTC)."""

    title: str
    changed_at: str
    values: dict[str, Any]


@frozen(kw_only=True)
class PersonalData:
    """All that any feature holds about somebody; what it says of other persons is left out.

    ``changes`` are the entries of the journal that touched it: when and what.
    """

    contact_id: int
    name: str
    held_by: str
    made_on: str
    held: tuple[HeldTable, ...]
    past: tuple[PastValue, ...]
    changes: tuple[dict[str, str], ...]


@frozen(kw_only=True)
class ErasurePlan:
    """What erasing a contact does: what goes, what stays and why, and which addresses are kept out from then on.

    ``shared`` are addresses that others have too; they stay usable for them.
    """

    contact_id: int
    contact: str
    report: "ErasureReport"
    stays: tuple[str, ...]
    suppressed: tuple[str, ...]
    shared: tuple[str, ...]
