"""What holds whatever is decided: a state is the last row on or before a day, and only ways that there are are gone."""

from contextlib import suppress
from datetime import date, timedelta
from itertools import pairwise

from attrs import evolve
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from outreach_cases import service
from outreach_cases.model.cases import people_written
from outreach_cases.model.levels import WAYS, Decided, Level, Reason, Stance, Track
from outreach_cases.model.links import Addressee, read_addressees, written_addressees
from outreach_crm.app import App
from outreach_crm.errors import OutreachError
from tests.builders import taken_back
from tests.outreach_cases.builders import SINCE, a_case

_SOME = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
_FIRST = date.fromisoformat(SINCE)
_NO_STOP = [one for one in Reason if not one.stops]
_STEP = st.tuples(
    st.one_of(st.sampled_from(Level), st.sampled_from(Stance)),
    st.integers(-2, 40),
    st.one_of(st.none(), st.sampled_from(_NO_STOP)),
    st.sampled_from(["", "So they say"]),
)
_LINE = st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=12)


@_SOME
@given(first=st.sampled_from(Level), steps=st.lists(_STEP, max_size=10), day=st.integers(0, 45))
def test_a_case_is_what_the_last_row_on_or_before_a_day_says(
    app: App, first: Level, steps: list[tuple[Level | Stance, int, Reason | None, str]], day: int
) -> None:
    reason = Reason.CAPACITY if first is Level.CLOSED else None
    with app.change("begin"):
        pass
    with taken_back(app):
        case = a_case(app, level=Level.ACTIVE if first is Level.CLOSED else first)
        if reason:
            service.level(app, case.id, Decided(state=first.value, reason=reason, note="x", decided_on=SINCE))
        for state, ahead, why, note in steps:
            draft = Decided(
                state=state.value, decided_on=(_FIRST + timedelta(days=ahead)).isoformat(), reason=why, note=note
            )
            with suppress(OutreachError):
                (service.level if isinstance(state, Level) else service.decide)(app, case.id, draft)

        rows = service.history(app, case.id)
        levels = [one for one in rows if one.track is Track.LEVEL]
        assert all(Level(later.state) in WAYS[was.state] for was, later in pairwise(levels))
        assert [(one.decided_on, one.id) for one in levels] == sorted((one.decided_on, one.id) for one in levels)
        assert all((one.reason is not None) == (one.state == Level.CLOSED) for one in levels)
        on = _FIRST + timedelta(days=day)
        now = service.get(app, case.id, on)
        held = {one.track: one for one in rows if one.decided_on <= on.isoformat()}
        assert (now.level.value, now.level_on) == (held[Track.LEVEL].state, held[Track.LEVEL].decided_on)
        ours = held.get(Track.STANCE)
        assert (now.stance.value if now.stance else None) == (ours.state if ours else None)


@_SOME
@given(people=st.one_of(st.none(), st.integers(1, 999_999_999)), about=st.booleans())
def test_a_number_of_people_that_is_written_and_read_again_stays_what_it_was(
    app: App, people: int | None, about: bool
) -> None:
    with app.change("begin"):
        pass
    with taken_back(app):
        said = "" if people is None else f"about {people}" if about else f"{people:,}"
        case = a_case(app, whom="community", people=said)

        again = service.edit(app, case.id, evolve(service.draft_of(case), name="Others"))

        assert (again.people, again.counted) == (case.people, case.counted)
        assert (case.people, people_written(again).replace("about ", "")) == (people, str(people or ""))


_ADDRESSEE = st.builds(
    Addressee, name=_LINE, salutation=st.one_of(st.just(""), _LINE), lines=_LINE, email=st.just("a@b.org")
)


@given(st.lists(_ADDRESSEE))
def test_addressees_that_are_written_and_read_again_stay_what_they_were(addressees: list[Addressee]) -> None:
    assert read_addressees(written_addressees(addressees)) == addressees
