"""The SQL of plans for sectors and organisations, and what can be asked of contacts by them."""

from outreach_crm.storage import Store
from outreach_priority.model.plans import Plan

_PLAN = (
    "select p.id, p.assessment_id, a.title as assessment, s.key, s.title, s.sector, p.level, p.model,"
    " g.id as group_id, coalesce(g.name, '') as \"group\", p.volunteer_hours, p.staff_hours, p.money, p.review_on,"
    " p.task_id, p.segment_id, p.change_id from priority_plans p join priority_assessments a on a.id = p.assessment_id"
    " join priority_subjects s on s.id = p.subject_id left join v_contacts c on c.id = s.contact_id"
    " left join v_contacts g on g.id = p.group_id and {visible(g)} where (s.contact_id is null or {visible(c)})"
)
_BY_ID = f"{_PLAN} and p.id = :id"
_OF_ASSESSMENT = f"{_PLAN} and p.assessment_id = :assessment_id order by p.id"
_CURRENT = f"{_PLAN} and p.level <> 'none' and p.id in (select v.id from v_priority_plans v"
_ALL_CURRENT = f"{_CURRENT}) order by s.sector, s.title, p.id"
_OF_GROUP = f"{_CURRENT} where v.group_id = :contact_id) order by s.sector, s.title, p.id"
# Where a plan is for a whole sector, all who work in it have a share in it.
_CONCERNS = (
    "(v.contact_id = {contact} or (v.key = v.sector and exists"
    " (select 1 from v_sectors x where x.contact_id = {contact} and x.sector = v.sector)))"
)
_OF_CONTACT = f"{_CURRENT} where {_CONCERNS.replace('{contact}', ':contact_id')}) order by s.sector, s.title, p.id"
_ANY = "select 1 as n from priority_plans where assessment_id = :assessment_id limit 1"

# A predicate over ``c``, a row of ``v_contacts``.
HAS_PLAN = (
    f"exists (select 1 from v_priority_plans v where v.level = :level and {_CONCERNS.replace('{contact}', 'c.id')})"
)


def plan(store: Store, number: int) -> Plan | None:
    """Return a plan by its number."""
    row = store.one(_BY_ID, id=number)
    return Plan(**row) if row else None


def of_assessment(store: Store, assessment_id: int) -> list[Plan]:
    """Return the plans that an assessment was turned into, those of the level none too."""
    return [Plan(**row) for row in store.rows(_OF_ASSESSMENT, assessment_id=assessment_id)]


def is_adopted(store: Store, assessment_id: int) -> bool:
    """Return whether an assessment was turned into plans, whoever may see them."""
    return store.one(_ANY, assessment_id=assessment_id) is not None


def current(store: Store) -> list[Plan]:
    """Return the plans that hold now."""
    return [Plan(**row) for row in store.rows(_ALL_CURRENT)]


def of_group(store: Store, contact_id: int) -> list[Plan]:
    """Return the plans that a group is responsible for now."""
    return [Plan(**row) for row in store.rows(_OF_GROUP, contact_id=contact_id)]


def of_contact(store: Store, contact_id: int) -> list[Plan]:
    """Return the plans that hold now for an organisation, or for a sector that a contact works in."""
    return [Plan(**row) for row in store.rows(_OF_CONTACT, contact_id=contact_id)]
