"""Who gets an issue and who does not, and the sentences of each reason."""

from collections.abc import Mapping

from attrs import field, frozen

REASONS: Mapping[str, str] = {
    "interest": "signed up for {said}",
    "sector": "signed up as the sector {sector}: {said}",
    "everything": "signed up for everything",
    "at-least": "was promised more than their own keywords have brought",
    "over-limit": "is over the limit this once, because a life is at risk",
}
"""Why somebody gets an issue: key to sentence, with ``{…}`` for the data."""

RULES: Mapping[str, str] = {
    "no-keyword": "signed up for none of its keywords",
    "no-original": "did not get the first issue",
    "excluded": "signed up for no issue with one of its keywords",
    "already-sent": "received it before",
    "members-only": "it is for members only, and they are none",
    "own-country": "it is about their own country",
    "paused": "paused until {detail}",
    "language-missing": "reads it in no language but {detail}, and there is no such text",
    "limit": "the limit is reached: {detail} received in its time",
    "kept-back": "their limit is kept for other Urgent Actions of this month",
}
"""Why somebody who signed up does not get an issue: rule to sentence, with ``{detail}``."""


@frozen(kw_only=True)
class Matched:
    """What a match found: how many are to get it, and by rule how many it fits and who do not."""

    recipients: int
    held: Mapping[str, int] = field(factory=dict)
