"""Cases, how far they are, what they are linked to, and what is kept with them."""

from outreach_crm.policy import DataClass
from outreach_crm.storage import Kept, Mask, Owner

# Levels of the portfolio and our own decisions are rows that are only added to; the last one of a track on or before a
# day, and of one day the last one written, says how far a case was on that day. An undo strikes a row out.
# A person is one; of a group or community the number may be known, estimated or unknown.
# A case with a circle is there for its members only; so nobody else learns that one of a reference is there already.
# A version of the casefile owns its document (attachments of case_versions); none takes the place of another.
SQL = """
create table cases (
    id {id},
    ref {text} not null default '',
    name {text} not null,
    sort_name {text} not null,
    words {text} not null,
    whom {text} not null check (whom in ('person', 'group', 'community')),
    people {int} check (people > 0),
    counted {text} not null check (counted in ('known', 'estimated', 'unknown')),
    gender {text} not null default '' check (gender in ('', 'f', 'm', 'x')),
    country {text} not null default '',
    language {text} not null default '',
    public {int} not null default 1 check (public in (0, 1)),
    consent {text} not null default 'not known'
        check (consent in ('not known', 'agrees to public work', 'agrees to quiet work only', 'wants no work')),
    wish {text} not null default '',
    poc {int} not null default 0 check (poc in (0, 1)),
    opened_on {text} not null,
    circle_id {int} references circles (id),
    change_id {int} not null,
    check (whom <> 'person' or (people = 1 and counted = 'known')),
    check ((people is null) = (counted = 'unknown'))
) {strict};
create unique index cases_ref on cases (ref) where ref <> '' and circle_id is null;
create unique index cases_ref_within on cases (ref, circle_id) where ref <> '' and circle_id is not null;
create index cases_circle on cases (circle_id) where circle_id is not null;
create index cases_name on cases (sort_name, id);
create index cases_country on cases (country, id);
create table case_transitions (
    id {id},
    case_id {int} not null references cases (id),
    track {text} not null check (track in ('level', 'decision')),
    state {text} not null,
    decided_on {text} not null,
    reason {text} not null default '' check (reason in ('', 'released', 'sentence lifted', 'threat ended', 'died',
        'their wish', 'ethical risk or safety', 'capacity or strategy', 'duplicate')),
    note {text} not null default '',
    decided_by {text} not null,
    said_by {text} not null,
    change_id {int} not null,
    check ((track = 'level' and state in ('draft', 'active', 'dormant', 'closed'))
        or (track = 'decision' and state in ('work', 'not')))
) {strict};
create index case_transitions_case on case_transitions (case_id, track, decided_on, id);
create index case_transitions_day on case_transitions (decided_on, id);
create table case_keywords (
    id {id},
    case_id {int} not null references cases (id),
    keyword_id {int} not null references keywords (id),
    change_id {int} not null,
    unique (case_id, keyword_id)
) {strict};
create index case_keywords_keyword on case_keywords (keyword_id);
create table case_links (
    id {id},
    case_id {int} not null references cases (id),
    other_id {int} not null references cases (id),
    kind {text} not null check (kind in ('continues', 'same event', 'family')),
    change_id {int} not null,
    unique (case_id, other_id, kind),
    check (case_id <> other_id)
) {strict};
create index case_links_other on case_links (other_id);
create table case_pointers (
    id {id},
    case_id {int} not null references cases (id),
    ref_kind {text} not null,
    ref_id {int} not null,
    called {text} not null,
    change_id {int} not null,
    unique (case_id, ref_kind, ref_id)
) {strict};
create index case_pointers_ref on case_pointers (ref_kind, ref_id);
create table case_addressees (
    id {id},
    case_id {int} not null references cases (id),
    position {int} not null,
    name {text} not null,
    salutation {text} not null default '',
    lines {text} not null default '',
    email {text} not null default '',
    change_id {int} not null
) {strict};
create index case_addressees_case on case_addressees (case_id, position);
create table case_versions (
    id {id},
    case_id {int} not null references cases (id),
    dated_on {text} not null,
    note {text} not null default '',
    kept_by {text} not null,
    change_id {int} not null
) {strict};
create index case_versions_case on case_versions (case_id, dated_on, id);
create table case_notes (
    id {id},
    case_id {int} not null references cases (id),
    text {text} not null,
    circle_id {int} references circles (id),
    written_by {text} not null,
    written_on {text} not null,
    change_id {int} not null
) {strict};
create index case_notes_case on case_notes (case_id, id);
create index case_notes_circle on case_notes (circle_id) where circle_id is not null;
"""

_OWNED = Owner("cases", "case_id")
KEPT = (
    Kept(table="cases", title="long-term case", words=True),
    Kept(table="case_transitions", title="level or decision of a case", owner=_OWNED, ledger=True),
    Kept(table="case_keywords", title="concern of a case", owner=_OWNED),
    Kept(table="case_links", title="link between cases", owner=_OWNED),
    Kept(table="case_pointers", title="what belongs to a case", owner=_OWNED),
    Kept(table="case_addressees", title="addressee of appeals on a case", owner=_OWNED),
    Kept(table="case_versions", title="version of a casefile", owner=_OWNED),
    Kept(table="case_notes", title="restricted note on a case", owner=_OWNED, withheld=True),
)
_AT_RISK = {"consent": "'not known'"}
# What somebody wishes, and whether they agree, is told to whoever may know it; so is what is kept apart.
MASKS = (
    Mask(table="cases", data=DataClass.AT_RISK, columns={**_AT_RISK, "wish": "''"}),
    Mask(table="v_cases", data=DataClass.AT_RISK, columns=_AT_RISK),
    Mask(table="case_notes", data=DataClass.AT_RISK),
)
VIEWS = {
    # Rows that an undo struck out are left out.
    "v_case_transitions": (
        "select t.id, t.case_id, t.track, t.state, t.decided_on, t.reason, t.note, t.decided_by, t.said_by, t.change_id"
        " from case_transitions t where not exists"
        " (select 1 from struck_out x where x.tbl = 'case_transitions' and x.row_id = t.id)"
    ),
    # Who answers with cases, counts or joins them asks {within(c)}; with what belongs to them, {told(kind; id)}.
    "v_cases": (
        "select id, ref, name, sort_name, whom, people, counted, gender, country, language, public, consent, poc,"
        " opened_on, circle_id from cases"
    ),
}
