"""Settings of casework."""

from attrs import field, frozen, validators


@frozen
class CasesSettings:
    """Settings of long-term cases.

    Args:
        feedback_days: within how many days feedback on a decision is answered, and an appeal decided on.
    """

    feedback_days: int = field(default=30, validator=validators.and_(validators.ge(1), validators.le(3650)))
