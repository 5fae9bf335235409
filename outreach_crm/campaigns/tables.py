"""The tables of campaigns, and what other features may read of them."""

from outreach_crm.storage import Kept, MigrationSet, OnErase, Owner

_M001 = """
create table campaigns (
    id {id},
    name {text} not null,
    name_key {text} not null unique,
    from_on {text},
    to_on {text} check (to_on >= from_on),
    group_id {int} references contacts (id),
    change_id {int} not null
) {strict};
create index campaigns_group on campaigns (group_id) where group_id is not null;
create table campaign_countries (
    id {id},
    campaign_id {int} not null references campaigns (id),
    country {text} not null,
    change_id {int} not null,
    unique (campaign_id, country)
) {strict};
create index campaign_countries_country on campaign_countries (country);
create table campaign_keywords (
    id {id},
    campaign_id {int} not null references campaigns (id),
    keyword_id {int} not null references keywords (id),
    change_id {int} not null,
    unique (campaign_id, keyword_id)
) {strict};
create index campaign_keywords_keyword on campaign_keywords (keyword_id);
create table campaign_links (
    id {id},
    campaign_id {int} not null references campaigns (id),
    ref_kind {text} not null,
    ref_id {int} not null,
    title {text} not null,
    on_date {text} not null,
    change_id {int} not null,
    unique (ref_kind, ref_id, campaign_id)
) {strict};
create index campaign_links_campaign on campaign_links (campaign_id, on_date);
create table campaign_link_contacts (
    id {id},
    link_id {int} not null references campaign_links (id),
    contact_id {int} not null references contacts (id),
    change_id {int} not null,
    unique (contact_id, link_id)
) {strict};
create index campaign_link_contacts_link on campaign_link_contacts (link_id);
"""

_OWNED = Owner("campaigns", "campaign_id")

MIGRATIONS = MigrationSet(
    feature="campaigns",
    steps={"m001_campaigns": _M001},
    kept=(
        Kept(table="campaigns", title="campaign", about=("group_id",), on_erase=OnErase.CLEAR),
        Kept(table="campaign_countries", title="country of a campaign", owner=_OWNED),
        Kept(table="campaign_keywords", title="theme of a campaign", owner=_OWNED),
        # No owner: a link is taken back with whatever was linked, not with the campaign.
        Kept(table="campaign_links", title="link to a campaign"),
        # Whom a link is about stands here and not in its title, so that circles and erasure reach it.
        Kept(
            table="campaign_link_contacts",
            title="contact in a link to a campaign",
            about=("contact_id",),
            owner=Owner("campaign_links", "link_id"),
        ),
    ),
    views={
        # group_id: the responsible group as a contact; days may be unknown.
        "v_campaigns": "select id, name, from_on, to_on, group_id from campaigns",
        # country: ISO 3166.
        "v_campaign_countries": "select campaign_id, country from campaign_countries",
        # on_date: the day of what is linked, given by whoever linked it.
        "v_campaign_links": "select campaign_id, ref_kind, ref_id, on_date from campaign_links",
    },
)
