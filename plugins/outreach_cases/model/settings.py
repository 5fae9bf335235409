"""Settings of casework."""

from attrs import field, frozen, validators

from outreach_cases.model.levels import Level
from outreach_crm.text import term

_MOVEMENT = term("the movement")


@frozen
class CasesSettings:
    """Settings of casework.

    Args:
        programme: the group or contact that gives cases to groups: the Individuals at Risk Programme; its name or
            number.
        least: so many groups shall work on a case where nothing else is said of it.
        most: no more groups than that work on a case where nothing else is said of it.
        own_country: whether groups work on cases of their own country.
        report_days: after how many days without one a report on a case is due.
        goal: how many cases there are to be at the levels that count.
        goal_owner: whose goal that is.
        goal_levels: the levels that count for it.
        goal_open: the section's own goal: so many casefiles are open to groups; 0: it set none.
        goal_covered: the section's own goal: of so many per cent of the active cases a group works on each; 0: none.
        goal_reported: the section's own goal: of so many per cent of the cases that groups hold, the yearly report
            comes in time; 0: none.
        feedback_days: within how many days feedback on a decision is answered, and an appeal decided on.
        quiet_months: after how many months without news an active case is quiet.
        request_days: so many days before a meeting the programme wants to be asked for actions.
        report_before: so many days before it is due a group is reminded, and again on the day.
        report_after: and so many days after it; until then a report is in time.
        report_asked: so many days after it the coordinator is asked.
        group_days: after so many days without a word of a group the coordinator is told.
        update_days: after so many days without an update the holder of a casefile is told whom to ask.
    """

    programme: str = ""
    least: int = field(default=1, validator=validators.ge(0))
    most: int = field(default=4, validator=validators.ge(1))
    own_country: bool = True
    report_days: int = field(default=365, validator=validators.in_(range(1, 366)))
    goal: int = field(default=500, validator=validators.ge(1))
    goal_owner: str = _MOVEMENT
    goal_levels: tuple[str, ...] = field(
        default=("active",),
        converter=tuple,
        validator=[validators.min_len(1), validators.deep_iterable(validators.in_([one.value for one in Level]))],
    )
    goal_open: int = field(default=0, validator=validators.ge(0))
    goal_covered: int = field(default=0, validator=validators.in_(range(101)))
    goal_reported: int = field(default=0, validator=validators.in_(range(101)))
    feedback_days: int = field(default=30, validator=validators.and_(validators.ge(1), validators.le(3650)))
    quiet_months: int = field(default=6, validator=validators.in_(range(1, 121)))
    request_days: int = field(default=14, validator=validators.in_(range(366)))
    report_before: int = field(default=30, validator=validators.in_(range(366)))
    report_after: int = field(default=30, validator=validators.in_(range(1, 366)))
    report_asked: int = field(default=60, validator=validators.in_(range(1, 731)))
    group_days: int = field(default=180, validator=validators.in_(range(1, 1096)))
    update_days: int = field(default=180, validator=validators.in_(range(1, 1096)))
