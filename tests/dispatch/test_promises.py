"""What a plugin counts on that hands its messages over: several ways out, households, two at once, and the reasons."""

import types
from collections.abc import Sequence
from pathlib import Path

import pytest
from attrs import evolve

from outreach_crm import hookimpl
from outreach_crm.app import App
from outreach_crm.contacts import service as contacts
from outreach_crm.dispatch import service
from outreach_crm.dispatch.model import DeliveryState, Dispatch, Outcome, Preview, State
from outreach_crm.dispatch.service import sending
from outreach_crm.dispatch.service.channels import carrier_of
from outreach_crm.errors import ConflictError, DeliveryError
from outreach_crm.model import Channel, ClearanceRule, Ref
from outreach_crm.privacy import service as privacy
from tests.dispatch.letters import Rules, Wire, a_letter, an_addressee, states, with_rules
from tests.house import ROOT

README = ROOT / "outreach_crm" / "dispatch" / "README.md"
REASONS = {"keyword": "follows {keyword}", "region": "signed up to {region}"}
COLUMNS = ("contact_id", "channel", "language", "because")
# By file to those whose name begins with F, by wire to all others; each with a reason of its own.
CHOSEN = (
    "select c.id as contact_id, case when c.name like 'F%' then 'folder' else 'wire' end as channel,"
    " 'en' as language, '[[\"keyword\", {\"keyword\": \"' || lower(c.name) || '\"}]]' as because from v_contacts c"
)


@pytest.fixture(name="app")
def with_wire(app: App) -> App:
    return with_rules(app)


@pytest.fixture(name="wire")
def the_wire(monkeypatch: pytest.MonkeyPatch) -> Wire:
    """The one other side of all telegrams of a test; files are written as ever."""
    wire = Wire()

    def made(app: App, channel: Channel, place: str) -> object:
        return wire if channel.key == "wire" else carrier_of(app, channel, place)

    monkeypatch.setattr(sending, "carrier_of", made)
    return wire


def an_action(app: App, name: str = "UA 7/26", **more: object) -> Dispatch:
    """Draft what a plugin drafts."""
    return a_letter(app, name, reasons=REASONS, signed_up=True, **more)


def given(app: App, made: Dispatch) -> Dispatch:
    """Freeze, approve and start as a plugin does, over a selection it has filled."""
    with app.store.selection() as chosen:
        chosen.fill(CHOSEN, columns=COLUMNS)
        service.freeze(app, made.id, chosen)
    service.approve(app, made.id)
    return service.start(app, made.id)


def seen(app: App, made: Dispatch) -> Preview:
    with app.store.selection() as chosen:
        chosen.fill(CHOSEN, columns=COLUMNS)
        return service.preview(app, made.id, chosen)


def told(app: App, made: Dispatch) -> dict[str, str]:
    """Return why each is left out, by name."""
    return {one.name: one.left_out for one in service.show(app, made.id).deliveries if one.left_out}


def test_what_the_readme_shows_hands_over(app: App, wire: Wire) -> None:
    bar = an_addressee(app, "Bar")
    example = types.ModuleType("example")
    exec(README.read_text("utf-8").partition("```python\n")[2].partition("```")[0], example.__dict__)
    begun = example.hand_over(app, Ref("contacts", bar.id), CHOSEN)
    assert service.send(app, begun.id).dispatch.state is State.DONE
    assert wire.got == {"bar@example.org": ["For Bar"]}
    (told,) = service.show(app, begun.id).deliveries
    assert told.why == ("follows bar",)


def files(folder: Path) -> Sequence[str]:
    return sorted(path.name.partition(" ")[0] for path in folder.glob("*.txt"))


def test_the_reason_of_each_is_a_sentence_before_and_after(app: App) -> None:
    an_addressee(app, "Bar")
    an_addressee(app, "Owl")
    made = an_action(app)
    assert {one.sentence: one.n for one in seen(app, made).reasons} == {"follows bar": 1, "follows owl": 1}
    given(app, made)
    assert {one.name: one.why for one in service.show(app, made.id).deliveries} == {
        "Bar": ("follows bar",),
        "Owl": ("follows owl",),
    }


