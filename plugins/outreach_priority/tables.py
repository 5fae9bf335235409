"""The tables of priorities: assessments, sheets, weights, decisions, sealed results, countries, plans."""

from outreach_crm.storage import Kept, MigrationSet, Moves, OnErase, Owner
from outreach_priority.model.columns import COLUMNS

# What an adviser said stays when they are erased, without their name: a result that was sealed can still be made again.
_M001 = """
create table priority_assessments (
    id {id},
    title {text} not null,
    group_id {int} references contacts (id),
    sector {text} not null default '',
    questionnaire {text} not null,
    rules {text} not null,
    seed {int} not null,
    round {int} not null default 1 check (round >= 1),
    state {text} not null check (state in ('open', 'closed', 'sealed')),
    opened_on {text} not null,
    due_on {text} not null,
    change_id {int} not null
) {strict};
create index priority_assessments_group on priority_assessments (group_id) where group_id is not null;
create table priority_subjects (
    id {id},
    assessment_id {int} not null references priority_assessments (id),
    key {text} not null,
    title {text} not null,
    sector {text} not null,
    contact_id {int} references contacts (id),
    withdrawn_on {text},
    withdrawn_because {text} not null default '',
    change_id {int} not null,
    unique (assessment_id, key)
) {strict};
create index priority_subjects_contact on priority_subjects (contact_id) where contact_id is not null;
create table priority_sheets (
    id {id},
    uid {text} not null unique,
    assessment_id {int} not null references priority_assessments (id),
    round {int} not null,
    seat {int} not null,
    adviser_id {int} references contacts (id),
    role {text} not null default '',
    state {text} not null check (state in ('asked', 'handed in', 'withdrawn')),
    handed_in_at {text},
    late {int} not null default 0,
    change_id {int} not null,
    unique (assessment_id, round, seat)
) {strict};
create index priority_sheets_adviser on priority_sheets (adviser_id) where adviser_id is not null;
create table priority_answers (
    id {id},
    sheet_id {int} not null references priority_sheets (id),
    subject_id {int} not null references priority_subjects (id),
    item {text} not null,
    rating {int} check (rating between 0 and 4),
    confidence {text} not null default '' check (confidence in ('', 'low', 'medium', 'high')),
    evidence {text} not null default '',
    source {text} not null default '',
    reason {text} not null default '',
    change_id {int} not null,
    unique (sheet_id, subject_id, item)
) {strict};
create index priority_answers_subject on priority_answers (subject_id);
create table priority_stances (
    id {id},
    sheet_id {int} not null references priority_sheets (id),
    subject_id {int} not null references priority_subjects (id),
    interest {text} not null default '',
    aims {text} not null default '[]',
    change_id {int} not null,
    unique (sheet_id, subject_id)
) {strict};
create index priority_stances_subject on priority_stances (subject_id);
create table priority_weightings (
    id {id},
    assessment_id {int} not null references priority_assessments (id),
    analysis {text} not null check (analysis in ('international', 'domestic')),
    set_by {text} not null,
    set_on {text} not null,
    method {text} not null,
    said {text} not null,
    weights {text} not null,
    change_id {int} not null,
    unique (assessment_id, analysis, set_by)
) {strict};
create table priority_decisions (
    id {id},
    assessment_id {int} not null references priority_assessments (id),
    subject_id {int} not null references priority_subjects (id),
    decided_by {text} not null,
    decided_on {text} not null,
    verdict {text} not null check (verdict in ('CLEAR', 'CAUTION', 'UNASSESSED', 'HOLD')),
    goes {int} not null check (goes in (0, 1)),
    because {text} not null,
    mitigation {text} not null default '',
    volunteer_hours {real} not null default 0 check (volunteer_hours >= 0),
    staff_hours {real} not null default 0 check (staff_hours >= 0),
    money {real} not null default 0 check (money >= 0),
    change_id {int} not null,
    unique (assessment_id, subject_id)
) {strict};
create index priority_decisions_subject on priority_decisions (subject_id);
create table priority_packages (
    id {id},
    assessment_id {int} not null references priority_assessments (id),
    subject_id {int} references priority_subjects (id),
    level {text} not null,
    model {text} not null default '' check (model in ('', 'specialist', 'network', 'advisory', 'local-brief')),
    volunteer_hours {real} not null default 0 check (volunteer_hours >= 0),
    staff_hours {real} not null default 0 check (staff_hours >= 0),
    money {real} not null default 0 check (money >= 0),
    share {real} not null check (share between 0 and 1),
    change_id {int} not null,
    unique (assessment_id, subject_id, level)
) {strict};
create index priority_packages_subject on priority_packages (subject_id) where subject_id is not null;
create table priority_results (
    id {id},
    assessment_id {int} not null unique references priority_assessments (id),
    sealed_at {text} not null,
    sealed_by {text} not null,
    because {text} not null,
    result {text} not null,
    mark {text} not null,
    change_id {int} not null
) {strict};
create table priority_links (
    id {id},
    country {text} not null,
    kind {text} not null check (kind in ('military', 'cultural', 'economic', 'strategic')),
    what {text} not null,
    source {text} not null default '',
    known_on {text} not null,
    change_id {int} not null
) {strict};
create index priority_links_country on priority_links (country);
create table priority_routes (
    id {id},
    country {text} not null,
    sector {text} not null,
    route {text} not null check (route in ('responsible', 'body', 'home')),
    strength {int} not null check (strength between 0 and 4),
    contact_id {int} references contacts (id),
    what {text} not null,
    source {text} not null default '',
    known_on {text} not null,
    change_id {int} not null,
    unique (country, sector, route, contact_id)
) {strict};
create index priority_routes_contact on priority_routes (contact_id) where contact_id is not null;
create table priority_plans (
    id {id},
    assessment_id {int} not null references priority_assessments (id),
    subject_id {int} not null references priority_subjects (id),
    level {text} not null,
    model {text} not null default '' check (model in ('', 'specialist', 'network', 'advisory', 'local-brief')),
    group_id {int} references contacts (id),
    volunteer_hours {real} not null default 0 check (volunteer_hours >= 0),
    staff_hours {real} not null default 0 check (staff_hours >= 0),
    money {real} not null default 0 check (money >= 0),
    review_on {text},
    task_id {int},
    segment_id {int},
    change_id {int} not null,
    unique (assessment_id, subject_id)
) {strict};
create index priority_plans_subject on priority_plans (subject_id);
create index priority_plans_group on priority_plans (group_id) where group_id is not null;
"""

