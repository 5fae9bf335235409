"""The settings of priorities."""

from attrs import frozen


@frozen
class PrioritySettings:
    """Settings of priorities: a folder with the section's own questionnaires, which add to or replace the shipped.

    ``remind_days`` before a deadline the officer is told whose sheets are out.
    """

    questionnaires: str = ""
    remind_days: int = 3
