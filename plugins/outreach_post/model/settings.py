"""The settings of letters and calls."""

from typing import Any

from attrs import Attribute, field, frozen, validators

from outreach_crm.text import say
from outreach_post.model.labels import PAPERS, read_sheet
from outreach_post.model.windows import WINDOWS


def _is_window(_: object, __: "Attribute[str]", key: str) -> None:
    if key not in WINDOWS:
        there = ", ".join(filter(None, WINDOWS))
        raise ValueError(
            say(
                "{key!r} is not a window; there are {there}, or leave it empty for envelopes without one",
                key=key,
                there=there,
            )
        )


def _is_paper(_: object, __: "Attribute[str]", key: str) -> None:
    if key not in PAPERS:
        raise ValueError(say("{key!r} is not a paper; there are {names}", key=key, names=", ".join(PAPERS)))


def _is_sheet(_: object, __: "Attribute[Any]", text: str) -> None:
    read_sheet(text)


@frozen(kw_only=True)
class Rate:
    """What a letter costs.

    Args:
        zone: what the post calls it, such as ``Europe``.
        countries: it holds for (ISO 3166 alpha-2); none: for all that no other rate names.
        grams: up to which weight.
        price: of one letter, in the section's money.
    """

    zone: str
    countries: tuple[str, ...] = ()
    grams: int = field(default=20, validator=validators.gt(0))
    price: float = field(default=0.0, validator=validators.ge(0))


@frozen(kw_only=True)
class PostSettings:
    """Settings of letters and calls.

    Args:
        sender: the address of the section as it stands over a letter, a line each; the first is its name.
        window: which window the envelopes have: ``din-5008``, ``uk`` or another one there is, or none, ``""``.
        labels: the sheet of labels: ``L7160``, ``L7163``, ``5160``, or a size of your own.
        paper: ``a4`` or ``us-letter``.
        typeface: the family letters are set in; else the one that comes with the program.
        fonts: folders with fonts beside those that come with the program.
        folder: where what is to be printed is put, unless a mailing says another place.
        remind_days: after how many days what is printed and not handed over is on today's list.
        keep_days: after how many days files of which nothing is in hand any more are on today's list, to be removed.
        tries: how often somebody is called who does not answer.
        call_again_hours: after how many hours.
        sheet_grams: what a sheet weighs; A4 of 80 g/m² weighs 5 g.
        envelope_grams: what an envelope weighs.
        rates: what letters cost, by zone and weight.
    """

    sender: str = ""
    window: str = field(default="din-5008", validator=_is_window)
    labels: str = field(default="L7160", validator=_is_sheet)
    paper: str = field(default="a4", validator=_is_paper)
    typeface: str = ""
    fonts: tuple[str, ...] = ()
    folder: str = ""
    remind_days: int = field(default=2, validator=validators.ge(0))
    keep_days: int = field(default=14, validator=validators.ge(0))
    tries: int = field(default=3, validator=validators.gt(0))
    call_again_hours: int = field(default=20, validator=validators.ge(0))
    sheet_grams: float = field(default=5.0, validator=validators.gt(0))
    envelope_grams: float = field(default=5.0, validator=validators.ge(0))
    rates: tuple[Rate, ...] = ()
