"""Settings of meetings."""

from attrs import field, frozen, validators


@frozen
class MeetingSettings:
    """Settings of meetings.

    Args:
        minutes: how long a meeting lasts where nobody says (minutes).
        paper: what packs are printed on: ``a4`` or ``us-letter``.
        fonts: folders with fonts for what the one that comes with the program cannot print.
        letters_each: how many letters somebody writes on a letter-writing evening.
    """

    minutes: int = field(default=120, validator=validators.in_(range(1, 7 * 24 * 60)))
    paper: str = field(default="a4", validator=validators.in_(("a4", "us-letter")))
    fonts: tuple[str, ...] = ()
    letters_each: int = field(default=3, validator=validators.ge(1))