_OF_ASSESSMENT = Owner("priority_assessments", "assessment_id")
_OF_SHEET = Owner("priority_sheets", "sheet_id")

MIGRATIONS = MigrationSet(
    feature="outreach_priority",
    steps={"m001_priority": _M001},
    kept=(
        Kept(
            table="priority_assessments",
            title="assessment of priorities",
            about=("group_id",),
            on_erase=OnErase.CLEAR,
        ),
        Kept(
            table="priority_subjects",
            title="sector or organisation of an assessment",
            about=("contact_id",),
            owner=_OF_ASSESSMENT,
            on_erase=OnErase.CLEAR,
            clears=("title",),
        ),
        # A record of its own: each sheet is taken back for itself.
        Kept(
            table="priority_sheets",
            title="sheet of an adviser",
            about=("adviser_id",),
            on_erase=OnErase.CLEAR,
            clears=("role",),
        ),
        # Nobody sees what others said before a round is closed, not in the history either.
        Kept(
            table="priority_answers",
            title="rating of an adviser",
            owner=_OF_SHEET,
            on_erase=OnErase.CLEAR,
            withheld=True,
        ),
        Kept(
            table="priority_stances",
            title="what an adviser says of a sector",
            owner=_OF_SHEET,
            on_erase=OnErase.CLEAR,
            withheld=True,
        ),
        Kept(table="priority_weightings", title="weights of an assessment"),
        Kept(table="priority_decisions", title="decision on a caution or hold"),
        Kept(table="priority_packages", title="package of effort"),
        Kept(table="priority_results", title="sealed result of an assessment"),
        Kept(table="priority_links", title="link of our society with a country"),
        Kept(
            table="priority_routes",
            title="route of a sector to a country",
            about=("contact_id",),
            on_erase=OnErase.CLEAR,
            clears=("what", "source"),
        ),
        Kept(
            table="priority_plans",
            title="plan for a sector",
            about=("group_id",),
            on_erase=OnErase.CLEAR,
        ),
    ),
    columns=COLUMNS,
    moves=(
        Moves(
            table="priority_assessments",
            column="state",
            ways=(("open", "closed"), ("closed", "open"), ("closed", "sealed")),
        ),
    ),
    views={
        # One line for each sector or organisation (``key``: a sector's key or a ``uid``) that was given a level of
        # involvement, as the result that was adopted last has it.
        "v_priority_plans": (
            "select p.id, p.assessment_id, s.key, s.sector, s.contact_id, p.level, p.model, p.group_id, p.review_on"
            " from priority_plans p join priority_subjects s on s.id = p.subject_id"
            " where not exists (select 1 from priority_plans q join priority_subjects t on t.id = q.subject_id"
            " where t.key = s.key and q.id > p.id)"
        ),
    },
)
