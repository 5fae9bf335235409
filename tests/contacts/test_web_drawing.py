"""Drawings: nothing overlaps, nothing leaves the frame, however many there are and however they are called."""

import itertools
from datetime import date
from typing import Any

from attrs import evolve, fields
from hypothesis import given
from hypothesis import strategies as st

from outreach_crm.contacts.model import Card, Contact, Kind, Path, Relation, Role, Step
from outreach_crm.contacts.web import drawing
from outreach_crm.contacts.web.drawing import Box, Drawing, Words, width_of

TODAY = date(2026, 3, 9)
LENGTHS = [
    "A",
    "Ana Ruiz",
    "W" * 150,
    "全国医師会連合会" * 6,
    "Ωραία Πόλη " * 9,
    "de la " * 20,
    "\u202eab",
    "e\u0301" * 80,
]
SOME = st.sampled_from(LENGTHS)
NAMES = SOME | st.text(min_size=1, max_size=30)


def a_card(name: str, roles: list[tuple[str, str]], relations: list[tuple[str, str, Kind]]) -> Card:
    empty: dict[str, Any] = dict.fromkeys((field.name for field in fields(Contact)), "")
    empty |= {"id": 1, "kind": "person", "name": name, "name_order": "given-first", "trashed_on": None}
    parts: dict[str, Any] = dict.fromkeys((field.name for field in fields(Card)), ())
    parts["contact"] = Contact(**empty)
    parts["roles"] = tuple(a_role(number, *one) for number, one in enumerate(roles))
    parts["relations"] = tuple(a_relation(number, *one) for number, one in enumerate(relations))
    return Card(**parts)


def a_role(number: int, organisation: str, title: str) -> Role:
    return Role(
        id=number,
        person_id=1,
        organisation_id=100 + number,
        title=title,
        from_on=None,
        to_on=None,
        answers_for_rights=False,
        right_person_for="",
        verified_on=None,
        person="Ana",
        organisation=organisation,
        change_id=1,
    )


def a_relation(number: int, other: str, label: str, kind: Kind) -> Relation:
    return Relation(
        id=number,
        kind="knows",
        label=label,
        other_id=200 + number,
        other=other,
        other_kind=kind,
        from_on=None,
        to_on=None,
        note="",
        verified_on=None,
        change_id=1,
    )


def overlap(one: Box, other: Box) -> bool:
    return (
        one.x < other.x + other.width
        and other.x < one.x + one.width
        and one.y < other.y + other.height
        and other.y < one.y + one.height
    )


def check_sound(figure: Drawing) -> None:
    """All boxes and words are inside the frame, words inside their boxes, and no two boxes or lines share a place."""
    for box in figure.boxes:
        assert box.x >= 0
        assert box.y >= 0
        assert box.x + box.width <= figure.width
        assert box.y + box.height <= figure.height
        for words in box.words:
            check_inside(words, box.x, box.x + box.width, box.y, box.y + box.height)
        assert all(below.y - above.y >= 11 for above, below in itertools.pairwise(box.words))
    for one, other in itertools.combinations(figure.boxes, 2):
        assert not overlap(one, other)
    for words in figure.words:
        check_inside(words, 0, figure.width, 0, figure.height)
        assert not any(box.y < words.y < box.y + box.height for box in figure.boxes)
    for line in figure.strokes:
        assert min(line.x1, line.x2) >= 0
        assert max(line.x1, line.x2) <= figure.width
        assert min(line.y1, line.y2) >= 0
        assert max(line.y1, line.y2) <= figure.height


def check_inside(words: Words, left: float, right: float, top: float, bottom: float) -> None:
    assert words.x >= left
    assert words.x + width_of(str(words.text), small=words.small) <= right
    assert top < words.y < bottom


@given(
    NAMES,
    st.lists(st.tuples(SOME, SOME), max_size=20),
    st.lists(st.tuples(SOME, SOME, st.sampled_from([*Kind])), max_size=20),
)
def test_who_is_around_fits_the_frame(
    name: str, roles: list[tuple[str, str]], relations: list[tuple[str, str, Kind]]
) -> None:
    figure = drawing.around(a_card(name, roles, relations), TODAY)
    if figure is None:
        assert not roles
        assert not relations
        return
    check_sound(figure)
    assert len(figure.boxes) - 1 + figure.left_out == len(roles) + len(relations)


@given(NAMES | st.just(""), st.lists(st.tuples(NAMES, SOME, st.sampled_from(["", "CL", "XX"])), min_size=1, max_size=5))
def test_a_way_fits_the_frame(held_by: str, steps: list[tuple[str, str, str]]) -> None:
    way = Path(
        held_by=held_by,
        steps=tuple(
            Step(contact_id=number, name=name, kind=Kind.PERSON, country=country, link=link, verified_on="2026-01-01")
            for number, (name, link, country) in enumerate(steps)
        ),
    )
    figure = drawing.chain(way)
    check_sound(figure)
    assert [box.name for box in figure.boxes][-len(steps) :] == [name for name, _, _ in steps]


def test_people_stand_at_the_left_and_organisations_at_the_right() -> None:
    figure = drawing.around(a_card("Ana", [("Colegio", "President")], [("Bob", "knows", Kind.PERSON)]), TODAY)
    assert figure is not None
    assert {box.name: box.x < 100 for box in figure.boxes[1:]} == {"Bob": True, "Colegio": False}


def test_what_is_over_is_not_drawn() -> None:
    card = a_card("Ana", [("Colegio", "President")], [])
    over = evolve(card, roles=(evolve(card.roles[0], to_on="2025-12-31"),))
    assert drawing.around(over, TODAY) is None


def test_a_long_name_is_parted_and_cut() -> None:
    figure = drawing.around(
        a_card("Ana", [("Federation of the Very Many Unions of Everybody Everywhere", "x")], []), TODAY
    )
    assert figure is not None
    lines = [words.text for words in figure.boxes[1].words]
    assert len(lines) == 3
    assert lines[-1].endswith("…")
    assert figure.boxes[1].name.endswith("Everywhere")
