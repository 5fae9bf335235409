"""A test of a mailing: one message to one of ours, as somebody else would read it."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from outreach_crm.app import App
from outreach_crm.contacts import service as contacts
from outreach_crm.contacts.model import Contact, ContactDraft
from outreach_crm.dispatch import service
from outreach_crm.dispatch.model import Dispatch, Draft, State, Text
from outreach_crm.errors import RefusedError
from outreach_crm.groups import service as groups
from outreach_crm.privacy import service as privacy
from outreach_crm.privacy.model import ConsentDraft
from outreach_crm.segments import service as segments
from outreach_crm.timeline import service as timeline
from tests.builders import a_group
from tests.dispatch.letters import SELECTED, Wire, a_letter, a_segment, an_addressee, with_rules

TEXTS = (
    Text(language="en", subject="News for {name}", body="{salutation},\n\na brace: {{."),
    Text(language="es", subject="Noticias", body="{salutation}"),
)


@pytest.fixture(name="app")
def with_wire(app: App) -> App:
    app = with_rules(app)
    a_segment(app)
    return app


def drafted(app: App) -> Dispatch:
    given: dict[str, Any] = {"purpose": "mailings", "channel": "wire", "segment": "organisations"}
    return service.draft(app, Draft(name="Spring letter", texts=TEXTS, **given))


def a_member(app: App, name: str = "Maria Berg", **fields: str) -> Contact:
    """Add a member of the section who can be written to."""
    email = f"{name.split(maxsplit=1)[0].lower()}@example.org"
    given = {"membership": "member", **fields}
    return with_basis(app, contacts.add(app, ContactDraft(name=name, emails=(email,), fields=given)))


def with_basis(app: App, contact: Contact) -> Contact:
    """Write down on which basis somebody is held."""
    basis = ConsentDraft(purpose="mailings", basis="members-and-contacts", source="list")
    privacy.record(app, contact.id, basis)
    return contact


def test_it_looks_as_it_would_for_somebody_and_says_that_it_is_a_test(app: App, wire: Wire) -> None:
    bar = an_addressee(app, "Bar {x}", language="en")
    colegio = an_addressee(app, "Colegio", language="es")
    maria, seen = a_member(app), list[tuple[str, str, str]]()
    wire.before = lambda messages: seen.extend((one.address, one.subject, one.body) for one in messages)
    made = drafted(app)
    for who in (bar, colegio):
        sent = service.send_test(app, made.id, maria.id, seen_as=who.id)
        assert (sent.sent, sent.dispatch.state) == (1, State.DONE)
    assert service.send_test(app, made.id, maria.id).dispatch.name == "Spring letter (test 3)"
    assert seen == [
        ("maria@example.org", "[Test] News for Bar {x}", "Dear Bar {x},\n\na brace: {."),
        ("maria@example.org", "[Test] Noticias", "Hola, Colegio"),
        ("maria@example.org", "[Test] News for Maria Berg", "Dear Maria Berg,\n\na brace: {."),
    ]


@pytest.mark.usefixtures("wire")
def test_of_a_list_that_is_frozen_it_shows_what_somebody_in_it_gets(app: App) -> None:
    bar, maria = an_addressee(app, "Bar"), a_member(app)
    letter = a_letter(
        app, texts=(Text(language="en", subject="x", body="to you {note}"),), variants={"near": {"note": "here"}}
    )
    with app.store.selection() as chosen:
        chosen.fill(SELECTED)
        app.store.execute("update selection set variant = 'near'")
        service.freeze(app, letter.id, chosen)
    for seen_as, body in ((bar, "to you here"), (maria, "to you ")):
        sent = service.send_test(app, letter.id, maria.id, seen_as=seen_as.id)
        assert sent.dispatch.texts[0].body == body


@pytest.mark.usefixtures("wire")
def test_its_files_go_with_it(app: App) -> None:
    maria, made = a_member(app), drafted(app)
    service.attach(app, made.id, "law.txt", b"Article 1")
    sent = service.send_test(app, made.id, maria.id)
    assert [one.name for one in service.files(app, sent.dispatch.id)] == ["law.txt"]


@pytest.mark.usefixtures("wire")
def test_it_is_in_the_history_and_counts_neither_as_received_nor_as_missed(app: App) -> None:
    maria, made = a_member(app), drafted(app)
    service.send_test(app, made.id, maria.id)
    assert [one.title for one in timeline.history(app, maria.id)] == ["Spring letter (test 1)"]
    for condition in ("received=spring", "missed=spring"):
        assert segments.first(app, segments.read(app, [condition])) == []
    assert service.get(app, made.id).state is State.DRAFT


@pytest.mark.usefixtures("wire")
def test_it_goes_to_one_of_ours_and_to_nobody_else(app: App) -> None:
    made, bar = drafted(app), an_addressee(app, "Bar")
    jon = with_basis(app, contacts.add(app, ContactDraft(name="Jon")))
    for stranger in (bar, jon, a_member(app, "Leo Old", membership_to="2026-03-08")):
        with pytest.raises(RefusedError, match="neither a member nor in one of our groups"):
            service.send_test(app, made.id, stranger.id)
    groups.join(app, a_group(app).contact_id, jon.id)
    with pytest.raises(RefusedError, match="cannot go to Jon: has no address for this channel"):
        service.send_test(app, made.id, jon.id)


@pytest.mark.usefixtures("wire")
def test_it_meets_clearance_like_any_other_message(app: App) -> None:
    made, maria = drafted(app), a_member(app, country="AQ")
    with pytest.raises(RefusedError, match="cannot go to Maria Berg: lives where it is too cold"):
        service.send_test(app, made.id, maria.id)
    assert [one.name for one in service.list_dispatches(app, everything=True)] == ["Spring letter"]


def test_the_command_sends_it_before_anybody_has_checked_the_text(cli: Callable[..., Result], tmp_path: Path) -> None:
    cli("contacts", "add", "Bar", "--organisation", "--email", "bar@example.org")
    app = App.open(os.environ["OUTREACH_DATABASE"])
    a_member(app)
    app.close()
    cli("segments", "add", "Organisations", "--where", "kind=organisation")
    cli("mailings", "add", "Spring letter", "--segment", "organisations", "--subject", "To {name}", "--body", "x")
    out = tmp_path / "out"
    told = cli("mailings", "test", "spring", "--to", "Maria", "--as", "bar", "--folder", str(out)).stdout
    assert "1 sent now" in told
    (file,) = out.glob("maria-berg *.txt")
    assert "Subject: [Test] To Bar\n" in file.read_text("utf-8")
    # Whoever names the mailing means it, and none of its tests.
    assert json.loads(cli("mailings", "show", "spring", "--json").stdout)["dispatch"]["state"] == "draft"
