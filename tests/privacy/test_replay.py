"""Whatever the order in which they are recorded, the same words give the same state."""

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

from attrs import evolve, frozen
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from outreach_crm.app import App
from outreach_crm.privacy import service
from outreach_crm.privacy.model import Consent, ConsentDraft, State
from tests.builders import taken_back

_FIRST = date(2025, 1, 1)
_SCOPES = st.tuples(st.sampled_from(("mailings", "meetings")), st.sampled_from(("", "email", "phone")))
_EVENT = st.tuples(st.sampled_from((*State, "ours")), _SCOPES)
_QUIET = settings(deadline=None, max_examples=30, suppress_health_check=list(HealthCheck))


@frozen
class _Scope:
    """For what and by which way, and by whose word."""

    purpose: str
    channel: str
    own_word: bool


def _drafts(events: Sequence[tuple[str, tuple[str, str]]]) -> list[ConsentDraft]:
    """What was said, one word a day."""
    drafts = []
    for number, (what, (purpose, channel)) in enumerate(events):
        said = ConsentDraft(
            state=State.GRANTED if what == "ours" else State(what),
            purpose=purpose,
            channel=channel,
            basis="members-and-contacts" if what == "ours" else "agreed",
            source="form",
            given_on=_FIRST + timedelta(days=number),
        )
        drafts.append(said)
    return drafts


def _replayed(drafts: Sequence[ConsentDraft]) -> dict[_Scope, State]:
    """The state by replay: each word overwrites the one before."""
    now: dict[_Scope, State] = {}
    for one in drafts:
        own = one.state is not State.GRANTED or one.basis == "agreed"
        now[_Scope(one.purpose, one.channel, own)] = one.state
    return now


def _states(found: Sequence[Consent]) -> dict[_Scope, State]:
    states = {_Scope(one.purpose, one.channel, one.own_word): one.state for one in found}
    assert len(states) == len(found)
    return states


def _may(now: dict[_Scope, State], drafts: Sequence[ConsentDraft], purpose: str, channel: str) -> bool:
    """Whether she may be turned to, from the words themselves: the last no of hers, and what is granted."""
    covering = [one for one in drafts if one.purpose == purpose and one.channel in ("", channel)]
    for at, one in enumerate(covering):
        later = covering[at + 1 :]
        exact = [x for x in later if (one.channel == "" or x.channel == one.channel) and x.basis == "agreed"]
        last_of_scope = not [x for x in later if x.channel == one.channel and _own(x)]
        if one.state is not State.GRANTED and last_of_scope and State.GRANTED not in [x.state for x in exact]:
            return False
    scopes = [_Scope(purpose, way, own) for way in {"", channel} for own in (True, False)]
    return State.GRANTED in [now.get(scope) for scope in scopes]


def _own(one: ConsentDraft) -> bool:
    return one.state is not State.GRANTED or one.basis == "agreed"


@_QUIET
@given(events=st.lists(_EVENT, max_size=8), seed=st.integers(0, 99))
def test_any_order_of_recording_gives_the_state_of_the_replay(
    app: App, ana: int, events: list[tuple[str, tuple[str, str]]], seed: int
) -> None:
    drafts = _drafts(events)
    expected = _replayed(drafts)
    shuffled = Random(seed).sample(drafts, len(drafts))
    with taken_back(app):
        for draft in shuffled:
            service.record(app, ana, draft)
        assert _states(service.present(app, ana)) == expected
        for purpose in ("mailings", "meetings"):
            for channel in ("email", "phone", "post"):
                clear = service.check(app, ana, purpose, channel).clear
                assert clear == _may(expected, drafts, purpose, channel), (purpose, channel)


@_QUIET
@given(state=st.sampled_from((State.WITHDRAWN, State.OBJECTED)), days=st.integers(1, 300), late=st.booleans())
def test_a_grant_that_is_older_than_a_no_never_wins(app: App, ana: int, state: State, days: int, late: bool) -> None:
    yes = ConsentDraft(purpose="mailings", basis="agreed", source="form", given_on=_FIRST)
    no = evolve(yes, state=state, given_on=_FIRST + timedelta(days=days))
    with taken_back(app):
        for draft in (no, yes) if late else (yes, no):
            service.record(app, ana, draft)
        assert not service.check(app, ana, "mailings").clear
