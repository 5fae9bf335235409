"""Fields given by name are read each in its own way."""

from collections.abc import Callable

import pytest

from outreach_crm.errors import InvalidInputError
from outreach_crm.written import read_by


def _size(text: str) -> int:
    if not text.isdecimal():
        raise InvalidInputError(f"{text!r} is no size.")
    return int(text)


READERS: dict[str, Callable[[str], object]] = {"name": str.strip, "size": _size}


def test_each_field_is_read_in_its_own_way() -> None:
    assert read_by(READERS, {"size": "5", "name": " a "}, of="a thing") == {"size": 5, "name": "a"}


@pytest.mark.parametrize(
    ("values", "listed", "said"),
    [
        ({"size": "big"}, "", "size: 'big' is no size."),
        ({"nmae": "a"}, "", "'nmae' is not a field of a thing (did you mean 'name'?)."),
        ({"xyz": "a"}, "", "'xyz' is not a field of a thing; there are name, size."),
        ({"xyz": "a"}, "outreach things lists them", "'xyz' is not a field of a thing; outreach things lists them."),
    ],
)
def test_what_cannot_be_read_is_told_with_its_field(values: dict[str, str], listed: str, said: str) -> None:
    with pytest.raises(InvalidInputError) as caught:
        read_by(READERS, values, of="a thing", listed=listed)
    assert str(caught.value) == said