def test_all_ways_out_are_taken_in_one_go(app: App, wire: Wire, tmp_path: Path) -> None:
    for name in ("Bar", "Owl", "Fig", "Fox"):
        an_addressee(app, name)
    sent = service.send(app, given(app, an_action(app, place=str(tmp_path))).id)
    assert (sent.sent, sent.dispatch.state) == (4, State.DONE)
    assert (sorted(wire.got), files(tmp_path)) == (["bar@example.org", "owl@example.org"], ["fig", "fox"])


def test_a_selection_is_whole_again_after_each_way_was_looked_at(app: App) -> None:
    for name in ("Bar", "Owl", "Fig"):
        an_addressee(app, name)
    made = an_action(app)
    with app.store.selection() as chosen:
        chosen.fill(CHOSEN, columns=COLUMNS)
        first = service.preview(app, made.id, chosen)
        assert {one.key: one.n for one in first.channels} == {"wire": 2, "folder": 1}
        assert chosen.count() == 3
        assert service.preview(app, made.id, chosen) == first


def test_a_way_that_is_blocked_keeps_no_other_from_being_taken(app: App, wire: Wire, tmp_path: Path) -> None:
    def blocked(_: object) -> None:
        raise DeliveryError("The line is dead.")

    an_addressee(app, "Bar")
    an_addressee(app, "Zebra")
    an_addressee(app, "Fig")
    wire.before = blocked
    made = given(app, an_action(app, place=str(tmp_path)))
    sent = service.send(app, made.id)
    assert (sent.halted, sent.dispatch.state, files(tmp_path)) == ("The line is dead.", State.PAUSED, ["fig"])
    assert states(app, made) == {"Bar": "queued", "Zebra": "queued", "Fig": "sent"}


def test_a_way_that_is_gone_keeps_no_other_from_being_taken(app: App, tmp_path: Path) -> None:
    class Renamed(Rules):
        """The same plugin after an update: its channel has another name."""

        @hookimpl
        def channels(self) -> list[Channel]:
            return [evolve(one, key="cable") for one in super().channels()]

    an_addressee(app, "Bar")
    an_addressee(app, "Fig")
    made = given(app, an_action(app, place=str(tmp_path)))
    updated = evolve(app, plugins=type(app.plugins).load(extra={"rules": Renamed()}))
    sent = service.send(updated, made.id)
    assert sent.halted.startswith("There is no channel 'wire'")
    assert (sent.dispatch.state, files(tmp_path)) == (State.PAUSED, ["fig"])


def test_a_shared_mailbox_gets_one_copy_by_each_way(app: App, wire: Wire, tmp_path: Path) -> None:
    for name in ("Bar", "Owl", "Fig", "Fox"):
        an_addressee(app, name, "house@example.org")
    made = given(app, an_action(app, place=str(tmp_path)))
    assert told(app, made) == {
        "Owl": "Bar receives it at the same address",
        "Fox": "Fig receives it at the same address",
    }
    service.send(app, made.id)
    assert (wire.got, files(tmp_path)) == ({"house@example.org": ["News for Bar"]}, ["fig"])


def test_a_stop_for_good_cancels_all_that_is_unsent_at_once_by_every_way(app: App, wire: Wire) -> None:
    for name in ("Bar", "Owl", "Fig", "Zebra"):
        an_addressee(app, name)
    made = given(app, an_action(app))
    leaves = service.claim(app, "wire", "elsewhere/1", limit=1)
    held = service.claim(app, "wire", "elsewhere/2", limit=1)
    assert leaves is not None
    assert held is not None
    (gone,) = service.commit_to_send(app, leaves, [one.id for one in leaves.messages])
    service.stop(app, made.id, because="she is free", for_good=True)
    assert states(app, made) == {"Bar": "inflight", "Owl": "cancelled", "Fig": "cancelled", "Zebra": "cancelled"}
    assert told(app, made)["Owl"] == "was stopped: she is free"
    assert service.commit_to_send(app, held, [one.id for one in held.messages]) == frozenset()
    service.settle(app, leaves.owner, [Outcome(id=gone, state=DeliveryState.SENT, code="250")])
    assert service.finish(app, made.id).state is State.DONE


