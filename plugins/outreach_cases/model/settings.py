"""Settings of casework."""

from attrs import field, frozen, validators


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
        feedback_days: within how many days feedback on a decision is answered, and an appeal decided on.
    """

    programme: str = ""
    least: int = field(default=1, validator=validators.ge(0))
    most: int = field(default=4, validator=validators.ge(1))
    own_country: bool = True
    report_days: int = field(default=365, validator=validators.in_(range(1, 366)))
    feedback_days: int = field(default=30, validator=validators.and_(validators.ge(1), validators.le(3650)))
