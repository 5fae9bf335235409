"""Nothing of whoever is erased is left in any mailing; who was merged gets one letter and not two."""

from attrs import evolve

from outreach_crm import erasure
from outreach_crm.app import App
from outreach_crm.changes import service as changes
from outreach_crm.contacts import service as contacts
from outreach_crm.contacts.model import Contact
from outreach_crm.dispatch import service
from outreach_crm.dispatch.model import DeliveryState, Letter, Outcome, Text
from outreach_crm.settings import Settings
from tests.dispatch.letters import a_letter, an_addressee, frozen, under_way, with_rules
from tests.dispatch.test_testing import a_member
from tests.mail.posting import left_for, returned, taken
from tests.storage.marked import rows_with

_MARK = "zxana"
_TEXTS = (Text(language="en", subject="News for {name}", body="{salutation}, the law is out."),)
_LETTER = Letter(language="en", name="The minister", body="I, {name}, ask you.")


def ana_who_stands_everywhere(app: App) -> Contact:
    """Return a contact that every table of mailings and of e-mail says something of."""
    ana = an_addressee(app, f"Ana {_MARK}", f"ana.{_MARK}@example.org")
    maria = a_member(app)
    sent = under_way(app, texts=_TEXTS, letters=(_LETTER,))
    service.send(app, sent.id)
    left = left_for(app, sent, ana)
    taken(app, returned(app, "a reply", left))
    app.store.execute("update mail_returns set text = :said, subject = :said, diagnostic = :said", said=_MARK)
    service.came_back(app, {left.id: f"ana.{_MARK}@example.org does not exist"})
    service.send_test(app, sent.id, maria.id, seen_as=ana.id)
    for name, became, reply in (
        ("Printed letter", DeliveryState.IN_HAND, "sheet 1"),
        ("Refused letter", DeliveryState.FAILED, f"no {_MARK} here"),
    ):
        batch = service.claim(app, "wire", "here/1", dispatch_id=under_way(app, name, texts=_TEXTS).id)
        assert batch is not None
        service.settle(app, "here/1", [Outcome(id=one.id, state=became, reply=reply) for one in batch.messages])
    frozen(app, a_letter(app, "Frozen letter", texts=_TEXTS))
    return contacts.get(app, ana.id)


def office(app: App) -> App:
    return evolve(with_rules(app), settings=Settings({"mail": {"return_path": "returns@example.org"}}))


def test_no_row_of_a_mailing_bears_the_name_of_whoever_was_erased(app: App) -> None:
    app = office(app)
    ana = ana_who_stands_everywhere(app)
    held = {one.partition(".")[0] for one in rows_with(app, [_MARK])}
    assert held >= {"contacts", "deliveries", "dispatch_texts", "mail_returns"}
    erasure.erase(app, [ana.id], because="asked for it")
    assert rows_with(app, [_MARK]) == []


def test_what_a_merge_moved_of_mailings_is_moved_back_by_its_undo(app: App) -> None:
    app = office(app)
    ana, other = ana_who_stands_everywhere(app), an_addressee(app, "Bar")

    def whose() -> dict[str, set[int]]:
        columns = {"deliveries": "contact_id", "dispatch_texts": "seen_as", "mail_returns": "contact_id"}
        sql = "select distinct {0} as whose from {1} where {0} in (:one, :other)"
        return {
            table: {row["whose"] for row in app.store.rows(sql.format(column, table), one=ana.id, other=other.id)}
            for table, column in columns.items()
        }

    assert set().union(*whose().values()) == {ana.id}
    contacts.merge(app, other.id, ana.id)
    assert set().union(*whose().values()) == {other.id}
    changes.undo(app, changes.latest(app)[0].id)
    assert set().union(*whose().values()) == {ana.id}


def test_whoever_was_merged_is_erased_from_mailings_with_the_other(app: App) -> None:
    app = office(app)
    ana = ana_who_stands_everywhere(app)
    other = an_addressee(app, "Bar")
    contacts.merge(app, other.id, ana.id)
    erasure.erase(app, [other.id], because="asked for it")
    assert rows_with(app, [_MARK]) == []


def test_of_two_contacts_that_were_one_person_one_letter_is_handed_over(app: App) -> None:
    app = with_rules(app)
    owl, bar = an_addressee(app, "Owl"), an_addressee(app, "Bar")
    sent = under_way(app)
    batch = service.claim(app, "wire", "here/1", dispatch_id=sent.id)
    assert batch is not None
    here = [Outcome(id=one.id, state=DeliveryState.IN_HAND, code="printed") for one in batch.messages]
    service.settle(app, "here/1", here)
    contacts.merge(app, owl.id, bar.id)
    over = service.hand_over(app, sent.id, [one.id for one in here])
    of_bar = next(one.id for one in batch.messages if one.contact_id == bar.id)
    assert [(one.id, one.sentence) for one in over.held] == [(of_bar, f"is gone (merged into contact {owl.id})")]
    assert len(over.sent) == 1
