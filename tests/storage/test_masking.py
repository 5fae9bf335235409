"""What somebody may not see is in no row and no column that statements read."""

import pytest
from attrs import evolve

from outreach_crm.app import App
from outreach_crm.contacts import service as contacts
from outreach_crm.contacts.model import ContactDraft, Kind
from outreach_crm.contacts.service import Edit
from outreach_crm.model import Actor
from outreach_crm.policy import Action, DataClass, Role
from outreach_crm.storage.dialect import SQLITE, compiled
from outreach_crm.storage.masking import Mask, Sight

COLUMNS = {"id": "integer", "name": "text", "faith": "text"}
SECRET = Mask(table="people", data=DataClass.SPECIAL, of="t.kind = 'person'", columns={"faith": "''"})
GONE = Mask(table="notes", data=DataClass.AT_RISK)


def read(sql: str, reach: DataClass) -> str:
    sight = Sight(masks=(SECRET, GONE))
    return compiled(sight.dialect(SQLITE, lambda _: COLUMNS, reach, confined=False), sql)


MASKED = "(select t.id, t.name, case when t.kind = 'person' then '' else t.faith end as faith from people t)"


@pytest.mark.parametrize(
    ("sql", "wanted"),
    [
        ("select faith from people", f"select faith from {MASKED} people"),
        ("select p.faith from people p where p.id = 1", f"select p.faith from {MASKED} p where p.id = 1"),
        ("select 1 from x join people as p on p.id = x.id", f"select 1 from x join {MASKED} p on p.id = x.id"),
        ("select id from people where faith <> ''", f"select id from {MASKED} people where faith <> ''"),
        ("select id from people order by id", f"select id from {MASKED} people order by id"),
        ("select 1 from people left join x on 1 = 1", f"select 1 from {MASKED} people left join x on 1 = 1"),
        ("insert into y select id from people p", f"insert into y select id from {MASKED} p"),
        ("delete from people where id = 1", "delete from people where id = 1"),
        ("select people from peoples", "select people from peoples"),
    ],
)
def test_a_statement_reads_what_is_left_in_the_place_of_a_table(sql: str, wanted: str) -> None:
    assert read(sql, DataClass.PERSONAL) == wanted
    assert read(sql, DataClass.AT_RISK) == sql


def test_rows_are_left_out_where_no_column_is_named() -> None:
    gone = "select 1 from (select t.id, t.name, t.faith from notes t where 1 = 0) n"
    assert read("select 1 from notes n", DataClass.SPECIAL) == gone


def seen_by(app: App, reach: DataClass) -> App:
    """The App of somebody who looks as far as a class, on the connection of the test."""
    app.store.act_for(account=app.actor.account_id, reach=reach)
    return app


def two(app: App) -> tuple[int, int]:
    """A person and an organisation, of whom the same special things are known."""
    with app.change("add"):
        ana = contacts.add(app, ContactDraft(name="Ana Ruiz", sectors=("religious",))).id
        nuns = contacts.add(app, ContactDraft(name="Sisters of Mercy", kind=Kind.ORGANISATION, sectors=("religious",)))
        for one in (ana, nuns.id):
            contacts.edit(app, one, Edit(fields={"remarks": "prays at noon"}))
    return ana, nuns.id


def test_what_is_special_of_a_person_is_special_and_of_an_organisation_is_not(app: App) -> None:
    ana, nuns = two(app)
    told = {
        reach: [(contacts.show(app, one).sectors, contacts.get(app, one).remarks) for one in (ana, nuns)]
        for reach in (DataClass.PERSONAL, DataClass.SPECIAL)
        if seen_by(app, reach)
    }
    whole = (("religious",), "prays at noon")
    assert told == {DataClass.PERSONAL: [((), ""), whole], DataClass.SPECIAL: [whole, whole]}


def test_whoever_sees_no_persons_finds_and_counts_none(app: App) -> None:
    ana, nuns = two(app)
    seen_by(app, DataClass.INTERNAL)
    assert [one.id for one in contacts.find(app, "s")] == [nuns]
    assert [one.id for one in contacts.find(app, "a")] == []
    with pytest.raises(Exception, match="no contact"):
        contacts.get(app, ana)


def test_what_records_said_before_is_for_those_who_see_everything(app: App) -> None:
    ana, _ = two(app)
    with app.change("edit"):
        contacts.edit(app, ana, Edit(fields={"remarks": "prays no more"}))
    images = "select count(*) as n from change_rows where contact_id = :id"
    before = app.store.value(images, id=ana)
    seen_by(app, DataClass.SPECIAL)
    assert (before > 0, app.store.value(images, id=ana)) == (True, 0)


@pytest.mark.connections
def test_what_may_be_taken_out_can_be_less_than_is_seen(app: App) -> None:
    ana, _ = two(app)
    own = app.as_actor(Actor(name="Rosa", role=Role.OFFICER))
    rights = evolve(own.actor.rights, export=DataClass.PERSONAL)
    own.journal.actor = evolve(own.actor, rights=rights)
    with own.reaching(Action.EXPORT):
        assert contacts.show(own, ana).sectors == ()
    assert contacts.show(own, ana).sectors == ("religious",)
    own.close()
