"""The SQL of labels and packs: whom they are for."""

from outreach_crm.storage import Store

# Whoever was frozen as a recipient and was not left out then; clearance is asked of each again.
RECIPIENTS = (
    "select d.contact_id from v_deliveries d where d.dispatch_id = :dispatch_id and d.state not in ('refused')"
    " and d.contact_id is not null"
)
ONE = "select cast(:contact_id as {int}) as contact_id"
_MEMBERS = (
    "select distinct m.person_id as contact_id from v_group_members m where m.group_id = :group_id"
    " and (m.from_on is null or m.from_on <= :today) and (m.to_on is null or m.to_on >= :today)"
)
_HIS_LANGUAGE = (
    "select d.language from v_deliveries d where d.dispatch_id = :dispatch_id and d.contact_id = :contact_id"
    " order by d.id limit 1"
)


def members(store: Store, group_id: int) -> list[int]:
    """Return the present members of a group."""
    return [row["contact_id"] for row in store.rows(f"{_MEMBERS} order by contact_id", group_id=group_id)]


def language(store: Store, dispatch_id: int, contact_id: int) -> str:
    """Return in which language somebody gets a mailing; nothing where they do not."""
    return str(store.value(_HIS_LANGUAGE, dispatch_id=dispatch_id, contact_id=contact_id) or "")