def test_what_comes_back_after_a_stop_for_good_is_cancelled_and_nobody_resumes_it(app: App) -> None:
    an_addressee(app, "Bar")
    an_addressee(app, "Owl")
    made = given(app, an_action(app))
    leaves = service.claim(app, "wire", "elsewhere/1")
    assert leaves is not None
    bar, owl = service.commit_to_send(app, leaves, [one.id for one in leaves.messages])
    service.stop(app, made.id, because="she is free", for_good=True)
    service.settle(app, leaves.owner, [Outcome(id=one, state=DeliveryState.DEFERRED, code="451") for one in (bar, owl)])
    with pytest.raises(ConflictError, match="stopped for good"):
        service.resume(app, made.id)
    assert service.finish(app, made.id).state is State.DONE
    assert told(app, made) == {"Bar": "was stopped: she is free", "Owl": "was stopped: she is free"}


def test_who_got_it_is_there_for_other_features_by_what_it_is_about(app: App, wire: Wire) -> None:
    bar, owl = an_addressee(app, "Bar"), an_addressee(app, "Owl", country="AQ")
    about = Ref("contacts", bar.id)
    service.send(app, given(app, an_action(app, ref=about)).id)
    service.send(app, given(app, an_action(app, "UA 8/26")).id)
    rows = app.store.rows(
        "select contact_id, channel, language, state, rule from v_deliveries"
        " where ref_kind = :kind and ref_id = :ref_id order by id",
        kind=about.kind,
        ref_id=about.id,
    )
    assert [tuple(row.values()) for row in rows] == [
        (bar.id, "wire", "en", "sent", ""),
        (owl.id, "wire", "en", "refused", "too-cold"),
    ]


def test_who_goes_into_the_trash_before_it_leaves_is_cancelled_with_the_reason(app: App, wire: Wire) -> None:
    bar = an_addressee(app, "Bar")
    an_addressee(app, "Owl")
    made = given(app, an_action(app))
    contacts.trash(app, bar.id)
    service.send(app, made.id)
    assert told(app, made) == {"Bar": "is gone (in the trash since 2026-03-09)"}
    (line,) = next(panel for panel in app.plugins.contact_panels(app, bar.id) if panel.title == "Mailings").rows
    assert line[3:] == ("cancelled", "is gone (in the trash since 2026-03-09)")


def test_who_are_found_to_be_one_before_it_leaves_get_one_copy(app: App, wire: Wire) -> None:
    bar, owl = an_addressee(app, "Bar"), an_addressee(app, "Owl")
    made = given(app, an_action(app))
    contacts.merge(app, bar.id, owl.id)
    service.send(app, made.id)
    assert [*wire.got] == ["bar@example.org"]
    assert states(app, made)["Bar"] == "sent"


def test_a_rule_that_cannot_be_asked_is_told_as_such(app: App) -> None:
    class Broken(Rules):
        """The same plugin with a rule that fails."""

        @hookimpl
        def clearance_rules(self) -> list[ClearanceRule]:
            return [evolve(one, sql="select nothing") for one in super().clearance_rules() if one.key == "too-cold"]

    an_addressee(app, "Bar")
    made = an_action(app)
    given(app, made)
    broken = evolve(app, plugins=type(app.plugins).load(extra={"rules": Broken()}))
    assert service.claim(broken, "wire", "elsewhere/1") is None
    assert told(broken, made)["Bar"].startswith("could not be cleared: the rule 'too-cold' cannot be asked")


@pytest.mark.connections
def test_who_is_erased_between_preview_and_sending_gets_nothing_and_leaves_no_name(app: App, wire: Wire) -> None:
    early, late, owl = an_addressee(app, "Bar"), an_addressee(app, "Guild"), an_addressee(app, "Owl")
    made = an_action(app)
    with app.store.selection() as chosen:
        chosen.fill(CHOSEN, columns=COLUMNS)
        assert service.preview(app, made.id, chosen).recipients == 3
        privacy.erase(app, [early.id])
        service.freeze(app, made.id, chosen)
    service.approve(app, made.id)
    service.start(app, made.id)
    privacy.erase(app, [late.id])
    assert service.send(app, made.id).dispatch.state is State.DONE
    assert [*wire.got] == ["owl@example.org"]
    assert states(app, made) == {"Owl": "sent"}
    rows = app.store.rows("select contact_id, state, rule from v_deliveries order by id")
    assert [tuple(row.values()) for row in rows] == [(None, "cancelled", "erased"), (owl.id, "sent", "")]
    shown = service.show(app, made.id)
    assert [(one.sentence, one.n) for one in shown.left_out] == [("is no longer among the contacts", 1)]
