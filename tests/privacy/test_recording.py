"""The ledger of consent: what is written, what is refused, and one basis for many."""

from datetime import date
from typing import Any

import pytest

from outreach_crm.app import App
from outreach_crm.changes import service as changes
from outreach_crm.errors import InvalidInputError, NotFoundError, OutreachError
from outreach_crm.privacy import service
from outreach_crm.privacy.model import ConsentDraft, State
from tests.builders import a_person, an_organisation, with_settings
from tests.privacy.conftest import DAY, Write

MEMBERS = ConsentDraft(purpose="mailings", basis="members-and-contacts", source="list of 2026")


def test_all_that_was_said_stands_in_the_ledger(app: App, ana: int) -> None:
    draft = ConsentDraft(
        purpose="mailings",
        channel="email",
        basis="consent",
        source="form",
        wording="You may write to me. \n",
        language="ES",
        proof="folder 3",
        given_on=date(2026, 1, 2),
        valid_until=date(2027, 1, 2),
    )
    service.record(app, ana, draft, because="at the congress")
    one = service.ledger(app, ana)[0]
    assert (one.state, one.purpose, one.channel, one.sector, one.basis) == (
        *("granted", "mailings", "email", "", "consent"),
    )
    assert (one.wording, one.language, one.proof, one.source) == ("You may write to me.", "es", "folder 3", "form")
    assert (one.given_on, one.valid_until) == ("2026-01-02", "2027-01-02")
    assert (one.recorded_by, one.own_word) == ("Maria", True)
    assert changes.about_contact(app, ana)[0].why == "at the congress"


def test_a_wording_is_stored_once(app: App, ana: int) -> None:
    for purpose in ("mailings", "meetings"):
        service.record(app, ana, ConsentDraft(purpose=purpose, basis="consent", source="form", wording="Yes."))
    assert app.store.value("select count(*) as n from consent_wordings") == 1


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"purpose": ""}, "for which purpose"),
        ({"basis": ""}, "on which basis"),
        ({"basis": "because"}, "no basis 'because'"),
        ({"purpose": "mailing"}, r"no purpose 'mailing' \(did you mean 'mailings'\?\)"),
        ({"channel": "emial"}, r"'emial' is not a way to reach somebody \(did you mean 'email'\?\)"),
        ({"sector": "nowhere"}, "no sector 'nowhere'"),
        ({"source": " "}, "needs a source: say where it comes from"),
        ({"basis": "consent"}, "needs a wording: say what exactly"),
        ({"basis": "legitimate-interests", "sector": "unions"}, "basis for special categories"),
        ({"given_on": date(2026, 3, 10)}, "has not come yet"),
        ({"valid_until": date(2026, 3, 8)}, "before it begins"),
        ({"state": State.OBJECTED, "purpose": "mailing"}, "no purpose"),
    ],
)
def test_what_cannot_be_right_is_refused(app: App, ana: int, given: dict[str, Any], sentence: str) -> None:
    good = {"purpose": "mailings", "basis": "members-and-contacts", "source": "list"}
    with pytest.raises((InvalidInputError, NotFoundError), match=sentence):
        service.record(app, ana, ConsentDraft(**{**good, **given}))
    assert service.ledger(app, ana) == []


def test_organisations_need_no_basis_and_may_object(app: App, write: Write) -> None:
    bar = an_organisation(app).id
    with pytest.raises(InvalidInputError, match="only persons need a basis"):
        write(bar, "granted", "mailings")
    assert write(bar, "objected").purpose == ""


def test_nothing_in_the_ledger_is_altered_or_deleted(app: App, ana: int, write: Write) -> None:
    number = write(ana, "objected").id
    with pytest.raises(OutreachError, match="only added to"), app.change("cheat"):
        app.store.update("consents", number, {"state": "granted"})
    with pytest.raises(OutreachError, match="only added to"), app.change("cheat"):
        app.store.delete("consents", number)
    assert [one.state for one in service.ledger(app, ana)] == ["objected"]


def test_what_is_undone_stays_in_the_ledger_and_counts_no_more(app: App, ana: int, write: Write) -> None:
    done = write(ana, "granted", "mailings").change_id
    undo = changes.undo(app, done).change.id
    assert [one.struck_out for one in service.ledger(app, ana)] == [True]
    assert service.present(app, ana) == []
    changes.undo(app, undo)
    assert [one.state for one in service.present(app, ana)] == ["granted"]


def test_a_section_has_its_own_purposes_channels_and_bases(app: App, ana: int) -> None:
    ours = with_settings(
        app,
        privacy={
            "purposes": [{"key": "trials", "title": "trial observation", "needs_basis": False}],
            "channels": ["signal"],
            "bases": [{"key": "consent", "title": "consent", "law": "Art. 12", "needs": ["proof"]}],
        },
    )
    assert service.find_basis(ours, "consent").law == "Art. 12"
    assert len(service.bases(ours)) == len(service.bases(app))
    draft = ConsentDraft(purpose="trials", channel="signal", basis="consent", proof="p. 3")
    assert service.record(ours, ana, draft).channel == "signal"
    with pytest.raises(InvalidInputError, match="needs a proof"):
        service.record(ours, ana, ConsentDraft(purpose="trials", basis="consent"))


def test_every_shipped_basis_has_a_law_and_a_title(app: App) -> None:
    bases = service.bases(app)
    assert len({one.key for one in bases}) == len(bases) > 12
    assert all(one.law and one.title for one in bases)
    assert {one.key for one in bases if one.own_word} == {"agreed", "consent", "explicit-consent"}


def test_each_of_many_has_its_own_row_and_what_is_known_is_left_out(app: App, ana: int) -> None:
    paul = a_person(app, "Paul Meyer").id
    no = ConsentDraft(state=State.OBJECTED, channel="phone", given_on=DAY)
    drafts = [(ana, MEMBERS), (ana, no), (paul, no), (paul, no)]
    with app.change("import", steps=True) as change, change.step():
        assert service.record_each(app, drafts) == 3
    assert service.record_each(app, drafts) == 0
    assert [one.state for one in service.ledger(app, ana)] == ["objected", "granted"]


def test_a_sector_file_names_the_basis_of_its_sector(app: App, ana: int, tmp_path: Any) -> None:
    text = 'key = "weavers"\nname = "Weavers"\nabout = "They weave."\nbasis = "members-and-contacts"\n'
    (tmp_path / "weavers.toml").write_text(text, "utf-8")
    ours = with_settings(app, sectors={"folder": str(tmp_path)})
    draft = ConsentDraft(purpose="mailings", sector="weavers", source="list")
    assert service.record(ours, ana, draft).basis == "members-and-contacts"
