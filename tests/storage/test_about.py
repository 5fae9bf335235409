"""Everything that is held about a contact is found, and nothing that is only about others."""

from outreach_crm.app import App
from outreach_crm.storage.about import Fate, HeldRow, held_about, past_about
from outreach_crm.timeline import service as timeline
from outreach_crm.timeline.model import LogDraft
from tests.builders import a_person
from tests.storage.marked import marked, surroundings


def texts(rows: list[HeldRow]) -> str:
    return " ".join(str(value) for row in rows for value in row.values.values())


def test_every_table_that_holds_a_contact_is_walked(app: App) -> None:
    around = surroundings(app)
    one, other = marked(app, 1, around), marked(app, 2, around)
    rows = list(held_about(app.store, one.id))
    mine = {row.table for row in rows}
    assert mine >= {
        "contacts",
        "contact_points",
        "contact_addresses",
        "contact_ids",
        "contact_sectors",
        "contact_roles",
        "contact_relations",
        "contact_fields",
        "group_members",
        "timeline_entries",
        "tasks",
        "campaign_links",
        "reminder_answers",
    }
    assert one.mark in texts(rows)
    assert other.mark not in texts(rows)


def test_what_rows_were_is_held_too(app: App) -> None:
    one = marked(app, 1, surroundings(app))
    past = [str(row.values) for row in past_about(app.store, one.id)]
    assert any(f"{one.mark}was" in values for values in past)


def test_the_rows_name_the_others_they_are_about(app: App) -> None:
    ana, jorge = a_person(app, "Ana Ruiz"), a_person(app, "Jorge Paz")
    with app.change("relate"):
        app.store.insert("contact_relations", {"from_id": jorge.id, "to_id": ana.id, "kind": "knows"})
    (relation,) = [row for row in held_about(app.store, ana.id) if row.table == "contact_relations"]
    assert (relation.others, relation.fate) == ((jorge.id,), Fate.GOES)


def test_an_entry_that_others_share_is_told_as_shared(app: App) -> None:
    ana, jorge = a_person(app, "Ana Ruiz"), a_person(app, "Jorge Paz")
    timeline.log(app, LogDraft(contact_ids=(ana.id, jorge.id), summary="met both"))
    fates = {row.table: row.fate for row in held_about(app.store, jorge.id)}
    assert fates["timeline_entries"] is Fate.SHARED
    assert fates["timeline_contacts"] is Fate.GOES
    took_part = [row for row in held_about(app.store, jorge.id) if row.table == "timeline_contacts"]
    assert [row.values["contact_id"] for row in took_part] == [jorge.id]
