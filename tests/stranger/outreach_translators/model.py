"""A translator as a record, and when to ask again."""

from datetime import date, timedelta

from attrs import field, frozen, validators

ASK_AGAIN_AFTER = timedelta(days=180)


def _day(written: str | date) -> date:
    return date.fromisoformat(str(written))


@frozen(kw_only=True)
class Translator:
    """A contact who translates for us into a language (BCP 47)."""

    id: int
    contact_id: int
    name: str
    language: str = field(validator=validators.min_len(2))
    confirmed_on: date = field(converter=_day)
    change_id: int

    @property
    def ask_again_on(self) -> date:
        """The day to ask whether the offer still stands."""
        return self.confirmed_on + ASK_AGAIN_AFTER
