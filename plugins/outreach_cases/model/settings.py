"""Settings of casework."""

from attrs import converters, field, frozen, validators

from outreach_cases.model.levels import Level


@frozen
class CasesSettings:
    """Settings of casework.

    Args:
        goal: how many cases there are to be at the levels that count.
        goal_owner: whose goal that is.
        goal_levels: the levels that count for it.
        goal_open: the section's own goal: so many casefiles are open to groups; 0: it set none.
        goal_covered: the section's own goal: of so many per cent of the active cases a group works on each; 0: none.
        quiet_months: after how many months without news an active case is quiet.
    """

    goal: int = field(default=500, validator=validators.ge(1))
    goal_owner: str = "the movement"
    goal_levels: tuple[str, ...] = field(
        default=("active",),
        converter=converters.pipe(tuple),
        validator=[validators.min_len(1), validators.deep_iterable(validators.in_([one.value for one in Level]))],
    )
    goal_open: int = field(default=0, validator=validators.ge(0))
    goal_covered: int = field(default=0, validator=validators.in_(range(101)))
    quiet_months: int = field(default=6, validator=validators.in_(range(1, 121)))
