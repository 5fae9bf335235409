"""What holds whatever happens: counts add up, the lanes hold everything, and what stays with us gets into no draft."""

from collections.abc import Callable

from attrs import evolve
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from outreach_crm.app import App
from outreach_crm.asks.model import WAYS
from outreach_crm.asks.model import State as AskState
from outreach_crm.contacts import service as contacts
from outreach_crm.errors import OutreachError
from outreach_mutuality import service
from outreach_mutuality.model.assessing import DecisionDraft, Outcome, Verdict
from outreach_mutuality.model.balances import Balance
from outreach_mutuality.model.boards import STATES
from outreach_mutuality.model.requests import RequestKind, State, in_a_line, words_of
from outreach_mutuality.service import rules
from tests.asks.builders import an_ask, moved
from tests.builders import an_organisation, taken_back
from tests.outreach_mutuality.builders import a_request, assessed

_WHOLE = settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
_SECTORS = ("unions", "medical", "legal")
_KEPT = "Vorstand kandidiert Herbst Hafenpartei"


@st.composite
def _way_of_an_ask(draw: st.DrawFn) -> list[AskState]:
    """The states an ask goes through, each of which may follow the one before; what was done is not done again."""
    way = [AskState.PLANNED]
    for _ in range(draw(st.integers(0, 4))):
        gone = AskState.DONE if AskState.DONE in way else AskState.REPORTED
        if further := [one for one in WAYS[way[-1]] if one is not gone]:
            way.append(draw(st.sampled_from(further)))
    return way[1:]


_ANY = st.lists(
    st.sampled_from(["consult", "assess", "unclear", "decide", "promise", "write", "answer", "keep"]), max_size=8
)
# Half of them go the usual way for a while: at random few come far.
_USUAL = ["assess", "promise", "write", "answer", "keep"]
_STEPS = st.one_of(_ANY, st.builds(lambda far, more: [*_USUAL[:far], *more], st.integers(1, 5), _ANY))
_REQUESTS = st.lists(st.tuples(st.integers(0, 2), st.sampled_from(Outcome), _STEPS), max_size=4)
_ASKS = st.lists(st.tuples(st.integers(0, 2), _way_of_an_ask()), max_size=4)


def _begin(app: App) -> None:
    """Make the account of who is there, which outlives what is taken back."""
    with app.change("begin"):
        pass


def _take(app: App, request_id: int, outcome: Outcome, steps: list[str]) -> None:
    """Do with a request what can be done of some steps; what cannot is refused and changes nothing."""
    promise = (("Sign", "1w"),)
    draft = DecisionDraft(outcome=outcome, told="So", offered="a speaker", kept=_KEPT)
    unclear = {"mandate": Verdict.UNCLEAR}
    can: dict[str, Callable[[], object]] = {
        "consult": lambda: service.decide(app, request_id, _with(draft, outcome=Outcome.CONSULT)),
        "assess": lambda: assessed(app, service.get(app, request_id)),
        "unclear": lambda: service.assess(app, request_id, unclear, ask=app.actor.name),
        "decide": lambda: service.decide(app, request_id, draft),
        "promise": lambda: service.decide(app, request_id, _with(draft, promises=promise)),
        "write": lambda: service.write(app, request_id, "So.", language="en"),
        "answer": lambda: service.answered(app, request_id),
        "keep": lambda: service.keep(app, service.promises(app, service.get(app, request_id))[0].id),
    }
    for step in steps:
        try:
            can[step]()
        except (OutreachError, IndexError):
            continue


def _with(draft: DecisionDraft, **values: object) -> DecisionDraft:
    return evolve(draft, **values)  # type: ignore[arg-type]


def _adds_up(one: Balance) -> bool:
    ours = one.they_did + one.they_declined + one.asks_open + one.asks_given_up
    theirs = one.we_did + one.we_offered + one.we_declined + one.requests_open
    return one.we_asked == ours and one.they_asked == theirs and (one.index is None or 0 <= one.index <= 1)


@given(requests=_REQUESTS, asks=_ASKS)
@_WHOLE
def test_nothing_vanishes_from_the_balance_and_the_board(
    app: App, requests: list[tuple[int, Outcome, list[str]]], asks: list[tuple[int, list[AskState]]]
) -> None:
    _begin(app)
    with taken_back(app):
        those = [an_organisation(app, f"Body {number}").id for number in range(3)]
        for number, contact_id in enumerate(those):
            contacts.edit(app, contact_id, contacts.Edit(sectors=_SECTORS[: number + 1]))
        for whose, outcome, steps in requests:
            _take(app, a_request(app, those[whose]).id, outcome, steps)
        for whom, way in asks:
            moved(app, an_ask(app, those[whom]), *way)

        found, by_sector = service.balances(app), service.by_sector(app)

        assert all(_adds_up(one) for one in (*found, *by_sector.sectors, by_sector.whole))
        assert by_sector.whole.they_asked == len(requests)
        made = [way for _, way in asks if {*way} - {AskState.GIVEN_UP, AskState.PLANNED}]
        assert by_sector.whole.we_asked == len(made)
        states = [one.state for one in service.listed(app)]
        lanes = {STATES[lane.stage]: lane.count for lane in service.board(app)}
        assert lanes == {state: states.count(state) for state in STATES.values()}
        assert sum(lanes.values()) + states.count(State.CLOSED) == len(requests)


@given(
    outcome=st.sampled_from([one for one in Outcome if one is not Outcome.CONSULT]),
    kind=st.sampled_from(RequestKind),
    language=st.sampled_from(["en", "fr", "es", "sv"]),
    told=st.text(alphabet=st.characters(blacklist_categories=("Cc", "Cs")), min_size=1, max_size=60).filter(str.strip),
)
@_WHOLE
def test_a_draft_never_holds_the_reason_that_stays_with_us(
    app: App, outcome: Outcome, kind: RequestKind, language: str, told: str
) -> None:
    _begin(app)
    with taken_back(app):
        request = a_request(app, kind=kind.value)
        contacts.edit(app, request.contact_id, contacts.Edit(fields={"language": language}))
        said = dict.fromkeys(rules.put(app, kind), Verdict.YES)
        service.assess(app, request.id, said)
        service.decide(app, request.id, DecisionDraft(outcome=outcome, told=told, offered="a speaker", kept=_KEPT))

        _, text = service.draft(app, service.get(app, request.id))

        assert not any(word in text for word in _KEPT.split())


@given(text=st.text(max_size=3_000))
def test_a_line_is_one_short_line(text: str) -> None:
    line = in_a_line(text)
    assert len(line) <= 80
    assert line.split() == line.split("\n")[0].split()
    assert all(0 < len(word) <= 100 for word in words_of(text))
