"""The field that holds the page on which a recipient takes themself off the list: each has their own."""

import re
from typing import Any

import pytest

from outreach_crm.app import App
from outreach_crm.dispatch import service
from outreach_crm.dispatch.model import Draft, Letter, Text
from outreach_crm.errors import InvalidInputError
from outreach_crm.privacy import service as privacy
from tests.builders import with_settings
from tests.dispatch.letters import SELECTED, Wire, a_letter, an_addressee, under_way, with_rules

ADDRESS = "https://pages.example.org"
BODY = "{salutation},\n\nto leave: {leave}\n"
TEXTS = (Text(language="en", subject="News", body=BODY),)


@pytest.fixture(name="app")
def with_two(app: App) -> App:
    app = with_settings(with_rules(app), web={"address": ADDRESS})
    an_addressee(app, "Bar")
    an_addressee(app, "Guild")
    return app


def links(wire: Wire, app: App, **draft: Any) -> list[str]:
    """Send a mailing, and return the links in what was carried."""
    bodies: list[str] = []
    wire.before = lambda messages: bodies.extend(one.body for one in messages)
    service.send(app, under_way(app, **draft).id)
    return [found for body in bodies for found in re.findall(r"https://\S+", body)]


def test_each_recipient_has_a_link_of_their_own(app: App, wire: Wire) -> None:
    one, other = links(wire, app, texts=TEXTS)
    assert one != other
    for link in (one, other):
        purpose, medium, token = link.removeprefix(f"{ADDRESS}/you/").split("/")
        assert (purpose, medium) == ("mailings", "email")
        assert privacy.whose_link(app, purpose, medium, token)


def test_a_variant_may_hold_it(app: App, wire: Wire) -> None:
    draft = service.draft(
        app,
        Draft(
            name="News",
            purpose="mailings",
            texts=(Text(language="en", subject="News", body="{note}"),),
            variants={"one": {"note": "to leave: {leave}"}},
        ),
    )
    with app.store.selection() as chosen:
        chosen.fill("select id as contact_id, 'one' as variant from v_contacts", columns=("contact_id", "variant"))
        (first, _) = service.preview(app, draft.id, chosen).examples
    assert ADDRESS in first.body


def test_without_pages_it_is_told_to_be_empty(app: App) -> None:
    for address, told in ((ADDRESS, {}), ("", {"leave": 2})):
        here = with_settings(app, web={"address": address})
        letter = a_letter(here, f"Letter {address}", texts=TEXTS)
        with here.store.selection() as chosen:
            chosen.fill(SELECTED)
            assert {one.key: one.n for one in service.preview(here, letter.id, chosen).missing} == told


def test_no_letter_that_is_sent_on_may_hold_it(app: App) -> None:
    letter = Letter(language="en", name="The Minister", address="", salutation="Sir", body="{leave}", copies="")
    with pytest.raises(InvalidInputError, match=r"\{leave\} is not a field"):
        a_letter(app, letters=(letter,))


def test_a_test_holds_the_link_of_whoever_gets_it(app: App) -> None:
    from outreach_crm.contacts import service as contacts
    from outreach_crm.dispatch.service.testing import _as_seen

    made = a_letter(app, texts=TEXTS)
    text = _as_seen(app, service.get(app, made.id), contacts.resolve(app, "Bar"))
    assert text.body == "Dear Bar,\n\nto leave: {leave}"
