"""Reasons to think twice before turning to somebody: what the clearance asks of asks."""

# Reasons to think twice before turning to somebody. An ask of an organisation is one of its right person, too.
_ASKED = (
    "(select a.id, a.contact_id, a.owner_id, a.state, a.made_on, a.due_on, a.sentence from asks a union all"
    " select a.id, p.contact_id, a.owner_id, a.state, a.made_on, a.due_on, a.sentence from asks a"
    " join ask_contacts p on p.ask_id = a.id and p.part = 'right person')"
)
OTHERS_ASK = (
    "select q.contact_id, min(o.name) as detail, min(coalesce(q.made_on, q.due_on)) as day"
    f" from {_ASKED} as q join selection s on s.contact_id = q.contact_id join accounts o on o.id = q.owner_id"
    " where q.owner_id <> coalesce(:actor_id, 0) and q.state in ('planned', 'made', 'agreed')"
    " and coalesce(q.made_on, q.due_on) >= {days_after(cast(:today as text); -cast(:days as {int}))}"
    " and coalesce(q.made_on, q.due_on) <= {days_after(cast(:today as text); cast(:days as {int}))}"
    " group by q.contact_id"
)
ASKED_OFTEN = (
    "select q.contact_id, cast(count(*) as text) as detail, cast(:days as {int}) as days, cast(:most as {int}) as most"
    f" from {_ASKED} as q join selection s on s.contact_id = q.contact_id"
    " where q.made_on > {days_after(cast(:today as text); -cast(:days as {int}))} and q.made_on <= :today"
    " group by q.contact_id having count(*) >= :most"
)
# Once it is due, or has waited so many days: as the list of the day has it.
UNANSWERED = (
    f"select q.contact_id, max(q.made_on) as detail from {_ASKED} as q join selection s on s.contact_id = q.contact_id"
    " where q.state = 'made' and (q.due_on < :today"
    " or q.made_on <= {days_after(cast(:today as text); -cast(:days as {int}))})"
    f" and not exists (select 1 from {_ASKED} as later where later.contact_id = q.contact_id"
    " and later.made_on >= q.made_on and later.state <> 'made') group by q.contact_id"
)
