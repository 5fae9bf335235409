"""The settings of priorities."""

from attrs import frozen


@frozen
class PrioritySettings:
    """Settings of priorities: a folder with the section's own questionnaires, which add to or replace the shipped."""

    questionnaires: str = ""
