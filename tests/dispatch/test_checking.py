"""The checklist: nobody sends in the section's name what nobody has answered for."""

from typing import Any

import pytest
from attrs import evolve

from outreach_crm.app import App
from outreach_crm.changes import service as changes
from outreach_crm.dispatch import service
from outreach_crm.dispatch.model import CHECKS, Dispatch, Draft, State, Text
from outreach_crm.errors import ConflictError, InvalidInputError, RefusedError
from outreach_crm.model import Ref
from tests.builders import acting
from tests.dispatch.letters import TEXTS, Wire, a_segment, an_addressee, with_rules

ALL = tuple(CHECKS)


@pytest.fixture(name="app")
def with_wire(app: App) -> App:
    app = with_rules(app)
    an_addressee(app, "Bar")
    a_segment(app)
    return app


def drafted(app: App, **more: Any) -> Dispatch:
    draft = Draft(name="Spring letter", purpose="mailings", texts=TEXTS, channel="wire", segment="organisations")
    return service.draft(app, evolve(draft, **more))


@pytest.mark.usefixtures("wire")
def test_a_mailing_leaves_only_when_somebody_has_said_that_it_is_right(app: App) -> None:
    made = drafted(app)
    with pytest.raises(RefusedError, match=f"it is accurate, it is politically .* outreach mailings check {made.id}"):
        service.begin(app, made.id)
    assert not service.get(app, made.id).frozen_at
    service.check(app, made.id, ALL)
    assert service.begin(app, made.id).state is State.SENDING


def test_several_people_may_each_say_a_part_and_it_is_shown_who_said_what(app: App) -> None:
    made = drafted(app)
    with acting(app, "Jon") as jon:
        service.check(jon, made.id, ["accurate", "allegations-as-such"])
    said = service.check(app, made.id, ["impartial"])
    assert [(one.check, one.by) for one in said.ticks] == [
        ("accurate", "Jon"),
        ("impartial", "Maria"),
        ("allegations-as-such", "Jon"),
    ]
    assert (said.missing, said.waits_for) == (("within-mandate",), "it is within our mandate")
    assert service.show(app, made.id).checklist == said


def test_a_text_that_is_changed_afterwards_is_looked_at_again(app: App) -> None:
    made = drafted(app)
    service.check(app, made.id, ALL)
    changed = service.set_text(app, made.id, Text(language="es", subject="Noticias", body="{salutation}"))
    said = service.checklist(app, changed)
    assert (said.missing, said.outdated) == (ALL, True)
    assert "(its text was changed since)" in said.waits_for
    with pytest.raises(RefusedError, match="changed since"):
        service.begin(app, made.id)
    assert service.check(app, made.id, ALL).missing == ()


def test_a_text_that_is_put_back_is_the_one_that_was_looked_at(app: App) -> None:
    made = drafted(app)
    service.check(app, made.id, ALL)
    service.set_text(app, made.id, Text(language="en", subject="Other", body="words"))
    assert service.checklist(app, service.set_text(app, made.id, TEXTS[0])).missing == ()


@pytest.mark.usefixtures("wire")
def test_those_who_missed_it_get_the_text_that_was_looked_at(app: App, wire: Wire) -> None:
    an_addressee(app, "Guild", country="AQ")
    first = drafted(app)
    service.check(app, first.id, ALL)
    service.send(app, service.begin(app, first.id).id)
    second = service.follow(app, first.id)
    assert service.checklist(app, second).missing == ()
    other = service.set_text(app, second.id, Text(language="en", subject="Better", body="words"))
    assert service.checklist(app, other).missing == ALL


def test_what_a_plugin_answers_for_needs_no_check(app: App) -> None:
    made = drafted(app, ref=Ref("segments", 1))
    assert not service.checklist(app, made).needed
    assert service.begin(app, made.id).state is State.SENDING


def test_a_check_says_something_that_is_asked_and_before_it_leaves(app: App) -> None:
    made = drafted(app)
    with pytest.raises(InvalidInputError, match="--accurate, --impartial"):
        service.check(app, made.id, [])
    with pytest.raises(InvalidInputError, match="'accurat'.*accurate"):
        service.check(app, made.id, ["accurat"])
    service.check(app, made.id, ALL)
    service.begin(app, made.id)
    with pytest.raises(ConflictError, match="approved before"):
        service.check(app, made.id, ALL)


def test_a_check_can_be_taken_back_until_the_mailing_leaves(app: App) -> None:
    made = drafted(app)
    service.check(app, made.id, ALL)
    changes.undo(app, changes.latest(app, limit=1)[0].id)
    assert service.checklist(app, made).missing == ALL
    service.check(app, made.id, ALL)
    checked = changes.latest(app, limit=1)[0].id
    service.begin(app, made.id)
    with pytest.raises(ConflictError, match="used since"):
        changes.undo(app, checked)
    assert service.checklist(app, made).missing == ()


def test_a_file_that_is_attached_afterwards_is_looked_at_too(app: App) -> None:
    made = drafted(app)
    service.check(app, made.id, ALL)
    service.attach(app, made.id, "law.txt", b"Article 1")
    assert service.checklist(app, made).missing == ALL
    service.check(app, made.id, ALL)
    service.detach(app, made.id, "law.txt")
    assert service.checklist(app, made).outdated
