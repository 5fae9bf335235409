"""Which date is best follows from rules alone: whole numbers, whoever is called what."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from random import Random

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from outreach_meetings.model.polls import Answer, Asked, Poll, PollDate, Said
from outreach_meetings.model.ranking import LOOKED_BACK, Key, key_of, ranked, runs

FIRST = datetime(2026, 4, 2, 19, 30)
answers = st.sampled_from([*Answer, None])


def a_poll(grid: list[list[Answer | None]], quorum: int, needed: set[int], guests: set[int]) -> Poll:
    """A poll in which ``grid`` says what each person says of each date."""
    people = tuple(
        Asked(
            id=n,
            uid=str(n),
            contact_id=n,
            name=f"Person {n}",
            standing="guest" if n in guests else "member",
            needed=n in needed,
        )
        for n in range(len(grid))
    )
    dates = tuple(PollDate(id=n, starts=f"{FIRST + timedelta(days=n):%Y-%m-%dT%H:%M}") for n in range(len(grid[0])))
    said = {
        (who, day): Said(id=0, date_id=day, contact_id=who, answer=answer, way="page")
        for who, row in enumerate(grid)
        for day, answer in enumerate(row)
        if answer
    }
    return Poll(
        id=1,
        group_id=1,
        group="Doctors' group",
        title="Meeting",
        zone="UTC",
        minutes=60,
        place="",
        quorum=quorum,
        state="open",
        closes_on="2026-03-30",
        owner_id=None,
        owner="",
        chosen=None,
        series_id=None,
        change_id=1,
        dates=dates,
        people=people,
        said=said,
    )


@st.composite
def polls(draw: st.DrawFn) -> tuple[Poll, dict[int, int]]:
    """A poll, and how often running each gave way before."""
    n, days = draw(st.integers(1, 6)), draw(st.integers(2, 5))
    grid = draw(st.lists(st.lists(answers, min_size=days, max_size=days), min_size=n, max_size=n))
    some = st.sets(st.integers(0, n - 1))
    before = draw(st.dictionaries(st.integers(0, n - 1), st.integers(1, LOOKED_BACK)))
    return a_poll(grid, draw(st.integers(0, n)), draw(some), draw(some)), before


def order(poll: Poll, before: Mapping[int, int]) -> list[int]:
    return [one.date.id for one in ranked(poll, before, {})]


@given(polls(), st.data())
def test_adding_a_yes_never_ranks_a_date_lower(made: tuple[Poll, dict[int, int]], data: st.DataObject) -> None:
    poll, before = made
    who = data.draw(st.sampled_from(poll.people)).contact_id
    day = data.draw(st.sampled_from(poll.dates)).id
    yes = Said(id=0, date_id=day, contact_id=who, answer=Answer.YES, way="link")

    better = evolve(poll, said={**poll.said, (who, day): yes})

    assert order(better, before).index(day) <= order(poll, before).index(day)


@given(polls(), st.randoms())
def test_other_names_and_numbers_only_permute(made: tuple[Poll, dict[int, int]], random: Random) -> None:
    poll, before = made
    people, days = [one.contact_id for one in poll.people], [one.id for one in poll.dates]
    who, day = (dict(zip(some, random.sample(some, len(some)), strict=True)) for some in (people, days))
    mixed = evolve(
        poll,
        people=tuple(random.sample([evolve(one, contact_id=who[one.contact_id]) for one in poll.people], len(people))),
        dates=tuple(
            random.sample(
                [PollDate(id=day[one.id], starts=f"{one.starts:%Y-%m-%dT%H:%M}") for one in poll.dates], len(days)
            )
        ),
        said={(who[a], day[b]): evolve(one, contact_id=who[a], date_id=day[b]) for (a, b), one in poll.said.items()},
    )

    theirs = {who[number]: n for number, n in before.items()}

    assert order(mixed, theirs) == [day[one] for one in order(poll, before)]
    keys = [key_of(mixed, one.date, theirs) for one in ranked(mixed, theirs, {})]
    assert keys == [one.key for one in ranked(poll, before, {})]


@given(polls())
def test_the_order_is_that_of_the_rules_one_after_another(made: tuple[Poll, dict[int, int]]) -> None:
    poll, before = made
    found = ranked(poll, before, {})

    assert [one.key for one in found] == sorted(one.key for one in found)
    for one in found:
        said = [poll.answer(who.contact_id, one.date.id) for who in poll.people]
        assert (one.yes, one.maybe, one.no) == tuple(said.count(answer) for answer in Answer)
        assert all(type(part) is int for part in (*one.key[:4], *one.key[4]))
        assert f"{one.yes} yes, {one.maybe} if need be, {one.no} no" in one.why


@given(st.lists(st.dictionaries(st.integers(0, 3), st.sampled_from(Answer)), max_size=LOOKED_BACK))
def test_a_run_is_how_often_somebody_gave_way_since_their_last_yes(past: list[dict[int, Answer]]) -> None:
    found = runs(past)
    for who in range(4):
        theirs = [said[who] for said in past if who in said]
        told = theirs.index(Answer.YES) if Answer.YES in theirs else len(theirs)
        assert found.get(who, 0) == told


def key(grid: list[list[Answer | None]], before: dict[int, int]) -> list[Key]:
    poll = a_poll(grid, 0, set(), set())
    return [key_of(poll, one, before) for one in poll.dates]


def test_the_one_who_has_borne_most_is_spared_first() -> None:
    yes, maybe = Answer.YES, Answer.MAYBE
    grid: list[list[Answer | None]] = [[maybe, yes], [yes, maybe], [yes, yes]]

    first, second = key(grid, {0: 3, 1: 2})

    assert (first[4], second[4]) == ((3,), (2,))
    assert second < first


def test_each_date_says_by_what_it_stands_behind_the_one_before() -> None:
    yes, maybe, no = Answer.YES, Answer.MAYBE, Answer.NO
    poll = a_poll([[yes, yes, maybe, no], [yes, yes, yes, yes]], 2, {0}, set())

    told = [one.reasons[-1] for one in ranked(poll, {}, {date(2026, 4, 2): "Maundy Thursday"})]

    assert told == [
        "falls on a public holiday: Maundy Thursday",
        "as good as Thursday 2026-04-02, 19:30, and later",
        "fewer say yes than to Friday 2026-04-03, 19:30",
        "further from a quorum than Saturday 2026-04-04, 19:30",
    ]
