"""A sign-up as somebody writes it, in plain texts and numbers: what a form sends, and what a job of it is given."""

from collections.abc import Iterable

from attrs import field, frozen


def _names(given: Iterable[str]) -> tuple[str, ...]:
    return tuple(given)


@frozen(kw_only=True)
class Asked:
    """What somebody is to be signed up for.

    Args:
        publications: for publications instead of Urgent Actions.
        like: key of a sector: all that its file watches.
        sector: as part of which sector; empty for none. It is that of ``like`` where there is one.
        keywords: names of keywords; those that answer one question widen, those that answer another one narrow.
        unwanted: names of keywords that take an issue away.
        at_most: how many at most; 0 for all.
        at_least: how many are promised; 0 for no promise.
        months: within how many months.
        capacity: as whom they write.
        channel: by which way; empty where any will do.
        language: in which language (BCP 47); empty for the one they are written to in.
        only: in no other language.
    """

    publications: bool = False
    like: str = ""
    sector: str = ""
    keywords: tuple[str, ...] = field(default=(), converter=_names)
    unwanted: tuple[str, ...] = field(default=(), converter=_names)
    at_most: int = 0
    at_least: int = 0
    months: int = 1
    capacity: str = "anyone"
    channel: str = ""
    language: str = ""
    only: bool = False
