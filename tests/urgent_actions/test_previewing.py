"""What a preview says of everybody who is signed up: who gets an issue and why, who does not and why not."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from outreach_crm.accounts import service as accounts
from outreach_crm.app import App
from outreach_crm.contacts import service as contacts
from outreach_crm.contacts.model import ContactDraft, Kind
from outreach_crm.errors import NotFoundError
from outreach_crm.privacy import service as privacy
from outreach_crm.privacy.model import ConsentDraft
from outreach_urgent_actions.model import Decision
from outreach_urgent_actions.service import finding, pausing, previewing
from tests.builders import a_person, acting, an_organisation
from tests.urgent_actions.builders import add_issue, add_sign_up, received
from tests.urgent_actions.outgoing import sent

Cli = Callable[..., Result]


def at(app: App, name: str, email: str = "", kind: Kind = Kind.ORGANISATION, **fields: str) -> int:
    """Add a contact with an e-mail address and return its id."""
    emails = (email,) if email else ()
    return contacts.add(app, ContactDraft(name=name, kind=kind, emails=emails, fields=fields)).id


def told(app: App, issue_id: int) -> dict[str, tuple[str, str]]:
    """Return of everybody the decision and rule, by name."""
    return {one.contact: (one.decision.value, one.rule) for one in previewing.everybody(app, issue_id)}


def test_everybody_who_is_signed_up_is_told_with_the_reason_or_the_rule(app: App) -> None:
    add_sign_up(app, at(app, "Alba", "alba@example.org"), "health professionals")
    add_sign_up(app, an_organisation(app, "Brisa").id, "lawyers")
    add_sign_up(app, an_organisation(app, "Cima").id, "nurses", without="Chile")
    dora = an_organisation(app, "Dora").id
    add_sign_up(app, dora, "nurses", at_most="1/month")
    received(app, dora, add_issue(app, "nurses"))
    add_sign_up(app, a_person(app, "Eva Sol").id, "nurses")
    issue = add_issue(app, "nurses", "Chile")
    assert told(app, issue) == {
        "Alba": ("send", ""),
        "Brisa": ("no", "no-keyword"),
        "Cima": ("no", "excluded"),
        "Dora": ("hold", "limit"),
        "Eva Sol": ("no", "no-basis"),
    }
    alba = next(previewing.everybody(app, issue))
    assert alba.because == ("signed up for Health professionals (Nurses → Health professionals)",)
    dora_told = next(one for one in previewing.everybody(app, issue) if one.contact == "Dora")
    assert dora_told.because == ("signed up for Nurses",)
    assert dora_told.why_not == "the limit is reached: 1 received in its time"


def test_a_household_gets_one_copy_and_the_other_is_told_who_gets_it(app: App) -> None:
    for name in ("Alba", "Brisa"):
        add_sign_up(app, at(app, name, "casa@example.org"))
    found = {one.contact: one for one in previewing.everybody(app, add_issue(app))}
    assert found["Alba"].decision is Decision.SEND
    assert (found["Brisa"].rule, found["Brisa"].why_not) == ("shared-address", "Alba receives it at the same address")


def test_who_objected_or_is_suppressed_stands_in_the_list_with_the_rule(app: App) -> None:
    eva, fay = (at(app, name, f"{name[:3]}@example.org", Kind.PERSON) for name in ("Eva Sol", "Fay Low"))
    for one in (eva, fay):
        privacy.record(app, one, ConsentDraft(purpose="urgent-actions", basis="contract"))
        add_sign_up(app, one)
    privacy.suppress(app, "fay@example.org", because="asked by phone")
    assert told(app, add_issue(app)) == {"Eva Sol": ("send", ""), "Fay Low": ("no", "suppressed")}


def test_counts_are_by_sector_country_channel_and_language(app: App) -> None:
    add_sign_up(app, an_organisation(app, "Alba", country="ES", language="es").id, like="medical")
    add_sign_up(app, an_organisation(app, "Brisa", country="FR").id, "nurses")
    look = previewing.preview(app, add_issue(app, "nurses", languages=["en", "es"]))
    assert look.recipients == 2
    assert look.counts == {
        "sector": {"": 1, "medical": 1},
        "country": {"ES": 1, "FR": 1},
        "channel": {"folder": 2},
        "language": {"en": 1, "es": 1},
    }


def test_a_contact_of_another_circle_is_in_nobody_elses_preview(app: App) -> None:
    alba = an_organisation(app, "Alba").id
    add_sign_up(app, alba)
    issue = add_issue(app)
    with app.change("test: hide"):
        circle = accounts.add_circle(app, "Board")
        app.store.update("contacts", alba, {"circle_id": circle.id})
    with acting(app, "Nora") as other:
        assert told(other, issue) == {}


def test_what_is_not_there_cannot_be_looked_at(app: App) -> None:
    with pytest.raises(NotFoundError, match="no Urgent Action"):
        previewing.preview(app, 4711)
    with pytest.raises(NotFoundError, match="no case"):
        finding.find_issue(app, "UA 1/99")


def test_a_follow_up_goes_to_who_got_the_first_and_to_nobody_else(app: App, tmp_path: Path) -> None:
    alba, brisa = at(app, "Alba"), at(app, "Brisa")
    add_sign_up(app, alba, "nurses")
    add_sign_up(app, brisa, "nurses")
    sent(app, add_issue(app, "nurses", ref="UA 205/2001"), tmp_path)
    add_sign_up(app, at(app, "Cima"), "nurses")
    pausing.leave(app, brisa)
    update = add_issue(app, "lawyers", ref="UA 205/2001", kind="followup")
    assert told(app, update) == {
        "Alba": ("send", ""),
        "Brisa": ("no", "left"),
        "Cima": ("no", "no-original"),
    }


def test_a_preview_is_drawn_for_people_and_streamed_for_machines(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    cli("contacts", "add", "Alba", "--organisation")
    cli("ua", "sign-up", "Alba", "--keyword", "health professionals")
    with_app(add_issue, "nurses", ref="UA 205/2001")
    shown = cli("ua", "preview", "UA 205/01").stdout
    assert "1 gets it:" in shown
    with_app(add_issue, "lawyers", ref="UA 206/2001")
    assert "Nobody gets it." in cli("ua", "preview", "UA 206/01").stdout
    assert "Nurses → Health professionals" in shown
    (one,) = json.loads(cli("ua", "preview", "UA 205/01", "--json").stdout)
    assert (one["contact"], one["decision"], one["rule"], one["channel"]) == ("Alba", "send", "", "folder")
    assert one["because"] == ["signed up for Health professionals (Nurses → Health professionals)"]


def with_app(work: Callable[..., object], *arguments: str, **named: str) -> None:
    """Do something in the database of the command line."""
    app = App.open(actor="maria")
    try:
        work(app, *arguments, **named)
    finally:
        app.close()
