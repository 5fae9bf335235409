"""The settings of Urgent Actions."""

from attrs import field, frozen, validators

from outreach_urgent_actions.model.editions import read_series


def _are_series(_: object, __: object, written: tuple[str, ...]) -> None:
    read_series(written)


@frozen
class UrgentActionSettings:
    """Settings of Urgent Actions.

    Args:
        own_country: whether people get issues about the country they live in.
        regions: the scheme of keywords that ``--region`` looks in first.
        appeals_wanted: how many appeals each issue should bring; limits are then shared out between the issues of a
            month. 0: everybody gets what fits, within their own limit.
        answering: which share of those who get an issue writes, as your own figures show; needed for appeals_wanted.
        second_person_above: to how many an issue may go when one person says so; where it is more, a second one
            approves the list. 0: one person is enough. A stop never waits.
        few_takers: an issue that fewer get is told.
        hours_to_send: an issue that left later than so many hours after it came is told.
        editions: series of publications, each with how many cases an edition of it has at least.
    """

    own_country: bool = True
    regions: str = "regions-ai"
    appeals_wanted: int = field(default=0, validator=validators.ge(0))
    answering: float = field(default=0.1, validator=[validators.gt(0), validators.le(1)])
    second_person_above: int = field(default=0, validator=validators.ge(0))
    few_takers: int = field(default=10, validator=validators.ge(0))
    hours_to_send: int = field(default=24, validator=validators.ge(1))
    editions: tuple[str, ...] = field(default=("magazine=9", "monthly mailing=1"), validator=_are_series)
