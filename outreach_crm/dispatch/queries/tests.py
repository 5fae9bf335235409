"""The SQL of tests: who is one of ours, and how many tests of a dispatch there were."""

from outreach_crm.storage import Store

# A term in a group ends before the day on which it ends.
_IS_OURS = (
    "select 1 as n from v_contacts c where c.id = :contact_id and {visible(c)} and ((c.membership = 'member'"
    " and coalesce(c.membership_from, :today) <= :today and coalesce(c.membership_to, :today) >= :today)"
    " or exists (select 1 from v_group_members m where m.person_id = c.id and m.from_on <= :today"
    " and (m.to_on is null or m.to_on > :today)))"
)
_HOW_MANY = "select count(*) as n from dispatches where test_of = :id"


def is_ours(store: Store, contact_id: int) -> bool:
    """Return whether a contact is a member, or in one of our groups, today."""
    return store.value(_IS_OURS, contact_id=contact_id) is not None


def how_many(store: Store, dispatch_id: int) -> int:
    """Return how many tests of a dispatch there were."""
    return int(store.value(_HOW_MANY, id=dispatch_id))
