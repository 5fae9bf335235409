"""The tables of keywords, and what other features may read of them."""

from outreach_crm.storage import Kept, MigrationSet, Owner

# Nothing refers to the closure and it refers to nothing: it is derived, made anew whenever concepts or links changed.
_M001 = """
create table schemes (
    id {id},
    key {text} not null unique,
    title {text} not null,
    version {text} not null default '',
    source {text} not null default '',
    digest {text} not null default '',
    change_id {int} not null
) {strict};
create table keywords (
    id {id},
    scheme_id {int} not null references schemes (id),
    key {text} not null,
    label {text} not null,
    sort_name {text} not null,
    words {text} not null,
    facet {text} not null default '',
    definition {text} not null default '',
    codes {text} not null default '[]',
    valid_from {text},
    valid_to {text},
    change_id {int} not null,
    unique (scheme_id, key)
) {strict};
create index keywords_key on keywords (key);
create index keywords_facet on keywords (facet, sort_name);
create table keyword_labels (
    id {id},
    keyword_id {int} not null references keywords (id),
    text {text} not null,
    language {text} not null default '',
    kind {text} not null,
    lookup {text} not null,
    change_id {int} not null,
    unique (keyword_id, language, kind, text)
) {strict};
create index keyword_labels_lookup on keyword_labels (lookup);
create table keyword_links (
    id {id},
    from_id {int} not null references keywords (id),
    to_id {int} not null references keywords (id),
    kind {text} not null check (kind in ('broader', 'related')),
    stated_by {int} not null references schemes (id),
    change_id {int} not null,
    unique (from_id, to_id, kind, stated_by)
) {strict};
create index keyword_links_to on keyword_links (to_id);
create index keyword_links_stated_by on keyword_links (stated_by);
create table keyword_closure (
    general_id {int} not null,
    specific_id {int} not null,
    depth {int} not null,
    via_id {int} not null,
    primary key (general_id, specific_id)
) {clustered};
create index keyword_closure_specific on keyword_closure (specific_id);
create table keyword_closure_made (id {int} primary key check (id = 1), mark {text} not null) {strict};
insert into keyword_closure_made (id, mark) values (1, '0:0:0:0:0');
"""

_OF_KEYWORD = Owner("keywords", "keyword_id")

MIGRATIONS = MigrationSet(
    feature="keywords",
    steps={"m001_keywords": _M001},
    kept=(
        Kept(table="schemes", title="keyword scheme"),
        Kept(table="keywords", title="keyword", words=True),
        Kept(table="keyword_labels", title="name of a keyword", owner=_OF_KEYWORD),
        Kept(
            table="keyword_links",
            title="link between keywords",
            owner=Owner("keywords", "from_id"),
        ),
    ),
    views={
        # facet is empty for lists that answer no question about a case; label is English where there is one.
        "v_keywords": (
            "select k.id, s.key as scheme, k.key, k.label, k.sort_name, k.facet, k.definition, k.codes, k.valid_from,"
            " k.valid_to from keywords k join schemes s on s.id = k.scheme_id"
        ),
        # A keyword stands below itself at depth 0. Call keywords.service.prepare(app) before joining this.
        "v_keyword_closure": "select general_id, specific_id, depth, via_id from keyword_closure",
    },
)
