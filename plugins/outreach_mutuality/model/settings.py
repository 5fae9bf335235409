"""Settings of mutuality."""

from attrs import field, frozen, validators


@frozen
class MutualitySettings:
    """Settings of what organisations ask of us.

    Args:
        rules: a folder with rules of the section's own (TOML), which add to or replace those that are shipped.
        drafts: a folder with drafts of answers of the section's own, a file for each language: ``en.toml``.
        open_days: after how many days without an answer a request is an alarm (F15).
        asks_without_return: so many asks of ours with nothing done or told back are an alarm (F15).
        same_month_days: within how many days before a no whoever says it should not have asked them for help.
    """

    rules: str = ""
    drafts: str = ""
    open_days: int = field(default=30, validator=validators.ge(1))
    asks_without_return: int = field(default=3, validator=validators.ge(1))
    same_month_days: int = field(default=30, validator=validators.ge(1))
