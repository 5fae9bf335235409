"""By which ways an Urgent Action goes: as each asked, as the section's mailings go, and what is in somebody's hand."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import pytest
from attrs import evolve, frozen

from outreach_crm import hookimpl
from outreach_crm.app import App
from outreach_crm.dispatch import service as dispatch
from outreach_crm.dispatch.model import Commit, DeliveryState, Message, Outcome, Policy, Settle, State
from outreach_crm.keywords import service as keywords
from outreach_crm.model import Channel
from outreach_crm.plugins import Plugins
from outreach_crm.privacy import service as privacy
from outreach_crm.settings import Settings
from outreach_urgent_actions.model.sending import Order
from outreach_urgent_actions.service import delays, distributing, matching, previewing, showing, stopping
from tests.urgent_actions.builders import add_issue
from tests.urgent_actions.outgoing import REF, a_member, names, sent

_ADDRESSES = (
    "select p.contact_id, p.address_key, p.value as address, 0 as rank from selection s"
    " join v_points p on p.contact_id = s.contact_id and p.kind = 'email'"
)


@frozen
class Paper:
    """A channel whose sheets lie on a desk, and one that is an e-mail at once."""

    place: str
    state: DeliveryState = DeliveryState.IN_HAND

    @property
    def notes(self) -> tuple[str, ...]:
        return ("It lies in the tray.",)

    def carry(self, messages: Sequence[Message], commit: Commit, settle: Settle) -> None:
        by_hand = self.state is DeliveryState.IN_HAND
        allowed = {one.id for one in messages} if by_hand else commit([one.id for one in messages])
        settle([Outcome(id=one, state=self.state, code="made", reply=f"sheet {one}") for one in sorted(allowed)])

    def arrived(self, messages: Sequence[Message]) -> Mapping[int, bool]:
        return {}

    def close(self) -> None: ...


def paper(_: App, place: str) -> Paper:
    return Paper(place)


def wire(_: App, place: str) -> Paper:
    return Paper(place, DeliveryState.SENT)


class Ways:
    """A plugin with a way by post, one by telephone and one by e-mail."""

    @hookimpl
    def channels(self) -> Iterable[Channel]:
        way = Channel(key="wire", title="a way", medium="email", addresses=_ADDRESSES, target=f"{__name__}:wire")
        post = evolve(way, key="paper", medium="post", target=f"{__name__}:paper", by_hand=True)
        return [way, post, evolve(post, key="voice", medium="phone")]


@pytest.fixture(name="app")
def with_ways(app: App) -> App:
    keywords.prepare(app)
    off = ("outreach_mail", "outreach_post")
    return evolve(app, plugins=Plugins.load(off=off, extra={"ways": Ways()}))


def by(app: App, channel: str) -> App:
    """Return the App of a section whose mailings go by a channel."""
    return evolve(app, settings=Settings({"mailings": {"channel": channel}}))


def ways_of(app: App, dispatch_id: int) -> dict[str, str]:
    return {one.name: one.channel for one in dispatch.show(app, dispatch_id).deliveries}


def test_each_gets_it_the_way_they_asked_for_and_all_others_as_mailings_go(app: App, tmp_path: Path) -> None:
    for name, channel in (("Ana Ruiz", ""), ("Jon Berg", "post"), ("Eva Lind", "email"), ("Kim Fox", "wire")):
        a_member(app, name, "nurses", channel=channel)
    issue = add_issue(app, "nurses", ref=REF, languages=("en",))
    handed = distributing.send(app, issue, Order(place=str(tmp_path)))
    assert ways_of(app, handed.dispatch.id) == {
        "Ana Ruiz": "folder",
        "Jon Berg": "paper",
        "Eva Lind": "folder",
        "Kim Fox": "wire",
    }
    run = dispatch.send(app, handed.dispatch.id)
    assert (run.sent, run.in_hand) == (3, 1)
    assert set(run.notes) == {f"The files are in {tmp_path}.", "It lies in the tray."}
    assert set(run.notes) < set(run.told)
    assert "1 made and waiting for somebody to go on with." in run.told


def test_a_section_with_a_server_sends_by_it(app: App, tmp_path: Path) -> None:
    app = by(app, "wire")
    assert {one: matching.ways(app)[one] for one in ("email", "post")} == {"email": "wire", "post": "paper"}
    for name, channel in (("Ana Ruiz", ""), ("Eva Lind", "email")):
        a_member(app, name, "nurses", channel=channel)
    handed = sent(app, add_issue(app, "nurses", ref=REF, languages=("en",)), tmp_path)
    assert set(ways_of(app, handed.dispatch.id).values()) == {"wire"}


def test_an_update_goes_by_todays_way_where_that_reaches_them(app: App, tmp_path: Path) -> None:
    for name, channel in (("Ana Ruiz", ""), ("Jon Berg", "post")):
        a_member(app, name, "nurses", channel=channel)
    a_member(app, "Eva Lind", "nurses")
    sent(app, add_issue(app, "nurses", ref=REF, languages=("en",)), tmp_path)
    with app.change("test: no address"):
        app.store.execute("delete from contact_points where value like 'eva%'")
    update = add_issue(app, ref=REF, kind="followup", languages=("en",), issued="2026-03-10")
    handed = distributing.send(by(app, "wire"), update, Order(place=str(tmp_path / "update")))
    assert ways_of(app, handed.dispatch.id) == {"Ana Ruiz": "wire", "Jon Berg": "paper", "Eva Lind": "folder"}


def test_a_stop_names_the_sheets_that_are_in_hand_also_when_it_is_said_again(app: App, tmp_path: Path) -> None:
    for name, channel in (("Ana Ruiz", ""), ("Jon Berg", "post")):
        a_member(app, name, "nurses", channel=channel)
    first = sent(app, add_issue(app, "nurses", ref=REF, languages=("en",)), tmp_path / "first")
    sheet = next(one.reply for one in dispatch.show(app, first.dispatch.id).deliveries if one.name == "Jon Berg")
    (shown,) = [one for one in showing.show_case(app, REF).issues[0].sent if one.channel == "paper"]
    assert (shown.sent, shown.waiting, shown.failed) == (0, 1, 0)
    for _ in range(2):
        stopped = stopping.stop(app, REF, Order(place=str(tmp_path / "stop"), because="she asked us to"))
        assert stopped.cancelled == 0
        assert dispatch.get(app, first.dispatch.id).state is State.STOPPED
        assert [(one.contact, one.what, one.in_hand) for one in stopped.pull if one.channel == "paper"] == [
            ("Jon Berg", sheet, True)
        ]
    assert stopped.notice is not None
    dispatch.send(app, stopped.notice.id)
    assert names(tmp_path / "stop") == {"ana"}


def test_who_has_a_sheet_in_the_letter_box_already_is_told_of_the_stop(app: App, tmp_path: Path) -> None:
    a_member(app, "Jon Berg", "nurses", channel="post")
    first = sent(app, add_issue(app, "nurses", ref=REF, languages=("en",)), tmp_path / "first")
    stopped = stopping.stop(app, REF, Order(place=str(tmp_path), because="she asked us to"), posted=True)
    assert stopped.cancelled == 0
    assert stopped.pull == ()  # they are gone
    assert stopped.notice is not None
    assert ways_of(app, stopped.notice.id) == {"Jon Berg": "paper"}
    assert [one.state for one in dispatch.show(app, first.dispatch.id).deliveries] == ["sent"]


def test_what_was_said_on_the_telephone_is_not_to_be_pulled(app: App, tmp_path: Path) -> None:
    for name, channel in (("Jon Berg", "phone"), ("Eva Lind", "phone")):
        a_member(app, name, "nurses", channel=channel)
    first = sent(app, add_issue(app, "nurses", ref=REF, languages=("en",)), tmp_path / "first").dispatch.id
    called = next(one.id for one in dispatch.in_hand(app, first) if "Jon" in one.name)
    dispatch.hand_over(app, first, [called])
    stopped = stopping.stop(app, REF, Order(place=str(tmp_path), because="she asked us to"))
    assert [(one.contact, one.in_hand) for one in stopped.pull] == [("Eva Lind", True)]
    assert stopped.notice is not None
    assert ways_of(app, stopped.notice.id) == {"Jon Berg": "voice"}


def test_whose_sheet_was_posted_after_the_stop_is_told_when_it_is_said_again(app: App, tmp_path: Path) -> None:
    for name, channel in (("Ana Ruiz", ""), ("Jon Berg", "post"), ("Eva Lind", "post")):
        a_member(app, name, "nurses", channel=channel)
    first = sent(app, add_issue(app, "nurses", ref=REF, languages=("en",)), tmp_path / "first").dispatch
    add_issue(app, ref=REF, kind="stop", languages=("en",))
    order = Order(place=str(tmp_path / "stop"), because="she asked us to")
    before = stopping.stop(app, REF, order)
    assert before.notice is not None
    assert ways_of(app, before.notice.id) == {"Ana Ruiz": "folder"}
    made = {one.name: one.id for one in dispatch.in_hand(app, first.id)}
    assert dispatch.hand_over(app, first.id, made.values()).sent == ()
    assert not delays.untold(app, app.clock.today())
    dispatch.hand_over(app, first.id, [made["Jon Berg"]], already=True)
    (alert,) = delays.untold(app, app.clock.today())
    assert alert.sentence == f"{REF} is stopped, and 1 who got it since were not told"
    again = stopping.stop(app, REF, order)
    assert [one.contact for one in again.pull if one.in_hand] == ["Eva Lind"]
    assert again.notice is not None
    assert ways_of(app, again.notice.id) == {"Jon Berg": "paper"}
    assert again.notice.texts == before.notice.texts
    assert not delays.untold(app, app.clock.today())
    assert stopping.stop(app, REF, order).notice == again.notice
    dispatch.pulled(app, first.id, made.values())
    assert dispatch.get(app, first.id).state is State.DONE


def test_sending_a_stop_that_came_leaves_what_is_in_hand_to_be_pulled(app: App, tmp_path: Path) -> None:
    for name, channel in (("Ana Ruiz", ""), ("Jon Berg", "post")):
        a_member(app, name, "nurses", channel=channel)
    first = sent(app, add_issue(app, "nurses", ref=REF, languages=("en",)), tmp_path / "first").dispatch
    told = sent(app, add_issue(app, ref=REF, kind="stop", languages=("en",)), tmp_path / "stop").dispatch
    assert ways_of(app, told.id) == {"Ana Ruiz": "folder"}
    assert ["was stopped" in one.sentence for one in dispatch.in_hand(app, first.id)] == [True]


def test_the_sheet_of_who_was_erased_is_found_by_its_number(app: App, tmp_path: Path) -> None:
    a_member(app, "Jon Berg", "nurses", channel="post")
    first = sent(app, add_issue(app, "nurses", ref=REF, languages=("en",)), tmp_path / "first").dispatch
    (held,) = dispatch.in_hand(app, first.id)
    assert held.contact_id is not None
    privacy.erase(app, [held.contact_id], because="asked")
    (pull,) = stopping.stop(app, REF, Order(because="she asked us to")).pull
    assert (pull.contact_id, pull.contact, pull.what, pull.in_hand) == (None, "", held.made, True)


@pytest.mark.parametrize(
    ("kind", "policy"),
    [("initial", "resend"), ("followup", "resend"), ("final", "resend"), ("correction", "hold"), ("stop", "hold")],
)
def test_an_appeal_in_doubt_goes_out_once_more_and_a_stop_waits_for_somebody(
    app: App, tmp_path: Path, kind: str, policy: str
) -> None:
    a_member(app, "Ana Ruiz", "nurses")
    handed = sent(app, add_issue(app, "nurses", ref=REF, languages=("en",)), tmp_path / "first")
    if kind != "initial":
        issue = add_issue(app, ref=REF, kind=kind, languages=("en",), issued="2026-03-10")
        handed = sent(app, issue, tmp_path / "later")
    assert handed.dispatch.policy is Policy(policy)


def test_letters_to_the_addressees_go_with_what_asks_for_them(app: App, tmp_path: Path) -> None:
    a_member(app, "Ana Ruiz", "nurses")
    issue = add_issue(app, "nurses", ref=REF, action="asking that she be freed", write_in="es, en")
    with app.change("test: an addressee"):
        app.store.insert("ua_addressees", {"issue_id": issue, "position": 1, "name": "Minister", "lines": "Road 1"})
    first = sent(app, issue, tmp_path / "first")
    assert first.dispatch.fields == {"ua_number": REF, "write_in": "es, en", "covering": ""}
    (letter,) = dispatch.letters(app, first.dispatch.id)
    assert (letter.name, letter.salutation) == ("Minister", "Dear Sir or Madam,")
    assert letter.body == f"I am writing to you about {REF}:\n\n– asking that she be freed"
    final = sent(app, add_issue(app, ref=REF, kind="final", issued="2026-03-10"), tmp_path / "final")
    assert dispatch.letters(app, final.dispatch.id) == []


def test_a_preview_tells_that_the_deadline_has_passed(app: App) -> None:
    assert previewing.preview(app, add_issue(app, "nurses", deadline_on="2026-03-09")).warnings == ()
    (warning,) = previewing.preview(app, add_issue(app, "nurses", deadline_on="2026-03-08")).warnings
    assert warning.startswith("the deadline was 2026-03-08")
